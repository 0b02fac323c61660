//! What `cargo run -p job-polling` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_job-polling"),
        &["media-transcribe-recording-v1"],
    );
}
