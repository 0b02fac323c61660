//! An arm that names a state as in any other choice.

use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::poll::{self, Polled};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Video {
    url: String,
}
#[derive(Shape)]
pub struct Job {
    job_id: String,
}
#[derive(Shape)]
pub struct Progress {
    status: Status,
    percent: u32,
}
#[derive(Clone, Copy, Shape)]
pub enum Status {
    Running,
    Succeeded,
    Failed,
}

#[lambda("start")]
pub fn start(video: Video) -> Job;
#[lambda("look")]
pub fn look(job: Job) -> Progress;

#[state]
fn begin(video: Expr<Video>) -> Flow<String> {
    start(video).next(watch())
}

pub fn watch() -> StateFn<Job, String> {
    poll::at_most(40)
        .every_seconds(30)
        .check("Job", |job: Expr<Job>| look(job))
        .decide_on(|progress| progress.status, |polled, status| match status {
            Status::Running => poll::again(),
            Status::Succeeded => to(polled, publish),
            Status::Failed => poll::settle(polled.job, broken),
        })
        .ends(poll::Ends {
            exhausted: too_slow,
            failed: lost,
        })
}

#[state]
fn publish(done: Expr<Polled<Job, Progress>>) -> Flow<String> {
    succeed(done.job.job_id)
}
#[state]
fn broken(job: Expr<Job>) -> Flow<String> {
    fail("Broken", job.job_id)
}
#[state]
fn too_slow(last: Expr<Polled<Job, Progress>>) -> Flow<String> {
    fail("TooSlow", last.job.job_id)
}
#[state]
fn lost(failed: Expr<Failed<Job>>) -> Flow<String> {
    fail("Lost", failed.data.job_id)
}

pub fn workflow() -> Workflow<Video, String> {
    Workflow::new("w", begin)
}

fn main() {}
