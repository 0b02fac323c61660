//! Choice rules in short, as people say them.

use sfn_asl::json::Json;
use sfn_asl::model::{ChoiceRule, Condition, Operator, Test};

/// Rules nest as deep as a reader allows; nobody reads a label that deep.
const MAX_DEPTH: usize = 6;

/// What a rule asks, on one line.
pub(super) fn text(rule: &ChoiceRule) -> String {
    write(rule, 0)
}

fn write(rule: &ChoiceRule, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "..".to_owned();
    }
    match (&rule.condition, &rule.test) {
        (Some(Condition::Bool(value)), _) => value.to_string(),
        (Some(Condition::Expression(text)), _) => expression(text),
        (None, Some(Test::Compare(operator, operand))) => {
            let variable = rule.variable.as_ref().map_or("", |path| path.as_str());
            comparison(variable, *operator, operand)
        }
        (None, Some(Test::And(rules))) => joined(rules, " and ", depth),
        (None, Some(Test::Or(rules))) => joined(rules, " or ", depth),
        (None, Some(Test::Not(inner))) => format!("not ({})", write(inner, depth + 1)),
        (None, None) => String::new(),
    }
}

fn joined(rules: &[ChoiceRule], between: &str, depth: usize) -> String {
    let shown = |rule: &&ChoiceRule| between != " and " || !is_implied(rule, rules);
    let parts: Vec<String> = rules
        .iter()
        .filter(shown)
        .map(|rule| {
            let text = write(rule, depth + 1);
            let nested = matches!(rule.test, Some(Test::And(_) | Test::Or(_)));
            if nested { format!("({text})") } else { text }
        })
        .collect();
    parts.join(between)
}

/// Whether a rule only asks for what another one of them compares: that it is there, or of some type.
fn is_implied(rule: &ChoiceRule, among: &[ChoiceRule]) -> bool {
    let asks = |rule: &ChoiceRule| {
        matches!(&rule.test, Some(Test::Compare(operator, operand))
            if operator.name().starts_with("Is") && operand.as_bool() == Some(true))
    };
    let says = |other: &ChoiceRule| {
        let compares = matches!(&other.test, Some(Test::Compare(operator, _)) if !operator.name().starts_with("Is"));
        compares && other.variable == rule.variable
    };
    asks(rule) && among.iter().any(says)
}

/// An expression without its delimiters and without what every one of them begins with.
pub(super) fn expression(text: &str) -> String {
    let inner = text.trim().trim_start_matches("{%").trim_end_matches("%}");
    let inner = inner.split_whitespace().collect::<Vec<_>>().join(" ");
    inner
        .replace("$states.input.", "")
        .replace("$states.input", "input")
}

fn comparison(variable: &str, operator: Operator, operand: &Json) -> String {
    let name = operator.name();
    let path = shown_path(variable);
    let value = match operand {
        Json::String(text) if operator.takes_path() => shown_path(text),
        Json::String(text) => format!("\"{text}\""),
        other => other.to_compact(),
    };
    if let Some(kind) = name.strip_prefix("Is") {
        let word = match kind {
            "Null" => "null".to_owned(),
            "Present" => "present".to_owned(),
            kind => format!("a {}", kind.to_lowercase()),
        };
        let is = if operand.as_bool() == Some(false) {
            "is not"
        } else {
            "is"
        };
        return format!("{path} {is} {word}");
    }
    if let Operator::BooleanEquals = operator {
        return match operand.as_bool() {
            Some(false) => format!("not {path}"),
            _ => path,
        };
    }
    let relation = name.trim_end_matches("Path");
    let sign = RELATIONS
        .iter()
        .find(|(ending, _)| relation.ends_with(ending))
        .map_or(relation, |(_, sign)| sign);
    format!("{path} {sign} {value}")
}

/// How operators end, the longer ones first, and how people write them.
const RELATIONS: &[(&str, &str)] = &[
    ("LessThanEquals", "<="),
    ("GreaterThanEquals", ">="),
    ("LessThan", "<"),
    ("GreaterThan", ">"),
    ("Matches", "matches"),
    ("Equals", "="),
];

fn shown_path(path: &str) -> String {
    match path.strip_prefix("$.") {
        Some(rest) => rest.to_owned(),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sfn_asl::StateMachine;

    fn shown(rule: &str) -> String {
        let text = format!(
            r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{rule}]}}}}}}"#
        );
        let machine = StateMachine::from_json_str(&text).unwrap();
        let (_, state) = machine.states.get_index(0).unwrap();
        self::text(&state.as_choice().unwrap().choices[0])
    }

    #[test]
    fn rules_are_said_as_people_do() {
        for (rule, expected) in [
            (
                r#"{"Variable": "$.a.b", "NumericGreaterThan": 5, "Next": "X"}"#,
                "a.b > 5",
            ),
            (
                r#"{"Variable": "$.a", "StringEquals": "x", "Next": "X"}"#,
                r#"a = "x""#,
            ),
            (
                r#"{"Variable": "$.a", "NumericLessThanEqualsPath": "$.b", "Next": "X"}"#,
                "a <= b",
            ),
            (
                r#"{"Variable": "$.a", "IsPresent": false, "Next": "X"}"#,
                "a is not present",
            ),
            (
                r#"{"Variable": "$.a", "IsNumeric": true, "Next": "X"}"#,
                "a is a numeric",
            ),
            (
                r#"{"Variable": "$.a", "BooleanEquals": false, "Next": "X"}"#,
                "not a",
            ),
            (
                r#"{"Variable": "$$.Execution.Name", "StringMatches": "a*", "Next": "X"}"#,
                r#"$$.Execution.Name matches "a*""#,
            ),
            (
                r#"{"And": [{"Variable": "$.a", "IsPresent": true}, {"Variable": "$.a", "IsString": true}, {"Variable": "$.a", "StringEquals": "x"}, {"Variable": "$.b", "IsPresent": true}], "Next": "X"}"#,
                r#"a = "x" and b is present"#,
            ),
            (
                r#"{"Condition": "{% $states.input.total > 100 %}", "Next": "X"}"#,
                "total > 100",
            ),
            (
                r#"{"Or": [{"Variable": "$.a", "BooleanEquals": true}, {"And": [{"Variable": "$.b", "IsNull": true}, {"Not": {"Variable": "$.c", "IsString": true}}]}], "Next": "X"}"#,
                "a or (b is null and not (c is a string))",
            ),
        ] {
            assert_eq!(shown(rule), expected);
        }
    }
}
