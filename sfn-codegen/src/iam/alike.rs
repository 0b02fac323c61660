//! Calls that need the same: each is derived once for a document.
//!
//! Two calls of a resource need the same when the parameters that its row reads have the same values; what else they are
//! sent does not matter. A workflow that calls one function in a thousand states reads the tables once.

use super::resource::{self, Target};
use super::row::{Place, Row};
use super::template::paths;
use super::values::{Parameters, Value};
use sfn_asl::json::Json;
use std::collections::HashMap;
use std::ops::Range;

/// What is known of the calls so far: of which resource, with which parameters, where what they need is.
#[derive(Debug, Default)]
pub(crate) struct Alike<'d> {
    resources: HashMap<&'d str, Calls<'d>>,
}

#[derive(Debug)]
struct Calls<'d> {
    /// What the row reads; none for what has no row, where all parameters count.
    reads: Option<Vec<&'static str>>,
    known: HashMap<Key<'d>, Range<usize>>,
}

/// What tells the calls of a resource apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'d> {
    Values(Vec<Vec<Value<'d>>>),
    Whole(String),
}

impl<'d> Alike<'d> {
    /// What tells this call from others of the resource, and where what it needs is if that is known.
    pub(crate) fn find(
        &mut self,
        resource: &'d str,
        parameters: Option<&'d Json>,
    ) -> (Key<'d>, Option<Range<usize>>) {
        let calls = self.resources.entry(resource).or_insert_with(|| Calls {
            reads: reads(resource),
            known: HashMap::new(),
        });
        let key = match (&calls.reads, parameters) {
            (Some(reads), _) => {
                let parameters = Parameters::new(parameters);
                Key::Values(reads.iter().map(|path| parameters.get(path)).collect())
            }
            (None, Some(parameters)) => Key::Whole(parameters.to_compact()),
            // No JSON is empty.
            (None, None) => Key::Whole(String::new()),
        };
        let found = calls.known.get(&key).cloned();
        (key, found)
    }

    /// Says where what a call needs is.
    pub(crate) fn remember(&mut self, resource: &'d str, key: Key<'d>, needed: Range<usize>) {
        if let Some(calls) = self.resources.get_mut(resource) {
            calls.known.insert(key, needed);
        }
    }
}

/// The parameters that decide what a call of the resource needs.
fn reads(resource: &str) -> Option<Vec<&'static str>> {
    match Target::of(resource) {
        Target::Optimized { name, .. } => {
            resource::row(name, Place::Task).map(|row| of_row(row).collect())
        }
        // The resource says it all.
        Target::Function | Target::Placeholder | Target::Activity => Some(Vec::new()),
        Target::Sdk { .. } | Target::Other => None,
    }
}

fn of_row(row: &'static Row) -> impl Iterator<Item = &'static str> {
    row.grants.iter().flat_map(|grant| {
        let resources = grant.resources.iter().flat_map(|resource| {
            let templates = std::iter::once(&resource.template).chain(resource.otherwise);
            templates.flat_map(|template| paths(template))
        });
        let conditions = grant
            .conditions
            .iter()
            .flat_map(|condition| condition.values.iter())
            .flat_map(|template| paths(template));
        let when = grant.when.iter().map(|when| when.parameter);
        when.chain(resources).chain(conditions)
    })
}
