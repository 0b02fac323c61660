//! What is legal and will hurt: rules over a document, each with a code, a level and a reason.
//!
//! A rule is a row of [`RULES`] and a function in the file of its theme. What cannot be accepted at all is the business of
//! the validator; a lint is an opinion, and can be switched off: for all with [`Levels`], for one state with the words
//! `sfn-lint: allow code` in its comment.

mod data;
mod fix;
mod limits;
mod reads;
mod shape;
mod tasks;

pub use fix::fix;

use sfn_asl::model::Visit;
use sfn_asl::{StateMachine, WorkflowKind};
use shape::Shape;
use std::cell::OnceCell;
use std::collections::HashMap;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not looked for.
    Off,
    /// Good to know.
    Info,
    /// It will hurt one day.
    Warning,
    /// It hurts.
    Error,
}

/// A rule.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its name.
    pub code: &'static str,
    /// Its level when nobody says another.
    pub level: Level,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// Why that hurts, and what to do.
    pub why: &'static str,
    check: fn(&Context<'_>, &mut Found<'_>),
}

/// Something a rule found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Lint {
    /// The rule.
    pub rule: &'static Rule,
    /// Its level here.
    pub level: Level,
    /// The place, as a JSON pointer.
    pub pointer: String,
    /// What is there.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The levels of rules, where they are not the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Vec<(&'static str, Level)>);

impl Levels {
    /// Sets the level of a rule.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), String> {
        match rule(code) {
            Some(rule) => {
                self.0.push((rule.code, level));
                Ok(())
            }
            None => {
                let near = crate::nearest::nearest(code, RULES.iter().map(|rule| rule.code));
                let meant =
                    near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
                Err(format!("there is no rule `{code}`{meant}"))
            }
        }
    }

    fn of(&self, rule: &Rule) -> Level {
        let set = self.0.iter().rev().find(|(code, _)| *code == rule.code);
        set.map_or(rule.level, |(_, level)| *level)
    }
}

/// The rule of that code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// What rules see.
struct Context<'d> {
    document: &'d StateMachine,
    kind: WorkflowKind,
    states: Vec<Visit<'d>>,
    /// Which of `states` stands at a pointer.
    by_pointer: HashMap<String, usize>,
    /// What is known of the input of every state, by pointers, once a rule has asked.
    inputs: OnceCell<HashMap<String, Shape>>,
}

impl<'d> Context<'d> {
    fn of(document: &'d StateMachine, kind: WorkflowKind) -> Self {
        let states: Vec<Visit<'d>> = document.walk().collect();
        let places = states.iter().enumerate();
        Self {
            document,
            kind,
            by_pointer: places
                .map(|(at, visit)| (visit.pointer.clone(), at))
                .collect(),
            states,
            inputs: OnceCell::new(),
        }
    }

    /// The innermost state that a place is in, by its place in the walk.
    fn owner(&self, place: &str) -> Option<usize> {
        let mut end = place.len();
        // `States` may also be a member of somebody's data: then no state stands there.
        while let Some(at) = place[..end].rfind("/States/") {
            let name = at + "/States/".len();
            let rest = place[name..]
                .find('/')
                .map_or(place.len(), |rest| name + rest);
            if let Some(state) = self.by_pointer.get(&place[..rest]) {
                return Some(*state);
            }
            end = at;
        }
        None
    }
}

/// Where rules put what they find.
struct Found<'f> {
    rule: &'static Rule,
    level: Level,
    out: &'f mut Vec<Lint>,
}

impl Found<'_> {
    fn add(
        &mut self,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.out.push(Lint {
            rule: self.rule,
            level: self.level,
            pointer: pointer.into(),
            message: message.into(),
            help: help.into(),
        });
    }
}

/// Looks for everything that will hurt, in the order of the document.
///
/// ```
/// use sfn_asl::WorkflowKind;
/// use sfn_asl::model::{StateMachine, Task};
/// use sfn_codegen::lint::{Levels, lint};
///
/// let task = Task::new("arn:aws:lambda:eu-west-1:123456789012:function:charge").end();
/// let document = StateMachine::new("Charge").state("Charge", task);
/// let found = lint(&document, WorkflowKind::Standard, &Levels::default());
/// assert!(found.iter().any(|lint| lint.rule.code == "task-without-timeout"));
/// ```
#[must_use]
pub fn lint(document: &StateMachine, kind: WorkflowKind, levels: &Levels) -> Vec<Lint> {
    let context = Context::of(document, kind);
    let mut out = Vec::new();
    for rule in RULES {
        let level = levels.of(rule);
        if level != Level::Off {
            let mut found = Found {
                rule,
                level,
                out: &mut out,
            };
            (rule.check)(&context, &mut found);
        }
    }
    out.retain(|lint| !is_allowed(&context, lint));
    let order = |pointer: &str| context.owner(pointer).map_or(0, |at| at + 1);
    out.sort_by_cached_key(|lint| (order(&lint.pointer), lint.pointer.clone(), lint.rule.code));
    out
}

