//! States in JSONata: `Arguments`, `Output`, `{% .. %}`.

use sfn_asl::Json;
use sfn_asl::model::{self, ChoiceRule, Credentials, Numeric, State};

use super::errors::{catcher, go_on, retriers};
use super::{Lowering, distributed, literal_text, payload, raw, resource};
use crate::QueryLanguage;
use crate::expr::node::{Node, Op, Root};
use crate::flow::def::{Arguments, Body, StateDef, Timer};
use crate::render;

pub(super) fn lower(cx: &mut Lowering<'_>, def: &StateDef) -> State {
    let input = Node::root(Root::Input(cx.scope));
    let result = Node::root(Root::Result(cx.scope));
    let mut state: State = match &def.body {
        Body::Task(task) => {
            let mut out = model::Task::new(resource(task));
            let payload = payload(&task.arguments);
            // Without `Arguments` the call gets the state's input, which is what this would say.
            if !(matches!(task.arguments, Arguments::Whole(_)) && payload == input) {
                out.arguments = cx.template("Arguments", payload);
            }
            out.timeout_seconds = task.timeout.and_then(|n| cx.number("TimeoutSeconds", n));
            out.heartbeat_seconds = task
                .heartbeat
                .and_then(|n| cx.number("HeartbeatSeconds", n));
            out.credentials = task.credentials.and_then(|n| {
                let role = cx.text("Credentials", n)?;
                Some(Credentials {
                    role_arn: Some(model::ArnTemplate::unchecked(role)),
                    ..Default::default()
                })
            });
            out.output = cx.output(def.output, result);
            out.retry = retriers(def);
            out.catch = cx.catchers(def);
            out.into()
        }
        Body::Pass => model::Pass {
            output: cx.output(def.output, input),
            ..Default::default()
        }
        .into(),
        Body::Succeed => model::Succeed {
            output: cx.output(def.output, input),
            ..Default::default()
        }
        .into(),
        Body::Wait(timer) => {
            let mut out = model::Wait {
                output: cx.output(def.output, input),
                ..Default::default()
            };
            match timer {
                Timer::Seconds(n) => out.seconds = cx.number("Seconds", *n),
                Timer::Timestamp(n) => out.timestamp = cx.text("Timestamp", *n),
            }
            out.into()
        }
        Body::Fail { error, cause } => model::Fail {
            error: error.and_then(|n| cx.text("Error", n)),
            cause: cause.and_then(|n| cx.text("Cause", n)),
            ..Default::default()
        }
        .into(),
        Body::Choice { rules, default } => {
            let mut out = model::Choice::default();
            for rule in rules {
                let Some(condition) = cx.condition(rule.condition, rule.target.from) else {
                    continue;
                };
                let mut choice = ChoiceRule::condition(condition, rule.target.meta.name.clone());
                choice.output = cx.output(rule.data, input);
                choice.assign = cx.assign_jsonata(&rule.assign);
                choice.comment = rule.comment.as_deref().map(str::to_owned);
                out.choices.push(choice);
            }
            if let Some((data, target)) = default {
                out.default = Some(model::StateName::unchecked(target.meta.name.clone()));
                out.output = cx.output(*data, input);
            }
            out.into()
        }
        Body::Parallel { argument, .. } => model::Parallel {
            arguments: cx.output(*argument, input),
            output: cx.output(def.output, result),
            retry: retriers(def),
            catch: cx.catchers(def),
            ..Default::default()
        }
        .into(),
        Body::Map(map) => {
            let mut out = model::Map {
                items: cx.output(map.items, input),
                item_selector: map.selector.and_then(|n| cx.template("ItemSelector", n)),
                max_concurrency: map
                    .max_concurrency
                    .and_then(|n| cx.number("MaxConcurrency", n)),
                output: cx.output(def.output, result),
                retry: retriers(def),
                catch: cx.catchers(def),
                ..Default::default()
            };
            distributed::write(cx, map, QueryLanguage::Jsonata, &mut out);
            out.into()
        }
        Body::Raw(asl) => {
            let catchers = cx.catchers(def);
            raw(cx, def, asl, catchers)
        }
    };
    go_on(&mut state, def);
    state
}

impl Lowering<'_> {
    pub(super) fn template(&mut self, field: &str, node: Node) -> Option<Json> {
        self.take(field, render::jsonata_template(node))
    }

    /// What is handed on; nothing where it is what would be handed on anyway.
    fn output(&mut self, node: Node, default: Node) -> Option<Json> {
        if node == default {
            None
        } else {
            self.take_at(
                "Output",
                self.output_location,
                render::jsonata_template(node),
            )
        }
    }

    pub(super) fn number(&mut self, field: &str, node: Node) -> Option<Numeric> {
        match node.op() {
            Op::Number(n) => Some(Numeric::from(n.to_string())),
            _ => self.expression(field, node).map(Numeric::from),
        }
    }

    fn text(&mut self, field: &str, node: Node) -> Option<String> {
        match literal_text(node) {
            Some(text) if !model::is_expression(text) => Some(text.to_owned()),
            _ => self.expression(field, node),
        }
    }

    fn expression(&mut self, field: &str, node: Node) -> Option<String> {
        self.take(field, render::jsonata(node))
            .map(|text| format!("{{% {text} %}}"))
    }

    fn condition(
        &mut self,
        node: Node,
        location: &'static std::panic::Location<'static>,
    ) -> Option<model::Condition> {
        if let Op::Bool(b) = node.op() {
            return Some(model::Condition::Bool(*b));
        }
        let text = self.take_at("Condition", location, render::jsonata(node))?;
        Some(model::Condition::Expression(format!("{{% {text} %}}")))
    }

    fn catchers(&mut self, def: &StateDef) -> Vec<model::Catcher> {
        if def.catch.is_empty() {
            return Vec::new();
        }
        let error = Node::root(Root::ErrorOutput(self.scope));
        let mut out = Vec::with_capacity(def.catch.len());
        for c in &def.catch {
            let mut catcher = catcher(c);
            if c.data != error {
                catcher.output =
                    self.take_at("Catch", c.location, render::jsonata_template(c.data));
            }
            catcher.assign = self.assign_jsonata(&c.assign);
            out.push(catcher);
        }
        out
    }
}
