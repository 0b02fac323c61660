//! Workflows that start workflows, activities, and calls with another role.

use sfn_dsl::Workflow;

use super::*;

#[state]
fn bill(child: Expr<Child>) -> Flow<Bill> {
    pass(child.cast::<Bill>()).end()
}

fn billing() -> Workflow<Child, Bill> {
    Workflow::new("billing", bill)
}

#[state]
fn bill_at_once(child: Expr<Child>) -> Flow<Bill, Express> {
    pass(child.cast::<Bill>()).end()
}

fn quick_billing() -> Workflow<Child, Bill, Express> {
    Workflow::new("quick-billing", bill_at_once)
}

const MACHINE: &str = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:";

#[test]
fn the_child_gives_its_types_and_its_name() {
    let flow = |o: Expr<Order>| {
        start_execution(billing(), ChildExpr { order_id: o.id })
            .name(text!("bill-{}", o.id))
            .trace_header("Root=1-5759e988-bd862e3fe1be46a994272793")
            .associate_with_parent()
            .sync()
            .output(|done| done.output.cents)
            .end::<Standard>()
    };
    assert_eq!(
        one(Jsonata, flow),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Arguments": {
                "StateMachineArn": format!("{MACHINE}billing"),
                "Input": {
                    "order_id": "{% $states.input.id %}",
                    "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID": "{% $states.context.Execution.Id %}"
                },
                "Name": "{% \"bill-\" & $states.input.id %}",
                "TraceHeader": "Root=1-5759e988-bd862e3fe1be46a994272793"
            },
            "Output": "{% $states.result.Output.cents %}",
            "End": true
        })
    );
    assert_eq!(
        one(JsonPath, flow),
        json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Parameters": {
                "StateMachineArn": format!("{MACHINE}billing"),
                "Input": {
                    "order_id.$": "$.id",
                    "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id"
                },
                "Name.$": "States.Format('bill-{}', $.id)",
                "TraceHeader": "Root=1-5759e988-bd862e3fe1be46a994272793"
            },
            "OutputPath": "$.Output.cents",
            "End": true
        })
    );
}

#[test]
fn the_link_to_the_parent_is_laid_over_an_input_that_is_there() {
    let state = one(Jsonata, |o: Expr<Order>| {
        start_execution(StateMachine::<Order, Bill>::named("all"), o)
            .associate_with_parent()
            .end::<Standard>()
    });
    assert_eq!(
        state["Arguments"]["Input"],
        json!(
            "{% $merge([$states.input, {\"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID\": $states.context.Execution.Id}]) %}"
        )
    );
}

