//! Maps: how many items at a time, what becomes of their results, how many may fail.

use super::Found;
use super::context::Context;
use super::reads::mentions;
use sfn_asl::Json;
use sfn_asl::model::{Map, Nullable, Numeric, State, Visit};

fn each<'c, 'd>(
    context: &'c Context<'d>,
    distributed: bool,
) -> impl Iterator<Item = (&'c Visit<'d>, &'d Map)> {
    let states = context.states.iter();
    states.filter_map(move |visit| match visit.state {
        State::Map(map) if map.is_distributed() == distributed => Some((visit, &**map)),
        _ => None,
    })
}

fn says_how_many(map: &Map) -> bool {
    map.max_concurrency.is_some() || map.max_concurrency_path.is_some()
}

/// Whether there is work in it that others have to do.
fn has_tasks(context: &Context<'_>, visit: &Visit<'_>) -> bool {
    let Some(state) = context.at(&visit.pointer) else {
        return false;
    };
    let mut open = vec![state];
    while let Some(state) = open.pop() {
        for scope in context.inner.get(&state).into_iter().flatten() {
            for inner in &context.scopes[*scope].states {
                match context.states[*inner].state {
                    State::Task(_) => return true,
                    State::Map(_) | State::Parallel(_) => open.push(*inner),
                    _ => {}
                }
            }
        }
    }
    false
}

pub(super) fn distributed_concurrency(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, map) in each(context, true) {
        if !says_how_many(map) && has_tasks(context, visit) {
            found.add(
                &visit.pointer,
                format!(
                    "`{}` runs up to 10,000 children at a time",
                    visit.name.as_str()
                ),
                "say how many what it calls can bear: \"MaxConcurrency\"",
            );
        }
    }
}

pub(super) fn inline_concurrency(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, map) in each(context, false) {
        if !says_how_many(map) && has_tasks(context, visit) {
            found.add(
                &visit.pointer,
                format!("`{}` runs up to 40 items at a time", visit.name.as_str()),
                "say how many what it calls can bear: \"MaxConcurrency\"",
            );
        }
    }
}

pub(super) fn never_reached(context: &Context<'_>, found: &mut Found<'_>) {
    for (distributed, most) in [(false, 40), (true, 10_000)] {
        for (visit, map) in each(context, distributed) {
            let asked = map.max_concurrency.as_ref().and_then(Numeric::as_i64);
            if let Some(asked) = asked.filter(|asked| *asked > most) {
                let (kind, help) = if distributed {
                    ("a Distributed Map", format!("say {most} or less"))
                } else {
                    (
                        "an inline Map",
                        format!("say {most} or less, or use a Distributed Map"),
                    )
                };
                found.add(
                    format!("{}/MaxConcurrency", visit.pointer),
                    format!(
                        "`{}` asks for {asked} items at a time, and {kind} runs {most} at most",
                        visit.name.as_str()
                    ),
                    help,
                );
            }
        }
    }
}

pub(super) fn result_writer(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, map) in each(context, true) {
        // Items from the input of the state are few, since all of that has 256 KiB at most.
        if map.result_writer.is_none() && map.item_reader.is_some() && !discards(visit) {
            found.add(
                &visit.pointer,
                format!(
                    "the results of all items of `{}` have to fit into 262,144 bytes",
                    visit.name.as_str()
                ),
                "have them written to S3 with \"ResultWriter\", or drop them: \"ResultPath\": null",
            );
        }
    }
}

/// Whether nothing of the result of a state is handed on.
pub(super) fn discards(visit: &Visit<'_>) -> bool {
    let state = visit.state;
    let assigned = |words: &str| {
        let assign = state.assign().into_iter();
        assign
            .flat_map(|assign| assign.values())
            .any(|value| mentions(value, words))
    };
    if visit.is_jsonata() {
        let output = state.output();
        return output.is_some_and(|output| !mentions(output, "$states.result") && !whole(output))
            && !assigned("$states.result");
    }
    // In JSONPath every path of Assign begins at the result.
    state.result_path() == Some(&Nullable::Null) && state.assign().is_none()
}

/// Whether an expression may hold all of `$states`, or is not known yet.
fn whole(value: &Json) -> bool {
    mentions(value, "$states ")
        || mentions(value, "$states)")
        || mentions(value, "$states%")
        || mentions(value, "${")
}

pub(super) fn tolerates_none(context: &Context<'_>, found: &mut Found<'_>) {
    for (visit, map) in each(context, true) {
        let tolerates = [
            map.tolerated_failure_count.is_some(),
            map.tolerated_failure_count_path.is_some(),
            map.tolerated_failure_percentage.is_some(),
            map.tolerated_failure_percentage_path.is_some(),
        ];
        if map.item_reader.is_some() && !tolerates.contains(&true) {
            found.add(
                &visit.pointer,
                format!(
                    "one item of `{}` that fails ends all that are running",
                    visit.name.as_str()
                ),
                "say how many may fail: \"ToleratedFailurePercentage\" or \"ToleratedFailureCount\"; 0 when none may",
            );
        }
    }
}
