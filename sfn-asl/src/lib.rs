//! The Amazon States Language as a document model: reading, building, writing and checking definitions.
//!
//! - [`json`]: a JSON value that keeps the order of keys and the spelling of numbers.
//! - [`model`]: the typed document, from [`StateMachine`] down to choice rules.
//! - [`parse`], [`parse_yaml`]: from text to a document and everything that is wrong with the text.
//! - [`validate()`], [`check`]: whether a definition makes sense.
//! - [`flow`]: which variables may have no value where they are read, in numbers.
//! - [`handlers`]: the names of errors, and which retriers and catchers never act.
//! - [`jsonata`], [`jsonpath`]: the languages inside a definition, from text to trees with places.
//! - [`diagnostic`]: what is wrong with a document, and where.
//! - [`mod@pointer`]: JSON pointers, which name places in a document.
//!
//! ```
//! use sfn_asl::{Limits, StateMachine, ValidateOptions, check};
//! use sfn_asl::model::{Retrier, Succeed, Task};
//!
//! let built = StateMachine::new("Charge")
//!     .state(
//!         "Charge",
//!         Task::new("arn:aws:states:::lambda:invoke")
//!             .retry(Retrier::on(["Lambda.TooManyRequestsException"]).interval_seconds(1))
//!             .next("Done"),
//!     )
//!     .state("Done", Succeed::new());
//!
//! let checked = check(&built.to_string_pretty(), &Limits::default(), &ValidateOptions::default());
//! assert_eq!(checked.document, Some(built));
//! assert!(checked.diagnostics.is_empty());
//! ```
//!
//! Knows nothing of authoring in Rust, of AWS accounts, or of what a service integration does.

pub mod diagnostic;
pub mod flow;
pub mod handlers;
pub mod json;
pub mod jsonata;
pub mod jsonpath;
pub mod model;
pub mod pointer;
mod read;
mod validate;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use json::Json;
pub use model::StateMachine;
pub use read::{Limits, Parsed, Places, ReadJson, parse, parse_bytes, read_json};
#[cfg(feature = "yaml")]
pub use read::{parse_yaml, read_yaml, read_yaml_template};
pub use validate::{
    MAX_EXPRESS_SECONDS, MisspeltMember, TooLong, ValidateOptions, Waits, WorkflowKind, check,
    check_machine_name, check_parsed, longer_than_express, misspelt_context_members, validate,
    variable_references,
};
