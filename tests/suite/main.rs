//! The integration tests: one program, so that it links once and every test is data for the same harness.
//!
//! `site` is the harness; the rest follow the house from the files inwards to the commands. What they see is public:
//! files in, findings and output out, or the real program with its exit codes.

#![allow(clippy::disallowed_methods, reason = "tests read and prepare the disk and the environment themselves")]
#![allow(clippy::panic, reason = "a harness fails by panicking")]

mod desk;
mod edits;
mod markup;
mod search;
mod site;

mod again;
mod capture;
mod cards;
mod charts;
mod codes;
mod collisions;
mod commands;
mod components;
mod corpus;
mod crawl;
mod determinism;
mod directions;
mod evidence;
mod explained;
mod facts;
mod feeds;
mod figures;
mod front_matter;
mod gate;
mod house;
mod interrupted;
mod kept;
mod key_facts;
mod laws;
mod links;
mod lists;
mod machines;
mod messages;
mod names;
mod paraphrases;
mod preview;
mod reading;
mod recalls;
mod reckoned;
mod registries;
mod safety;
mod sizes;
mod sources;
mod standards;
mod themes;
mod titles;
