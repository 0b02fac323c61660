use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all = "lowercase")]
enum Status {
    Open,
    #[serde(alias = "settled")]
    Paid,
    #[serde(other)]
    Unknown,
}

fn is_open(status: Expr<Status>) -> Expr<bool> {
    status.eq(Status::Open)
}

fn main() {}
