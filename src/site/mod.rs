//! All files together: what is published, in which sections, under which tags and authors, and at which address.
//!
//! The stages, each with a type of its own: the [`gate`] lets through what may be published now; [`graph`] orders it into
//! a [`Site`]; [`plan`] gives every output its address and its job, and finds collisions; [`links`] follows every link
//! between files. All of it is made from heads alone; no text is touched.

pub mod entities;
pub mod evidence;
pub mod facts;
pub(crate) mod faults;
pub mod fill;
pub mod gate;
pub mod graph;
pub mod links;
pub mod plan;
pub mod query;
pub mod registry;
pub mod related;
pub mod words;
pub mod works;

pub use evidence::Evidence;
pub use facts::{EntityId, Facts};
pub use fill::Filler;
pub use gate::{Clock, Hold, Withheld};
pub use graph::{AuthorId, Page, PageId, Section, SectionId, Site, TagId};
pub use links::{Links, Resolved};
pub use plan::{FactsFile, Job, Plan, Task};
pub use registry::Registries;
pub use words::Words;
pub use works::{Resting, Work, WorkId, Works};
