//! Policies that somebody wrote: read as they are found in accounts, in templates and in Terraform.
//!
//! Knows the grammar of policies, and the functions with which CloudFormation makes text; not what anything is for.

use sfn_asl::json::{Json, Object};
use sfn_asl::pointer;
use std::fmt;

/// The statements of one or more policies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Existing {
    /// The statements, in the order they were read.
    pub(crate) statements: Vec<Rule>,
}

/// A statement as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Its `Sid`, or its place in the policy.
    pub(crate) name: String,
    pub(crate) allows: bool,
    pub(crate) actions: Patterns,
    pub(crate) resources: Patterns,
    /// Operator, key and values.
    pub(crate) conditions: Vec<(String, String, Vec<String>)>,
}

/// Patterns, one of which has to match; or none of which may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Patterns {
    pub(crate) texts: Vec<String>,
    pub(crate) negated: bool,
}

/// Why a policy cannot be read: what is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPolicyError {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ReadPolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{} at {}", self.message, self.pointer)
        }
    }
}

impl std::error::Error for ReadPolicyError {}

impl Existing {
    /// Reads a policy document, a statement, or a list of either. A text may be a CloudFormation `Ref`, `Fn::GetAtt`,
    /// `Fn::Sub` or `Fn::Join`; what it refers to becomes a `${Placeholder}`.
    ///
    /// ```
    /// use sfn_codegen::iam::Existing;
    ///
    /// let policy = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sns:Publish", "Resource": {"Ref": "Topic"}}}"#;
    /// assert!(Existing::read(&policy.parse().unwrap()).is_ok());
    /// let error = Existing::read(&r#"{"Statement": [{"Effect": "Permit"}]}"#.parse().unwrap()).unwrap_err();
    /// assert_eq!(error[0].to_string(), "`Effect` is \"Allow\" or \"Deny\" at /Statement/0/Effect");
    /// ```
    ///
    /// # Errors
    /// Everything that is not as a policy has it, with its place.
    pub fn read(json: &Json) -> Result<Self, Vec<ReadPolicyError>> {
        let mut existing = Self::default();
        let mut errors = Vec::new();
        // Not by recursion: what is read may be nested as deep as its reader allows.
        let mut open = vec![(json, String::new())];
        while let Some((json, at)) = open.pop() {
            match json {
                Json::Array(items) => {
                    let items = items.iter().enumerate().rev();
                    open.extend(items.map(|(n, item)| (item, pointer::join(&at, &n.to_string()))));
                }
                Json::Object(members) => {
                    let inner = ["Statement", "PolicyDocument", "Policy"];
                    match inner.iter().find_map(|key| Some((key, members.get(key)?))) {
                        Some((key, inner)) => open.push((inner, pointer::join(&at, key))),
                        None => existing.statements.extend(rule(members, &at, &mut errors)),
                    }
                }
                _ => errors.push(error(&at, "a statement is an object")),
            }
        }
        if errors.is_empty() {
            Ok(existing)
        } else {
            Err(errors)
        }
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is no statement.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

fn error(at: &str, message: &str) -> ReadPolicyError {
    ReadPolicyError {
        pointer: at.to_owned(),
        message: message.to_owned(),
    }
}

fn rule(members: &Object, at: &str, errors: &mut Vec<ReadPolicyError>) -> Option<Rule> {
    let before = errors.len();
    let allows = match members.get("Effect").map(Json::as_str) {
        // Terraform's data source leaves it out.
        None => true,
        Some(Some("Allow")) => true,
        Some(Some("Deny")) => false,
        Some(_) => {
            errors.push(error(
                &pointer::join(at, "Effect"),
                "`Effect` is \"Allow\" or \"Deny\"",
            ));
            true
        }
    };
    let mut patterns = |plain: &str, negated: &str| {
        let found = members.get(plain).map(|texts| (texts, false, plain));
        let found = found.or_else(|| members.get(negated).map(|texts| (texts, true, negated)));
        match found {
            Some((json, negated, key)) => Some(Patterns {
                texts: texts(json, &pointer::join(at, key), errors),
                negated,
            }),
            None => {
                let message = format!("a statement says `{plain}` or `{negated}`");
                errors.push(error(at, &message));
                None
            }
        }
    };
    let actions = patterns("Action", "NotAction");
    let resources = patterns("Resource", "NotResource");
    let mut conditions = Vec::new();
    for (operator, keys) in members
        .get("Condition")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
    {
        let place = pointer::join(&pointer::join(at, "Condition"), operator);
        for (key, values) in keys.as_object().into_iter().flatten() {
            let values = texts(values, &pointer::join(&place, key), errors);
            conditions.push((operator.clone(), key.clone(), values));
        }
    }
    if errors.len() > before {
        return None;
    }
    let name = members.get("Sid").and_then(Json::as_str);
    let at = if at.is_empty() { "the statement" } else { at };
    Some(Rule {
        name: name.filter(|sid| !sid.is_empty()).unwrap_or(at).to_owned(),
        allows,
        actions: actions?,
        resources: resources?,
        conditions,
    })
}

/// A text or a list of texts.
fn texts(json: &Json, at: &str, errors: &mut Vec<ReadPolicyError>) -> Vec<String> {
    let mut one = |json: &Json, at: &str| match text(json) {
        Some(text) => Some(text),
        None => {
            errors.push(error(at, "expected a string, or a function that makes one"));
            None
        }
    };
    match json {
        Json::Array(items) => items
            .iter()
            .enumerate()
            .filter_map(|(n, item)| one(item, &pointer::join(at, &n.to_string())))
            .collect(),
        json => one(json, at).into_iter().collect(),
    }
}

/// The text of a value of a template, references as `${Placeholders}`; none when nobody can tell it before deployment.
#[cfg(feature = "cli")]
pub(crate) fn template_text(json: &Json) -> Option<String> {
    text(json).filter(|text| !text.contains(UNKNOWN))
}

/// The text of a value, references as `${Placeholders}`.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Object(members) => {
            let (function, argument) = members.iter().next().filter(|_| members.len() == 1)?;
            function_text(function, argument)
        }
        _ => None,
    }
}

