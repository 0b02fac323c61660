//! Map and Parallel states, cycles and joins.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_map_prepares_each_item() {
    #[derive(Shape)]
    pub struct Line {
        order_id: String,
        sku: String,
        place: u64,
    }
    fn flow(order: Expr<Order>) -> Flow<Vec<String>> {
        map_select(
            order.items,
            |item| LineExpr {
                order_id: order.id,
                sku: item.value.sku,
                place: item.index,
            },
            state("Pack", |line: Expr<Line>| succeed(line.sku)),
        )
        .max_concurrency(order.limit)
        .end()
    }
    assert_eq!(
        states(Jsonata, state("X", flow)).unwrap()["X"],
        json!({
            "Type": "Map",
            "Items": "{% $states.input.items %}",
            "ItemSelector": {
                "order_id": "{% $states.input.id %}",
                "sku": "{% $states.context.Map.Item.Value.sku %}",
                "place": "{% $states.context.Map.Item.Index %}"
            },
            "MaxConcurrency": "{% $states.input.limit %}",
            "ItemProcessor": {
                "StartAt": "Pack",
                "States": { "Pack": { "Type": "Succeed", "Output": "{% $states.input.sku %}" } }
            },
            "End": true
        })
    );
    assert_eq!(
        states(JsonPath, state("X", flow)).unwrap()["X"],
        json!({
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemSelector": {
                "order_id.$": "$.id",
                "sku.$": "$$.Map.Item.Value.sku",
                "place.$": "$$.Map.Item.Index"
            },
            "MaxConcurrencyPath": "$.limit",
            "ItemProcessor": {
                "StartAt": "Pack",
                "States": { "Pack": { "Type": "Succeed", "OutputPath": "$.sku" } }
            },
            "End": true
        })
    );
}

#[test]
fn a_list_of_branches_is_made_at_run_time() {
    fn flow(order: Expr<Order>) -> Flow<Vec<String>> {
        parallel_all(
            order,
            ["Ab", "Cd"].map(|name| state(name, move |_: Expr<Order>| pass(name).end())),
        )
        .end()
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(
        document["X"]["Branches"],
        json!([
            { "StartAt": "Ab", "States": { "Ab": { "Type": "Pass", "Output": "Ab", "End": true } } },
            { "StartAt": "Cd", "States": { "Cd": { "Type": "Pass", "Output": "Cd", "End": true } } }
        ])
    );
}

#[test]
fn twelve_branches_make_a_tuple_of_twelve() {
    type Twelve = (
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
        String,
    );
    fn each(n: u32) -> StateFn<String, String> {
        state(format!("Branch{n}"), |text| succeed(text))
    }
    fn flow(text: Expr<String>) -> Flow<String> {
        parallel(text)
            .branch(each(1))
            .branch(each(2))
            .branch(each(3))
            .branch(each(4))
            .branch(each(5))
            .branch(each(6))
            .branch(each(7))
            .branch(each(8))
            .branch(each(9))
            .branch(each(10))
            .branch(each(11))
            .branch(each(12))
            .next(state("Join", |all: Expr<Twelve>| succeed(all.11)))
    }
    let document = states(Jsonata, state("X", flow)).unwrap();
    assert_eq!(document["X"]["Branches"].as_array().unwrap().len(), 12);
    assert_eq!(document["Join"]["Output"], json!("{% $states.input[11] %}"));
}

#[test]
fn cycles_and_joins_are_states_once() {
    fn check(n: Expr<u64>) -> Flow<u64> {
        choice(n)
            .when(n.gt(3), state("Done", |n: Expr<u64>| succeed(n)))
            .otherwise(state("Again", again))
    }
    fn again(n: Expr<u64>) -> Flow<u64> {
        pass(n + 1).next(state("Check", check))
    }
    let document = states(Jsonata, state("Check", check)).unwrap();
    let names: std::collections::BTreeSet<_> = document
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(names, ["Again", "Check", "Done"].into());
    assert_eq!(document["Again"]["Next"], json!("Check"));
}
