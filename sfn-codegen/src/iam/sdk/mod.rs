//! What an SDK call needs: the actions of the table, on resources narrowed from the parameters of the call.

mod passed;
pub(in crate::iam) mod table;

use super::arn::Arn;
use super::grant::{self, Asker, Narrowed, holds, narrow, remarks};
use super::merge::Allowed;
use super::note::NoteKind;
use super::policy::Condition;
use super::read::stands_for_arn;
use super::row::{Fill, Grant, Row};
use super::tables::sdk_rules::{CALLS, FILLS};
use super::template::{all_open, fill, fits, paths};
use super::values::Value;
use crate::error::Error;
use crate::nearest::nearest;
use std::borrow::Cow;
use table::{Actions, On, Operation};

const DOC: &str = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
const SERVICES_DOC: &str =
    "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html";

/// Adds what `service:operation` needs.
pub(crate) fn call(
    service: &str,
    operation: &str,
    asker: &Asker<'_>,
    out: &mut Vec<Allowed>,
) -> Result<(), Box<Error>> {
    let Some(found) = find(service, operation)? else {
        unknown(service, operation, asker, out);
        return Ok(());
    };
    let extra = extra(service, operation);
    match found.known() {
        Actions::NotKnown => unknown(service, operation, asker, out),
        Actions::NotNeeded => {}
        Actions::Known if extra.is_some_and(|row| row.replaces) => {}
        Actions::Known => actions(&found, asker, out),
    }
    if let Some(row) = extra {
        grant::row(row, None, asker, out);
    }
    roles(service, &found, asker, out);
    others(&found, extra, asker, out);
    Ok(())
}

/// The operation of a service. Services that the SDKs have dropped are still called, but nothing is known of their
/// operations: none.
pub(crate) fn find(service: &str, operation: &str) -> Result<Option<Operation>, Box<Error>> {
    let known = table::service(service).ok_or_else(|| unknown_service(service).boxed())?;
    match known.operation(operation) {
        None if known.operations().next().is_some() => {
            Err(unknown_operation(known, operation).boxed())
        }
        found => Ok(found),
    }
}

fn extra(service: &str, operation: &str) -> Option<&'static Row> {
    let compare = |row: &Row| match row.name.split_once(':') {
        Some((known, name)) => known.cmp(service).then_with(|| name.cmp(operation)),
        None => row.name.cmp(service),
    };
    CALLS.binary_search_by(compare).ok().map(|at| &CALLS[at])
}

fn actions(operation: &Operation, asker: &Asker<'_>, out: &mut Vec<Allowed>) {
    for (action, on) in operation.actions() {
        let resources = if on.resources.is_empty() {
            vec![Narrowed {
                text: "*".to_owned(),
                why: Some("the action has no resources".to_owned()),
                assumed: None,
            }]
        } else {
            resources(&on, asker)
        };
        let notes = resources
            .iter()
            .flat_map(|narrowed| remarks(narrowed, None, DOC, asker))
            .collect();
        out.push(Allowed {
            actions: vec![Cow::Owned(action)],
            resources: resources
                .into_iter()
                .map(|narrowed| narrowed.text)
                .collect(),
            conditions: Vec::new(),
            notes,
        });
    }
}

/// The resources of an action. What a parameter names is exact; what none names stays open, since the call may need it.
fn resources(on: &On, asker: &Asker<'_>) -> Vec<Narrowed> {
    let mut all: Vec<Narrowed> = Vec::new();
    // Whether a parameter of the call says what one of them is.
    let mut told = false;
    let mut held: Vec<&str> = Vec::new();
    for resource in &on.resources {
        let template = resource.template;
        if let Some(holder) = resource.holder.filter(|holder| given(holder, asker)) {
            told = true;
            if !held.contains(&holder) {
                held.push(holder);
                let same = on.resources.iter();
                let same = same.filter(|other| other.holder == Some(holder));
                let templates: Vec<&'static str> = same.map(|other| other.template).collect();
                all.extend(holds_arn(holder, &templates, asker));
            }
            continue;
        }
        let named: Vec<&str> = asker
            .source
            .parameters
            .strings()
            .filter(|text| Arn::parse(text).is_some_and(|arn| fits(template, arn)))
            .collect();
        let fill = FILLS
            .binary_search_by(|fill| fill.template.cmp(template))
            .ok()
            .map(|at| &FILLS[at]);
        let tells = tells(template, fill, asker);
        told |= !named.is_empty() || tells;
        match fill {
            _ if !named.is_empty() => all.extend(named.into_iter().map(exact)),
            Some(fill) => {
                let found = ruled(fill, resource.only_named, asker);
                // A rule may know what a call that names nothing is about: the default event bus.
                told |= found.iter().any(|found| !found.text.contains('*'));
                all.extend(found);
            }
            // The call has a parameter for one, and does not use it.
            None if resource.only_named && !tells => {}
            None => all.extend(same_name(template, asker)),
        }
    }
    if on.is_optional() && !told {
        return vec![Narrowed {
            text: "*".to_owned(),
            why: Some("the action may be called without a resource, and then IAM sees none; no parameter of the call names one".to_owned()),
            assumed: None,
        }];
    }
    if all.is_empty() {
        // Everything depends on parameters that are not there: the call says nothing of what it acts on.
        let templates = on.resources.iter().map(|resource| resource.template);
        all.extend(templates.map(|template| open(template, asker)));
    }
    all
}

