use sfn_dsl::prelude::*;

#[derive(Shape)]
union Bits {
    float: f32,
    integer: u32,
}

#[derive(Shape)]
struct Register {
    bits: Bits,
}

fn main() {}
