//! What is assigned: `Assign` of a state, of a choice's rule and of a catcher.
//!
//! In JSONata a value reads the input and the result by name. In JSONPath there is one `$`: the result of a Task, a Map or a
//! Parallel, the error in a catcher, what a Pass makes of its input, and the input itself in a Choice and a Wait.

use std::collections::HashMap;

use sfn_asl::Json;
use sfn_asl::json::Object;
use sfn_asl::model::State;

use super::Lowering;
use crate::Unsupported;
use crate::expr::node::{Hashed, Name, Node, Op, Root, Summary};
use crate::flow::def::{Assignment, Body, StateDef};
use crate::render::{self, reads};
use crate::synth::place::put;

/// What the values of one `Assign` may have together, in bytes.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>
const MAX_BYTES: usize = 262_144;

/// What `$` is in an `Assign` of JSONPath.
#[derive(Clone, Copy)]
pub(super) enum Dollar {
    /// The input of the state.
    Input,
    /// Something in which the input is not.
    NotInput(&'static str),
    /// What a Pass state makes of its input: this.
    Made(Node),
}

impl Dollar {
    /// In the `Assign` of the state itself.
    fn of(def: &StateDef, state: &State, input: Node) -> Dollar {
        match state {
            State::Task(_) => Dollar::NotInput("the task's result"),
            State::Parallel(_) => Dollar::NotInput("the list of the branches' results"),
            State::Map(_) => Dollar::NotInput("the list of the items' results"),
            State::Pass(pass) if matches!(def.body, Body::Raw(_)) => {
                let made =
                    pass.parameters.is_some() || pass.result.is_some() || pass.input_path.is_some();
                if made {
                    Dollar::NotInput("what the state makes of its input")
                } else {
                    Dollar::Input
                }
            }
            // What is too deep was refused before.
            State::Pass(_) if render::too_deep(def.output).is_none() => {
                let value = put(def.output, input).map_or(def.output, |(_, value)| value);
                if value == input {
                    Dollar::Input
                } else {
                    Dollar::Made(value)
                }
            }
            _ => Dollar::Input,
        }
    }
}

/// Sets the state's own `Assign`.
pub(super) fn assign(
    cx: &mut Lowering<'_>,
    def: &StateDef,
    language: crate::QueryLanguage,
    state: &mut State,
) {
    if def.assign.is_empty() {
        return;
    }
    let input = Node::root(Root::Input(cx.scope));
    let Some(mut assigned) = (match language {
        crate::QueryLanguage::Jsonata => cx.assign_jsonata(&def.assign),
        crate::QueryLanguage::JsonPath => {
            let dollar = Dollar::of(def, state, input);
            cx.assign_jsonpath(&def.assign, dollar)
        }
    }) else {
        return;
    };
    let own = match state {
        State::Task(state) => &mut state.assign,
        State::Pass(state) => &mut state.assign,
        State::Choice(state) => &mut state.assign,
        State::Wait(state) => &mut state.assign,
        State::Parallel(state) => &mut state.assign,
        State::Map(state) => &mut state.assign,
        State::Succeed(_) | State::Fail(_) | State::Unknown(_) => {
            let kind = state.type_name().unwrap_or("state of another type");
            let message = format!(
                "the raw state `{}` is a {kind}, which has no `Assign`",
                cx.meta.name
            );
            let help = "leave it out, and assign in the state before: Succeed and Fail cannot";
            cx.error("raw-state", def.assign[0].location, message, help);
            return;
        }
    };
    // What a raw state's text assigns comes first.
    if let Some(written) = own.take() {
        for assignment in &def.assign {
            let name: &str = &assignment.variable.name;
            if written.contains_key(name) || written.contains_key(&format!("{name}.$")) {
                cx.assigned_twice(assignment);
            }
        }
        let mut all = written;
        for (name, value) in assigned {
            all.insert(name, value);
        }
        assigned = all;
    }
    *own = Some(assigned);
}

impl Lowering<'_> {
    pub(super) fn assign_jsonata(&mut self, all: &[Assignment]) -> Option<Object> {
        self.assigned(all, |assignment, object| {
            let value = render::jsonata_template(assignment.value)?;
            object.insert(assignment.variable.name.to_string(), value);
            Ok(())
        })
    }

    pub(super) fn assign_jsonpath(&mut self, all: &[Assignment], dollar: Dollar) -> Option<Object> {
        let result = Node::root(Root::Result(self.scope));
        self.assigned(all, |assignment, object| {
            let value = by_dollar(assignment.value, dollar, result)?;
            let member = (assignment.variable.name.clone(), value);
            let template = render::jsonpath_template(Node::new(Op::Object([member].into())))?;
            if let Json::Object(members) = template {
                for (name, value) in members {
                    object.insert(name, value);
                }
            }
            Ok(())
        })
    }

