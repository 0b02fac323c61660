//! Parallel and Map.

use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_parallel() {
    fn both_sides(order: Expr<Order>) -> Flow<(Order, Order)> {
        fn on(sides: Expr<(Order, Order)>) -> Flow<(Order, Order)> {
            succeed(sides)
        }
        parallel(order)
            .branch(done("Left"))
            .branch(done("Right"))
            .comment("Both at once")
            .retry(Retry::on(errors::ALL).max_attempts(1))
            .catch(
                errors::ALL,
                state("Failed", |_: Expr<ErrorOutput>| fail_error("Failed")),
            )
            .assign_result(&SEEN, |sides| sides.0.id)
            .next(state("On", on))
    }
    let both = [
        "Type", "Branches", "Comment", "Retry", "Catch", "Assign", "Next",
    ];
    shows(
        &states(Jsonata, state("X", both_sides)).unwrap()["X"],
        "Parallel",
        &both,
    );
    shows(
        &states(JsonPath, state("X", both_sides)).unwrap()["X"],
        "Parallel",
        &both,
    );
    let parts = |order: Expr<Order>| {
        fn done(name: &'static str) -> StateFn<Address, Address> {
            state(name, |address: Expr<Address>| succeed(address))
        }
        parallel(order.address)
            .branch(done("Left"))
            .branch(done("Right"))
            .output(|sides| sides.0)
            .end()
    };
    shows(&jsonata(parts), "Parallel", &["Arguments", "Output", "End"]);
    shows(
        &jsonpath(parts),
        "Parallel",
        &["InputPath", "OutputPath", "End"],
    );
    let built = |order: Expr<Order>| {
        fn done(name: &'static str) -> StateFn<Summary, Summary> {
            state(name, |summary: Expr<Summary>| succeed(summary))
        }
        parallel(SummaryExpr {
            order_id: order.id,
            charge_id: lit("1"),
        })
        .branch(done("Left"))
        .branch(done("Right"))
        .output(|sides| SummaryExpr {
            order_id: sides.0.order_id,
            charge_id: sides.1.charge_id,
        })
        .end()
    };
    shows(
        &jsonpath(built),
        "Parallel",
        &["Parameters", "ResultSelector"],
    );
    let dropped = |order: Expr<Order>| {
        parallel(order)
            .branch(done("Left"))
            .branch(done("Right"))
            .discard_result(order)
            .end()
    };
    shows(&jsonpath(dropped), "Parallel", &["ResultPath"]);
}

#[test]
fn a_map() {
    fn sku(item: Expr<Item>) -> Flow<String> {
        succeed(item.sku)
    }
    let flow = |order: Expr<Order>| {
        map(order.items, state("Sku", sku))
            .max_concurrency(order.limit)
            .comment("Each")
            .retry(Retry::on(errors::ALL).max_attempts(1))
            .catch(errors::ALL, state("Failed", failed))
            .assign_result(&SEEN, |skus| skus[0])
            .discard_result(order)
            .next(done("Done"))
    };
    let both = [
        "Type",
        "ItemProcessor",
        "Comment",
        "Retry",
        "Catch",
        "Assign",
        "Next",
    ];
    shows(&jsonata(flow), "Map", &both);
    shows(&jsonpath(flow), "Map", &both);
    shows(
        &jsonata(flow),
        "Map",
        &["Items", "MaxConcurrency", "Output"],
    );
    shows(
        &jsonpath(flow),
        "Map",
        &["ItemsPath", "MaxConcurrencyPath", "ResultPath"],
    );
    let selected = |order: Expr<Order>| {
        let line = |line: Expr<Summary>| succeed(line);
        map_select(
            order.items,
            |item| SummaryExpr {
                order_id: order.id,
                charge_id: item.value.sku,
            },
            state("Line", line),
        )
        .max_concurrency(2)
        .output(|lines| lines[0])
        .end()
    };
    shows(&jsonata(selected), "Map", &["ItemSelector", "End"]);
    shows(
        &jsonpath(selected),
        "Map",
        &["ItemSelector", "MaxConcurrency", "OutputPath", "End"],
    );
}
