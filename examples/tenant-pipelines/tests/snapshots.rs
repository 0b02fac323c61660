//! What `cargo run -p tenant-pipelines` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_tenant-pipelines"),
        &["pipelines-alpha-v1", "pipelines-beta-v1"],
    );
}
