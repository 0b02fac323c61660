//! Each integration in its patterns: the call on top, the state below.

#![allow(missing_docs)]

#[path = "../support/dialects.rs"]
mod dialects;

mod attributes;
mod items;
mod nested;
mod sdk_calls;

use serde_json::{Value, json};
use sfn_dsl::integrations::states::start_execution;
use sfn_dsl::prelude::*;
use sfn_dsl::{Kind, QueryLanguage};

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
    count: u32,
    paid: bool,
    tags: Vec<String>,
    note: Option<String>,
    status: Status,
    topic_arn: String,
    placed: Timestamp,
}

#[derive(Clone, Copy, Shape)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Open,
    Closed,
}

#[derive(Shape)]
pub struct Question {
    order_id: String,
    token: TaskToken,
}

#[derive(Shape)]
pub struct Answer {
    yes: bool,
}

#[derive(Shape)]
pub struct Key {
    id: String,
}

#[derive(Shape)]
pub struct Child {
    order_id: String,
}

#[derive(Shape)]
pub struct Bill {
    cents: u64,
}

static TOPIC: Topic = Topic::named("alerts");
static QUEUE: Queue = Queue::arn("arn:aws:sqs:eu-west-1:123456789012:approvals");
static BUS: EventBus = EventBus::placeholder("ShopBus");
static ORDERS: Table<Order, Key> = Table::named("orders");
static BILLING: StateMachine<Child, Bill> = StateMachine::placeholder("BillingArn");
static SCANNER: Activity<Child, Bill> = Activity::named("scanner");

#[track_caller]
fn one<Out: Shape, K: Kind>(
    language: QueryLanguage,
    define: impl Fn(Expr<Order>) -> Flow<Out, K> + 'static,
) -> Value {
    let synthesis = Workflow::new("test", state("X", define))
        .query_language(language)
        .synthesize();
    let document = synthesis.unwrap_or_else(|e| panic!("{e}")).document;
    let document: Value = serde_json::from_str(&document.to_string_compact()).unwrap();
    dialects::read_all(&document);
    document["States"]["X"].clone()
}

#[test]
fn sns_publish() {
    assert_eq!(
        one(Jsonata, |o| sns::publish(&TOPIC, text!("order {}", o.id))
            .subject("Order")
            .end::<Standard>()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Arguments": {
                "TopicArn": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:alerts",
                "Message": "{% \"order \" & $states.input.id %}",
                "Subject": "Order"
            },
            "End": true
        })
    );
    // A topic known only at run time, and an object as the message.
    assert_eq!(
        one(JsonPath, |o| sns::publish(
            o.topic_arn,
            ChildExpr { order_id: o.id }
        )
        .end::<Express>())["Parameters"],
        json!({ "TopicArn.$": "$.topic_arn", "Message": { "order_id.$": "$.id" } })
    );
}

#[test]
fn sqs_send_message_with_a_callback() {
    fn ask(o: Expr<Order>) -> Flow<Answer> {
        wait_for_task_token(|token| {
            sqs::send_message(
                &QUEUE,
                QuestionExpr {
                    order_id: o.id,
                    token,
                },
            )
        })
        .timeout_seconds(3600)
        .heartbeat_seconds(60)
        .end()
    }
    assert_eq!(
        one(Jsonata, ask),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Arguments": {
                "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/approvals",
                "MessageBody": {
                    "order_id": "{% $states.input.id %}",
                    "token": "{% $states.context.Task.Token %}"
                }
            },
            "TimeoutSeconds": 3600,
            "HeartbeatSeconds": 60,
            "End": true
        })
    );
    assert_eq!(
        one(JsonPath, ask)["Parameters"]["MessageBody"],
        json!({ "order_id.$": "$.id", "token.$": "$$.Task.Token" })
    );
}

