//! Functions that JSONata has no name for: what it says instead.
//!
//! Knows nodes only. INVARIANT: an argument written more than once is counted in the row's `copies`.

use super::function::{self, call};
use super::node::{Arithmetic, Comparison, Node, Op, ValueKind};

fn number(n: i64) -> Node {
    Node::new(Op::Number(n.to_string().into()))
}

fn same_text(a: Node, b: Node) -> Node {
    Node::new(Op::Compare(Comparison::Eq, ValueKind::String, a, b))
}

/// How long a text is, known where the text is.
fn length(of: Node) -> Node {
    match of.op() {
        Op::Text(text) => number(text.chars().count() as i64),
        _ => call(&function::STRING_LEN, [of]),
    }
}

/// `$substring(a, 0, n) = b`.
pub(super) fn starts_with(arguments: &[Node]) -> Node {
    let (text, start) = (arguments[0], arguments[1]);
    let head = call(&function::SUBSTRING, [text, number(0), length(start)]);
    same_text(head, start)
}

/// `$substring(a, -n) = b`.
pub(super) fn ends_with(arguments: &[Node]) -> Node {
    let (text, end) = (arguments[0], arguments[1]);
    let from = match end.op() {
        Op::Text(end) => number(-(end.chars().count() as i64)),
        _ => call(&function::NEGATE, [length(end)]),
    };
    // From the beginning where it is as long as nothing: then the whole would be compared.
    if matches!(end.op(), Op::Text(end) if end.is_empty()) {
        return Node::new(Op::Bool(true));
    }
    same_text(call(&function::SUBSTRING, [text, from]), end)
}

/// The text of a list of it, without the brackets: alone, a string would be left without its quotes.
pub(super) fn json_of_string(arguments: &[Node]) -> Node {
    let a = arguments[0];
    let list = call(&function::TO_JSON, [Node::new(Op::Array([a].into()))]);
    let length = call(&function::STRING_LEN, [list]);
    let inside = Node::new(Op::Arithmetic(Arithmetic::Sub, length, number(2)));
    call(&function::SUBSTRING, [list, number(1), inside])
}

/// The same where it is a string.
pub(super) fn json_of_any(arguments: &[Node]) -> Node {
    let a = arguments[0];
    let plain = call(&function::TO_JSON, [a]);
    Node::new(Op::If(
        is_string(arguments),
        json_of_string(arguments),
        plain,
    ))
}

/// `a ? b : null`.
pub(crate) fn some_if(arguments: &[Node]) -> Node {
    Node::new(Op::If(arguments[0], arguments[1], Node::new(Op::Null)))
}

/// `a < 0 ? $ceil(a - 0.5) : $floor(a + 0.5)`.
pub(super) fn round(arguments: &[Node]) -> Node {
    let a = arguments[0];
    let moved = |how| Node::new(Op::Arithmetic(how, a, Node::new(Op::Number("0.5".into()))));
    Node::new(Op::If(
        Node::new(Op::Compare(Comparison::Lt, ValueKind::Number, a, number(0))),
        call(&function::CEIL, [moved(Arithmetic::Sub)]),
        call(&function::FLOOR, [moved(Arithmetic::Add)]),
    ))
}

/// `a - a % 1`.
pub(super) fn trunc(arguments: &[Node]) -> Node {
    let a = arguments[0];
    let fraction = Node::new(Op::Arithmetic(Arithmetic::Rem, a, number(1)));
    Node::new(Op::Arithmetic(Arithmetic::Sub, a, fraction))
}

/// `$floor($random() * (end - start)) + start`; a third argument is the seed.
pub(super) fn random_range(arguments: &[Node]) -> Node {
    let (start, end) = (arguments[0], arguments[1]);
    let random = call(&function::RANDOM, &arguments[2..]);
    let from_zero = matches!(start.op(), Op::Number(n) if **n == *"0");
    let width = match (start.op(), end.op()) {
        _ if from_zero => end,
        (Op::Number(a), Op::Number(b)) => match (a.parse::<i64>(), b.parse::<i64>()) {
            (Ok(a), Ok(b)) if b.checked_sub(a).is_some() => number(b - a),
            _ => Node::new(Op::Arithmetic(Arithmetic::Sub, end, start)),
        },
        _ => Node::new(Op::Arithmetic(Arithmetic::Sub, end, start)),
    };
    let whole = call(
        &function::FLOOR,
        [Node::new(Op::Arithmetic(Arithmetic::Mul, random, width))],
    );
    if from_zero {
        whole
    } else {
        Node::new(Op::Arithmetic(Arithmetic::Add, whole, start))
    }
}

fn is_of_type(arguments: &[Node], name: &'static str) -> Node {
    same_text(call(&function::TYPE_NAME, [arguments[0]]), Node::text(name))
}

macro_rules! types {
    ($($name:ident $type:literal)*) => {$(
        #[doc = concat!("`$type(a) = \"", $type, "\"`.")]
        pub(super) fn $name(arguments: &[Node]) -> Node {
            is_of_type(arguments, $type)
        }
    )*};
}
types! {
    is_string "string"
    is_number "number"
    is_boolean "boolean"
    is_array "array"
    is_object "object"
}
