use std::marker::PhantomData;

use sfn_dsl::prelude::*;

#[derive(Shape)]
enum Never {}

#[derive(Shape)]
struct Tagged<T> {
    id: String,
    of: PhantomData<T>,
}

#[derive(Shape)]
#[serde(transparent)]
struct Two {
    a: u8,
    b: u8,
}

fn main() {}