/// The resource whose ARN the parameter holds, which is one of those of the templates.
fn holds_arn(holder: &'static str, templates: &[&'static str], asker: &Asker<'_>) -> Vec<Narrowed> {
    let mut all = Vec::new();
    for value in asker.source.parameters.get(holder) {
        let why = match value {
            Value::Known(text) => match Arn::parse(&text) {
                Some(arn) if templates.iter().any(|template| fits(template, arn)) => {
                    all.push(exact(&text));
                    continue;
                }
                Some(_) => Some(format!("`{holder}` is the ARN of something else")),
                None if stands_for_arn(&text, holder) => {
                    all.push(exact(&text));
                    continue;
                }
                // A name, for what goes by either.
                None => None,
            },
            Value::Like(text) => {
                let service = |template: &&&str| {
                    let arns = (Arn::parse(template), Arn::parse(&text));
                    matches!(arns, (Some(a), Some(b)) if a.service == b.service && !b.resource.starts_with('*') && b.tells_its_place())
                };
                if templates.iter().any(|template| service(&template)) {
                    all.push(Narrowed {
                        text,
                        why: Some(format!("`{holder}` is completed from data")),
                        assumed: None,
                    });
                    continue;
                }
                Some(format!("`{holder}` comes from data"))
            }
            Value::FromData => Some(format!("`{holder}` comes from data")),
            Value::Absent => continue,
        };
        for template in templates {
            all.extend(same_name(template, asker).map(|narrowed| Narrowed {
                why: why.clone().or(narrowed.why),
                ..narrowed
            }));
        }
    }
    all
}

/// Whether the call has the parameter.
fn given(path: &str, asker: &Asker<'_>) -> bool {
    let values = asker.source.parameters.get(path);
    values.iter().any(|value| *value != Value::Absent)
}

/// Whether the call has a parameter that a resource is filled from.
fn tells(template: &'static str, fill: Option<&'static Fill>, asker: &Asker<'_>) -> bool {
    let given = |path: &str| given(path, asker);
    match fill {
        Some(fill) => fill
            .resources
            .iter()
            .any(|resource| paths(resource.template).any(given)),
        None => paths(template).any(given),
    }
}

fn ruled(fill: &'static Fill, only_named: bool, asker: &Asker<'_>) -> Vec<Narrowed> {
    let mut whens = fill.when.iter();
    let matters = fill.when.is_empty() || whens.any(|when| holds(Some(when), asker.source));
    if fill.never || !matters {
        return Vec::new();
    }
    let found: Vec<Narrowed> = fill
        .resources
        .iter()
        .flat_map(|resource| narrow(resource, asker.source))
        .map(|narrowed| Narrowed {
            why: narrowed
                .why
                .or((!fill.because.is_empty()).then(|| fill.because.to_owned())),
            ..narrowed
        })
        .collect();
    // With a parameter that decides, a resource that nothing names is one that the call does not touch.
    if found.is_empty() && fill.when.is_empty() && !only_named {
        vec![open(fill.template, asker)]
    } else {
        found
    }
}

/// The variables of the template are parameters of the same names.
fn same_name(template: &'static str, asker: &Asker<'_>) -> impl Iterator<Item = Narrowed> {
    fill(template, asker.source)
        .into_iter()
        .map(|filled| Narrowed {
            text: filled.text,
            why: filled.open.or(filled.spread).or_else(|| {
                filled
                    .absent
                    .map(|name| format!("no parameter of the call is known to give `{name}`"))
            }),
            assumed: filled.assumed,
        })
}

fn exact(arn: &str) -> Narrowed {
    Narrowed {
        text: arn.to_owned(),
        why: None,
        assumed: None,
    }
}

fn open(template: &'static str, asker: &Asker<'_>) -> Narrowed {
    let why = Some("no parameter of the call names the resource".to_owned());
    Narrowed {
        text: all_open(template, asker.source.partition),
        why,
        assumed: None,
    }
}

