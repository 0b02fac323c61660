//! The function library: one row a function, with how each dialect spells it.
//!
//! A function is added by a row here and a typed method on [`Expr`](super::Expr); `render` reads the row.

/// How JSONata spells a function.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Jsonata {
    /// `$name(a, b)`.
    Call(&'static str),
    /// `b in a`: the list is the first argument.
    MemberOf,
    /// `-a`.
    Negate,
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
    STRING_CONTAINS = "contains",  Some(Jsonata::Call("$contains")), None;
    LOOKUP          = "get",       Some(Jsonata::Call("$lookup")),   None;
    TO_NUMBER       = "to_number", Some(Jsonata::Call("$number")),   Some("States.StringToJson");
    NEGATE          = "neg",       Some(Jsonata::Negate),            None;
    MAP             = "map",       Some(Jsonata::Call("$map")),      None;
}
