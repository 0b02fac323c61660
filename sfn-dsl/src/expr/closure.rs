//! Functions written in line: closures of the author, run once to see what they make of their parameters.
//!
//! Knows parameters and nodes. What a closure is for, and which types it is given, is the business of those who ask for it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::node::{Node, NodeSet, Op, Parameter, Presence, Root, Summary};
use super::{Expr, IntoExpr, function, literal};
use crate::shape::{DataType, Shape};

thread_local! {
    /// The parameters of the closures that run now, outermost first.
    static OPEN: RefCell<Vec<Parameter>> = const { RefCell::new(Vec::new()) };
    /// How many closures have run in the definition of this state.
    static FUNCTIONS: Cell<u32> = const { Cell::new(0) };
}

/// So many closures have parameters of their own; a program that makes expressions without end, outside of any state, comes
/// to the first again, because nodes are kept for good.
const MAX_FUNCTIONS: u32 = 1 << 16;

/// Runs the definition of a state: its closures are numbered from the first, so that they have the same parameters in every
/// run.
pub(crate) fn count_anew<T>(define: impl FnOnce() -> T) -> T {
    struct Restore(u32);
    impl Drop for Restore {
        fn drop(&mut self) {
            FUNCTIONS.set(self.0);
        }
    }
    let _restore = Restore(FUNCTIONS.replace(0));
    define()
}

/// Opens the parameters of a function, and closes them whatever happens in it.
struct Opened(usize);

impl Opened {
    fn new(names: &[&'static str]) -> (Self, Vec<Parameter>) {
        let function = FUNCTIONS.get();
        FUNCTIONS.set((function + 1) % MAX_FUNCTIONS);
        OPEN.with_borrow_mut(|open| {
            let before = open.len();
            for name in names {
                // A name of its own, also among the functions around: what is in here can read their parameters.
                let nested = open[..before].iter().filter(|p| p.name == *name).count() as u32;
                open.push(Parameter {
                    name,
                    nested,
                    function,
                });
            }
            (Opened(before), open[before..].to_vec())
        })
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        OPEN.with_borrow_mut(|open| open.truncate(self.0));
    }
}

/// A function with parameters of these names. Those at the end that it does not read are left out, but for the first.
pub(crate) fn function<const N: usize>(
    names: [&'static str; N],
    body: impl FnOnce([Node; N]) -> Node,
) -> Node {
    let (opened, parameters) = Opened::new(&names);
    let mut nodes = parameters.iter();
    let body = body(std::array::from_fn(|_| {
        // INVARIANT: as many parameters as names.
        nodes
            .next()
            .map_or_else(|| Node::new(Op::Null), |p| Node::root(Root::Parameter(*p)))
    }));
    drop(opened);
    close(parameters, body)
}

fn close(mut parameters: Vec<Parameter>, mut body: Node) -> Node {
    let read = body.free_parameters();
    // What combines two values has to take two.
    let combines = parameters
        .first()
        .is_some_and(|p| ["acc", "left"].contains(&p.name));
    let least = if combines { 2 } else { 1 };
    while parameters.len() > least && parameters.last().is_some_and(|p| !read.contains(p)) {
        parameters.pop();
    }
    if body.summary().kinds & Summary::VARIABLE != 0 {
        for parameter in &mut parameters {
            let other = beside_variables(*parameter, body);
            if other != *parameter {
                body = with_parameter(body, *parameter, other, &mut HashMap::new());
                *parameter = other;
            }
        }
    }
    Node::new(Op::Lambda(parameters.into(), body))
}

/// The parameter by a name that no variable of the author's has which is read there, nor another parameter.
// A node is hashed and compared by its address, which never changes.
#[allow(clippy::mutable_key_type)]
fn beside_variables(mut parameter: Parameter, body: Node) -> Parameter {
    let (mut variables, mut parameters) = (Vec::new(), Vec::new());
    let mut seen = NodeSet::default();
    let mut todo = vec![body];
    while let Some(node) = todo.pop() {
        if !seen.insert(node) {
            continue;
        }
        match node.op() {
            Op::Root(Root::Variable(variable)) => variables.push(format!("${}", variable.name)),
            Op::Root(Root::Parameter(p)) if *p != parameter => parameters.push(*p),
            Op::Lambda(bound, _) => parameters.extend(bound.iter().copied()),
            _ => {}
        }
        node.op().for_each_child(|child| todo.push(child));
    }
    if variables.contains(&parameter.to_string()) {
        let taken = |p: Parameter| {
            let same = |other: &Parameter| (other.name, other.nested) == (p.name, p.nested);
            variables.contains(&p.to_string()) || parameters.iter().any(same)
        };
        while taken(parameter) {
            parameter.nested += 1;
        }
    }
    parameter
}

/// The same body with the parameter called otherwise.
#[allow(clippy::mutable_key_type)]
fn with_parameter(
    node: Node,
    parameter: Parameter,
    other: Parameter,
    done: &mut HashMap<Node, Node>,
) -> Node {
    // INVARIANT: what nests deeper is not rendered, so it need not be changed and the recursion is bounded.
    if node.depth() > crate::render::MAX_DEPTH || !node.free_parameters().contains(&parameter) {
        return node;
    }
    if let Some(changed) = done.get(&node) {
        return *changed;
    }
    let changed = match node.op() {
        Op::Root(_) => Node::root(Root::Parameter(other)),
        op => Node::new(op.map_children(|child| with_parameter(child, parameter, other, done))),
    };
    done.insert(node, changed);
    changed
}

/// A function that gives an item of a new list.
pub(super) fn item_of<T, U: Shape, E: IntoExpr<U>>(f: impl FnOnce(Expr<T>) -> E) -> Node {
    function(["item"], |[each]| {
        literal::item(f(Expr::from_node(each)).into_expr())
    })
}

/// A function that gives whether something is so.
pub(super) fn condition<T>(f: impl FnOnce(Expr<T>) -> Expr<bool>) -> Node {
    function(["item"], |[each]| f(Expr::from_node(each)).node())
}

/// `list` with each item changed by a function. Where it may give lists, they stay lists.
pub(crate) fn mapped(list: Node, function: Node) -> Node {
    let lists = matches!(function.op(), Op::Lambda(_, body) if is_marked(*body));
    let map = if lists {
        &function::MAP_LISTS
    } else {
        &function::MAP
    };
    Node::new(Op::Call(map, [list, function].into()))
}

/// Whether a value is marked as one that may be a list.
pub(super) fn is_marked(node: Node) -> bool {
    match node.op() {
        Op::Array(_) | Op::AsItem(_) => true,
        Op::Call(mark, _) => mark.is_mark(),
        _ => false,
    }
}

/// Whether data of a type may be a list, which JSONata would lay flat in a list around it.
pub(super) fn may_be_list(data_type: &DataType) -> bool {
    match data_type {
        DataType::List(_) | DataType::Set(_) | DataType::Tuple(_) | DataType::Any => true,
        DataType::Optional(inner) => may_be_list(&inner()),
        _ => false,
    }
}

/// A value that a function is given: null where it is missing, since functions answer nothing with nothing.
pub(super) fn settled(node: Node) -> Node {
    match function::unmarked(node).op() {
        Op::Maybe(inner) => {
            let present = Node::new(Op::Test(Presence::Some, *inner));
            Node::new(Op::If(present, *inner, Node::new(Op::Null)))
        }
        Op::Absent => Node::new(Op::Null),
        _ => node,
    }
}
