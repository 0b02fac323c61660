//! Definitions that grow in one direction each: the same thing over and over, as often as is asked for.

mod expressions;

use expressions::*;
use std::fmt::Write as _;

/// A direction to grow in.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// How often the thing is there in a test; a megabyte is some hundred times that.
    pub(crate) size: usize,
    /// The definition with that many.
    pub(crate) text: fn(usize) -> String,
}

const fn shape(name: &'static str, size: usize, text: fn(usize) -> String) -> Shape {
    Shape { name, size, text }
}

/// All of them.
pub(crate) const SHAPES: &[Shape] = &[
    shape("tasks", 60, tasks),
    shape("tasks of their own", 60, distinct_tasks),
    shape("calls of services", 60, services),
    shape("tasks in JSONata", 60, jsonata_tasks),
    shape("tasks that are handled", 40, handled),
    shape("unreachable states", 60, unreachable),
    shape("dangling transitions", 60, dangling),
    shape("every state leads back", 60, back),
    shape("choice rules", 100, rules),
    shape("choices in a ladder", 60, ladder),
    shape("tests in one rule", 100, tests),
    shape("branches", 50, branches),
    shape("maps in a row", 50, maps),
    shape("scopes as deep as can be", 4, deep_scopes),
    shape("catchers", 60, catchers),
    shape("retriers", 60, retriers),
    shape("error names", 200, errors),
    shape("one name in every branch", 50, same_names),
    shape("variables", 60, variables),
    shape("variables that nothing sets", 60, unset),
    shape("variables that are set too late", 60, unset_on_the_way),
    shape("unknown fields", 100, unknown),
    shape("duplicate keys", 200, duplicates),
    shape("a payload template", 100, template),
    shape("a deep payload template", 4, deep_template),
    shape("a result", 300, result),
    shape("a long string", 3_000, string),
    shape("long names", 60, long_names),
    shape("a long path", 300, path),
    shape("filters of a path", 100, filters),
    shape("arguments of a call", 200, arguments),
    shape("calls in a row", 100, calls),
    shape("a long expression", 100, expression),
    shape("steps of an expression", 300, steps),
    shape("predicates", 200, predicates),
    shape("parents", 100, parents),
    shape("parents in a row", 300, parents_in_a_row),
    shape("functions in an expression", 100, functions),
    shape("names in an expression", 100, names),
    shape("an object in an expression", 100, object),
    shape("a comment in an expression", 3_000, comment),
    shape("unknown functions", 100, unknown_functions),
    shape("placeholders", 100, placeholders),
];

/// A machine of these states, in one query language.
fn machine(language: &str, states: &str) -> String {
    format!(
        r#"{{"QueryLanguage":"{language}","StartAt":"Step 0","States":{{{states}"End":{{"Type":"Succeed"}}}}}}"#
    )
}

