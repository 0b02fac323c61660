//! IAM policy documents: statements, and how they are written.

use sfn_asl::json::{Json, Object};

/// A policy document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The statements, in the order they are written.
    pub statements: Vec<Statement>,
}

/// A statement that allows something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// A name that is unique in the policy.
    pub sid: Option<String>,
    /// The service that may do it, in a trust policy.
    pub service: Option<String>,
    /// The actions, sorted.
    pub actions: Vec<String>,
    /// The resources, sorted; none in a trust policy.
    pub resources: Vec<String>,
    /// The conditions, sorted.
    pub conditions: Vec<Condition>,
}

/// A condition of a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition {
    /// Such as `StringEquals`.
    pub operator: String,
    /// The condition key.
    pub key: String,
    /// The values, one of which must match.
    pub values: Vec<String>,
}

impl Policy {
    /// The document as JSON.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let statements: Vec<Json> = self.statements.iter().map(Statement::to_json).collect();
        Json::from_iter([
            ("Version", Json::from("2012-10-17")),
            ("Statement", Json::from(statements)),
        ])
    }

    /// The document for people, with a line feed at the end.
    #[must_use]
    pub fn to_string_pretty(&self) -> String {
        self.to_json().to_pretty()
    }

    /// Changes every text in the policy that the function gives another one for.
    pub(crate) fn substitute(&mut self, change: impl Fn(&str) -> Option<String>) {
        let conditions = |condition: &mut Condition| {
            condition
                .values
                .iter_mut()
                .for_each(|text| replace(text, &change))
        };
        for statement in &mut self.statements {
            statement
                .resources
                .iter_mut()
                .for_each(|text| replace(text, &change));
            statement.conditions.iter_mut().for_each(conditions);
        }
    }
}

fn replace(text: &mut String, change: impl Fn(&str) -> Option<String>) {
    if let Some(changed) = change(text) {
        *text = changed;
    }
}

impl Statement {
    /// The statement as JSON.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = Object::new();
        if let Some(sid) = &self.sid {
            members.insert("Sid", Json::from(sid));
        }
        members.insert("Effect", Json::from("Allow"));
        if let Some(service) = &self.service {
            members.insert(
                "Principal",
                Json::from_iter([("Service", service.as_str())]),
            );
        }
        members.insert("Action", one_or_many(&self.actions));
        if !self.resources.is_empty() {
            members.insert("Resource", one_or_many(&self.resources));
        }
        if !self.conditions.is_empty() {
            let mut operators = Object::new();
            for condition in &self.conditions {
                if operators.get(&condition.operator).is_none() {
                    operators.insert(condition.operator.as_str(), Json::object());
                }
                if let Some(keys) = operators
                    .get_mut(&condition.operator)
                    .and_then(Json::as_object_mut)
                {
                    keys.insert(condition.key.as_str(), one_or_many(&condition.values));
                }
            }
            members.insert("Condition", Json::from(operators));
        }
        Json::Object(members)
    }
}

/// One value stands for itself, as people write it.
fn one_or_many(values: &[String]) -> Json {
    match values {
        [one] => one.into(),
        many => many.iter().map(Json::from).collect(),
    }
}
