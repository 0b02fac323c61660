//! What one state reads of its input, on which of its ways, and what it hands on.

use super::data::{Data, Type};
use super::read::{Read, Reader, error, literal, pass};
use sfn_asl::Json;
use sfn_asl::json::Object;
use sfn_asl::jsonpath::{self, Root, Selector};
use sfn_asl::model::{
    Catcher, ChoiceRule, Compares, Condition, Map, Nullable, Operator, State, Test, Visit,
};
use std::collections::HashMap;

/// A state with its input.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// What it reads whatever happens.
    pub(super) reads: Vec<Read>,
    /// Where it leads.
    pub(super) ways: Vec<Way>,
    /// What the scopes in it begin with, by their pointers.
    pub(super) entries: Vec<(String, Data)>,
    /// What it assigns to variables.
    pub(super) assigns: Vec<(String, Data)>,
}

/// A way out of a state.
#[derive(Debug)]
pub(super) struct Way {
    /// The next state; none where the scope ends well.
    pub(super) target: Option<String>,
    /// What is read on this way alone.
    pub(super) reads: Vec<Read>,
    /// What is handed on.
    pub(super) data: Data,
    /// Whether it is taken too when something that the state reads is not there.
    pub(super) forgiving: bool,
}

/// What is known from elsewhere.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What variables hold that are assigned in one place.
    pub(super) variables: HashMap<String, Data>,
    /// What the scopes of a state give, by the pointer of the scope.
    pub(super) results: HashMap<String, Data>,
}

/// Fields that JSONata can be in and that are worked out before the state does its work, with what they give.
const BEFORE: &[(&str, Option<Type>)] = &[
    ("Arguments", None),
    ("Credentials", None),
    ("TimeoutSeconds", Some(Type::Integer)),
    ("HeartbeatSeconds", Some(Type::Integer)),
    ("Seconds", Some(Type::Integer)),
    ("Timestamp", Some(Type::Time)),
    ("MaxConcurrency", Some(Type::Integer)),
    ("ToleratedFailureCount", Some(Type::Integer)),
    ("ToleratedFailurePercentage", Some(Type::Number)),
    ("ItemReader", None),
    ("ResultWriter", None),
    ("Error", Some(Type::String)),
    ("Cause", Some(Type::String)),
];

/// The same of JSONPath: fields that are a path.
const PATHS: &[(&str, Type)] = &[
    ("TimeoutSecondsPath", Type::Integer),
    ("HeartbeatSecondsPath", Type::Integer),
    ("SecondsPath", Type::Integer),
    ("TimestampPath", Type::Time),
    ("MaxConcurrencyPath", Type::Integer),
    ("ToleratedFailureCountPath", Type::Integer),
    ("ToleratedFailurePercentagePath", Type::Number),
    ("ErrorPath", Type::String),
    ("CausePath", Type::String),
];

/// Looks at a state that gets that input.
pub(super) fn see(visit: &Visit<'_>, input: &Data, known: &Known) -> Seen {
    let json = visit.state.to_json();
    let reader = Reader::new(input.clone(), &known.variables);
    let mut look = Look {
        visit,
        json: &json,
        reader,
        known,
        seen: Seen::default(),
    };
    if visit.is_jsonata() {
        look.jsonata();
    } else {
        look.jsonpath(input);
    }
    look.seen
}

struct Look<'l, 'd> {
    visit: &'l Visit<'d>,
    json: &'l Json,
    reader: Reader<'l>,
    known: &'l Known,
    seen: Seen,
}

impl Look<'_, '_> {
    /// What the scopes in the state give together.
    fn result(&self) -> Data {
        let of = |scope: String| self.known.results.get(&scope).cloned();
        match self.visit.state {
            State::Map(map) => {
                let field = if map.iterator.is_some() {
                    "Iterator"
                } else {
                    "ItemProcessor"
                };
                // A Distributed Map may write its results elsewhere.
                let kept = map.result_writer.is_none();
                of(format!("{}/{field}", self.visit.pointer))
                    .filter(|_| kept)
                    .map_or(Data::Unknown, |one| Data::List(Box::new(one)))
            }
            State::Parallel(parallel) => {
                let branches = (0..parallel.branches.len())
                    .map(|at| of(format!("{}/Branches/{at}", self.visit.pointer)));
                branches
                    .collect::<Option<Vec<_>>>()
                    .map_or(Data::Unknown, Data::Tuple)
            }
            _ => Data::Unknown,
        }
    }

