//! The permissions of the execution role, and who may assume it.
//!
//! Knows a document and the tables of `data/`; not who wrote the document, nor where it runs. What a service needs is
//! a row of a table, see `data/optimized.txt`; nothing in the code knows a service by name.

mod alike;
mod arn;
mod callers;
mod compare;
mod deployment;
mod existing;
mod explain;
mod grant;
mod known;
mod matching;
mod merge;
mod note;
mod object;
mod other_role;
mod pieces;
mod placeholders;
mod policy;
mod read;
mod resource;
mod row;
mod sdk;
mod size;
#[rustfmt::skip]
mod tables;
mod template;
mod trust;
mod values;
mod words;

pub(crate) use arn::covers;
pub(crate) use callers::activity_workers;
pub use callers::{
    Access, Caller, activity_worker, callback_worker, event_target, schedule_target,
};
pub use compare::{Comparison, Found, Verdict, compare};
pub use deployment::Deployment;
#[cfg(feature = "cli")]
pub(crate) use existing::template_text;
pub use existing::{Existing, ReadPolicyError};
pub(crate) use explain::note_json;
pub use explain::{Explanation, Need, Reason, explain, explain_for};
pub use note::{Note, NoteKind};
pub use policy::{Condition, Policy, Statement};
pub use resource::Target;
pub use row::{Condition as RowCondition, Grant, Pattern, Place, Resource, Row, When};
pub use tables::optimized_rows;

use crate::error::Error;
use alike::Alike;
use deployment::service_of;
use grant::Asker;
pub(crate) use known::known;
use known::{sdk_pattern, unknown_resource};
use merge::{Allowed, Asked};
use sfn_asl::json::Json;
use sfn_asl::model::{ItemReader, Map, ResultWriter, State, StateMachine, Task};
use std::borrow::Cow;
use std::collections::HashSet;
use template::{PARTITION, REGION, Source};
use values::Parameters;

/// What a role needs, and what there is to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Role {
    /// What the role may do.
    pub policy: Policy,
    /// Who may assume it.
    pub trust: Policy,
    /// Why something is not narrower, what was assumed, what is not known.
    pub notes: Vec<Note>,
}

/// The execution role of a document whose state machine has that name.
///
/// ```
/// use sfn_asl::model::{StateMachine, Task};
///
/// let document = StateMachine::new("Greet").state("Greet", Task::new("arn:aws:lambda:eu-west-1:123456789012:function:greet").end());
/// let role = sfn_codegen::iam::role(&document, "greeting").unwrap();
/// assert_eq!(role.policy.statements[0].actions, ["lambda:InvokeFunction"]);
/// assert_eq!(role.policy.statements[0].resources, ["arn:aws:lambda:eu-west-1:123456789012:function:greet"]);
/// ```
///
/// # Errors
/// Every call to a service, action or pattern that does not exist.
pub fn role(document: &StateMachine, name: &str) -> Result<Role, Vec<Error>> {
    role_for(document, name, &Deployment::default())
}

/// The execution role, with what its deployment adds.
///
/// # Errors
/// As [`role`], and every bound that is not within what its state needs.
pub fn role_for(
    document: &StateMachine,
    name: &str,
    deployment: &Deployment,
) -> Result<Role, Vec<Error>> {
    let name = deployment.called.as_deref().unwrap_or(name);
    let told = placeholders::told(document, deployment);
    let document = told.as_ref().unwrap_or(document);
    let (asked, distributed) = ask(document, name, deployment)?;
    Ok(put_together(&asked, distributed, name, deployment))
}

/// The role of what the states ask for, where it is deployed.
fn put_together(asked: &Asked, distributed: bool, name: &str, deployment: &Deployment) -> Role {
    let (policy, mut notes) = merge::merge(asked);
    let trust = trust::policy(name, distributed, &mut notes);
    let mut role = Role {
        policy,
        trust,
        notes,
    };
    if let Some(environment) = &deployment.environment {
        let settled = |text: &str| environment.substitute(text);
        role.policy.substitute(settled);
        role.trust.substitute(settled);
        for note in &mut role.notes {
            let resource = note.resource.as_deref().and_then(settled);
            note.resource = resource.or(note.resource.take());
            note.reason = settled(&note.reason).unwrap_or_else(|| std::mem::take(&mut note.reason));
        }
    }
    // How long it is depends on what stands in the place of the pseudo parameters.
    role.notes.extend(size::note(&role.policy));
    role
}

