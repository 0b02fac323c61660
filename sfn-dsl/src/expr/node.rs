//! The untyped tree under every [`Expr`](super::Expr): interned, immutable, shared.
//!
//! Knows how nodes are kept and compared. The operations are `op`, their simplification `simplify`; Rust types are the
//! business of `Expr` and `Shape`, spelling that of `render`.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) use super::declaration::Declaration;
pub use super::op::Name;
pub(crate) use super::op::{
    Arithmetic, Comparison, Dialect, Op, Parameter, Presence, Root, Scope, ValueKind,
};
use super::simplify::simplify;

/// A handle on an interned node.
#[derive(Clone, Copy)]
pub struct Node(&'static NodeData);

struct NodeData {
    op: Op,
    depth: u32,
    /// About how long it is when it is written out: what is shared is written as often as it is used.
    size: u64,
    /// The parameters that are read below and bound further up, if at all, in order.
    free: Box<[Parameter]>,
    /// What data is read below, in short.
    reads: Summary,
    /// Another node whose operation has the same hash.
    same_hash: Option<&'static NodeData>,
    /// The typed views made of this node so far, one per type it was seen as: the last, and those before hang on it.
    views: Mutex<Option<&'static View>>,
}

/// A typed view of a node.
struct View {
    of: TypeId,
    made: Box<dyn Any + Send + Sync>,
    before: Option<&'static View>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in user code cannot leave either table half-written: both only ever gain whole entries.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Every node there is. Interning bounds the memory: the same expression written a thousand times, or synthesized a
/// thousand times, is one node.
static NODES: Mutex<Option<Nodes>> = Mutex::new(None);

#[derive(Default)]
struct Nodes {
    /// The last node of each hash; others of the same hash hang on it.
    by_hash: HashMap<u64, &'static NodeData, Hashed>,
    /// Places for the next nodes, made many at a time.
    room: std::slice::IterMut<'static, Option<NodeData>>,
}

impl Nodes {
    /// How many places are made at a time.
    const ROOM: usize = 64;

    fn keep(
        room: &mut std::slice::IterMut<'static, Option<NodeData>>,
        data: NodeData,
    ) -> &'static NodeData {
        let place = match room.next() {
            Some(place) => place,
            None => {
                let new: Box<[_]> = std::iter::repeat_with(|| None).take(Self::ROOM).collect();
                *room = Box::leak(new).iter_mut();
                // INVARIANT: there is room for more than one.
                match room.next() {
                    Some(place) => place,
                    None => Box::leak(Box::new(None)),
                }
            }
        };
        place.insert(data)
    }
}

/// Nodes, each once.
pub(crate) type NodeSet = HashSet<Node, Hashed>;

/// For keys that are hashes or addresses.
pub(crate) type Hashed = BuildHasherDefault<Word>;

/// A hasher for small keys from the author's own source: what an attacker could do with it, he could do without. Where a
/// node is put never shows.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word(u64);

impl Hasher for Word {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        // The length tells a rest from the same one with zeros.
        self.write_u64(u64::from_le_bytes(last) ^ ((rest.len() as u64) << 56));
    }
    fn write_u8(&mut self, word: u8) {
        self.write_u64(word.into());
    }
    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }
    fn write_u64(&mut self, word: u64) {
        // Multiplication carries upwards, and the table takes the lowest bits: fold the highest onto them.
        let wide = u128::from(self.0 ^ word ^ 0x9E37_79B9_7F4A_7C15) * 0xF39C_C060_5CED_C835_u128;
        self.0 = (wide >> 64) as u64 ^ wide as u64;
    }
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// The data that an expression reads, in short: enough to say that all is well without looking into it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Bits of [`Summary::RESULT`] and so on.
    pub(crate) kinds: u8,
    /// The state that the data belongs to, if it belongs to one.
    pub(crate) scope: Option<Scope>,
    /// Whether the data belongs to more than one state.
    pub(crate) mixed: bool,
}

impl Summary {
    pub(crate) const RESULT: u8 = 1;
    pub(crate) const ERROR: u8 = 2;
    pub(crate) const TOKEN: u8 = 4;
    pub(crate) const ITEM: u8 = 8;
    pub(crate) const INPUT: u8 = 16;
    /// Text of the author's, or a mark of what went wrong.
    pub(crate) const RAW: u8 = 32;
    /// A variable, which every state can read; whether it has a value there is for `synth::variables` to say.
    pub(crate) const VARIABLE: u8 = 64;

