use sfn_dsl::prelude::*;

#[derive(LambdaError)]
struct Failure {
    code: u32,
}

#[derive(LambdaError)]
enum OrderError {
    #[lambda_error(name = "States.Timeout")]
    Timeout,
    #[lambda_error(name = "")]
    Empty,
    Declined,
    #[lambda_error(name = "Declined")]
    PaymentDeclined,
    HttpError,
    HTTPError,
    #[lambda_error(nmae = "Other")]
    Other,
}

#[derive(LambdaError)]
enum Nothing {}

#[lambda("validate")]
fn validate(order: String) -> Result<bool, OrderError>;

#[state]
fn check(order: Expr<String>) -> Flow<bool> {
    validate(order).retry(Retry::on(OrderError::TIMEOUT)).end()
}

fn main() {
    let _ = Workflow::new("orders", check);
}
