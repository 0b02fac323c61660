//! What `cargo run -p order-fulfilment` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_order-fulfilment"),
        &[
            "fulfilment-notify-customer-v1",
            "fulfilment-process-order-v4",
            "fulfilment-ship-order-v2",
            "fulfilment-validate-order-v1",
        ],
    );
}
