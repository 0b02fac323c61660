//! What the role depends on and the document does not show: logging, tracing, keys, and the bounds an author put on it.

use super::arn::{Arn, covers};
use super::grant::Asker;
use super::merge::Allowed;
use super::note::{Note, NoteKind};
use crate::error::Error;
use crate::settings::Environment;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::panic::Location;

/// How a state machine is deployed, as far as its execution role depends on it. The default is: without logging, tracing
/// and keys of the customer's own.
///
/// ```
/// use sfn_asl::model::{StateMachine, Succeed};
/// use sfn_codegen::iam::{Deployment, role_for};
///
/// let document = StateMachine::new("Done").state("Done", Succeed::new());
/// let role = role_for(&document, "orders", &Deployment::new().tracing()).unwrap();
/// assert!(role.policy.statements[0].actions.contains(&"xray:PutTraceSegments".to_owned()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deployment {
    pub(crate) logging: bool,
    pub(crate) tracing: bool,
    pub(crate) key: Option<String>,
    pub(crate) environment: Option<Environment>,
    /// What the state machine is called, where its own name is only what people call it.
    pub(crate) called: Option<String>,
    pub(crate) encrypted: Vec<(String, String)>,
    /// Texts that are placeholders, each with an ARN that says more.
    pub(crate) placeholders: BTreeMap<String, String>,
    /// What is put in the place of `${Name}`, by the name.
    pub(crate) substitutions: BTreeMap<String, String>,
    /// By the name of the state.
    pub(crate) bounds: BTreeMap<String, Vec<Bound>>,
}

/// What an author said about the permissions of one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) action: String,
    pub(crate) resource: String,
    /// On top of what is derived, instead of within it.
    pub(crate) extends: bool,
    pub(crate) location: Option<&'static Location<'static>>,
}

impl Deployment {
    /// The default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The state machine writes logs to CloudWatch (`LoggingConfiguration`).
    #[must_use]
    pub fn logging(mut self) -> Self {
        self.logging = true;
        self
    }

    /// The state machine is traced with X-Ray (`TracingConfiguration`).
    #[must_use]
    pub fn tracing(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// The state machine is encrypted with a customer-managed key (`EncryptionConfiguration`), given by the ARN of the key
    /// or a `${Placeholder}` for it.
    #[must_use]
    pub fn customer_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Where the state machine is deployed: the partition, region and account that are otherwise left to CloudFormation's pseudo
    /// parameters.
    ///
    /// ```
    /// use sfn_asl::model::{StateMachine, Task};
    /// use sfn_codegen::Environment;
    /// use sfn_codegen::iam::{Deployment, role_for};
    ///
    /// let parameters: sfn_asl::Json = r#"{"TableName": "orders", "Key": {}}"#.parse().unwrap();
    /// let call = Task::new("arn:aws:states:::dynamodb:getItem").parameters(parameters);
    /// let document = StateMachine::new("Get").state("Get", call.end());
    /// let here = Deployment::new().environment(Environment::new("us-gov-west-1", "123456789012"));
    /// let role = role_for(&document, "orders", &here).unwrap();
    /// assert_eq!(role.policy.statements[0].resources, ["arn:aws-us-gov:dynamodb:us-gov-west-1:123456789012:table/orders"]);
    /// ```
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// What the state machine is called once it is deployed, where that is not its name here: perhaps a pattern, for a name
    /// that CloudFormation makes.
    ///
    /// ```
    /// use sfn_asl::model::StateMachine;
    /// use sfn_codegen::iam::{Deployment, role_for};
    ///
    /// let made = Deployment::new().called(Some("Orders-*".to_owned()));
    /// let role = role_for(&StateMachine::new("Done"), "orders", &made).unwrap();
    /// let trusted = &role.trust.statements[0].conditions;
    /// assert!(trusted.iter().any(|condition| condition.values[0].ends_with(":stateMachine:Orders-*")));
    /// ```
    #[must_use]
    pub fn called(mut self, name: Option<String>) -> Self {
        self.called = name;
        self
    }

    /// Where the state machine is deployed, when that is known.
    pub(crate) fn environment_ref(&self) -> Option<&Environment> {
        self.environment.as_ref()
    }

    /// What a placeholder of the document stands for, as far as it is known: an ARN of the same resource that says more than
    /// the placeholder does.
    ///
    /// ```
    /// use sfn_asl::model::{StateMachine, Task};
    /// use sfn_codegen::iam::{Deployment, role_for};
    ///
    /// let document = StateMachine::new("Scan").state("Scan", Task::new("${ScannerArn}").end());
    /// let known = Deployment::new().placeholder("${ScannerArn}", "arn:aws:states:eu-west-1:123456789012:activity:scanner");
    /// // A worker needs nothing of the role.
    /// assert!(role_for(&document, "scans", &known).unwrap().policy.statements.is_empty());
    /// ```
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>, arn: impl Into<String>) -> Self {
        self.placeholders.insert(text.into(), arn.into());
        self
    }

