//! JSONata: whether a string is an expression, whether the expression can be read, and whether what it calls and reads is
//! there at its place.

use super::expression_names::{Called, Names};
use super::places::{Moment, Payload, each};
use super::{Context, context_object, suggest, variables};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::Json;
use crate::jsonata::{self, Kind, Node};
use crate::model::{Visit, is_expression, shorten};
use crate::pointer::Path;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

pub(super) fn expressions(context: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if !visit.is_jsonata() {
        return;
    }
    each(visit, &mut |payload, path, moment| {
        let mut check = Check {
            context,
            visit,
            moment,
            out,
        };
        match payload {
            Payload::Value(value) => check.value(value, path),
            Payload::Members(members) => {
                for (key, value) in members {
                    check.value(value, &path.key(key));
                }
            }
            Payload::Text(text) => check.text(text, path),
            // What is not one was reported by the rule of its field.
            Payload::Expression(text) if is_expression(text) => check.text(text, path),
            Payload::Expression(_) => {}
        }
    });
}

/// Expressions, each with when it is evaluated.
#[derive(Default)]
pub(super) struct Sound(RefCell<HashMap<Moment, HashSet<Box<str>>>>);

impl Sound {
    fn holds(&self, text: &str, moment: Moment) -> bool {
        let known = self.0.borrow();
        known.get(&moment).is_some_and(|known| known.contains(text))
    }

    fn add(&self, text: &str, moment: Moment) {
        let mut known = self.0.borrow_mut();
        known.entry(moment).or_default().insert(text.into());
    }
}

struct Check<'c, 'a> {
    context: &'c Context<'a>,
    visit: &'c Visit<'a>,
    moment: Moment,
    out: &'c mut Vec<Diagnostic>,
}

