//! How JSONPath says what a state hands on: `ResultSelector`, `ResultPath` and `OutputPath`.
//!
//! The author wrote one expression over the state's input and its result. JSONPath can pick a part of either, build an
//! object from the result, and put the result into one field of the input; this finds out which of these it is.

use sfn_asl::Json;

use crate::Unsupported;
use crate::expr::node::{Name, Node, Op, Root, Scope, Summary};
use crate::flow::def::Part;
use crate::render::{jsonpath, jsonpath_template, reads};
use crate::shape::DataType;

/// What the three fields say. `Some(None)` in a path is `null`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placement {
    pub(super) selector: Option<Json>,
    pub(super) result_path: Option<Option<String>>,
    pub(super) output_path: Option<String>,
}

fn cannot<T>(what: &str) -> Result<T, Unsupported> {
    Err(Unsupported::new(
        what,
        "put the result into a field with `.put(..)` and build the rest in a `pass(..)` state after it, or make the state JSONata",
    ))
}

/// Splits `base` with one field set into the field's path and its value.
pub(super) fn put(node: Node, base: Node) -> Option<(Vec<Name>, Node)> {
    let Op::Merge(parts) = node.op() else {
        return None;
    };
    let [below, object] = &**parts else {
        return None;
    };
    let Op::Object(members) = object.op() else {
        return None;
    };
    let [(name, value)] = &**members else {
        return None;
    };
    if *below != base {
        return None;
    }
    // INVARIANT: a value is shallower than its node, and whoever calls refused deep ones before.
    let (inner, value) = put(*value, base.field(name.clone())).unwrap_or((Vec::new(), *value));
    Some(([vec![name.clone()], inner].concat(), value))
}

/// A reference path to these names.
pub(super) fn reference_path(names: &[Name]) -> String {
    names.iter().fold("$".to_owned(), |path, name| {
        path + &crate::render::step(name)
    })
}

/// How JSONPath hands on `output`.
pub(super) fn place(
    output: Node,
    scope: Scope,
    part: Option<Part>,
) -> Result<Placement, Unsupported> {
    if let Some(e) = crate::render::too_deep(output) {
        return Err(e);
    }
    let input = Node::root(Root::Input(scope));
    let result = Node::root(Root::Result(scope));
    let mut placement = Placement::default();
    if output == result {
        return Ok(placement);
    }
    if output == input {
        placement.result_path = Some(None);
        return Ok(placement);
    }
    let reads_input = reads(output, Summary::INPUT);
    let reads_result = reads(output, Summary::RESULT);
    if let Some(path) = crate::render::any_path(output) {
        if !reads_result {
            placement.result_path = Some(None);
        }
        placement.output_path = Some(path);
        return Ok(placement);
    }
    if let Some((names, value)) = put(output, input) {
        placement.result_path = Some(Some(reference_path(&names)));
        if value == result {
            return Ok(placement);
        }
        placement.selector = Some(selector(value, part)?);
        return Ok(placement);
    }
    if let Op::Merge(parts) = output.op()
        && parts.first() == Some(&input)
    {
        return cannot(
            "JSONPath can put a result into one field of the input, not into several at once",
        );
    }
    match output.op() {
        Op::Object(_) if !reads_input => {
            placement.selector = Some(jsonpath_template(output)?);
            Ok(placement)
        }
        Op::Object(_) => {
            cannot("JSONPath cannot build one object from the input and the result of a state")
        }
        _ if !reads_input => {
            // A ResultSelector is always an object: the value is put into one, and taken out of it again.
            let (computed, path) = computed(output);
            let object = Node::object([(Name::Borrowed("value"), computed)]);
            placement.selector = Some(jsonpath_template(object)?);
            placement.output_path = Some(format!("$.value{path}"));
            Ok(placement)
        }
        _ => match jsonpath(output) {
            Err(e) => Err(e),
            Ok(_) => cannot(
                "JSONPath can hand on a path, or what is computed from the result alone, but nothing computed from the input",
            ),
        },
    }
}

/// What a value is taken from, and the path to it from there.
fn computed(mut node: Node) -> (Node, String) {
    let mut steps = Vec::new();
    loop {
        node = match node.op() {
            Op::Field(of, name) => {
                steps.push(crate::render::step(name));
                *of
            }
            Op::Index(of, at) => {
                steps.push(format!("[{at}]"));
                *of
            }
            _ => break,
        };
    }
    steps.reverse();
    (node, steps.concat())
}

/// What a ResultSelector makes of the result before it is put into a field.
fn selector(value: Node, part: Option<Part>) -> Result<Json, Unsupported> {
    if reads(value, Summary::INPUT) {
        return cannot("JSONPath cannot use the input in what it puts into a field of the input");
    }
    if matches!(value.op(), Op::Object(_)) {
        return jsonpath_template(value);
    }
    if let Some(part) = part
        && part.node == value
        && let DataType::Struct(members) = (part.data_type)()
        && members.iter().all(|m| m.required && !m.flatten)
    {
        // The fields one by one: a ResultSelector is always an object, so the part cannot be taken whole.
        let fields = members
            .iter()
            .map(|m| (Name::Borrowed(m.name), value.field(m.name)));
        return jsonpath_template(Node::object(fields));
    }
    Err(Unsupported::new(
        "JSONPath cannot put a part of the result into a field: a ResultSelector is always an object, and this part is not one whose fields are all known and required",
        "declare the function `direct` (its own ARN as Resource, no envelope), hand the result on alone, or make the state JSONata",
    ))
}