    /// What a template puts in the place of `${Name}` in the document (`DefinitionSubstitutions`), itself perhaps with
    /// placeholders of the template.
    ///
    /// ```
    /// use sfn_asl::model::{StateMachine, Task};
    /// use sfn_codegen::iam::{Deployment, role_for};
    ///
    /// let document = StateMachine::new("Charge").state("Charge", Task::new("${ChargeFunction}").end());
    /// let told = Deployment::new().substitution("ChargeFunction", "${Charge.Arn}");
    /// let role = role_for(&document, "orders", &told).unwrap();
    /// assert_eq!(role.policy.statements[0].resources, ["${Charge.Arn}"]);
    /// ```
    #[must_use]
    pub fn substitution(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.substitutions.insert(name.into(), text.into());
        self
    }

    /// A queue, topic, bucket or anything else that the state machine uses is encrypted with a customer-managed key. Both
    /// are given by their ARNs, or by what stands for them in the document; a bucket by `arn:aws:s3:::name`.
    #[must_use]
    pub fn encrypted(mut self, resource: impl Into<String>, key: impl Into<String>) -> Self {
        self.encrypted.push((resource.into(), key.into()));
        self
    }

    /// What the state of that name may do to the resource is bounded: where the derived policy allows the action on more
    /// than that, it allows it on this. Synthesis does the same for what is written with `Grant::narrow`.
    #[must_use]
    pub fn narrow(
        mut self,
        state: impl Into<String>,
        action: impl Into<String>,
        resource: impl Into<String>,
    ) -> Self {
        self.bound(state.into(), action.into(), resource.into(), false, None);
        self
    }

    /// The state of that name may also do that: for what no table knows.
    #[must_use]
    pub fn extend(
        mut self,
        state: impl Into<String>,
        action: impl Into<String>,
        resource: impl Into<String>,
    ) -> Self {
        self.bound(state.into(), action.into(), resource.into(), true, None);
        self
    }

    pub(crate) fn bound(
        &mut self,
        state: String,
        action: String,
        resource: String,
        extends: bool,
        location: Option<&'static Location<'static>>,
    ) {
        self.bounds.entry(state).or_default().push(Bound {
            action,
            resource,
            extends,
            location,
        });
    }
}

/// Puts the bounds of a state on what it asks for.
pub(crate) fn bound(
    bounds: &[Bound],
    asker: &Asker<'_>,
    needed: &mut Vec<Allowed>,
    errors: &mut Vec<Error>,
) {
    for bound in bounds {
        let note = |kind: NoteKind, reason: String| Note {
            resource: Some(bound.resource.clone()),
            ..asker.note(kind, reason, None)
        };
        if bound.extends {
            if let Some(error) = malformed(bound) {
                errors.push(Error {
                    location: bound.location,
                    ..error.at(asker.pointer)
                });
                continue;
            }
            needed.push(Allowed {
                actions: vec![Cow::Owned(bound.action.clone())],
                resources: vec![bound.resource.clone()],
                conditions: Vec::new(),
                notes: vec![note(
                    NoteKind::Assumption,
                    "the author asked for it on top of what the call shows".to_owned(),
                )],
            });
        } else if let Err(error) = narrow(bound, asker.pointer, note, needed) {
            errors.push(Error {
                location: bound.location,
                ..*error
            });
        }
    }
}

/// Why IAM would not take what an author asks for on top. Whether the action exists nobody knows for all services.
fn malformed(bound: &Bound) -> Option<Error> {
    let (action, resource) = (bound.action.as_str(), bound.resource.as_str());
    let is_word = |word: &str, other: &[char]| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || other.contains(&c))
    };
    let is_action = action == "*"
        || action
            .split_once(':')
            .is_some_and(|(service, name)| is_word(service, &['-']) && is_word(name, &['*', '?']));
    if !is_action {
        let message = format!("`{action}` is not an action of IAM");
        let help =
            "write the service and its action, `s3:GetObject`; `*` and `?` stand for any letters";
        return Some(Error::new("grant-action", message).help(help));
    }
    let is_resource =
        resource == "*" || Arn::parse(resource).is_some() || resource.starts_with("${");
    if !is_resource {
        let message = format!("`{resource}` is not a resource of IAM");
        let help = "write an ARN, `arn:aws:s3:::logs/*`, a placeholder that stands for one, `${LogsArn}`, or `*` for any";
        return Some(Error::new("grant-resource", message).help(help));
    }
    None
}

