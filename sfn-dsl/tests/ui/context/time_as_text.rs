// A moment where text is wanted.
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
        at: context::execution_start_time(),
        attempts: lit(1),
        by: context::execution_start_time(),
    })
}

fn main() {}
