//! Nutgraf.
pub mod base;
pub mod briefing;
pub mod input;
pub mod output;
pub mod preview;
pub mod publish;