    /// Says what a Map or Parallel hands to the scopes in it.
    fn enter(&mut self, given: &Data, item: &Data) {
        match self.visit.state {
            State::Parallel(parallel) => {
                let branches = 0..parallel.branches.len();
                self.seen.entries.extend(branches.map(|at| {
                    (
                        format!("{}/Branches/{at}", self.visit.pointer),
                        given.clone(),
                    )
                }));
            }
            State::Map(map) => {
                for field in ["ItemProcessor", "Iterator"] {
                    let entry = entry(map, item);
                    self.seen
                        .entries
                        .push((format!("{}/{field}", self.visit.pointer), entry));
                }
            }
            _ => {}
        }
    }

    fn way(&mut self, target: Option<String>, data: Data) {
        let reads = self.reader.take();
        self.seen.ways.push(Way {
            target,
            reads,
            data,
            forgiving: false,
        });
    }

    /// The way of a catcher. An error of the language itself is raised too when there is nothing where something is read.
    fn caught(&mut self, catcher: &Catcher, data: Data) {
        self.way(catcher.next.as_ref().map(ToString::to_string), data);
        if let Some(way) = self.seen.ways.last_mut() {
            let own = |name: &String| name.starts_with("States.");
            way.forgiving = catcher.error_equals.iter().any(own);
        }
    }

    fn assigned(&mut self, assign: Option<&Object>) {
        for (name, value) in assign.into_iter().flatten() {
            let data = if self.visit.is_jsonata() {
                self.reader.expressions(value, None)
            } else {
                match (name.strip_suffix(".$"), value.as_str()) {
                    (Some(_), Some(text)) => self.reader.path(text, None, true),
                    _ => self.reader.template(value),
                }
            };
            let name = name.strip_suffix(".$").unwrap_or(name).to_owned();
            self.seen.assigns.push((name, data));
        }
    }

    fn jsonata(&mut self) {
        let calls = matches!(self.visit.state, State::Task(_));
        let mut given = self.reader.input.clone();
        for (field, kind) in BEFORE {
            if let Some(value) = self.json.get(field) {
                let data = self.reader.expressions(value, *kind);
                if *field == "Arguments" {
                    given = data;
                }
            }
        }
        if calls {
            self.reader.hand_on(&given);
        }
        let mut item = Data::Unknown;
        if let State::Map(_) = self.visit.state {
            let items = match self.json.get("Items") {
                Some(items) => self.reader.expressions(items, None),
                None => match self.json.get("ItemReader") {
                    Some(_) => Data::Unknown,
                    None => self.reader.input.clone(),
                },
            };
            item = items.at(&super::data::Step::Item);
            self.reader.item = item.clone();
            if let Some(selector) = self.json.get("ItemSelector") {
                item = self.reader.expressions(selector, None);
            }
        }
        self.enter(&given, &item);
        self.seen.reads = self.reader.take();
        if let State::Choice(choice) = self.visit.state {
            let mut passed: Vec<Read> = Vec::new();
            for rule in &choice.choices {
                if let Some(Condition::Expression(text)) = &rule.condition {
                    self.reader
                        .expressions(&Json::from(text), Some(Type::Boolean));
                }
                let sure = self.reader.take();
                self.assigned(rule.assign.as_ref());
                let data = self.output(rule.output.as_ref().or(choice.output.as_ref()), None);
                pass(&mut passed, sure, &mut self.reader.reads);
                self.way(rule.next.as_ref().map(ToString::to_string), data);
            }
            self.assigned(choice.assign.as_ref());
            let data = self.output(choice.output.as_ref(), None);
            self.reader.reads.extend(passed);
            if let Some(default) = &choice.default {
                self.way(Some(default.to_string()), data);
            }
            return;
        }
        self.reader.result = self.result();
        let result = matches!(
            self.visit.state,
            State::Task(_) | State::Parallel(_) | State::Map(_)
        );
        let default = result.then(|| self.reader.result.clone());
        self.assigned(assign(self.json));
        let data = self.output(self.visit.state.output(), default);
        self.leave(data);
        for catcher in self.visit.state.catch() {
            self.assigned(catcher.assign.as_ref());
            let data = self.output(catcher.output.as_ref(), Some(error()));
            self.caught(catcher, data);
        }
    }

