// Nothing finishes when an API of API Gateway has answered.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

use sfn_dsl::integrations::http::Method;

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    apigateway::invoke::<Value>("api.example.com", Method::Get).sync().discard_result(order).end()
}

fn main() {}
