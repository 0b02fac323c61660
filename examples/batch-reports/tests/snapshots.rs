//! What `cargo run -p batch-reports` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(env!("CARGO_BIN_EXE_batch-reports"), &["reports-nightly-v3"]);
}
