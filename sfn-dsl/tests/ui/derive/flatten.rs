use std::collections::HashMap;

use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Address {
    city: String,
}

#[derive(Shape)]
struct Customer {
    #[serde(flatten)]
    home: Option<Address>,
    #[serde(flatten, default)]
    work: Address,
    #[serde(flatten)]
    tags: Vec<String>,
    // A map that is left out is empty.
    #[serde(flatten, default)]
    more: HashMap<String, String>,
}

#[derive(Shape)]
struct Pair(#[serde(flatten)] Address, u32);

fn main() {}
