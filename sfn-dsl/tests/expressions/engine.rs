//! Other people's implementations of both dialects, with what Step Functions adds to them.

use jsonata_core::evaluator::{Context, Evaluator, EvaluatorError};
use jsonata_core::value::JValue;
use serde_json::{Value, json};

/// What JSONata makes of the text, with this as the input of the execution; or what it says is wrong.
pub(crate) fn run(text: &str, data: Value) -> Result<Option<Value>, String> {
    run_with(text, &json!({ "Execution": { "Input": data } }), &json!({}))
}

/// The same with this context object and these variables.
pub(crate) fn run_with(
    text: &str,
    context_object: &Value,
    variables: &Value,
) -> Result<Option<Value>, String> {
    let ast = jsonata_core::parser::parse(text).map_err(|e| format!("{e:?}"))?;
    let mut context = Context::new();
    let states = json!({ "context": context_object });
    context.bind("states".to_owned(), JValue::from(states));
    for (name, value) in variables.as_object().into_iter().flatten() {
        context.bind(name.clone(), JValue::from(value.clone()));
    }
    let mut evaluator = Evaluator::with_context(context);
    for (name, function) in ADDED {
        let name = (*name).to_owned();
        let added = if name == "random" {
            evaluator.register_fn_override(name, function)
        } else {
            evaluator.register_fn(name, function)
        };
        added.map_err(|e| e.message().to_owned())?;
    }
    let result = evaluator.evaluate(&ast, &JValue::from(json!(null)));
    let result = result.map_err(|e| e.message().to_owned())?;
    if result.is_undefined() {
        return Ok(None);
    }
    let text = result.to_json_string().map_err(|e| e.to_string())?;
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|e| e.to_string())
}

type Added = fn(&[JValue]) -> Result<JValue, EvaluatorError>;

/// The functions of Step Functions, as its documentation describes them. What is left to chance is not left to it here.
const ADDED: &[(&str, Added)] = &[
    ("partition", |a| {
        let list = plain(&a[0]);
        let size = plain(&a[1]).as_u64().unwrap_or(1) as usize;
        let list = list.as_array().cloned().unwrap_or_default();
        Ok(JValue::from(json!(list.chunks(size).collect::<Vec<_>>())))
    }),
    ("range", |a| {
        let [start, end, step] = [0, 1, 2].map(|i| plain(&a[i]).as_i64().unwrap_or(1));
        let more = |n: &i64| if step > 0 { *n <= end } else { *n >= end };
        let all = std::iter::successors(Some(start), |n| Some(n + step)).take_while(more);
        Ok(JValue::from(json!(all.collect::<Vec<_>>())))
    }),
    ("hash", |a| {
        Ok(JValue::from(json!(format!(
            "{} of {}",
            plain(&a[1]),
            plain(&a[0])
        ))))
    }),
    ("random", |a| {
        Ok(JValue::from(if a.is_empty() { 0.5 } else { 0.25 }))
    }),
    ("uuid", |_| {
        Ok(JValue::from("00000000-0000-4000-8000-000000000000"))
    }),
    ("parse", |a| {
        let text = plain(&a[0]);
        let parsed = serde_json::from_str::<Value>(text.as_str().unwrap_or_default());
        let wrong = |e: serde_json::Error| EvaluatorError::EvaluationError(e.to_string());
        parsed.map(JValue::from).map_err(wrong)
    }),
];

fn plain(value: &JValue) -> Value {
    let text = value.to_json_string().unwrap_or_default();
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    // Whole numbers are whole again.
    match value.as_f64() {
        Some(n) if n.fract() == 0.0 => json!(n as i64),
        _ => value,
    }
}

/// Reads a path or a call of an intrinsic function; a path is followed, and leads to this value.
#[track_caller]
pub(crate) fn check_jsonpath(text: &str, data: &Value, value: Option<&Value>) {
    let pass = json!({ "Type": "Pass", "Parameters": { "value.$": text }, "End": true });
    let document = json!({ "QueryLanguage": "JSONPath", "StartAt": "P", "States": { "P": pass } });
    let options = sfn_asl::ValidateOptions::default();
    let checked = sfn_asl::check(&document.to_string(), &sfn_asl::Limits::default(), &options);
    assert!(
        checked.diagnostics.is_empty(),
        "{text}: {:?}",
        checked.diagnostics
    );

    let Some(path) = text.strip_prefix("$$.") else {
        return;
    };
    let root = json!({ "Execution": { "Input": data } });
    let path = serde_json_path::JsonPath::parse(&format!("$.{path}"))
        .unwrap_or_else(|e| panic!("{text}: {e}"));
    let nodes = path.query(&root).all();
    // What may lead to several places gives a list.
    let many = ["[*]", "[?", "[:", ":]"];
    let found = if many.iter().any(|places| text.contains(places)) {
        Some(json!(nodes))
    } else {
        nodes.first().map(|v| (*v).clone())
    };
    assert_eq!(found.as_ref(), value, "{text}");
}
