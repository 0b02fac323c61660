// A training job says when it ends at the latest.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    count: u64,
}

use sfn_dsl::integrations::sagemaker::{Algorithm, InputMode, OutputData, Resources, TrainingJob};

static LEARN: Role = Role::named("learn");

#[state]
fn run(order: Expr<Order>) -> Flow<Order> {
    sagemaker::create_training_job(TrainingJob {
        name: order.id,
        role: &LEARN,
        algorithm: Algorithm::image("churn:1", InputMode::File),
        output: OutputData::path("s3://models/churn"),
        resources: Resources::new("ml.m5.xlarge", 1, 30),
    })
    .discard_result(order)
    .end()
}

fn main() {}
