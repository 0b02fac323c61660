//! Conditions as JSONPath choice rules.

use sfn_asl::Json;
use sfn_asl::model::{ChoiceRule, Comparison as Rule, Operator};

use super::jsonpath::path;
use crate::Unsupported;
use crate::expr::function::{self, Function};
use crate::expr::node::{Comparison, Node, Op, Presence, ValueKind};

/// The choice rule for a condition, without `Next`.
pub(crate) fn choice_rule(node: Node) -> Result<ChoiceRule, Unsupported> {
    if let Some(e) = super::too_deep(node) {
        return Err(e);
    }
    rule(node)
}

fn refuse<T>(what: impl Into<String>) -> Result<T, Unsupported> {
    Err(Unsupported::new(
        what,
        "compare a field with a literal or with another field, or make the state JSONata (`#[state(query_language = \"JSONata\")]`)",
    ))
}

fn rule(node: Node) -> Result<ChoiceRule, Unsupported> {
    match node.op() {
        Op::And(parts) => Ok(ChoiceRule::all_of(rules(parts)?)),
        Op::Or(parts) => Ok(ChoiceRule::any_of(rules(parts)?)),
        Op::Not(inner) => Ok(rule(*inner)?.negate()),
        Op::Compare(how, kind, a, b) => compare(*how, *kind, *a, *b),
        Op::Test(what, of) => {
            let Some(path) = path(*of) else {
                return refuse("JSONPath can test the presence of a field only");
            };
            Ok(match what {
                Presence::Present => Rule::is_present(path, true).into(),
                Presence::Some => {
                    Rule::is_present(path.clone(), true).and(Rule::is_null(path, true).negate())
                }
                Presence::Null => {
                    Rule::is_present(path.clone(), true).and(Rule::is_null(path, true))
                }
            })
        }
        // A boolean by itself.
        _ if path(node).is_some() => {
            let path = path(node).unwrap_or_default();
            Ok(Rule::boolean_equals(path, true).into())
        }
        Op::Call(f, arguments) if let Some(pattern) = pattern_of(f) => {
            match (path(arguments[0]), arguments[1].op()) {
                (Some(path), Op::Text(part)) => {
                    let part = part.replace('\\', "\\\\").replace('*', "\\*");
                    Ok(Rule::string_matches(path, pattern.replace("{}", &part)).into())
                }
                _ => refuse("JSONPath can look for a literal in a field only"),
            }
        }
        Op::Call(f, arguments) if let Some(is_type) = type_test(f) => match path(arguments[0]) {
            Some(path) => Ok(is_type(path, true).into()),
            None => refuse("JSONPath can ask what a field is, not something computed"),
        },
        Op::Bool(_) => refuse("a literal is no condition in JSONPath"),
        _ => refuse("JSONPath cannot compute this condition"),
    }
}

/// The pattern of `StringMatches` for a search.
fn pattern_of(f: &Function) -> Option<&'static str> {
    let patterns = [
        (&function::STRING_CONTAINS, "*{}*"),
        (&function::STARTS_WITH, "{}*"),
        (&function::ENDS_WITH, "*{}"),
    ];
    let found = patterns.iter().find(|(known, _)| *known == f);
    found.map(|(_, pattern)| *pattern)
}

type TypeTest = fn(String, bool) -> Rule;

/// The comparison that asks for a type.
fn type_test(f: &Function) -> Option<TypeTest> {
    let tests: [(_, TypeTest); 3] = [
        (&function::IS_STRING, Rule::is_string),
        (&function::IS_NUMBER, Rule::is_numeric),
        (&function::IS_BOOLEAN, Rule::is_boolean),
    ];
    let found = tests.iter().find(|(known, _)| *known == f);
    found.map(|(_, test)| *test)
}

fn rules(parts: &[Node]) -> Result<Vec<ChoiceRule>, Unsupported> {
    parts.iter().map(|n| rule(*n)).collect()
}

fn compare(how: Comparison, kind: ValueKind, a: Node, b: Node) -> Result<ChoiceRule, Unsupported> {
    // The operators want the field on the left.
    let (how, a, b) = if a.is_literal() && !b.is_literal() {
        (mirrored(how), b, a)
    } else {
        (how, a, b)
    };
    let Some(variable) = path(a) else {
        return refuse("JSONPath can compare a field, not something computed");
    };
    if how == Comparison::Ne {
        return Ok(compare(Comparison::Eq, kind, a, b)?.negate());
    }
    let prefix = match kind {
        ValueKind::String => "String",
        ValueKind::Number => "Numeric",
        ValueKind::Boolean => "Boolean",
        ValueKind::Timestamp => "Timestamp",
        ValueKind::Other => {
            return refuse("JSONPath cannot compare lists, objects or dynamic data");
        }
    };
    let relation = match how {
        Comparison::Eq => "Equals",
        Comparison::Lt => "LessThan",
        Comparison::Le => "LessThanEquals",
        Comparison::Gt => "GreaterThan",
        Comparison::Ge => "GreaterThanEquals",
        Comparison::Ne => unreachable!("turned into a negation above"),
    };
    let (suffix, operand) = match b.op() {
        Op::Text(text) => ("", Json::from(text.as_ref())),
        Op::Number(n) => ("", super::jsonata_template::number(n)),
        Op::Bool(b) => ("", Json::from(*b)),
        _ => match path(b) {
            Some(path) => ("Path", Json::from(path)),
            None => {
                return refuse(
                    "JSONPath can compare with a literal or a field, not with something computed",
                );
            }
        },
    };
    let name = format!("{prefix}{relation}{suffix}");
    match Operator::from_name(&name) {
        Some(operator) => Ok(Rule::new(variable, operator, operand).into()),
        None => refuse(format!("JSONPath has no operator `{name}`")),
    }
}

fn mirrored(how: Comparison) -> Comparison {
    match how {
        Comparison::Lt => Comparison::Gt,
        Comparison::Le => Comparison::Ge,
        Comparison::Gt => Comparison::Lt,
        Comparison::Ge => Comparison::Le,
        same => same,
    }
}
