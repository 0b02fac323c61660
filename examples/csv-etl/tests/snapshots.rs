//! What `cargo run -p csv-etl` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(env!("CARGO_BIN_EXE_csv-etl"), &["sales-load-export-v2"]);
}
