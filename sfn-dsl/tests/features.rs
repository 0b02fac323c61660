//! Types of other libraries, each behind the feature of its name.

#![allow(missing_docs)]
#![cfg(all(feature = "chrono", feature = "jiff", feature = "uuid"))]

use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Booking {
    id: uuid::Uuid,
    starts: chrono::DateTime<chrono::Utc>,
    ends: jiff::Timestamp,
}

#[test]
fn timestamps_of_both_libraries_are_moments() {
    let booking: Expr<Booking> = context::execution_input();
    let late = booking
        .starts
        .gt(timestamp("2026-12-24T18:00:00Z"))
        .to_jsonata()
        .unwrap();
    assert_eq!(
        late,
        "$toMillis($states.context.Execution.Input.starts) > $toMillis(\"2026-12-24T18:00:00Z\")"
    );
    let synthesis = Workflow::new(
        "wait",
        state("Wait", |booking: Expr<Booking>| -> Flow<Booking> {
            wait(booking).until(booking.ends).end()
        }),
    )
    .query_language(JsonPath)
    .synthesize()
    .unwrap();
    assert!(
        synthesis
            .document
            .to_string_compact()
            .contains(r#""TimestampPath":"$.ends""#)
    );
}

#[test]
fn uuids_are_text() {
    let booking: Expr<Booking> = context::execution_input();
    assert_eq!(
        text!("booking {}", booking.id).to_jsonata().unwrap(),
        "\"booking \" & $states.context.Execution.Input.id"
    );
}
