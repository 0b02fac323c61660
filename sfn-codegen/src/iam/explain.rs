//! Why a role is as it is: for each statement the states that need it, what is not narrower and why, what is not known.
//!
//! A function of the document, for the people who review a role or find one in production. The role itself is made
//! without it.

use super::deployment::Deployment;
use super::merge::{self, Asked, ByAction};
use super::note::{Note, NoteKind};
use super::placeholders;
use super::policy::Statement;
use crate::error::Error;
use sfn_asl::StateMachine;
use sfn_asl::json::Json;
use sfn_asl::model::{State, Visit};
use std::collections::{BTreeSet, HashMap};
use std::fmt::{self, Write as _};

/// Why the execution role of a state machine may do what it may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The statements of the policy, each with its reasons.
    pub statements: Vec<Reason>,
    /// Calls of which it is not known what they need; nothing is allowed for them.
    pub unknown: Vec<Note>,
    /// What belongs to no statement: what more may be needed, and what was assumed.
    pub remarks: Vec<Note>,
}

/// A statement, and why it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The statement.
    pub statement: Statement,
    /// The states that need it, in the order of the document.
    pub needed_by: Vec<Need>,
    /// Why a resource is not narrower, what was assumed about it, which condition is missing.
    pub notes: Vec<Note>,
}

/// A state that needs a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Need {
    /// The state, as a JSON pointer such as `/States/Charge`.
    pub state: String,
    /// What the state does that needs it: `calls arn:aws:states:::lambda:invoke`.
    pub what: String,
    /// Which of the statement's actions it needs.
    pub actions: Vec<String>,
    /// The resources it needs them on; a statement may hold those of other states too.
    pub resources: Vec<String>,
}

/// Explains the execution role of a document whose state machine has that name.
///
/// ```
/// use sfn_asl::model::{StateMachine, Task};
///
/// let document = StateMachine::new("Greet").state("Greet", Task::new("arn:aws:lambda:eu-west-1:123456789012:function:greet").end());
/// let explanation = sfn_codegen::iam::explain(&document, "greeting").unwrap();
/// assert_eq!(explanation.statements[0].needed_by[0].state, "/States/Greet");
/// ```
///
/// # Errors
/// Every call to a service, action or pattern that does not exist, as [`role`](super::role) does.
pub fn explain(document: &StateMachine, name: &str) -> Result<Explanation, Vec<Error>> {
    explain_for(document, name, &Deployment::default())
}

/// Explains the execution role, with what its deployment adds.
///
/// # Errors
/// As [`role_for`](super::role_for).
pub fn explain_for(
    document: &StateMachine,
    name: &str,
    deployment: &Deployment,
) -> Result<Explanation, Vec<Error>> {
    let name = deployment.called.as_deref().unwrap_or(name);
    let told = placeholders::told(document, deployment);
    let document = told.as_ref().unwrap_or(document);
    let (asked, distributed) = super::ask(document, name, deployment)?;
    let (policy, _) = merge::merge(&asked);
    let mut explanation = Explanation {
        statements: policy.statements.into_iter().map(unexplained).collect(),
        ..Explanation::default()
    };
    attribute(&mut explanation.statements, &asked, document);
    let role = super::put_together(&asked, distributed, name, deployment);
    // INVARIANT: the same statements in the same order, with the environment in them.
    for (reason, statement) in explanation
        .statements
        .iter_mut()
        .zip(role.policy.statements)
    {
        reason.statement = statement;
        if let Some(environment) = &deployment.environment {
            let needs = reason.needed_by.iter_mut();
            for resource in needs.flat_map(|need| &mut need.resources) {
                *resource = environment
                    .substitute(resource)
                    .unwrap_or_else(|| std::mem::take(resource));
            }
        }
    }
    for note in role.notes {
        let sid = note.statement.as_deref();
        let of = |reason: &&mut Reason| sid.is_some() && reason.statement.sid.as_deref() == sid;
        match explanation.statements.iter_mut().find(of) {
            Some(reason) => reason.notes.push(note),
            None if note.kind == NoteKind::Unknown => explanation.unknown.push(note),
            None => explanation.remarks.push(note),
        }
    }
    Ok(explanation)
}

fn unexplained(statement: Statement) -> Reason {
    Reason {
        statement,
        needed_by: Vec::new(),
        notes: Vec::new(),
    }
}

