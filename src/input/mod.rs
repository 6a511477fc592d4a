//! What was given: an immutable snapshot of the files, the configuration as decided, and data documents.
//!
//! [`disk::snapshot`] is the only reader of the project's folder; everything after it sees [`Files`]. A document is
//! parsed once into a [`Value`] whose places are found when a message needs them.

pub mod config;
pub mod data;
pub mod disk;
pub mod document;
pub(crate) mod faults;
pub mod fields;
pub mod files;
mod plain;
#[cfg(test)]
mod plain_tests;
pub mod secrets;
pub mod signposts;
pub mod value;

pub use config::{Config, Overrides};
pub use document::{Document, Format};
pub use fields::{Field, Fields};
pub use files::{Contents, File, Files, Start};
pub use signposts::Signposts;
pub use value::Value;
