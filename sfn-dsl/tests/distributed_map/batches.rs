//! What a child gets: items as they are, selected, in batches.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn a_whole_map_over_a_list_of_the_input() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Sale>> {
        distributed_map(upload.sales)
            .label("Sales")
            .max_concurrency(100)
            .standard(state("Child", |sale: Expr<Sale>| pass(sale).end()))
            .end()
    }
    let processor = json!({
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
        "StartAt": "Child",
        "States": { "Child": { "Type": "Pass", "End": true } }
    });
    assert_eq!(
        states(Jsonata, state("X", flow))["X"],
        json!({
            "Type": "Map",
            "Label": "Sales",
            "Items": "{% $states.input.sales %}",
            "MaxConcurrency": 100,
            "ItemProcessor": processor,
            "End": true
        })
    );
    assert_eq!(
        states(JsonPath, state("X", flow))["X"],
        json!({
            "Type": "Map",
            "Label": "Sales",
            "ItemsPath": "$.sales",
            "MaxConcurrency": 100,
            "ItemProcessor": processor,
            "End": true
        })
    );
}

#[test]
fn children_are_express_or_standard() {
    fn express(upload: Expr<Upload>) -> Flow<Vec<Sale>> {
        distributed_map(upload.sales).express(keep).end()
    }
    fn standard(upload: Expr<Upload>) -> Flow<Vec<Sale>> {
        distributed_map(upload.sales).standard(keep).end()
    }
    let config = |define| both("ItemProcessor", define).0["ProcessorConfig"].clone();
    assert_eq!(
        config(express),
        json!({ "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" })
    );
    assert_eq!(
        config(standard),
        json!({ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" })
    );
}

#[test]
fn the_members_of_a_map_are_items_too() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<String>> {
        distributed_map(upload.prices)
            .select(|price| text!("{}: {}", price.index, price.key))
            .express(keep)
            .end()
    }
    let document = states(Jsonata, state("X", flow));
    assert_eq!(document["X"]["Items"], "{% $states.input.prices %}");
    assert_eq!(
        document["X"]["ItemSelector"],
        "{% $states.context.Map.Item.Index & \": \" & $states.context.Map.Item.Key %}"
    );
}

#[test]
fn a_member_of_a_map_has_a_key_and_a_value() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<f64>> {
        distributed_map(upload.prices)
            .express(state("Child", |price: Expr<KeyValue<f64>>| {
                choice(price)
                    .when(
                        price.key.eq(""),
                        state("No", |p: Expr<KeyValue<f64>>| pass(p.value).end()),
                    )
                    .otherwise(state("Yes", |p: Expr<KeyValue<f64>>| pass(p.value).end()))
            }))
            .end()
    }
    for (language, path, key) in [
        (Jsonata, "{% $states.input.Value %}", "/Choices/0/Condition"),
        (JsonPath, "$.Value", "/Choices/0/Variable"),
    ] {
        let document = states(language, state("X", flow));
        let children = &document["X"]["ItemProcessor"]["States"];
        let found = children["Child"]
            .pointer(key)
            .and_then(Value::as_str)
            .unwrap();
        assert!(found.contains(".Key"), "{found}");
        let handed_on = &children["Yes"][if path.starts_with('$') {
            "InputPath"
        } else {
            "Output"
        }];
        assert_eq!(handed_on, path);
    }
}

#[test]
fn a_selector_has_the_item_its_place_and_its_source() {
    #[derive(Shape)]
    pub struct Line {
        day: String,
        sku: String,
        place: u64,
        source: String,
    }
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Line>> {
        distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key))
            .select(|sale| LineExpr {
                day: upload.day,
                sku: sale.value.sku,
                place: sale.index,
                source: sale.source,
            })
            .express(keep)
            .end()
    }
    assert_eq!(
        both("ItemSelector", flow),
        (
            json!({
                "day": "{% $states.input.day %}",
                "sku": "{% $states.context.Map.Item.Value.sku %}",
                "place": "{% $states.context.Map.Item.Index %}",
                "source": "{% $states.context.Map.Item.Source %}"
            }),
            json!({
                "day.$": "$.day",
                "sku.$": "$$.Map.Item.Value.sku",
                "place.$": "$$.Map.Item.Index",
                "source.$": "$$.Map.Item.Source"
            })
        )
    );
}

