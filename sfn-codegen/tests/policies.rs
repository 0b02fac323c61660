//! What a call in a document gives the role: cases as text, the call above and the statements below.

use sfn_asl::StateMachine;
use sfn_codegen::iam::{self, Note, NoteKind, Pattern, Place, Policy};
use std::collections::{BTreeMap, BTreeSet};

/// A call, and the lines of its policy.
struct Case {
    line: usize,
    call: String,
    expected: BTreeSet<String>,
    /// Whether it is said not to be what the documentation prints.
    differs: bool,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut differs = false;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("  "), cases.last_mut()) {
            _ if line == "# differs" => differs = true,
            _ if line.starts_with('#') || line.is_empty() => {}
            (Some(statement), Some(case)) => case.expected.extend(expanded(statement)),
            _ => cases.push(Case {
                line: at + 1,
                call: line.to_owned(),
                expected: BTreeSet::new(),
                differs: std::mem::take(&mut differs),
            }),
        }
    }
    cases
}

/// One line for each action: how statements are put together is another matter.
fn expanded(statement: &str) -> Vec<String> {
    let (actions, rest) = statement
        .split_once(" on ")
        .expect("`actions on resources`");
    let (resources, conditions) = rest.split_once(" if ").unwrap_or((rest, ""));
    let mut resources: Vec<&str> = resources.split(' ').collect();
    resources.sort_unstable();
    let one = |action| {
        format!(
            "{action} on {}{}{conditions}",
            resources.join(" "),
            if conditions.is_empty() { "" } else { " if " }
        )
    };
    actions.split(' ').map(one).collect()
}

fn shown(policy: &Policy) -> BTreeSet<String> {
    let mut lines: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for statement in &policy.statements {
        let conditions: Vec<String> = statement
            .conditions
            .iter()
            .map(|condition| {
                format!(
                    "{} {} = {}",
                    condition.operator,
                    condition.key,
                    condition.values.join(" | ")
                )
            })
            .collect();
        for action in &statement.actions {
            let resources = lines
                .entry((action.clone(), conditions.join(" & ")))
                .or_default();
            resources.extend(statement.resources.iter().map(|resource| short(resource)));
        }
    }
    lines
        .into_iter()
        .map(|((action, conditions), resources)| {
            let resources: Vec<String> = resources.into_iter().collect();
            format!(
                "{action} on {}{}{conditions}",
                resources.join(" "),
                if conditions.is_empty() { "" } else { " if " }
            )
        })
        .collect()
}

fn short(resource: &str) -> String {
    resource
        .replace("${AWS::Partition}", "P")
        .replace("${AWS::Region}", "R")
        .replace("${AWS::AccountId}", "A")
}

