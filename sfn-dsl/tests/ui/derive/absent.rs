use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    #[serde(default)]
    priority: u32,
}

fn is_urgent(order: Expr<Order>) -> Expr<bool> {
    order.priority.gt(5)
}

fn main() {}
