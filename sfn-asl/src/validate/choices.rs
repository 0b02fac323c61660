//! Choice rules: one test each, operands of the right type, transitions at the top only.

use super::fields::misspelt;
use super::{Context, timestamp};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::Json;
use crate::model::{ChoiceRule, Compares, Operator, ReferencePath, Test, Visit, has_placeholder};
use crate::pointer::Path;

pub(super) fn rules(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let state = Path::At(&visit.pointer);
    let choices = state.key("Choices");
    for (at, rule) in visit.state.choices().iter().enumerate() {
        let path = choices.index(at);
        if rule.next.is_none()
            && rule.layout.get("Next").is_none()
            && !misspelt(&rule.layout, "Next")
        {
            out.push(
                Diagnostic::error(Code::MissingField, path, "the rule has no Next")
                    .with_help("add Next with the name of the state to go to"),
            );
        }
        if visit.is_jsonata() {
            jsonata(rule, &path, out);
        } else {
            jsonpath(rule, &path, out);
        }
    }
}

fn jsonata(rule: &ChoiceRule, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    match &rule.condition {
        // A rule of the other language is one mistake.
        None if rule.test.is_some() || rule.variable.is_some() => {}
        None if rule.layout.get("Condition").is_none() && !misspelt(&rule.layout, "Condition") => out
            .push(
                Diagnostic::error(Code::InvalidChoiceRule, path, "the rule has no Condition")
                    .with_help(
                        "in JSONata a rule is a Condition, such as \"{% $states.input.total > 100 %}\"",
                    ),
            ),
        Some(condition)
            if !condition.is_well_formed()
                && !matches!(condition, crate::model::Condition::Expression(text) if has_placeholder(text)) =>
        {
            out.push(
                Diagnostic::error(
                    Code::InvalidExpression,
                    path.key("Condition"),
                    "the condition is not an expression",
                )
                .with_help("begin with `{%` and end with `%}`, with no blank outside"),
            );
        }
        _ => {}
    }
    let used = rule
        .test
        .as_ref()
        .map(Test::name)
        .or_else(|| rule.variable.as_ref().map(|_| "Variable"));
    if let Some(name) = used {
        out.push(
            Diagnostic::error(
                Code::WrongQueryLanguage,
                path.key(name),
                format!("{name} belongs to JSONPath, and this state uses JSONata"),
            )
            .with_help("use Condition"),
        );
    }
}

/// Checks a rule and those in it. INVARIANT: no deeper than the document is nested.
fn jsonpath(rule: &ChoiceRule, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    let nested = |rule: &ChoiceRule, path: &Path<'_>, out: &mut Vec<Diagnostic>| {
        if rule.next.is_some() {
            out.push(
                Diagnostic::error(
                    Code::InvalidChoiceRule,
                    path.key("Next"),
                    "a rule inside another one has a Next",
                )
                .with_help("put Next into the rule at the top"),
            );
        }
        if rule.assign.is_some() {
            out.push(
                Diagnostic::error(
                    Code::InvalidChoiceRule,
                    path.key("Assign"),
                    "a rule inside another one has an Assign",
                )
                .with_help("put Assign into the rule at the top"),
            );
        }
        jsonpath(rule, path, out);
    };
    if rule.condition.is_some() {
        out.push(
            Diagnostic::error(
                Code::WrongQueryLanguage,
                path.key("Condition"),
                "Condition belongs to JSONata, and this state uses JSONPath",
            )
            .with_help("use Variable and an operator, or set the QueryLanguage of the state"),
        );
        return;
    }
    let second: Vec<&str> = rule
        .layout
        .kept()
        .map(|(key, _)| key)
        .filter(|key| Test::is_name(key))
        .collect();
    match &rule.test {
        // A test whose value has the wrong type was reported as that.
        None if !second.is_empty() => {}
        // An operator that is misspelt was reported as that.
        None if rule
            .layout
            .kept()
            .any(|(key, _)| Test::meant(key).is_some()) => {}
        None => out.push(
            Diagnostic::error(Code::InvalidChoiceRule, path, "the rule tests nothing")
                .with_help("add an operator such as StringEquals, or And, Or, Not"),
        ),
        Some(test) => {
            for key in second {
                out.push(
                    Diagnostic::error(
                        Code::InvalidChoiceRule,
                        path.key(key),
                        format!("the rule has both {} and {key}", test.name()),
                    )
                    .with_help("a rule has one operator: join several rules with And"),
                );
            }
        }
    }
    match &rule.test {
        Some(Test::Compare(operator, operand)) => compare(rule, *operator, operand, path, out),
        Some(test @ (Test::And(rules) | Test::Or(rules))) => {
            compares_nothing(rule, test, path, out);
            let here = path.key(test.name());
            if rules.is_empty() {
                out.push(
                    Diagnostic::error(
                        Code::InvalidChoiceRule,
                        here,
                        format!("{} holds no rule", test.name()),
                    )
                    .with_help("add rules to it"),
                );
            }
            for (at, rule) in rules.iter().enumerate() {
                nested(rule, &here.index(at), out);
            }
        }
        Some(test @ Test::Not(inner)) => {
            compares_nothing(rule, test, path, out);
            nested(inner, &path.key("Not"), out);
        }
        None => {}
    }
}

