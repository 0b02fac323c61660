//! States in JSONPath: `Parameters`, `ResultSelector`, `ResultPath`, `OutputPath`, intrinsic functions.

use sfn_asl::Json;
use sfn_asl::model::{self, Credentials, Nullable, Numeric, Path, ReferencePath, State};

use super::assign::Dollar;
use super::errors::{catcher, go_on, retriers};
use super::{Lowering, distributed, literal_text, payload, raw, resource};
use crate::expr::node::{Node, Op, Root, Summary};
use crate::flow::Transition;
use crate::flow::def::{Arguments, Body, Part, Rule, StateDef, TaskBody, Timer};
use crate::render;
use crate::synth::place::{Placement, place, put, reference_path};
use crate::{QueryLanguage, Unsupported};

fn reference(path: impl Into<String>) -> ReferencePath {
    ReferencePath::unchecked(path)
}

fn nullable(path: Option<String>) -> Nullable<ReferencePath> {
    path.map_or(Nullable::Null, |p| Nullable::Value(reference(p)))
}

fn any_path(path: impl Into<String>) -> Option<Nullable<Path>> {
    Some(Nullable::Value(Path::unchecked(path)))
}

/// What a state works on: a path into its input, or an object built from it.
#[derive(Default)]
struct Argument {
    input_path: Option<Nullable<Path>>,
    parameters: Option<Json>,
}

pub(super) fn lower(cx: &mut Lowering<'_>, def: &StateDef) -> State {
    let mut state: State = match &def.body {
        Body::Task(task) => lower_task(cx, def, task).into(),
        Body::Pass => lower_pass(cx, def.output).into(),
        Body::Succeed => model::Succeed {
            output_path: cx.handed_on(def.output),
            ..Default::default()
        }
        .into(),
        Body::Wait(timer) => {
            let mut out = model::Wait {
                output_path: cx.handed_on(def.output),
                ..Default::default()
            };
            match timer {
                Timer::Seconds(n) => {
                    (out.seconds, out.seconds_path) = cx.number_or_path("Seconds", *n)
                }
                Timer::Timestamp(n) => match literal_text(*n) {
                    Some(text) => out.timestamp = Some(text.to_owned()),
                    None => out.timestamp_path = cx.path("TimestampPath", *n).map(reference),
                },
            }
            out.into()
        }
        Body::Fail { error, cause } => {
            let mut out = model::Fail::default();
            (out.error, out.error_path) = error
                .map(|n| cx.text_or_path("ErrorPath", n))
                .unwrap_or_default();
            (out.cause, out.cause_path) = cause
                .map(|n| cx.text_or_path("CausePath", n))
                .unwrap_or_default();
            out.into()
        }
        Body::Choice { rules, default } => lower_choice(cx, rules, default.as_ref()).into(),
        Body::Parallel { argument, .. } => {
            let argument = cx.argument("Parameters", *argument);
            let placement = cx.placement(def.output, None);
            model::Parallel {
                input_path: argument.input_path,
                parameters: argument.parameters,
                result_selector: placement.selector,
                result_path: placement.result_path.map(nullable),
                output_path: placement.output_path.and_then(any_path),
                retry: retriers(def),
                catch: cx.catchers_by_path(def),
                ..Default::default()
            }
            .into()
        }
        Body::Map(map) => {
            let placement = cx.placement(def.output, None);
            let (max_concurrency, max_concurrency_path) = map
                .max_concurrency
                .map(|n| cx.number_or_path("MaxConcurrency", n))
                .unwrap_or_default();
            let input = Node::root(Root::Input(cx.scope));
            // A list that is looked for is no ItemsPath. It can be all that the state works on, where nothing else is read.
            let alone = [map.selector, map.max_concurrency]
                .iter()
                .flatten()
                .all(|n| !render::reads(*n, Summary::INPUT));
            let found = match (render::path(map.items), &map.distributed) {
                (None, None) if alone => render::any_path(map.items),
                _ => None,
            };
            let mut out = model::Map {
                items_path: (map.items != input && found.is_none())
                    .then(|| cx.path("ItemsPath", map.items).map(reference))
                    .flatten(),
                input_path: found.and_then(any_path),
                item_selector: map
                    .selector
                    .and_then(|n| cx.take("ItemSelector", render::jsonpath_template(n))),
                max_concurrency,
                max_concurrency_path,
                result_selector: placement.selector,
                result_path: placement.result_path.map(nullable),
                output_path: placement.output_path.and_then(any_path),
                retry: retriers(def),
                catch: cx.catchers_by_path(def),
                ..Default::default()
            };
            distributed::write(cx, map, QueryLanguage::JsonPath, &mut out);
            out.into()
        }
        Body::Raw(asl) => {
            let catchers = cx.catchers_by_path(def);
            raw(cx, def, asl, catchers)
        }
    };
    go_on(&mut state, def);
    state
}

