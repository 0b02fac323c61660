//! Resources of a workflow written in Rust: the document and the policy say the same of each.

use sfn_codegen::{Settings, synthesize};
use sfn_dsl::State;
use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    id: String,
}

#[derive(Shape)]
struct OrderKey {
    id: String,
}

/// What the call of the first state names, and what the policy allows.
fn said(start: impl State<Order, Order>, parameter: &str) -> (String, Vec<String>) {
    let artifacts = synthesize(&Workflow::new("w", start), &Settings::new())
        .unwrap_or_else(|errors| panic!("{errors}"));
    let document = artifacts.definition.to_json();
    let state = document
        .pointer(&format!("/States/S{parameter}"))
        .and_then(|value| value.as_str())
        .unwrap_or_else(|| panic!("{document:?}"))
        .to_owned();
    let resources = artifacts
        .policy
        .statements
        .iter()
        .flat_map(|statement| statement.resources.clone())
        .collect();
    (state, resources)
}

const HERE: &str = "${AWS::Region}:${AWS::AccountId}";

#[test]
fn a_placeholder_of_a_table_is_a_name_or_says_that_it_is_an_arn() {
    let table = |table: Table<Order, OrderKey>| {
        let start = state("S", move |order: Expr<Order>| {
            dynamodb::put_item(&table, order)
                .discard_result(order)
                .end()
        });
        said(start, "/Arguments/TableName")
    };
    let arn = |name| format!("arn:${{AWS::Partition}}:dynamodb:{HERE}:table/{name}");
    assert_eq!(
        table(Table::placeholder("OrdersTable")),
        ("${OrdersTable}".into(), vec![arn("${OrdersTable}")])
    );
    assert_eq!(
        table(Table::placeholder("OrdersTableArn")),
        ("${OrdersTableArn}".into(), vec!["${OrdersTableArn}".into()])
    );
    assert_eq!(
        table(Table::named("orders")),
        ("orders".into(), vec![arn("orders")])
    );
    assert_eq!(
        Table::<Order, OrderKey>::placeholder("OrdersTable").to_arn(),
        arn("${OrdersTable}")
    );
}

#[test]
fn a_placeholder_of_a_bus_is_a_name_or_says_that_it_is_an_arn() {
    let bus = |bus: EventBus| {
        let start = state("S", move |order: Expr<Order>| {
            events::put_events([event("shop", "Opened", order).on(&bus)])
                .discard_result(order)
                .end()
        });
        said(start, "/Arguments/Entries/0/EventBusName")
    };
    assert_eq!(
        bus(EventBus::placeholder("ShopBus")),
        (
            "${ShopBus}".into(),
            vec![format!(
                "arn:${{AWS::Partition}}:events:{HERE}:event-bus/${{ShopBus}}"
            )]
        )
    );
    assert_eq!(
        bus(EventBus::placeholder("ShopBusArn")),
        ("${ShopBusArn}".into(), vec!["${ShopBusArn}".into()])
    );
}

/// The API wants a URL, and no policy can be derived from one that is not known.
#[test]
fn a_placeholder_of_a_queue_is_a_name_or_says_that_it_is_a_url() {
    let queue = |queue: Queue| {
        let start = state("S", move |order: Expr<Order>| {
            sqs::send_message(&queue, order).discard_result(order).end()
        });
        said(start, "/Arguments/QueueUrl")
    };
    assert_eq!(
        queue(Queue::placeholder("OrdersQueueUrl")),
        ("${OrdersQueueUrl}".into(), vec!["*".into()])
    );
    assert_eq!(
        queue(Queue::named("${OrdersQueueName}")),
        (
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${OrdersQueueName}"
                .into(),
            vec![format!(
                "arn:${{AWS::Partition}}:sqs:{HERE}:${{OrdersQueueName}}"
            )]
        )
    );
}