#[test]
fn a_version_or_an_alias_is_named_by_the_reference() {
    static BILLING_LIVE: StateMachine<Child, Bill> = StateMachine::named("billing").alias("live");
    let arn = |machine: StateMachine<Child, Bill>| {
        let state = one(Jsonata, move |o| {
            start_execution(&machine, ChildExpr { order_id: o.id }).end::<Standard>()
        });
        state["Arguments"]["StateMachineArn"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(arn(BILLING_LIVE.clone()), format!("{MACHINE}billing:live"));
    assert_eq!(
        arn(billing().reference().version(3)),
        format!("{MACHINE}billing:3")
    );
    assert_eq!(
        arn(StateMachine::placeholder("BillingArn").alias("live")),
        "${BillingArn}:live"
    );
}

#[test]
fn an_express_child_runs_within_the_call() {
    let run = |o: Expr<Order>| {
        states::start_sync_execution(quick_billing(), ChildExpr { order_id: o.id })
    };
    let expected = json!({
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
        "Arguments": {
            "StateMachineArn": format!("{MACHINE}quick-billing"),
            "Input": { "order_id": "{% $states.input.id %}" }
        },
        "Output": "{% $states.result.Status = \"SUCCEEDED\" ? $parse($states.result.Output) : $error($states.result.Error & \": \" & $states.result.Cause) %}",
        "End": true
    });
    let standard = one(Jsonata, move |o| {
        run(o).output(|done| done.output).end::<Standard>()
    });
    assert_eq!(standard, expected);
    let express = one(Jsonata, move |o| {
        run(o).output(|done| done.output).end::<Express>()
    });
    assert_eq!(express, expected);

    let by_itself = one(Jsonata, |o: Expr<Order>| {
        quick_billing()
            .start_sync(ChildExpr { order_id: o.id })
            .output(|done| done.output)
            .end::<Express>()
    });
    assert_eq!(by_itself, expected);

    // A ResultSelector is always an object.
    let state = one(JsonPath, move |o| {
        run(o).output(|done| done.output).end::<Express>()
    });
    assert_eq!(
        (&state["ResultSelector"], &state["OutputPath"]),
        (
            &json!({ "value.$": "States.StringToJson($.Output)" }),
            &json!("$.value")
        )
    );
    let state = one(JsonPath, move |o| {
        run(o).output(|done| done.output.cents).end::<Express>()
    });
    assert_eq!(
        (&state["ResultSelector"], &state["OutputPath"]),
        (
            &json!({ "value.$": "States.StringToJson($.Output)" }),
            &json!("$.value.cents")
        )
    );

    // Who wants to go on after a child that failed reads the text, and what went wrong.
    #[derive(Shape)]
    pub struct Ran {
        status: String,
        output: Option<String>,
    }
    let state = one(JsonPath, move |o| {
        run(o)
            .output(|done| RanExpr {
                status: done.status,
                output: done.output_text.assume_present(),
            })
            .end::<Standard>()
    });
    assert_eq!(
        state["ResultSelector"],
        json!({ "status.$": "$.Status", "output.$": "$.Output" })
    );
}

#[test]
fn workers_report_the_errors_that_their_activity_declares() {
    #[derive(LambdaError)]
    enum ScanError {
        PaperJam,
        Unreadable { page: u32 },
    }
    static SCANNER: Activity<Child, Bill, ScanError> = Activity::placeholder("ScannerArn");
    fn sorry() -> StateFn<ErrorOutput, Bill> {
        state("Sorry", |error: Expr<ErrorOutput>| {
            fail("Sorry", error.cause)
        })
    }
    let flow = |o: Expr<Order>| {
        activity::run(&SCANNER, ChildExpr { order_id: o.id })
            .timeout_seconds(600)
            .heartbeat_seconds(o.count.cast::<u64>())
            .retry(Retry::on(ScanError::PAPER_JAM).max_attempts(1))
            .catch_each(|error, said| match error {
                ScanErrorKind::PaperJam | ScanErrorKind::Unreadable => to(said, sorry()),
            })
            .catch(errors::HEARTBEAT_TIMEOUT, sorry())
            .end()
    };
    let state = one(Jsonata, flow);
    assert_eq!(state["Resource"], json!("${ScannerArn}"));
    assert_eq!(
        state["HeartbeatSeconds"],
        json!("{% $states.input.count %}")
    );
    assert_eq!(state["Retry"][0]["ErrorEquals"], json!(["PaperJam"]));
    // Each `sorry()` is another closure, which nobody can tell to be the same.
    let caught: Vec<&Value> = state["Catch"]
        .as_array()
        .unwrap()
        .iter()
        .map(|catcher| &catcher["ErrorEquals"])
        .collect();
    assert_eq!(
        caught,
        [
            &json!(["PaperJam"]),
            &json!(["Unreadable"]),
            &json!(["States.HeartbeatTimeout"])
        ]
    );
    let state = one(JsonPath, flow);
    assert_eq!(
        (&state["TimeoutSeconds"], &state["HeartbeatSecondsPath"]),
        (&json!(600), &json!("$.count"))
    );
}

#[test]
fn roles_are_named_in_several_ways() {
    for (role, arn) in [
        (
            Role::named("writer"),
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/writer",
        ),
        (
            Role::in_account("210987654321", "team/writer"),
            "arn:${AWS::Partition}:iam::210987654321:role/team/writer",
        ),
        (
            Role::in_account("${SharedAccount}", "writer"),
            "arn:${AWS::Partition}:iam::${SharedAccount}:role/writer",
        ),
        (
            Role::arn("arn:aws:iam::210987654321:role/writer"),
            "arn:aws:iam::210987654321:role/writer",
        ),
        (
            Role::placeholder("Writer"),
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Writer}",
        ),
        (Role::placeholder("WriterArn"), "${WriterArn}"),
    ] {
        for language in [Jsonata, JsonPath] {
            let role = role.clone();
            let state = one(language, move |o| {
                sqs::send_message(&QUEUE, o.id)
                    .credentials(&role)
                    .end::<Express>()
            });
            assert_eq!(state["Credentials"], json!({ "RoleArn": arn }));
        }
    }
    let by_data = |o: Expr<Order>| {
        sqs::send_message(&QUEUE, o.id)
            .credentials(text!("arn:aws:iam::{}:role/writer", o.id))
            .end::<Express>()
    };
    assert_eq!(
        one(Jsonata, by_data)["Credentials"],
        json!({ "RoleArn": "{% \"arn:aws:iam::\" & $states.input.id & \":role/writer\" %}" })
    );
    assert_eq!(
        one(JsonPath, by_data)["Credentials"],
        json!({ "RoleArn.$": "States.Format('arn:aws:iam::{}:role/writer', $.id)" })
    );
}

#[test]
fn resources_of_another_account() {
    let table: Table<Order, Key> = Table::in_account("210987654321", "orders");
    assert_eq!(
        table.to_arn(),
        "arn:${AWS::Partition}:dynamodb:${AWS::Region}:210987654321:table/orders"
    );
    let put = one(Jsonata, move |o| {
        dynamodb::put_item(&table, o).end::<Express>()
    });
    // A name alone would be that of a table here.
    assert_eq!(
        put["Arguments"]["TableName"],
        json!("arn:${AWS::Partition}:dynamodb:${AWS::Region}:210987654321:table/orders")
    );
    let sent = one(Jsonata, |o| {
        sqs::send_message(Queue::in_account("210987654321", "orders"), o.id).end::<Express>()
    });
    assert_eq!(
        sent["Arguments"]["QueueUrl"],
        json!("https://sqs.${AWS::Region}.${AWS::URLSuffix}/210987654321/orders")
    );
}
