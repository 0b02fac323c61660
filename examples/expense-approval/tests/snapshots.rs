//! What `cargo run -p expense-approval` writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

#[test]
fn what_is_written() {
    check::binary(
        env!("CARGO_BIN_EXE_expense-approval"),
        &["expenses-approve-v2"],
    );
}
