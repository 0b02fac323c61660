//! A finished document as states, the ways between them, and what is assigned and read on them.

use std::collections::HashMap;
use std::panic::Location;

use sfn_asl::json::Object;
use sfn_asl::model::{State, Visit};
use sfn_asl::{Json, StateMachine};

use super::text;
use super::uses::{Use, Uses};
use crate::expr::node::Name;
use crate::synth::Annotations;
use sfn_asl::flow::{Edge, Node};

/// A workflow as its variables see it. States, scopes and variables are numbered.
pub(super) struct Graph<'a> {
    /// The names of variables that are read or assigned anywhere.
    pub(super) variables: Vec<&'a str>,
    /// What [`flow`](sfn_asl::flow) looks at: a state each.
    pub(super) nodes: Vec<Node>,
    /// The states, in the order of the document.
    pub(super) places: Vec<Place<'a>>,
    pub(super) scopes: Vec<Scope>,
    annotations: &'a Annotations,
}

/// A state.
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    pub(super) state: &'a State,
    pub(super) scope: usize,
    pub(super) jsonata: bool,
    /// How each of its edges leads on.
    pub(super) how: Vec<How>,
    /// The variables it assigns, on whatever way.
    pub(super) assigns: Vec<usize>,
    uses: Option<&'a Uses>,
}

/// The machine, a branch of a Parallel or the body of a Map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The state that it is inside of.
    pub(super) owner: Option<usize>,
    /// Whether its states run as executions of their own.
    pub(super) separate: bool,
}

impl Place<'_> {
    /// Whether the author wrote a closure of the state's as text.
    pub(super) fn has_own_closures(&self) -> bool {
        self.uses.is_some_and(|uses| uses.own_closures)
    }
}

/// How a state leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Next,
    Rule,
    Default,
    /// By the catcher at this place.
    Catch(usize),
    /// Into a branch or the body of a Map.
    Inside,
}

impl<'a> Graph<'a> {
    pub(super) fn of(
        machine: &'a StateMachine,
        annotations: &'a Annotations,
        uses: &'a HashMap<Name, Uses>,
    ) -> Graph<'a> {
        let visits: Vec<Visit<'a>> = machine.walk().collect();
        let by_name: HashMap<&str, usize> = visits
            .iter()
            .enumerate()
            .map(|(at, visit)| (&**visit.name, at))
            .collect();
        let mut build = Build {
            numbers: HashMap::new(),
            variables: Vec::new(),
        };
        let mut scopes: Vec<Scope> = Vec::new();
        let mut scope_numbers: HashMap<&str, usize> = HashMap::new();
        let mut places = Vec::new();
        for visit in &visits {
            let scope = *scope_numbers
                .entry(visit.scope.pointer.as_str())
                .or_insert_with(|| {
                    scopes.push(Scope {
                        owner: visit
                            .scope
                            .owner
                            .and_then(|(name, _)| by_name.get(&**name).copied()),
                        separate: visit.scope.is_distributed(),
                    });
                    scopes.len() - 1
                });
            places.push(Place {
                name: visit.name,
                state: visit.state,
                scope,
                jsonata: visit.is_jsonata(),
                how: Vec::new(),
                assigns: Vec::new(),
                uses: uses.get(&**visit.name),
            });
        }
        let mut nodes: Vec<Node> = Vec::with_capacity(places.len());
        for place in &mut places {
            nodes.push(build.edges(place, &by_name));
        }
        build.inside(&visits, &by_name, &scopes, &mut places, &mut nodes);
        for (place, node) in places.iter().zip(&mut nodes) {
            build.reads(place, node, annotations);
        }
        Graph {
            variables: build.variables,
            nodes,
            places,
            scopes,
            annotations,
        }
    }

    /// Where the state was written.
    pub(super) fn location(&self, state: usize) -> Option<&'static Location<'static>> {
        let name = self.places[state].name;
        self.annotations.state(name).map(|source| source.location)
    }

    /// Where this catcher of the state was written.
    pub(super) fn catcher(&self, state: usize, at: usize) -> Option<&'static Location<'static>> {
        let source = self.annotations.state(self.places[state].name)?;
        source.catch.get(at).copied()
    }

    /// Where the state reads the variable.
    pub(super) fn read(&self, state: usize, variable: usize) -> Option<&'a Use> {
        find(&self.places[state].uses?.reads, self.variables[variable])
    }

    /// Where the state assigns the variable.
    pub(super) fn write(&self, state: usize, variable: usize) -> Option<&'a Use> {
        find(&self.places[state].uses?.writes, self.variables[variable])
    }

    /// Every use that was written as one, by state.
    pub(super) fn uses(&self) -> impl Iterator<Item = (usize, &'a Use)> {
        self.places.iter().enumerate().flat_map(|(at, place)| {
            let uses = place.uses.into_iter();
            uses.flat_map(|uses| uses.reads.iter().chain(&uses.writes))
                .map(move |found| (at, found))
        })
    }

    /// The scope of a state and those around it, from the inside out: each with whether something between it and the state
    /// is an execution of its own.
    pub(super) fn around(&self, scope: usize) -> impl Iterator<Item = (usize, bool)> {
        std::iter::successors(Some((scope, false)), |(scope, apart)| {
            let Scope { owner, separate } = self.scopes[*scope];
            Some((self.places[owner?].scope, *apart || separate))
        })
    }
}

