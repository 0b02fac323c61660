//! A workflow as plain data, and how to draw one at random. Knows nothing of the DSL nor of ASL.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// A workflow: states and scopes refer to one another by their place in these lists.
#[derive(Debug)]
pub struct Model {
    pub jsonata: bool,
    pub states: Vec<StateData>,
    /// The first is the workflow itself, the others are branches and Map bodies.
    pub scopes: Vec<Scope>,
}

/// What has a first state: a workflow, a branch or a Map body.
#[derive(Debug)]
pub struct Scope {
    pub start: usize,
}

#[derive(Debug)]
pub struct StateData {
    pub name: String,
    pub comment: Option<String>,
    /// Speaks JSONata, whatever the workflow does.
    pub own_jsonata: bool,
    pub body: Body,
}

#[derive(Debug)]
pub enum Body {
    Task(TaskData),
    Pass {
        noted: Option<String>,
        next: Option<usize>,
    },
    Wait {
        seconds: u64,
        next: Option<usize>,
    },
    Succeed,
    Fail {
        error: String,
        cause: Option<String>,
    },
    Choice {
        rules: Vec<(Test, usize)>,
        default: Option<usize>,
    },
    Parallel {
        branches: Vec<usize>,
        tuple: bool,
        end: Ending,
    },
    Map {
        body: usize,
        limit: Option<u64>,
        end: Ending,
    },
}

#[derive(Debug)]
pub struct TaskData {
    pub call: Call,
    pub timeout: Option<u64>,
    pub recommended_retry: bool,
    pub end: Ending,
}

#[derive(Clone, Copy, Debug)]
pub enum Call {
    /// Hands its result on.
    Work,
    /// Throws its result away.
    WorkDiscarded,
    /// Puts its result into a field.
    Check,
    /// The same by the function's own ARN.
    CheckDirectly,
    /// Gets a payload that was built.
    Note,
}

/// How a state that can fail goes on.
#[derive(Debug)]
pub struct Ending {
    pub retry: Vec<RetryData>,
    pub catch: Vec<CatchData>,
    pub next: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct RetryData {
    pub errors: Vec<String>,
    pub interval: Option<u64>,
    pub attempts: Option<u64>,
    /// In tenths, from 10 on.
    pub rate: Option<u8>,
    pub max_delay: Option<u64>,
    pub jitter: Option<bool>,
}

#[derive(Debug)]
pub struct CatchData {
    pub errors: Vec<String>,
    /// Whether the handler gets the error in a field, or the input alone.
    pub with_error: bool,
    pub target: usize,
}

#[derive(Clone, Debug)]
pub enum Test {
    Above(u64),
    Named(String),
    Both(u64, String),
    Neither(u64, String),
}

impl Body {
    /// Where the state leads to within its scope.
    pub fn targets(&self) -> Vec<usize> {
        match self {
            Body::Task(TaskData { end, .. })
            | Body::Parallel { end, .. }
            | Body::Map { end, .. } => {
                let handlers = end.catch.iter().map(|c| c.target);
                handlers.chain(end.next).collect()
            }
            Body::Pass { next, .. } | Body::Wait { next, .. } => next.iter().copied().collect(),
            Body::Choice { rules, default } => {
                let targets = rules.iter().map(|(_, target)| *target);
                targets.chain(*default).collect()
            }
            Body::Succeed | Body::Fail { .. } => Vec::new(),
        }
    }

    fn is_terminal(&self) -> bool {
        !matches!(self, Body::Choice { .. }) && self.next_of().is_none()
    }

    fn next_of(&self) -> Option<usize> {
        match self {
            Body::Task(TaskData { end, .. })
            | Body::Parallel { end, .. }
            | Body::Map { end, .. } => end.next,
            Body::Pass { next, .. } | Body::Wait { next, .. } => *next,
            Body::Choice { .. } | Body::Succeed | Body::Fail { .. } => None,
        }
    }

