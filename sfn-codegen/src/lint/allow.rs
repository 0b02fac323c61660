//! What comments allow: `sfn:allow(code) reason`, for the thing that the comment stands in and all that is in it.

use super::context::Context;
use super::{Found, rule};
use sfn_asl::model::State;
use std::collections::HashMap;

/// What begins an allowance in a comment.
const MARK: &str = "sfn:allow(";

/// What is allowed, by the place of what the comment stands in.
#[derive(Default)]
pub(super) struct Allowed(HashMap<String, Vec<String>>);

impl Allowed {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut allowed = Self::default();
        each_comment(context, &mut |place, comment| {
            let codes: Vec<String> = codes(comment).map(str::to_owned).collect();
            if !codes.is_empty() {
                allowed.0.insert(place, codes);
            }
        });
        allowed
    }

    /// Whether a rule may find something at a place.
    pub(super) fn allows(&self, place: &str, code: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let mut here = place;
        loop {
            let codes = self.0.get(here);
            if codes.is_some_and(|codes| codes.iter().any(|one| one == code || one == "all")) {
                return true;
            }
            match here.rfind('/') {
                Some(end) => here = &here[..end],
                None => return false,
            }
        }
    }
}

/// The codes that a comment allows.
fn codes(comment: &str) -> impl Iterator<Item = &str> {
    let lists = comment.split(MARK).skip(1);
    lists
        .filter_map(|rest| rest.split_once(')'))
        .flat_map(|(list, _)| list.split(','))
        .map(str::trim)
        .filter(|code| !code.is_empty())
}

/// Shows a function every comment that allows something, with the place of what it stands in.
fn each_comment(context: &Context<'_>, see: &mut dyn FnMut(String, &str)) {
    let mut some = |place: &dyn Fn() -> String, comment: Option<&String>| {
        if let Some(comment) = comment.filter(|comment| comment.contains(MARK)) {
            see(place(), comment);
        }
    };
    some(&String::new, context.document.comment.as_ref());
    for visit in &context.states {
        let here = &visit.pointer;
        some(&|| here.clone(), visit.state.comment());
        for (at, retrier) in visit.state.retry().iter().enumerate() {
            some(&|| format!("{here}/Retry/{at}"), retrier.comment.as_ref());
        }
        for (at, catcher) in visit.state.catch().iter().enumerate() {
            some(&|| format!("{here}/Catch/{at}"), catcher.comment.as_ref());
        }
        for (at, rule) in visit.state.choices().iter().enumerate() {
            some(&|| format!("{here}/Choices/{at}"), rule.comment.as_ref());
        }
        match visit.state {
            State::Parallel(parallel) => {
                for (at, branch) in parallel.branches.iter().enumerate() {
                    some(&|| format!("{here}/Branches/{at}"), branch.comment.as_ref());
                }
            }
            State::Map(map) => {
                let inside = [
                    ("ItemProcessor", &map.item_processor),
                    ("Iterator", &map.iterator),
                ];
                for (name, processor) in inside {
                    let comment = processor.as_ref().and_then(|of| of.comment.as_ref());
                    some(&|| format!("{here}/{name}"), comment);
                }
            }
            _ => {}
        }
    }
}

pub(super) fn unknown(context: &Context<'_>, found: &mut Found<'_>) {
    each_comment(context, &mut |place, comment| {
        for code in codes(comment).filter(|code| *code != "all" && rule(code).is_none()) {
            let unknown = super::UnknownRule::new(code);
            found.add(
                format!("{place}/Comment"),
                format!("the comment allows something that is not looked for: {unknown}"),
                "`sfn lint --list` lists the rules",
            );
        }
    });
}
