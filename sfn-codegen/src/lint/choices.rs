//! Choices that data may fall through.

use super::Found;
use super::context::Context;
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
    let subject = |rule: &ChoiceRule| match (&rule.condition, &rule.test) {
        (Some(Condition::Expression(text)), _) => {
            let inner = text.strip_prefix("{%")?.strip_suffix("%}")?.trim();
            let (subject, case) = inner.split_once(" = ")?;
            let quoted = |quote| case.starts_with(quote) && case.ends_with(quote);
            (quoted('"') || quoted('\'')).then(|| subject.trim().to_owned())
        }
        (None, Some(Test::Compare(Operator::StringEquals, _))) => {
            rule.variable.as_ref().map(ToString::to_string)
        }
        _ => None,
    };
    let mut subjects = rules.iter().map(subject);
    match subjects.next() {
        Some(Some(first)) => {
            rules.len() > 1 && subjects.all(|other| other.as_ref() == Some(&first))
        }
        _ => false,
    }
}
