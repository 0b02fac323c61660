//! What `cargo run -p agent-runner` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(env!("CARGO_BIN_EXE_agent-runner"), &["agents-run-task-v1"]);
}