#[test]
fn queues_are_given_by_url() {
    for (queue, url) in [
        (
            Queue::named("q"),
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/q",
        ),
        (
            Queue::arn("arn:aws-cn:sqs:cn-north-1:123456789012:q"),
            "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q",
        ),
        (
            Queue::url("https://sqs.eu-west-1.amazonaws.com/1/q"),
            "https://sqs.eu-west-1.amazonaws.com/1/q",
        ),
        (
            Queue::arn("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q"),
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/q",
        ),
        (
            Queue::arn("arn:aws:sqs:eu-west-1:${Account}:${QueueName}"),
            "https://sqs.eu-west-1.amazonaws.com/${Account}/${QueueName}",
        ),
        (Queue::placeholder("QueueUrl"), "${QueueUrl}"),
        (
            Queue::placeholder("OrdersQueue"),
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${OrdersQueue}",
        ),
        (
            Queue::placeholders("OrdersQueueUrl", "OrdersQueueArn"),
            "${OrdersQueueUrl}",
        ),
    ] {
        let state = one(Jsonata, move |o| {
            sqs::send_message(queue.clone(), o.id).end::<Standard>()
        });
        assert_eq!(state["Arguments"]["QueueUrl"], json!(url));
    }
}

#[test]
fn events_are_put_on_their_buses() {
    assert_eq!(
        one(JsonPath, |o| {
            events::put_events([
                event("shop", "Opened", ChildExpr { order_id: o.id }).on(&BUS),
                event("shop", text!("Opened {}", o.id), o).at(o.placed),
            ])
            .end::<Express>()
        }),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::events:putEvents",
            "Parameters": { "Entries": [
                { "Source": "shop", "DetailType": "Opened", "Detail": { "order_id.$": "$.id" }, "EventBusName": "${ShopBus}" },
                { "Source": "shop", "DetailType.$": "States.Format('Opened {}', $.id)", "Detail.$": "$", "Time.$": "$.placed" }
            ] },
            "End": true
        })
    );
}

#[test]
fn an_event_is_about_resources_and_belongs_to_a_trace() {
    let define = |o: Expr<Order>| {
        let opened = event("shop", "Opened", o)
            .resources([o.topic_arn])
            .trace_header("Root=1-5759e988-bd862e3fe1be46a994272793");
        events::put_events([opened]).end::<Standard>()
    };
    let jsonata = one(Jsonata, define)["Arguments"]["Entries"][0].clone();
    assert_eq!(
        jsonata["Resources"],
        json!(["{% $states.input.topic_arn %}"])
    );
    assert_eq!(
        jsonata["TraceHeader"],
        "Root=1-5759e988-bd862e3fe1be46a994272793"
    );
    let jsonpath = one(JsonPath, define)["Parameters"]["Entries"][0].clone();
    assert_eq!(jsonpath["Resources.$"], "States.Array($.topic_arn)");
}

#[test]
fn workflows_start_workflows() {
    assert_eq!(
        one(Jsonata, |o| start_execution(
            &BILLING,
            ChildExpr { order_id: o.id }
        )
        .name(o.id)
        .end::<Express>()),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution",
            "Arguments": {
                "StateMachineArn": "${BillingArn}",
                "Input": { "order_id": "{% $states.input.id %}" },
                "Name": "{% $states.input.id %}"
            },
            "End": true
        })
    );
    // `.sync` gives the child's output with its type.
    let synced = one(Jsonata, |o| {
        start_execution(&BILLING, ChildExpr { order_id: o.id })
            .sync()
            .output(|execution| execution.output.cents)
            .end::<Standard>()
    });
    assert_eq!(
        synced["Resource"],
        json!("arn:aws:states:::states:startExecution.sync:2")
    );
    assert_eq!(synced["Output"], json!("{% $states.result.Output.cents %}"));
    // Nobody can wait for an Express child, which can be started and can return a token like any other.
    static QUICK: StateMachine<Child, Bill, Express> = StateMachine::named("quick");
    let started = one(Jsonata, |o| {
        start_execution(&QUICK, ChildExpr { order_id: o.id }).end::<Standard>()
    });
    assert_eq!(
        started["Resource"],
        json!("arn:aws:states:::states:startExecution")
    );
    #[derive(Shape)]
    pub struct Called {
        token: TaskToken,
    }
    static CALLED: StateMachine<Called, Bill, Express> = StateMachine::named("called");
    let called = one(Jsonata, |_| -> Flow<Answer> {
        wait_for_task_token(|token| start_execution(&CALLED, CalledExpr { token })).end()
    });
    assert_eq!(
        called["Resource"],
        json!("arn:aws:states:::states:startExecution.waitForTaskToken")
    );
    assert_eq!(
        called["Arguments"]["StateMachineArn"],
        json!("arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:called")
    );
}

