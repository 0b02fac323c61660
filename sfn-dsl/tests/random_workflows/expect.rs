//! The document that the data describes, written out by hand in both dialects.

use serde_json::{Map, Value, json};

use crate::model::{Body, Call, Ending, Model, RetryData, StateData, TaskData, Test};

const LAMBDA: &str = "arn:aws:lambda:eu-west-1:123456789012:function:";

pub fn document(model: &Model) -> Value {
    let mut document = scope(model, 0);
    if model.jsonata {
        document["QueryLanguage"] = json!("JSONata");
    }
    document
}

fn scope(model: &Model, scope: usize) -> Value {
    let states: Map<String, Value> = model
        .reached(scope)
        .into_iter()
        .map(|at| (model.states[at].name.clone(), state(model, at)))
        .collect();
    json!({ "StartAt": model.states[model.scopes[scope].start].name, "States": states })
}

/// The members of a state, those that are null left out: `Some(Value::Null)` is a null.
#[derive(Default)]
struct Members(Map<String, Value>);

impl Members {
    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }
    fn set_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }
}

fn state(model: &Model, at: usize) -> Value {
    let data = &model.states[at];
    let jsonata = model.jsonata || data.own_jsonata;
    let mut out = Members::default();
    out.set_some("Comment", data.comment.clone());
    if data.own_jsonata && !model.jsonata {
        out.set("QueryLanguage", "JSONata");
    }
    let name = |at: usize| model.states[at].name.clone();
    let go_on = |out: &mut Members, next: Option<usize>| match next {
        Some(next) => out.set("Next", name(next)),
        None => out.set("End", true),
    };
    match &data.body {
        Body::Task(call) => {
            out.set("Type", "Task");
            task(&mut out, call, jsonata);
            ending(&mut out, model, jsonata, &call.end, call.recommended_retry);
            go_on(&mut out, call.end.next);
        }
        Body::Pass { noted, next } => {
            out.set("Type", "Pass");
            match noted {
                Some(text) if jsonata => out.set(
                    "Output",
                    format!("{{% $merge([$states.input, {{\"note\": \"{text}\"}}]) %}}"),
                ),
                Some(text) => {
                    out.set("Result", text.clone());
                    out.set("ResultPath", "$.note");
                }
                None => {}
            }
            go_on(&mut out, *next);
        }
        Body::Wait { seconds, next } => {
            out.set("Type", "Wait");
            out.set("Seconds", *seconds);
            go_on(&mut out, *next);
        }
        Body::Succeed => out.set("Type", "Succeed"),
        Body::Fail { error, cause } => {
            out.set("Type", "Fail");
            out.set("Error", error.clone());
            out.set_some("Cause", cause.clone());
        }
        Body::Choice { rules, default } => {
            out.set("Type", "Choice");
            let rules = rules.iter().map(|(test, target)| {
                let mut rule = match jsonata {
                    true => json!({ "Condition": condition(test) }),
                    false => choice_rule(test),
                };
                rule["Next"] = json!(name(*target));
                rule
            });
            out.set("Choices", rules.collect::<Vec<_>>());
            out.set_some("Default", default.map(name));
        }
        Body::Parallel { branches, end, .. } => {
            out.set("Type", "Parallel");
            let branches = branches.iter().map(|branch| scope(model, *branch));
            out.set("Branches", branches.collect::<Vec<_>>());
            discard(&mut out, jsonata);
            ending(&mut out, model, jsonata, end, false);
            go_on(&mut out, end.next);
        }
        Body::Map { body, limit, end } => {
            out.set("Type", "Map");
            match jsonata {
                true => out.set("Items", "{% $states.input.items %}"),
                false => out.set("ItemsPath", "$.items"),
            }
            out.set_some("MaxConcurrency", *limit);
            out.set("ItemProcessor", scope(model, *body));
            discard(&mut out, jsonata);
            ending(&mut out, model, jsonata, end, false);
            go_on(&mut out, end.next);
        }
    }
    Value::Object(out.0)
}

fn discard(out: &mut Members, jsonata: bool) {
    match jsonata {
        true => out.set("Output", "{% $states.input %}"),
        false => out.set("ResultPath", Value::Null),
    }
}

