//! The schemas of a definition's input and output, as far as it shows them.
//!
//! Knows a document alone. The input is followed on all ways from the start (`flow`), through each state (`state`) and what it reads
//! (`read`, `expression`); what a task makes of it is not known, so after the result of a task has taken its place nothing more is
//! said. `schema` writes down what was found.
//!
//! What a schema says of the input:
//!
//! - a property is what some state reads; `description` says which, and which states hand a part of it on as a whole, so that more of it
//!   may be read by what they call. There may be others: `additionalProperties` is not said.
//! - `required` is what every way to a good end reads, so that no execution without it succeeds. A JSONPath that finds nothing fails its
//!   state; an expression of JSONata fails it when the whole of it is missing. What is only asked after (`IsPresent`, `$exists`, a condition
//!   with a default) is not required, nor is what stands behind a Choice that other ways do not take.
//! - `type` is what operators show: a number where it is calculated with, a list where a Map goes through it, a time where a Wait waits
//!   for it. A comparison says what it compares with, unless something else says more.
//! - in JSONata a path looks through lists, so that what has properties is said to be an object only where JSONPath reads it, or where it is
//!   the input itself.

mod data;
mod expression;
mod flow;
mod read;
mod schema;
mod state;

use sfn_asl::{Json, StateMachine};

/// The JSON Schema, draft 2020-12, of what a definition reads of its input.
///
/// ```
/// use sfn_asl::StateMachine;
///
/// let document = StateMachine::from_json_str(r#"{"QueryLanguage": "JSONata", "StartAt": "Weigh", "States": {
///     "Weigh": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.total > 100 %}", "Next": "Tell"}], "Default": "Done"},
///     "Tell": {"Type": "Pass", "Output": "{% $states.input.email %}", "End": true},
///     "Done": {"Type": "Succeed"}}}"#).unwrap();
/// let schema = sfn_codegen::infer::input_schema(&document, "orders");
/// assert_eq!(schema["properties"]["total"]["type"].as_str(), Some("number"));
/// // Only one of the two ways reads the address.
/// assert_eq!(schema["required"].to_compact(), r#"["total"]"#);
/// ```
#[must_use]
pub fn input_schema(document: &StateMachine, name: &str) -> Json {
    schema::input(&flow::flow(document), name)
}

/// The JSON Schema, draft 2020-12, of what a definition gives when it ends well: what it puts together itself, with the types that show.
///
/// ```
/// use sfn_asl::model::{Pass, StateMachine};
/// use sfn_asl::Json;
///
/// let answer: Json = r#"{"status": "done", "items": 3}"#.parse().unwrap();
/// let document = StateMachine::new("Answer").state("Answer", Pass::new().result(answer).end());
/// let schema = sfn_codegen::infer::output_schema(&document, "orders");
/// assert_eq!(schema["properties"]["items"]["type"].as_str(), Some("integer"));
/// ```
#[must_use]
pub fn output_schema(document: &StateMachine, name: &str) -> Json {
    schema::output(&flow::flow(document), name)
}

/// The places of its input that no execution of a definition can do without: those that [`input_schema`] says are required, with what they
/// are in.
///
/// ```
/// use sfn_asl::model::{Pass, StateMachine};
///
/// let document = StateMachine::new("Tell").state("Tell", Pass::new().input_path("$.customer.email").end());
/// assert_eq!(sfn_codegen::infer::required_input(&document), ["customer", "customer.email"]);
/// ```
#[must_use]
pub fn required_input(document: &StateMachine) -> Vec<String> {
    let needed = flow::flow(document).needed;
    needed.iter().map(schema::shown).collect()
}
