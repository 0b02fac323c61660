//! The function that takes payments, next to its declaration: were they to drift apart, this would not compile.

use lambda_runtime::LambdaEvent;
use order_processing::approved_orders::{Charge, PaymentError, Receipt, charge};

async fn handler(event: LambdaEvent<Charge>) -> Result<Receipt, PaymentError> {
    let charge = event.payload;
    if charge.amount > 10_000.0 {
        return Err(PaymentError::CardDeclined);
    }
    Ok(Receipt {
        charge_id: format!("ch-{}", charge.order_id),
    })
}

sfn_dsl::lambda_handler!(charge => handler);

#[test]
fn the_error_is_reported_by_the_name_that_the_workflow_catches() {
    use sfn_dsl::LambdaError;
    assert_eq!(
        PaymentError::CardDeclined.error_name(),
        PaymentError::CARD_DECLINED.as_str()
    );
    // Called by the runtime, not here.
    let _ = (handler, charge(sfn_dsl::context::execution_input()));
}
