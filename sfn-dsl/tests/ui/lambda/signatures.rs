use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[lambda("validate")]
async fn validate(order: Order) -> bool {
    !order.id.is_empty()
}

#[lambda("charge")]
fn charge(order: Order, amount: f64) -> bool;

#[lambda("any")]
fn any<T: Shape>(event: T) -> bool;

#[lambda("expr")]
fn expr(order: Expr<Order>) -> bool;

#[lambda("borrowed")]
fn borrowed(order: &Order) -> bool;

#[lambda("destructured")]
fn destructured(Order { id }: Order) -> bool;

#[lambda("type")]
struct Validate;

#[state]
fn check(order: Expr<Order>) -> Flow<bool> {
    validate(order).discard_result(order).next(pay)
}

#[state]
fn pay(order: Expr<Order>) -> Flow<bool> {
    charge(order).discard_result(order).next(ship)
}

#[state]
fn ship(order: Expr<Order>) -> Flow<bool> {
    expr(order).discard_result(order).next(done)
}

#[state]
fn done(order: Expr<Order>) -> Flow<bool> {
    borrowed(order).end()
}

fn main() {
    let _ = Workflow::new("orders", check);
}
