//! What `cargo run -p image-backfill` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_image-backfill"),
        &["photos-backfill-thumbnails-v1"],
    );
}