    /// What an `Output` gives; without one the default, or the input.
    fn output(&mut self, output: Option<&Json>, default: Option<Data>) -> Data {
        match output {
            Some(output) => self.reader.expressions(output, None),
            None => default.unwrap_or_else(|| self.reader.input.clone()),
        }
    }

    /// The way on when nothing fails.
    fn leave(&mut self, data: Data) {
        let state = self.visit.state;
        if let Some(next) = state.next() {
            self.way(Some(next.to_string()), data);
        } else if state.is_terminal() && !matches!(state, State::Fail(_)) {
            self.way(None, data);
        }
    }

    fn jsonpath(&mut self, input: &Data) {
        let state = self.visit.state;
        let selected = match state.input_path() {
            None => input.clone(),
            Some(Nullable::Null) => Data::object([]),
            Some(Nullable::Value(path)) => self.reader.path(path.as_str(), None, true),
        };
        self.reader.input = selected.clone();
        for (field, kind) in PATHS {
            if let Some(text) = self.json.get(field).and_then(Json::as_str) {
                self.reader.path(text, Some(*kind), true);
            }
        }
        for field in ["Credentials", "ItemReader", "ResultWriter"] {
            if let Some(value) = self.json.get(field) {
                self.reader.template(value);
            }
        }
        let is_map = matches!(state, State::Map(_));
        let template = state.parameters().filter(|_| !is_map);
        let given = match template {
            Some(template) => self.reader.template(template),
            None => selected.clone(),
        };
        if let State::Task(_) = state {
            self.reader.hand_on(&given);
        }
        let mut item = Data::Unknown;
        if let State::Map(map) = state {
            item = self.items(map);
        }
        self.enter(&given, &item);
        self.seen.reads = self.reader.take();
        if let State::Choice(choice) = state {
            let data = self.selected_output(&selected);
            let mut passed: Vec<Read> = self.reader.take();
            for rule in &choice.choices {
                self.rule(rule, true);
                let sure = self.reader.take();
                // What only holds when the rule does.
                self.holds(rule);
                pass(&mut passed, sure, &mut self.reader.reads);
                self.assigned(rule.assign.as_ref());
                self.way(rule.next.as_ref().map(ToString::to_string), data.clone());
            }
            self.assigned(choice.assign.as_ref());
            self.reader.reads.extend(passed);
            if let Some(default) = &choice.default {
                self.way(Some(default.to_string()), data);
            }
            return;
        }
        let result = match state {
            State::Task(_) | State::Parallel(_) | State::Map(_) => {
                self.reader.input = self.result();
                let result = match state.result_selector() {
                    Some(selector) => self.reader.template(selector),
                    None => self.reader.input.clone(),
                };
                self.assigned(assign(self.json));
                result
            }
            State::Pass(pass) => {
                self.assigned(assign(self.json));
                pass.result.as_ref().map_or(given, literal)
            }
            _ => {
                self.assigned(assign(self.json));
                given
            }
        };
        let placed = placed(input, state.result_path(), result);
        let data = self.selected_output(&placed);
        self.leave(data);
        for catcher in state.catch() {
            let data = placed_error(input, catcher.result_path.as_ref());
            self.reader.input = error();
            self.assigned(catcher.assign.as_ref());
            self.caught(catcher, data);
        }
    }

    fn selected_output(&mut self, data: &Data) -> Data {
        match self.visit.state.output_path() {
            None => data.clone(),
            Some(Nullable::Null) => Data::object([]),
            Some(Nullable::Value(path)) => {
                let before = std::mem::replace(&mut self.reader.input, data.clone());
                let output = self.reader.path(path.as_str(), None, true);
                self.reader.input = before;
                output
            }
        }
    }

