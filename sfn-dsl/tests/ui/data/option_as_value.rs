// An optional value where one is needed that is there.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    coupon: Option<Coupon>,
}

#[derive(Shape)]
pub struct Coupon {
    code: String,
}

fn code(order: Expr<Order>) -> Expr<String> {
    order.coupon.map(|coupon| coupon.code)
}

fn main() {}
