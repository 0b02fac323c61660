// The token of a callback, where there is none.
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
        at: context::state_entered_time(),
        attempts: lit(1),
        by: context::task_token(),
    })
}

fn main() {}
