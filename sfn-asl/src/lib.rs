//! The Amazon States Language as a document model: reading, building, writing and checking definitions.
//!
//! - [`json`]: a JSON value that keeps the order of keys and the spelling of numbers.
//! - [`model`]: the typed document, from [`StateMachine`](model::StateMachine) down to choice rules.
//! - [`parse`], [`parse_yaml`]: from text to a document and everything that is wrong with the text.
//! - [`validate()`], [`check`]: whether a definition makes sense.
//! - [`diagnostic`]: what is wrong with a document, and where.
//! - [`pointer`]: JSON pointers, which name places in a document.
//!
//! Knows nothing of authoring in Rust, of AWS accounts, or of what a service integration does.

pub mod diagnostic;
pub mod json;
pub mod model;
pub mod pointer;
mod read;
mod validate;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use json::Json;
pub use model::StateMachine;
pub use read::{Limits, Parsed, Places, ReadJson, parse, parse_bytes, read_json};
#[cfg(feature = "yaml")]
pub use read::{parse_yaml, read_yaml};
pub use validate::{ValidateOptions, WorkflowKind, check, check_parsed, validate};
