//! The states of a definition, field by field.

use sfn_asl::json::Json;
use sfn_asl::jsonpath::parse;

use crate::paths::{jsonata, never};
use crate::typed::{Language, typed};
use crate::{Finding, calls, paths, query, templates};

/// Where an expression stands: what it can read there.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub language: Language,
    /// In the arguments of a call that waits for a token.
    pub token: bool,
    /// In the selector of a Map.
    pub item: bool,
}

impl Place {
    /// Looks at a member of the context object that is read here.
    pub fn context(&self, member: &[String], found: &mut Vec<Finding>) {
        match member.first().map(String::as_str) {
            Some("Task") if !self.token => {
                never(found, "a task token outside of the call that waits for it");
            }
            Some("Map") if !self.item => never(
                found,
                "the item of a Map read in a state of its own, and not in the selector",
            ),
            Some("Task" | "Map") => {}
            _ if typed().knows_of_context(member) => {}
            _ => never(
                found,
                format!("`{}` of the context object", member.join(".")),
            ),
        }
    }
}

/// Everything that is found in a definition.
pub fn findings(definition: &Json) -> Vec<Finding> {
    let mut found = Vec::new();
    let machine = match definition.get("QueryLanguage").and_then(Json::as_str) {
        Some("JSONata") => Language::Jsonata,
        _ => Language::JsonPath,
    };
    fields("StateMachine", definition, machine, &mut found);
    let mut scopes = vec![definition];
    while let Some(scope) = scopes.pop() {
        let Some(states) = scope.get("States").and_then(Json::as_object) else {
            continue;
        };
        for state in states.values() {
            let language = match state.get("QueryLanguage").and_then(Json::as_str) {
                Some("JSONata") => Language::Jsonata,
                Some(_) => Language::JsonPath,
                None => machine,
            };
            self::state(state, language, &mut found);
            scopes.extend(
                state
                    .get("Branches")
                    .and_then(Json::as_array)
                    .into_iter()
                    .flatten(),
            );
            scopes.extend(state.get("ItemProcessor"));
            scopes.extend(state.get("Iterator"));
        }
    }
    found
}

/// Looks whether there is a typed call for each field of an object.
pub fn fields(of: &str, json: &Json, language: Language, found: &mut Vec<Finding>) {
    let Some(members) = json.as_object() else {
        return;
    };
    for name in members.keys() {
        let fact = format!("{of}.{}", name.trim_end_matches(".$"));
        if !typed().has(language, &fact) {
            never(found, format!("the field {fact}"));
        }
    }
}

fn state(state: &Json, language: Language, found: &mut Vec<Finding>) {
    let kind = state.get("Type").and_then(Json::as_str).unwrap_or_default();
    fields(kind, state, language, found);
    for (field, of) in [
        ("Credentials", "Credentials"),
        ("ItemReader", "ItemReader"),
        ("ItemBatcher", "ItemBatcher"),
        ("ResultWriter", "ResultWriter"),
    ] {
        if let Some(json) = state.get(field) {
            fields(of, json, language, found);
        }
    }
    for (pointer, of) in [
        ("/ItemReader/ReaderConfig", "ReaderConfig"),
        ("/ResultWriter/WriterConfig", "WriterConfig"),
        ("/ItemProcessor/ProcessorConfig", "ProcessorConfig"),
    ] {
        if let Some(json) = state.pointer(pointer) {
            fields(of, json, language, found);
        }
    }
    for (field, of) in [("Retry", "Retrier"), ("Catch", "Catcher")] {
        for json in all(state, field) {
            fields(of, json, language, found);
        }
    }
    let place = Place {
        language,
        token: false,
        item: false,
    };
    if kind == "Task" {
        calls::task(state, &place, found);
    }
    match language {
        Language::Jsonata => in_jsonata(state, &place, found),
        Language::JsonPath => {
            in_jsonpath(state, &place, found);
            handed_on(kind, state, found);
            if kind == "Map" {
                found_items(state, found);
            }
        }
    }
}

fn all<'j>(state: &'j Json, field: &str) -> impl Iterator<Item = &'j Json> {
    state
        .get(field)
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
}

/// Whether the call waits for a token.
fn waits(state: &Json) -> bool {
    let resource = state.get("Resource").and_then(Json::as_str);
    resource.is_some_and(|resource| resource.ends_with(".waitForTaskToken"))
}

