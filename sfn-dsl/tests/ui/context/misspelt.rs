// A member that the context object does not have.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Report {
    at: Timestamp,
    attempts: u32,
    by: String,
}

#[state]
fn report(id: Expr<String>) -> Flow<Report> {
    succeed(ReportExpr {
        at: context::state_entered_at(),
        attempts: lit(1),
        by: id,
    })
}

fn main() {}