fn find<'a>(uses: &'a [Use], name: &str) -> Option<&'a Use> {
    uses.iter().find(|found| found.variable.name == name)
}

/// The numbers of variables by name.
struct Build<'a> {
    numbers: HashMap<&'a str, usize>,
    variables: Vec<&'a str>,
}

impl<'a> Build<'a> {
    fn number(&mut self, name: &'a str) -> usize {
        *self.numbers.entry(name).or_insert_with(|| {
            self.variables.push(name);
            self.variables.len() - 1
        })
    }

    /// The variables that an `Assign` sets.
    fn assigned(&mut self, assign: Option<&'a Object>, jsonata: bool) -> Vec<usize> {
        let names = assign.into_iter().flat_map(Object::keys);
        names
            .map(|key| match key.strip_suffix(".$") {
                Some(name) if !jsonata => self.number(name),
                _ => self.number(key),
            })
            .collect()
    }

    /// The ways from a state to the next ones.
    fn edges(&mut self, place: &mut Place<'a>, by_name: &HashMap<&str, usize>) -> Node {
        let state = place.state;
        let own = self.assigned(state.assign(), place.jsonata);
        place.assigns = own.clone();
        let mut ways = Vec::new();
        for rule in state.choices() {
            let assigned = self.assigned(rule.assign.as_ref(), place.jsonata);
            place.assigns.extend(&assigned);
            ways.push((rule.next.as_deref(), How::Rule, assigned));
        }
        if let Some(choice) = state.as_choice() {
            ways.push((choice.default.as_deref(), How::Default, own.clone()));
        }
        ways.push((state.next().map(|next| &**next), How::Next, own));
        for (at, catcher) in state.catch().iter().enumerate() {
            let assigned = self.assigned(catcher.assign.as_ref(), place.jsonata);
            place.assigns.extend(&assigned);
            ways.push((catcher.next.as_deref(), How::Catch(at), assigned));
        }
        let mut node = Node::default();
        for (target, how, assigned) in ways {
            if let Some(to) = target.and_then(|target| by_name.get(target).copied()) {
                node.edges.push(Edge { to, assigned });
                place.how.push(how);
            }
        }
        node
    }

    /// The ways into branches and bodies, and where ways begin.
    fn inside(
        &mut self,
        visits: &[Visit<'a>],
        by_name: &HashMap<&str, usize>,
        scopes: &[Scope],
        places: &mut [Place<'a>],
        nodes: &mut [Node],
    ) {
        let mut entered = vec![false; scopes.len()];
        for (at, visit) in visits.iter().enumerate() {
            let scope = places[at].scope;
            if std::mem::replace(&mut entered[scope], true) {
                continue;
            }
            let start = visit.scope.start_at.and_then(|name| by_name.get(&**name));
            let start = start.copied().unwrap_or(at);
            match scopes[scope] {
                Scope {
                    owner: Some(owner),
                    separate: false,
                } => {
                    // What a Map or a Parallel assigns it assigns when it is done.
                    nodes[owner].edges.push(Edge {
                        to: start,
                        assigned: Vec::new(),
                    });
                    places[owner].how.push(How::Inside);
                }
                _ => nodes[start].first = true,
            }
        }
    }

    /// What a state reads: what was noted when it was written, and what its author's own text names.
    fn reads(&mut self, place: &Place<'a>, node: &mut Node, annotations: &Annotations) {
        for read in place.uses.into_iter().flat_map(|uses| &uses.reads) {
            let number = self.number(&read.variable.name);
            node.reads.push(number);
        }
        let raw = place.uses.is_some_and(|uses| uses.raw);
        if raw || annotations.state(place.name).is_none() {
            for_each_text(place, |text, is_path| {
                let names = match place.jsonata {
                    true => text::jsonata(text).read,
                    false if is_path => text::jsonpath(text),
                    false => Vec::new(),
                };
                // Names that nobody assigns are the author's own, or functions.
                node.reads.extend(
                    names
                        .into_iter()
                        .filter_map(|name| self.numbers.get(name).copied()),
                );
            });
        }
        node.reads.sort_unstable();
        node.reads.dedup();
    }
}

/// Calls `f` with every expression of the state, without those of states inside of it: in JSONata what stands between `{%` and
/// `%}`, in JSONPath every string, with whether its member is a path.
pub(super) fn for_each_text(place: &Place<'_>, mut f: impl FnMut(&str, bool)) {
    let json = place.state.to_json();
    let mut todo = vec![(&json, false)];
    let mut own = true;
    while let Some((json, is_path)) = todo.pop() {
        match json {
            Json::String(text) if place.jsonata => {
                let inner = text.strip_prefix("{%").and_then(|t| t.strip_suffix("%}"));
                if let Some(inner) = inner {
                    f(inner, false);
                }
            }
            Json::String(text) => f(text, is_path),
            Json::Array(items) => todo.extend(items.iter().map(|item| (item, is_path))),
            Json::Object(members) => {
                for (key, value) in members {
                    if !(own && matches!(key.as_str(), "Branches" | "ItemProcessor" | "Iterator")) {
                        let is_path =
                            key.ends_with(".$") || key.ends_with("Path") || key == "Variable";
                        todo.push((value, is_path));
                    }
                }
                own = false;
            }
            _ => {}
        }
    }
}
