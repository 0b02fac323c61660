use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(tag = "type")]
enum Payment {
    Card(String, u32),
    Transfer(String),
    Gift(Option<Code>),
    // An object, with room for the tag.
    Voucher(Code),
    Cash,
}

#[derive(Shape)]
struct Code {
    code: String,
}

fn card(number: Expr<String>, cvc: Expr<u32>) -> Expr<Payment> {
    PaymentCase::Card(number, cvc).into()
}

fn main() {}
