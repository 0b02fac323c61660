//! What `cargo run -p payment-circuit-breaker` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_payment-circuit-breaker"),
        &["payments-charge-guarded-v1"],
    );
}
