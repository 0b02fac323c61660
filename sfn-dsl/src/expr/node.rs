//! The untyped tree under every [`Expr`](super::Expr): interned, immutable, shared.
//!
//! Knows the operations of the expression language and how to simplify them on the way in. Knows nothing of Rust
//! types (that is `Expr` and `Shape`) nor of how a dialect spells an operation (that is `render`).

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::function::Function;

/// A member name on the wire.
pub type Name = Cow<'static, str>;

/// The state an expression belongs to. Two states never share one, so an expression carried into another state's
/// closure is recognised there instead of silently reading the wrong data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope(pub(crate) u32);

/// Where data enters an expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Root {
    /// The state's input: `$states.input`, `$`.
    Input(Scope),
    /// The raw result of a Task, Parallel or Map: `$states.result`, `$` in a ResultSelector.
    Result(Scope),
    /// `{Error, Cause}`, inside a catcher: `$states.errorOutput`, `$` in a catcher's ResultPath.
    ErrorOutput(Scope),
    /// The token of a callback task: `$states.context.Task.Token`.
    TaskToken(Scope),
    /// The item of a Map state, inside its ItemSelector.
    MapItemValue(Scope),
    /// The position of the item, inside the Map state's ItemSelector.
    MapItemIndex(Scope),
    /// A member of the context object, as its path: `Execution.Id`.
    Context(&'static str),
    /// The parameter of a function written in line, numbered from the outside in.
    Parameter(u32),
}

impl Root {
    /// The state this root belongs to; `None` for what every state can read.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Root::Input(s)
            | Root::Result(s)
            | Root::ErrorOutput(s)
            | Root::TaskToken(s)
            | Root::MapItemValue(s)
            | Root::MapItemIndex(s) => Some(*s),
            Root::Context(_) | Root::Parameter(_) => None,
        }
    }
}

/// How two values compare; JSONPath's choice operators are named after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// `String...` operators.
    String,
    /// `Numeric...` operators.
    Number,
    /// `Boolean...` operators.
    Boolean,
    /// `Timestamp...` operators.
    Timestamp,
    /// Lists, objects and dynamic values: JSONata only.
    Other,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less than.
    Lt,
    /// Less than or equal.
    Le,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Ge,
}

/// Arithmetic on numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// Addition.
    Add,
    /// Subtraction.
    Sub,
    /// Multiplication.
    Mul,
    /// Division.
    Div,
    /// Remainder.
    Rem,
}

/// A test of what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// There, and not null.
    Some,
    /// There, null or not.
    Present,
    /// There, and null.
    Null,
}

/// A dialect of the expression language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `{% .. %}`; the default for new workflows.
    Jsonata,
    /// Reference paths, payload templates and intrinsic functions.
    JsonPath,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Where data comes in.
    Root(Root),
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is spelt.
    Number(Box<str>),
    /// A string.
    Text(Name),
    /// Nothing at all: a member that is left out.
    Absent,
    /// A member of an object.
    Field(Node, Name),
    /// An element of a list, from 0.
    Index(Node, u32),
    /// A new object.
    Object(Box<[(Name, Node)]>),
    /// A new list.
    Array(Box<[Node]>),
    /// A list that is one item of the list around it.
    AsItem(Node),
    /// Objects laid over one another, later members winning.
    Merge(Box<[Node]>),
    /// A comparison of two values of one kind.
    Compare(Comparison, ValueKind, Node, Node),
    /// All of them.
    And(Box<[Node]>),
    /// Any of them.
    Or(Box<[Node]>),
    /// The opposite.
    Not(Node),
    /// What is there.
    Test(Presence, Node),
    /// Arithmetic.
    Arithmetic(Arithmetic, Node, Node),
    /// Strings (or values made strings) in a row.
    Concat(Box<[Node]>),
    /// One of two values.
    If(Node, Node, Node),
    /// A function of the library.
    Call(&'static Function, Box<[Node]>),
    /// A function written in line, with this parameter.
    Lambda(u32, Node),
    /// Text of one dialect, written by the author. `{}` stands for an argument.
    Raw(Dialect, Name, Box<[Node]>),
}

