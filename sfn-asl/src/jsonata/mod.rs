//! JSONata, the query and expression language of states: from text to a tree with places.
//!
//! The language is that of JSONata 2.0.6, which Step Functions runs; what later versions added (`??`, `?:`) is refused, as the
//! service refuses it. What an expression may call and read at a place in a definition is checked by
//! [`validate`](crate::validate()); nothing is evaluated here.
//!
//! ```
//! use sfn_asl::jsonata::{Kind, parse};
//!
//! let expression = parse("$states.input.items[price > 10].name").unwrap();
//! let Kind::Path(path) = &expression.root.kind else { panic!() };
//! assert_eq!(path.steps.len(), 4);
//! assert_eq!(path.steps[2].stages.len(), 1);
//!
//! let error = parse("$sum(items.price").unwrap_err();
//! assert_eq!((error.code, error.span.start), ("S0203", 16));
//! assert_eq!(error.to_string(), "the expression ends where `)` is expected");
//! ```

mod ancestry;
mod ast;
mod calls;
mod error;
mod functions;
mod lexer;
mod parser;
mod paths;
mod signature;

pub use ast::{Expression, Kind, Node, Operator, Path, Regex, SortTerm, Span, Stage, Step};
pub use error::SyntaxError;
pub use functions::{Function, function, functions};
pub use parser::{MAX_HEIGHT, MAX_NESTING};
pub use signature::{Parameter, Signature};

/// Reads an expression: the text between `{%` and `%}`.
///
/// # Errors
/// What is wrong first, with its place. Expressions nested deeper than [`MAX_NESTING`], or whose tree is higher than
/// [`MAX_HEIGHT`], are refused.
pub fn parse(text: &str) -> Result<Expression, SyntaxError> {
    parser::parse(text).map_err(|error| *error)
}
