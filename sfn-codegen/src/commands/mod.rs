//! The commands that `sfn` and a team's own binary have both.
//!
//! A command is its options, as clap derives them, and a body that works on documents, whoever brings them: `cli` reads
//! files, `app` synthesizes workflows. Knows nothing of either.

pub(crate) mod cost;
pub(crate) mod diff;
pub(crate) mod finding;
pub(crate) mod graph;
pub(crate) mod iam;
pub(crate) mod io;
pub(crate) mod lint;
pub(crate) mod named;
pub(crate) mod paint;
pub(crate) mod place;
pub(crate) mod schema;
pub(crate) mod validate;