fn function_text(function: &str, argument: &Json) -> Option<String> {
    match (function, argument) {
        ("Ref", Json::String(name)) => Some(format!("${{{name}}}")),
        ("Fn::GetAtt", Json::String(name)) => Some(format!("${{{name}}}")),
        ("Fn::GetAtt", Json::Array(path)) => {
            let path: Option<Vec<&str>> = path.iter().map(Json::as_str).collect();
            Some(format!("${{{}}}", path?.join(".")))
        }
        ("Fn::Sub", Json::String(text)) => Some(text.clone()),
        ("Fn::Sub", Json::Array(parts)) => parts.first()?.as_str().map(str::to_owned),
        ("Fn::Join", Json::Array(parts)) => {
            let (between, items) = (parts.first()?.as_str()?, parts.get(1)?.as_array()?);
            // A join in a join is as good as anything unknown: deep ones need no recursion here.
            let items: Vec<String> = items
                .iter()
                .map(|item| match item {
                    Json::String(text) => text.clone(),
                    Json::Object(members) => match members.iter().next() {
                        Some((function, argument)) if function != "Fn::Join" => {
                            function_text(function, argument).unwrap_or_else(anything)
                        }
                        _ => anything(),
                    },
                    _ => anything(),
                })
                .collect();
            Some(items.join(between))
        }
        // What an import, a mapping or a condition gives is not known here.
        (name, _) if name.starts_with("Fn::") => Some(anything()),
        _ => None,
    }
}

const UNKNOWN: &str = "${Unknown}";

fn anything() -> String {
    UNKNOWN.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Existing {
        Existing::read(&json.parse().unwrap()).unwrap()
    }

    #[test]
    fn policies_come_in_many_forms() {
        let statement =
            r#"{"Sid": "A", "Effect": "Allow", "Action": ["s:X", "s:Y"], "Resource": "*"}"#;
        for whole in [
            statement.to_owned(),
            format!("[{statement}]"),
            format!(r#"{{"Statement": [{statement}]}}"#),
            format!(r#"{{"Statement": {statement}}}"#),
            format!(r#"[{{"PolicyName": "p", "PolicyDocument": {{"Statement": [{statement}]}}}}]"#),
        ] {
            let existing = read(&whole);
            assert_eq!(existing.len(), 1, "{whole}");
            assert_eq!(existing.statements[0].name, "A");
            assert_eq!(existing.statements[0].actions.texts, ["s:X", "s:Y"]);
        }
    }

    #[test]
    fn functions_of_templates_become_placeholders() {
        let existing = read(
            r#"{"Effect": "Allow", "Action": "s:X", "Resource": [
                {"Ref": "Topic"}, {"Fn::GetAtt": ["Fn", "Arn"]}, {"Fn::Sub": "${Fn.Arn}:*"},
                {"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "s3", "", "", "b"]]},
                {"Fn::ImportValue": "x"}]}"#,
        );
        assert_eq!(
            existing.statements[0].resources.texts,
            [
                "${Topic}",
                "${Fn.Arn}",
                "${Fn.Arn}:*",
                "arn:${AWS::Partition}:s3:::b",
                "${Unknown}"
            ]
        );
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let json = r#"{"Statement": [{"Effect": "Allow"}, 1, {"Action": [[]], "Resource": "*"}]}"#;
        let errors = Existing::read(&json.parse().unwrap()).unwrap_err();
        let shown: Vec<String> = errors.iter().map(ReadPolicyError::to_string).collect();
        assert_eq!(
            shown,
            [
                "a statement says `Action` or `NotAction` at /Statement/0",
                "a statement says `Resource` or `NotResource` at /Statement/0",
                "a statement is an object at /Statement/1",
                "expected a string, or a function that makes one at /Statement/2/Action/0",
            ]
        );
    }
}
