//! DynamoDB: items as attribute values and back, and the expressions of an update.

use super::*;

#[test]
fn dynamodb_items_are_attribute_values() {
    assert_eq!(
        one(Jsonata, |o| dynamodb::put_item(&ORDERS, o).end::<Express>())["Arguments"],
        json!({
            "TableName": "orders",
            "Item": {
                "id": { "S": "{% $states.input.id %}" },
                "total": { "N": "{% $string($states.input.total) %}" },
                "count": { "N": "{% $string($states.input.count) %}" },
                "paid": { "BOOL": "{% $states.input.paid %}" },
                "tags": { "L": "{% [$map($states.input.tags, function($item) { {\"S\": $item} })] %}" },
                "note": "{% $states.input.note != null ? {\"S\": $states.input.note} : {\"NULL\": true} %}",
                "status": { "S": "{% $states.input.status %}" },
                "topic_arn": { "S": "{% $states.input.topic_arn %}" },
                "placed": { "S": "{% $states.input.placed %}" }
            }
        })
    );
    // Literals are attribute values already, and what is not there is left out.
    let written = one(Jsonata, |o| {
        dynamodb::put_item(
            &ORDERS,
            OrderExpr {
                id: o.id,
                total: lit(1.5),
                count: lit(2),
                paid: lit(true),
                tags: lit(["a", "b"]),
                note: none(),
                status: lit(Status::Closed),
                topic_arn: lit("-"),
                placed: o.placed,
            },
        )
        .end::<Standard>()
    });
    assert_eq!(
        written["Arguments"]["Item"],
        json!({
            "id": { "S": "{% $states.input.id %}" },
            "total": { "N": "1.5" },
            "count": { "N": "2" },
            "paid": { "BOOL": true },
            "tags": { "L": [{ "S": "a" }, { "S": "b" }] },
            "status": { "S": "closed" },
            "topic_arn": { "S": "-" },
            "placed": { "S": "{% $states.input.placed %}" }
        })
    );
}

#[test]
fn dynamodb_keys_in_jsonpath() {
    assert_eq!(
        one(JsonPath, |o| dynamodb::delete_item(
            &ORDERS,
            KeyExpr { id: o.id }
        )
        .end::<Standard>()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:deleteItem",
            "Parameters": { "TableName": "orders", "Key": { "id": { "S.$": "$.id" } } },
            "End": true
        })
    );
    assert_eq!(
        one(JsonPath, |o| dynamodb::get_attributes(
            &ORDERS,
            KeyExpr { id: o.id }
        )
        .end::<Standard>())["Resource"],
        json!("arn:aws:states:::dynamodb:getItem")
    );
}

#[test]
fn dynamodb_get_gives_the_item_as_its_type() {
    #[derive(Shape)]
    pub struct Record {
        id: String,
        count: u32,
        tags: Vec<String>,
        note: Option<String>,
    }
    static RECORDS: Table<Record, Key> = Table::named("records");
    fn read(o: Expr<Order>) -> Flow<u32> {
        dynamodb::get_item(&RECORDS, KeyExpr { id: o.id })
            .consistent_read(true)
            .output(|record| record.map(|r| r.count).unwrap_or(0))
            .end()
    }
    let state = one(Jsonata, read);
    assert_eq!(state["Arguments"]["ConsistentRead"], json!(true));
    let whole = one(Jsonata, |o| {
        dynamodb::get_item(&RECORDS, KeyExpr { id: o.id }).end::<Standard>()
    });
    assert_eq!(
        whole["Output"],
        json!(
            "{% $states.result.Item != null ? {\"id\": $states.result.Item.id.S, \
             \"count\": $number($states.result.Item.count.N), \
             \"tags\": [$map($states.result.Item.tags.L, function($item) { $item.S })], \
             \"note\": $states.result.Item.note.S} : null %}"
        )
    );
}