fn lower_task(cx: &mut Lowering<'_>, def: &StateDef, task: &TaskBody) -> model::Task {
    let mut out = model::Task::new(resource(task));
    match &task.arguments {
        Arguments::Named(_) => {
            out.parameters = cx.take(
                "Parameters",
                render::jsonpath_template(payload(&task.arguments)),
            );
        }
        Arguments::Whole(node) => {
            let argument = cx.argument("Parameters", *node);
            out.input_path = argument.input_path;
            out.parameters = argument.parameters;
        }
    }
    (out.timeout_seconds, out.timeout_seconds_path) = task
        .timeout
        .map(|n| cx.number_or_path("TimeoutSeconds", n))
        .unwrap_or_default();
    (out.heartbeat_seconds, out.heartbeat_seconds_path) = task
        .heartbeat
        .map(|n| cx.number_or_path("HeartbeatSeconds", n))
        .unwrap_or_default();
    if let Some(role) = task.credentials {
        let mut credentials = Credentials::default();
        match literal_text(role) {
            Some(text) => credentials.role_arn = Some(model::ArnTemplate::unchecked(text)),
            None => credentials.role_arn_path = cx.take("Credentials", render::jsonpath(role)),
        }
        out.credentials = Some(credentials);
    }
    let placement = cx.placement(def.output, task.part);
    out.result_selector = placement.selector;
    out.result_path = placement.result_path.map(nullable);
    out.output_path = placement.output_path.and_then(any_path);
    out.retry = retriers(def);
    out.catch = cx.catchers_by_path(def);
    out
}

fn lower_pass(cx: &mut Lowering<'_>, output: Node) -> model::Pass {
    let mut out = model::Pass::default();
    let input = Node::root(Root::Input(cx.scope));
    if output == input {
        return out;
    }
    if let Some(e) = render::too_deep(output) {
        cx.take::<()>("Parameters", Err(e));
        return out;
    }
    let value = match put(output, input) {
        Some((names, value)) => {
            out.result_path = Some(Nullable::Value(reference(reference_path(&names))));
            value
        }
        None => output,
    };
    if value.is_literal() {
        // What is in `Result` is taken as it is, whatever it looks like.
        out.result = cx.take("Result", render::jsonata_template_of_literal(value));
    } else {
        let argument = cx.argument("Parameters", value);
        out.input_path = argument.input_path;
        out.parameters = argument.parameters;
    }
    out
}

fn lower_choice(
    cx: &mut Lowering<'_>,
    rules: &[Rule],
    default: Option<&(Node, Transition)>,
) -> model::Choice {
    let mut out = model::Choice::default();
    for rule in rules {
        let lowered = cx.take_at(
            "Choices",
            rule.target.from,
            render::choice_rule(rule.condition),
        );
        if let Some(lowered) = lowered {
            let mut lowered = lowered.next(rule.target.meta.name.clone());
            lowered.assign = cx.assign_jsonpath(&rule.assign, Dollar::Input);
            lowered.comment = rule.comment.as_deref().map(str::to_owned);
            out.choices.push(lowered);
        }
    }
    out.default = default.map(|(_, target)| model::StateName::unchecked(target.meta.name.clone()));
    // One OutputPath serves all: JSONPath has none for each rule.
    let data: Vec<Node> = rules
        .iter()
        .map(|r| r.data)
        .chain(default.map(|(data, _)| *data))
        .collect();
    match data.split_first() {
        Some((first, rest)) if rest.iter().all(|n| n == first) => {
            out.output_path = cx.handed_on(*first)
        }
        Some(_) => {
            cx.take::<()>(
                "Choices",
                Err(Unsupported::new(
                    "JSONPath cannot hand different data to each target of a Choice",
                    "hand the same data to all of them and pick a part in the targets, or make the state JSONata (`#[state(query_language = \"JSONata\")]`)",
                )),
            );
        }
        None => {}
    }
    out
}