/// Finds for each state the statements that hold what it asks for.
fn attribute(reasons: &mut [Reason], asked: &Asked, document: &StateMachine) {
    let statements: Vec<Statement> = reasons
        .iter()
        .map(|reason| reason.statement.clone())
        .collect();
    let by_action = ByAction::new(&statements);
    let visits: HashMap<String, Visit<'_>> = document
        .walk()
        .map(|visit| (visit.pointer.clone(), visit))
        .collect();
    for (pointer, allowed) in asked.by_state() {
        let what = match visits.get(pointer) {
            Some(visit) => what(visit),
            None => "how the state machine is deployed".to_owned(),
        };
        let mut found: Vec<(usize, BTreeSet<&str>, BTreeSet<&str>)> = Vec::new();
        for action in &allowed.actions {
            for resource in &allowed.resources {
                for statement in by_action.holding(action, &allowed.conditions, Some(resource)) {
                    // INVARIANT: the statement is one of the list.
                    let Some(at) = statements
                        .iter()
                        .position(|one| std::ptr::eq(one, statement))
                    else {
                        continue;
                    };
                    match found.iter_mut().find(|(known, ..)| *known == at) {
                        Some((_, actions, resources)) => {
                            actions.insert(action);
                            resources.insert(resource);
                        }
                        None => found.push((at, [&**action].into(), [resource.as_str()].into())),
                    }
                }
            }
        }
        let owned = |set: BTreeSet<&str>| set.into_iter().map(str::to_owned).collect();
        for (at, actions, resources) in found {
            let last = reasons[at].needed_by.last_mut();
            // What a state needs by several rows of the tables it needs once.
            if let Some(need) = last.filter(|need| need.state == pointer) {
                let more = |known: &mut Vec<String>, set: BTreeSet<&str>| {
                    known.extend(set.into_iter().map(str::to_owned));
                    known.sort_unstable();
                    known.dedup();
                };
                more(&mut need.actions, actions);
                more(&mut need.resources, resources);
                continue;
            }
            reasons[at].needed_by.push(Need {
                state: pointer.to_owned(),
                what: what.clone(),
                actions: owned(actions),
                resources: owned(resources),
            });
        }
    }
}

/// What a state does that needs permissions.
fn what(visit: &Visit<'_>) -> String {
    match visit.state {
        State::Task(task) if task.credentials.is_some() => "assumes a role for its call".to_owned(),
        State::Task(task) => match &task.resource {
            Some(resource) => format!("calls {}", resource.as_str()),
            None => String::new(),
        },
        State::Map(_) => "runs its items as executions of their own".to_owned(),
        _ => String::new(),
    }
}

impl Explanation {
    /// The explanation for programs.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let list = |notes: &[Note]| notes.iter().map(note_json).collect::<Json>();
        let statements: Json = self.statements.iter().map(Reason::to_json).collect();
        Json::from_iter([
            ("statements", statements),
            ("unknown", list(&self.unknown)),
            ("remarks", list(&self.remarks)),
        ])
    }
}

impl Reason {
    fn to_json(&self) -> Json {
        let texts = |texts: &[String]| texts.iter().map(Json::from).collect::<Json>();
        let needed_by: Json = self
            .needed_by
            .iter()
            .map(|need| {
                Json::from_iter([
                    ("state", Json::from(&need.state)),
                    ("what", Json::from(&need.what)),
                    ("actions", texts(&need.actions)),
                    ("resources", texts(&need.resources)),
                ])
            })
            .collect();
        Json::from_iter([
            ("statement", self.statement.to_json()),
            ("neededBy", needed_by),
            ("notes", self.notes.iter().map(note_json).collect()),
        ])
    }
}

pub(crate) fn note_json(note: &Note) -> Json {
    let text = |text: Option<&str>| text.map_or(Json::Null, Json::from);
    Json::from_iter([
        ("kind", Json::from(note.kind.to_string().as_str())),
        ("state", Json::from(&note.state)),
        ("resource", text(note.resource.as_deref())),
        ("reason", Json::from(&note.reason)),
        ("doc", text(note.doc)),
    ])
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.statements.is_empty() {
            writeln!(f, "the role needs no permissions")?;
        }
        for (at, reason) in self.statements.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{reason}")?;
        }
        for (title, notes) in [("not known", &self.unknown), ("besides", &self.remarks)] {
            if !notes.is_empty() {
                writeln!(f, "\n{title}")?;
            }
            for note in notes {
                write!(f, "  ")?;
                if !note.state.is_empty() {
                    write!(f, "{}: ", note.state)?;
                }
                writeln!(f, "{}", remark(note))?;
            }
        }
        Ok(())
    }
}

/// A remark in a list: a resource with a reason, and where it is documented.
fn remark(note: &Note) -> String {
    let mut text = note.reason.clone();
    if let Some(resource) = &note.resource {
        text = format!("{resource}: {text}");
    }
    if let Some(doc) = note.doc {
        // Writing to a string does not fail.
        let _ = write!(text, " ({doc})");
    }
    text
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statement = &self.statement;
        writeln!(f, "{}", statement.sid.as_deref().unwrap_or("statement"))?;
        writeln!(f, "  allows    {}", statement.actions.join(", "))?;
        for (at, resource) in statement.resources.iter().enumerate() {
            writeln!(f, "  {:9} {resource}", if at == 0 { "on" } else { "" })?;
        }
        for condition in &statement.conditions {
            let values = condition.values.join(", ");
            writeln!(
                f,
                "  only if   {} {} {values}",
                condition.key, condition.operator
            )?;
        }
        for (at, need) in self.needed_by.iter().enumerate() {
            let word = if at == 0 { "needed by" } else { "" };
            let text = format!("{} {}", need.state, need.what);
            writeln!(f, "  {word:9} {}", text.trim_start())?;
        }
        // What many states have in common is said once.
        let mut said = BTreeSet::new();
        for note in &self.notes {
            let word = match note.kind {
                NoteKind::Wildcard => "because",
                NoteKind::Assumption => "assuming",
                _ => "note",
            };
            let text = remark(note);
            if said.insert(text.clone()) {
                writeln!(f, "  {word:9} {text}")?;
            }
        }
        Ok(())
    }
}
