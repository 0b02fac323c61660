//! Calls that are made with another role, in another account say: the `Credentials` of a Task.

use super::arn::Arn;
use super::grant::Asker;
use super::merge::Allowed;
use super::note::{Note, NoteKind};
use super::row::Place;
use super::template::ACCOUNT;
use super::{remark, resource, state_row};
use sfn_asl::model::Credentials;

/// What the execution role needs to make a call with another role, and what there is to say of that one, given what the
/// call needs.
pub(super) fn assume(
    credentials: &Credentials,
    needed: &[Allowed],
    asker: &Asker<'_>,
    out: &mut Vec<Allowed>,
) {
    match (&credentials.role_arn, &credentials.role_arn_path) {
        (Some(role), _) => state_row(
            "state:credentials",
            asker,
            [("RoleArn", role.as_str())],
            out,
        ),
        (None, Some(path)) => state_row(
            "state:credentials",
            asker,
            [("RoleArn.$", path.as_str())],
            out,
        ),
        (None, None) => {}
    }
    let role = credentials.role_arn.as_ref().map(|role| role.as_str());
    remark(needs(role, needed, asker), out);
}

/// What the other role needs: it is somebody else's to give.
fn needs(role: Option<&str>, needed: &[Allowed], asker: &Asker<'_>) -> Note {
    let role = role.filter(|role| !sfn_asl::model::is_expression(role));
    // What the call names without saying where it is, the service looks for in the account of the role.
    let account = role.and_then(Arn::parse).map_or(ACCOUNT, |arn| arn.account);
    let role = role.map_or("the role in `Credentials`".to_owned(), |role| {
        format!("`{role}`")
    });
    let allowed = needed.iter().filter(|allowed| !allowed.actions.is_empty());
    let allowed: Vec<String> = allowed
        .map(|allowed| {
            let resources = allowed.resources.join(", ").replace(ACCOUNT, account);
            format!("{} on {resources}", allowed.actions.join(", "))
        })
        .collect();
    let mut reason = format!("{role} has to trust the execution role");
    if !allowed.is_empty() {
        reason = format!("{reason}, and to allow {}", allowed.join("; "));
    }
    let doc = resource::row("state:credentials", Place::State).map(|row| row.doc);
    asker.note(NoteKind::MayNeed, reason, doc)
}
