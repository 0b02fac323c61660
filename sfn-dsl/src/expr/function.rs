//! The function library: one row a function, with how each dialect spells it.
//!
//! A function is added by a row here and a typed method on [`Expr`](super::Expr); `render` reads the row. The methods are in
//! the rooms of their themes: `text`, `number`, `list`, `map`, `moment`, `generate`, `value`.

use std::hash::{Hash, Hasher};

use super::expand;
use super::node::{Node, Op, ValueKind};

/// How JSONata spells a function.
#[derive(Debug)]
pub enum Jsonata {
    /// `$name(a, b)`.
    Call(&'static str),
    /// `[$name(a, b)]`: the results come one by one, and a single one would come as itself.
    Collect(&'static str),
    /// `[$name(a, b)[]]`: and each may be a list, which the brackets alone would lay flat.
    CollectLists(&'static str),
    /// A text with places for the arguments: `{}` for any expression, `{.}` for what a step can follow, `{+}` for an operand
    /// of a sum, `{?}` for the condition of a conditional.
    Form(&'static str),
    /// `b in a`: the list is the first argument.
    MemberOf,
    /// `$exists(a[$ = b])`, compared as values of this kind are.
    HasEqual(ValueKind),
    /// `-a`.
    Negate,
    /// `a`: the function is a mark, which matters to the list around it or to JSONPath.
    Itself,
    /// Other operations on the arguments.
    As(fn(&[Node]) -> Node),
}

/// How JSONPath spells a function.
#[derive(Debug)]
pub enum Intrinsic {
    /// `name(a, b)`.
    Call(&'static str),
    /// `name(a, b, last)`.
    With(&'static str, &'static str),
}

/// A function of the expression language.
#[derive(Debug)]
pub struct Function {
    /// What the typed method is called; error messages say it.
    pub name: &'static str,
    /// How JSONata spells it, if it can.
    pub jsonata: Option<Jsonata>,
    /// The intrinsic function of JSONPath, if it has one.
    pub intrinsic: Option<Intrinsic>,
    /// What to do in JSONPath, where it has none and more can be said than to use JSONata.
    pub instead: Option<&'static str>,
    /// How often the arguments are written besides once, where [`Jsonata::As`] uses them again: the length of an expression
    /// is bounded by it.
    pub copies: u8,
}

// INVARIANT: every function is a row below, so the same function is the same address.
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
impl Eq for Function {}
impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self).hash(state);
    }
}

impl Function {
    /// Whether this is only a mark of how its argument is an item of a list.
    pub(crate) fn is_mark(&self) -> bool {
        *self == LIST_OR_NULL || *self == ANY_AS_ITEM
    }

    /// Whether the text is a list constructor.
    pub(crate) fn is_constructor(&self) -> bool {
        matches!(
            self.jsonata,
            Some(Jsonata::Collect(_) | Jsonata::CollectLists(_))
        ) || *self == RANGE_INCLUSIVE
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

/// A call of a function.
pub(super) fn call(function: &'static Function, arguments: impl Into<Box<[Node]>>) -> Node {
    Node::new(Op::Call(function, arguments.into()))
}

macro_rules! functions {
    ($($name:ident = $rust:literal, $jsonata:expr, $intrinsic:expr $(, else $instead:literal)? $(, copies $copies:literal)?;)*) => {
        $(pub(crate) static $name: Function = Function {
            name: $rust,
            jsonata: $jsonata,
            intrinsic: $intrinsic,
            instead: functions!(@instead $($instead)?),
            copies: 0 $(+ $copies)?,
        };)*
    };
    (@instead) => { None };
    (@instead $instead:literal) => { Some($instead) };
}

use Intrinsic::With;
use Jsonata::{As, Collect, CollectLists, Form, Itself};

const fn js(name: &'static str) -> Option<Jsonata> {
    Some(Jsonata::Call(name))
}
const fn path(name: &'static str) -> Option<Intrinsic> {
    Some(Intrinsic::Call(name))
}

// Marks.
functions! {
    // A sum of fractions, which JSONPath cannot add.
    FRACTION        = "fraction",  Some(Itself),                  None;
    // A list or null as an item of the list around it, and data of any kind; `Op::AsItem` is what surely is a list.
    LIST_OR_NULL    = "list or null as an item", Some(Itself),    None;
    ANY_AS_ITEM     = "anything as an item",     Some(Itself),    None;
}

// Text.
functions! {
    STRING_LEN      = "len",              js("$length"),          None;
    STRING_CONTAINS = "contains",         js("$contains"),        None, else "ask in a choice: `choice(x).when(x.name.contains(\"part\"), ..)`";
    CONTAINS_MATCH  = "contains",         js("$contains"),        None, else "look for a text instead of a regular expression, in a choice";
    STARTS_WITH     = "starts_with",      Some(As(expand::starts_with)), None, else "ask in a choice: `choice(x).when(x.name.starts_with(\"part\"), ..)`", copies 1;
    ENDS_WITH       = "ends_with",        Some(As(expand::ends_with)),   None, else "ask in a choice: `choice(x).when(x.name.ends_with(\"part\"), ..)`", copies 1;
    UPPERCASE       = "to_uppercase",     js("$uppercase"),       None;
    LOWERCASE       = "to_lowercase",     js("$lowercase"),       None;
    COLLAPSE        = "collapse_whitespace", js("$trim"),         None;
    TRIM            = "trim",             js("$replace"),         None;
    SUBSTRING       = "substring",        js("$substring"),       None;
    BEFORE          = "substring_before", js("$substringBefore"), None, else "split it: `x.split(\"-\").get(0)`";
    AFTER           = "substring_after",  js("$substringAfter"),  None, else "split it: `x.split(\"-\").get(1)`";
    PAD             = "pad_start",        js("$pad"),             None;
    SPLIT           = "split",            js("$split"),           path("States.StringSplit");
    SPLIT_MATCH     = "split",            js("$split"),           None, else "split at a character instead of a regular expression";
    JOIN            = "join",             js("$join"),            None, else "name the parts: `text!(\"{}, {}\", a, b)`";
    REPLACE         = "replace",          js("$replace"),         None;
    FIND_ALL        = "find_all",         Some(Collect("$match")), None;
    FIND            = "find",             js("$match"),           None;
    BASE64_ENCODE   = "base64_encode",    js("$base64encode"),    path("States.Base64Encode");
    BASE64_DECODE   = "base64_decode",    js("$base64decode"),    path("States.Base64Decode");
    URL_COMPONENT   = "encode_url_component", js("$encodeUrlComponent"), None;
    URL             = "encode_url",       js("$encodeUrl"),       None;
    FROM_URL_COMPONENT = "decode_url_component", js("$decodeUrlComponent"), None;
    FROM_URL        = "decode_url",       js("$decodeUrl"),       None;
    HASH            = "hash",             js("$hash"),            path("States.Hash");
    TO_JSON         = "to_json",          js("$string"),          path("States.JsonToString");
    TO_JSON_OF_STRING = "to_json",        Some(As(expand::json_of_string)), path("States.JsonToString"), copies 1;
    TO_JSON_OF_ANY  = "to_json",          Some(As(expand::json_of_any)), path("States.JsonToString"), copies 3;
    PARSE_JSON      = "parse_json",       js("$parse"),           path("States.StringToJson");
    TO_NUMBER       = "parse",            js("$number"),          path("States.StringToJson");
    PARSE_INTEGER   = "parse_integer",    js("$parseInteger"),    None;
}

// Numbers.
functions! {
    NEGATE          = "neg",              Some(Jsonata::Negate),  None;
    DIV             = "div",              js("$floor"),           None;
    ABS             = "abs",              js("$abs"),             None;
    FLOOR           = "floor",            js("$floor"),           None;
    CEIL            = "ceil",             js("$ceil"),            None;
    TRUNC           = "trunc",            Some(As(expand::trunc)), None, copies 1;
    ROUND_AWAY      = "round",            Some(As(expand::round)), None, copies 2;
    ROUND           = "round_ties_even",  js("$round"),           None;
    POW             = "pow",              js("$power"),           None;
    SQRT            = "sqrt",             js("$sqrt"),            None;
    GREATER         = "max",              js("$max"),             None, else "branch with `choice(..)` on which is greater";
    LESSER          = "min",              js("$min"),             None, else "branch with `choice(..)` on which is less";
    FORMAT_NUMBER   = "format_number",    js("$formatNumber"),    None;
    FORMAT_BASE     = "to_string_radix",  js("$formatBase"),      None;
    FORMAT_INTEGER  = "format_integer",   js("$formatInteger"),   None;
}

// Lists.
functions! {
    LEN             = "len",              js("$count"),           path("States.ArrayLength");
    CONTAINS        = "contains",         Some(Jsonata::MemberOf), path("States.ArrayContains");
    CONTAINS_EQUAL  = "contains",         Some(Jsonata::HasEqual(ValueKind::Other)),     path("States.ArrayContains");
    CONTAINS_MOMENT = "contains",         Some(Jsonata::HasEqual(ValueKind::Timestamp)), path("States.ArrayContains");
    GET_ITEM        = "get",              Some(Form("{.}[{}]")),  path("States.ArrayGetItem");
    LAST            = "last",             Some(Form("{.}[-1]")),  None, else "take it by its place: `list.get(list.len() - 1)`";
    MAP             = "map",              Some(Collect("$map")),  None, else "take fields of the items only, which JSONPath can (`order.items.map(|item| item.sku)`), use a Map state, or make the state JSONata";
    MAP_LISTS       = "map",              Some(CollectLists("$map")), None, else "take fields of the items only, which JSONPath can (`order.items.map(|item| item.tags)`), use a Map state, or make the state JSONata";
    FILTER          = "filter",           Some(Collect("$filter")), None, else "compare fields of the items with literals, which JSONPath can (`items.filter(|item| item.price.gt(10.0))`), or make the state JSONata";
    FILTER_LISTS    = "filter",           Some(CollectLists("$filter")), None;
    SOME_ITEM       = "any",              Some(Form("$exists($filter({}, {}))")), None, else "count those that do: `!items.filter(|item| item.paid.eq(true)).is_empty()`";
    SINGLE          = "single",           js("$single"),          None;
    FOLD            = "fold",             js("$reduce"),          None, else "use a Map state, or make the state JSONata";
    FLAT_MAP        = "flat_map",         js("$reduce"),          None, else "give a field of the items that is a list, which JSONPath can (`orders.flat_map(|order| order.items)`), or make the state JSONata";
    WHEN            = "filter_map",       Some(Form("{?} ? {}")), None;
    SORT            = "sort",             js("$sort"),            None;
    REVERSE         = "reverse",          js("$reverse"),         None;
    SHUFFLE         = "shuffle",          js("$shuffle"),         None, else "take one at random: `list.get(random_range(0, list.len()))`";
    UNIQUE          = "unique",           js("$distinct"),        path("States.ArrayUnique");
    CONCAT          = "concat",           js("$append"),          None, else "make a new list of known items: `lit([a, b])`";
    ZIP             = "zip",              js("$zip"),             None;
    CHUNKS          = "chunks",           js("$partition"),       path("States.ArrayPartition");
    SUM             = "sum",              js("$sum"),             None, else "sum in a Lambda, or make the state JSONata";
    MAX             = "max",              js("$max"),             None;
    MIN             = "min",              js("$min"),             None;
    AVERAGE         = "average",          js("$average"),         None;
}

// Objects.
functions! {
    KEYS            = "keys",             Some(Collect("$keys")), None;
    LOOKUP          = "get",              js("$lookup"),          None, else "name the key: `map.get(\"key\")`";
    MERGE           = "merge",            Some(Form("$merge([{}, {}])")), Some(With("States.JsonMerge", "false"));
    MERGE_ALL       = "merge_all",        js("$merge"),           None;
    EACH            = "map",              Some(Collect("$each")), None;
    EACH_LISTS      = "map",              Some(CollectLists("$each")), None;
    // Nothing is left where nothing passes: an object all the same.
    SIFT            = "filter",           Some(Form("$merge([$sift({}, {})])")), None;
    SPREAD          = "spread",           Some(Collect("$spread")), None;
    MEMBER          = "collect_map",      Some(Form("{{}: {}}")), None;
}

// Data of any kind.
functions! {
    TYPE_NAME       = "type_name",        js("$type"),            None, else "ask in a choice: `choice(x).when(x.value.is_string(), ..)`";
    IS_STRING       = "is_string",        Some(As(expand::is_string)),  None, else "ask in a choice: `choice(x).when(x.value.is_string(), ..)`";
    IS_NUMBER       = "is_number",        Some(As(expand::is_number)),  None, else "ask in a choice: `choice(x).when(x.value.is_number(), ..)`";
    IS_BOOLEAN      = "is_boolean",       Some(As(expand::is_boolean)), None, else "ask in a choice: `choice(x).when(x.value.is_boolean(), ..)`";
    IS_ARRAY        = "is_array",         Some(As(expand::is_array)),   None;
    IS_OBJECT       = "is_object",        Some(As(expand::is_object)),  None;
    TRUTHY          = "is_truthy",        js("$boolean"),         None;
}

// Options.
functions! {
    // One that is there where a condition holds, and then surely is not null.
    SOME_IF         = "then_some",        Some(As(expand::some_if)), None;
}

// Moments.
functions! {
    NOW             = "now",              js("$now"),             None, else "take `context::state_entered_time()`";
    NOW_MILLIS      = "to_millis",        js("$millis"),          None, else "take `context::state_entered_time()`";
    TO_MILLIS       = "to_millis",        js("$toMillis"),        None;
    FROM_MILLIS     = "from_millis",      js("$fromMillis"),      None;
}

// Made up, and given up.
functions! {
    UUID            = "uuid",             js("$uuid"),            path("States.UUID");
    RANDOM          = "random",           js("$random"),          None, else "take a whole number: `random_range(0, 100)`";
    RANDOM_RANGE    = "random_range",     Some(As(expand::random_range)), path("States.MathRandom"), copies 1;
    RANGE           = "range_step",       js("$range"),           path("States.ArrayRange");
    RANGE_INCLUSIVE = "range_inclusive",  Some(Form("[{+}..{+}]")), Some(With("States.ArrayRange", "1"));
    // Of a nested execution that failed; in JSONPath what it lacks fails the state.
    RAISE           = "output",           js("$error"),           None;
    ERROR           = "query_error",      js("$error"),           None, else "lead to a Fail state instead";
    ENSURE          = "ensure",           Some(Form("($assert({}, {}); {})")), None, else "branch with `choice(..)`, to a Fail state where it does not hold";
}
