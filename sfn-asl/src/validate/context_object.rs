//! The context object: what it has, and where it has a task token.

use super::{expression_names, suggest, variables};
use crate::diagnostic::{Code, Diagnostic};
use crate::jsonpath::Root;
use crate::model::{State, StateMachine, Visit, has_placeholder, shorten};
use std::fmt::Display;

/// What is in it, and what in that. Below `Input` and `Value` is somebody's data.
const MEMBERS: &[(&str, &[&str])] = &[
    (
        "Execution",
        &[
            "Id",
            "Input",
            "Name",
            "RedriveCount",
            "RedriveTime",
            "RoleArn",
            "StartTime",
        ],
    ),
    ("Map", &["Item"]),
    ("State", &["EnteredTime", "Name", "RetryCount"]),
    ("StateMachine", &["Id", "Name"]),
    ("Task", &["Token"]),
];

/// What the item of a Map has.
const ITEM: &[&str] = &["Index", "Key", "Source", "Value"];

/// The only members that have members of their own.
const OBJECTS: &[(&str, &str)] = &[("Execution", "Input"), ("Map", "Item")];

/// What is wrong with a read of the context object.
struct Problem {
    message: String,
    help: String,
    /// The path that was meant, if a slip made it another one.
    meant: Option<String>,
}

/// A state reads a member of the context object. What is not there is no error of the definition, but its executions fail.
pub(super) fn read(
    visit: &Visit<'_>,
    names: &[&str],
    place: impl Display,
    span: Option<(usize, usize)>,
    out: &mut Vec<Diagnostic>,
) {
    let Some(Problem { message, help, .. }) = problem(visit, names) else {
        return;
    };
    let code = Code::UnknownContextMember;
    let mut diagnostic = Diagnostic::warning(code, place, message).with_help(help);
    diagnostic.span = span;
    out.push(diagnostic);
}

fn problem(visit: &Visit<'_>, names: &[&str]) -> Option<Problem> {
    let (first, rest) = names.split_first()?;
    let Some((_, members)) = MEMBERS.iter().find(|(name, _)| name == first) else {
        let known = MEMBERS.iter().map(|(name, _)| *name).collect();
        return Some(missing(&names[..1], known));
    };
    let second = rest.first()?;
    if !members.contains(second) {
        return Some(missing(&names[..2], members.to_vec()));
    }
    let there_is_none = |what: &str, help: &str| {
        Some(Problem {
            message: format!("there is no {what} here"),
            help: help.to_owned(),
            meant: None,
        })
    };
    let has_members = OBJECTS.contains(&(first, second));
    match (*first, rest.get(1)) {
        ("Map", Some(third)) if !ITEM.contains(third) => Some(missing(&names[..3], ITEM.to_vec())),
        ("Map", _) if !is_in_map(visit) => there_is_none(
            "item of a Map",
            "an item is there in a Map: in its ItemSelector, and in the states inside",
        ),
        ("Task", _) if !gets_token(visit) => there_is_none(
            "task token",
            "a token is there when the Resource ends with `.waitForTaskToken`",
        ),
        (_, Some(third)) if !has_members && !third.contains('(') => {
            let path = shorten(&names[..3].join("."));
            Some(Problem {
                message: format!("the context object has no `{path}`"),
                help: format!("`{first}.{second}` is no object"),
                meant: None,
            })
        }
        _ => None,
    }
}

fn missing(path: &[&str], known: Vec<&'static str>) -> Problem {
    let (last, before) = path.split_last().unwrap_or((&"", &[]));
    let meant = suggest::closest(last, known.iter().copied());
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("it has {}", known.join(", ")),
    };
    Problem {
        message: format!("the context object has no `{}`", shorten(&path.join("."))),
        help,
        meant: meant.map(|meant| [before, &[meant]].concat().join(".")),
    }
}

/// A member of the context object that is not there, and is a slip away from one that is.
#[derive(Clone, Debug)]
pub struct MisspeltMember<'a> {
    /// The state that reads it.
    pub visit: Visit<'a>,
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What it reads, such as `Execution.Nmae`.
    pub path: String,
    /// What is most likely meant.
    pub meant: String,
}

/// The members of the context object that states read by a misspelt name. What is like no known name may be newer than the
/// table here, and is not among them.
///
/// ```
/// use sfn_asl::model::{Pass, StateMachine};
/// use sfn_asl::{Json, misspelt_context_members};
///
/// let template = Json::from_iter([("id.$", Json::from("$$.Execution.Nmae"))]);
/// let machine = StateMachine::new("A").state("A", Pass::new().parameters(template).end());
/// let found = misspelt_context_members(&machine);
/// assert_eq!(found[0].meant, "Execution.Name");
/// ```
#[must_use]
pub fn misspelt_context_members(machine: &StateMachine) -> Vec<MisspeltMember<'_>> {
    let mut out = Vec::new();
    for visit in machine.walk() {
        let mut look = |names: &[&str], pointer: String| {
            if let Some(meant) = problem(&visit, names).and_then(|problem| problem.meant) {
                out.push(MisspeltMember {
                    visit: visit.clone(),
                    pointer,
                    path: names.join("."),
                    meant,
                });
            }
        };
        variables::each_path(&visit, &mut |found, path| {
            if found.root == Root::Context {
                look(&variables::plain_names(found), path.to_string());
            }
        });
        expression_names::each_context_read(&visit, &mut |names, path| {
            look(names, path.to_string())
        });
    }
    out
}

/// Whether a state is a Map, or inside of one.
fn is_in_map(visit: &Visit<'_>) -> bool {
    let of_map = |state: &State| matches!(state, State::Map(_) | State::Unknown(_));
    let mut around = visit.scope.ancestors().filter_map(|scope| scope.owner);
    of_map(visit.state) || around.any(|(_, state)| of_map(state))
}

/// Whether a state has a token: one that waits for somebody who sends it back, and one that waits for a job, too.
fn gets_token(visit: &Visit<'_>) -> bool {
    match visit.state {
        State::Task(task) => task.resource.as_deref().is_none_or(|resource| {
            let pattern = resource.rsplit(':').find(|part| part.contains('.'));
            pattern
                .is_some_and(|part| part.ends_with(".waitForTaskToken") || part.ends_with(".sync"))
                || resource.contains(":activity:")
                || has_placeholder(resource.rsplit(':').next().unwrap_or(resource))
        }),
        _ => false,
    }
}
