//! One file understood.
pub mod markdown;
pub mod quantity;
