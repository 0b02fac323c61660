//! What a state says about the parameters of its call: a value, nothing, or that it comes from data.

use sfn_asl::json::Json;
use sfn_asl::model::is_expression;
use std::borrow::Cow;
use std::collections::HashSet;

/// A parameter as far as the document tells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value<'d> {
    /// This text, `${Placeholders}` included.
    Known(Cow<'d, str>),
    /// This text, with a `*` wherever only an execution tells what stands there. It begins with what is known.
    Like(String),
    /// Only an execution tells.
    FromData,
    /// The call does not have it.
    Absent,
}

/// The parameters of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Parameters<'d> {
    /// The payload template of the state.
    Template(&'d Json),
    /// The state has none, so the call gets the state's input.
    Input,
}

impl<'d> Parameters<'d> {
    pub(crate) fn new(template: Option<&'d Json>) -> Self {
        template.map_or(Self::Input, Self::Template)
    }

    /// The values of a path such as `Entries[].EventBusName`; more than one only when the path goes through a list.
    pub(crate) fn get(self, path: &str) -> Vec<Value<'d>> {
        let Self::Template(template) = self else {
            return vec![Value::FromData];
        };
        // Most paths are a single name.
        if !path.contains(['.', '[']) {
            return vec![Step::At(template).member(path).value()];
        }
        let mut here: Vec<Step<'d>> = vec![Step::At(template)];
        for step in path.split('.') {
            let mut brackets = step.split('[');
            let name = brackets.next().unwrap_or_default();
            here = here.into_iter().map(|at| at.member(name)).collect();
            for bracket in brackets {
                let each = match bracket {
                    "keys]" => Each::Key,
                    "values]" => Each::Value,
                    _ => Each::Item,
                };
                here = here.into_iter().flat_map(|at| at.each(each)).collect();
            }
        }
        let values = here.into_iter().map(Step::value);
        if values.len() == 1 {
            return values.collect();
        }
        let mut seen = HashSet::new();
        // A thousand entries on the same bus are one value.
        let values: Vec<Value<'d>> = values.filter(|value| seen.insert(value.clone())).collect();
        if values.is_empty() {
            vec![Value::Absent]
        } else {
            values
        }
    }

    /// Every string in the top level of the parameters that is known.
    pub(crate) fn strings(self) -> impl Iterator<Item = &'d str> {
        let members = match self {
            Self::Template(template) => template.as_object(),
            Self::Input => None,
        };
        members
            .into_iter()
            .flatten()
            .filter(|(key, _)| !key.ends_with(".$"))
            .filter_map(|(_, value)| value.as_str())
            .filter(|text| !is_expression(text))
    }
}

#[derive(Clone, Copy)]
enum Each {
    Item,
    Key,
    Value,
}

