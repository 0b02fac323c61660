//! Retriers and catchers: those that never act, what none of them takes, and what becomes of the error.

use super::Found;
use super::context::{Context, Graph};
use super::fix::Edit;
use super::reads::mentions;
use sfn_asl::handlers::{Dead, Handler, dead_handlers};
use sfn_asl::model::{Catcher, Nullable, State, Transition};

pub(super) fn never_act(context: &Context<'_>, found: &mut Found<'_>) {
    let dead = dead_handlers(context.document);
    // The names of a handler come in groups, one for each reason.
    for group in dead.chunk_by(|a, b| a.pointer() == b.pointer()) {
        let (first, pointer) = (&group[0], group[0].pointer());
        let (what, field) = (first.handler, first.handler.field());
        let (names, handlers) = match what {
            Handler::Retrier => {
                let all = first.visit.state.retry();
                (&all[first.at].error_equals, all.len())
            }
            Handler::Catcher => {
                let all = first.visit.state.catch();
                (&all[first.at].error_equals, all.len())
            }
        };
        let whole = group.iter().map(|dead| dead.names.len()).sum::<usize>() == names.len();
        let edits = match whole {
            // The only one would leave an empty list behind.
            true if handlers > 1 => vec![Edit::Remove {
                pointer: pointer.clone(),
            }],
            true => Vec::new(),
            false => names
                .iter()
                .enumerate()
                .filter(|(_, name)| group.iter().any(|dead| dead.names.contains(&name.as_str())))
                .map(|(at, _)| Edit::Remove {
                    pointer: format!("{pointer}/ErrorEquals/{at}"),
                })
                .collect(),
        };
        let state = first.visit.name.as_str();
        let never = if whole {
            format!("this {what} of `{state}` never acts")
        } else {
            format!("a name in this {what} of `{state}` never matches")
        };
        let quoted = first.quoted();
        let (reason, help) = match &first.why {
            Dead::Taken(by) => (
                format!("{field} {by} takes {quoted} before it"),
                "put it first, or remove it".to_owned(),
            ),
            Dead::Terminal => (
                format!("nothing retries or catches {quoted}"),
                "remove it: the execution ends whatever stands here".to_owned(),
            ),
            Dead::Spelt(spelt) => (format!("{quoted} is not raised here"), spelt.clone()),
            _ => (
                format!("{quoted} is not raised here"),
                "remove it, or handle what is raised; `sfn validate` says what raises it"
                    .to_owned(),
            ),
        };
        found.mended(pointer, format!("{never}: {reason}"), help, edits);
    }
}

pub(super) fn data_limit(context: &Context<'_>, found: &mut Found<'_>) {
    let catchers = |name: &str| -> Vec<String> {
        let states = context.states.iter();
        states
            .flat_map(|visit| {
                let catchers = visit.state.catch().iter().enumerate();
                catchers
                    .filter(|(_, catcher)| catcher.error_equals.iter().any(|known| known == name))
                    .map(|(at, _)| format!("{}/Catch/{at}", visit.pointer))
            })
            .collect()
    };
    if !catchers("States.DataLimitExceeded").is_empty() {
        return;
    }
    let all = catchers("States.ALL");
    if let Some(first) = all.first() {
        let also = match all.len() {
            1 => String::new(),
            2 => ", nor does the other one".to_owned(),
            more => format!(", nor do the other {}", more - 1),
        };
        found.add(
            format!("{first}/ErrorEquals/0"),
            format!("States.ALL does not take States.DataLimitExceeded here{also}"),
            "where data may be over 262,144 bytes, add a catcher of [\"States.DataLimitExceeded\"]",
        );
    }
}

/// Errors that nobody hears of: neither the handler nor what comes after it gets the error. Where an error has a name of its own,
/// the way says which it was.
pub(super) fn dropped(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        for (at, catcher) in visit.state.catch().iter().enumerate() {
            if !takes_all(catcher) {
                continue;
            }
            let kept = if visit.is_jsonata() {
                let output = catcher.output.as_ref();
                let assign = catcher.assign.iter().flat_map(|assign| assign.values());
                output.is_none_or(|output| mentions(output, "$states.errorOutput"))
                    || assign
                        .into_iter()
                        .any(|value| mentions(value, "$states.errorOutput"))
            } else {
                catcher.assign.is_some() || catcher.result_path != Some(Nullable::Null)
            };
            if !kept {
                found.add(
                    format!("{}/Catch/{at}", visit.pointer),
                    format!("what went wrong in `{}` is lost: nothing keeps the error", visit.name.as_str()),
                    "keep it beside the data: \"ResultPath\": \"$.error\" in JSONPath, `$states.errorOutput` in JSONata",
                );
            }
        }
    }
}