fn task(out: &mut Members, task: &TaskData, jsonata: bool) {
    out.set_some("TimeoutSeconds", task.timeout);
    let function = match task.call {
        Call::Work | Call::WorkDiscarded => "work",
        Call::Check | Call::CheckDirectly => "check",
        Call::Note => "note",
    };
    let function = format!("{LAMBDA}{function}");
    let direct = matches!(task.call, Call::CheckDirectly);
    if direct {
        out.set("Resource", function);
    } else {
        out.set("Resource", "arn:aws:states:::lambda:invoke");
        let (payload, input) = match jsonata {
            true => ("Payload", "{% $states.input %}"),
            false => ("Payload.$", "$"),
        };
        let arguments = match (task.call, jsonata) {
            (Call::Note, true) => json!({
                "FunctionName": function,
                "Payload": { "about": "{% $states.input.id %}", "total": "{% $states.input.total %}", "label": "random" }
            }),
            (Call::Note, false) => json!({
                "FunctionName": function,
                "Payload": { "about.$": "$.id", "total.$": "$.total", "label": "random" }
            }),
            _ => json!({ "FunctionName": function, payload: input }),
        };
        out.set(if jsonata { "Arguments" } else { "Parameters" }, arguments);
    }
    match (task.call, jsonata) {
        (Call::Work, true) => out.set("Output", "{% $states.result.Payload %}"),
        (Call::Work, false) => out.set("OutputPath", "$.Payload"),
        (Call::WorkDiscarded, _) => discard(out, jsonata),
        (Call::Check | Call::Note, true) => out.set(
            "Output",
            "{% $merge([$states.input, {\"check\": $states.result.Payload}]) %}",
        ),
        (Call::CheckDirectly, true) => out.set(
            "Output",
            "{% $merge([$states.input, {\"check\": $states.result}]) %}",
        ),
        (_, false) => {
            if !direct {
                out.set("ResultSelector", json!({ "ok.$": "$.Payload.ok" }));
            }
            out.set("ResultPath", "$.check");
        }
    }
}

fn ending(out: &mut Members, model: &Model, jsonata: bool, end: &Ending, recommended: bool) {
    let mut retriers = end.retry.clone();
    if recommended {
        recommend(&mut retriers);
    }
    if !retriers.is_empty() {
        out.set("Retry", retriers.iter().map(retrier).collect::<Vec<_>>());
    }
    let catchers = end.catch.iter().map(|catch| {
        let StateData { name, .. } = &model.states[catch.target];
        let mut catcher = json!({ "ErrorEquals": catch.errors, "Next": name });
        match (catch.with_error, jsonata) {
            (true, true) => {
                catcher["Output"] =
                    json!("{% $merge([$states.input, {\"error\": $states.errorOutput}]) %}");
            }
            (true, false) => catcher["ResultPath"] = json!("$.error"),
            (false, true) => catcher["Output"] = json!("{% $states.input %}"),
            (false, false) => catcher["ResultPath"] = Value::Null,
        }
        catcher
    });
    let catchers: Vec<_> = catchers.collect();
    if !catchers.is_empty() {
        out.set("Catch", catchers);
    }
}

/// What AWS recommends for Lambda: the errors that the author has no retrier for, before what matches everything.
fn recommend(retriers: &mut Vec<RetryData>) {
    let errors = [
        "Lambda.ClientExecutionTimeoutException",
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
    ];
    let named = |error: &str| retriers.iter().any(|r| r.errors.iter().any(|e| e == error));
    let own = RetryData {
        errors: errors
            .into_iter()
            .filter(|e| !named(e))
            .map(str::to_owned)
            .collect(),
        interval: Some(2),
        attempts: Some(6),
        rate: Some(20),
        max_delay: None,
        jitter: None,
    };
    let wide = ["States.ALL", "States.TaskFailed"];
    let before = retriers
        .iter()
        .position(|r| r.errors.iter().any(|e| wide.contains(&e.as_str())));
    retriers.insert(before.unwrap_or(retriers.len()), own);
}

fn retrier(data: &RetryData) -> Value {
    let mut out = Members::default();
    out.set("ErrorEquals", data.errors.clone());
    out.set_some("IntervalSeconds", data.interval);
    out.set_some("MaxAttempts", data.attempts);
    out.set_some("BackoffRate", data.rate.map(|r| f64::from(r) / 10.0));
    out.set_some("MaxDelaySeconds", data.max_delay);
    out.set_some(
        "JitterStrategy",
        data.jitter.map(|full| if full { "FULL" } else { "NONE" }),
    );
    Value::Object(out.0)
}

fn condition(test: &Test) -> String {
    let (total, id) = ("$states.input.total", "$states.input.id");
    match test {
        Test::Above(n) => format!("{{% {total} > {n} %}}"),
        Test::Named(text) => format!("{{% {id} = \"{text}\" %}}"),
        Test::Both(n, text) => format!("{{% {total} <= {n} and {id} = \"{text}\" %}}"),
        Test::Neither(n, text) => {
            format!("{{% $not({total} < {n} or {id} = \"{text}\") %}}")
        }
    }
}

fn choice_rule(test: &Test) -> Value {
    let total = |operator: &str, n: u64| json!({ "Variable": "$.total", operator: n });
    let named = |text: &str| json!({ "Variable": "$.id", "StringEquals": text });
    match test {
        Test::Above(n) => total("NumericGreaterThan", *n),
        Test::Named(text) => named(text),
        Test::Both(n, text) => {
            json!({ "And": [total("NumericLessThanEquals", *n), named(text)] })
        }
        Test::Neither(n, text) => {
            json!({ "Not": { "Or": [total("NumericLessThan", *n), named(text)] } })
        }
    }
}
