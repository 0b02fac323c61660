//! DynamoDB: data that has the form of attributes already, and update expressions of the author's own.

use super::*;

/// A set of strings, as DynamoDB writes it.
#[derive(Shape)]
pub struct StringSet {
    #[serde(rename = "SS")]
    of: Vec<String>,
}

/// An attribute with attributes in it.
#[derive(Shape)]
pub struct AttributeMap {
    #[serde(rename = "M")]
    of: Value,
}

#[derive(Shape)]
pub struct Prepared {
    id: String,
    names: Vec<String>,
    /// `{"S": ".."}` or the like.
    detail: Value,
    /// A whole item.
    item: Value,
    /// A map of attributes.
    members: Value,
}

#[derive(Shape)]
pub struct PreparedKey {
    id: Value,
}

#[derive(Shape)]
pub struct Mixed {
    id: String,
    names: Value,
    detail: Value,
    members: Value,
}

static PREPARED: Table<Mixed, PreparedKey> = Table::named("prepared");
static ANYTHING: Table<Value, PreparedKey> = Table::named("anything");

/// The arguments of one state, in JSONPath.
#[track_caller]
fn parameters<Out: Shape>(define: fn(Expr<Prepared>) -> Flow<Out>) -> Value {
    let synthesis = Workflow::new("test", state("X", define))
        .query_language(JsonPath)
        .synthesize()
        .unwrap_or_else(|e| panic!("{e}"));
    let document: Value = serde_json::from_str(&synthesis.document.to_string_pretty()).unwrap();
    document["States"]["X"]["Parameters"].clone()
}

#[test]
fn attributes_come_from_data_as_they_are() {
    let mixed = parameters(|p| {
        dynamodb::put_item(
            &PREPARED,
            MixedExpr {
                id: p.id,
                names: StringSetExpr { of: p.names }.into_expr().cast(),
                detail: p.detail,
                members: AttributeMapExpr { of: p.members }.into_expr().cast(),
            },
        )
        .discard_result(p)
        .end()
    });
    assert_eq!(
        mixed["Item"],
        json!({
            "id": { "S.$": "$.id" },
            "names": { "SS.$": "$.names" },
            "detail.$": "$.detail",
            "members": { "M.$": "$.members" }
        })
    );
    let whole = parameters(|p| {
        dynamodb::put_item(&ANYTHING, p.item)
            .discard_result(p)
            .end()
    });
    assert_eq!(whole["Item.$"], "$.item");
    let key = parameters(|p| {
        dynamodb::delete_item(&ANYTHING, PreparedKeyExpr { id: p.detail })
            .discard_result(p)
            .end()
    });
    assert_eq!(key["Key"], json!({ "id.$": "$.detail" }));
}

#[test]
fn an_update_is_said_in_the_authors_words() {
    let update = parameters(|p| {
        dynamodb::update_item(&PREPARED, PreparedKeyExpr { id: p.detail })
            .update_expression("ADD #names :names SET #count = if_not_exists(#count, :none) + :one")
            .expression_name("#names", "names")
            .expression_name("#count", "count")
            .expression_value::<Value>(":names", StringSetExpr { of: p.names }.into_expr().cast())
            .expression_value(":none", 0)
            .expression_value(":one", 1)
            .discard_result(p)
            .end()
    });
    assert_eq!(
        update["UpdateExpression"],
        "ADD #names :names SET #count = if_not_exists(#count, :none) + :one"
    );
    assert_eq!(
        update["ExpressionAttributeValues"],
        json!({ ":names": { "SS.$": "$.names" }, ":none": { "N": "0" }, ":one": { "N": "1" } })
    );
}

#[test]
fn an_update_is_said_once() {
    fn refused(define: fn(Expr<Prepared>) -> Flow<Prepared>) {
        let errors = Workflow::new("test", state("X", define))
            .synthesize()
            .unwrap_err();
        let said = errors.to_string();
        assert!(
            said.contains("the call says twice how the item is changed"),
            "{said}"
        );
        assert!(said.contains("attributes.rs"), "{said}");
    }
    refused(|p| {
        dynamodb::update_item(&PREPARED, PreparedKeyExpr { id: p.detail })
            .set(|item| item.id, p.id)
            .update_expression("REMOVE detail")
            .discard_result(p)
            .end()
    });
    refused(|p| {
        dynamodb::update_item(&PREPARED, PreparedKeyExpr { id: p.detail })
            .update_expression("ADD #n :n")
            .expression_name("#n", "n")
            .expression_value(":n", 1)
            .set(|item| item.id, p.id)
            .discard_result(p)
            .end()
    });
}
