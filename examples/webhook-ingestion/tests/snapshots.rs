//! What `cargo run -p webhook-ingestion` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_webhook-ingestion"),
        &["webhooks-ingest-v1"],
    );
}
