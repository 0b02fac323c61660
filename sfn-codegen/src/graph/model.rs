//! What a diagram shows: nodes, boxes around them, and edges.

use super::condition;
use sfn_asl::StateMachine;
use sfn_asl::json::Json;
use sfn_asl::model::{
    Map, Numeric, Scope, ScopeKind, State, Task, Transition, Visit, Wait, is_expression,
};
use std::collections::{HashMap, HashSet};

/// A definition as a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Graph {
    /// The nodes, in the order of the document.
    pub nodes: Vec<Node>,
    /// The boxes of Map and Parallel states and of their branches, an outer one before those in it.
    pub groups: Vec<Group>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// A node: a state, or where an execution begins and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The name of the state.
    pub name: String,
    /// What it does, in short: what a task calls, how long a wait lasts.
    pub detail: String,
    /// The state's comment.
    pub comment: Option<String>,
    /// The state, as a JSON pointer; empty for what is no state.
    pub pointer: String,
    /// The box it is in, by its place in [`Graph::groups`].
    pub group: Option<usize>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NodeKind {
    /// Where an execution begins.
    Start,
    /// Where it ends well.
    End,
    /// A state, by its type.
    State(&'static str),
    /// What has no known type.
    Unknown,
    /// Where the branches of a Parallel state or the items of a Map come together.
    Join,
}

impl NodeKind {
    /// A word for style sheets.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Join => "join",
            Self::Unknown => "unknown",
            Self::State("Task") => "task",
            Self::State("Choice") => "choice",
            Self::State("Pass") => "pass",
            Self::State("Wait") => "wait",
            Self::State("Succeed") => "succeed",
            Self::State("Fail") => "fail",
            Self::State("Parallel") => "parallel",
            Self::State("Map") => "map",
            Self::State(_) => "unknown",
        }
    }
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// What stands on it.
    pub title: String,
    /// The box it is in.
    pub parent: Option<usize>,
}

/// What a box holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupKind {
    /// A Parallel state.
    Parallel,
    /// A branch of one.
    Branch,
    /// A Map state: what is done with each item.
    Map,
    /// A Distributed Map: what each child execution does.
    DistributedMap,
}

impl GroupKind {
    /// A word for style sheets.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Parallel => "parallel",
            Self::Branch => "branch",
            Self::Map => "map",
            Self::DistributedMap => "distributed",
        }
    }
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edge {
    /// Where it begins, by its place in [`Graph::nodes`].
    pub from: usize,
    /// Where it leads.
    pub to: usize,
    /// Why.
    pub kind: EdgeKind,
    /// When: the condition, the errors; empty when always.
    pub label: String,
}

/// Why one state follows on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EdgeKind {
    /// `Next`.
    Next,
    /// A choice rule holds.
    Choice,
    /// No choice rule holds.
    Default,
    /// An error is caught.
    Catch,
    /// Into the first state of a branch or of an item.
    Enter,
    /// Out of the last one.
    Leave,
}

impl EdgeKind {
    /// A word for style sheets.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Choice => "choice",
            Self::Default => "default",
            Self::Catch => "catch",
            Self::Enter => "enter",
            Self::Leave => "leave",
        }
    }
}

impl Graph {
    /// The graph of a document. What leads nowhere is left out.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::graph::Graph;
    ///
    /// let machine = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// let graph = Graph::of(&machine);
    /// let names: Vec<_> = graph.nodes.iter().map(|node| node.name.as_str()).collect();
    /// assert_eq!(names, ["Start", "A", "B", "End"]);
    /// ```
    #[must_use]
    pub fn of(document: &StateMachine) -> Self {
        Build::default().build(document)
    }
}

#[derive(Default)]
struct Build {
    graph: Graph,
    /// The nodes of states, by their pointers; and where a flow goes on after them, which for a box is its join.
    nodes: HashMap<String, (usize, usize)>,
    /// The boxes of states, by the pointers of the scopes in them.
    scopes: HashMap<String, usize>,
}

