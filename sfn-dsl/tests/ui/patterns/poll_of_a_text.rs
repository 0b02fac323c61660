//! A job that is a plain text, with no room for an answer beside it.

use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::poll;
use sfn_dsl::prelude::*;

#[derive(Clone, Copy, Shape)]
pub enum Status {
    Running,
    Done,
}
#[lambda("look")]
pub fn look(job_id: String) -> Status;

pub fn watch() -> StateFn<String, String> {
    poll::at_most(40)
        .check("Job", |job_id: Expr<String>| look(job_id))
        .decide_on(|status| status, |polled, status| match status {
            Status::Running => poll::again(),
            Status::Done => poll::settle(polled.job, done),
        })
        .ends(poll::Ends { exhausted: late, failed: lost })
}

#[state]
fn done(job_id: Expr<String>) -> Flow<String> {
    succeed(job_id)
}
#[state]
fn late(last: Expr<poll::Polled<String, Status>>) -> Flow<String> {
    fail("Late", last.job)
}
#[state]
fn lost(failed: Expr<Failed<String>>) -> Flow<String> {
    fail("Lost", failed.data)
}

fn main() {}
