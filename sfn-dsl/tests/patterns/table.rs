//! A DynamoDB table with one item, as far as the circuit breaker uses it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::play::{Answer, error};

/// The item, if there is one.
#[derive(Debug, Default)]
pub(crate) struct Table(pub(crate) Option<BTreeMap<String, Value>>);

impl Table {
    /// An attribute of the item.
    pub(crate) fn get(&self, attribute: &str) -> Option<&Value> {
        self.0.as_ref()?.get(attribute)
    }

    pub(crate) fn get_item(&self) -> Answer {
        Ok(match &self.0 {
            Some(item) => json!({ "Item": item }),
            None => json!({}),
        })
    }

    /// `SET #a = :a, #b = if_not_exists(#b, :c) + :d REMOVE #e`, if `#f = :f`.
    pub(crate) fn update_item(&mut self, arguments: &Value) -> Answer {
        let name = |n: &str| {
            arguments["ExpressionAttributeNames"][n]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let value = |v: &str| arguments["ExpressionAttributeValues"][v].clone();
        if let Some(condition) = arguments["ConditionExpression"].as_str() {
            let (attribute, expected) = condition.split_once(" = ").unwrap();
            if self.get(&name(attribute)) != Some(&value(expected)) {
                return error("DynamoDB.ConditionalCheckFailedException");
            }
        }
        let update = arguments["UpdateExpression"].as_str().unwrap();
        let (set, remove) = update.split_once(" REMOVE ").unwrap_or((update, ""));
        let mut item = self.0.clone().unwrap_or_default();
        item.insert("service".to_owned(), arguments["Key"]["service"].clone());
        // The commas between actions, not those inside of a function.
        let set = set.strip_prefix("SET ").unwrap().replace(", :", ",:");
        for action in set.split(", ") {
            let (attribute, to) = action.split_once(" = ").unwrap();
            let old = item.get(&name(attribute)).cloned();
            let (operand, added) = to.split_once(" + ").unwrap_or((to, ""));
            let operand = match operand.strip_prefix("if_not_exists(") {
                Some(inner) => {
                    let (_, default) = inner.trim_end_matches(')').split_once(',').unwrap();
                    old.unwrap_or_else(|| value(default))
                }
                None => value(operand),
            };
            let number = |value: &Value| value["N"].as_str().unwrap().parse::<u64>().unwrap();
            let new = match added {
                "" => operand,
                added => json!({ "N": (number(&operand) + number(&value(added))).to_string() }),
            };
            item.insert(name(attribute), new);
        }
        for attribute in remove.split(", ").filter(|a| !a.is_empty()) {
            item.remove(&name(attribute));
        }
        self.0 = Some(item.clone());
        Ok(match arguments["ReturnValues"].as_str() {
            Some("ALL_NEW") => json!({ "Attributes": item }),
            _ => json!({}),
        })
    }
}
