//! Who may assume the execution role: the service, on behalf of this state machine only.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html>

use super::note::{Note, NoteKind};
use super::policy::{Condition, Policy, Statement};
use super::template::{ACCOUNT, PARTITION, REGION};

/// The trust policy of a state machine of that name.
pub(crate) fn policy(name: &str, distributed: bool, notes: &mut Vec<Note>) -> Policy {
    let own = format!("arn:{PARTITION}:states:{REGION}:{ACCOUNT}:stateMachine:{name}");
    let mut sources = vec![own.clone()];
    if distributed {
        sources.push(format!("{own}/*"));
        notes.push(Note {
            kind: NoteKind::Assumption,
            state: String::new(),
            statement: None,
            resource: Some(format!("{own}/*")),
            reason: "the children of a Distributed Map are state machines named after this one and may assume the role as such"
                .to_owned(),
            doc: Some("https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html"),
        });
    }
    let condition = |operator: &str, key: &str, values| Condition {
        operator: operator.to_owned(),
        key: key.to_owned(),
        values,
    };
    Policy {
        statements: vec![Statement {
            sid: None,
            service: Some("states.amazonaws.com".to_owned()),
            actions: vec!["sts:AssumeRole".to_owned()],
            resources: Vec::new(),
            conditions: vec![
                condition("ArnLike", "aws:SourceArn", sources),
                condition(
                    "StringEquals",
                    "aws:SourceAccount",
                    vec![ACCOUNT.to_owned()],
                ),
            ],
        }],
    }
}
