use sfn_dsl::prelude::*;

struct Money(u64);

#[derive(Shape)]
struct Order {
    id: String,
    total: Money,
    history: Vec<Money>,
}

#[derive(Shape)]
struct Page<T> {
    items: Vec<T>,
    sum: Money,
}

#[derive(Shape)]
enum Payment {
    Card { amount: Money },
    Cash,
}

fn main() {}
