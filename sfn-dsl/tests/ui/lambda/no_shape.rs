use sfn_dsl::prelude::*;

struct Order {
    id: String,
}

struct Checked;

#[lambda("validate")]
fn validate(order: Order) -> Checked;

fn main() {}