impl Build {
    fn build(mut self, document: &StateMachine) -> Graph {
        let start = self.node(NodeKind::Start, "Start", None);
        let visits: Vec<Visit<'_>> = document.walk().collect();
        for visit in &visits {
            self.state(visit);
        }
        let end = self.node(NodeKind::End, "End", None);
        for scope in document.scopes() {
            self.scope(&scope, start);
        }
        for visit in &visits {
            self.transitions(visit, end);
        }
        // A box that no branch ends well in still has a way on in the document.
        let boxes: Vec<(usize, usize)> = self
            .nodes
            .values()
            .copied()
            .filter(|(a, b)| a != b)
            .collect();
        let reached: HashSet<usize> = self.graph.edges.iter().map(|edge| edge.to).collect();
        let mut lonely: Vec<_> = boxes
            .into_iter()
            .filter(|(_, join)| !reached.contains(join))
            .collect();
        lonely.sort_unstable();
        for (node, join) in lonely {
            self.edge(node, join, EdgeKind::Leave, String::new());
        }
        if !self.graph.edges.iter().any(|edge| edge.to == end) {
            // Nothing ends well, or nothing ends.
            self.graph.nodes.pop();
        }
        self.graph
    }

    fn node(&mut self, kind: NodeKind, name: &str, group: Option<usize>) -> usize {
        self.graph.nodes.push(Node {
            kind,
            name: name.to_owned(),
            detail: String::new(),
            comment: None,
            pointer: String::new(),
            group,
        });
        self.graph.nodes.len() - 1
    }

    fn group(&mut self, kind: GroupKind, title: String, parent: Option<usize>) -> usize {
        self.graph.groups.push(Group {
            kind,
            title,
            parent,
        });
        self.graph.groups.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, kind: EdgeKind, label: String) {
        self.graph.edges.push(Edge {
            from,
            to,
            kind,
            label,
        });
    }

    fn state(&mut self, visit: &Visit<'_>) {
        let outer = self.scopes.get(&visit.scope.pointer).copied();
        let kind = visit
            .state
            .type_name()
            .map_or(NodeKind::Unknown, NodeKind::State);
        let own = match visit.state {
            State::Parallel(_) => Some(GroupKind::Parallel),
            State::Map(map) if map.is_distributed() => Some(GroupKind::DistributedMap),
            State::Map(_) => Some(GroupKind::Map),
            _ => None,
        };
        let inside = own.map(|own| self.group(own, visit.name.to_string(), outer));
        let node = self.node(kind, visit.name, inside.or(outer));
        let known = &mut self.graph.nodes[node];
        known.detail = detail(visit.state);
        known.comment = visit.state.comment().cloned();
        known.pointer.clone_from(&visit.pointer);
        let Some(inside) = inside else {
            self.nodes.insert(visit.pointer.clone(), (node, node));
            return;
        };
        if let State::Parallel(parallel) = visit.state {
            for at in 0..parallel.branches.len() {
                let branch = self.group(GroupKind::Branch, String::new(), Some(inside));
                let scope = format!("{}/Branches/{at}", visit.pointer);
                self.scopes.insert(scope, branch);
            }
        }
        for member in ["ItemProcessor", "Iterator"] {
            self.scopes
                .insert(format!("{}/{member}", visit.pointer), inside);
        }
        let join = self.node(NodeKind::Join, "", Some(inside));
        self.nodes.insert(visit.pointer.clone(), (node, join));
    }

    /// Leads into the first state of a scope.
    fn scope(&mut self, scope: &Scope<'_>, start: usize) {
        let first = scope
            .start_at
            .and_then(|name| self.nodes.get(&scope.state_pointer(name)))
            .map(|(node, _)| *node);
        let Some(first) = first else { return };
        match self.owner(scope) {
            Some((owner, _)) => self.edge(owner, first, EdgeKind::Enter, String::new()),
            None if scope.kind == ScopeKind::Machine => {
                self.edge(start, first, EdgeKind::Next, String::new());
            }
            None => {}
        }
    }

    /// The nodes of the state that a scope belongs to.
    fn owner(&self, scope: &Scope<'_>) -> Option<(usize, usize)> {
        let (name, _) = scope.owner?;
        let parent = scope.parent.as_deref()?;
        self.nodes.get(&parent.state_pointer(name)).copied()
    }

