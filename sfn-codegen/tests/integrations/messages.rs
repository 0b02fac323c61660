//! Functions, messages, items, APIs and workflows.

use crate::{Order, rows};
use sfn_dsl::integrations::dynamodb::ReturnValues;
use sfn_dsl::integrations::http::{BodyEncoding, Method, Transform};
use sfn_dsl::integrations::sns::MessageAttribute;
use sfn_dsl::prelude::*;
use sfn_dsl::{Task, Value};

#[lambda("charge")]
fn charge(order: Order) -> Value;

#[derive(Shape)]
#[allow(dead_code)]
pub struct Key {
    id: String,
}

#[derive(Shape)]
#[allow(dead_code)]
pub struct Record {
    id: String,
    status: String,
}

static TOPIC: Topic = Topic::named("alerts");
static QUEUE: Queue = Queue::arn("arn:aws:sqs:eu-west-1:123456789012:jobs");
static RECORDS: Table<Record, Key> = Table::named("records");
static CHILD: StateMachine<Order, Value> = StateMachine::named("child");

const HOST: &str = "a1b2.execute-api.eu-west-1.amazonaws.com";
const CONNECTION: &str = "arn:aws:events:eu-west-1:123456789012:connection/crm/1";

/// `.sync` in the older form is not a pattern of its own in Rust.
mod older {
    use super::*;
    use sfn_dsl::Job;
    use sfn_dsl::integrations::states::StartExecution;

    pub(super) fn row() -> crate::Row {
        assert_eq!(StartExecution::<Order, Value>::SUFFIX, ".sync:2");
        let make = |order: Expr<Order>| {
            states::start_execution(&CHILD, order)
                .sync_with_text_output()
                .discard_result(order)
                .end::<Standard>()
        };
        let workflow = Workflow::new("w", state("S", make));
        let made = sfn_codegen::synthesize(&workflow, &sfn_codegen::Settings::new());
        let made = vec![(Jsonata, made.unwrap_or_else(|errors| panic!("{errors}")))];
        crate::Row::new(
            "states:startExecution",
            "states::start_execution()",
            (".sync", made),
            child(),
        )
    }
}

fn child() -> Value {
    serde_json::json!({
        "StateMachineArn": "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:child",
        "Input": "{% $states.input %}"
    })
}

pub(crate) fn rows(all: &mut Vec<crate::Row>) {
    table::rows(all);
    all.push(older::row());
}

mod table {
    use super::*;

    rows! {
        "lambda:invoke" [rr token] |o| without_retry(charge(o)) => {
            "FunctionName": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:charge",
            "Payload": "{% $states.input %}"
        };
        "sns:publish" [rr token] |o| sns::publish(&TOPIC, o.body).subject(o.id).message_attribute("kind", MessageAttribute::text(o.id)) => {
            "TopicArn": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:alerts",
            "Message": "{% $states.input.body %}",
            "Subject": "{% $states.input.id %}",
            "MessageAttributes": { "kind": { "DataType": "String", "StringValue": "{% $states.input.id %}" } }
        };
        "sqs:sendMessage" [rr token] |o| sqs::send_message(&QUEUE, o.body).delay_seconds(o.count) => {
            "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs",
            "MessageBody": "{% $states.input.body %}",
            "DelaySeconds": "{% $states.input.count %}"
        };
        "events:putEvents" [rr token] |o| events::put_events([event("shop", "Placed", o.body)]) => {
            "Entries": [{ "Source": "shop", "DetailType": "Placed", "Detail": "{% $states.input.body %}" }]
        };
        "states:startExecution" [rr sync token] |o| states::start_execution(&CHILD, o) => {
            "StateMachineArn": "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:child",
            "Input": "{% $states.input %}"
        };
        "dynamodb:getItem" [rr] |o| dynamodb::get_attributes(&RECORDS, KeyExpr { id: o.id }) => {
            "TableName": "records",
            "Key": { "id": { "S": "{% $states.input.id %}" } }
        };
        "dynamodb:putItem" [rr] |o| dynamodb::put_item(&RECORDS, RecordExpr { id: o.id, status: lit("NEW") }) => {
            "TableName": "records",
            "Item": { "id": { "S": "{% $states.input.id %}" }, "status": { "S": "NEW" } }
        };
        "dynamodb:updateItem" [rr] |o| dynamodb::update_item(&RECORDS, KeyExpr { id: o.id }).set(|r| r.status, "PAID") => {
            "TableName": "records",
            "Key": { "id": { "S": "{% $states.input.id %}" } },
            "UpdateExpression": "SET #status = :status",
            "ExpressionAttributeNames": { "#status": "status" },
            "ExpressionAttributeValues": { ":status": { "S": "PAID" } }
        };
        "dynamodb:deleteItem" [rr] |o| dynamodb::delete_item(&RECORDS, KeyExpr { id: o.id }).return_values(ReturnValues::AllOld) => {
            "TableName": "records",
            "Key": { "id": { "S": "{% $states.input.id %}" } },
            "ReturnValues": "ALL_OLD"
        };
        "apigateway:invoke" [rr token] |o| apigateway::invoke::<Value>(HOST, Method::Post)
            .stage("prod")
            .path("/orders")
            .query_parameter("notify", "sms")
            .query_parameter("notify", "mail")
            .header("X-Source", "workflow")
            .request_body(o.body)
            .auth_type(apigateway::AuthType::IamRole) => {
            "ApiEndpoint": "a1b2.execute-api.eu-west-1.amazonaws.com",
            "Method": "POST",
            "Stage": "prod",
            "Path": "/orders",
            "QueryParameters": { "notify": ["sms", "mail"] },
            "Headers": { "X-Source": ["workflow"] },
            "RequestBody": "{% $states.input.body %}",
            "AuthType": "IAM_ROLE"
        };
        "http:invoke" [rr] |o| http::invoke::<Value>("https://api.example.com/customers", Method::Patch, CONNECTION)
            .header("Idempotency-Key", o.id)
            .query_parameter("expand", "all")
            .request_body(o.body)
            .transform(Transform::new(BodyEncoding::UrlEncoded)) => {
            "ApiEndpoint": "https://api.example.com/customers",
            "Method": "PATCH",
            "Authentication": { "ConnectionArn": "arn:aws:events:eu-west-1:123456789012:connection/crm/1" },
            "Headers": { "Idempotency-Key": "{% $states.input.id %}" },
            "QueryParameters": { "expand": "all" },
            "RequestBody": "{% $states.input.body %}",
            "Transform": { "RequestBodyEncoding": "URL_ENCODED" }
        };
    }
}

#[test]
fn a_function_is_left_to_itself() {
    let define = |order: Expr<Order>| {
        charge(order)
            .asynchronous()
            .output(|accepted| accepted.status_code)
            .end::<Express>()
    };
    let synthesis = Workflow::new("w", state("S", define)).synthesize().unwrap();
    let document: Value = serde_json::from_str(&synthesis.document.to_string_compact()).unwrap();
    let state = &document["States"]["S"];
    assert_eq!(state["Arguments"]["InvocationType"], "Event");
    assert_eq!(state["Output"], "{% $states.result.StatusCode %}");
}

/// The retrier of a function is no parameter.
fn without_retry<R, I>(task: Task<R, I>) -> Task<R, I> {
    task.without_default_retry()
}