#[test]
fn a_queue_is_known_by_what_its_placeholders_say() {
    let queue = |queue: Queue| {
        let start = state("S", move |order: Expr<Order>| {
            sqs::send_message(&queue, order).discard_result(order).end()
        });
        said(start, "/Arguments/QueueUrl")
    };
    let arn = |name| format!("arn:${{AWS::Partition}}:sqs:{HERE}:{name}");
    assert_eq!(
        queue(Queue::placeholder("OrdersQueue")),
        (
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${OrdersQueue}".into(),
            vec![arn("${OrdersQueue}")]
        )
    );
    assert_eq!(
        queue(Queue::placeholders("OrdersQueueUrl", "OrdersQueueArn")),
        ("${OrdersQueueUrl}".into(), vec!["${OrdersQueueArn}".into()])
    );
    assert_eq!(
        queue(Queue::arn(
            "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders"
        )),
        (
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/orders".into(),
            vec![arn("orders")]
        )
    );
    assert_eq!(
        queue(Queue::in_account("210987654321", "orders")).1,
        ["arn:${AWS::Partition}:sqs:${AWS::Region}:210987654321:orders"]
    );
}

#[test]
fn a_placeholder_of_an_activity_is_no_function() {
    let scanned = state("S", |order: Expr<Order>| {
        let scanner: Activity<Order, Order> = Activity::placeholder("ScannerArn");
        activity::run(&scanner, order).end()
    });
    let (scanner, resources) = said(scanned, "/Resource");
    assert_eq!(scanner, "${ScannerArn}");
    assert!(resources.is_empty(), "{resources:?}");
}