#[test]
fn dynamodb_update_writes_its_expression() {
    let state = one(Jsonata, |o| {
        dynamodb::update_item(&ORDERS, KeyExpr { id: o.id })
            .remove(|item| item.note)
            .set(|item| item.status, Status::Closed)
            .set(|item| item.count, o.count + 1)
            .condition("#status <> :closed")
            .expression_value(":closed", lit::<String>("closed"))
            .end::<Standard>()
    });
    assert_eq!(
        state["Arguments"],
        json!({
            "TableName": "orders",
            "Key": { "id": { "S": "{% $states.input.id %}" } },
            "UpdateExpression": "SET #status = :status, #count = :count REMOVE #note",
            "ExpressionAttributeNames": { "#note": "note", "#status": "status", "#count": "count" },
            "ExpressionAttributeValues": {
                ":status": { "S": "closed" },
                ":count": { "N": "{% $string($states.input.count + 1) %}" },
                ":closed": { "S": "closed" }
            },
            "ConditionExpression": "#status <> :closed"
        })
    );
}

#[derive(Shape)]
pub struct Parcel {
    id: String,
    #[serde(rename = "ship-to")]
    ship_to: String,
    #[serde(rename = "ship_to")]
    old_ship_to: Option<String>,
    #[serde(rename = "REMOVE")]
    remove: String,
    status: Option<String>,
}

static PARCELS: Table<Parcel, Key> = Table::named("parcels");

#[test]
fn dynamodb_placeholders_stay_apart() {
    let state = one(Jsonata, |o| {
        dynamodb::update_item(&PARCELS, KeyExpr { id: o.id })
            .expression_name("#status", "other")
            .expression_value(":status", lit::<String>("open"))
            .condition("#status = :status")
            .remove(|item| item.old_ship_to)
            .set(|item| item.remove, "yes")
            .set(|item| item.ship_to, o.id)
            .set(|item| item.status, none())
            .end::<Standard>()
    });
    let arguments = &state["Arguments"];
    assert_eq!(
        arguments["UpdateExpression"],
        json!(
            "SET #REMOVE = :REMOVE, #ship_to_2 = :ship_to, #status_2 = :status_2 REMOVE #ship_to"
        )
    );
    assert_eq!(
        arguments["ExpressionAttributeNames"],
        json!({ "#status": "other", "#ship_to": "ship_to", "#REMOVE": "REMOVE", "#ship_to_2": "ship-to", "#status_2": "status" })
    );
    assert_eq!(
        arguments["ExpressionAttributeValues"],
        json!({
            ":status": { "S": "open" }, ":REMOVE": { "S": "yes" }, ":ship_to": { "S": "{% $states.input.id %}" },
            ":status_2": { "NULL": true }
        })
    );
}

#[test]
fn dynamodb_placeholders_are_not_given_twice() {
    let define = |o: Expr<Order>| -> Flow<dynamodb::WriteResult> {
        dynamodb::update_item(&ORDERS, KeyExpr { id: o.id })
            .set(|item| item.status, Status::Closed)
            // The same once more is no clash.
            .expression_name("#status", "status")
            .expression_name("#status", "state")
            .expression_value(":status", Status::Open)
            .set(|item| item.status, Status::Open)
            .end()
    };
    let errors = Workflow::new("test", state("X", define)).synthesize();
    let errors = errors.err().map(|e| e.to_string()).unwrap_or_default();
    for message in [
        "the placeholder `#status` stands for something else already",
        "the placeholder `:status` stands for something else already",
        "the attribute `status` is changed twice",
    ] {
        assert_eq!(errors.matches(message).count(), 1, "{errors}");
    }
}

#[derive(Shape)]
pub struct Stored {
    id: String,
    count: i64,
    kind: Status,
    nothing: (),
    text: Option<String>,
    number: Option<u32>,
    flag: Option<bool>,
    inner: Inner,
    maybe_inner: Option<Inner>,
    list: Vec<u32>,
    maybe_list: Option<Vec<u32>>,
    lists: Vec<Vec<u32>>,
    maybe_numbers: Vec<Option<u32>>,
    maybe_lists: Vec<Option<Vec<u32>>>,
    inners: Vec<Inner>,
    maybe_inners: Vec<Option<Inner>>,
    pair: (Vec<u32>, Option<String>),
    maybe_pair: Option<(u32, Option<u32>)>,
}

#[derive(Shape)]
pub struct Inner {
    deep: Option<Vec<Vec<String>>>,
}