/// The document of a call: `RESOURCE PARAMETERS`, or a whole state as JSON.
fn document(call: &str) -> StateMachine {
    let state = match call.split_once(' ') {
        _ if call.starts_with('{') => call.to_owned(),
        Some((resource, parameters)) => {
            format!(
                r#"{{"Type": "Task", "Resource": "{resource}", "Parameters": {parameters}, "End": true}}"#
            )
        }
        None => format!(r#"{{"Type": "Task", "Resource": "{call}", "End": true}}"#),
    };
    let text = format!(r#"{{"StartAt": "S", "States": {{"S": {state}}}}}"#);
    StateMachine::from_json_str(&text).unwrap_or_else(|errors| panic!("{call}\n{errors}"))
}

fn check(file: &str, text: &str) -> Vec<Case> {
    let cases = cases(text);
    let mut wrong = String::new();
    for case in &cases {
        let found = match iam::role(&document(&case.call), "w") {
            Ok(role) => {
                assert_explained(&role.policy, &role.notes, &case.call);
                written(&role.policy, file, case.line);
                shown(&role.policy)
            }
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        };
        if found != case.expected {
            wrong.push_str(&format!("{file}:{}: {}\n", case.line, case.call));
            case.expected
                .difference(&found)
                .for_each(|line| wrong.push_str(&format!("  - {line}\n")));
            found
                .difference(&case.expected)
                .for_each(|line| wrong.push_str(&format!("  + {line}\n")));
        }
    }
    assert!(wrong.is_empty(), "expected (-) and found (+):\n{wrong}");
    cases
}

/// With `POLICIES=DIRECTORY` in the environment, writes every policy there, for `checks/parliament` to look at.
fn written(policy: &Policy, file: &str, line: usize) {
    if let Some(directory) = std::env::var_os("POLICIES") {
        let name = file.replace('/', "-").replace(".txt", "");
        let path = std::path::Path::new(&directory).join(format!("{name}-{line}.json"));
        std::fs::write(path, policy.to_string_pretty()).unwrap();
    }
}

/// Every `*` has its reason.
fn assert_explained(policy: &Policy, notes: &[Note], call: &str) {
    for statement in &policy.statements {
        for resource in statement
            .resources
            .iter()
            .filter(|resource| resource.contains('*'))
        {
            let explained = notes.iter().any(|note| {
                note.kind == NoteKind::Wildcard
                    && note.statement == statement.sid
                    && note.resource.as_ref() == Some(resource)
                    && !note.reason.is_empty()
            });
            assert!(explained, "{call}: nothing says why {resource}\n{notes:#?}");
        }
    }
}

#[test]
fn every_optimized_integration_gets_what_is_documented() {
    let cases = check(
        "policies/optimized.txt",
        include_str!("policies/optimized.txt"),
    );
    let covered: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.call.split(' ').next())
        .collect();
    let suffix = |pattern: &Pattern| pattern.suffix();
    let missing: Vec<String> = iam::optimized_rows()
        .iter()
        .filter(|row| row.place == Place::Task)
        .flat_map(|row| {
            row.patterns
                .iter()
                .map(move |pattern| format!("arn:aws:states:::{}{}", row.name, suffix(pattern)))
        })
        .filter(|resource| !covered.contains(resource.as_str()))
        .collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");

    // What is not as the documentation prints it says so in the table, with an address; and what says so in the table is
    // seen here to be so.
    for row in iam::optimized_rows()
        .iter()
        .filter(|row| row.place == Place::Task)
    {
        for pattern in row.patterns {
            let resource = format!("arn:aws:states:::{}{}", row.name, suffix(pattern));
            let differing = row
                .grants
                .iter()
                .filter(|grant| grant.patterns.is_empty() || grant.patterns.contains(pattern));
            let actions: BTreeSet<&str> = differing
                .filter(|grant| grant.differs.is_some())
                .flat_map(|grant| grant.actions.iter().copied())
                .collect();
            let mut own = cases
                .iter()
                .filter(|case| case.call.split(' ').next() == Some(&resource));
            let marked = own.any(|case| case.differs);
            assert_eq!(
                marked,
                !actions.is_empty(),
                "{resource}: `# differs` and {actions:?}"
            );
        }
    }
}

/// Actions that a row allows on `*`: those that know no resource, by the service authorization reference, and those of
/// which a call does not tell it.
#[test]
fn only_what_has_no_resource_or_does_not_tell_it_is_allowed_on_all() {
    let without = [
        "batch:DescribeJobs",
        "ec2:DescribeSubnets",
        "eks:CreateCluster",
        "elasticmapreduce:RunJobFlow",
        "emr-containers:CreateVirtualCluster",
        "lakeformation:GetDataAccess",
        // A phone number is none.
        "sns:Publish",
        // The page does not say whose.
        "sagemaker:ListTags",
    ];
    // From data, and perhaps of another account.
    let untold = ["lambda:InvokeFunction", "sns:Publish", "sqs:SendMessage"];
    for row in iam::optimized_rows()
        .iter()
        .filter(|row| row.place != Place::State)
    {
        for grant in row.grants {
            let named = grant.resources.iter().map(|resource| resource.template);
            let others = grant
                .resources
                .iter()
                .flat_map(|resource| resource.otherwise)
                .copied();
            for (list, texts) in [
                (&without[..], Vec::from_iter(named)),
                (&untold[..], others.collect()),
            ] {
                let all = texts.contains(&"*");
                for action in grant.actions {
                    assert!(!all || list.contains(action), "{}: {action}", row.name);
                }
            }
        }
    }
}

#[test]
fn parameters_have_many_forms() {
    check("policies/forms.txt", include_str!("policies/forms.txt"));
}

#[test]
fn maps_need_more_than_their_items() {
    check("policies/maps.txt", include_str!("policies/maps.txt"));
}

#[test]
fn sdk_calls_get_the_actions_of_the_table() {
    check("policies/sdk.txt", include_str!("policies/sdk.txt"));
}

#[test]
fn sdk_calls_that_name_their_resource_get_no_other() {
    let cases = check("policies/named.txt", include_str!("policies/named.txt"));
    let open = |case: &&Case| case.expected.iter().any(|line| line.contains('*'));
    assert_eq!(cases.iter().filter(open).count(), 0);
}

/// The errors of a call, as people see them.
fn errors(call: &str) -> String {
    let errors = iam::role(&document(call), "w").expect_err(call);
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn calls_of_what_does_not_exist_are_errors() {
    assert_eq!(
        errors("arn:aws:states:::sns:publsh {}"),
        "error[unknown-integration]: there is no integration `sns:publsh`\n  --> /States/S\n  = help: did you mean `sns:publish`?"
    );
    assert_eq!(
        errors("arn:aws:states:::sqs:sendMessage.sync {}"),
        "error[unsupported-pattern]: `sqs:sendMessage` has no pattern `sync`\n  --> /States/S\n  = help: it can be called as `sqs:sendMessage`, `sqs:sendMessage.waitForTaskToken`"
    );
    assert_eq!(
        errors("arn:aws:states:::aws-sdk:dynamo:getItem {}"),
        "error[unknown-service]: there is no AWS SDK integration for a service `dynamo`\n  --> /States/S\n  = help: there is one for `dynamodb`"
    );
    assert_eq!(
        errors("arn:aws:states:::aws-sdk:dynamodb:GetItem {}"),
        "error[unknown-action]: the service `dynamodb` has no action `GetItem`\n  --> /States/S\n  = help: did you mean `dynamodb:getItem`?"
    );
    assert_eq!(
        errors("arn:aws:states:::aws-sdk:s3:selectObjectContent {}"),
        "error[unsupported-action]: Step Functions cannot call `selectObjectContent` of `s3`\n  --> /States/S\n  = help: see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html"
    );
    assert!(
        errors("arn:aws:states:::aws-sdk:s3:getObject.sync {}")
            .contains("an SDK call has no pattern `sync`")
    );
    assert!(errors("lambda:charge {}").starts_with("error[unknown-resource]"));
}

#[test]
fn what_is_unknown_or_assumed_is_told() {
    let notes = |call: &str| iam::role(&document(call), "w").unwrap().notes;
    let unknown = notes("arn:aws:states:::aws-sdk:lambda:deleteDurableExecution {}");
    assert_eq!(unknown[0].kind, NoteKind::Unknown);
    assert_eq!(
        unknown[0].reason,
        "what lambda:deleteDurableExecution needs is not known; nothing is granted for it"
    );
    let assumed = notes("${Charge}");
    assert!(
        assumed
            .iter()
            .any(|note| note.kind == NoteKind::Assumption && note.reason.contains("Lambda")),
        "{assumed:?}"
    );
    // With an alias behind it as well as without.
    for name in ["${Fn}", "${Fn}:${Alias}", "${Fn}:live"] {
        let call = format!(r#"arn:aws:states:::lambda:invoke {{"FunctionName": "{name}"}}"#);
        let taken = notes(&call);
        let told = |note: &iam::Note| {
            note.kind == NoteKind::Assumption
                && note.reason.starts_with("`${Fn}` is taken for a name;")
        };
        assert_eq!(
            taken.iter().filter(|note| told(note)).count(),
            1,
            "{name}: {taken:?}"
        );
    }
    let point = notes(
        r#"arn:aws:states:::aws-sdk:s3:getObject {"Bucket": "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", "Key": "k"}"#,
    );
    assert!(
        point
            .iter()
            .any(|note| note.kind == NoteKind::Assumption
                && note.reason.contains("`accesspoint/ap`")),
        "{point:?}"
    );
    let wide = notes(r#"arn:aws:states:::sns:publish {"TopicArn.$": "$.topic"}"#);
    assert_eq!(
        wide[0].to_string(),
        "wildcard: /States/S, SnsPublish, *: `TopicArn` comes from data"
    );
    let dropped =
        notes(r#"arn:aws:states:::http:invoke {"Method.$": "$.m", "ApiEndpoint": "https://a"}"#);
    assert!(
        dropped
            .iter()
            .any(|note| note.kind == NoteKind::Unconditioned && note.reason.contains("HTTPMethod"))
    );
}

/// What many states ask for is derived once, and told of each.
#[test]
fn calls_that_are_alike_are_one_and_all_are_told() {
    let call = |topic: &str, message: u32| {
        format!(
            r#"{{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {{{topic}, "Message": "{message}"}}, "End": true}}"#
        )
    };
    let dynamic = r#""TopicArn.$": "$.topic""#;
    let known = r#""TopicArn": "arn:aws:sns:eu-west-1:123456789012:orders""#;
    let states = [
        call(dynamic, 1),
        call(known, 2),
        call(dynamic, 3),
        call(known, 4),
        call(dynamic, 3),
    ];
    let states: Vec<String> = states
        .iter()
        .enumerate()
        .map(|(at, state)| format!(r#""S{at}": {state}"#))
        .collect();
    let text = format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(","));
    let role = iam::role(&StateMachine::from_json_str(&text).unwrap(), "w").unwrap();
    assert_eq!(
        shown(&role.policy),
        BTreeSet::from(["sns:Publish on *".to_owned()])
    );
    let told: Vec<&str> = role.notes.iter().map(|note| note.state.as_str()).collect();
    assert_eq!(told, ["/States/S0", "/States/S2", "/States/S4"]);
    assert!(
        role.notes
            .iter()
            .all(|note| note.statement.as_deref() == Some("SnsPublish"))
    );

    // A task that calls as another role asks for that role alone, however alike its call is.
    let with_role = call(known, 5).replacen(
        '{',
        r#"{"Credentials": {"RoleArn": "arn:aws:iam::123456789012:role/r"}, "#,
        1,
    );
    let text = format!(
        r#"{{"StartAt": "A", "States": {{"A": {with_role}, "B": {}, "C": {with_role}}}}}"#,
        call(known, 6)
    );
    let role = iam::role(&StateMachine::from_json_str(&text).unwrap(), "w").unwrap();
    assert_eq!(
        shown(&role.policy),
        BTreeSet::from([
            "sns:Publish on arn:aws:sns:eu-west-1:123456789012:orders".to_owned(),
            "sts:AssumeRole on arn:aws:iam::123456789012:role/r".to_owned(),
        ])
    );
}

#[test]
fn what_another_role_needs_is_in_its_account() {
    let call = r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "charge"}, "Credentials": {"RoleArn": "arn:aws:iam::210987654321:role/r"}, "End": true}"#;
    let role = iam::role(&document(call), "w").unwrap();
    let told: Vec<&str> = role.notes.iter().map(|note| note.reason.as_str()).collect();
    assert_eq!(
        told,
        [
            "`arn:aws:iam::210987654321:role/r` has to trust the execution role, and to allow lambda:InvokeFunction on arn:${AWS::Partition}:lambda:${AWS::Region}:210987654321:function:charge"
        ]
    );
}
