//! The operations of the expression language, and where data enters it.
//!
//! Knows nothing of Rust types, nor of how a dialect spells an operation.

use std::borrow::Cow;
use std::fmt;

use super::declaration::Declaration;
use super::function::Function;
use super::node::Node;

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
    /// The key of the item, inside the ItemSelector of a Map over an object.
    MapItemKey(Scope),
    /// Where the item comes from, inside the Map state's ItemSelector.
    MapItemSource(Scope),
    /// A member of the context object, as its path: `Execution.Id`.
    Context(&'static str),
    /// A variable: `$attempts`.
    Variable(Box<Declaration>),
    /// The parameter of a function written in line.
    Parameter(Parameter),
}

/// A parameter of a function written in line. The same closure of the same state has the same ones in every run, and no
/// other closure has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Parameter {
    /// What it is called: `item`, `acc`, `key`.
    pub(crate) name: &'static str,
    /// How many functions around its own have a parameter of that name.
    pub(crate) nested: u32,
    /// Which function it belongs to.
    pub(crate) function: u32,
}

impl Parameter {
    /// What a closure is asked about that has to point at a field.
    pub(crate) const STAND_IN: Parameter = Parameter {
        name: "item",
        nested: 0,
        function: u32::MAX,
    };
}

/// As it is written in JSONata.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)?;
        match self.nested {
            0 => Ok(()),
            n => write!(f, "{}", u64::from(n) + 1),
        }
    }
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
            | Root::MapItemIndex(s)
            | Root::MapItemKey(s)
            | Root::MapItemSource(s) => Some(*s),
            Root::Context(_) | Root::Variable(_) | Root::Parameter(_) => None,
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
    /// A value that may be missing. Where it stands alone it is written as null when it is, because an expression that
    /// gives nothing fails the state.
    Maybe(Node),
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
    /// A function written in line, with these parameters.
    Lambda(Box<[Parameter]>, Node),
    /// Text of one dialect, written by the author. `{}` stands for an argument.
    Raw(Dialect, Name, Box<[Node]>),
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
            | Op::AsItem(a)
            | Op::Maybe(a) => f(*a),
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

    /// The same operation on other nodes: what `f` gives for each directly below.
    #[must_use]
    pub(crate) fn map_children(&self, mut f: impl FnMut(Node) -> Node) -> Op {
        let mut all = |items: &[Node]| -> Box<[Node]> { items.iter().map(|n| f(*n)).collect() };
        match self {
            Op::Root(_) | Op::Null | Op::Bool(_) | Op::Number(_) | Op::Text(_) | Op::Absent => {
                self.clone()
            }
            Op::Array(items) => Op::Array(all(items)),
            Op::Merge(items) => Op::Merge(all(items)),
            Op::And(items) => Op::And(all(items)),
            Op::Or(items) => Op::Or(all(items)),
            Op::Concat(items) => Op::Concat(all(items)),
            Op::Call(function, items) => Op::Call(function, all(items)),
            Op::Raw(dialect, text, items) => Op::Raw(*dialect, text.clone(), all(items)),
            Op::Object(members) => Op::Object(
                members
                    .iter()
                    .map(|(name, n)| (name.clone(), f(*n)))
                    .collect(),
            ),
            Op::Field(a, name) => Op::Field(f(*a), name.clone()),
            Op::Index(a, i) => Op::Index(f(*a), *i),
            Op::Not(a) => Op::Not(f(*a)),
            Op::Test(what, a) => Op::Test(*what, f(*a)),
            Op::Lambda(parameters, a) => Op::Lambda(parameters.clone(), f(*a)),
            Op::AsItem(a) => Op::AsItem(f(*a)),
            Op::Maybe(a) => Op::Maybe(f(*a)),
            Op::Compare(how, kind, a, b) => Op::Compare(*how, *kind, f(*a), f(*b)),
            Op::Arithmetic(how, a, b) => Op::Arithmetic(*how, f(*a), f(*b)),
            Op::If(a, b, c) => Op::If(f(*a), f(*b), f(*c)),
        }
    }
}