/// What every state asks for, and whether one of them is a Distributed Map.
fn ask(
    document: &StateMachine,
    name: &str,
    deployment: &Deployment,
) -> Result<(Asked, bool), Vec<Error>> {
    let mut asked = Asked::default();
    let mut alike = Alike::default();
    let mut errors = Vec::new();
    let mut distributed = false;
    for visit in document.walk() {
        let pointer = &visit.pointer;
        let mut needed = Vec::new();
        let bounds = deployment.bounds.get(visit.name.as_str());
        match visit.state {
            State::Task(task) if bounds.is_none() => {
                // With credentials it is the other role that needs it.
                let call = resource_of(task).filter(|_| task.credentials.is_none());
                let found =
                    call.map(|resource| (resource, alike.find(resource, parameters_of(task))));
                if let Some((_, (_, Some(known)))) = found {
                    asked.again(known, pointer);
                    continue;
                }
                let before = errors.len();
                self::task(task, pointer, name, &mut needed, &mut errors);
                let added = asked.add(needed, pointer);
                if let (Some((resource, (key, _))), true) = (found, before == errors.len()) {
                    alike.remember(resource, key, added);
                }
            }
            State::Task(task) => {
                self::task(task, pointer, name, &mut needed, &mut errors);
                bounded(bounds, pointer, name, &mut needed, &mut errors);
                asked.add(needed, pointer);
            }
            State::Map(map) if map.is_distributed() => {
                distributed = true;
                self::map(map, pointer, name, &mut needed, &mut errors);
                bounded(bounds, pointer, name, &mut needed, &mut errors);
                asked.add(needed, pointer);
            }
            _ => {}
        }
    }
    unknown_states(document, deployment, &mut errors);
    deployed(deployment, name, &mut asked);
    if errors.is_empty() {
        Ok((asked, distributed))
    } else {
        Err(errors)
    }
}

/// Puts the bounds of its author on what a state asks for.
fn bounded(
    bounds: Option<&Vec<deployment::Bound>>,
    pointer: &str,
    name: &str,
    needed: &mut Vec<Allowed>,
    errors: &mut Vec<Error>,
) {
    if let Some(bounds) = bounds {
        let asker = asker(pointer, name, PARTITION, Parameters::Input);
        deployment::bound(bounds, &asker, needed, errors);
    }
}

/// Bounds on states that do not exist, or that ask for nothing.
fn unknown_states(document: &StateMachine, deployment: &Deployment, errors: &mut Vec<Error>) {
    if deployment.bounds.is_empty() {
        return;
    }
    let asking: HashSet<&str> = document
        .walk()
        .filter(|visit| match visit.state {
            State::Task(_) => true,
            State::Map(map) => map.is_distributed(),
            _ => false,
        })
        .map(|visit| visit.name.as_str())
        .collect();
    for (state, bounds) in &deployment.bounds {
        if !asking.contains(state.as_str()) {
            let message = format!("there is no state `{state}` that needs permissions");
            let mut error = Error::new("grant-without-state", message)
                .help("name a Task state or a Distributed Map");
            error.location = bounds.first().and_then(|bound| bound.location);
            errors.push(error);
        }
    }
}

