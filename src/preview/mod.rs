//! The local desk.