/// Whether the comment of the state, or of the machine, allows it.
fn is_allowed(context: &Context<'_>, lint: &Lint) -> bool {
    let state = context.owner(&lint.pointer).map(|at| &context.states[at]);
    let comments = [
        state.and_then(|visit| visit.state.comment()),
        context.document.comment.as_ref(),
    ];
    comments.into_iter().flatten().any(|comment| {
        let allowed = comment.split("sfn-lint: allow ").skip(1);
        allowed
            .flat_map(|rest| rest.lines().next())
            .flat_map(|list| list.split([',', ' ']))
            .any(|code| code.trim() == lint.rule.code)
    })
}

/// Every rule.
pub static RULES: &[Rule] = &[
    Rule {
        code: "task-without-timeout",
        level: Level::Warning,
        title: "a task without a timeout",
        why: "A task waits 99,999,999 seconds unless it says otherwise: when its worker hangs, the execution hangs with it for \
              three years, unseen. Say TimeoutSeconds on the task, a little more than the longest it may take; a timeout of the \
              state machine ends the whole execution, which is better than nothing.",
        check: tasks::timeout,
    },
    Rule {
        code: "callback-without-deadline",
        level: Level::Warning,
        title: "a callback or activity without a deadline",
        why: "Nobody answers: the message is lost, the worker crashes, the person is on holiday. Without TimeoutSeconds or \
              HeartbeatSeconds the execution waits for up to a year. Set a deadline and catch States.Timeout, or \
              States.HeartbeatTimeout.",
        check: tasks::deadline,
    },
    Rule {
        code: "task-without-retry",
        level: Level::Info,
        title: "a task without a retrier",
        why: "Every service fails now and then. AWS recommends to retry the transient errors of each service; for Lambda \
              Lambda.ClientExecutionTimeoutException, Lambda.ServiceException, Lambda.AWSLambdaException and \
              Lambda.SdkClientException.",
        check: tasks::retry,
    },
    Rule {
        code: "task-without-catch",
        level: Level::Off,
        title: "a task whose errors nobody catches",
        why: "An error that is not caught ends the execution. That may be right; where data is left half done, catch it and \
              clean up.",
        check: tasks::catch,
    },
    Rule {
        code: "retry-without-jitter",
        level: Level::Info,
        title: "a retrier without jitter",
        why: "When a service slows down, all executions that it refused come back at the same moment. JitterStrategy FULL \
              spreads them.",
        check: tasks::jitter,
    },
    Rule {
        code: "retry-never-waits",
        level: Level::Warning,
        title: "a retrier that tries often and hardly waits",
        why: "More than ten attempts with a BackoffRate of 1 and a short interval hammer a service that is down, and each attempt \
              is billed as a transition.",
        check: tasks::hammering,
    },
    Rule {
        code: "choice-without-default",
        level: Level::Warning,
        title: "a choice without a Default",
        why: "Data that no rule matches fails the execution with States.NoChoiceMatched, which only a Parallel or Map around it can \
              catch. Add a Default, if only to a Fail state that says what was unexpected. A choice between the cases of one value, \
              each with its rule, is meant as it is.",
        check: tasks::default,
    },
    Rule {
        code: "path-nothing-provides",
        level: Level::Error,
        title: "a path that nothing before provides",
        why: "Every way that leads to the state makes its data of known fields, and this one is not among them. In JSONPath the \
              execution fails there, in JSONata the value is silently missing.",
        check: data::unknown_paths,
    },
    Rule {
        code: "result-replaces-input",
        level: Level::Error,
        title: "a result that replaces data which is read later",
        why: "Without ResultPath, or Output in JSONata, the result of a state takes the place of its input. What a later state \
              reads was in the input and is gone. Keep it: a ResultPath such as $.receipt puts the result beside it.",
        check: data::replaced,
    },
    Rule {
        code: "deprecated-field",
        level: Level::Warning,
        title: "a field that has another name now",
        why: "Iterator and Parameters of a Map are the old names of ItemProcessor and ItemSelector. The old ones have none of the \
              newer features.",
        check: limits::deprecated,
    },
    Rule {
        code: "definition-near-limit",
        level: Level::Warning,
        title: "a definition close to its largest size",
        why: "A definition has 1 MiB at most. Move a part into a state machine of its own, before the next change has to.",
        check: limits::size,
    },
    Rule {
        code: "history-growth",
        level: Level::Warning,
        title: "a loop or a Map that can use up the history",
        why: "The history of a Standard execution has 25,000 events, a hard limit: a task is about five, and an execution that \
              reaches it fails. Bound the loop, use a Distributed Map whose items have histories of their own, or go on in a new \
              execution.",
        check: limits::history,
    },
    Rule {
        code: "express-wait",
        level: Level::Warning,
        title: "a wait that an Express workflow has no time for",
        why: "An Express execution ends after five minutes.",
        check: limits::express_wait,
    },
];

#[cfg(test)]
mod tests;