fn in_jsonata(state: &Json, place: &Place, found: &mut Vec<Finding>) {
    let Some(members) = state.as_object() else {
        return;
    };
    for (name, member) in members {
        let place = Place {
            token: name == "Arguments" && waits(state),
            item: name == "ItemSelector",
            ..*place
        };
        match name.as_str() {
            "Branches" | "ItemProcessor" | "Iterator" => {}
            "Choices" => {
                for rule in all(state, name) {
                    fields("ChoiceRule", rule, Language::Jsonata, found);
                }
                query::value(member, &place, found);
            }
            _ => query::value(member, &place, found),
        }
    }
}

fn in_jsonpath(state: &Json, place: &Place, found: &mut Vec<Finding>) {
    let Some(members) = state.as_object() else {
        return;
    };
    let is_map = state.get("Type").and_then(Json::as_str) == Some("Map");
    for (name, member) in members {
        let here = Place {
            token: name == "Parameters" && waits(state),
            item: name == "ItemSelector" || (is_map && name == "Parameters"),
            ..*place
        };
        match (name.as_str(), member) {
            (
                "Parameters" | "ItemSelector" | "ResultSelector" | "Assign" | "Credentials"
                | "ItemReader" | "ItemBatcher" | "ResultWriter",
                _,
            ) => {
                templates::template(member, &here, found);
                readers(member, &here, found);
            }
            ("Choices", _) => all(state, name).for_each(|rule| templates::rule(rule, &here, found)),
            ("Catch", _) => {
                for catcher in all(state, name) {
                    if let Some(path) = catcher.get("ResultPath").and_then(Json::as_str) {
                        paths::put(path, found);
                    }
                    if let Some(assigned) = catcher.get("Assign") {
                        templates::template(assigned, &here, found);
                    }
                }
            }
            ("ResultPath", Json::String(text)) => {
                paths::put(text, found);
            }
            ("ErrorPath" | "CausePath", Json::String(text)) => paths::value(text, &here, found),
            (name, Json::String(text)) if name.ends_with("Path") => {
                paths::path(text, &here, found);
            }
            _ => {}
        }
    }
}

/// The numbers that readers and batchers take from data.
fn readers(json: &Json, place: &Place, found: &mut Vec<Finding>) {
    let inner = [
        "/ReaderConfig/MaxItemsPath",
        "/MaxItemsPerBatchPath",
        "/MaxInputBytesPerBatchPath",
    ];
    for text in inner.iter().filter_map(|at| json.pointer(at)?.as_str()) {
        paths::path(text, place, found);
    }
}

/// A Map takes its items from where a path finds them as long as it reads nothing else of its input.
fn found_items(state: &Json, found: &mut Vec<Finding>) {
    let input = state.get("InputPath").and_then(Json::as_str);
    let finds = input.is_some_and(|path| parse(path).is_ok_and(|path| !path.is_definite()));
    let reads = |field: &str| {
        state
            .get(field)
            .is_some_and(|json| json.to_string().contains("\"$."))
    };
    let fields = [
        "Parameters",
        "ItemSelector",
        "MaxConcurrencyPath",
        "ItemBatcher",
        "ItemReader",
    ];
    if finds && fields.iter().any(|field| reads(field)) {
        jsonata(
            found,
            "a Map over what a path finds that reads more of its input",
        );
    }
}

/// How ResultSelector, ResultPath and OutputPath go together. All of it can be said, but for two things.
fn handed_on(kind: &str, state: &Json, found: &mut Vec<Finding>) {
    if matches!(kind, "Choice" | "Wait" | "Succeed")
        && ["InputPath", "OutputPath"]
            .iter()
            .any(|field| state.get(field).is_some_and(Json::is_null))
    {
        jsonata(
            found,
            "nothing handed on by a Choice, Wait or Succeed (`OutputPath: null`)",
        );
    }
    let put = state.get("ResultPath").and_then(Json::as_str);
    let taken = state.get("OutputPath").and_then(Json::as_str);
    if let (Some(put), Some(taken)) = (put, taken)
        && taken != "$"
    {
        let inside = put
            .strip_prefix(taken)
            .is_some_and(|rest| rest.starts_with(['.', '[']));
        if inside {
            jsonata(
                found,
                "a part of the input with the result in it (OutputPath above ResultPath)",
            );
        }
    }
}
