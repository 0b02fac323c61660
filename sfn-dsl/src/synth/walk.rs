//! Finds every state of a workflow, once, with a worklist: a chain of any length takes no stack.

use std::collections::{HashMap, HashSet, VecDeque};

use sfn_asl::model::{self, Branch, ItemProcessor, State, StateMachine};

use super::error::SynthesisError;
use super::lower::{Lowered, lower, settle_retriers};
use super::variables::{self, Uses};
use super::{Annotations, StateSource};
use crate::QueryLanguage;
use crate::expr::node::{Hashed, Name, Scope};
use crate::flow::def::{Body, StateDef, set_language, within};
use crate::flow::{Identity, Transition};

/// A workflow with more states than this is taken for one that makes states without end. (A definition of 1 MB, the
/// quota of the service, holds about a tenth of it.)
const MAX_STATES: usize = 100_000;
/// Map bodies and Parallel branches nest at most this deep: the service refuses documents that nest too deeply.
const MAX_NESTING: usize = 32;
/// How many copies of a state are compared that only other copies lead to, for each name and, for each state there is, in
/// all. Functions that make states anew make such copies without end, and nothing tells whether one of them would ever
/// differ; those that the workflow's own states lead to are all compared.
const MAX_COPIES: usize = 32;
const MAX_COPIES_A_STATE: usize = 2;
/// As many may be compared in the smallest workflow.
const MIN_COPIES: usize = 1_024;

/// The states of one machine, Parallel branch or Map body.
struct Level {
    start: Name,
    states: Vec<(Name, State)>,
    /// The state that this is inside of: its level, its place there, and which of its branches this is.
    parent: Option<(usize, usize, usize)>,
    depth: usize,
}

/// A state that was found.
struct Known {
    level: usize,
    /// Its place among the states of the level.
    place: usize,
    number: u32,
    transition: Transition,
    /// Where the Map body or the branches inside of it begin.
    inner: Vec<Name>,
    /// All others that go by the name and make the same state,
    identities: HashSet<Identity>,
    /// kept so that the address of a closure is not used again.
    twins: Vec<Transition>,
    /// How many of them are copies.
    copies: usize,
}

impl Known {
    /// Whether this is the state itself, or known to make the same.
    fn is(&self, identity: &Identity) -> bool {
        self.transition.identity == *identity || self.identities.contains(identity)
    }
}

/// Another transition to a name that is known: what it makes is compared, and whatever that leads to.
struct Twin {
    transition: Transition,
    /// Whether only a twin leads to it, and no state of the workflow.
    copy: bool,
}

/// A document without its name and comment, and where its states were written.
pub(crate) struct Walked {
    pub(crate) machine: StateMachine,
    pub(crate) annotations: Annotations,
    pub(crate) errors: Vec<SynthesisError>,
}

/// What the walk knows while it goes.
struct Walk {
    language: QueryLanguage,
    levels: Vec<Level>,
    known: HashMap<Name, Known, Hashed>,
    todo: Vec<(usize, Transition)>,
    annotations: Annotations,
    errors: Vec<SynthesisError>,
    names: Vec<Name>,
    twins: VecDeque<Twin>,
    /// The variables of the states that have any.
    uses: HashMap<Name, Uses>,
}

/// Follows every transition from the first state on.
pub(crate) fn walk(start: Transition, language: QueryLanguage) -> Walked {
    let root = Level {
        start: start.meta.name.clone(),
        states: Vec::new(),
        parent: None,
        depth: 0,
    };
    let mut walk = Walk {
        language,
        levels: vec![root],
        known: HashMap::default(),
        todo: vec![(0, start)],
        annotations: Annotations::default(),
        errors: Vec::new(),
        names: Vec::new(),
        twins: VecDeque::new(),
        uses: HashMap::new(),
    };
    while let Some((level, transition)) = walk.todo.pop() {
        walk.visit(level, transition);
        if walk.names.len() > MAX_STATES {
            let name = walk.names.last().cloned().unwrap_or_default();
            let location = walk.known[&name].transition.from;
            walk.errors.push(SynthesisError::new(
                "too-many-states",
                &name,
                location,
                format!("there are more than {MAX_STATES} states, and each leads to another"),
                "a function that makes states must come to an end: lead back to a state by the same name instead",
            ));
            return walk.finish();
        }
    }
    walk.compare_twins();
    walk.finish()
}

