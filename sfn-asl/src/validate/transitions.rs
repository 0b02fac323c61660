//! Where states lead to: inside their scope, to states that exist, and in the end to an end.

use super::fields::{has, misspelt};
use super::{Context, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Scope, State, States, Visit, has_placeholder, shorten};

pub(super) fn start_at(context: &Context<'_>, scope: &Scope<'_>, out: &mut Vec<Diagnostic>) {
    let Some(name) = scope.start_at else { return };
    if scope.states.is_empty()
        || scope.states.contains_key(name)
        || has_placeholder(name)
        || context.late_names.contains(scope.pointer.as_str())
    {
        return;
    }
    let pointer = format!("{}/StartAt", scope.pointer);
    let message = format!("there is no state `{}` to start at", shorten(name));
    out.push(
        Diagnostic::error(Code::UnknownStartAt, pointer, message).with_help(meant(name, scope)),
    );
}

fn meant(name: &str, scope: &Scope<'_>) -> String {
    match suggest::closest(name, scope.states.keys().map(|name| name.as_str())) {
        Some(meant) => format!("did you mean `{}`?", shorten(meant)),
        None => "add the state, or name one of this scope".to_owned(),
    }
}

pub(super) fn targets(context: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    for (transition, target) in visit.state.transitions() {
        if visit.scope.states.contains_key(target)
            || has_placeholder(target)
            || context.late_names.contains(visit.scope.pointer.as_str())
        {
            continue;
        }
        let pointer = format!("{}{transition}", visit.pointer);
        let shown = shorten(target);
        out.push(match context.by_name.get(target.as_str()) {
            Some(elsewhere) => Diagnostic::error(
                Code::TransitionOutOfScope,
                pointer,
                format!("the state `{shown}` is in another branch, item processor or level"),
            )
            .with_related(&context.states[*elsewhere].pointer, "it is here")
            .with_help(
                "transitions stay among the states of one scope: end this one, and go on after it",
            ),
            None => Diagnostic::error(
                Code::DanglingTransition,
                pointer,
                format!("there is no state `{shown}`"),
            )
            .with_help(meant(target, &visit.scope)),
        });
    }
}

pub(super) fn next_or_end(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if !matches!(
        visit.state,
        State::Task(_) | State::Pass(_) | State::Wait(_) | State::Parallel(_) | State::Map(_)
    ) {
        return;
    }
    let pointer = &visit.pointer;
    let end = visit.state.end();
    let told = |field: &str| {
        let layout = visit.state.layout();
        layout.is_some_and(|layout| misspelt(layout, field))
    };
    match (has(visit.state, "Next"), has(visit.state, "End")) {
        (false, false) if told("Next") || told("End") => {}
        (false, false) => out.push(
            Diagnostic::error(
                Code::MissingField,
                pointer,
                "the state says neither Next nor End",
            )
            .with_help("add \"Next\" with the name of a state, or \"End\": true"),
        ),
        (true, true) if end != Some(false) => out.push(
            Diagnostic::error(
                Code::ForbiddenField,
                format!("{pointer}/End"),
                "the state says both Next and End",
            )
            .with_help("keep one of them"),
        ),
        (false, true) if end == Some(false) => out.push(
            Diagnostic::error(
                Code::MissingField,
                format!("{pointer}/End"),
                "the state does not end, and says no Next",
            )
            .with_help("add \"Next\" with the name of a state, or write \"End\": true"),
        ),
        _ => {}
    }
}

/// Whether where the states of a scope lead to is known: nothing mistyped, missing or left to deployment.
fn is_certain(scope: &Scope<'_>, context: &Context<'_>) -> bool {
    !context.late_names.contains(scope.pointer.as_str())
        && scope.states.values().all(|state| {
            let mistyped = |name: &str| {
                state
                    .layout()
                    .is_none_or(|layout| layout.get(name).is_some())
            };
            let leads = state.is_terminal() || state.transitions().next().is_some();
            leads
                && state
                    .transitions()
                    .all(|(_, target)| !has_placeholder(target))
                && !["Next", "End", "Catch", "Choices", "Default"]
                    .into_iter()
                    .any(mistyped)
        })
}

/// Which states can be reached from the first one, by their places in the scope. A slip in a name counts as what was
/// meant, since it is reported as itself.
fn reached(scope: &Scope<'_>) -> Option<Vec<bool>> {
    let states: &States = scope.states;
    let first = states.position(scope.start_at?)?;
    let mut reached = vec![false; states.len()];
    reached[first] = true;
    let mut open = vec![first];
    while let Some((_, state)) = open.pop().and_then(|at| states.get_index(at)) {
        for (_, target) in state.transitions() {
            let meant = || {
                let known = states.keys().map(|name| name.as_str());
                states.position(suggest::closest(target, known)?)
            };
            if let Some(target) = states.position(target).or_else(meant)
                && !std::mem::replace(&mut reached[target], true)
            {
                open.push(target);
            }
        }
    }
    Some(reached)
}

/// Whether a transition leads to a state that is not there, and none is meant for sure: it may be any.
fn leads_astray(scope: &Scope<'_>) -> bool {
    let names = || scope.states.keys().map(|name| name.as_str());
    scope.states.values().any(|state| {
        state.transitions().any(|(_, target)| {
            !scope.states.contains_key(target) && suggest::closest(target, names()).is_none()
        })
    })
}

/// States that nothing leads to, and a scope without an end.
pub(super) fn reach(context: &Context<'_>, scope: &Scope<'_>, out: &mut Vec<Diagnostic>) {
    let Some(reached) = reached(scope).filter(|_| is_certain(scope, context)) else {
        return;
    };
    if !leads_astray(scope) {
        unreachable(scope, &reached, out);
    }
    terminal(scope, &reached, out);
}

fn unreachable(scope: &Scope<'_>, reached: &[bool], out: &mut Vec<Diagnostic>) {
    let states = scope.states.keys().zip(reached);
    for (name, _) in states.filter(|(_, reached)| !**reached) {
        let pointer = scope.state_pointer(name);
        let message = format!("no transition leads to the state `{}`", shorten(name));
        let help = "lead to it with Next, Default or Catch, or remove it";
        out.push(Diagnostic::error(Code::UnreachableState, pointer, message).with_help(help));
    }
}

fn terminal(scope: &Scope<'_>, reached: &[bool], out: &mut Vec<Diagnostic>) {
    let dangling = |state: &State| {
        state
            .transitions()
            .any(|(_, target)| !scope.states.contains_key(target))
    };
    let mut states = scope.states.values().zip(reached);
    if states.all(|(state, reached)| !reached || !state.is_terminal() && !dangling(state)) {
        let message = "no end can be reached from the first state";
        let help = "make a state the end with \"End\": true, or add a Succeed or Fail state";
        out.push(
            Diagnostic::error(
                Code::NoTerminalState,
                format!("{}/States", scope.pointer),
                message,
            )
            .with_help(help),
        );
    }
}
