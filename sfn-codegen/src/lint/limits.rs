//! Limits that an execution or a definition grows towards, and names that have changed.

use super::{Context, Found};
use sfn_asl::WorkflowKind;
use sfn_asl::model::{Numeric, State};
use std::collections::HashMap;

/// The longest definition, and from where on one is told.
const MAX_DEFINITION: usize = 1_048_576;
const NEAR: usize = MAX_DEFINITION / 10 * 8;

pub(super) fn size(context: &Context<'_>, found: &mut Found<'_>) {
    let bytes = context.document.to_string_compact().len();
    if bytes > NEAR && bytes <= MAX_DEFINITION {
        let percent = bytes * 100 / MAX_DEFINITION;
        found.add(
            "",
            format!("the definition has {bytes} bytes, {percent}% of what is allowed"),
            "move a part into a state machine of its own and start it from here",
        );
    }
}

pub(super) fn deprecated(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        let State::Map(map) = visit.state else {
            continue;
        };
        let old = [
            ("Iterator", map.iterator.is_some(), "ItemProcessor"),
            ("Parameters", map.parameters.is_some(), "ItemSelector"),
        ];
        for (name, used, now) in old {
            if used {
                found.add(
                    format!("{}/{name}", visit.pointer),
                    format!("`{name}` of a Map is called `{now}` now"),
                    "rename it; `sfn lint --fix` does",
                );
            }
        }
    }
}

pub(super) fn express_wait(context: &Context<'_>, found: &mut Found<'_>) {
    if context.kind != WorkflowKind::Express {
        return;
    }
    for visit in &context.states {
        if let State::Wait(wait) = visit.state
            && let Some(seconds) = wait.seconds.as_ref().and_then(Numeric::as_i64)
            && seconds > 300
        {
            found.add(
                format!("{}/Seconds", visit.pointer),
                format!(
                    "`{}` waits {seconds} s, and an Express execution has 300",
                    visit.name.as_str()
                ),
                "wait less, or use a Standard workflow",
            );
        }
    }
}

/// About how many events of the history entering a state makes.
fn events(state: &State) -> u64 {
    match state {
        State::Task(_) => 5,
        State::Map(_) | State::Parallel(_) => 4,
        _ => 2,
    }
}

/// The events that a history has.
const MAX_EVENTS: u64 = 25_000;

pub(super) fn history(context: &Context<'_>, found: &mut Found<'_>) {
    if context.kind == WorkflowKind::Express {
        return;
    }
    // What an item of an inline Map makes, over and over.
    let mut inside: HashMap<&str, u64> = HashMap::new();
    for visit in &context.states {
        *inside.entry(visit.scope.pointer.as_str()).or_default() += events(visit.state);
    }
    for visit in &context.states {
        let State::Map(map) = visit.state else {
            continue;
        };
        if map.is_distributed() {
            continue;
        }
        let scopes = ["ItemProcessor", "Iterator"].map(|name| format!("{}/{name}", visit.pointer));
        let each: u64 = scopes
            .iter()
            .filter_map(|scope| inside.get(scope.as_str()))
            .sum::<u64>()
            + 2;
        let items = MAX_EVENTS / each.max(1);
        // A list that is written out is as long as it is.
        let literal = matches!(&map.items, Some(sfn_asl::Json::Array(_)));
        if items < 1_000 && !literal {
            found.add(
                &visit.pointer,
                format!(
                    "an item of `{}` makes about {each} events, so about {items} items use up the history",
                    visit.name.as_str()
                ),
                "use a Distributed Map, whose items have histories of their own, or bound the list",
            );
        }
    }
}
