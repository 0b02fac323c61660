//! `cargo run -p order-processing` writes every workflow of this package into `target/sfn/`.

use std::process::ExitCode;

use order_processing::{approved_orders, linear, order_processor, parallel_and_map};
use sfn_codegen::App;

fn main() -> ExitCode {
    App::new()
        .workflow(parallel_and_map::workflow())
        .workflow(linear::workflow())
        .workflow(order_processor::workflow())
        .workflow(approved_orders::workflow())
        .run()
}