impl Walk {
    fn visit(&mut self, level: usize, transition: Transition) {
        let name = transition.meta.name.clone();
        if self.known.contains_key(&name) {
            self.meet_again(level, &transition);
            return;
        }
        self.check_name(&transition);
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        let (def, lowered) = self.make(&transition, number);
        let state = lowered.state;
        self.errors.extend(lowered.errors);
        if !lowered.uses.is_empty() {
            self.uses.insert(name.clone(), lowered.uses);
        }

        // Before those of the builder stand those of a raw state's text.
        let written = |in_all: usize, built: usize| {
            std::iter::repeat_n(def.location, in_all.saturating_sub(built))
        };
        let source = StateSource {
            location: transition.meta.location,
            retry: written(state.retry().len(), def.retry.len())
                .chain(def.retry.iter().map(|retrier| retrier.location))
                .collect(),
            catch: written(state.catch().len(), def.catch.len())
                .chain(def.catch.iter().map(|catcher| catcher.location))
                .collect(),
            assigned: def.places_of_assignments(state.catch().len()),
            grants: match &def.body {
                Body::Task(task) => task.grants.clone(),
                Body::Map(map) => {
                    let distributed = map.distributed.iter();
                    distributed.flat_map(|d| d.grants.clone()).collect()
                }
                _ => Vec::new(),
            },
        };
        self.annotations.states.insert(name.clone(), source);
        if let Body::Task(task) = &def.body {
            let known = task.known.iter();
            let known = known.map(|(text, arn)| (text.to_string(), arn.to_string()));
            self.annotations.placeholders.extend(known);
        }
        let place = self.levels[level].states.len();
        self.levels[level].states.push((name.clone(), state));
        let known = Known {
            level,
            place,
            number,
            transition,
            inner: inner_starts(&def),
            identities: HashSet::new(),
            twins: Vec::new(),
            copies: 0,
        };
        self.known.insert(name, known);
        self.follow(level, place, def);
    }

    /// The state as the one with this number.
    fn make(&self, transition: &Transition, number: u32) -> (StateDef, Lowered) {
        let scope = Scope(number);
        set_language(transition.meta.query_language.unwrap_or(self.language));
        let mut def = within(scope, || (transition.define)());
        settle_retriers(&mut def);
        let lowered = lower(&def, &transition.meta, scope, self.language, &self.names);
        (def, lowered)
    }

    /// Puts what the state leads to on the list, the last first, so that the document reads from top to bottom.
    fn follow(&mut self, level: usize, place: usize, def: StateDef) {
        let inner = def.inner().to_vec();
        let targets = def.into_targets().into_iter().rev();
        self.todo.extend(targets.map(|target| (level, target)));

        let depth = self.levels[level].depth + 1;
        let mut starts = Vec::new();
        for (part, start) in inner.into_iter().enumerate() {
            if depth > MAX_NESTING {
                self.errors.push(SynthesisError::new(
                    "nested-too-deeply",
                    &start.meta.name,
                    start.from,
                    format!("Map bodies and Parallel branches nest more than {MAX_NESTING} deep here"),
                    "move the inner part into a workflow of its own and start it with `states::start_execution`",
                ));
                return;
            }
            let at = self.levels.len();
            self.levels.push(Level {
                start: start.meta.name.clone(),
                states: Vec::new(),
                parent: Some((level, place, part)),
                depth,
            });
            starts.push((at, start));
        }
        self.todo.extend(starts.into_iter().rev());
    }

    /// A name that is known already: the same state, or another one with its name.
    fn meet_again(&mut self, level: usize, transition: &Transition) {
        let name = &transition.meta.name;
        let Some(known) = self.known.get_mut(name) else {
            return;
        };
        let first = &known.transition;
        if known.level != level {
            let error = if same_source(first, transition) && is_around(&self.levels, level, name) {
                SynthesisError::new(
                    "state-inside-itself",
                    name,
                    transition.from,
                    format!("state `{name}` is inside of itself: it is part of its own Map body or Parallel branch"),
                    "Step Functions has no recursion: start the workflow anew for the inner data, `states::start_execution(..)`, or write down as many levels as there can be",
                )
                .related(first.meta.location, format!("state `{name}`"))
            } else if same_source(first, transition) {
                in_two_scopes(first, transition)
            } else {
                duplicate(first, transition)
            };
            self.errors.push(error);
            return;
        }
        if !known.is(&transition.identity) {
            self.twins.push_back(Twin {
                transition: transition.clone(),
                copy: false,
            });
        }
    }

    /// The same name from another function or another closure is fine if it makes the same state, and leads to the same
    /// states: one that holds other data may show it only further on.
    fn compare_twins(&mut self) {
        let mut left = MIN_COPIES + MAX_COPIES_A_STATE * self.names.len();
        while let Some(twin) = self.twins.pop_front() {
            let name = twin.transition.meta.name.clone();
            let Some(known) = self.known.get_mut(&name) else {
                continue;
            };
            if known.is(&twin.transition.identity) {
                continue;
            }
            if twin.copy {
                if left == 0 || known.copies == MAX_COPIES {
                    continue;
                }
                left -= 1;
                known.copies += 1;
            }
            let number = known.number;
            let (def, lowered) = self.make(&twin.transition, number);
            let Some(known) = self.known.get_mut(&name) else {
                continue;
            };
            let first = &self.levels[known.level].states[known.place].1;
            if lowered.state != *first || inner_starts(&def) != known.inner {
                self.errors
                    .push(duplicate(&known.transition, &twin.transition));
                continue;
            }
            let inner = def.inner().to_vec();
            let copies = inner.into_iter().chain(def.into_targets());
            self.twins.extend(copies.map(|transition| Twin {
                transition,
                copy: true,
            }));
            known.identities.insert(twin.transition.identity.clone());
            known.twins.push(twin.transition);
        }
    }