/// Whether it takes errors of any name.
fn takes_all(catcher: &Catcher) -> bool {
    let mut names = catcher.error_equals.iter();
    names.any(|name| matches!(name.as_str(), "States.ALL" | "States.TaskFailed"))
}

/// Errors that take the place of all data, where the handler leads back to where the work goes on.
pub(super) fn loses_input(context: &Context<'_>, found: &mut Found<'_>) {
    for graph in &context.scopes {
        loses_input_in(context, graph, found);
    }
}

fn loses_input_in(context: &Context<'_>, graph: &Graph<'_>, found: &mut Found<'_>) {
    for (at, ways) in graph.ways.iter().enumerate() {
        let visit = &context.states[graph.states[at]];
        for (way, to) in ways {
            let Transition::Catch(handler) = way else {
                continue;
            };
            let catcher = &visit.state.catch()[*handler];
            let kept = catcher.assign.is_some()
                || if visit.is_jsonata() {
                    catcher.output.is_some()
                } else {
                    catcher.result_path.is_some()
                };
            if !kept && resumes(graph, at, *to) {
                found.add(
                    format!("{}/Catch/{handler}", visit.pointer),
                    format!(
                        "when `{}` fails, the error takes the place of all data, and the work goes on without it at `{}`",
                        visit.name.as_str(),
                        context.states[graph.states[*to]].name.as_str()
                    ),
                    "keep both: \"ResultPath\": \"$.error\" in JSONPath, an \"Output\" of the catcher in JSONata",
                );
            }
        }
    }
}

/// How many states of a handler are looked at.
const MAX_STATES: usize = 64;

/// Whether what handles an error of a state leads to where the state itself leads, or back to it.
fn resumes(graph: &Graph<'_>, state: usize, handler: usize) -> bool {
    let ways = graph.ways[state].iter();
    let next = ways.filter(|(way, _)| matches!(way, Transition::Next));
    let targets: Vec<usize> = next.map(|(_, to)| *to).chain([state]).collect();
    let mut seen = vec![handler];
    let mut at = 0;
    while at < seen.len() && seen.len() < MAX_STATES {
        if targets.contains(&seen[at]) {
            return true;
        }
        for (_, to) in &graph.ways[seen[at]] {
            if !seen.contains(to) {
                seen.push(*to);
            }
        }
        at += 1;
    }
    false
}

/// Errors after which an execution is called a success.
pub(super) fn ends_well(context: &Context<'_>, found: &mut Found<'_>) {
    // In a Map or Parallel it is how the failure of one is kept apart from the others.
    let Some(graph) = context.scopes.iter().find(|graph| graph.scope.depth == 0) else {
        return;
    };
    let Some(start) = graph.start else { return };
    let plain = graph.reachable(&[start], |way| !matches!(way, Transition::Catch(_)));
    // Whether a state can come to a Fail, or back to where all goes well.
    let mut otherwise = vec![false; graph.states.len()];
    let mut open: Vec<usize> = (0..graph.states.len())
        .filter(|at| {
            let state = context.states[graph.states[*at]].state;
            plain[*at] || matches!(state, State::Fail(_) | State::Unknown(_))
        })
        .collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut otherwise[at], true) {
            open.extend(&graph.before[at]);
        }
    }
    for (at, ways) in graph.ways.iter().enumerate() {
        let visit = &context.states[graph.states[at]];
        for (way, to) in ways {
            let Transition::Catch(handler) = way else {
                continue;
            };
            if takes_all(&visit.state.catch()[*handler]) && !otherwise[*to] {
                found.add(
                    format!("{}/Catch/{handler}", visit.pointer),
                    format!(
                        "when `{}` fails, the execution ends as a success by way of `{}`",
                        visit.name.as_str(),
                        context.states[graph.states[*to]].name.as_str()
                    ),
                    "end that way in a Fail state, so that alarms on failed executions see it",
                );
            }
        }
    }
}

pub(super) fn fail_without_reason(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        let State::Fail(fail) = visit.state else {
            continue;
        };
        let error = fail.error.is_some() || fail.error_path.is_some();
        let cause = fail.cause.is_some() || fail.cause_path.is_some();
        if !error && !cause {
            found.add(
                &visit.pointer,
                format!("`{}` fails and does not say why", visit.name.as_str()),
                "add \"Error\" and \"Cause\"; in JSONPath \"CausePath\" hands on what was caught",
            );
        }
    }
}