/// `iam:PassRole` on the roles that parameters hold, to the service that assumes them where that is known.
fn roles(service: &str, operation: &Operation, asker: &Asker<'_>, out: &mut Vec<Allowed>) {
    for path in operation.roles() {
        let template = format!("arn:{{partition}}:iam::{{account}}:role/{{{path}}}");
        for filled in fill(&template, asker.source) {
            if filled.absent.is_some() {
                continue;
            }
            // A role from data may be in a path, but never in another account.
            let narrowed = Narrowed {
                text: filled.text,
                why: filled.open.or(filled.spread),
                assumed: filled.assumed,
            };
            out.push(Allowed {
                actions: vec![Cow::Borrowed("iam:PassRole")],
                notes: remarks(&narrowed, None, DOC, asker),
                resources: vec![narrowed.text],
                conditions: passed::to(service, path)
                    .map(|principal| Condition {
                        operator: if principal.contains('*') {
                            "StringLike".to_owned()
                        } else {
                            "StringEquals".to_owned()
                        },
                        key: "iam:PassedToService".to_owned(),
                        values: vec![principal.to_owned()],
                    })
                    .into_iter()
                    .collect(),
            });
        }
    }
}

/// The parameters that name a key to encrypt with, by how often operations have them.
const KEYS: [&str; 8] = [
    "KmsKeyId",
    "KmsKeyArn",
    "KmsKey",
    "KmsKeyIdentifier",
    "KmsKeyARN",
    "OutputEncryptionKMSKeyId",
    "SsekmsKeyId",
    "VolumeKmsKeyId",
];

fn of_keys(grant: &Grant) -> bool {
    grant
        .actions
        .iter()
        .any(|action| action.starts_with("kms:"))
}

fn others(
    operation: &Operation,
    extra: Option<&'static Row>,
    asker: &Asker<'_>,
    out: &mut Vec<Allowed>,
) {
    // What a row decides from the parameters needs no remark.
    let decided = |action: &String| {
        extra.is_some_and(|row| {
            row.grants
                .iter()
                .any(|grant| grant.actions.contains(&action.as_str()))
        })
    };
    let open: Vec<String> = operation
        .others()
        .into_iter()
        .filter(|action| !decided(action))
        .collect();
    let key = KEYS.iter().find(|path| {
        let values = asker.source.parameters.get(path);
        values.iter().any(|value| *value != Value::Absent)
    });
    if let Some(key) = key
        && !extra.is_some_and(|row| row.grants.iter().any(of_keys))
    {
        let reason = format!(
            "the call names a key in `{key}`; a service that uses it for its caller asks for kms:DescribeKey, kms:CreateGrant, kms:GenerateDataKey or kms:Decrypt on it"
        );
        remark(NoteKind::MayNeed, reason, asker, out);
    }
    if !open.is_empty() {
        remark(
            NoteKind::MayNeed,
            format!(
                "depending on its parameters the call also needs {}",
                open.join(", ")
            ),
            asker,
            out,
        );
    }
}

fn unknown(service: &str, operation: &str, asker: &Asker<'_>, out: &mut Vec<Allowed>) {
    let reason =
        format!("what {service}:{operation} needs is not known; nothing is granted for it");
    remark(NoteKind::Unknown, reason, asker, out);
}

fn remark(kind: NoteKind, reason: String, asker: &Asker<'_>, out: &mut Vec<Allowed>) {
    let notes = vec![asker.note(kind, reason, Some(DOC))];
    out.push(Allowed {
        actions: Vec::new(),
        resources: Vec::new(),
        conditions: Vec::new(),
        notes,
    });
}

fn unknown_service(service: &str) -> Error {
    let error = Error::new(
        "unknown-service",
        format!("there is no AWS SDK integration for a service `{service}`"),
    );
    match nearest(service, table::services()) {
        Some(name) => error.help(format!("there is one for `{name}`")),
        None => error.help(format!("the services are listed at {SERVICES_DOC}")),
    }
}

fn unknown_operation(service: &'static table::Service, operation: &str) -> Error {
    let name = service.name;
    if service.leaves_out(operation) {
        return Error::new(
            "unsupported-action",
            format!("Step Functions cannot call `{operation}` of `{name}`"),
        )
        .help(format!("see {SERVICES_DOC}"));
    }
    let error = Error::new(
        "unknown-action",
        format!("the service `{name}` has no action `{operation}`"),
    );
    match nearest(operation, service.operations()) {
        Some(near) => error.help(format!("did you mean `{name}:{near}`?")),
        None => error,
    }
}