    /// Makes the state an end of its scope.
    fn finish(&mut self) {
        match self {
            Body::Task(TaskData { end, .. })
            | Body::Parallel { end, .. }
            | Body::Map { end, .. } => end.next = None,
            Body::Pass { next, .. } | Body::Wait { next, .. } => *next = None,
            Body::Choice { .. } => *self = Body::Succeed,
            Body::Succeed | Body::Fail { .. } => {}
        }
    }
}

impl Model {
    /// The states of a scope that some way from its first state leads to.
    pub fn reached(&self, scope: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([self.scopes[scope].start]);
        let mut open = vec![self.scopes[scope].start];
        while let Some(at) = open.pop() {
            for target in self.states[at].body.targets() {
                if reached.insert(target) {
                    open.push(target);
                }
            }
        }
        reached
    }
}

/// A scope as it is drawn: targets are resolved when it is known how many states there are.
#[derive(Clone, Debug)]
struct Drawn {
    states: Vec<DrawnState>,
    start: Index,
    /// Every state leads to the one after it.
    chain: bool,
}

#[derive(Clone, Debug)]
struct DrawnState {
    prefix: String,
    comment: Option<String>,
    own_jsonata: bool,
    next: Option<Index>,
    body: DrawnBody,
}

#[derive(Clone, Debug)]
struct DrawnEnding {
    retry: Vec<RetryData>,
    catch: Vec<(Vec<String>, bool, Index)>,
}

#[derive(Clone, Debug)]
enum DrawnBody {
    Task(Call, Option<u64>, bool, DrawnEnding),
    Pass(Option<String>),
    Wait(u64),
    Succeed,
    Fail(String, Option<String>),
    Choice(Vec<(Test, Index)>),
    Parallel(Vec<Drawn>, bool, DrawnEnding),
    Map(Box<Drawn>, Option<u64>, DrawnEnding),
}

/// Workflows of every form.
pub fn workflow() -> impl Strategy<Value = Model> {
    (any::<bool>(), scope(3)).prop_map(|(jsonata, drawn)| {
        let mut model = Model {
            jsonata,
            states: Vec::new(),
            scopes: Vec::new(),
        };
        settle(&mut model, &drawn);
        model
    })
}

fn scope(nesting: u32) -> BoxedStrategy<Drawn> {
    let most = if nesting == 3 { 12 } else { 5 };
    (vec(state(nesting), 1..most), any::<Index>(), any::<bool>())
        .prop_map(|(states, start, chain)| Drawn {
            states,
            start,
            chain,
        })
        .boxed()
}

fn state(nesting: u32) -> impl Strategy<Value = DrawnState> {
    let next = proptest::option::weighted(0.8, any::<Index>());
    let comment = proptest::option::weighted(0.2, "[ -~]{1,20}");
    (
        "[a-zA-Z0-9 /~.'\"\\\\é{}%-]{0,8}",
        comment,
        proptest::bool::weighted(0.3),
        next,
        body(nesting),
    )
        .prop_map(|(prefix, comment, own_jsonata, next, body)| DrawnState {
            prefix,
            comment,
            own_jsonata,
            next,
            body,
        })
}

fn body(nesting: u32) -> BoxedStrategy<DrawnBody> {
    let word = "[a-z]{1,6}";
    let call = prop_oneof![
        Just(Call::Work),
        Just(Call::WorkDiscarded),
        Just(Call::Check),
        Just(Call::CheckDirectly),
        Just(Call::Note),
    ];
    let test = prop_oneof![
        any::<u32>().prop_map(|n| Test::Above(n.into())),
        word.prop_map(Test::Named),
        (any::<u8>(), word).prop_map(|(n, text)| Test::Both(n.into(), text)),
        (any::<u8>(), word).prop_map(|(n, text)| Test::Neither(n.into(), text)),
    ];
    let timeout = proptest::option::of(1..100_000u64);
    let flat = prop_oneof![
        4 => (call, timeout, any::<bool>(), ending())
            .prop_map(|(call, timeout, retry, end)| DrawnBody::Task(call, timeout, retry, end)),
        2 => proptest::option::of(word).prop_map(DrawnBody::Pass),
        // No longer than an Express workflow lives: the same is synthesized as one.
        1 => (0..=300u64).prop_map(DrawnBody::Wait),
        1 => Just(DrawnBody::Succeed),
        1 => (word, proptest::option::of(word)).prop_map(|(error, cause)| DrawnBody::Fail(error, cause)),
        3 => vec((test, any::<Index>()), 1..5).prop_map(DrawnBody::Choice),
    ];
    if nesting == 0 {
        return flat.boxed();
    }
    let limit = proptest::option::of(0..40u64);
    prop_oneof![
        6 => flat,
        1 => (vec(scope(nesting - 1), 1..4), any::<bool>(), ending())
            .prop_map(|(branches, tuple, end)| DrawnBody::Parallel(branches, tuple, end)),
        1 => (scope(nesting - 1), limit, ending())
            .prop_map(|(body, limit, end)| DrawnBody::Map(Box::new(body), limit, end)),
    ]
    .boxed()
}

/// Errors that any state raises, each once in all lists of a state.
const ANYWHERE: [&str; 4] = [
    "Declined",
    "com.example.Broken",
    "States.Permissions",
    "A B",
];
/// Errors that some do. A list of nothing else would be refused where it never acts.
const SOMEWHERE: [&str; 4] = [
    "States.Timeout",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.Unknown",
];

/// Lists of errors as the service takes them: no name twice, what matches everything alone and last.
fn error_lists() -> impl Strategy<Value = Vec<Vec<String>>> {
    let drawn = |names: [&str; 4]| Just(names.map(str::to_owned).to_vec()).prop_shuffle();
    let last = prop_oneof![
        2 => Just(None),
        1 => Just(Some("States.ALL")),
        1 => Just(Some("States.TaskFailed")),
    ];
    let lists = (drawn(ANYWHERE), drawn(SOMEWHERE), vec(0..3usize, 0..3));
    (lists, last).prop_map(|((anywhere, somewhere, sizes), last)| {
        let (mut anywhere, mut somewhere) = (anywhere.into_iter(), somewhere.into_iter());
        let lists = sizes.iter().map(|n| {
            let some = somewhere.by_ref().take(*n);
            some.chain(anywhere.next()).collect()
        });
        let mut lists: Vec<Vec<String>> = lists.collect();
        lists.extend(last.map(|name| vec![name.to_owned()]));
        lists
    })
}

fn ending() -> impl Strategy<Value = DrawnEnding> {
    let one = |range: std::ops::Range<u64>| proptest::option::of(range);
    let numbers = (
        one(1..100),
        one(0..10),
        proptest::option::of(10..50u8),
        one(100..1000),
        any::<Option<bool>>(),
    );
    let retry = (error_lists(), vec(numbers, 3)).prop_map(|(lists, numbers)| {
        let retriers = lists.into_iter().zip(numbers);
        retriers
            .map(
                |(errors, (interval, attempts, rate, max_delay, jitter))| RetryData {
                    errors,
                    interval,
                    attempts,
                    rate,
                    max_delay,
                    jitter,
                },
            )
            .collect()
    });
    let targets = vec((any::<bool>(), any::<Index>()), 3);
    let catch = (error_lists(), targets).prop_map(|(lists, targets)| {
        let catchers = lists.into_iter().zip(targets);
        catchers
            .map(|(errors, (with_error, target))| (errors, with_error, target))
            .collect()
    });
    (retry, catch).prop_map(|(retry, catch)| DrawnEnding { retry, catch })
}

/// Puts what was drawn into the lists of the model, and sees to it that every scope can come to an end. Returns the
/// place of the scope.
fn settle(model: &mut Model, drawn: &Drawn) -> usize {
    let (first, count) = (model.states.len(), drawn.states.len());
    let place = |index: &Index| first + index.index(count);
    let this = model.scopes.len();
    model.scopes.push(Scope {
        start: if drawn.chain {
            first
        } else {
            place(&drawn.start)
        },
    });
    for (at, state) in drawn.states.iter().enumerate() {
        model.states.push(StateData {
            // The number first: no prefix can make it another one.
            name: format!("{}:{}", first + at, state.prefix),
            comment: state.comment.clone(),
            own_jsonata: state.own_jsonata,
            body: Body::Succeed,
        });
    }
    for (at, state) in drawn.states.iter().enumerate() {
        let next = match drawn.chain {
            true => (at + 1 < count).then_some(first + at + 1),
            false => state.next.as_ref().map(place),
        };
        let ending = |end: &DrawnEnding| Ending {
            retry: end.retry.clone(),
            catch: end
                .catch
                .iter()
                .map(|(errors, with_error, target)| CatchData {
                    errors: errors.clone(),
                    with_error: *with_error,
                    target: place(target),
                })
                .collect(),
            next,
        };
        let body = match &state.body {
            DrawnBody::Task(call, timeout, recommended_retry, end) => Body::Task(TaskData {
                call: *call,
                timeout: *timeout,
                recommended_retry: *recommended_retry,
                end: ending(end),
            }),
            DrawnBody::Pass(noted) => Body::Pass {
                noted: noted.clone(),
                next,
            },
            DrawnBody::Wait(seconds) => Body::Wait {
                seconds: *seconds,
                next,
            },
            DrawnBody::Succeed => Body::Succeed,
            DrawnBody::Fail(error, cause) => Body::Fail {
                error: error.clone(),
                cause: cause.clone(),
            },
            DrawnBody::Choice(rules) => Body::Choice {
                rules: rules
                    .iter()
                    .map(|(test, target)| (test.clone(), place(target)))
                    .collect(),
                default: next,
            },
            DrawnBody::Parallel(branches, tuple, end) => Body::Parallel {
                branches: branches
                    .iter()
                    .map(|branch| settle(model, branch))
                    .collect(),
                tuple: *tuple,
                end: ending(end),
            },
            DrawnBody::Map(body, limit, end) => Body::Map {
                body: settle(model, body),
                limit: *limit,
                end: ending(end),
            },
        };
        model.states[first + at].body = body;
    }
    let reached = model.reached(this);
    if !reached
        .iter()
        .any(|at| model.states[*at].body.is_terminal())
        && let Some(last) = reached.last()
    {
        model.states[*last].body.finish();
    }
    this
}