/// A handle on an interned node.
#[derive(Clone, Copy)]
pub struct Node(&'static NodeData);

struct NodeData {
    op: Op,
    depth: u32,
    /// The typed views made of this node so far, one per type it was seen as.
    views: Mutex<Vec<(TypeId, &'static (dyn Any + Send + Sync))>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in user code cannot leave either table half-written: both only ever gain whole entries.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone, Copy)]
struct ByOp(&'static NodeData);

impl PartialEq for ByOp {
    fn eq(&self, other: &Self) -> bool {
        self.0.op == other.0.op
    }
}
impl Eq for ByOp {}
impl Hash for ByOp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.op.hash(state);
    }
}
impl std::borrow::Borrow<Op> for ByOp {
    fn borrow(&self) -> &Op {
        &self.0.op
    }
}

/// Every node there is. Interning bounds the memory: the same expression written a thousand times, or synthesized
/// a thousand times, is one node.
static NODES: Mutex<Option<HashSet<ByOp>>> = Mutex::new(None);

impl Node {
    /// The node for `op`, after simplification.
    #[must_use]
    pub fn new(op: Op) -> Node {
        match simplify(op) {
            Ok(node) => node,
            Err(op) => Node::intern(op),
        }
    }

    // The views of a node change; its operation, which is what it is hashed and compared by, never does.
    #[allow(clippy::mutable_key_type)]
    fn intern(op: Op) -> Node {
        let mut nodes = lock(&NODES);
        let nodes = nodes.get_or_insert_default();
        if let Some(found) = nodes.get(&op) {
            return Node(found.0);
        }
        let mut depth = 0;
        op.for_each_child(|child| depth = depth.max(child.0.depth));
        let data: &'static NodeData = Box::leak(Box::new(NodeData {
            op,
            depth: depth.saturating_add(1),
            views: Mutex::new(Vec::new()),
        }));
        nodes.insert(ByOp(data));
        Node(data)
    }

    /// The operation.
    #[must_use]
    pub fn op(self) -> &'static Op {
        &self.0.op
    }

    /// How deeply operations nest below this one, this one included.
    #[must_use]
    pub fn depth(self) -> u32 {
        self.0.depth
    }

    /// A root of data.
    #[must_use]
    pub fn root(root: Root) -> Node {
        Node::new(Op::Root(root))
    }

    /// A string.
    #[must_use]
    pub fn text(text: impl Into<Name>) -> Node {
        Node::new(Op::Text(text.into()))
    }

    /// A member of this value.
    #[must_use]
    pub fn field(self, name: impl Into<Name>) -> Node {
        Node::new(Op::Field(self, name.into()))
    }

    /// An object with these members; members that are [`Op::Absent`] are left out.
    #[must_use]
    pub fn object(members: impl IntoIterator<Item = (Name, Node)>) -> Node {
        let members = members.into_iter();
        Node::new(Op::Object(
            members
                .filter(|(_, n)| !matches!(n.op(), Op::Absent))
                .collect(),
        ))
    }

    /// A JSON value as a literal, its members in their order.
    #[must_use]
    pub fn json(value: &sfn_asl::Json) -> Node {
        use sfn_asl::Json;
        // INVARIANT: the value was read within limits, or made by serde_json, which bounds nesting too.
        Node::new(match value {
            Json::Null => Op::Null,
            Json::Bool(b) => Op::Bool(*b),
            Json::Number(n) => Op::Number(n.to_string().into()),
            Json::String(s) => Op::Text(Cow::Owned(s.clone())),
            Json::Array(items) => Op::Array(items.iter().map(Node::json).collect()),
            Json::Object(members) => Op::Object(
                members
                    .iter()
                    .map(|(k, v)| (Cow::Owned(k.clone()), Node::json(v)))
                    .collect(),
            ),
        })
    }

    /// A dynamic JSON value as a literal, its members by name: in which order serde_json keeps them depends on features
    /// that any crate of the build can switch on.
    #[must_use]
    pub fn literal(value: &serde_json::Value) -> Node {
        use serde_json::Value;
        Node::new(match value {
            Value::Null => Op::Null,
            Value::Bool(b) => Op::Bool(*b),
            Value::Number(n) => Op::Number(n.to_string().into()),
            Value::String(s) => Op::Text(Cow::Owned(s.clone())),
            Value::Array(items) => Op::Array(items.iter().map(Node::literal).collect()),
            Value::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .map(|(k, v)| (Name::Owned(k.clone()), Node::literal(v)))
                    .collect();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                Op::Object(members.into())
            }
        })
    }

    /// Whether nothing below depends on running data.
    #[must_use]
    pub fn is_literal(self) -> bool {
        match self.op() {
            Op::Null | Op::Bool(_) | Op::Number(_) | Op::Text(_) => true,
            Op::Object(members) => members.iter().all(|(_, n)| n.is_literal()),
            Op::Array(items) => items.iter().all(|n| n.is_literal()),
            Op::AsItem(inner) => inner.is_literal(),
            _ => false,
        }
    }

    /// The view of this node as a `T`, made once.
    pub(crate) fn view<V: Send + Sync + 'static>(
        self,
        of: TypeId,
        make: impl FnOnce() -> V,
    ) -> &'static V {
        let find = || {
            let views = lock(&self.0.views);
            let found = views.iter().find(|(id, _)| *id == of);
            found.and_then(|(_, view)| view.downcast_ref::<V>())
        };
        if let Some(view) = find() {
            return view;
        }
        // Made outside the lock: making a view interns nodes.
        let made = make();
        if let Some(view) = find() {
            return view;
        }
        let view: &'static V = Box::leak(Box::new(made));
        lock(&self.0.views).push((of, view));
        view
    }
}

