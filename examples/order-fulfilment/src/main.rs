//! An order from its arrival to its parcels: a Standard workflow that lasts for days starts others, and tells the rest of the
//! shop at every milestone. What is short and often is Express.
//!
//! | workflow | kind | how the parent runs it |
//! | --- | --- | --- |
//! | [`validate`] | Express | to its end, within one state |
//! | [`ship`] | Standard | waits for it (`.sync:2`) |
//! | [`notify`] | Express | starts it and goes on |

mod notify;
mod process;
mod ship;
mod validate;

use sfn_codegen::App;
use sfn_dsl::prelude::*;

/// An order. The parent and its children have the same types.
#[derive(Shape)]
struct Order {
    order_id: String,
    customer: Customer,
    parcels: Vec<Parcel>,
    total_cents: u64,
}

#[derive(Shape)]
struct Customer {
    email: String,
    country: String,
}

#[derive(Shape)]
struct Parcel {
    sku: String,
    grams: u32,
}

fn main() -> std::process::ExitCode {
    App::new()
        .workflow(process::workflow())
        .workflow(validate::workflow())
        .workflow(ship::workflow())
        .workflow(notify::workflow())
        .run()
}
