// A count where another kind of number is wanted.
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
        attempts: context::state_retry_count(),
        by: id,
    })
}

fn main() {}
