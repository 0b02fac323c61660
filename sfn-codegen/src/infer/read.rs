//! What is read of the input, and what it is taken for: payload templates, paths, intrinsic functions and expressions.

use super::data::{Data, Path, Step, Type};
use super::expression;
use sfn_asl::Json;
use sfn_asl::jsonpath::{self, Argument, Call, JsonPath, Kind, Root, Selector};
use sfn_asl::model::is_expression;
use std::collections::HashMap;

/// A place of the input that is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    pub(super) path: Path,
    /// What it is taken for, where that shows.
    pub(super) kind: Option<Type>,
    /// Whether it is only compared with something of that type, which anything can be.
    pub(super) compared: bool,
    /// Whether the state fails when it is not there.
    pub(super) needed: bool,
    /// Whether what is above it must be objects; JSONata looks through lists.
    pub(super) strict: bool,
    /// Whether all of it goes somewhere, so that more of it may be read there.
    pub(super) whole: bool,
}

/// How many reads of the rules before it are known of a rule: each rule of thousands would else carry those of all before it.
const PASSED: usize = 100;

/// Puts what a rule reads, and what those before it do, into `reads`, and remembers it for the rules after it.
pub(super) fn pass(passed: &mut Vec<Read>, own: Vec<Read>, reads: &mut Vec<Read>) {
    reads.extend(passed.iter().chain(&own).cloned());
    for read in own {
        if passed.len() < PASSED && !passed.contains(&read) {
            passed.push(read);
        }
    }
}

