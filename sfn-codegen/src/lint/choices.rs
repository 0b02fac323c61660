//! Choices that data may fall through.

use super::Found;
use super::context::Context;
use sfn_asl::jsonata::{self, Kind, Node, Operator as Sign};
use sfn_asl::model::{ChoiceRule, Condition, Operator, State, Test};

pub(super) fn default(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        if let State::Choice(choice) = visit.state
            && choice.default.is_none()
            && !tells_cases_apart(&choice.choices)
        {
            let message = format!("the choice `{}` has no Default", visit.name.as_str());
            found.add(
                &visit.pointer,
                message,
                "add \"Default\" with a state for what no rule matches",
            );
        }
    }
}

/// Whether every rule asks one and the same value for a name: the cases of a kind, each of which has a rule. Data of a new
/// kind is then better refused than sent where one of the old ones goes.
fn tells_cases_apart(rules: &[ChoiceRule]) -> bool {
    let mut subjects = rules.iter().map(subject);
    match subjects.next() {
        Some(Some(first)) => {
            rules.len() > 1 && subjects.all(|other| other.as_ref() == Some(&first))
        }
        _ => false,
    }
}

/// What a rule asks for a name, whatever else it asks. INVARIANT: recurses no deeper than the document is nested.
fn subject(rule: &ChoiceRule) -> Option<String> {
    match (&rule.condition, &rule.test) {
        (Some(Condition::Expression(text)), _) => {
            let inner = text.strip_prefix("{%")?.strip_suffix("%}")?;
            of_node(&jsonata::parse(inner).ok()?.root, inner)
        }
        (None, Some(Test::Compare(Operator::StringEquals, _))) => {
            rule.variable.as_ref().map(ToString::to_string)
        }
        (None, Some(Test::Or(rules))) => same(rules.iter().map(subject)),
        (None, Some(Test::And(rules))) => rules.iter().find_map(subject),
        _ => None,
    }
}

/// INVARIANT: recurses no deeper than an expression is high, which its reader bounds.
fn of_node(node: &Node, text: &str) -> Option<String> {
    match &node.kind {
        Kind::Block(parts) if parts.len() == 1 => of_node(&parts[0], text),
        Kind::Binary {
            operator,
            left,
            right,
        } => match (operator, &right.kind) {
            (Sign::Equal, Kind::String(_)) => text
                .get(left.span.start..left.span.end)
                .map(|subject| subject.trim().to_owned()),
            (Sign::Or, _) => same([of_node(left, text), of_node(right, text)].into_iter()),
            (Sign::And, _) => of_node(left, text).or_else(|| of_node(right, text)),
            _ => None,
        },
        _ => None,
    }
}

/// What all of them are, if they are all the same.
fn same(mut all: impl Iterator<Item = Option<String>>) -> Option<String> {
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}
