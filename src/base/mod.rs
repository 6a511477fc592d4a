//! Words that everyone uses: paths and addresses, digests, dates, escaped text, diagnostics and their printers.
//!
//! Nothing here knows what a briefing is, and nothing reads the clock, the disk or the environment. Every
//! other folder may import from this one; it imports from none.

pub mod address;
pub mod code;
pub mod colour;
pub mod cut;
pub mod date;
pub mod diagnostic;
pub mod digest;
pub mod escape;
pub mod path;
pub mod report;
pub mod sha256;
pub mod source;
pub mod spelling;

pub use address::{Address, BaseUrl, OutputPath, Segment, SegmentFault};
pub use code::Code;
pub use colour::Colour;
pub use date::{WrittenDate, parse_date};
pub use diagnostic::{Diagnostic, Diagnostics, Note, Place, Severity, Span};
pub use digest::Digest;
pub use path::SourcePath;
pub use sha256::sha256;
pub use source::SourceText;
