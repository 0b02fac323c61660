//! What `cargo run -p checkout-saga` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_checkout-saga"),
        &["checkout-place-order-v1"],
    );
}
