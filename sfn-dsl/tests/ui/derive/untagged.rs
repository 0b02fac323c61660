use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(untagged)]
enum Payment {
    Card { number: String },
    Iban(String),
}

fn is_card(payment: Expr<Payment>) -> Expr<bool> {
    payment.is_card()
}

fn main() {}