/// A Variable beside And, Or or Not, which looks as if something were compared.
fn compares_nothing(rule: &ChoiceRule, test: &Test, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
    if rule.variable.is_some() {
        let name = test.name();
        out.push(
            Diagnostic::warning(
                Code::InvalidChoiceRule,
                path.key("Variable"),
                format!("the Variable beside {name} is compared with nothing"),
            )
            .with_help(format!(
                "remove it, or put a comparison with it into {name}"
            )),
        );
    }
}

fn compare(
    rule: &ChoiceRule,
    operator: Operator,
    operand: &Json,
    path: &Path<'_>,
    out: &mut Vec<Diagnostic>,
) {
    match &rule.variable {
        None if rule.layout.get("Variable").is_none() => out.push(
            Diagnostic::error(
                Code::InvalidChoiceRule,
                path,
                format!("{} has no Variable", operator.name()),
            )
            .with_help("add Variable with the path to the value"),
        ),
        Some(variable) => super::paths::path(variable, &path.key("Variable"), out),
        None => {}
    }
    let here = path.key(operator.name());
    if let Json::String(text) = operand {
        if has_placeholder(text) {
            return;
        }
        if operator.takes_path() {
            return super::paths::path(&ReferencePath::unchecked(text.as_str()), &here, out);
        }
    }
    if let (Compares::String, Json::String(text)) = (operator.compares(), operand)
        && super::payloads::looks_like_path(text)
    {
        let message = format!(
            "`{}` is taken as text, not followed",
            crate::model::shorten(text)
        );
        let help = with_path(operator).map_or_else(
            || format!("{} takes no path: compare with text", operator.name()),
            |name| format!("use {name} to compare with what it leads to"),
        );
        out.push(Diagnostic::warning(Code::PathInWrongField, here, message).with_help(help));
        return;
    }
    let expects = match operator.compares() {
        _ if operator.takes_path() => Some("a string (path)"),
        Compares::String => operand.as_str().is_none().then_some("a string"),
        Compares::Numeric => operand.as_number().is_none().then_some("a number"),
        Compares::Boolean | Compares::Kind => operand.as_bool().is_none().then_some("a boolean"),
        Compares::Timestamp => operand.as_str().is_none().then_some("a string (timestamp)"),
    };
    if let Some(expects) = expects {
        let mut diagnostic = crate::model::record::wrong_type(&here, expects, operand);
        if operand.as_str().is_some_and(|text| text.starts_with('$'))
            && let Some(name) = with_path(operator)
        {
            diagnostic.help = Some(format!("use {name} to compare with what it leads to"));
        }
        out.push(diagnostic);
    } else if operator.compares() == Compares::Timestamp
        && let Some(text) = operand.as_str()
        && let Err(mut diagnostic) = timestamp::check(text, &here)
    {
        if text.starts_with('$')
            && let Some(name) = with_path(operator)
        {
            diagnostic.help = Some(format!("use {name} to compare with what it leads to"));
        }
        out.push(*diagnostic);
    }
}

/// The operator that does the same with what a path leads to.
fn with_path(operator: Operator) -> Option<&'static str> {
    let name = format!("{}Path", operator.name());
    Operator::from_name(&name).map(Operator::name)
}
