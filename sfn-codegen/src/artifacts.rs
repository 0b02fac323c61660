//! What comes out of a workflow, and the function of the document that makes it.

use crate::error::{Error, Errors};
use crate::iam::{self, Note, Policy};
use crate::schema::ordered;
use crate::settings::{Environment, Settings};
use serde_json::Value;
use sfn_asl::json::Json;
use sfn_asl::{StateMachine, WorkflowKind};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Everything that deploying a workflow needs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Artifacts {
    /// The name of the workflow.
    pub name: String,
    /// Its kind.
    pub kind: WorkflowKind,
    /// The definition.
    pub definition: StateMachine,
    /// What the execution role may do; without statements when it needs no permissions.
    pub policy: Policy,
    /// Who may assume the execution role.
    pub trust: Policy,
    /// The JSON Schema of the input, when it is known.
    pub input_schema: Option<Value>,
    /// The JSON Schema of the output, when it is known.
    pub output_schema: Option<Value>,
    /// What there is to say about the policies.
    pub notes: Vec<Note>,
}

/// Files: name and text.
pub(crate) type Files = Vec<(Cow<'static, str>, String)>;

/// One of the files of a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `definition.asl.json`
    Definition,
    /// `policy.json`
    Policy,
    /// `trust.json`
    Trust,
    /// `input.schema.json`
    InputSchema,
    /// `output.schema.json`
    OutputSchema,
}

impl Part {
    /// All of them, in the order they are written.
    pub const ALL: [Self; 5] = [
        Self::Definition,
        Self::Policy,
        Self::Trust,
        Self::InputSchema,
        Self::OutputSchema,
    ];

    /// The name of the file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Definition => "definition.asl.json",
            Self::Policy => "policy.json",
            Self::Trust => "trust.json",
            Self::InputSchema => "input.schema.json",
            Self::OutputSchema => "output.schema.json",
        }
    }
}

impl Artifacts {
    /// The text of a part, with a line feed at the end; none for a schema that is not known, nor for the policy of a role
    /// that needs no permissions: IAM refuses a policy without statements.
    #[must_use]
    pub fn text(&self, part: Part) -> Option<String> {
        let schema =
            |schema: &Option<Value>| schema.as_ref().map(|schema| ordered(schema).to_pretty());
        match part {
            Part::Definition => Some(self.definition.to_string_pretty()),
            Part::Policy => self
                .needs_permissions()
                .then(|| self.policy.to_string_pretty()),
            Part::Trust => Some(self.trust.to_string_pretty()),
            Part::InputSchema => schema(&self.input_schema),
            Part::OutputSchema => schema(&self.output_schema),
        }
    }

    /// Whether the execution role needs a policy at all.
    #[must_use]
    pub fn needs_permissions(&self) -> bool {
        !self.policy.statements.is_empty()
    }

    /// The files: name and text. The same artifacts give the same bytes. A policy that is too long for a role is in
    /// several, `policy-1.json` and so on, each a managed policy; see [`Policy::parts`].
    #[must_use]
    pub fn files(&self) -> Vec<(Cow<'static, str>, String)> {
        self.files_with(None)
    }

    /// The files, where the text of the definition may be known already.
    pub(crate) fn files_with(&self, mut definition: Option<String>) -> Files {
        let mut files = Vec::new();
        for part in Part::ALL {
            let name = part.file_name();
            match part {
                Part::Definition if definition.is_some() => {
                    files.extend(definition.take().map(|text| (name.into(), text)));
                }
                Part::Policy if self.needs_permissions() => {
                    let parts = self.policy.parts();
                    if let [policy] = parts.as_slice() {
                        files.push((name.into(), policy.to_string_pretty()));
                        continue;
                    }
                    let parts = parts.iter().enumerate();
                    files.extend(
                        parts.map(|(at, policy)| {
                            (part_name(at + 1).into(), policy.to_string_pretty())
                        }),
                    );
                }
                _ => files.extend(self.text(part).map(|text| (name.into(), text))),
            }
        }
        files
    }
}

/// The file of one of several policies.
fn part_name(number: usize) -> String {
    format!("policy-{number}.json")
}

/// Whether a workflow can have a file of that name, now or when it was another one.
pub(crate) fn is_own_file(name: &str) -> bool {
    let number = name
        .strip_prefix("policy-")
        .and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|number| {
        !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit())
    }) || Part::ALL.iter().any(|part| part.file_name() == name)
}

