// The input of the execution, and nobody says of which type.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Report {
    at: Timestamp,
    attempts: u32,
    by: String,
}

#[state]
fn report(id: Expr<String>) -> Flow<String> {
    let input = context::execution_input();
    pass(text!("{}", input)).next(report)
}

fn main() {}
