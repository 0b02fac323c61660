//! Times that an Express workflow does not have.

use super::*;

#[test]
fn a_wait_that_an_express_workflow_does_not_live_to_see() {
    #[state]
    //~ long wait
    fn cool_down(order: Expr<Order>) -> Flow<Order, Express> {
        wait(order).seconds(301).next(briefly)
    }
    #[state]
    fn briefly(order: Expr<Order>) -> Flow<Order, Express> {
        wait(order).seconds(300).next(by_data)
    }
    #[state]
    fn by_data(order: Expr<Order>) -> Flow<Order, Express> {
        wait(order).seconds(order.quantity).next(tell)
    }
    #[state]
    fn tell(order: Expr<Order>) -> Flow<Order, Express> {
        sqs::send_message(&APPROVALS, order.id)
            .discard_result(order)
            //~ long interval
            .retry(Retry::on(errors::ALL).interval_seconds(600))
            .end()
    }
    let errors = errors_of(&Workflow::new("orders", cool_down));
    assert_eq!(errors.len(), 2, "{errors}");
    let mut errors = errors.iter();
    assert_says(
        errors.next().unwrap(),
        "longer-than-express",
        "long wait",
        "state `CoolDown` waits for 301 seconds, and an Express execution lasts for 300 at most",
        "wait for less, or make the workflow Standard: `Flow<_>` in place of `Flow<_, Express>`",
    );
    assert_says(
        errors.next().unwrap(),
        "longer-than-express",
        "long interval",
        "state `Tell` tries again after 600 seconds, and an Express execution lasts for 300 at most",
        "try again sooner, or make the workflow Standard: `Flow<_>` in place of `Flow<_, Express>`",
    );

    #[state]
    fn sleep(order: Expr<Order>) -> Flow<Order> {
        wait(order).seconds(86_400).end()
    }
    Workflow::new("orders", sleep).synthesize().unwrap();
}

#[test]
fn a_wait_in_the_express_children_of_a_standard_workflow() {
    #[state]
    fn pack_all(order: Expr<Order>) -> Flow<Vec<Item>> {
        distributed_map(order.items).express(dry).end()
    }
    #[state]
    //~ long wait of a child
    fn dry(item: Expr<Item>) -> Flow<Item, Express> {
        wait(item).seconds(3_600).end()
    }
    let error = error_in(Jsonata, pack_all);
    assert_eq!(error.code, "longer-than-express", "{error}");
    assert_eq!(
        error.location.map(std::panic::Location::line),
        Some(line_of("long wait of a child"))
    );

    #[state]
    fn pack_slowly(order: Expr<Order>) -> Flow<Vec<Item>> {
        distributed_map(order.items).standard(dry_slowly).end()
    }
    #[state]
    fn dry_slowly(item: Expr<Item>) -> Flow<Item> {
        wait(item).seconds(3_600).end()
    }
    Workflow::new("orders", pack_slowly).synthesize().unwrap();
}
