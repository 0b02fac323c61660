//! The workflows of an infrastructure team: every night, a snapshot of the database.

use sfn_dsl::patterns::Failed;
use sfn_dsl::patterns::poll::{self, Polled};
use sfn_dsl::prelude::*;

/// A literal, so that the policy is for this database alone.
const DATABASE: &str = "orders";
/// What the schedule sends.
#[derive(Shape)]
pub struct Night {
    /// The night, `2026-11-20` say: part of the snapshot's name, so that a night has one snapshot.
    pub date: String,
}

/// What `DescribeDBSnapshots` answers.
#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Described {
    db_snapshots: Vec<Description>,
}

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct Description {
    status: String,
}

static ALERTS: Topic = Topic::named("backups-alerts-v1");

const EXISTS: ErrorName = errors::custom("Rds.DbSnapshotAlreadyExistsException");
const RDS_BUSY: ErrorName = errors::custom("Rds.RdsException");

/// Built where it is used, so that the policy knows what the names begin with.
fn name_of(date: Expr<String>) -> Expr<String> {
    text!("orders-{}", date)
}

/// How most calls of RDS are tried again.
fn again() -> Retry {
    Retry::on(RDS_BUSY)
        .interval_seconds(10)
        .max_attempts(5)
        .full_jitter()
}

/// A night that is started a second time goes on with the snapshot there is.
#[state]
fn create_snapshot(night: Expr<Night>) -> Flow<String> {
    aws_sdk!(rds:createDBSnapshot {
        DbInstanceIdentifier: DATABASE,
        DbSnapshotIdentifier: name_of(night.date),
    })
    .timeout_seconds(30)
    .retry(again())
    .discard_result(night)
    .catch_with(EXISTS, |_| night, until_it_is_made())
    .catch(errors::ALL, alert)
    .next(until_it_is_made())
}

/// RDS has no `.sync`: looks every minute, for an hour and a half.
fn until_it_is_made() -> StateFn<Night, String> {
    poll::at_most(90)
        .every_seconds(60)
        .check("Snapshot", |night: Expr<Night>| {
            aws_sdk!(rds:describeDBSnapshots {
                DbInstanceIdentifier: DATABASE,
                DbSnapshotIdentifier: name_of(night.date),
            } -> Described)
            .timeout_seconds(30)
            .retry(again())
            .output(|found| {
                found
                    .db_snapshots
                    .first()
                    .map(|s| s.status)
                    .unwrap_or("missing")
            })
        })
        .decide_on(
            |status| status.eq("creating"),
            |polled, creating| match creating {
                true => poll::again(),
                false => poll::settle(polled, judge),
            },
        )
        .ends(poll::Ends {
            exhausted: not_made,
            failed: not_seen,
        })
}

#[state]
fn judge(made: Expr<Polled<Night, String>>) -> Flow<String> {
    choice(made)
        .when_to(
            made.answer.eq("available"),
            to(name_of(made.job.date), done),
        )
        .otherwise(not_made)
}

#[state]
fn done(name: Expr<String>) -> Flow<String> {
    succeed(name)
}

/// Failed, deleted, or still being made.
#[state]
fn not_made(last: Expr<Polled<Night, String>>) -> Flow<String> {
    pass(ErrorOutputExpr {
        error: lit("SnapshotNotMade"),
        cause: text!("{} is {}", name_of(last.job.date), last.answer),
    })
    .next(alert)
}

#[state]
fn not_seen(failed: Expr<Failed<Night>>) -> Flow<String> {
    pass(failed.failure).next(alert)
}

#[state]
fn alert(error: Expr<ErrorOutput>) -> Flow<String> {
    sns::publish(&ALERTS, text!("{}: {}", error.error, error.cause))
        .subject("No snapshot of the database tonight")
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
        .discard_result(error)
        .next(no_snapshot)
}

#[state]
fn no_snapshot(error: Expr<ErrorOutput>) -> Flow<String> {
    fail(error.error, error.cause)
}

/// Makes a snapshot of the database and waits until it is there; gives its name.
pub fn snapshot_database() -> Workflow<Night, String> {
    Workflow::new("backups-snapshot-database-v1", create_snapshot)
        .comment("A snapshot of the database every night")
        .timeout_seconds(7_200)
}
