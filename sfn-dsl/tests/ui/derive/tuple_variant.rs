use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(tag = "type")]
enum Payment {
    Card(String, u32),
    Cash,
}

fn main() {}
