//! How the site looks: the theme's layers, its templates, and what templates may see.
//!
//! A [`Theme`] is a chain of layers (project, theme, parents, embedded default) in which the nearest file wins. A
//! [`TemplateSet`] holds the chain's templates, checked. A [`View`] is everything that templates may see, made once
//! per build and shared by all pages; what a page asks beyond its own values goes through functions that record it.
//! [`Versions`] tell of each of these values whether it is what it was.

pub mod closure;
pub mod components;
pub mod embedded;
pub mod evidence;
pub mod fact_pick;
mod fact_rows;
mod facts;
pub(crate) mod faults;
pub mod filters;
pub mod fonts;
pub mod functions;
pub mod layers;
pub mod lines;
pub mod plot;
pub mod questions;
pub mod reads;
pub mod set;
mod sources;
pub mod values;
pub mod versions;
pub mod view;

pub use components::{Component, Shown};
pub use evidence::Passages;
pub use fonts::Fonts;
pub use layers::Theme;
pub use questions::{Answers, Question};
pub use reads::Recorder;
pub use set::TemplateSet;
pub use versions::Versions;
pub use view::View;