    fn check_name(&mut self, transition: &Transition) {
        let name = &transition.meta.name;
        let length = name.chars().count();
        let (message, help) = if length > 80 {
            (
                format!("the state name `{name}` has {length} characters, and 80 is the limit"),
                "give it a shorter name: `#[state(name = \"..\")]`, `state(\"..\", ..)` or `.named(\"..\")`",
            )
        } else if name.trim().is_empty() {
            (
                "a state has an empty name".to_owned(),
                "give it a name that says what it does",
            )
        } else {
            return;
        };
        self.errors.push(SynthesisError::new(
            "state-name",
            name,
            transition.meta.location,
            message,
            help,
        ));
    }

    fn finish(mut self) -> Walked {
        // Inner levels come after the ones they are inside of: from the last to the first, each is complete when it is
        // put into its place.
        while self.levels.len() > 1 {
            let Some(level) = self.levels.pop() else {
                break;
            };
            let Some((parent, place, part)) = level.parent else {
                continue;
            };
            let parent = &mut self.levels[parent].states[place].1;
            let start = level.start.into_owned();
            let states = level.states;
            match parent {
                State::Parallel(parallel) => {
                    if parallel.branches.len() <= part {
                        parallel.branches.resize_with(part + 1, Branch::default);
                    }
                    parallel.branches[part] = states
                        .into_iter()
                        .fold(Branch::new(start), |b, (n, s)| b.state(n, s));
                }
                State::Map(map) => {
                    let mut processor = ItemProcessor::new(start);
                    // How the items are run was said when the state was written.
                    processor.processor_config =
                        map.item_processor.take().and_then(|p| p.processor_config);
                    map.item_processor = Some(
                        states
                            .into_iter()
                            .fold(processor, |p, (n, s)| p.state(n, s)),
                    );
                }
                _ => {}
            }
        }
        let root = self.levels.pop();
        let mut machine = root.map_or_else(StateMachine::default, |root| {
            let machine = StateMachine::new(root.start);
            root.states
                .into_iter()
                .fold(machine, |m, (n, s)| m.state(n, s))
        });
        if self.language == QueryLanguage::Jsonata {
            machine.query_language = Some(model::QueryLanguage::Jsonata);
        }
        let found = variables::check(&machine, &self.annotations, &self.uses);
        self.errors.extend(found);
        Walked {
            machine,
            annotations: self.annotations,
            errors: self.errors,
        }
    }
}

/// Whether this level is inside of the state with this name.
fn is_around(levels: &[Level], mut level: usize, name: &str) -> bool {
    while let Some((parent, place, _)) = levels[level].parent {
        if levels[parent].states[place].0 == name {
            return true;
        }
        level = parent;
    }
    false
}

fn same_source(a: &Transition, b: &Transition) -> bool {
    a.meta.location == b.meta.location
}

fn inner_starts(def: &StateDef) -> Vec<Name> {
    let starts = def.inner().iter();
    starts.map(|start| start.meta.name.clone()).collect()
}

/// The same state in two scopes, where each is to have its own.
fn in_two_scopes(first: &Transition, again: &Transition) -> SynthesisError {
    let name = &again.meta.name;
    // One state that leads to it is in both scopes itself, so that there is no place for another name.
    let (help, told) = if first.from == again.from {
        (
            format!(
                "the state that leads to it is there twice, under two names; so make these states by a function that takes a prefix: `state(format!(\"{{prefix}}{name}\"), ..)`"
            ),
            "one state leads to it in both",
        )
    } else {
        (
            format!(
                "names are unique over the whole workflow: use it under another name here, `.named(\"{name}2\")`"
            ),
            "it is used here first",
        )
    };
    SynthesisError::new(
        "state-in-two-scopes",
        name,
        again.from,
        format!("state `{name}` is used both inside and outside of a Map body or Parallel branch, or in two of them"),
        help,
    )
    .related(first.from, told)
}

fn duplicate(first: &Transition, second: &Transition) -> SynthesisError {
    let name = &second.meta.name;
    let (message, help) = if same_source(first, second) {
        (
            format!(
                "two different states are called `{name}`, made at the same place with different data"
            ),
            "put what makes them different into the name: `state(format!(\"Import{tenant}\"), ..)`"
                .to_owned(),
        )
    } else {
        (
            format!("two different states are called `{name}`"),
            format!(
                "rename one of them: `#[state(name = \"..\")]`, or `.named(\"{name}2\")` where it is used"
            ),
        )
    };
    SynthesisError::new(
        "duplicate-state-name",
        name,
        second.meta.location,
        message,
        help,
    )
    .related(first.meta.location, "the other one is here")
}
