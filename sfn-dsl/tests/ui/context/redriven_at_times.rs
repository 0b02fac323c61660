// A moment that is there only in an execution that was redriven.
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
        at: context::execution_redrive_time(),
        attempts: lit(1),
        by: id,
    })
}

fn main() {}
