//! All errors at once, and the rest.

use super::*;

#[test]
fn independent_errors_come_at_once() {
    #[state]
    fn receive(order: Expr<Order>) -> Flow<bool> {
        pass(order.with(|o| o.note, order.total.then_text())).next(ask)
    }
    #[state]
    fn ask(order: Expr<Order>) -> Flow<bool> {
        //~ first
        wait_for_task_token(|_token| sqs::send_message(&APPROVALS, order.id)).next(decide)
    }
    #[state]
    fn decide(approved: Expr<bool>) -> Flow<bool> {
        let none: Vec<StateFn<bool, bool>> = Vec::new();
        //~ second
        parallel_all(approved, none).output(|_| approved).end()
    }
    trait ThenText {
        fn then_text(self) -> Expr<String>;
    }
    impl ThenText for Expr<f64> {
        fn then_text(self) -> Expr<String> {
            text!("{} EUR", self)
        }
    }

    //~ third
    let errors = errors_of(&Workflow::new("order processing", receive));
    let found: Vec<_> = errors
        .iter()
        .map(|e| (e.code, e.location.map(|l| l.line())))
        .collect();
    assert_eq!(
        found,
        [
            ("token-not-sent", Some(line_of("first"))),
            ("no-branches", Some(line_of("second"))),
            ("workflow-name", Some(line_of("third"))),
        ],
        "{errors}"
    );
    // As rustc writes them, with a blank line between.
    let text = errors.to_string();
    assert!(
        text.starts_with("error[token-not-sent]: state `Ask` waits for"),
        "{text}"
    );
    assert!(
        text.contains("\n  = help: give `parallel_all` at least one\n\nerror[workflow-name]:"),
        "{text}"
    );
}
