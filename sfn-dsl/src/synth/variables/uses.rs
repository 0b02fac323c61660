//! What a state does with variables, noted while the state is written.

use std::panic::Location;

use crate::expr::node::{Declaration, Node, NodeSet, Op, Root, Summary};
use crate::flow::def::StateDef;

/// A variable that is read or assigned, and where that was written.
#[derive(Clone, Debug)]
pub(in crate::synth) struct Use {
    pub(super) variable: Declaration,
    pub(super) location: &'static Location<'static>,
    /// The part of the state: `output`, `condition`, the name of a parameter.
    pub(super) what: String,
}

/// The variables of one state.
#[derive(Clone, Debug, Default)]
pub(in crate::synth) struct Uses {
    /// Each once.
    pub(super) reads: Vec<Use>,
    pub(super) writes: Vec<Use>,
    /// Whether there is text of the author's that may name variables.
    pub(super) raw: bool,
    /// Whether a closure may be in that text.
    pub(super) own_closures: bool,
    /// The variables that are among the reads.
    known: NodeSet,
}

impl Uses {
    /// Notes what an expression reads.
    // A node is hashed and compared by its address, which never changes.
    #[allow(clippy::mutable_key_type)]
    pub(in crate::synth) fn read(
        &mut self,
        node: Node,
        what: &str,
        location: &'static Location<'static>,
    ) {
        let kinds = node.summary().kinds;
        if kinds & Summary::RAW != 0 {
            self.raw = true;
            self.own_closures |= has_closure(node);
        }
        if kinds & Summary::VARIABLE == 0 {
            return;
        }
        let mut seen = NodeSet::default();
        let mut todo = vec![node];
        while let Some(node) = todo.pop() {
            if node.summary().kinds & Summary::VARIABLE == 0 || !seen.insert(node) {
                continue;
            }
            if let Op::Root(Root::Variable(variable)) = node.op()
                && self.known.insert(node)
            {
                self.reads.push(Use {
                    variable: (**variable).clone(),
                    location,
                    what: what.to_owned(),
                });
            }
            node.op().for_each_child(|child| todo.push(child));
        }
    }

    /// Notes what a state assigns.
    pub(in crate::synth) fn write(&mut self, def: &StateDef) {
        self.writes.extend(def.assignments().map(|assignment| Use {
            variable: assignment.variable.clone(),
            location: assignment.location,
            what: "assignment".to_owned(),
        }));
    }

    /// Notes that the state itself is text.
    pub(in crate::synth) fn text(&mut self) {
        self.raw = true;
        self.own_closures = true;
    }

    pub(in crate::synth) fn is_empty(&self) -> bool {
        self.reads.is_empty() && self.writes.is_empty() && !self.raw
    }
}

/// Whether a raw expression in this one may hold a closure.
// A node is hashed and compared by its address, which never changes.
#[allow(clippy::mutable_key_type)]
fn has_closure(node: Node) -> bool {
    let mut seen = NodeSet::default();
    let mut todo = vec![node];
    while let Some(node) = todo.pop() {
        if node.summary().kinds & Summary::RAW == 0 || !seen.insert(node) {
            continue;
        }
        if let Op::Raw(_, text, _) = node.op()
            && (text.contains("function") || text.contains('λ'))
        {
            return true;
        }
        node.op().for_each_child(|child| todo.push(child));
    }
    false
}
