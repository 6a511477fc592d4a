//! What was given: the files, the configuration, and what each file is.

pub mod files;

pub use files::{Contents, File, Files};
