//! JSON Schemas of input and output, from schemars, for the types that derive it.

#![allow(missing_docs)]

use schemars::JsonSchema;
use serde_json::{Value, json};
use sfn_dsl::prelude::*;

#[derive(JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    order_id: String,
    lines: Vec<Line>,
    note: Option<String>,
}

#[derive(JsonSchema, Shape)]
pub struct Line {
    sku: String,
}

#[derive(Shape)]
pub struct Plain {
    id: String,
}

#[derive(JsonSchema, Shape)]
pub struct Tree {
    children: Vec<Tree>,
}

#[derive(JsonSchema, Shape)]
pub struct Page<T> {
    items: Vec<T>,
}

fn schemas<In: Shape, Out: Shape>(
    flow: fn(Expr<In>) -> Flow<Out>,
) -> (Option<Value>, Option<Value>) {
    let synthesis = Workflow::new("w", state("X", flow)).synthesize().unwrap();
    (synthesis.input_schema, synthesis.output_schema)
}

#[test]
fn a_type_that_derives_both_has_its_schema() {
    let (input, output) = schemas(|order: Expr<Order>| succeed(order.lines));
    let input = input.unwrap();
    assert_eq!(input["title"], json!("Order"));
    assert_eq!(input["required"], json!(["orderId", "lines"]));
    assert_eq!(
        input["properties"]["lines"],
        json!({ "type": "array", "items": { "$ref": "#/$defs/Line" } })
    );
    assert_eq!(
        input["$defs"]["Line"]["properties"]["sku"],
        json!({ "type": "string" })
    );
    assert_eq!(
        input["$defs"].as_object().unwrap().len(),
        1,
        "the type itself is the root"
    );
    // A list of such types has one too.
    assert_eq!(output.unwrap()["items"], json!({ "$ref": "#/$defs/Line" }));
}

#[test]
fn a_type_without_a_schema_works_without_one() {
    assert_eq!(schemas(|plain: Expr<Plain>| succeed(plain)), (None, None));
}

#[test]
fn a_recursive_type_refers_to_itself() {
    let (input, _) = schemas(|tree: Expr<Tree>| succeed(tree));
    let input = input.unwrap();
    assert_eq!(
        input["properties"]["children"]["items"],
        json!({ "$ref": "#/$defs/Tree" })
    );
    assert_eq!(input["$defs"]["Tree"]["type"], json!("object"));
}

#[test]
fn a_generic_type_has_its_schema_on_request() {
    let flow = |page: Expr<Page<Line>>| -> Flow<Vec<Line>> { succeed(page.items) };
    let workflow = Workflow::new("w", state("X", flow));
    assert_eq!(workflow.synthesize().unwrap().input_schema, None);
    let input = workflow
        .with_schemas()
        .synthesize()
        .unwrap()
        .input_schema
        .unwrap();
    assert_eq!(
        input["properties"]["items"],
        json!({ "type": "array", "items": { "$ref": "#/$defs/Line" } })
    );
}

#[test]
fn tuples_and_options_of_such_types() {
    let (_, output) = schemas(|order: Expr<Order>| succeed((order.order_id, order.note)));
    assert_eq!(
        output.unwrap()["prefixItems"],
        json!([{ "type": "string" }, { "anyOf": [{ "type": "string" }, { "type": "null" }] }])
    );
}
