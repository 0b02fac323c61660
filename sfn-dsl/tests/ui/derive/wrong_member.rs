use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Charge {
    order_id: String,
    amount: f64,
}

fn charge(order_id: Expr<String>) -> Expr<Charge> {
    ChargeExpr { amount: order_id, order_id: "o-1" }.into()
}

fn main() {}