/// Adds what the deployment asks for, and the keys of what the states use.
fn deployed(deployment: &Deployment, name: &str, asked: &mut Asked) {
    let asker = asker("", name, PARTITION, Parameters::Input);
    let mut needed = Vec::new();
    if deployment.logging {
        state_row("state:logging", &asker, [], &mut needed);
    }
    if deployment.tracing {
        state_row("state:tracing", &asker, [], &mut needed);
    }
    if let Some(key) = &deployment.key {
        let logging = deployment.logging.then_some(("Logging", "true"));
        let parameters = [("Key", key.as_str())].into_iter().chain(logging);
        state_row("state:customer-key", &asker, parameters, &mut needed);
    }
    asked.add(needed, "");
    for (resource, key) in &deployment.encrypted {
        let mut used = false;
        let users: Vec<(String, String, Vec<Cow<'static, str>>)> = asked
            .by_state()
            .filter_map(|(state, allowed)| {
                let service = service_of(allowed, resource)?.to_owned();
                Some((state.to_owned(), service, allowed.actions.clone()))
            })
            .collect();
        for (state, service, actions) in users {
            used = true;
            let mut needed = Vec::new();
            let asker = self::asker(&state, name, PARTITION, Parameters::Input);
            let service = format!("{service}.{REGION}.${{AWS::URLSuffix}}");
            // By what it does with the resource a state may need more of the key.
            let does = actions.iter().map(|action| (action.as_ref(), "true"));
            let parameters = [("Key", key.as_str()), ("Service", service.as_str())];
            let parameters = parameters.into_iter().chain(does);
            state_row("state:encrypted", &asker, parameters, &mut needed);
            asked.add(needed, &state);
        }
        if !used {
            let reason = format!("no state uses {resource}, so nothing is allowed on its key");
            let mut needed = Vec::new();
            remark(asker.note(NoteKind::Assumption, reason, None), &mut needed);
            asked.add(needed, "");
        }
    }
}

fn task(task: &Task, pointer: &str, name: &str, out: &mut Vec<Allowed>, errors: &mut Vec<Error>) {
    let Some(resource) = resource_of(task) else {
        return;
    };
    let target = Target::of(resource);
    let parameters = Parameters::new(parameters_of(task));
    let asker = asker(pointer, name, partition(target), parameters);
    // Errors do not depend on the role, so they are looked for in every case.
    let mut needed = Vec::new();
    let result = match target {
        Target::Optimized { name, suffix, .. } => resource::optimized(name, suffix, Place::Task)
            .map(|(row, pattern)| grant::row(row, Some(pattern), &asker, &mut needed)),
        Target::Sdk {
            service,
            action,
            suffix,
            ..
        } => sdk_pattern(service, action, suffix)
            .and_then(|()| sdk::call(service, action, &asker, &mut needed)),
        Target::Function | Target::Placeholder => {
            state_row(
                "state:function",
                &asker,
                [("Resource", resource)],
                &mut needed,
            );
            if target == Target::Placeholder {
                let reason = format!(
                    "`{resource}` is taken for the ARN of a Lambda function; put its value in its place when it stands for anything else, such as a service integration"
                );
                remark(asker.note(NoteKind::Assumption, reason, None), &mut needed);
            }
            Ok(())
        }
        Target::Activity => Ok(()),
        Target::Other => Err(unknown_resource(resource)),
    };
    match (result, &task.credentials) {
        (Err(error), _) => errors.push((*error).at(pointer)),
        // The permissions of the call belong to the other role; this one only assumes it.
        (Ok(()), Some(credentials)) => {
            other_role::assume(credentials, &needed, &asker, out);
        }
        (Ok(()), None) => out.append(&mut needed),
    }
}

fn resource_of(task: &Task) -> Option<&str> {
    task.resource
        .as_ref()
        .map(sfn_asl::model::ArnTemplate::as_str)
}

fn parameters_of(task: &Task) -> Option<&Json> {
    task.arguments.as_ref().or(task.parameters.as_ref())
}

fn map(map: &Map, pointer: &str, name: &str, out: &mut Vec<Allowed>, errors: &mut Vec<Error>) {
    let asker = asker(pointer, name, PARTITION, Parameters::Input);
    let label = map.label.as_ref().map(|label| ("Label", label.as_str()));
    state_row("state:distributed-map", &asker, label, out);
    if let Some(reader) = &map.item_reader {
        self::reader(reader, &format!("{pointer}/ItemReader"), name, out, errors);
    }
    if let Some(writer) = &map.result_writer {
        self::writer(
            writer,
            &format!("{pointer}/ResultWriter"),
            name,
            out,
            errors,
        );
    }
}

fn reader(
    reader: &ItemReader,
    pointer: &str,
    name: &str,
    out: &mut Vec<Allowed>,
    errors: &mut Vec<Error>,
) {
    let resource = reader
        .resource
        .as_ref()
        .map_or("", |resource| resource.as_str());
    let config = reader.reader_config.as_ref();
    let input = config
        .and_then(|config| config.input_type.as_ref())
        .map(|kind| ("InputType", kind.as_str()));
    let change = config
        .and_then(|config| config.transformation.as_ref())
        .map(|change| ("Transformation", change.as_str()));
    let manifest = config
        .and_then(|config| config.manifest_type.as_ref())
        .map(|kind| ("ManifestType", kind.as_str()));
    let template = reader.arguments.as_ref().or(reader.parameters.as_ref());
    let parameters = with(template, input.into_iter().chain(change).chain(manifest));
    storage(
        resource,
        Place::Reader,
        parameters.as_ref(),
        pointer,
        name,
        out,
        errors,
    );
}

fn writer(
    writer: &ResultWriter,
    pointer: &str,
    name: &str,
    out: &mut Vec<Allowed>,
    errors: &mut Vec<Error>,
) {
    // A writer without a resource only forms the result.
    let Some(resource) = &writer.resource else {
        return;
    };
    let template = writer.arguments.as_ref().or(writer.parameters.as_ref());
    storage(
        resource.as_str(),
        Place::Writer,
        template,
        pointer,
        name,
        out,
        errors,
    );
}

fn storage(
    resource: &str,
    place: Place,
    template: Option<&Json>,
    pointer: &str,
    name: &str,
    out: &mut Vec<Allowed>,
    errors: &mut Vec<Error>,
) {
    let target = Target::of(resource);
    let asker = asker(pointer, name, partition(target), Parameters::new(template));
    let found = match target {
        Target::Optimized { name, suffix, .. } => resource::optimized(name, suffix, place),
        _ => Err(Error::new(
            "unknown-resource",
            format!("`{resource}` is nothing that a Map state can read or write"),
        )
        .help("use `arn:aws:states:::s3:getObject`, `s3:listObjectsV2` or `s3:putObject`")
        .boxed()),
    };
    match found {
        Ok((row, _)) => grant::row(row, None, &asker, out),
        Err(error) => errors.push((*error).at(pointer)),
    }
}

/// The parameters with further values that rows ask for.
fn with<'a>(
    template: Option<&Json>,
    more: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<Json> {
    let mut members = template?.as_object()?.clone();
    for (key, value) in more {
        members.insert(key, Json::from(value));
    }
    Some(Json::Object(members))
}

/// Adds a row that is no integration, with the parameters it asks for.
fn state_row<'a>(
    row: &str,
    asker: &Asker<'_>,
    parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    out: &mut Vec<Allowed>,
) {
    let parameters = Json::from_iter(parameters);
    let source = Source {
        parameters: Parameters::Template(&parameters),
        ..asker.source
    };
    if let Some(row) = resource::row(row, Place::State) {
        grant::row(row, None, &Asker { source, ..*asker }, out);
    }
}

fn remark(note: Note, out: &mut Vec<Allowed>) {
    out.push(Allowed {
        actions: Vec::new(),
        resources: Vec::new(),
        conditions: Vec::new(),
        notes: vec![note],
    });
}

fn asker<'d>(
    pointer: &'d str,
    own_name: &'d str,
    partition: &'d str,
    parameters: Parameters<'d>,
) -> Asker<'d> {
    Asker {
        pointer,
        source: Source {
            parameters,
            own_name,
            partition,
        },
    }
}

/// The partition of resources that no ARN tells: the one the call is in. `arn:aws:` is what everybody writes, so it says
/// nothing.
fn partition(target: Target<'_>) -> &str {
    match target {
        Target::Optimized { partition, .. } | Target::Sdk { partition, .. }
            if partition != "aws" =>
        {
            partition
        }
        _ => PARTITION,
    }
}
