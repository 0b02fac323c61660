//! What `cargo run -p activity-worker` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_activity-worker"),
        &["laboratory-analyse-sample-v1"],
    );
}