/// A place on the way to a value.
enum Step<'d> {
    At(&'d Json),
    Key(&'d str),
    /// A path or an intrinsic function.
    Computed(&'d str),
    FromData,
    Absent,
}

impl<'d> Step<'d> {
    /// What stands under the name.
    fn member(self, name: &str) -> Self {
        match self {
            Self::At(Json::Object(members)) => {
                let computed = || {
                    let is = |key: &String| key.strip_suffix(".$") == Some(name);
                    members.iter().find(|(key, _)| is(key))
                };
                match members
                    .get(name)
                    .map(Self::At)
                    .or_else(|| computed().map(|(_, value)| Self::computed(value)))
                {
                    Some(step) => step,
                    None => Self::Absent,
                }
            }
            Self::At(Json::String(text)) if is_expression(text) => Self::FromData,
            Self::At(_) | Self::Key(_) | Self::Absent => Self::Absent,
            Self::Computed(_) | Self::FromData => Self::FromData,
        }
    }

    /// What is in it, when it is a list or an object.
    fn each(self, each: Each) -> Vec<Self> {
        match (each, self) {
            (Each::Item, Self::At(Json::Array(items))) => items.iter().map(Self::At).collect(),
            (Each::Key, Self::At(Json::Object(members))) => members
                .keys()
                .map(|key| {
                    if key.ends_with(".$") {
                        Self::FromData
                    } else {
                        Self::Key(key)
                    }
                })
                .collect(),
            (Each::Value, Self::At(Json::Object(members))) => members
                .iter()
                .map(|(key, value)| {
                    if key.ends_with(".$") {
                        Self::computed(value)
                    } else {
                        Self::At(value)
                    }
                })
                .collect(),
            // A list, or an object, that an expression makes.
            (_, Self::At(Json::String(_)) | Self::Computed(_)) => vec![Self::FromData],
            (_, here) => vec![here],
        }
    }

    fn computed(json: &'d Json) -> Self {
        json.as_str().map_or(Self::FromData, Self::Computed)
    }

    fn value(self) -> Value<'d> {
        match self {
            Self::At(Json::String(text)) if is_expression(text) => match constant(text) {
                Some(text) => Value::Known(text.into()),
                None => joined(text).unwrap_or(Value::FromData),
            },
            Self::Computed(text) => formatted(text).map_or(Value::FromData, Value::Like),
            Self::At(Json::String(text)) => Value::Known(text.into()),
            Self::At(Json::Number(number)) => Value::Known(number.spelling().into_owned().into()),
            Self::At(Json::Bool(value)) => {
                Value::Known(if *value { "true" } else { "false" }.into())
            }
            Self::At(Json::Null) | Self::Absent => Value::Absent,
            Self::At(Json::Array(_) | Json::Object(_)) | Self::FromData => Value::FromData,
            Self::Key(key) => Value::Known(key.into()),
        }
    }
}

/// The text of an expression that is nothing but a string literal without escapes.
fn constant(expression: &str) -> Option<&str> {
    let inner = expression.strip_prefix("{%")?.strip_suffix("%}")?.trim();
    let quote = inner
        .chars()
        .next()
        .filter(|quote| matches!(quote, '\'' | '"'))?;
    let text = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    (!text.contains([quote, '\\'])).then_some(text)
}

/// What a concatenation comes to: `{% 'orders-' & $states.input.day & '.csv' %}`, in either kind of quotes, is
/// `orders-*.csv`. Anything but names, strings and `&` may bind otherwise than it looks, so it does not count.
fn joined<'d>(expression: &str) -> Option<Value<'d>> {
    let inner = expression.strip_prefix("{%")?.strip_suffix("%}")?.trim();
    let quote = |c: char| matches!(c, '\'' | '"');
    if !inner.starts_with(quote) || inner.contains('\\') {
        return None;
    }
    let (mut strings, mut between) = (Vec::new(), String::new());
    let mut rest = inner;
    while let Some(open) = rest.find(quote) {
        between.push_str(&rest[..open]);
        // A mark that no name has, so that what stands before a string and after it stays apart.
        between.push('"');
        let (mark, after) = rest[open..].split_at(1);
        let (text, after) = after.split_once(mark)?;
        strings.push(text);
        rest = after;
    }
    between.push_str(rest);
    let plain = between
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.$& \"".contains(&byte));
    let words = between
        .split([' ', '&', '"'])
        .all(|word| !matches!(word, "and" | "or" | "in"));
    if !plain || !words || strings[0].is_empty() {
        return None;
    }
    let (mut text, mut open) = (String::new(), false);
    let mut strings = strings.into_iter();
    for operand in between.split('&').map(str::trim) {
        match operand {
            "\"" => text.push_str(strings.next()?),
            _ if operand.is_empty() || operand.contains(['"', ' ']) => return None,
            _ => {
                text.push('*');
                open = true;
            }
        }
    }
    Some(if open {
        Value::Like(text)
    } else {
        Value::Known(text.into())
    })
}

