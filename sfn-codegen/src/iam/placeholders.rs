//! What is known of placeholders besides the document: a text that is one, and an ARN that says more of the same resource.
//!
//! A queue's URL or an activity's ARN that is put in at deployment tells nothing of the resource. Who wrote the workflow
//! may know more, and then it is that which the analysis reads.

use sfn_asl::json::Json;
use sfn_asl::model::StateMachine;
use std::collections::BTreeMap;

/// The document with what is known in the place of the placeholders; none when nothing changes.
pub(super) fn told(
    document: &StateMachine,
    known: &BTreeMap<String, String>,
) -> Option<StateMachine> {
    if known.is_empty() {
        return None;
    }
    let mut json = document.to_json();
    // Not by recursion: a document may be nested as deep as its reader allows.
    let mut open = vec![&mut json];
    while let Some(json) = open.pop() {
        match json {
            Json::String(text) => {
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