/// What comes out of a document, whoever wrote it.
///
/// ```
/// use sfn_asl::WorkflowKind;
/// use sfn_codegen::{Settings, artifacts_from_document};
///
/// let document = sfn_asl::StateMachine::from_json_str(r#"{
///     "StartAt": "Tell",
///     "States": {
///         "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
///             "Parameters": {"TopicArn": "${TopicArn}", "Message.$": "$.text"}, "End": true}
///     }
/// }"#).unwrap();
/// let artifacts = artifacts_from_document("tell", WorkflowKind::Standard, document, &Settings::new()).unwrap();
/// assert_eq!(artifacts.policy.statements[0].resources, ["${TopicArn}"]);
/// ```
///
/// # Errors
/// What the service would reject the document for, and every call to something that does not exist.
pub fn artifacts_from_document(
    name: &str,
    kind: WorkflowKind,
    document: StateMachine,
    settings: &Settings,
) -> Result<Artifacts, Errors> {
    let mut errors: Vec<Error> = crate::check::errors(&document, kind);
    match role(name, &document, settings, Beyond::default()) {
        Ok(role) if errors.is_empty() => assemble(name, kind, document, settings, role),
        result => {
            errors.extend(result.err().into_iter().flatten());
            Err(in_workflow(name, errors))
        }
    }
}

/// What authoring knows beyond the document that matters to the execution role.
#[derive(Debug, Default)]
pub(crate) struct Beyond {
    /// What the author said about the permissions of a state: its name, and the grant.
    pub(crate) grants: Vec<(String, sfn_dsl::Grant)>,
    /// Placeholders, each with an ARN that says more of the resource.
    pub(crate) placeholders: BTreeMap<String, String>,
}

/// The execution role of a document.
pub(crate) fn role(
    name: &str,
    document: &StateMachine,
    settings: &Settings,
    beyond: Beyond,
) -> Result<iam::Role, Vec<Error>> {
    let deployment = settings.deployment_of(name, beyond);
    iam::role_for(document, name, &deployment)
}

/// The errors of a workflow.
pub(crate) fn in_workflow(name: &str, errors: Vec<Error>) -> Errors {
    let errors = errors.into_iter().map(|error| error.in_workflow(name));
    errors.collect::<Vec<_>>().into()
}

/// What comes out of a document that somebody has validated, and its role.
pub(crate) fn assemble(
    name: &str,
    kind: WorkflowKind,
    document: StateMachine,
    settings: &Settings,
    role: iam::Role,
) -> Result<Artifacts, Errors> {
    let mut artifacts = Artifacts {
        name: name.to_owned(),
        kind,
        definition: document,
        policy: role.policy,
        trust: role.trust,
        input_schema: None,
        output_schema: None,
        notes: role.notes,
    };
    if let Some(environment) = &settings.environment {
        settle(&mut artifacts, environment)?;
    }
    Ok(artifacts)
}

/// Puts the environment in the place of the pseudo parameters.
fn settle(artifacts: &mut Artifacts, environment: &Environment) -> Result<(), Errors> {
    artifacts
        .policy
        .substitute(|text| environment.substitute(text));
    artifacts
        .trust
        .substitute(|text| environment.substitute(text));
    for note in &mut artifacts.notes {
        let resource = note
            .resource
            .as_deref()
            .and_then(|resource| environment.substitute(resource));
        note.resource = resource.or(note.resource.take());
    }
    let mut json = artifacts.definition.to_json();
    substitute(&mut json, environment);
    artifacts.definition = StateMachine::from_json(&json)
        .map_err(|diagnostics| diagnostics.into_iter().map(Error::from).collect::<Vec<_>>())?;
    Ok(())
}

fn substitute(json: &mut Json, environment: &Environment) {
    // Not by recursion: a document may be nested as deep as its reader allows.
    let mut open = vec![json];
    while let Some(json) = open.pop() {
        match json {
            Json::String(text) => {
                if let Some(changed) = environment.substitute(text) {
                    *text = changed;
                }
            }
            Json::Array(items) => open.extend(items),
            Json::Object(members) => open.extend(members.values_mut()),
            _ => {}
        }
    }
}
