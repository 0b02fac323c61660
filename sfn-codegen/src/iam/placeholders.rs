//! What is known of placeholders besides the document: a text that is one, and an ARN that says more of the same resource.
//!
//! A queue's URL or an activity's ARN that is put in at deployment tells nothing of the resource. Who wrote the workflow
//! may know more, and then it is that which the analysis reads.

use super::deployment::Deployment;
use sfn_asl::json::Json;
use sfn_asl::model::StateMachine;
use std::collections::BTreeMap;

/// The document with what is known in the place of the placeholders; none when nothing changes.
pub(super) fn told(document: &StateMachine, deployment: &Deployment) -> Option<StateMachine> {
    let (known, substitutions) = (&deployment.placeholders, &deployment.substitutions);
    if known.is_empty() && substitutions.is_empty() {
        return None;
    }
    let mut json = document.to_json();
    // Not by recursion: a document may be nested as deep as its reader allows.
    let mut open = vec![&mut json];
    while let Some(json) = open.pop() {
        match json {
            Json::String(text) => {
                if let Some(changed) = substituted(text, substitutions) {
                    *text = changed;
                }
                if let Some(arn) = known.get(text.as_str()) {
                    arn.clone_into(text);
                }
            }
            Json::Array(items) => open.extend(items),
            Json::Object(members) => open.extend(members.values_mut()),
            _ => {}
        }
    }
    StateMachine::from_json(&json).ok()
}

/// The text with values in the place of its placeholders, once: what a value holds is the template's own.
fn substituted(text: &str, values: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut changed = false;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        match values.get(name) {
            Some(value) => {
                out.push_str(value);
                changed = true;
            }
            None => {
                out.push_str("${");
                out.push_str(name);
                out.push('}');
            }
        }
        rest = behind;
    }
    changed.then(|| out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_once() {
        let values = BTreeMap::from([
            ("A".to_owned(), "${B}".to_owned()),
            ("B".to_owned(), "b".to_owned()),
        ]);
        let put = |text| substituted(text, &values);
        assert_eq!(put("x-${A}-${B}-${C}").as_deref(), Some("x-${B}-b-${C}"));
        assert_eq!(put("${C} ${"), None);
        assert_eq!(put("${A} ${").as_deref(), Some("${B} ${"));
    }
}