    fn transitions(&mut self, visit: &Visit<'_>, end: usize) {
        let Some((node, last)) = self.nodes.get(&visit.pointer).copied() else {
            return;
        };
        for (transition, target) in visit.state.transitions() {
            let Some((to, _)) = self.nodes.get(&visit.scope.state_pointer(target)).copied() else {
                continue;
            };
            let (from, kind, label) = match transition {
                Transition::Next => (last, EdgeKind::Next, String::new()),
                Transition::Default => (node, EdgeKind::Default, "otherwise".to_owned()),
                Transition::Choice(at) => {
                    let rule = visit.state.choices().get(at);
                    let label = rule.map(condition::text).unwrap_or_default();
                    (node, EdgeKind::Choice, label)
                }
                Transition::Catch(at) => {
                    let catcher = visit.state.catch().get(at);
                    let label = catcher.map(|catcher| catcher.error_equals.join(", "));
                    (node, EdgeKind::Catch, label.unwrap_or_default())
                }
            };
            self.edge(from, to, kind, label);
        }
        let ends = visit.state.end() == Some(true) || matches!(visit.state, State::Succeed(_));
        if ends {
            match self.owner(&visit.scope) {
                Some((_, join)) => self.edge(last, join, EdgeKind::Leave, String::new()),
                None => self.edge(last, end, EdgeKind::Next, String::new()),
            }
        }
    }
}

/// What a state does, in a few words.
fn detail(state: &State) -> String {
    match state {
        State::Task(task) => self::task(task),
        State::Wait(wait) => self::wait(wait),
        State::Map(map) => self::map(map),
        State::Fail(fail) => fail.error.as_deref().map(said).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A text, or an expression without what every one of them has.
fn said(text: &str) -> String {
    if is_expression(text) {
        condition::expression(text)
    } else {
        text.to_owned()
    }
}

fn task(task: &Task) -> String {
    let Some(resource) = &task.resource else {
        return String::new();
    };
    let resource = resource.as_str();
    let called = match resource.split_once(":states:::") {
        Some((_, called)) => called.trim_start_matches("aws-sdk:"),
        None => return named_by(resource),
    };
    let parameters = task.arguments.as_ref().or(task.parameters.as_ref());
    let named = NAMING
        .iter()
        .find_map(|name| parameters?.get(name)?.as_str());
    match named {
        Some(text) if !text.starts_with("{%") => {
            let name = named_by(text);
            // What nearly every task calls need not be said.
            match called.strip_prefix("lambda:invoke") {
                Some("") => name,
                _ => format!("{called} {name}"),
            }
        }
        _ => called.to_owned(),
    }
}

/// The name in an ARN or a URL; a function's without its version.
fn named_by(text: &str) -> String {
    if let Some((_, function)) = text.split_once(":function:") {
        return function.split(':').next().unwrap_or(function).to_owned();
    }
    let name = text.rsplit([':', '/']).next().unwrap_or(text);
    // A placeholder may hold colons itself.
    match text.rfind("${") {
        Some(at) if text.ends_with('}') => text[at..].to_owned(),
        _ => name.to_owned(),
    }
}

/// The parameters that say what a call is about.
const NAMING: &[&str] = &[
    "FunctionName",
    "TopicArn",
    "QueueUrl",
    "TableName",
    "StateMachineArn",
    "Bucket",
    "JobName",
    "Cluster",
    "ModelId",
];

fn seconds(value: &Numeric) -> String {
    match value {
        Numeric::Number(number) => format!("{} s", number.spelling()),
        Numeric::Expression(text) => format!("{} s", condition::expression(text)),
        Numeric::Placeholder(text) => text.clone(),
    }
}

fn wait(wait: &Wait) -> String {
    if let Some(value) = &wait.seconds {
        return seconds(value);
    }
    if let Some(path) = &wait.seconds_path {
        return format!("{} seconds", path.as_str());
    }
    let until = wait
        .timestamp
        .as_deref()
        .or(wait.timestamp_path.as_ref().map(|path| path.as_str()));
    until.map_or_else(String::new, |until| format!("until {}", said(until)))
}

fn map(map: &Map) -> String {
    let items = match (&map.items_path, &map.items) {
        (Some(path), _) => path.as_str().trim_start_matches("$.").to_owned(),
        (None, Some(Json::String(text))) => text
            .trim_start_matches("{%")
            .trim_end_matches("%}")
            .trim()
            .trim_start_matches("$states.input.")
            .to_owned(),
        (None, Some(Json::Array(items))) => format!("{} items", items.len()),
        _ if map.item_reader.is_some() => "items from S3".to_owned(),
        _ => "items".to_owned(),
    };
    match map.max_concurrency.as_ref().and_then(Numeric::as_i64) {
        Some(many) if many > 0 => format!("each of {items}, {many} at a time"),
        _ => format!("each of {items}"),
    }
}