    /// The items of a Map, each as the first state gets it.
    fn items(&mut self, map: &Map) -> Data {
        // A Distributed Map goes through the members of an object too.
        let kind = Some(Type::Array).filter(|_| !map.is_distributed());
        let items = match &map.items_path {
            Some(path) => self.reader.path(path.as_str(), kind, true),
            None if map.item_reader.is_some() => Data::Unknown,
            None => {
                let input = self.reader.input.clone();
                self.reader.note(&input, kind, true, true);
                input
            }
        };
        let item = items.at(&super::data::Step::Item);
        self.reader.item = item.clone();
        match map.item_selector.as_ref().or(map.parameters.as_ref()) {
            Some(selector) => self.reader.template(selector),
            None => item,
        }
    }

    /// What is read to work out a rule: with `sure`, what is read in any case.
    ///
    /// INVARIANT: recurses no deeper than the document is nested.
    fn rule(&mut self, rule: &ChoiceRule, sure: bool) {
        match &rule.test {
            Some(Test::Compare(operator, operand)) => {
                let text = rule.variable.as_ref().map_or("", |path| path.as_str());
                let before = self.reader.reads.len();
                self.reader.path(
                    text,
                    compared(*operator),
                    sure && *operator != Operator::IsPresent,
                );
                if operator.takes_path()
                    && let Some(text) = operand.as_str()
                {
                    self.reader.path(text, compared(*operator), sure);
                }
                for read in &mut self.reader.reads[before..] {
                    read.compared = true;
                }
            }
            Some(Test::And(rules) | Test::Or(rules)) => {
                // Whether a later one is looked at depends on those before it.
                for (at, rule) in rules.iter().enumerate() {
                    self.rule(rule, sure && at == 0);
                }
            }
            Some(Test::Not(rule)) => self.rule(rule, sure),
            None => {}
        }
    }

    /// What must have been there for the rule to hold.
    ///
    /// INVARIANT: recurses no deeper than the document is nested.
    fn holds(&mut self, rule: &ChoiceRule) {
        match &rule.test {
            Some(Test::And(rules)) => rules.iter().for_each(|rule| self.holds(rule)),
            Some(Test::Compare(operator, operand)) => {
                if *operator == Operator::IsPresent && operand.as_bool() == Some(false) {
                    return;
                }
                let text = rule.variable.as_ref().map_or("", |path| path.as_str());
                let before = self.reader.reads.len();
                self.reader.path(text, None, true);
                for read in &mut self.reader.reads[before..] {
                    read.compared = true;
                }
            }
            _ => {}
        }
    }
}

fn assign(json: &Json) -> Option<&Object> {
    json.get("Assign").and_then(Json::as_object)
}

/// What the first state of a Map's processor gets.
fn entry(map: &Map, item: &Data) -> Data {
    match &map.item_batcher {
        None => item.clone(),
        Some(_) => Data::object([
            ("Items".to_owned(), Data::List(Box::new(item.clone()))),
            ("BatchInput".to_owned(), Data::Unknown),
        ]),
    }
}

fn compared(operator: Operator) -> Option<Type> {
    Some(match operator.compares() {
        Compares::String => Type::String,
        Compares::Numeric => Type::Number,
        Compares::Timestamp => Type::Time,
        Compares::Boolean => Type::Boolean,
        Compares::Kind => return None,
    })
}

/// The input with a result put where `ResultPath` says.
fn placed<P: AsRef<str>>(input: &Data, path: Option<&Nullable<P>>, result: Data) -> Data {
    match path {
        None => result,
        Some(Nullable::Null) => input.clone(),
        Some(Nullable::Value(path)) => match names(path.as_ref()) {
            Some(names) => input.clone().with(&names, result),
            None => Data::Unknown,
        },
    }
}

fn placed_error<P: AsRef<str>>(input: &Data, path: Option<&Nullable<P>>) -> Data {
    placed(input, path, error())
}

/// The names of a path that is nothing but names.
fn names(path: &str) -> Option<Vec<String>> {
    let path = jsonpath::parse(path)
        .ok()
        .filter(|path| path.root == Root::Input)?;
    let name = |segment: &jsonpath::Segment| match &segment.selector {
        Selector::Names(names) if names.len() == 1 && !segment.descendant => Some(names[0].clone()),
        _ => None,
    };
    path.segments.iter().map(name).collect()
}
