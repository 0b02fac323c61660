//! Workflows of any size, for measuring.

use sfn_dsl::prelude::*;

/// What every state gets.
#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
    items: Vec<Order>,
    receipt: Option<Receipt>,
    error: Option<ErrorOutput>,
}

/// What a task is told.
#[derive(Shape)]
pub struct Charge {
    order_id: String,
    amount: f64,
    step: u64,
}

/// What it answers.
#[derive(Shape)]
pub struct Receipt {
    charge_id: String,
}

#[lambda("orders")]
fn charge(charge: Charge) -> Receipt;

type OrderState = StateFn<Order, Order>;

/// A form of workflow, and how many states of it stay below the 1 MiB that a definition may have.
pub struct Form {
    pub name: &'static str,
    pub start: fn(usize) -> OrderState,
    pub most: usize,
}

/// Chains, fan-outs and nests. Each function makes a workflow of about as many states as it is told.
pub const FORMS: [Form; 6] = [
    Form {
        name: "tasks",
        start: tasks,
        most: 1_500,
    },
    Form {
        name: "guarded",
        start: guarded_tasks,
        most: 1_200,
    },
    Form {
        name: "passes",
        start: passes,
        most: 10_000,
    },
    Form {
        name: "choice",
        start: wide_choice,
        most: 7_000,
    },
    Form {
        name: "parallel",
        start: wide_parallel,
        most: 10_000,
    },
    Form {
        name: "nested",
        start: nested,
        most: 10_000,
    },
];

/// The workflow of this form.
pub fn workflow(form: &Form, states: usize) -> Workflow<Order, Order> {
    Workflow::new(format!("{}-{states}", form.name), (form.start)(states))
}

/// A chain of Lambda calls, each with a payload, a timeout, the recommended retrier, and a field for its result.
fn tasks(states: usize) -> OrderState {
    task(1, states)
}

fn task(step: usize, last: usize) -> OrderState {
    state(format!("Charge{step}"), move |order: Expr<Order>| {
        let task = charge(ChargeExpr {
            order_id: order.id,
            amount: order.total,
            step: lit(step as u64),
        })
        .timeout_seconds(30)
        .put(order, |o| o.receipt);
        if step < last {
            task.next(self::task(step + 1, last))
        } else {
            task.end()
        }
    })
}

/// The same chain, each call with a retrier of its own beside the recommended one, and a catcher.
fn guarded_tasks(states: usize) -> OrderState {
    guarded_task(1, states)
}

fn guarded_task(step: usize, last: usize) -> OrderState {
    state(format!("Charge{step}"), move |order: Expr<Order>| {
        let task = charge(ChargeExpr {
            order_id: order.id,
            amount: order.total,
            step: lit(step as u64),
        })
        .timeout_seconds(30)
        .retry(
            Retry::on(errors::TIMEOUT)
                .interval_seconds(2)
                .max_attempts(3),
        )
        .put(order, |o| o.receipt)
        .catch_with(errors::ALL, |error| order.with(|o| o.error, error), failed);
        if step < last {
            task.next(guarded_task(step + 1, last))
        } else {
            task.end()
        }
    })
}

#[state]
fn failed(_: Expr<Order>) -> Flow<Order> {
    fail("ChargeFailed", "a charge failed")
}

/// A chain of Pass states.
fn passes(states: usize) -> OrderState {
    pass_on(1, states)
}

fn pass_on(step: usize, last: usize) -> OrderState {
    state(format!("Pass{step}"), move |order| {
        if step < last {
            pass(order).next(pass_on(step + 1, last))
        } else {
            pass(order).end()
        }
    })
}

/// A choice between targets that all lead to one state.
fn wide_choice(states: usize) -> OrderState {
    let done = || state("Done", succeed);
    state("Decide", move |order: Expr<Order>| {
        let mut choice = choice(order);
        for n in 0..states.saturating_sub(2) {
            let target = state(format!("Case{n}"), move |order| pass(order).next(done()));
            choice = choice.when(order.total.gt(n as f64), target);
        }
        choice.otherwise(done())
    })
}

/// A Parallel state with branches of one state.
fn wide_parallel(states: usize) -> OrderState {
    state("All", move |order| {
        let branches = (1..states).map(|n| state(format!("Branch{n}"), succeed::<Order, Standard>));
        parallel_all(order, branches).discard_result(order).end()
    })
}

/// A chain of Maps, each with a Parallel of two branches inside: ten states in three scopes.
fn nested(states: usize) -> OrderState {
    unit(1, (states / 10).max(1))
}

fn unit(n: usize, last: usize) -> OrderState {
    state(format!("Map{n}"), move |order: Expr<Order>| {
        let each = map(order.items, both(n)).discard_result(order);
        if n < last {
            each.next(unit(n + 1, last))
        } else {
            each.end()
        }
    })
}

fn both(n: usize) -> OrderState {
    state(format!("Both{n}"), move |order| {
        let branches = ["Left", "Right"].map(|side| step(side, n, 1));
        parallel_all(order, branches).discard_result(order).end()
    })
}

fn step(side: &'static str, n: usize, at: usize) -> OrderState {
    state(format!("{side}{n}Step{at}"), move |order| {
        if at < 4 {
            pass(order).next(step(side, n, at + 1))
        } else {
            succeed(order)
        }
    })
}
