use sfn_dsl::prelude::*;

#[derive(serde::Deserialize, Shape)]
struct Order {
    #[serde(alias = "orderId")]
    id: String,
}

fn id(order: Expr<Order>) -> Expr<String> {
    order.id
}

fn main() {}
