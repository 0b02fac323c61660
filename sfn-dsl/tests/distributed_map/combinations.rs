//! Everything with everything: whatever is said of a Distributed Map, the document says that and nothing else, in both dialects,
//! and the validator has nothing against it.

use serde_json::json;
use sfn_dsl::prelude::*;
use sfn_dsl::{BatchStage, DistributedItems, DistributedMap, ResultsOf, SomeMayFail, Unformed};

use super::*;

/// What is said.
#[derive(Clone, Copy, Debug)]
struct Plan {
    select: bool,
    batch: Batching,
    percentage: bool,
    count: bool,
    results: Results,
    express: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Batching {
    None,
    Items,
    Bytes,
    Both,
    WithInput,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Results {
    Here,
    Metadata,
    Written,
    Formed,
}

/// The state, one thing after the other.
fn build(plan: Plan, upload: Expr<Upload>) -> Flow<Upload> {
    let items = distributed_map(upload.sales);
    match plan.select {
        true => {
            let one = items.select(|sale| SaleExpr {
                sku: sale.value.sku,
                quantity: lit("1"),
            });
            batch(plan, upload, one)
        }
        false => batch(plan, upload, items),
    }
}

fn batch<Sel, I: Shape, St, Form, Tol>(
    plan: Plan,
    upload: Expr<Upload>,
    items: DistributedItems<Sel, I, St, Form, Tol>,
) -> Flow<Upload>
where
    St: BatchStage<Batch<I> = Batch<I>>,
    Form: Unformed
        + ResultsOf<I, Tol>
        + ResultsOf<Batch<I>, Tol>
        + ResultsOf<BatchWith<I, String>, Tol>
        + ResultsOf<I, SomeMayFail>
        + ResultsOf<Batch<I>, SomeMayFail>
        + ResultsOf<BatchWith<I, String>, SomeMayFail>,
{
    match plan.batch {
        Batching::None => tolerate(plan, upload, items),
        Batching::Items => tolerate(plan, upload, items.max_items_per_batch(7)),
        Batching::Bytes => tolerate(plan, upload, items.max_input_bytes_per_batch(upload.limit)),
        Batching::Both => {
            let items = items.max_items_per_batch(upload.limit);
            tolerate(plan, upload, items.max_input_bytes_per_batch(9))
        }
        Batching::WithInput => {
            let items = items.max_items_per_batch(7);
            tolerate(plan, upload, items.batch_input::<String, I>("every"))
        }
    }
}

fn tolerate<Sel, I: Shape, St, Form, Tol>(
    plan: Plan,
    upload: Expr<Upload>,
    items: DistributedItems<Sel, I, St, Form, Tol>,
) -> Flow<Upload>
where
    Form: Unformed + ResultsOf<I, Tol> + ResultsOf<I, SomeMayFail>,
{
    match (plan.percentage, plan.count) {
        (false, false) => write(plan, upload, items),
        (true, false) => write(plan, upload, items.tolerated_failure_percentage(2.5)),
        (false, true) => write(plan, upload, items.tolerated_failure_count(upload.limit)),
        (true, true) => {
            let items = items.tolerated_failure_percentage(upload.percentage);
            write(plan, upload, items.tolerated_failure_count(3))
        }
    }
}

fn write<Sel, I: Shape, St, Form, Tol>(
    plan: Plan,
    upload: Expr<Upload>,
    items: DistributedItems<Sel, I, St, Form, Tol>,
) -> Flow<Upload>
where
    Form: Unformed + ResultsOf<I, Tol>,
{
    let writer = ResultWriter::to(&RESULTS);
    match plan.results {
        Results::Here => run(plan, upload, items),
        Results::Metadata => run(plan, upload, items.results_with_metadata()),
        Results::Written => run(plan, upload, items.result_writer(writer)),
        Results::Formed => {
            let writer = writer.prefix("p").output_type(OutputType::JsonLines);
            run(plan, upload, items.result_writer(writer))
        }
    }
}

fn run<Sel, I: Shape, St, Form, Tol>(
    plan: Plan,
    upload: Expr<Upload>,
    items: DistributedItems<Sel, I, St, Form, Tol>,
) -> Flow<Upload>
where
    Form: ResultsOf<I, Tol>,
{
    fn end<R: Shape>(map: DistributedMap<R>, upload: Expr<Upload>) -> Flow<Upload> {
        map.discard_result(upload).end()
    }
    match plan.express {
        true => end(items.express(keep), upload),
        false => end(items.standard(keep), upload),
    }
}

/// The state, from the pages of the guide.
fn expected(plan: Plan, jsonata: bool) -> Value {
    let mut state = serde_json::Map::new();
    let mut set = |name: &str, value: Value| state.insert(name.to_owned(), value);
    // A number of the input: JSONPath has a field of its own for the path.
    let from_data = |set: &mut dyn FnMut(&str, Value), name: &str, field: &str| match jsonata {
        true => set(name, json!(format!("{{% $states.input.{field} %}}"))),
        false => set(&format!("{name}Path"), json!(format!("$.{field}"))),
    };
    set("Type", json!("Map"));
    match jsonata {
        true => set("Items", json!("{% $states.input.sales %}")),
        false => set("ItemsPath", json!("$.sales")),
    };
    if plan.select {
        let selector = match jsonata {
            true => json!({ "sku": "{% $states.context.Map.Item.Value.sku %}", "quantity": "1" }),
            false => json!({ "sku.$": "$$.Map.Item.Value.sku", "quantity": "1" }),
        };
        set("ItemSelector", selector);
    }
    if plan.batch != Batching::None {
        let mut batcher = serde_json::Map::new();
        let mut put = |name: &str, value: Value| {
            batcher.insert(name.to_owned(), value);
        };
        match plan.batch {
            Batching::None => {}
            Batching::Items => put("MaxItemsPerBatch", json!(7)),
            Batching::Bytes => from_data(&mut put, "MaxInputBytesPerBatch", "limit"),
            Batching::Both => {
                from_data(&mut put, "MaxItemsPerBatch", "limit");
                put("MaxInputBytesPerBatch", json!(9));
            }
            Batching::WithInput => {
                put("MaxItemsPerBatch", json!(7));
                put("BatchInput", json!("every"));
            }
        }
        set("ItemBatcher", Value::Object(batcher));
    }
    let mut put = |name: &str, value: Value| {
        set(name, value);
    };
    match (plan.percentage, plan.count) {
        (false, false) => {}
        (true, false) => put("ToleratedFailurePercentage", json!(2.5)),
        (false, true) => from_data(&mut put, "ToleratedFailureCount", "limit"),
        (true, true) => {
            from_data(&mut put, "ToleratedFailurePercentage", "percentage");
            put("ToleratedFailureCount", json!(3));
        }
    }
    let arguments = if jsonata { "Arguments" } else { "Parameters" };
    let resource = "arn:aws:states:::s3:putObject";
    match plan.results {
        Results::Here => {}
        Results::Metadata => put(
            "ResultWriter",
            json!({ "WriterConfig": { "Transformation": "NONE", "OutputType": "JSON" } }),
        ),
        Results::Written => put(
            "ResultWriter",
            json!({ "Resource": resource, arguments: { "Bucket": "results" } }),
        ),
        Results::Formed => put(
            "ResultWriter",
            json!({
                "Resource": resource,
                arguments: { "Bucket": "results", "Prefix": "p" },
                "WriterConfig": { "Transformation": "NONE", "OutputType": "JSONL" }
            }),
        ),
    }
    let kind = if plan.express { "EXPRESS" } else { "STANDARD" };
    put(
        "ItemProcessor",
        json!({
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": kind },
            "StartAt": "Keep",
            "States": { "Keep": { "Type": "Succeed" } }
        }),
    );
    match jsonata {
        true => put("Output", json!("{% $states.input %}")),
        false => put("ResultPath", Value::Null),
    }
    put("End", json!(true));
    Value::Object(state)
}

#[test]
fn everything_goes_with_everything() {
    let mut many = 0;
    for select in [false, true] {
        for batch in [
            Batching::None,
            Batching::Items,
            Batching::Bytes,
            Batching::Both,
            Batching::WithInput,
        ] {
            for results in [
                Results::Here,
                Results::Metadata,
                Results::Written,
                Results::Formed,
            ] {
                for bits in 0..8 {
                    let plan = Plan {
                        select,
                        batch,
                        percentage: bits & 1 != 0,
                        count: bits & 2 != 0,
                        results,
                        express: bits & 4 != 0,
                    };
                    let start = state("X", move |upload| build(plan, upload));
                    for language in [Jsonata, JsonPath] {
                        let found = states(language, start.clone())["X"].take();
                        assert_eq!(found, expected(plan, language == Jsonata), "{plan:?}");
                        many += 1;
                    }
                }
            }
        }
    }
    assert_eq!(many, 2 * 5 * 4 * 8 * 2);
}
