//! The workflows of an infrastructure team: every night, a snapshot of the database.

use sfn_dsl::prelude::*;

/// A literal, so that the policy is for this database alone.
const DATABASE: &str = "orders";
/// How often to look, a minute apart.
const MAX_LOOKS: u64 = 90;

/// What the schedule sends.
#[derive(Shape)]
pub struct Night {
    /// The night, `2026-11-20` say: part of the snapshot's name, so that a night has one snapshot.
    pub date: String,
}

/// A snapshot being made.
#[derive(Shape)]
struct Snapshot {
    date: String,
    /// How often it was looked at.
    looks: u64,
}

/// A snapshot and how far it is.
#[derive(Shape)]
struct Looked {
    snapshot: Snapshot,
    status: String,
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

/// A night that is started a second time goes on with the snapshot there is.
#[state]
fn create_snapshot(night: Expr<Night>) -> Flow<String> {
    let snapshot = SnapshotExpr {
        date: night.date,
        looks: lit(0_u64),
    };
    aws_sdk::call::<Value>("rds", "createDBSnapshot")
        .with("DbInstanceIdentifier", DATABASE)
        .with("DbSnapshotIdentifier", name_of(snapshot.date))
        .timeout_seconds(30)
        .retry(
            Retry::on(RDS_BUSY)
                .interval_seconds(10)
                .max_attempts(5)
                .full_jitter(),
        )
        .discard_result(snapshot)
        .catch_with(EXISTS, |_| snapshot, wait_a_minute)
        .catch(errors::ALL, alert)
        .next(wait_a_minute)
}

#[state]
fn wait_a_minute(snapshot: Expr<Snapshot>) -> Flow<String> {
    wait(snapshot).seconds(60).next(look)
}

#[state]
fn look(snapshot: Expr<Snapshot>) -> Flow<String> {
    aws_sdk::call::<Described>("rds", "describeDBSnapshots")
        .with("DbInstanceIdentifier", DATABASE)
        .with("DbSnapshotIdentifier", name_of(snapshot.date))
        .timeout_seconds(30)
        .retry(
            Retry::on(RDS_BUSY)
                .interval_seconds(10)
                .max_attempts(5)
                .full_jitter(),
        )
        .output(|described| LookedExpr {
            snapshot: SnapshotExpr {
                date: snapshot.date,
                looks: snapshot.looks + 1,
            }
            .into_expr(),
            status: described
                .db_snapshots
                .first()
                .map(|s| s.status)
                .unwrap_or("missing"),
        })
        .catch(errors::ALL, alert)
        .next(check)
}

#[state]
fn check(looked: Expr<Looked>) -> Flow<String> {
    let done = looked.status.eq("available");
    let under_way = looked
        .status
        .eq("creating")
        .and(looked.snapshot.looks.lt(MAX_LOOKS));
    choice(looked)
        .when_to(done, to(name_of(looked.snapshot.date), snapshot_made))
        .when_to(under_way, to(looked.snapshot, wait_a_minute))
        .otherwise(not_made)
}

#[state]
fn snapshot_made(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

/// Failed, deleted, or not there in an hour and a half.
#[state]
fn not_made(looked: Expr<Looked>) -> Flow<String> {
    pass(ErrorOutputExpr {
        error: lit("SnapshotNotMade"),
        cause: text!("{} is {}", name_of(looked.snapshot.date), looked.status),
    })
    .next(alert)
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