impl Op {
    /// Calls `f` with every node directly below.
    pub fn for_each_child(&self, mut f: impl FnMut(Node)) {
        match self {
            Op::Root(_) | Op::Null | Op::Bool(_) | Op::Number(_) | Op::Text(_) | Op::Absent => {}
            Op::Field(a, _)
            | Op::Index(a, _)
            | Op::Not(a)
            | Op::Test(_, a)
            | Op::Lambda(_, a)
            | Op::AsItem(a) => f(*a),
            Op::Compare(_, _, a, b) | Op::Arithmetic(_, a, b) => {
                f(*a);
                f(*b);
            }
            Op::If(a, b, c) => {
                f(*a);
                f(*b);
                f(*c);
            }
            Op::Object(members) => members.iter().for_each(|(_, n)| f(*n)),
            Op::Array(items)
            | Op::Merge(items)
            | Op::And(items)
            | Op::Or(items)
            | Op::Concat(items)
            | Op::Call(_, items)
            | Op::Raw(_, _, items) => items.iter().for_each(|n| f(*n)),
        }
    }
}

/// What an author would have written: `Ok` is a node that exists, `Err` the operation to intern.
fn simplify(op: Op) -> Result<Node, Op> {
    match op {
        // A member of an object just built is what was put there.
        Op::Field(of, name) => match of.op() {
            Op::Object(members) => match members.iter().find(|(n, _)| *n == name) {
                Some((_, node)) => Ok(*node),
                None => Ok(Node::intern(Op::Absent)),
            },
            Op::Merge(parts) => {
                let mut opaque = None;
                for part in parts.iter().rev() {
                    match part.op() {
                        Op::Object(members) => {
                            if let Some((_, node)) = members.iter().find(|(n, _)| *n == name)
                                && opaque.is_none()
                            {
                                return Ok(*node);
                            }
                        }
                        // Two parts that could both hold the member: leave it to run time.
                        _ if opaque.is_some() => return Err(Op::Field(of, name)),
                        _ => opaque = Some(*part),
                    }
                }
                match opaque {
                    Some(part) => Ok(part.field(name)),
                    None => Ok(Node::intern(Op::Absent)),
                }
            }
            _ => Err(Op::Field(of, name)),
        },
        Op::Index(of, i) => match of.op() {
            Op::Array(items) if (i as usize) < items.len() => Ok(match items[i as usize].op() {
                Op::AsItem(inner) => *inner,
                _ => items[i as usize],
            }),
            _ => Err(Op::Index(of, i)),
        },
        Op::Merge(parts) => {
            // Neighbouring objects become one, nested merges are laid flat.
            let mut flat: Vec<Node> = Vec::with_capacity(parts.len());
            let mut todo: Vec<Node> = parts.iter().rev().copied().collect();
            while let Some(part) = todo.pop() {
                match (part.op(), flat.last().map(|n| n.op())) {
                    (Op::Merge(inner), _) => todo.extend(inner.iter().rev()),
                    (Op::Absent, _) => {}
                    (Op::Object(new), _) if new.is_empty() => {}
                    (Op::Object(new), Some(Op::Object(old))) => {
                        let mut members = old.to_vec();
                        for (name, node) in new {
                            match members.iter_mut().find(|(n, _)| n == name) {
                                Some(slot) => slot.1 = *node,
                                None => members.push((name.clone(), *node)),
                            }
                        }
                        flat.pop();
                        flat.push(Node::object(members));
                    }
                    _ => flat.push(part),
                }
            }
            match flat.as_slice() {
                [] => Ok(Node::object([])),
                [one] => Ok(*one),
                _ => Err(Op::Merge(flat.into())),
            }
        }
        Op::And(items) => flatten(
            &items,
            |op| if let Op::And(v) = op { Some(v) } else { None },
        )
        .map_or_else(|v| Err(Op::And(v)), Ok),
        Op::Or(items) => flatten(&items, |op| if let Op::Or(v) = op { Some(v) } else { None })
            .map_or_else(|v| Err(Op::Or(v)), Ok),
        Op::Concat(items) => {
            let flat = match flatten(&items, |op| {
                if let Op::Concat(v) = op {
                    Some(v)
                } else {
                    None
                }
            }) {
                Ok(one) => return Err(Op::Concat([one].into())),
                Err(flat) => flat,
            };
            let mut out: Vec<Node> = Vec::with_capacity(flat.len());
            for node in flat {
                if let (Op::Text(b), Some(Op::Text(a))) = (node.op(), out.last().map(|n| n.op())) {
                    let joined = Node::text(format!("{a}{b}"));
                    out.pop();
                    out.push(joined);
                } else {
                    out.push(node);
                }
            }
            match out.as_slice() {
                [one] if matches!(one.op(), Op::Text(_)) => Ok(*one),
                _ => Err(Op::Concat(out.into())),
            }
        }
        Op::Not(of) => match of.op() {
            Op::Not(inner) => Ok(*inner),
            Op::Bool(b) => Err(Op::Bool(!b)),
            _ => Err(Op::Not(of)),
        },
        op => Err(op),
    }
}

/// Lays nested operations of the same kind flat.
fn flatten(
    items: &[Node],
    same: fn(&'static Op) -> Option<&'static Box<[Node]>>,
) -> Result<Node, Box<[Node]>> {
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        // One level is enough: what is below was flattened when it was made.
        match same(item.op()) {
            Some(inner) => out.extend(inner.iter().copied()),
            None => out.push(*item),
        }
    }
    match out.as_slice() {
        [one] => Ok(*one),
        _ => Err(out.into()),
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        // INVARIANT: interned, so the same operation is the same address.
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for Node {}
impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Bounded: a printed tree of any depth must not use up the stack.
        if self.0.depth > 64 {
            return f.write_str("..");
        }
        self.0.op.fmt(f)
    }
}