impl Lowering<'_> {
    fn path(&mut self, field: &str, node: Node) -> Option<String> {
        let path = render::path(node).ok_or_else(|| match render::jsonpath(node) {
            Err(e) if !node.is_literal() => e,
            _ => Unsupported::new(
                "JSONPath wants a field of the state's data here",
                "compute it in a `pass(..)` state before, or make the state JSONata",
            ),
        });
        self.take(field, path)
    }

    /// A number, or the path to one.
    pub(super) fn number_or_path(
        &mut self,
        field: &str,
        node: Node,
    ) -> (Option<Numeric>, Option<ReferencePath>) {
        match node.op() {
            Op::Number(n) => (Some(Numeric::from(n.to_string())), None),
            _ => (
                None,
                self.path(&format!("{field}Path"), node).map(reference),
            ),
        }
    }

    /// A literal, or the path or intrinsic function that gives it.
    fn text_or_path(&mut self, field: &str, node: Node) -> (Option<String>, Option<String>) {
        match literal_text(node) {
            Some(text) => (Some(text.to_owned()), None),
            None => (None, self.take(field, render::jsonpath(node))),
        }
    }

    fn argument(&mut self, field: &str, node: Node) -> Argument {
        if node == Node::root(Root::Input(self.scope)) {
            return Argument::default();
        }
        if let Some(path) = render::any_path(node) {
            return Argument {
                input_path: any_path(path),
                parameters: None,
            };
        }
        let parameters = match node.op() {
            Op::Object(_) => render::jsonpath_template(node),
            _ => Err(match render::jsonpath(node) {
                Err(e) if !node.is_literal() => e,
                _ => Unsupported::new(
                    "JSONPath can give a state a field of its input or an object, not a single computed value",
                    "wrap it in a struct, or make the state JSONata",
                ),
            }),
        };
        Argument {
            input_path: None,
            parameters: self.take(field, parameters),
        }
    }

    /// The `OutputPath` of a state without a result.
    fn handed_on(&mut self, output: Node) -> Option<Nullable<Path>> {
        if output == Node::root(Root::Input(self.scope)) {
            return None;
        }
        if let Some(path) = render::any_path(output) {
            return any_path(path);
        }
        self.take::<()>(
            "OutputPath",
            Err(Unsupported::new(
                "JSONPath can hand on the input or a field of it here, and nothing built from it",
                "build it in a `pass(..)` state, or make the state JSONata",
            )),
        );
        None
    }

    fn placement(&mut self, output: Node, part: Option<Part>) -> Placement {
        let placed = place(output, self.scope, part);
        self.take_at("Output", self.output_location, placed)
            .unwrap_or_default()
    }

    fn catchers_by_path(&mut self, def: &StateDef) -> Vec<model::Catcher> {
        let input = Node::root(Root::Input(self.scope));
        let error = Node::root(Root::ErrorOutput(self.scope));
        let mut out = Vec::new();
        for c in &def.catch {
            let mut catcher = catcher(c);
            if c.data == input {
                catcher.result_path = Some(Nullable::Null);
            } else if c.data != error {
                match put(c.data, input) {
                    Some((names, value)) if value == error => {
                        catcher.result_path =
                            Some(Nullable::Value(reference(reference_path(&names))));
                    }
                    _ => {
                        self.take_at::<()>(
                            "Catch",
                            c.location,
                            Err(Unsupported::new(
                                "JSONPath can give a handler the error, or the state's input with the error in one field",
                                "use `.catch(..)` or `|error| order.with(|o| o.error, error)`, or make the state JSONata",
                            )),
                        );
                    }
                }
            }
            let error = Dollar::NotInput("the catcher's error");
            catcher.assign = self.assign_jsonpath(&c.assign, error);
            out.push(catcher);
        }
        out
    }
}