impl Check<'_, '_> {
    /// INVARIANT: recurses no deeper than the document is nested.
    fn value(&mut self, value: &Json, path: &Path<'_>) {
        match value {
            Json::String(text) => self.text(text, path),
            Json::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.value(item, &path.index(at));
                }
            }
            Json::Object(members) => {
                for (key, value) in members {
                    self.template(key, value, &path.key(key));
                    self.value(value, &path.key(key));
                }
            }
            _ => {}
        }
    }

    /// A member as JSONPath states have them; here its name is a name like any other.
    fn template(&mut self, key: &str, value: &Json, path: &Path<'_>) {
        let Some(text) = value.as_str().filter(|_| key.ends_with(".$")) else {
            return;
        };
        if text.starts_with('$') || crate::jsonpath::called(text).is_some() {
            let message = format!(
                "`{}` is taken as text, not evaluated: this state uses JSONata",
                shorten(text)
            );
            let help = "take `.$` from the name, and write an expression such as {% $states.input.order %}";
            self.out
                .push(Diagnostic::warning(Code::PathTakenAsText, path, message).with_help(help));
        }
    }

    fn text(&mut self, text: &str, path: &Path<'_>) {
        let help = "let the string begin with `{%` and end with `%}`, with no blank outside; join text with `&` inside";
        // With blanks outside the service takes it as text, which is hardly meant but no error.
        let (opens, closes) = (text.starts_with("{%"), text.ends_with("%}"));
        if is_expression(text) {
            self.expression(text, path);
        } else if opens || closes {
            let message = format!("`{}` is not wholly an expression", shorten(text));
            self.out
                .push(Diagnostic::error(Code::InvalidExpression, path, message).with_help(help));
        } else if text.contains("{%") && text.contains("%}")
            || text.starts_with("$states.input")
            || text.starts_with("$states.context")
            || text.starts_with("$states.result")
        {
            let message = format!("`{}` is taken as text, not evaluated", shorten(text));
            self.out
                .push(Diagnostic::warning(Code::InvalidExpression, path, message).with_help(help));
        }
    }

    fn expression(&mut self, text: &str, path: &Path<'_>) {
        let inside = &text[2..text.len() - 2];
        if inside.trim().is_empty() {
            let message = "the expression is empty";
            self.out.push(
                Diagnostic::error(Code::InvalidExpression, path, message)
                    .with_help("write an expression in it"),
            );
            return;
        }
        // A placeholder may become any text, whatever it looks like now.
        if crate::model::has_placeholder(text) {
            return;
        }
        if self.context.sound.holds(text, self.moment) {
            return;
        }
        let before = self.out.len();
        let expression = match jsonata::parse(inside) {
            Ok(expression) => expression,
            Err(error) => {
                let message = format!("the expression cannot be read: {error}");
                let help = near(inside, error.span.start);
                self.out.push(
                    Diagnostic::error(Code::InvalidExpression, path, message)
                        .with_span(error.span.start + 2, error.span.end + 2)
                        .with_help(help),
                );
                return;
            }
        };
        let mut names = Names::default();
        names.collect(&expression.root, None);
        for call in &names.calls {
            self.call(call, &names, path);
        }
        let mut told = HashSet::new();
        for (name, node) in &names.read {
            if names.set.contains(name) || jsonata::function(name).is_some() || !told.insert(*name)
            {
                continue;
            }
            let span = (node.span.start + 2, node.span.end + 2);
            variables::read(self.context, self.visit, name, path, Some(span), self.out);
        }
        // What variables and members of the context object there are depends on the state.
        let everywhere = told.is_empty() && names.context.is_empty();
        if !names.set.contains("states") {
            for (field, node) in names.states {
                self.states(field, node, path);
            }
            for (members, node) in names.context {
                let span = Some((node.span.start + 2, node.span.end + 2));
                context_object::read(self.visit, &members, path, span, self.out);
            }
        }
        self.outside(&expression.root, path);
        if everywhere && self.out.len() == before {
            self.context.sound.add(text, self.moment);
        }
    }

    /// A call of something by name.
    fn call(&mut self, call: &Called<'_>, names: &Names<'_>, path: &Path<'_>) {
        let Called { name, given, node } = *call;
        if names.set.contains(name) || name.is_empty() || name == "$" {
            return;
        }
        let span = (node.span.start + 2, node.span.end + 2);
        let (message, help) = match jsonata::function(name) {
            Some(function) if given <= function.most => return,
            Some(function) => (
                format!(
                    "`${name}` takes at most {} arguments, not {given}",
                    function.most
                ),
                "leave out those that are too many".to_owned(),
            ),
            None if name == "eval" => (
                "Step Functions has no function `$eval`".to_owned(),
                "read JSON text with `$parse`".to_owned(),
            ),
            None => {
                let known = jsonata::functions().iter().map(|function| function.name);
                let help = match suggest::closest(name, known) {
                    Some(meant) => format!("did you mean `${meant}`?"),
                    None => format!(
                        "define it in the expression, as in `(${name} := function($x) {{ .. }}; ..)`"
                    ),
                };
                (format!("there is no function `${}`", shorten(name)), help)
            }
        };
        self.out.push(
            // The service takes the definition; what fails is the evaluation.
            Diagnostic::warning(Code::UnknownFunction, path, message)
                .with_span(span.0, span.1)
                .with_help(help),
        );
    }

    /// `$states.field`
    fn states(&mut self, field: Option<&str>, node: &Node, path: &Path<'_>) {
        let Some(field) = field else { return };
        let (message, help) = match (field, self.moment) {
            ("input" | "context", _)
            | ("result", Moment::After)
            | ("errorOutput", Moment::Caught) => return,
            ("result", _) => (
                "there is no `$states.result` here",
                "a result is there in Output and Assign of a Task, Parallel or Map, once it has one: use $states.input",
            ),
            ("errorOutput", _) => (
                "there is no `$states.errorOutput` here",
                "an error is there in Output and Assign of a catcher: hand it on from there",
            ),
            _ => (
                "`$states` has no such field",
                "it has input and context; result once a state has one, errorOutput in a catcher",
            ),
        };
        let (message, help) = if help.starts_with("it has") {
            let known = ["input", "context", "result", "errorOutput"];
            let help = suggest::closest(field, known.into_iter()).map_or_else(
                || help.to_owned(),
                |meant| format!("did you mean `$states.{meant}`?"),
            );
            (format!("{message}: `{}`", shorten(field)), help)
        } else {
            (message.to_owned(), help.to_owned())
        };
        self.out.push(
            Diagnostic::error(Code::UnsupportedExpression, path, message)
                .with_span(node.span.start + 2, node.span.end + 2)
                .with_help(help),
        );
    }

    /// At the outer level there is no context, so that nothing can be read from it. INVARIANT: recurses no deeper than an
    /// expression is high.
    fn outside(&mut self, node: &Node, path: &Path<'_>) {
        let what = match &node.kind {
            Kind::Variable(name) if name.is_empty() => "`$`",
            Kind::Variable(name) if name == "$" => "`$$`",
            Kind::Wildcard | Kind::Descendant => "`*`",
            Kind::Path(steps) => {
                let Some(first) = steps.steps.first() else {
                    return;
                };
                match &first.node.kind {
                    Kind::Name(_) => "a name without `$`",
                    Kind::Wildcard | Kind::Descendant => "`*`",
                    _ => return self.outside(&first.node, path),
                }
            }
            Kind::Binary { left, right, .. }
            | Kind::Apply { left, right }
            | Kind::Range {
                from: left,
                to: right,
            } => {
                self.outside(left, path);
                return self.outside(right, path);
            }
            Kind::Filter { of, .. }
            | Kind::Group { of, .. }
            | Kind::Negate(of)
            | Kind::Bind { value: of, .. }
            // A function keeps the context that there is where it is defined.
            | Kind::Lambda { body: of, .. } => return self.outside(of, path),
            Kind::Call {
                function,
                arguments,
            } => {
                if !matches!(function.kind, Kind::Name(_)) {
                    self.outside(function, path);
                }
                for argument in arguments {
                    self.outside(argument, path);
                }
                return;
            }
            Kind::Block(parts) | Kind::Array(parts) => {
                for part in parts {
                    self.outside(part, path);
                }
                return;
            }
            Kind::Object(pairs) => {
                for (key, value) in pairs {
                    self.outside(key, path);
                    self.outside(value, path);
                }
                return;
            }
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                self.outside(condition, path);
                self.outside(then, path);
                if let Some(otherwise) = otherwise {
                    self.outside(otherwise, path);
                }
                return;
            }
            _ => return,
        };
        let message = format!("{what} reads nothing here: an expression has no context of its own");
        self.out.push(
            Diagnostic::error(Code::UnsupportedExpression, path, message)
                .with_span(node.span.start + 2, node.span.end + 2)
                .with_help("read the data with $states.input, quote text"),
        );
    }
}

/// Operators of other languages, and what JSONata has instead.
const BORROWED: &[(&str, &str)] = &[
    ("==", "JSONata compares with one `=`"),
    ("&&", "JSONata writes `and`; one `&` joins text"),
    ("||", "JSONata writes `or`"),
    ("=>", "JSONata writes functions as `function($x) { .. }`"),
];

/// The text around a place, for the help of a message.
fn near(text: &str, at: usize) -> String {
    let borrowed = BORROWED.iter().find(|(operator, _)| {
        let from = |at: Option<usize>| at.and_then(|at| text.get(at..));
        [Some(at), at.checked_sub(1)]
            .into_iter()
            .any(|at| from(at).is_some_and(|rest| rest.starts_with(operator)))
    });
    if let Some((_, instead)) = borrowed {
        return (*instead).to_owned();
    }
    let before = text[..at].trim_end();
    let from = before
        .char_indices()
        .rev()
        .nth(29)
        .map_or(0, |(from, _)| from);
    if before.is_empty() {
        "look at its beginning".to_owned()
    } else {
        format!("look after `{}`", before[from..].trim_start())
    }
}