fn narrow(
    bound: &Bound,
    pointer: &str,
    note: impl Fn(NoteKind, String) -> Note,
    needed: &mut Vec<Allowed>,
) -> Result<(), Box<Error>> {
    let has = |one: &Allowed| {
        let mut actions = one.actions.iter();
        actions.any(|action| action.eq_ignore_ascii_case(&bound.action))
    };
    let within = |one: &Allowed| {
        let mut resources = one.resources.iter();
        resources.any(|resource| holds(resource, &bound.resource))
    };
    let allowed = |needed: &[Allowed]| -> Vec<String> {
        let all = needed.iter().flat_map(|one| one.actions.iter());
        all.map(|action| action.to_string()).collect()
    };
    if !needed.iter().any(has) {
        let message = format!("the state does not need {}", bound.action);
        let help = match allowed(needed).as_slice() {
            [] => "it needs no permissions; take the grant away, or extend the policy with it"
                .to_owned(),
            actions => format!("it needs {}", actions.join(", ")),
        };
        return Err(Error::new("grant-not-needed", message)
            .help(help)
            .at(pointer)
            .boxed());
    }
    if !needed.iter().any(|one| has(one) && within(one)) {
        let message = format!(
            "{} is not within what the state needs {} on",
            bound.resource, bound.action
        );
        let on: Vec<&str> = needed
            .iter()
            .filter(|one| has(one))
            .flat_map(|one| one.resources.iter().map(String::as_str))
            .collect();
        let help = format!("name a part of {}", on.join(", "));
        return Err(Error::new("grant-not-narrower", message)
            .help(help)
            .at(pointer)
            .boxed());
    }
    let mut narrowed = Vec::with_capacity(needed.len() + 1);
    for one in std::mem::take(needed) {
        if !(has(&one) && within(&one)) {
            narrowed.push(one);
            continue;
        }
        // The other actions keep what they had.
        let (bounded, others): (Vec<_>, Vec<_>) = one
            .actions
            .iter()
            .cloned()
            .partition(|action| action.eq_ignore_ascii_case(&bound.action));
        let (mut resources, dropped): (Vec<String>, Vec<String>) = one
            .resources
            .iter()
            .cloned()
            .partition(|resource| !holds(resource, &bound.resource));
        resources.push(bound.resource.clone());
        let about = |note: &Note| {
            let resource = note.resource.as_ref();
            resource.is_none_or(|resource| !dropped.contains(resource))
        };
        let mut notes: Vec<Note> = one
            .notes
            .iter()
            .filter(|note| about(note))
            .cloned()
            .collect();
        if bound.resource.contains(['*', '?']) {
            notes.push(note(
                NoteKind::Wildcard,
                format!("the author bounded {} to it", bound.action),
            ));
        }
        narrowed.push(Allowed {
            actions: bounded,
            resources,
            conditions: one.conditions.clone(),
            notes,
        });
        if !others.is_empty() {
            narrowed.push(Allowed {
                actions: others,
                ..one
            });
        }
    }
    *needed = narrowed;
    Ok(())
}

/// Whether a bound is within a resource. `arn:aws:` is what everybody writes for the partition that a policy is in, and a
/// region or an account in full is one of those that a pseudo parameter stands for.
fn holds(resource: &str, bound: &str) -> bool {
    let written = || {
        let (mut open, told) = (Arn::parse(resource)?, Arn::parse(bound)?);
        if open.partition == "${AWS::Partition}" && told.partition.starts_with("aws") {
            open.partition = told.partition;
        }
        let literal = |text: &str| !text.is_empty() && !text.contains(['*', '?', '$']);
        if open.region == "${AWS::Region}" && literal(told.region) {
            open.region = told.region;
        }
        if open.account == "${AWS::AccountId}" && literal(told.account) {
            open.account = told.account;
        }
        let open = format!(
            "arn:{}:{}:{}:{}:{}",
            open.partition, open.service, open.region, open.account, open.resource
        );
        Some(covers(&open, bound))
    };
    covers(resource, bound) || written().unwrap_or(false)
}

/// The service through which a key is used for what is asked for, when that is a resource encrypted with it.
pub(crate) fn service_of<'a>(allowed: &'a Allowed, encrypted: &str) -> Option<&'a str> {
    let mut resources = allowed.resources.iter();
    let is = |resource: &String| {
        covers(resource, encrypted)
            || covers(encrypted, resource)
            // An object of the bucket.
            || resource
                .strip_prefix(encrypted)
                .is_some_and(|rest| rest.starts_with('/'))
            || bucket(resource).zip(bucket(encrypted)).is_some_and(|(a, b)| a == b)
    };
    let action = allowed.actions.first()?;
    let (service, _) = action.split_once(':')?;
    // A call on any resource of another service is not about this one.
    let other = Arn::parse(encrypted).is_some_and(|arn| arn.service != service);
    (!other && resources.any(is)).then_some(service)
}

fn bucket(arn: &str) -> Option<&str> {
    let arn = Arn::parse(arn).filter(|arn| arn.service == "s3")?;
    Some(arn.resource.split('/').next().unwrap_or(arn.resource))
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_place_written_in_full_is_within_a_pseudo_parameter() {
        let queues = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:*";
        assert!(holds(queues, "arn:aws:sqs:eu-west-1:123456789012:q"));
        assert!(holds(queues, "arn:aws:sqs:${AWS::Region}:123456789012:q"));
        assert!(!holds(queues, "arn:aws:sqs:*:123456789012:q"));
        assert!(!holds(queues, "arn:aws:sqs:eu-west-1:*:q"));
        assert!(!holds(queues, "arn:aws:sns:eu-west-1:123456789012:q"));
    }
}