    /// The bit of the data that comes in here.
    pub(crate) fn kind(root: &Root) -> u8 {
        match root {
            Root::Input(_) => Self::INPUT,
            Root::Result(_) => Self::RESULT,
            Root::ErrorOutput(_) => Self::ERROR,
            Root::TaskToken(_) => Self::TOKEN,
            Root::MapItemValue(_)
            | Root::MapItemIndex(_)
            | Root::MapItemKey(_)
            | Root::MapItemSource(_) => Self::ITEM,
            Root::Variable(_) => Self::VARIABLE,
            Root::Context(_) | Root::Parameter(_) => 0,
        }
    }

    fn of(op: &Op) -> Self {
        let (kinds, scope) = match op {
            Op::Root(root) => (Self::kind(root), root.scope()),
            Op::Raw(..) => (Self::RAW, None),
            _ => (0, None),
        };
        Summary {
            kinds,
            scope,
            mixed: false,
        }
    }

    fn and(self, other: Self) -> Self {
        let differ = matches!((self.scope, other.scope), (Some(a), Some(b)) if a != b);
        Summary {
            kinds: self.kinds | other.kinds,
            scope: self.scope.or(other.scope),
            mixed: self.mixed || other.mixed || differ,
        }
    }
}

/// About how many characters an operation adds to what is below it.
fn own_size(op: &Op) -> u64 {
    let length = match op {
        Op::Text(text) | Op::Field(_, text) | Op::Raw(_, text, _) => text.len() + 4,
        Op::Object(members) => members.iter().map(|(name, _)| name.len() + 6).sum(),
        _ => 8,
    };
    length as u64
}

impl Node {
    /// The node for `op`, after simplification.
    #[must_use]
    pub fn new(op: Op) -> Node {
        match simplify(op) {
            Ok(node) => node,
            Err(op) => Node::intern(op),
        }
    }

    pub(super) fn intern(op: Op) -> Node {
        let hash = Hashed::default().hash_one(&op);
        let mut nodes = lock(&NODES);
        let Nodes { by_hash, room } = nodes.get_or_insert_default();
        let entry = by_hash.entry(hash);
        let same_hash = match &entry {
            Entry::Occupied(last) => Some(*last.get()),
            Entry::Vacant(_) => None,
        };
        let mut other = same_hash;
        while let Some(data) = other {
            if data.op == op {
                return Node(data);
            }
            other = data.same_hash;
        }
        let (mut depth, mut size, mut free) = (0, own_size(&op), Vec::new());
        let mut reads = Summary::of(&op);
        op.for_each_child(|child| {
            depth = depth.max(child.0.depth);
            size = size.saturating_add(child.0.size);
            free.extend_from_slice(&child.0.free);
            reads = reads.and(child.0.reads);
        });
        match &op {
            Op::Root(Root::Parameter(parameter)) => free.push(*parameter),
            Op::Lambda(parameters, _) => free.retain(|p| !parameters.contains(p)),
            Op::Call(function, arguments) if function.copies > 0 => {
                let once: u64 = arguments
                    .iter()
                    .map(|a| a.0.size)
                    .fold(0, u64::saturating_add);
                size = size.saturating_add(once.saturating_mul(function.copies.into()));
            }
            _ => {}
        }
        free.sort_unstable();
        free.dedup();
        let data = NodeData {
            op,
            depth: depth.saturating_add(1),
            size,
            free: free.into(),
            reads,
            same_hash,
            views: Mutex::new(None),
        };
        let data = Nodes::keep(room, data);
        entry.insert_entry(data);
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

    /// What data is read below, in short.
    pub(crate) fn summary(self) -> Summary {
        self.0.reads
    }

    /// About how many characters this is when it is written out.
    #[must_use]
    pub fn size(self) -> u64 {
        self.0.size
    }

    /// The parameters of closures that are read here, and belong to closures further out, if to any at all.
    #[must_use]
    pub(crate) fn free_parameters(self) -> &'static [Parameter] {
        &self.0.free
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

    /// This value, which may be missing.
    #[must_use]
    pub fn maybe(self) -> Node {
        Node::new(Op::Maybe(self))
    }

    /// This value, taken to be there.
    #[must_use]
    pub fn sure(self) -> Node {
        match self.op() {
            Op::Maybe(inner) => *inner,
            _ => self,
        }
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
            let last = *lock(&self.0.views);
            let mut views = std::iter::successors(last, |view| view.before);
            let found = views.find(|view| view.of == of);
            found.and_then(|view| view.made.downcast_ref::<V>())
        };
        if let Some(view) = find() {
            return view;
        }
        // Made outside the lock: making a view interns nodes.
        let made = Box::new(make());
        if let Some(view) = find() {
            return view;
        }
        let mut last = lock(&self.0.views);
        let before = *last;
        let view: &'static View = Box::leak(Box::new(View { of, made, before }));
        *last = Some(view);
        drop(last);
        match view.made.downcast_ref() {
            Some(made) => made,
            // INVARIANT: it was made as a `V` just now.
            None => unreachable!("a view of another type"),
        }
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