#[test]
fn another_role_is_assumed_and_nothing_else_is_allowed() {
    let role = |role: Role| {
        let start = state("S", move |order: Expr<Order>| {
            sqs::send_message(Queue::named("orders"), order)
                .credentials(&role)
                .discard_result(order)
                .next(state("Then", |order: Expr<Order>| {
                    sns::publish(Topic::named("told"), order.id)
                        .discard_result(order)
                        .end::<Standard>()
                }))
        });
        let artifacts = synthesize(&Workflow::new("w", start), &Settings::new()).unwrap();
        let statements = artifacts.policy.statements;
        statements
            .into_iter()
            .map(|statement| (statement.actions.join(" "), statement.resources.join(" ")))
            .collect::<Vec<_>>()
    };
    let told = (
        "sns:Publish".to_owned(),
        format!("arn:${{AWS::Partition}}:sns:{HERE}:told"),
    );
    for (given, arn) in [
        (
            Role::in_account("210987654321", "writer"),
            "arn:${AWS::Partition}:iam::210987654321:role/writer",
        ),
        (
            Role::placeholder("Writer"),
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Writer}",
        ),
        (Role::placeholder("WriterArn"), "${WriterArn}"),
    ] {
        let mut expected = vec![told.clone(), ("sts:AssumeRole".to_owned(), arn.to_owned())];
        let mut found = role(given);
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn what_the_other_role_needs_is_told() {
    let start = state("Archive", |order: Expr<Order>| {
        sqs::send_message(Queue::in_account("210987654321", "archive"), order)
            .credentials(Role::in_account("210987654321", "archivist"))
            .discard_result(order)
            .end::<Standard>()
    });
    let artifacts = synthesize(&Workflow::new("w", start), &Settings::new()).unwrap();
    let notes: Vec<String> = artifacts.notes.iter().map(ToString::to_string).collect();
    let told = concat!(
        "may need: /States/Archive: `arn:${AWS::Partition}:iam::210987654321:role/archivist` has to trust the execution role, ",
        "and to allow sqs:SendMessage on arn:${AWS::Partition}:sqs:${AWS::Region}:210987654321:archive"
    );
    assert!(notes.iter().any(|note| note == told), "{notes:#?}");
}

/// What IAM matches is the ARN of a function with its version or alias, but of a state machine without it; executions are
/// known by the state machine alone, too.
#[test]
fn versions_and_aliases_are_allowed_as_iam_sees_them() {
    type Billing = StateMachine<Order, Order>;
    let synced = |child: Billing| {
        let start = state("S", move |order: Expr<Order>| {
            states::start_execution(&child, order)
                .sync()
                .discard_result(order)
                .end()
        });
        said(start, "/Arguments/StateMachineArn").1
    };
    let arn = |rest: &str| format!("arn:${{AWS::Partition}}:states:{HERE}:{rest}");
    let found = synced(Billing::named("billing").alias("live"));
    assert!(found.contains(&arn("stateMachine:billing")), "{found:?}");
    assert!(found.contains(&arn("execution:billing:*")), "{found:?}");
    let found = synced(Billing::named("billing").version(7));
    assert!(found.contains(&arn("stateMachine:billing")), "{found:?}");
    assert!(found.contains(&arn("execution:billing:*")), "{found:?}");
    let found = synced(Billing::placeholder("BillingArn").alias("live"));
    assert!(found.contains(&"${BillingArn}".to_owned()), "{found:?}");

    let scored = |child: StateMachine<Order, Order, Express>| {
        let start = state("S", move |order: Expr<Order>| {
            states::start_sync_execution(&child, order)
                .discard_result(order)
                .end()
        });
        said(start, "/Arguments/StateMachineArn").1
    };
    assert_eq!(
        scored(StateMachine::named("scoring")),
        [arn("stateMachine:scoring")]
    );
    assert_eq!(
        scored(StateMachine::named("scoring").alias("live")),
        [arn("stateMachine:scoring")]
    );

    #[lambda("score", qualifier = "live")]
    fn score(order: Order) -> Order;
    #[lambda(placeholder = "ScoreArn", qualifier = "live")]
    fn score_by_arn(order: Order) -> Order;
    #[lambda(placeholder = "ScoreArn", qualifier = "live", direct)]
    fn score_directly(order: Order) -> Order;
    let (_, resources) = said(
        state("S", |order: Expr<Order>| score(order).end()),
        "/Resource",
    );
    assert_eq!(
        resources,
        [format!(
            "arn:${{AWS::Partition}}:lambda:{HERE}:function:score:live"
        )]
    );
    let (_, resources) = said(
        state("S", |order: Expr<Order>| score_by_arn(order).end()),
        "/Resource",
    );
    assert_eq!(resources, ["${ScoreArn}:live"]);
    let (resource, resources) = said(
        state("S", |order: Expr<Order>| score_directly(order).end()),
        "/Resource",
    );
    assert_eq!(
        (&*resource, resources),
        ("${ScoreArn}:live", vec!["${ScoreArn}:live".to_owned()])
    );
}

/// These APIs want an ARN, so a placeholder is one whatever it is called.
#[test]
fn a_placeholder_of_a_topic_and_of_a_workflow_is_an_arn() {
    let topic = state("S", |order: Expr<Order>| {
        sns::publish(Topic::placeholder("Orders"), order.id)
            .discard_result(order)
            .end()
    });
    let started = state("S", |order: Expr<Order>| {
        let child: StateMachine<Order, String> = StateMachine::placeholder("Billing");
        states::start_execution(child, order)
            .discard_result(order)
            .end()
    });
    let arn = |name: &str| (name.to_owned(), vec![name.to_owned()]);
    assert_eq!(said(topic, "/Arguments/TopicArn"), arn("${Orders}"));
    assert_eq!(
        said(started, "/Arguments/StateMachineArn"),
        arn("${Billing}")
    );
}

#[lambda(placeholder = "ChargeFunction")]
fn charge(order: Order) -> Order;
#[lambda(placeholder = "ChargeArn")]
fn charge_by_arn(order: Order) -> Order;
#[lambda(placeholder = "ChargeFunction", direct)]
fn charge_directly(order: Order) -> Order;

#[test]
fn a_placeholder_of_a_function_or_activity_is_a_name_or_says_that_it_is_an_arn() {
    let arn = |name| format!("arn:${{AWS::Partition}}:lambda:{HERE}:function:{name}");
    let by_name = state("S", |order: Expr<Order>| charge(order).end());
    let (function, resources) = said(by_name, "/Arguments/FunctionName");
    assert_eq!(
        (function, &resources[0]),
        (arn("${ChargeFunction}"), &arn("${ChargeFunction}"))
    );
    let by_arn = state("S", |order: Expr<Order>| charge_by_arn(order).end());
    let (function, resources) = said(by_arn, "/Arguments/FunctionName");
    assert_eq!(
        (function.as_str(), resources[0].as_str()),
        ("${ChargeArn}", "${ChargeArn}")
    );
    let directly = state("S", |order: Expr<Order>| charge_directly(order).end());
    let (function, resources) = said(directly, "/Resource");
    assert_eq!(
        (function, &resources[0]),
        (arn("${ChargeFunction}"), &arn("${ChargeFunction}"))
    );

    // A worker needs no permission of the role, and the document has to say that it is one.
    let scanned = state("S", |order: Expr<Order>| {
        let scanner: Activity<Order, Order> = Activity::placeholder("Scanner");
        activity::run(&scanner, order).end()
    });
    let (scanner, resources) = said(scanned, "/Resource");
    assert_eq!(
        scanner,
        format!("arn:${{AWS::Partition}}:states:{HERE}:activity:${{Scanner}}")
    );
    assert!(resources.is_empty(), "{resources:?}");
}

/// The API wants a name, and nothing else says which bucket it is.
#[test]
fn a_placeholder_of_a_bucket_is_its_name() {
    let bucket = |bucket: Bucket| {
        let start = state("S", move |order: Expr<Order>| {
            distributed_map(item_reader::json_lines::<Order>(&bucket, order.id))
                .express(state("Child", |order: Expr<Order>| succeed(order)))
                .discard_result(order)
                .end()
        });
        let (name, resources) = said(start, "/ItemReader/Arguments/Bucket");
        let objects = resources.into_iter().filter(|arn| arn.contains(":s3:"));
        (name, objects.collect::<Vec<_>>())
    };
    let objects = |name: &str| vec![format!("arn:${{AWS::Partition}}:s3:::{name}/*")];
    assert_eq!(
        bucket(Bucket::named("uploads")),
        ("uploads".into(), objects("uploads"))
    );
    assert_eq!(
        bucket(Bucket::arn("arn:aws:s3:::uploads")),
        ("uploads".into(), objects("uploads"))
    );
    assert_eq!(
        bucket(Bucket::placeholder("UploadsBucket")),
        ("${UploadsBucket}".into(), objects("${UploadsBucket}"))
    );
}

/// What data tells of keys and manifests, the author knows better.
#[test]
fn an_author_bounds_and_extends_what_a_map_reads() {
    const DATA: &str = "arn:${AWS::Partition}:s3:::query-data/sales/*";
    const MANIFESTS: &str = "arn:${AWS::Partition}:s3:::query-results/sales/*";
    let start = state("S", |order: Expr<Order>| {
        distributed_map(item_reader::athena_parquet::<Order>(
            Bucket::named("query-results"),
            order.id,
        ))
        .express(state("Child", |order: Expr<Order>| succeed(order)))
        .grant(sfn_dsl::Grant::narrow("s3:GetObject", MANIFESTS))
        .grant(sfn_dsl::Grant::extend("s3:GetObject", DATA))
        .discard_result(order)
        .end()
    });
    let (_, resources) = said(start, "/ItemReader/Arguments/Bucket");
    let objects: Vec<&str> = resources
        .iter()
        .map(String::as_str)
        .filter(|arn| arn.contains(":s3:"))
        .collect();
    assert_eq!(objects, [DATA, MANIFESTS]);
}
