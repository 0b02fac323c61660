//! States with one name that are not the same: at once, or only in what they lead to.

use super::*;

fn send(topic: &'static str) -> StateFn<Order, Order> {
    state("Send", move |order: Expr<Order>| {
        sns::publish(Topic::from_name(topic), order.id)
            .discard_result(order)
            .end()
    })
}

/// The same in itself whatever the topic.
fn prepare(topic: &'static str) -> StateFn<Order, Order> {
    state("Prepare", move |order: Expr<Order>| {
        pass(order).next(send(topic))
    })
}

fn codes<In: Shape, Out: Shape, K: Kind>(start: impl State<In, Out, K>) -> Vec<&'static str> {
    let errors = errors_of(&Workflow::new("orders", start));
    errors.iter().map(|error| error.code).collect()
}

#[test]
fn they_differ_further_on() {
    #[state]
    fn by_total(order: Expr<Order>) -> Flow<Order> {
        choice(order)
            .when(order.total.gt(100.0), prepare("gold"))
            .otherwise(prepare("plain"))
    }
    assert_eq!(codes(by_total), ["duplicate-state-name"]);
}

#[test]
fn they_differ_inside_of_branches() {
    fn both(topic: &'static str) -> StateFn<Order, (Order,)> {
        state("Both", move |order: Expr<Order>| {
            parallel(order).branch(prepare(topic)).end()
        })
    }
    #[state]
    fn by_total(order: Expr<Order>) -> Flow<(Order,)> {
        choice(order)
            .when(order.total.gt(100.0), both("gold"))
            .otherwise(both("plain"))
    }
    assert_eq!(codes(by_total), ["duplicate-state-name"]);
}

trait Tier: 'static {
    const TOPIC: &'static str;
}

#[test]
fn they_differ_by_a_type() {
    #[derive(Shape)]
    struct Gold {
        id: String,
    }
    #[derive(Shape)]
    struct Plain {
        id: String,
    }
    impl Tier for Gold {
        const TOPIC: &'static str = "gold";
    }
    impl Tier for Plain {
        const TOPIC: &'static str = "plain";
    }
    #[state]
    fn notify<T: Shape + Tier>(_: Expr<T>) -> Flow<String> {
        pass("told").next(told::<T>())
    }
    fn told<T: Tier>() -> StateFn<String, String> {
        state("Told", |text: Expr<String>| {
            sns::publish(Topic::from_name(T::TOPIC), text)
                .discard_result(text)
                .end()
        })
    }
    #[state]
    fn start(order: Expr<Order>) -> Flow<String> {
        choice(order)
            .when_to(
                order.total.gt(100.0),
                sfn_dsl::to(GoldExpr { id: order.id }, notify),
            )
            .otherwise_to(sfn_dsl::to(PlainExpr { id: order.id }, notify))
    }
    assert_eq!(codes(start), ["duplicate-state-name"]);
}

#[test]
fn the_ninth_differs() {
    fn done(n: u32) -> StateFn<Order, Order> {
        let cause = if n < 9 { "same" } else { "different" };
        state("Done", move |_: Expr<Order>| fail("Done", cause))
    }
    #[state]
    fn start(order: Expr<Order>) -> Flow<Order> {
        let rules = (0..12).fold(choice(order), |rules, n| {
            rules.when(order.total.gt(f64::from(n)), done(n))
        });
        rules.otherwise(done(0))
    }
    assert_eq!(codes(start), ["duplicate-state-name"; 3]);
}

#[test]
fn states_that_make_each_other_anew_are_the_same() {
    fn poll() -> StateFn<Order, Order> {
        state("Poll", |order: Expr<Order>| {
            choice(order)
                .when(order.total.gt(1.0), pause())
                .otherwise(give_up())
        })
    }
    fn pause() -> StateFn<Order, Order> {
        state("Pause", |order: Expr<Order>| {
            wait(order).seconds(1).next(poll())
        })
    }
    fn give_up() -> StateFn<Order, Order> {
        state("GiveUp", |_: Expr<Order>| fail_error("GaveUp"))
    }
    let synthesis = Workflow::new("orders", poll())
        .synthesize()
        .expect("one state of each name");
    assert_eq!(synthesis.document.states.len(), 3);
}

#[test]
fn a_handler_made_for_each_of_a_thousand_states_is_one() {
    fn step(n: u32) -> StateFn<Order, Order> {
        state(format!("Step{n}"), move |order: Expr<Order>| {
            let task = charge(order).discard_result(order).catch_with(
                sfn_dsl::errors::ALL,
                |_| order,
                failed(),
            );
            if n == 0 {
                task.end()
            } else {
                task.next(step(n - 1))
            }
        })
    }
    fn failed() -> StateFn<Order, Order> {
        state("Failed", |order: Expr<Order>| pass(order).next(reported()))
    }
    fn reported() -> StateFn<Order, Order> {
        state("Reported", |_: Expr<Order>| fail_error("Failed"))
    }
    let synthesis = Workflow::new("orders", step(999))
        .synthesize()
        .expect("one handler");
    assert_eq!(synthesis.document.states.len(), 1_002);
}