/// A state for each number, and the name of the one after it.
fn chain(language: &str, size: usize, state: impl Fn(usize, &str) -> String) -> String {
    let mut states = String::new();
    for at in 0..size {
        let next = if at + 1 < size {
            format!("Step {}", at + 1)
        } else {
            "End".to_owned()
        };
        let _ = write!(states, r#""Step {at}":{{{}}},"#, state(at, &next));
    }
    machine(language, &states)
}

/// Something for each number, with a comma between.
pub(super) fn list(size: usize, item: impl Fn(usize) -> String) -> String {
    (0..size).map(item).collect::<Vec<_>>().join(",")
}

/// One state in one query language.
pub(super) fn one(language: &str, fields: &str) -> String {
    machine(language, &format!(r#""Step 0":{{{fields},"Next":"End"}},"#))
}

pub(crate) fn tasks(size: usize) -> String {
    chain("JSONPath", size, |_, next| {
        format!(
            r#""Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{{"FunctionName":"arn:aws:lambda:eu-west-1:123456789012:function:charge","Payload.$":"$"}},"OutputPath":"$.Payload","Next":"{next}""#
        )
    })
}

fn distinct_tasks(size: usize) -> String {
    chain("JSONPath", size, |at, next| {
        format!(
            r#""Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{{"FunctionName":"arn:aws:lambda:eu-west-1:123456789012:function:charge-{at}","Payload":{{"order.$":"$.order","at.$":"$$.Execution.StartTime"}}}},"ResultPath":"$.charge{at}","Next":"{next}""#
        )
    })
}

pub(crate) fn services(size: usize) -> String {
    chain("JSONPath", size, |at, next| {
        let (resource, parameters) = match at % 5 {
            0 => (
                "aws-sdk:s3:getObject",
                format!(r#""Bucket":"bucket-{at}","Key.$":"$.key""#),
            ),
            1 => (
                "sqs:sendMessage",
                format!(
                    r#""QueueUrl":"https://sqs.eu-west-1.amazonaws.com/123456789012/q{at}","MessageBody.$":"$""#
                ),
            ),
            2 => (
                "dynamodb:putItem",
                format!(r#""TableName":"table-{at}","Item":{{"id":{{"S.$":"$.id"}}}}"#),
            ),
            3 => (
                "states:startExecution.sync:2",
                format!(
                    r#""StateMachineArn":"arn:aws:states:eu-west-1:123456789012:stateMachine:m{at}","Input.$":"$""#
                ),
            ),
            _ => (
                "aws-sdk:ec2:describeInstances",
                format!(r#""InstanceIds":["i-{at}"]"#),
            ),
        };
        format!(
            r#""Type":"Task","Resource":"arn:aws:states:::{resource}","Parameters":{{{parameters}}},"ResultPath":"$.found","Next":"{next}""#
        )
    })
}

pub(crate) fn jsonata_tasks(size: usize) -> String {
    chain("JSONata", size, |at, next| {
        format!(
            r#""Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Arguments":{{"QueueUrl":"{{% $states.input.queue %}}","MessageBody":"{{% $string($states.input.order.items[price > {at}].{{'name': name, 'total': $round(price * quantity, 2)}}) %}}"}},"Output":"{{% $merge([$states.input, {{'at': $now(), 'sent{at}': $exists($states.result.MessageId) ? 'yes' : 'no'}}]) %}}","Next":"{next}""#
        )
    })
}

fn handled(size: usize) -> String {
    chain("JSONPath", size, |at, next| {
        format!(
            r#""Type":"Task","Resource":"arn:aws:lambda:eu-west-1:123456789012:function:f{at}","Retry":[{{"ErrorEquals":["States.TaskFailed"],"MaxAttempts":3,"BackoffRate":2}}],"Catch":[{{"ErrorEquals":["Declined"],"Next":"End"}},{{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"End"}}],"TimeoutSeconds":30,"Next":"{next}""#
        )
    })
}

fn unreachable(size: usize) -> String {
    chain("JSONPath", size, |at, _| {
        format!(r#""Type":"Pass","Result":{at},"End":true"#)
    })
}

fn dangling(size: usize) -> String {
    chain("JSONPath", size, |at, _| {
        format!(r#""Type":"Pass","Next":"Stop {at}""#)
    })
}

fn back(size: usize) -> String {
    chain("JSONPath", size, |at, next| {
        format!(
            r#""Type":"Choice","Choices":[{{"Variable":"$.again","BooleanEquals":true,"Next":"Step {}"}},{{"Variable":"$.stop","BooleanEquals":true,"Next":"Step 0"}}],"Default":"{next}""#,
            at / 2
        )
    })
}

pub(crate) fn rules(size: usize) -> String {
    let rules = list(size, |at| {
        format!(
            r#"{{"And":[{{"Variable":"$.order.kind","IsPresent":true}},{{"Variable":"$.order.kind","StringEquals":"kind {at}"}}],"Next":"End"}}"#
        )
    });
    machine(
        "JSONPath",
        &format!(r#""Step 0":{{"Type":"Choice","Choices":[{rules}],"Default":"End"}},"#),
    )
}

fn ladder(size: usize) -> String {
    chain("JSONata", size, |at, next| {
        format!(
            r#""Type":"Choice","Choices":[{{"Condition":"{{% $states.input.kind = 'kind {at}' %}}","Next":"End"}}],"Default":"{next}""#
        )
    })
}

fn tests(size: usize) -> String {
    let tests = list(size, |at| {
        format!(r#"{{"Variable":"$.orders[{at}].total","NumericGreaterThan":{at}}}"#)
    });
    machine(
        "JSONPath",
        &format!(
            r#""Step 0":{{"Type":"Choice","Choices":[{{"Or":[{tests}],"Next":"End"}}],"Default":"End"}},"#
        ),
    )
}

fn branches(size: usize) -> String {
    let branches = list(size, |at| {
        format!(r#"{{"StartAt":"B {at}","States":{{"B {at}":{{"Type":"Pass","End":true}}}}}}"#)
    });
    one(
        "JSONPath",
        &format!(r#""Type":"Parallel","Branches":[{branches}]"#),
    )
}

fn maps(size: usize) -> String {
    chain("JSONPath", size, |at, next| {
        format!(
            r#""Type":"Map","ItemsPath":"$.items","ItemProcessor":{{"StartAt":"I {at}","States":{{"I {at}":{{"Type":"Pass","End":true}}}}}},"ResultPath":"$.items","Next":"{next}""#
        )
    })
}

/// Ladders of scopes, each as deep as a reader allows.
fn deep_scopes(size: usize) -> String {
    let depth = 35;
    chain("JSONPath", size, |at, next| {
        let (mut opened, mut closed) = (String::new(), String::new());
        for level in 0..depth {
            let _ = write!(
                opened,
                r#""Type":"Map","ItemProcessor":{{"StartAt":"M {at} {level}","States":{{"M {at} {level}":{{"#
            );
            closed.push_str(if level == 0 {
                "}}}"
            } else {
                r#","End":true}}}"#
            });
        }
        format!(r#"{opened}"Type":"Pass","End":true{closed},"Next":"{next}""#)
    })
}

fn catchers(size: usize) -> String {
    let catchers = list(size, |at| {
        format!(r#"{{"ErrorEquals":["E{at}"],"ResultPath":"$.e","Next":"End"}}"#)
    });
    one(
        "JSONPath",
        &format!(
            r#""Type":"Task","Resource":"arn:aws:lambda:eu-west-1:123456789012:function:f","Catch":[{catchers}]"#
        ),
    )
}

fn retriers(size: usize) -> String {
    let retriers = list(size, |at| {
        format!(r#"{{"ErrorEquals":["E{at}"],"MaxAttempts":1}}"#)
    });
    one(
        "JSONPath",
        &format!(
            r#""Type":"Task","Resource":"arn:aws:lambda:eu-west-1:123456789012:function:f","Retry":[{retriers}]"#
        ),
    )
}

fn errors(size: usize) -> String {
    let names = list(size, |at| format!(r#""E{at}""#));
    one(
        "JSONPath",
        &format!(
            r#""Type":"Task","Resource":"arn:aws:lambda:eu-west-1:123456789012:function:f","Catch":[{{"ErrorEquals":[{names}],"Next":"End"}}]"#
        ),
    )
}

fn same_names(size: usize) -> String {
    let branches = list(size, |_| {
        r#"{"StartAt":"Same","States":{"Same":{"Type":"Pass","End":true}}}"#.to_owned()
    });
    one(
        "JSONPath",
        &format!(r#""Type":"Parallel","Branches":[{branches}]"#),
    )
}

fn variables(size: usize) -> String {
    chain("JSONata", size, |at, next| {
        // What is assigned has a value from the next state on.
        let output = match at.checked_sub(1) {
            Some(last) => format!("$v{last} + $v{}", last / 2),
            None => "0".to_owned(),
        };
        format!(
            r#""Type":"Pass","Assign":{{"v{at}":"{{% $states.input.a{at} %}}"}},"Output":"{{% {output} %}}","Next":"{next}""#
        )
    })
}

fn unset_on_the_way(size: usize) -> String {
    chain("JSONata", size, |at, next| {
        format!(
            r#""Type":"Pass","Assign":{{"v{at}":"{{% $states.input.a{at} %}}"}},"Output":"{{% $v{at} + $v{} %}}","Next":"{next}""#,
            at / 2
        )
    })
}

fn unset(size: usize) -> String {
    chain("JSONata", size, |at, next| {
        format!(r#""Type":"Pass","Assign":{{"v{at}":1}},"Output":"{{% $w{at} %}}","Next":"{next}""#)
    })
}

fn unknown(size: usize) -> String {
    let fields = list(size, |at| format!(r#""Field{at}":{at}"#));
    one("JSONPath", &format!(r#""Type":"Pass",{fields}"#))
}

fn duplicates(size: usize) -> String {
    let members = list(size, |at| format!(r#""a{}":{at}"#, at % 20));
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","Result":{{{members}}}"#),
    )
}

fn placeholders(size: usize) -> String {
    chain("JSONPath", size, |at, next| {
        format!(
            r#""Type":"Task","Resource":"${{Function{at}}}","Parameters":{{"a":"${{A{at}}}","b":"x-${{B{at}}}"}},"Next":"{next}""#
        )
    })
}
