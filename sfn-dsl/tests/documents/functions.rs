//! Functions where states have them: what is data in JSONata is a path, an intrinsic function or a choice rule in JSONPath.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Prepared {
    key: String,
    shard: u64,
    skus: Vec<String>,
    count: u64,
    pages: Vec<u32>,
}

#[test]
fn data_is_prepared() {
    fn flow(order: Expr<Order>) -> Flow<Prepared> {
        pass(PreparedExpr {
            key: text!("{}-{}", order.id, uuid()),
            shard: random_range(0, order.limit),
            skus: order.items.map(|item| item.sku),
            count: order.items.filter(|item| item.sku.ne("gift")).len(),
            pages: range_inclusive(1, 3),
        })
        .end()
    }
    assert_eq!(
        jsonata(flow),
        json!({
            "Type": "Pass",
            "Output": {
                "key": "{% $states.input.id & \"-\" & $uuid() %}",
                "shard": "{% $floor($random() * $states.input.limit) %}",
                "skus": "{% [$map($states.input.items, function($item) { $item.sku })] %}",
                "count": "{% $count($filter($states.input.items, function($item) { $item.sku != \"gift\" })) %}",
                "pages": "{% [1..3] %}"
            },
            "End": true
        })
    );
    assert_eq!(
        jsonpath(flow),
        json!({
            "Type": "Pass",
            "Parameters": {
                "key.$": "States.Format('{}-{}', $.id, States.UUID())",
                "shard.$": "States.MathRandom(0, $.limit)",
                "skus.$": "$.items[*].sku",
                "count.$": "States.ArrayLength($.items[?(@.sku != 'gift')])",
                "pages.$": "States.ArrayRange(1, 3, 1)"
            },
            "End": true
        })
    );
}

/// A path to many places can be a whole output, too.
#[test]
fn a_list_is_handed_on() {
    fn flow(order: Expr<Order>) -> Flow<Vec<String>> {
        succeed(order.items.map(|item| item.sku))
    }
    assert_eq!(
        jsonata(flow),
        json!({
            "Type": "Succeed",
            "Output": "{% [$map($states.input.items, function($item) { $item.sku })] %}"
        })
    );
    assert_eq!(
        jsonpath(flow),
        json!({ "Type": "Succeed", "OutputPath": "$.items[*].sku" })
    );
}

/// No reference path, and so no `ItemsPath`: it is all that the Map works on, or it is nothing for JSONPath.
#[test]
fn a_map_takes_a_list_of_its_input_in_jsonpath() {
    fn flow(order: Expr<Order>) -> Flow<Vec<Item>> {
        let items = order.items.filter(|item| item.sku.ne("gift"));
        map(items, state("Keep", |item: Expr<Item>| succeed(item))).end()
    }
    assert_eq!(
        jsonata(flow)["Items"],
        json!("{% [$filter($states.input.items, function($item) { $item.sku != \"gift\" })] %}")
    );
    let filtered = jsonpath(flow);
    assert_eq!(
        (&filtered["InputPath"], filtered.get("ItemsPath")),
        (&json!("$.items[?(@.sku != 'gift')]"), None)
    );
    let rest = |order: Expr<Order>| {
        let keep = state("Keep", |item: Expr<Item>| succeed(item));
        map(order.items.skip(1), keep)
            .max_concurrency(2)
            .discard_result(order)
            .end()
    };
    let sliced = jsonpath(rest);
    assert_eq!(
        (&sliced["InputPath"], sliced.get("ItemsPath")),
        (&json!("$.items[1:]"), None)
    );
    // The limit would be looked for in the list.
    let limited = |order: Expr<Order>| {
        let keep = state("Keep", |item: Expr<Item>| succeed(item));
        map(order.items.skip(1), keep)
            .max_concurrency(order.limit)
            .end()
    };
    let refused = refused(limited);
    assert!(refused.contains("ItemsPath"), "{refused}");
}
