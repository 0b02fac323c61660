//! What `cargo run -p document-ingestion` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_document-ingestion"),
        &["ingestion-pdf-v2"],
    );
}