#[test]
fn a_workflow_is_a_reference_to_itself() {
    #[state]
    fn bill(child: Expr<Child>) -> Flow<Bill> {
        pass(child.cast::<Bill>()).end()
    }
    fn billing() -> Workflow<Child, Bill> {
        Workflow::new("billing", bill)
    }
    let state = one(Jsonata, |o| {
        billing()
            .start(ChildExpr { order_id: o.id })
            .sync()
            .output(|e| e.output)
            .end::<Standard>()
    });
    assert_eq!(
        state["Arguments"]["StateMachineArn"],
        json!("arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:billing")
    );
}

#[test]
fn any_api_of_the_sdk() {
    #[derive(Shape)]
    #[serde(rename_all = "PascalCase")]
    pub struct Head {
        content_length: u64,
    }
    let call = |o: Expr<Order>| {
        aws_sdk::call::<Head>("s3", "headObject")
            .with("Bucket", "documents")
            .with("Key", o.id)
            .end::<Express>()
    };
    assert_eq!(
        one(JsonPath, call),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:s3:headObject",
            "Parameters": { "Bucket": "documents", "Key.$": "$.id" },
            "End": true
        })
    );
}

#[test]
fn activities_are_their_own_resource() {
    assert_eq!(
        one(Jsonata, |o| activity::run(
            &SCANNER,
            ChildExpr { order_id: o.id }
        )
        .heartbeat_seconds(30)
        .end::<Standard>()),
        json!({
            "Type": "Task",
            "Resource": "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:activity:scanner",
            "Arguments": { "order_id": "{% $states.input.id %}" },
            "HeartbeatSeconds": 30,
            "End": true
        })
    );
}

#[test]
fn functions_are_named_in_several_ways() {
    #[lambda("by-name", qualifier = "live")]
    fn by_name(id: String) -> Bill;
    #[lambda(placeholder = "BillArn")]
    fn by_placeholder(id: String) -> Bill;
    #[lambda(placeholder = "BillFunction")]
    fn by_placeholder_of_name(id: String) -> Bill;
    #[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:bill")]
    fn by_arn(id: String) -> Bill;
    let name = |state: Value| state["Arguments"]["FunctionName"].clone();
    assert_eq!(
        name(one(Jsonata, |o| by_name(o.id).end::<Standard>())),
        json!(
            "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:by-name:live"
        )
    );
    assert_eq!(
        name(one(Jsonata, |o| by_placeholder(o.id).end::<Standard>())),
        json!("${BillArn}")
    );
    // In full, so that it is right for a call without an envelope too.
    assert_eq!(
        name(one(Jsonata, |o| by_placeholder_of_name(o.id).end::<Standard>())),
        json!(
            "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${BillFunction}"
        )
    );
    assert_eq!(
        name(one(Jsonata, |o| by_arn("1")
            .discard_result(o)
            .end::<Standard>())),
        json!("arn:aws:lambda:eu-west-1:123456789012:function:bill")
    );
    let named = Function::from_name(format!("bill-{}", 2));
    assert_eq!(
        one(Jsonata, move |o| lambda::call::<Bill>(&named, o.id)
            .end::<Standard>())["Arguments"],
        json!({
            "FunctionName": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:bill-2",
            "Payload": "{% $states.input.id %}"
        })
    );
    // As it is called by its declaration.
    let by_arn_of = Function::arn("arn:aws:lambda:eu-west-1:123456789012:function:bill");
    assert_eq!(
        one(JsonPath, move |o| lambda::call::<Bill>(&by_arn_of, o.id)
            .end::<Standard>()),
        one(JsonPath, |o| by_arn(o.id).end::<Standard>())
    );
}