    /// The members of one `Assign`.
    fn assigned(
        &mut self,
        all: &[Assignment],
        write: impl Fn(&Assignment, &mut Object) -> Result<(), Unsupported>,
    ) -> Option<Object> {
        if all.is_empty() {
            return None;
        }
        let mut object = Object::default();
        let mut names: Vec<&Name> = Vec::new();
        for assignment in all {
            let written = write(assignment, &mut object);
            let written = self.take_at("Assign", assignment.location, written);
            if written.is_none() {
                // It is assigned, whatever: states behind it are not to be told otherwise.
                object.insert(assignment.variable.name.to_string(), Json::Null);
            }
            if names.contains(&&assignment.variable.name) {
                self.assigned_twice(assignment);
            }
            names.push(&assignment.variable.name);
        }
        self.check_size(all, &object);
        Some(object)
    }

    fn assigned_twice(&mut self, assignment: &Assignment) {
        let message = format!(
            "state `{}` assigns the variable `${}` twice at once",
            self.meta.name, assignment.variable.name
        );
        let help = "leave one of them out: all values are read before any variable is assigned, so the second could not build on the first";
        self.error(
            "variable-assigned-twice",
            assignment.location,
            message,
            help,
        );
    }

    /// Literals are known before the workflow runs; data is not.
    fn check_size(&mut self, all: &[Assignment], object: &Object) {
        let literals = || all.iter().filter(|a| a.value.is_literal());
        let about: u64 = literals().map(|a| a.value.size()).sum();
        if about < MAX_BYTES as u64 / 8 {
            return;
        }
        let bytes: usize = literals()
            .filter_map(|a| object.get(&a.variable.name))
            .map(|value| value.to_compact().len())
            .sum();
        if bytes <= MAX_BYTES {
            return;
        }
        let message = format!(
            "state `{}` assigns literals of {bytes} bytes, and {MAX_BYTES} is the limit of all variables that a state assigns",
            self.meta.name
        );
        let help = "keep large data in S3, and its key in the variable";
        self.error("assign-too-large", all[0].location, message, help);
    }
}

/// The value as JSONPath reads it: `$` is what a Pass makes, and the input is not there in most states.
// A node is hashed and compared by its address, which never changes.
#[allow(clippy::mutable_key_type)]
fn by_dollar(value: Node, dollar: Dollar, result: Node) -> Result<Node, Unsupported> {
    if let Some(e) = render::too_deep(value) {
        return Err(e);
    }
    match dollar {
        _ if !reads(value, Summary::INPUT) => Ok(value),
        Dollar::Input => Ok(value),
        Dollar::NotInput(is) => Err(Unsupported::new(
            format!("in JSONPath an `Assign` reads {is} here, and not the state's input"),
            "assign it in a `pass(..)` state before, which can read its input, or make the state JSONata (`#[state(query_language = \"JSONata\")]`)",
        )),
        Dollar::Made(made) => {
            let mut parts = Parts::default();
            collect(made, result, &mut parts);
            replace(value, &parts).ok_or_else(|| {
                Unsupported::new(
                    "in JSONPath the `Assign` of a Pass state reads what the state makes of its input, and this is not in it",
                    "assign it in a `pass(..)` state that hands on its input as it is, or make the state JSONata (`#[state(query_language = \"JSONata\")]`)",
                )
            })
        }
    }
}

/// What a Pass makes: each part, and where it can be read after it.
type Parts = HashMap<Node, Node, Hashed>;

// A node is hashed and compared by its address, which never changes.
#[allow(clippy::mutable_key_type)]
fn collect(made: Node, at: Node, out: &mut Parts) {
    // INVARIANT: what is too deep was refused before.
    out.entry(made).or_insert(at);
    if let Op::Object(members) = made.op() {
        for (name, member) in members {
            collect(*member, at.field(name.clone()), out);
        }
    }
}

/// The value with the parts of what a Pass made read from there; nothing if it reads more of the input than that.
#[allow(clippy::mutable_key_type)]
fn replace(value: Node, parts: &Parts) -> Option<Node> {
    if !reads(value, Summary::INPUT) {
        return Some(value);
    }
    if let Some(at) = parts.get(&value) {
        return Some(*at);
    }
    if matches!(value.op(), Op::Root(_)) {
        return None;
    }
    let mut all = true;
    let op = value.op().map_children(|child| {
        replace(child, parts).unwrap_or_else(|| {
            all = false;
            child
        })
    });
    all.then(|| Node::new(op))
}