#[test]
fn a_batch_is_a_type() {
    #[derive(Shape)]
    pub struct Day {
        day: String,
    }
    fn flow(upload: Expr<Upload>) -> Flow<Vec<String>> {
        distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key))
            .max_items_per_batch(100)
            .max_input_bytes_per_batch(65_536)
            .batch_input(DayExpr { day: upload.day })
            .express(state("Child", child))
            .end()
    }
    // Inside of the child, the batch is read as it comes.
    fn child(batch: Expr<BatchWith<Sale, Day>>) -> Flow<String, Express> {
        choice(batch)
            .when(
                batch.batch_input.day.eq(""),
                state("No", |b: Expr<BatchWith<Sale, Day>>| {
                    succeed(b.batch_input.day)
                }),
            )
            .otherwise(state("Yes", |b: Expr<BatchWith<Sale, Day>>| {
                succeed(b.items[0].sku)
            }))
    }
    assert_eq!(
        both("ItemBatcher", flow),
        (
            json!({
                "MaxItemsPerBatch": 100,
                "MaxInputBytesPerBatch": 65_536,
                "BatchInput": { "day": "{% $states.input.day %}" }
            }),
            json!({
                "MaxItemsPerBatch": 100,
                "MaxInputBytesPerBatch": 65_536,
                "BatchInput": { "day.$": "$.day" }
            })
        )
    );
    let mut document = states(Jsonata, state("X", flow));
    let children = document["X"]["ItemProcessor"]["States"].take();
    assert_eq!(
        children["Child"]["Choices"][0]["Condition"],
        "{% $states.input.BatchInput.day = \"\" %}"
    );
    assert_eq!(
        children["Yes"]["Output"],
        "{% $states.input.Items[0].sku %}"
    );
    assert_eq!(
        children["No"]["Output"],
        "{% $states.input.BatchInput.day %}"
    );
}

#[test]
fn the_size_of_a_batch_can_come_from_data() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Batch<Sale>>> {
        distributed_map(upload.sales)
            .max_items_per_batch(upload.limit)
            .max_input_bytes_per_batch(upload.limit)
            .express(keep)
            .end()
    }
    assert_eq!(
        both("ItemBatcher", flow),
        (
            json!({
                "MaxItemsPerBatch": "{% $states.input.limit %}",
                "MaxInputBytesPerBatch": "{% $states.input.limit %}"
            }),
            json!({
                "MaxItemsPerBatchPath": "$.limit",
                "MaxInputBytesPerBatchPath": "$.limit"
            })
        )
    );
}

#[test]
fn what_is_selected_is_what_is_in_a_batch() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<u64>> {
        distributed_map(upload.sales)
            .select(|sale| sale.value.sku)
            .max_items_per_batch(10)
            .express(state("Child", count))
            .end()
    }
    fn count(batch: Expr<Batch<String>>) -> Flow<u64, Express> {
        succeed(batch.items.len())
    }
    let document = states(Jsonata, state("X", flow));
    assert_eq!(
        document["X"]["ItemSelector"],
        "{% $states.context.Map.Item.Value.sku %}"
    );
    assert_eq!(
        document["X"]["ItemProcessor"]["States"]["Child"]["Output"],
        "{% $count($states.input.Items) %}"
    );
}

#[test]
fn children_have_states_of_their_own_and_maps_of_their_own() {
    fn flow(upload: Expr<Upload>) -> Flow<Vec<Vec<Sale>>> {
        distributed_map(upload.sales)
            .max_items_per_batch(10)
            .standard(state("Outer", outer))
            .end()
    }
    fn outer(batch: Expr<Batch<Sale>>) -> Flow<Vec<Sale>> {
        distributed_map(batch.items).express(keep).end()
    }
    let document = states(Jsonata, state("X", flow));
    let outer = &document["X"]["ItemProcessor"]["States"]["Outer"];
    assert_eq!(outer["Items"], "{% $states.input.Items %}");
    assert_eq!(
        outer["ItemProcessor"]["ProcessorConfig"],
        json!({ "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" })
    );
}
