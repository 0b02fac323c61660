//! The query language of a state, and the fields that belong to the other one.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Numeric, QueryLanguage, State, Visit, has_placeholder, shorten};
use crate::pointer::Path;

/// Fields that only JSONPath has, and what JSONata has instead.
const JSONPATH_ONLY: &[(&str, &str)] = &[
    ("InputPath", "use $states.input in Arguments or Output"),
    ("OutputPath", "use Output"),
    ("ResultPath", "use Output, or Assign for a variable"),
    ("ResultSelector", "use Output"),
    ("Parameters", "use Arguments"),
    ("Result", "use Output"),
    ("TimeoutSecondsPath", "use an expression in TimeoutSeconds"),
    (
        "HeartbeatSecondsPath",
        "use an expression in HeartbeatSeconds",
    ),
    ("SecondsPath", "use an expression in Seconds"),
    ("TimestampPath", "use an expression in Timestamp"),
    ("ErrorPath", "use an expression in Error"),
    ("CausePath", "use an expression in Cause"),
    ("ItemsPath", "use Items"),
    ("MaxConcurrencyPath", "use an expression in MaxConcurrency"),
    (
        "ToleratedFailureCountPath",
        "use an expression in ToleratedFailureCount",
    ),
    (
        "ToleratedFailurePercentagePath",
        "use an expression in ToleratedFailurePercentage",
    ),
    ("MaxItemsPath", "use an expression in MaxItems"),
    (
        "MaxItemsPerBatchPath",
        "use an expression in MaxItemsPerBatch",
    ),
    (
        "MaxInputBytesPerBatchPath",
        "use an expression in MaxInputBytesPerBatch",
    ),
];

/// Fields that only JSONata has, and what JSONPath has instead.
const JSONATA_ONLY: &[(&str, &str)] = &[
    ("Arguments", "use Parameters"),
    ("Output", "use ResultSelector, ResultPath and OutputPath"),
    ("Items", "use ItemsPath"),
];

pub(super) fn machine(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    known(context.machine.query_language.as_ref(), "", out);
}

fn known(language: Option<&QueryLanguage>, pointer: &str, out: &mut Vec<Diagnostic>) {
    if let Some(QueryLanguage::Other(word)) = language
        && !has_placeholder(word)
    {
        let message = format!("there is no query language `{}`", shorten(word));
        let pointer = format!("{pointer}/QueryLanguage");
        out.push(
            Diagnostic::error(Code::InvalidValue, pointer, message)
                .with_help("use JSONPath or JSONata"),
        );
    }
}

pub(super) fn state(context: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let own = visit.state.query_language();
    known(own, &visit.pointer, out);
    if context.machine.query_language == Some(QueryLanguage::Jsonata)
        && own == Some(&QueryLanguage::JsonPath)
    {
        out.push(
            Diagnostic::error(
                Code::WrongQueryLanguage,
                format!("{}/QueryLanguage", visit.pointer),
                "a JSONata machine cannot hold JSONPath states",
            )
            .with_help(
                "make JSONPath the language of the machine, and JSONata that of the other states",
            ),
        );
    }
}

pub(super) fn fields(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let (table, language, other) = match visit.query_language {
        QueryLanguage::Jsonata => (JSONPATH_ONLY, "JSONata", "JSONPath"),
        QueryLanguage::JsonPath => (JSONATA_ONLY, "JSONPath", "JSONata"),
        QueryLanguage::Other(_) => return,
    };
    let mut look = |set: Vec<&'static str>, pointer: &Path<'_>| {
        for (name, instead) in table.iter().filter(|(name, _)| set.contains(name)) {
            let message = format!("{name} belongs to {other}, and this state uses {language}");
            let in_map = *name == "Parameters" && matches!(visit.state, State::Map(_));
            let instead = if in_map { &"use ItemSelector" } else { instead };
            out.push(
                Diagnostic::error(
                    Code::WrongQueryLanguage,
                    format!("{pointer}/{name}"),
                    message,
                )
                .with_help(*instead),
            );
        }
    };
    let pointer = &Path::At(&visit.pointer);
    look(visit.state.set_fields(), pointer);
    for (at, catcher) in visit.state.catch().iter().enumerate() {
        look(catcher.set_fields(), &pointer.key("Catch").index(at));
    }
    for (at, rule) in visit.state.choices().iter().enumerate() {
        look(rule.set_fields(), &pointer.key("Choices").index(at));
    }
    if let State::Map(map) = visit.state {
        if let Some(reader) = &map.item_reader {
            look(reader.set_fields(), &pointer.key("ItemReader"));
            if let Some(config) = &reader.reader_config {
                look(
                    config.set_fields(),
                    &pointer.key("ItemReader").key("ReaderConfig"),
                );
            }
        }
        if let Some(batcher) = &map.item_batcher {
            look(batcher.set_fields(), &pointer.key("ItemBatcher"));
        }
        if let Some(writer) = &map.result_writer {
            look(writer.set_fields(), &pointer.key("ResultWriter"));
        }
    }
    if !visit.is_jsonata() {
        for (name, value) in super::places::numbers(visit.state) {
            if let Some(Numeric::Expression(_)) = value {
                let message =
                    format!("{name} is a JSONata expression, and this state uses JSONPath");
                let help = format!("use {name}Path, or make the state a JSONata state");
                out.push(
                    Diagnostic::error(
                        Code::WrongQueryLanguage,
                        format!("{pointer}/{name}"),
                        message,
                    )
                    .with_help(help),
                );
            }
        }
    }
}
