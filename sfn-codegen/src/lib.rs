//! What comes out of a workflow: its ASL definition, the least-privilege execution role, and the files to deploy.
//!
//! - [`synthesize()`]: from a workflow written in Rust to its [`Artifacts`]; the one function behind everything here.
//! - [`artifacts_from_document`]: the same for an ASL document, whoever wrote it.
//! - [`App`]: a team's own binary, so that `cargo run` writes the files.
//! - [`build`]: the same from a `build.rs`.
//! - [`lint`], [`graph`], [`cost`], [`diff`], [`infer`]: what hurts, what it looks like, what it costs, what changed, what it takes and
//!   gives.
//! - [`iam`]: what the execution role needs, from tables.
//!
//! Everything after authoring is a function of the ASL document; what authoring knows beyond it, such as source
//! locations, only makes messages better.

mod app;
mod artifacts;
pub mod build;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod collect;
mod commands;
mod components;
pub mod cost;
pub mod diff;
mod error;
mod files;
pub mod graph;
pub mod iam;
pub mod infer;
pub mod lint;
mod nearest;
mod schema;
mod settings;
mod synthesize;

pub use app::{App, default_out_dir};
pub use artifacts::{Artifacts, Part, artifacts_from_document};
pub use check::{check, check_document};
pub use commands::io::Status;
pub use error::{Error, Errors};
pub use settings::{Environment, Settings};
pub use synthesize::synthesize;

/// The snippets of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
