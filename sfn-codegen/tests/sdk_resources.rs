//! SDK calls on the resources that their parameters name: over the whole table, and as authors write them.
//!
//! Reads both tables as text, each in its own words, so that nothing here shares code with what it tests.

use sfn_asl::StateMachine;
use sfn_codegen::{Settings, iam, synthesize};
use sfn_dsl::State;
use sfn_dsl::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// How many operations have resources, all of which their parameters name. It only grows: with a newer SDK, say why not.
const ALL_NAMED: usize = 11_000;

/// Variables that a parameter is called like which does not give them, each with its reason.
const OPEN: &str = include_str!("policies/sdk_open.txt");

/// An operation of the table that has resources.
struct Operation {
    service: String,
    name: String,
    /// The resources of all its actions: a template, and the parameter that may hold the whole ARN.
    resources: Vec<(String, Option<String>)>,
    parameters: Vec<String>,
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of each service: its name, and the words of each line.
fn services(text: &str) -> Vec<(String, Vec<Vec<&str>>)> {
    let mut services: Vec<(String, Vec<Vec<&str>>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        if let Some(name) = words[0].strip_prefix('[') {
            services.push((name.trim_end_matches(']').to_owned(), Vec::new()));
        } else if let Some((_, lines)) = services.last_mut() {
            lines.push(words);
        }
    }
    services
}

/// The names that letters stand for: `b` is the second, `1a` the 53rd.
fn named(letters: &str, names: &[&str]) -> Vec<String> {
    let mut rounds = 0;
    let mut found = Vec::new();
    for c in letters.chars().filter(|c| *c != '-') {
        match c.to_digit(10) {
            Some(digit) => rounds = rounds * 10 + digit as usize,
            None => {
                let upper = usize::from(c.is_ascii_uppercase()) * 26;
                let letter = c.to_ascii_lowercase() as usize - 'a' as usize;
                found.push(names[rounds * 52 + upper + letter].to_owned());
                rounds = 0;
            }
        }
    }
    found
}

fn operations() -> Vec<Operation> {
    let (actions, parameters) = (
        read("data/sdk.txt"),
        read("../sfn-sdk/data/sdk_parameters.txt"),
    );
    let mut operations = Vec::new();
    for ((service, lines), (same, known)) in services(&actions).iter().zip(services(&parameters)) {
        assert_eq!(*service, same);
        let is_template = |words: &&Vec<&str>| words[0].parse::<usize>().is_ok();
        let templates: Vec<String> = lines
            .iter()
            .filter(is_template)
            .map(|words| words[1..].join(" "))
            .collect();
        let names = known.iter().find(|words| words[0] == "names");
        let names = names.map_or(&[][..], |words| &words[1..]);
        for words in lines
            .iter()
            .filter(|words| !is_template(words) && words.len() > 2)
        {
            let [name, _, on] = words[..3] else { continue };
            let mut resources = Vec::new();
            for list in on.split(';') {
                let mut holder = None;
                for word in list.split(',') {
                    if let Some(parameter) = word.strip_prefix('@') {
                        holder = Some(parameter.to_owned());
                    } else if let Ok(number) = word.parse::<usize>() {
                        resources.push((templates[number - 1].clone(), holder.clone()));
                    } else {
                        holder = None;
                    }
                }
            }
            let taken = known.iter().find(|words| words[0] == name).unwrap();
            let taken = taken[1..].concat();
            if !resources.is_empty() {
                operations.push(Operation {
                    service: service.clone(),
                    name: name.to_owned(),
                    resources,
                    parameters: named(&taken, names),
                });
            }
        }
    }
    assert!(operations.len() > 13_000, "{}", operations.len());
    operations
}

/// The variables of a template, words that say how they are read left out.
fn variables(template: &str) -> impl Iterator<Item = (&str, bool)> {
    let inside = template.split('{').skip(1);
    let inside = inside.filter_map(|rest| rest.split('}').next());
    inside
        .filter(|name| !["partition", "region", "account"].contains(name))
        .map(|name| {
            let (name, words) = name.split_once(' ').unwrap_or((name, ""));
            (name, !words.is_empty())
        })
}

/// ARNs that `data/sdk_rules.txt` fills: what they come to is in `policies/sdk.txt`.
fn ruled() -> BTreeSet<String> {
    let rules = read("data/sdk_rules.txt");
    let heads = rules.lines().filter_map(|line| line.strip_prefix("[arn:"));
    heads
        .flat_map(|head| head.trim_end_matches(']').split(' '))
        .map(|arn| format!("arn:{}", arn.trim_start_matches("arn:")))
        .collect()
}

/// What the policy allows for a call in which every parameter is the text `v-` and its name.
fn allowed(operation: &Operation, lists: &BTreeSet<&str>) -> BTreeSet<String> {
    let values: Vec<String> = operation
        .parameters
        .iter()
        .map(|name| match lists.contains(name.as_str()) {
            true => format!(r#""{name}": ["v-{name}"]"#),
            false => format!(r#""{name}": "v-{name}""#),
        })
        .collect();
    let text = format!(
        r#"{{"StartAt": "S", "States": {{"S": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:{}:{}", "Parameters": {{{}}}, "End": true}}}}}}"#,
        operation.service,
        operation.name,
        values.join(",")
    );
    let machine = StateMachine::from_json_str(&text).unwrap();
    let role = iam::role(&machine, "w").unwrap_or_else(|errors| panic!("{text}\n{errors:?}"));
    // As for the cases of `policies.rs`: for `checks/parliament` to look at.
    if let Some(directory) = std::env::var_os("POLICIES") {
        let name = format!("{}-{}.json", operation.service, operation.name);
        std::fs::write(
            Path::new(&directory).join(name),
            role.policy.to_string_pretty(),
        )
        .unwrap();
    }
    let statements = role.policy.statements.into_iter();
    statements
        .flat_map(|statement| statement.resources)
        .collect()
}

#[test]
fn what_parameters_name_is_exact() {
    let ruled = ruled();
    let mut all_named = 0;
    let mut wrong = Vec::new();
    let operations = operations();
    for operation in &operations {
        let mut lists = BTreeSet::new();
        let mut expected = Vec::new();
        let mut every = true;
        for (template, holder) in &operation.resources {
            if ruled.contains(template) {
                continue;
            }
            let mut text = template.clone();
            let mut named = true;
            for (variable, words) in variables(template) {
                let name = variable.strip_suffix("[]").unwrap_or(variable);
                if name != variable {
                    lists.insert(name);
                }
                named &= operation.parameters.iter().any(|known| known == name);
                // How a value is read when it is not just put in is tested with the reading.
                named &= !words;
                text = text.replace(&format!("{{{variable}}}"), &format!("v-{name}"));
            }
            every &= named || holder.is_some();
            if named {
                expected.push(
                    text.replace("{partition}", "${AWS::Partition}")
                        .replace("{region}", "${AWS::Region}")
                        .replace("{account}", "${AWS::AccountId}"),
                );
            }
        }
        all_named += usize::from(every);
        if expected.is_empty() {
            continue;
        }
        let found = allowed(operation, &lists);
        // What is wider may have taken it in.
        let wider = |text: &str, one: &String| {
            one.split_once('*').is_some_and(|(begins, ends)| {
                text.starts_with(begins) && (ends.contains('*') || text.ends_with(ends))
            })
        };
        let covered =
            |text: &String| found.contains(text) || found.iter().any(|one| wider(text, one));
        if let Some(missing) = expected.iter().find(|text| !covered(text)) {
            wrong.push(format!(
                "{}:{} lacks {missing}: {found:?}",
                operation.service, operation.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{all_named} of {}", operations.len());
    assert!(all_named >= ALL_NAMED, "{all_named}");
}

/// What a name is about, and what it ends with that says how it names it.
fn about(name: &str) -> (String, &'static str) {
    let lower = name.to_lowercase();
    let endings = ["identifier", "arn", "name", "id"];
    for ending in endings {
        if let Some(rest) = lower.trim_end_matches('s').strip_suffix(ending) {
            return (rest.to_owned(), ending);
        }
    }
    (lower, "")
}

/// Whether a parameter is called as a variable is: about the same, the service before it or not. A name is not an id.
fn is_called_like(parameter: &str, variable: &str, service: &str) -> bool {
    let (told, by) = about(parameter);
    let (wanted, how) = about(variable);
    let same = told == wanted
        || format!("{service}{told}") == wanted
        || told == format!("{service}{wanted}");
    same && !wanted.is_empty() && wanted != "resource" && !(how == "id" && by == "name")
}

#[test]
fn no_parameter_that_names_a_resource_is_passed_over() {
    let ruled = ruled();
    let mut open: BTreeSet<&str> = OPEN
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let mut wrong = BTreeSet::new();
    for operation in operations() {
        for (template, holder) in &operation.resources {
            if holder.is_some() || ruled.contains(template) {
                continue;
            }
            for (variable, _) in variables(template) {
                let bare = variable.trim_end_matches("[]");
                if operation.parameters.iter().any(|known| known == bare) {
                    continue;
                }
                for parameter in &operation.parameters {
                    // A parameter that another variable of the ARN is, is not this one.
                    let elsewhere = variables(template)
                        .any(|(other, _)| other.trim_end_matches("[]") == parameter);
                    if !elsewhere && is_called_like(parameter, bare, &operation.service) {
                        wrong.insert(format!("{} {bare} {parameter}", operation.service));
                    }
                }
            }
        }
    }
    let missing: Vec<&String> = wrong
        .iter()
        .filter(|line| !open.remove(line.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(
        open.is_empty(),
        "policies/sdk_open.txt: {open:?} is filled now"
    );
}

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

/// What `aws_sdk!` is given is data like any other: a text, a resource, a placeholder say what is acted on, data does not.
#[test]
fn resources_of_sdk_calls_are_exact_however_they_are_written() {
    static ORDERS: Table<Order, OrderKey> = Table::named("orders");
    static PLACED: Table<Order, OrderKey> = Table::placeholder("OrdersTable");
    static SENT: Queue = Queue::placeholders("SentUrl", "SentArn");
    static TOLD: Topic = Topic::named("told");
    static UPLOADS: Bucket = Bucket::named("uploads");
    static ETL: GlueJob = GlueJob::named("etl");
    macro_rules! call {
        (|$order:ident| $call:expr, $parameter:literal) => {
            said(
                state("S", |$order: Expr<Order>| {
                    $call.discard_result($order).end()
                }),
                concat!("/Arguments/", $parameter),
            )
        };
    }
    macro_rules! each {
        ($(|$order:ident| $call:expr => $parameter:literal is $value:expr, on $($resource:expr),+;)+) => {$(
            let (value, resources) = call!(|$order| $call, $parameter);
            assert_eq!(value, $value, "{}", stringify!($call));
            assert_eq!(resources, [$($resource.to_string()),+], "{}", stringify!($call));
        )+};
    }
    let table = |name: &str| format!("arn:${{AWS::Partition}}:dynamodb:{HERE}:table/{name}");
    each! {
        // A text, a resource, a placeholder in either form, and data.
        |order| aws_sdk!(dynamodb:describeTable { TableName: "orders" })
            => "TableName" is "orders", on table("orders");
        |order| aws_sdk!(dynamodb:describeTable { TableName: &ORDERS })
            => "TableName" is "orders", on table("orders");
        |order| aws_sdk!(dynamodb:describeTable { TableName: ORDERS.to_arn() })
            => "TableName" is table("orders"), on table("orders");
        |order| aws_sdk!(dynamodb:describeTable { TableName: "${OrdersTable}" })
            => "TableName" is "${OrdersTable}", on table("${OrdersTable}");
        |order| aws_sdk!(dynamodb:describeTable { TableName: &PLACED })
            => "TableName" is "${OrdersTable}", on table("${OrdersTable}");
        |order| aws_sdk!(dynamodb:describeTable { TableName: "${OrdersTableArn}" })
            => "TableName" is "${OrdersTableArn}", on "${OrdersTableArn}";
        |order| aws_sdk!(dynamodb:describeTable { TableName: order.id })
            => "TableName" is "{% $states.input.id %}", on table("*");
        |order| aws_sdk!(dynamodb:describeTable { TableName: text!("orders-{}", order.id) })
            => "TableName" is r#"{% "orders-" & $states.input.id %}"#, on table("orders-*");
        // What asks for an ARN gets it, whatever else the API calls the resource by.
        |order| aws_sdk!(dynamodb:tagResource { ResourceArn: &ORDERS, Tags: [{ Key: "k", Value: "v" }] })
            => "ResourceArn" is table("orders"), on table("orders");
        |order| aws_sdk!(dynamodb:tagResource { ResourceArn: order.id, Tags: [{ Key: "k", Value: "v" }] })
            => "ResourceArn" is "{% $states.input.id %}", on table("*");
        |order| aws_sdk!(sns:listSubscriptionsByTopic { TopicArn: &TOLD })
            => "TopicArn" is TOLD.to_arn(), on TOLD.to_arn();
        |order| aws_sdk!(sns:listSubscriptionsByTopic { TopicArn: "${Told}" })
            => "TopicArn" is "${Told}", on "${Told}";
        // The URL of a queue tells nothing, its ARN does.
        |order| aws_sdk!(sqs:purgeQueue { QueueUrl: &SENT })
            => "QueueUrl" is "${SentUrl}", on "${SentArn}";
        |order| aws_sdk!(s3:getObject { Bucket: &UPLOADS, Key: "a/b.json" })
            => "Bucket" is "uploads", on "arn:${AWS::Partition}:s3:::uploads/a/b.json";
        |order| aws_sdk!(glue:getJob { JobName: &ETL })
            => "JobName" is "etl", on format!("arn:${{AWS::Partition}}:glue:{HERE}:job/etl");
        // Parameters that are not called as the variable of the ARN is.
        |order| aws_sdk!(accessanalyzer:getFinding { AnalyzerArn: "${Analyzer}", Id: order.id })
            => "AnalyzerArn" is "${Analyzer}", on "${Analyzer}";
        |order| aws_sdk!(cloudtrail:startLogging { Name: "audit" })
            => "Name" is "audit", on format!("arn:${{AWS::Partition}}:cloudtrail:{HERE}:trail/audit");
    }
}

/// A resource within the parameters of a call: by its ARN where that is asked for.
#[test]
fn resources_within_parameters_are_what_the_member_asks_for() {
    static REMINDERS: Queue = Queue::named("reminders");
    static SCHEDULES: Role = Role::named("schedules");
    let start = state("S", |order: Expr<Order>| {
        aws_sdk!(scheduler:createSchedule {
            Name: "reminder",
            ScheduleExpression: "rate(1 day)",
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: { Arn: &REMINDERS, RoleArn: &SCHEDULES },
        })
        .discard_result(order)
        .end()
    });
    let (arn, resources) = said(start, "/Arguments/Target/Arn");
    assert_eq!(arn, REMINDERS.to_arn());
    assert!(resources.contains(&SCHEDULES.to_arn()), "{resources:?}");
}
