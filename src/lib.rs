//! Nutgraf: a static-site generator for curated briefings.
//!
//! # The story of a build
//! ```text
//! disk → Files → (per file, in parallel) front matter + Markdown → Briefing {head, body}
//!      → Site (the graph, from heads) → Plan (every output, its address, its task)
//!      → Links → View (what templates may see) → Output (bytes by path)
//!      → publish (diff, stage, swap) | preview (serve from memory)
//! ```
//! Nothing flows upward. [`engine::build`] tells this story in one function; start reading there.
//!
//! # The house
//! A folder may import only from those above it in this list; `tests/suite/house.rs` enforces it.
//!
//! | folder | what it is |
//! |---|---|
//! | [`base`] | words everyone uses: paths, addresses, dates, digests, escaping, diagnostics |
//! | [`input`] | what was given: the snapshot of files, the configuration, data documents |
//! | [`briefing`] | one file understood: front matter, Markdown, key facts, quantities, sources |
//! | [`site`] | all files together: the gate, the graph, the plan, links, queries, words |
//! | [`theme`] | how it looks: layers, templates, what templates may see |
//! | [`output`] | one job, bytes: pages, feeds, sitemap, search data, twins |
//! | [`capture`] | a copy of a source taken: its text, and which lines are the work |
//! | [`check`] | rules about the finished model |
//! | [`engine`] | the build |
//! | [`publish`] | make it so: the only code that writes, renames or deletes |
//! | [`preview`] | the local desk: watcher, server, live reload |
//! | [`cli`] | the face: commands, printing, exit codes |

pub mod base;
pub mod briefing;
pub mod capture;
pub mod check;
pub mod cli;
pub mod engine;
pub mod input;
pub mod output;
pub mod preview;
pub mod publish;
pub mod site;
pub mod theme;