/// What a template of a state gives.
fn evaluated(template: &Value, states: &Value) -> Value {
    use jsonata_core::evaluator::{Context, Evaluator};
    use jsonata_core::value::JValue;
    match template {
        Value::String(text) if text.starts_with("{%") => {
            let text = text.trim_start_matches("{%").trim_end_matches("%}");
            let ast = jsonata_core::parser::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            let mut context = Context::new();
            context.bind("states".to_owned(), JValue::from(states.clone()));
            let value = Evaluator::with_context(context)
                .evaluate(&ast, &JValue::from(json!(null)))
                .unwrap_or_else(|e| panic!("{text}: {}", e.message()));
            assert!(!value.is_undefined(), "{text}: nothing");
            serde_json::from_str(&value.to_json_string().unwrap()).unwrap()
        }
        Value::Array(items) => items.iter().map(|i| evaluated(i, states)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), evaluated(member, states)))
            .collect(),
        other => other.clone(),
    }
}

/// Members that are null stand for the same as members that are left out.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null())
            .map(|(name, member)| (name.clone(), without_nulls(member)))
            .collect(),
        other => other.clone(),
    }
}

static STORED: Table<Stored, Key> = Table::named("stored");

fn task_of(define: impl Fn(Expr<Stored>) -> Flow<Option<Stored>> + 'static) -> Value {
    let synthesis = Workflow::new("test", state("X", define)).synthesize();
    let document = synthesis.unwrap_or_else(|e| panic!("{e}")).document;
    serde_json::from_str::<Value>(&document.to_string_compact()).unwrap()["States"]["X"].clone()
}

#[test]
fn dynamodb_gives_back_what_was_put() {
    let put = task_of(|s| {
        dynamodb::put_item(&STORED, s)
            .output(|_| none::<Stored>())
            .end()
    });
    let get = task_of(|s| dynamodb::get_item(&STORED, KeyExpr { id: s.id }).end());
    let full = json!({
        "id": "1", "count": -3, "kind": "open", "nothing": null, "text": "t", "number": 7, "flag": false,
        "inner": { "deep": [["a"]] }, "maybe_inner": { "deep": [[], ["b", "c"]] },
        "list": [4], "maybe_list": [5], "lists": [[1]], "maybe_numbers": [null, 2],
        "maybe_lists": [null, [], [6]], "inners": [{ "deep": [[]] }], "maybe_inners": [null, { "deep": [] }],
        "pair": [[9], null], "maybe_pair": [1, null]
    });
    let bare = json!({
        "id": "2", "count": 0, "kind": "closed", "nothing": null, "text": null,
        "inner": { "deep": null }, "maybe_inner": null,
        "list": [], "lists": [], "maybe_numbers": [null],
        "maybe_lists": [[8]], "inners": [{}], "maybe_inners": [null],
        "pair": [[], "p"]
    });
    for original in [full, bare] {
        let item = evaluated(&put["Arguments"]["Item"], &json!({ "input": original }));
        let read = evaluated(&get["Output"], &json!({ "result": { "Item": item } }));
        assert_eq!(without_nulls(&read), without_nulls(&original), "{item}");
    }
    // What is absent is as good as null.
    let item = json!({
        "id": { "S": "3" }, "count": { "N": "1" }, "inner": { "M": {} }, "maybe_inner": { "NULL": true },
        "list": { "L": [] }, "lists": { "L": [{ "L": [{ "N": "1" }] }] }, "inners": { "L": [] },
        "maybe_numbers": { "L": [{ "NULL": true }, { "N": "2" }] }, "maybe_lists": { "L": [] },
        "maybe_inners": { "L": [] }, "kind": { "S": "open" }, "pair": { "L": [{ "L": [] }, { "NULL": true }] }
    });
    let read = evaluated(&get["Output"], &json!({ "result": { "Item": item } }));
    assert_eq!(
        (
            &read["maybe_inner"],
            &read["maybe_list"],
            &read["lists"],
            &read["maybe_numbers"]
        ),
        (&json!(null), &json!(null), &json!([[1]]), &json!([null, 2]))
    );
    let read = evaluated(&get["Output"], &json!({ "result": {} }));
    assert_eq!(read, json!(null));
}
