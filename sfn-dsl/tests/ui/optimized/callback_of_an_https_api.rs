// An HTTPS API takes no token.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

use sfn_dsl::integrations::http::Method;

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    wait_for_task_token(|token| http::invoke::<Value>("https://example.com", Method::Post, "${Connection}").request_body(token))
        .discard_result(order)
        .end()
}

fn main() {}
