//! The function library: one row a function, with how each dialect spells it.
//!
//! A function is added by a row here and a typed method on [`Expr`](super::Expr); `render` reads the row.

use super::node::{Node, Op, ValueKind};

/// How JSONata spells a function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Jsonata {
    /// `$name(a, b)`.
    Call(&'static str),
    /// `b in a`: the list is the first argument.
    MemberOf,
    /// `$exists(a[$ = b])`, compared as values of this kind are.
    HasEqual(ValueKind),
    /// `-a`.
    Negate,
    /// `a`: the function is a mark, which matters to the list around it or to JSONPath.
    Itself,
}

/// A function of the expression language.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Function {
    /// What the typed method is called; error messages say it.
    pub name: &'static str,
    /// How JSONata spells it, if it can.
    pub jsonata: Option<Jsonata>,
    /// The intrinsic function of JSONPath, if it has one.
    pub intrinsic: Option<&'static str>,
}

impl Function {
    /// Whether this is only a mark of how its argument is an item of a list.
    pub(crate) fn is_mark(&self) -> bool {
        *self == LIST_OR_NULL || *self == ANY_AS_ITEM
    }
}

impl Op {
    /// Whether it is seen while the workflow is built what kind of data this is.
    pub(crate) fn is_known(&self) -> bool {
        matches!(
            self,
            Op::Null
                | Op::Absent
                | Op::Bool(_)
                | Op::Number(_)
                | Op::Text(_)
                | Op::Object(_)
                | Op::Array(_)
        )
    }
}

/// The value without marks on how it is an item of a list.
pub(crate) fn unmarked(mut node: Node) -> Node {
    loop {
        match node.op() {
            Op::Call(function, arguments) if function.is_mark() => node = arguments[0],
            Op::AsItem(inner) => node = *inner,
            _ => return node,
        }
    }
}

macro_rules! functions {
    ($($name:ident = $rust:literal, $jsonata:expr, $intrinsic:expr;)*) => {
        $(pub(crate) static $name: Function = Function { name: $rust, jsonata: $jsonata, intrinsic: $intrinsic };)*
    };
}

functions! {
    LEN             = "len",       Some(Jsonata::Call("$count")),    Some("States.ArrayLength");
    STRING_LEN      = "len",       Some(Jsonata::Call("$length")),   None;
    KEYS            = "keys",      Some(Jsonata::Call("$keys")),     None;
    CONTAINS        = "contains",  Some(Jsonata::MemberOf),          Some("States.ArrayContains");
    CONTAINS_EQUAL  = "contains",  Some(Jsonata::HasEqual(ValueKind::Other)),     Some("States.ArrayContains");
    CONTAINS_MOMENT = "contains",  Some(Jsonata::HasEqual(ValueKind::Timestamp)), Some("States.ArrayContains");
    STRING_CONTAINS = "contains",  Some(Jsonata::Call("$contains")), None;
    LOOKUP          = "get",       Some(Jsonata::Call("$lookup")),   None;
    TO_NUMBER       = "to_number", Some(Jsonata::Call("$number")),   Some("States.StringToJson");
    NEGATE          = "neg",       Some(Jsonata::Negate),            None;
    MAP             = "map",       Some(Jsonata::Call("$map")),      None;
    // Text that holds JSON, and an error of one's own.
    PARSE           = "output",    Some(Jsonata::Call("$parse")),    Some("States.StringToJson");
    RAISE           = "output",    Some(Jsonata::Call("$error")),    None;
    FLOOR           = "div",       Some(Jsonata::Call("$floor")),    None;
    // A sum of fractions, which JSONPath cannot add.
    FRACTION        = "fraction",  Some(Jsonata::Itself),            None;
    // A list or null as an item of the list around it, and data of any kind; `Op::AsItem` is what surely is a list.
    LIST_OR_NULL    = "list or null as an item", Some(Jsonata::Itself), None;
    ANY_AS_ITEM     = "anything as an item",     Some(Jsonata::Itself), None;
}