/// What the names in expressions stand for, and what was read with them.
pub(super) struct Reader<'r> {
    /// `$states.input`, or `$` in JSONPath.
    pub(super) input: Data,
    /// `$states.result`
    pub(super) result: Data,
    /// `$states.errorOutput`
    pub(super) error: Data,
    /// The item of a Map, in its selector.
    pub(super) item: Data,
    pub(super) variables: &'r HashMap<String, Data>,
    /// Names that an expression binds itself.
    pub(super) bound: Vec<(String, Data)>,
    pub(super) reads: Vec<Read>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(input: Data, variables: &'r HashMap<String, Data>) -> Self {
        Self {
            input,
            result: Data::Unknown,
            error: error(),
            item: Data::Unknown,
            variables,
            bound: Vec::new(),
            reads: Vec::new(),
        }
    }

    /// What was read since the last time.
    pub(super) fn take(&mut self) -> Vec<Read> {
        std::mem::take(&mut self.reads)
    }

    /// Notes that data is read, when it is of the input.
    pub(super) fn note(&mut self, data: &Data, kind: Option<Type>, needed: bool, strict: bool) {
        if let Data::Input(path) = data {
            self.reads.push(Read {
                path: path.clone(),
                kind,
                compared: false,
                needed,
                strict,
                whole: false,
            });
        }
    }

    /// Notes that data is handed on as it is: what is read of it there is not known.
    pub(super) fn hand_on(&mut self, data: &Data) {
        let mut open = vec![data];
        while let Some(data) = open.pop() {
            match data {
                Data::Input(path) => {
                    self.note(data, None, false, false);
                    if let Some(read) = self.reads.last_mut() {
                        read.whole = true;
                        read.path.clone_from(path);
                    }
                }
                Data::Object(fields, rest) => {
                    open.extend(fields.values().map(|field| &field.data));
                    if let super::data::Rest::Input(path) = rest {
                        self.reads.push(Read {
                            path: path.clone(),
                            kind: None,
                            compared: false,
                            needed: false,
                            strict: false,
                            whole: true,
                        });
                    }
                }
                Data::List(item) => open.push(item),
                Data::Tuple(items) => open.extend(items),
                Data::Unknown | Data::Typed(_) => {}
            }
        }
    }

    /// The value of a payload template of JSONPath.
    ///
    /// INVARIANT: recurses no deeper than the document is nested.
    pub(super) fn template(&mut self, json: &Json) -> Data {
        match json {
            Json::Object(members) => {
                let members: Vec<(String, Data)> = members
                    .iter()
                    .map(
                        |(name, value)| match (name.strip_suffix(".$"), value.as_str()) {
                            (Some(name), Some(text)) => {
                                (name.to_owned(), self.path(text, None, true))
                            }
                            _ => (name.clone(), self.template(value)),
                        },
                    )
                    .collect();
                Data::object(members)
            }
            Json::Array(items) => {
                Data::Tuple(items.iter().map(|item| self.template(item)).collect())
            }
            other => literal(other),
        }
    }

    /// The value of JSON that holds expressions of JSONata.
    ///
    /// INVARIANT: recurses no deeper than the document is nested.
    pub(super) fn expressions(&mut self, json: &Json, kind: Option<Type>) -> Data {
        match json {
            Json::String(text) if is_expression(text) => {
                expression::evaluate(self, &text[2..text.len() - 2], kind)
            }
            Json::Object(members) => {
                let members: Vec<(String, Data)> = members
                    .iter()
                    .map(|(name, value)| (name.clone(), self.expressions(value, None)))
                    .collect();
                Data::object(members)
            }
            Json::Array(items) => {
                let items = items.iter();
                Data::Tuple(items.map(|item| self.expressions(item, None)).collect())
            }
            other => literal(other),
        }
    }

    /// The value of a path or of a call of an intrinsic function.
    pub(super) fn path(&mut self, text: &str, kind: Option<Type>, needed: bool) -> Data {
        if text.starts_with("States.") {
            return match jsonpath::parse_call(text) {
                Ok(call) => self.call(&call),
                Err(_) => Data::Unknown,
            };
        }
        match jsonpath::parse(text) {
            Ok(path) => self.follow(&path, kind, needed),
            Err(_) => Data::Unknown,
        }
    }

    fn call(&mut self, call: &Call) -> Data {
        for (at, argument) in call.arguments.iter().enumerate() {
            let function = call.function;
            let kind = function.parameters.get(at).copied().or(function.rest);
            match argument {
                Argument::Path(path) => {
                    let data = self.follow(path, kind.and_then(of_kind), true);
                    if kind == Some(Kind::Any) {
                        self.hand_on(&data);
                    }
                }
                Argument::Call(inner) => {
                    self.call(inner);
                }
                _ => {}
            }
        }
        of_kind(call.function.gives).map_or(Data::Unknown, Data::Typed)
    }

    fn follow(&mut self, path: &JsonPath, kind: Option<Type>, needed: bool) -> Data {
        let mut names = path.segments.iter();
        let mut here = match &path.root {
            Root::Input => self.input.clone(),
            Root::Variable(name) => self.variables.get(name).cloned().unwrap_or(Data::Unknown),
            Root::Context => {
                let mut data = Data::Unknown;
                for (root, found) in [
                    (&["Execution", "Input"][..], Data::input()),
                    (&["Map", "Item", "Value"], self.item.clone()),
                ] {
                    let leads = root.iter().enumerate().all(|(at, wanted)| {
                        matches!(path.segments.get(at).map(|segment| &segment.selector),
                            Some(Selector::Names(names)) if names.len() == 1 && names[0] == *wanted)
                    });
                    if leads {
                        data = found;
                        names = path.segments[root.len()..].iter();
                    }
                }
                data
            }
            Root::Item => Data::Unknown,
        };
        // Once a part of a list was chosen, there may be none of it.
        let mut sure = needed;
        let mut one = true;
        for segment in names {
            let step = match &segment.selector {
                _ if segment.descendant => None,
                Selector::Names(names) if names.len() == 1 => Some(Step::Name(names[0].clone())),
                Selector::Indices(at) if at.len() == 1 => Some(Step::Item),
                Selector::Wildcard
                | Selector::Filter(_)
                | Selector::Slice { .. }
                | Selector::Indices(_) => {
                    one = false;
                    Some(Step::Item)
                }
                _ => None,
            };
            let Some(step) = step else {
                self.note(&here, None, sure, true);
                return Data::Unknown;
            };
            if step == Step::Item {
                self.note(&here, Some(Type::Array).filter(|_| one), sure, true);
                sure = false;
            }
            here = here.at(&step);
        }
        self.note(&here, kind.filter(|_| one), sure, true);
        if one {
            here
        } else {
            Data::List(Box::new(here))
        }
    }
}

/// What a handler of errors gets.
pub(super) fn error() -> Data {
    Data::object(["Error", "Cause"].map(|name| (name.to_owned(), Data::Typed(Type::String))))
}

pub(super) fn literal(json: &Json) -> Data {
    match json {
        Json::Null => Data::Typed(Type::Null),
        Json::Bool(_) => Data::Typed(Type::Boolean),
        Json::Number(number) if number.is_integer_spelling() => Data::Typed(Type::Integer),
        Json::Number(_) => Data::Typed(Type::Number),
        // A placeholder may become anything.
        Json::String(text) if text.starts_with("${") && text.ends_with('}') => Data::Unknown,
        Json::String(_) => Data::Typed(Type::String),
        Json::Array(items) => Data::Tuple(items.iter().map(literal).collect()),
        Json::Object(members) => Data::object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), literal(value))),
        ),
    }
}

fn of_kind(kind: Kind) -> Option<Type> {
    Some(match kind {
        Kind::Any => return None,
        Kind::Array => Type::Array,
        Kind::Object => Type::Object,
        Kind::String => Type::String,
        Kind::Number => Type::Number,
        Kind::Bool => Type::Boolean,
    })
}