/// What a formatted text comes to: `States.Format('orders-{}.csv', $.day)` is `orders-*.csv`.
fn formatted(call: &str) -> Option<String> {
    let template = call.trim().strip_prefix("States.Format('")?;
    let (template, _) = template.split_once('\'')?;
    let (first, _) = template.split_once("{}")?;
    (!first.is_empty() && !template.contains('\\')).then(|| template.replace("{}", "*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(json: &str, path: &str) -> Vec<String> {
        let json: Json = json.parse().unwrap();
        Parameters::new(Some(&json))
            .get(path)
            .into_iter()
            .map(|value| match value {
                Value::Known(text) => text.into_owned(),
                Value::Like(text) => format!("{text} (data)"),
                Value::FromData => "(data)".to_owned(),
                Value::Absent => "(absent)".to_owned(),
            })
            .collect()
    }

    #[test]
    fn values_are_known_from_data_or_absent() {
        assert_eq!(get(r#"{"A": "x"}"#, "A"), ["x"]);
        assert_eq!(get(r#"{"A.$": "$.x"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% $states.input.x %}"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% 'x' %}"}"#, "A"), ["x"]);
        assert_eq!(get(r#"{"A": null}"#, "A"), ["(absent)"]);
        assert_eq!(get(r#"{"B": 1}"#, "A"), ["(absent)"]);
        assert_eq!(get(r#"{"A": {"B.$": "$"}}"#, "A.B"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% $x %}"}"#, "A.B"), ["(data)"]);
        assert_eq!(get(r#""{% $x %}""#, "A"), ["(data)"]);
    }

    #[test]
    fn text_that_data_completes_is_a_pattern() {
        assert_eq!(
            get(r#"{"A": "{% 'orders-' & $states.input.day %}"}"#, "A"),
            ["orders-* (data)"]
        );
        assert_eq!(
            get(r#"{"A": "{% 'a' & $x & '-b' %}"}"#, "A"),
            ["a*-b (data)"]
        );
        assert_eq!(get(r#"{"A": "{% 'a' & '-b' %}"}"#, "A"), ["a-b"]);
        assert_eq!(get(r#"{"A": "{% 'a' & $x 'b' %}"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% 'a' & & 'b' %}"}"#, "A"), ["(data)"]);
        assert_eq!(
            get(r#"{"A.$": "States.Format('a-{}-{}.csv', $.x, 'y')"}"#, "A"),
            ["a-*-*.csv (data)"]
        );
        assert_eq!(
            get(
                r#"{"A": "{% \"orders-\" & $states.input.day & '-\"b' %}"}"#,
                "A"
            ),
            ["orders-*-\"b (data)"]
        );
        assert_eq!(get(r#"{"A": "{% \"a\" = $x & \"b\" %}"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% \"a & $x %}"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% \"a\" & $f('b') %}"}"#, "A"), ["(data)"]);
        assert_eq!(
            get(r#"{"A": "{% 'a' & $x ? 'b' : 'c' %}"}"#, "A"),
            ["(data)"]
        );
        assert_eq!(get(r#"{"A": "{% 'a' & $x and $y %}"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% $x & 'a' & $y %}"}"#, "A"), ["(data)"]);
        assert_eq!(get(r#"{"A": "{% 'a' = $x %}"}"#, "A"), ["(data)"]);
        assert_eq!(
            get(r#"{"A.$": "States.Format('orders-{}', $.day)"}"#, "A"),
            ["orders-* (data)"]
        );
        assert_eq!(
            get(r#"{"A.$": "States.Format('{}-orders', $.day)"}"#, "A"),
            ["(data)"]
        );
    }

    #[test]
    fn lists_give_each_value_once() {
        let json = r#"{"E": [{"B": "x"}, {"B": "x"}, {}, {"B.$": "$.b"}]}"#;
        assert_eq!(get(json, "E[].B"), ["x", "(absent)", "(data)"]);
        assert_eq!(get(r#"{"E.$": "$.entries"}"#, "E[].B"), ["(data)"]);
        assert_eq!(get(r#"{"E": []}"#, "E[].B"), ["(absent)"]);
        assert_eq!(
            get(r#"{"R": {"t1": [], "t2": []}}"#, "R[keys]"),
            ["t1", "t2"]
        );
        let json = r#"{"A": {"x": [{"R": "r1"}], "y": [{"R.$": "$.r"}], "z.$": "$.z"}}"#;
        assert_eq!(get(json, "A[values][].R"), ["r1", "(data)"]);
    }

    #[test]
    fn without_parameters_everything_comes_from_the_input() {
        assert_eq!(Parameters::new(None).get("A"), [Value::FromData]);
    }
}
