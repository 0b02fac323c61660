//! Whether a definition makes sense: rules of the language and of the service that the document alone can break.
//!
//! A rule is a small function in one of the tables below, a theme is a file. Rules see the document as it is, also
//! where it is half wrong, and say nothing where another one has said why: a missing `Next` is one error, not also an
//! unreachable state. A `${Placeholder}` may become anything, so no rule judges it.

mod choices;
mod context_object;
mod credentials;
mod dead_handlers;
mod errors;
mod express_time;
mod expression_names;
mod expressions;
mod fields;
mod intrinsic;
mod kinds;
mod languages;
mod maps;
mod names;
mod paths;
mod payloads;
mod places;
mod readers;
mod references;
mod suggest;
mod timers;
mod timestamp;
mod transitions;
mod unassigned;
mod variables;

pub use context_object::{MisspeltMember, misspelt_context_members};
pub use express_time::{MAX_EXPRESS_SECONDS, TooLong, Waits, longer_than_express};
pub use names::check_machine_name;
pub use references::variable_references;
pub(crate) use suggest::closest;

use crate::diagnostic::Diagnostic;
use crate::model::layout::Findings;
use crate::model::{Scope, StateMachine, Visit, has_placeholder};
use crate::read::{Limits, Parsed};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The kind of workflow a definition is deployed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WorkflowKind {
    /// Runs for up to a year, every step recorded.
    #[default]
    Standard,
    /// Runs for up to five minutes; no `.sync`, no task tokens, no activities, no Distributed Map.
    Express,
}

/// What a definition is checked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidateOptions {
    /// The kind of workflow.
    pub kind: WorkflowKind,
}

impl ValidateOptions {
    /// Checks for a kind of workflow.
    #[must_use]
    pub fn new(kind: WorkflowKind) -> Self {
        Self { kind }
    }
}

/// What the rules see of a document.
struct Context<'a> {
    machine: &'a StateMachine,
    options: &'a ValidateOptions,
    states: Vec<Visit<'a>>,
    scopes: Vec<Rc<Scope<'a>>>,
    /// What the layouts of the document keep.
    findings: Findings,
    /// The scopes, by pointer, in which a state gets its name only at deployment; any target may be that one.
    late_names: HashSet<String>,
    /// Which of `states` has a name first.
    by_name: HashMap<&'a str, usize>,
    variables: variables::Variables<'a>,
    /// Expressions in which nothing was found, and which say the same in every state: each is read once.
    sound: expressions::Sound,
}

type MachineRule = fn(&Context<'_>, &mut Vec<Diagnostic>);
type ScopeRule = fn(&Context<'_>, &Scope<'_>, &mut Vec<Diagnostic>);
type StateRule = fn(&Context<'_>, &Visit<'_>, &mut Vec<Diagnostic>);

const MACHINE_RULES: &[MachineRule] = &[
    fields::unknown,
    fields::size,
    fields::version,
    languages::machine,
    timers::machine,
    names::duplicates,
    names::labels,
    variables::scopes,
    dead_handlers::rule,
    unassigned::rule,
];

const SCOPE_RULES: &[ScopeRule] = &[
    fields::scope_required,
    transitions::start_at,
    transitions::reach,
];

const STATE_RULES: &[StateRule] = &[
    names::length,
    languages::state,
    languages::fields,
    fields::required,
    fields::exclusive,
    credentials::rules,
    transitions::next_or_end,
    transitions::targets,
    choices::rules,
    timers::task,
    timers::wait,
    errors::retriers,
    errors::catchers,
    kinds::resource,
    kinds::express,
    express_time::rule,
    maps::mode,
    maps::reader,
    maps::batcher,
    maps::writer,
    maps::ranges,
    readers::rules,
    readers::items,
    paths::fields,
    paths::fail,
    payloads::templates,
    payloads::result,
    expressions::expressions,
    variables::names,
    variables::reads,
];

/// Checks a document. Places in the text are added by [`Places::locate`](crate::Places::locate); [`check`] does both.
///
/// ```
/// use sfn_asl::model::{Pass, StateMachine};
/// use sfn_asl::{ValidateOptions, validate};
///
/// let machine = StateMachine::new("A").state("A", Pass::new().next("B"));
/// let found = validate(&machine, &ValidateOptions::default());
/// assert_eq!(found[0].to_string(), "error[dangling-transition]: there is no state `B` at /States/A/Next\n  help: add the state, or name one of this scope");
/// ```
#[must_use]
pub fn validate(machine: &StateMachine, options: &ValidateOptions) -> Vec<Diagnostic> {
    let mut findings = machine.findings();
    let mut found = std::mem::take(&mut findings.wrong);
    rules(machine, options, findings, &mut found);
    found
}

/// What the rules say; values that no field takes are not among it.
fn rules(
    machine: &StateMachine,
    options: &ValidateOptions,
    findings: Findings,
    found: &mut Vec<Diagnostic>,
) {
    let (states, scopes) = machine.states_and_scopes();
    let mut by_name: HashMap<&str, usize> = HashMap::with_capacity(states.len());
    for (at, visit) in states.iter().enumerate() {
        by_name.entry(visit.name.as_str()).or_insert(at);
    }
    let late = |scope: &&Rc<Scope<'_>>| scope.states.keys().any(|name| has_placeholder(name));
    let late_names = scopes
        .iter()
        .filter(late)
        .map(|scope| scope.pointer.clone())
        .collect();
    let context = Context {
        machine,
        variables: variables::Variables::of(&states),
        sound: expressions::Sound::default(),
        options,
        states,
        scopes,
        late_names,
        findings,
        by_name,
    };
    for rule in MACHINE_RULES {
        rule(&context, found);
    }
    for scope in &context.scopes {
        for rule in SCOPE_RULES {
            rule(&context, scope, found);
        }
    }
    for visit in &context.states {
        for rule in STATE_RULES {
            rule(&context, visit, found);
        }
    }
}

/// Reads the JSON text of a definition and checks it: everything that is wrong, each with its place, in the order of
/// the text.
///
/// ```
/// use sfn_asl::{Limits, ValidateOptions, check};
///
/// let text = "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": { \"Type\": \"Pass\" }\n  }\n}";
/// let checked = check(text, &Limits::default(), &ValidateOptions::default());
/// assert_eq!(
///     checked.diagnostics[0].to_string(),
///     "4:5: error[missing-field]: the state says neither Next nor End at /States/A\n  \
///      help: add \"Next\" with the name of a state, or \"End\": true"
/// );
/// ```
#[must_use]
pub fn check(text: &str, limits: &Limits, options: &ValidateOptions) -> Parsed {
    check_parsed(crate::read::parse(text, limits), options)
}

/// Checks what was read, adding to its diagnostics; see [`check`].
#[must_use]
pub fn check_parsed(mut parsed: Parsed, options: &ValidateOptions) -> Parsed {
    if let Some(document) = &parsed.document {
        // The reader has told of values that no field takes.
        rules(
            document,
            options,
            document.findings(),
            &mut parsed.diagnostics,
        );
        parsed.places.locate(&mut parsed.diagnostics);
        parsed
            .diagnostics
            .sort_by_key(|diagnostic| diagnostic.position);
    }
    parsed
}
