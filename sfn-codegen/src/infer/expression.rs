//! What an expression of JSONata reads of the input, and what it gives.
//!
//! A place is needed where a missing value makes the whole expression missing, for which the service fails the state. What is
//! asked after, compared for equality, joined to a text or tested may be missing.

use super::data::{Data, Step, Type};
use super::read::Reader;
use sfn_asl::jsonata::{self, Kind, Node, Operator, Path, Stage};

/// Evaluates the text between `{%` and `%}`.
pub(super) fn evaluate(reader: &mut Reader<'_>, text: &str, kind: Option<Type>) -> Data {
    let Ok(expression) = jsonata::parse(text) else {
        return Data::Unknown;
    };
    let bound = reader.bound.len();
    let data = value(reader, &expression.root, kind, true);
    reader.bound.truncate(bound);
    data
}

/// What functions take first, and what they give; with nothing they give nothing.
const FUNCTIONS: &[(&str, Option<Type>, Option<Type>)] = &[
    ("uppercase", Some(Type::String), Some(Type::String)),
    ("lowercase", Some(Type::String), Some(Type::String)),
    ("trim", Some(Type::String), Some(Type::String)),
    ("length", Some(Type::String), Some(Type::Integer)),
    ("substring", Some(Type::String), Some(Type::String)),
    ("substringBefore", Some(Type::String), Some(Type::String)),
    ("substringAfter", Some(Type::String), Some(Type::String)),
    ("pad", Some(Type::String), Some(Type::String)),
    ("contains", Some(Type::String), Some(Type::Boolean)),
    ("split", Some(Type::String), Some(Type::Array)),
    ("replace", Some(Type::String), Some(Type::String)),
    ("match", Some(Type::String), None),
    ("base64encode", Some(Type::String), Some(Type::String)),
    ("base64decode", Some(Type::String), Some(Type::String)),
    ("encodeUrlComponent", Some(Type::String), Some(Type::String)),
    ("decodeUrlComponent", Some(Type::String), Some(Type::String)),
    ("parse", Some(Type::String), None),
    ("toMillis", Some(Type::String), Some(Type::Integer)),
    ("fromMillis", Some(Type::Number), Some(Type::String)),
    ("abs", Some(Type::Number), Some(Type::Number)),
    ("floor", Some(Type::Number), Some(Type::Integer)),
    ("ceil", Some(Type::Number), Some(Type::Integer)),
    ("round", Some(Type::Number), Some(Type::Number)),
    ("sqrt", Some(Type::Number), Some(Type::Number)),
    ("power", Some(Type::Number), Some(Type::Number)),
    ("formatNumber", Some(Type::Number), Some(Type::String)),
    ("string", None, Some(Type::String)),
    ("number", None, Some(Type::Number)),
    ("sum", None, Some(Type::Number)),
    ("max", None, Some(Type::Number)),
    ("min", None, Some(Type::Number)),
    ("average", None, Some(Type::Number)),
];

/// What functions give that give something whatever they get.
const ALWAYS: &[(&str, Type)] = &[
    ("exists", Type::Boolean),
    ("boolean", Type::Boolean),
    ("not", Type::Boolean),
    ("count", Type::Integer),
    ("type", Type::String),
    ("now", Type::String),
    ("millis", Type::Integer),
    ("uuid", Type::String),
    ("random", Type::Number),
];

/// INVARIANT: recurses no deeper than an expression that was read is nested.
fn value(reader: &mut Reader<'_>, node: &Node, kind: Option<Type>, needed: bool) -> Data {
    match &node.kind {
        Kind::String(_) => Data::Typed(Type::String),
        Kind::Number(number) if number.fract() == 0.0 => Data::Typed(Type::Integer),
        Kind::Number(_) => Data::Typed(Type::Number),
        Kind::Bool(_) => Data::Typed(Type::Boolean),
        Kind::Null => Data::Typed(Type::Null),
        Kind::Path(path) => self::path(reader, path, kind, needed),
        Kind::Variable(name) => {
            let data = variable(reader, name);
            reader.note(&data, kind, needed, false);
            data
        }
        Kind::Binary {
            operator,
            left,
            right,
        } => binary(reader, *operator, left, right, needed),
        Kind::Negate(of) => {
            value(reader, of, Some(Type::Number), needed);
            Data::Typed(Type::Number)
        }
        Kind::Array(items) => {
            let items: Vec<Data> = items
                .iter()
                .map(|item| value(reader, item, None, false))
                .collect();
            Data::List(Box::new(items.iter().skip(1).fold(
                items.first().cloned().unwrap_or(Data::Unknown),
                |all, one| all.or(one),
            )))
        }
        Kind::Object(pairs) => {
            let mut members = Vec::new();
            let mut plain = true;
            for (key, of) in pairs {
                let data = value(reader, of, None, false);
                match &key.kind {
                    Kind::String(name) => members.push((name.clone(), data)),
                    _ => plain = false,
                }
            }
            if plain {
                Data::object(members)
            } else {
                Data::Typed(Type::Object)
            }
        }
        Kind::Block(parts) => {
            let bound = reader.bound.len();
            let mut last = Data::Unknown;
            for (at, part) in parts.iter().enumerate() {
                let is_last = at + 1 == parts.len();
                last = value(reader, part, kind.filter(|_| is_last), needed && is_last);
            }
            reader.bound.truncate(bound);
            last
        }
        Kind::Bind { name, value: of } => {
            let data = value(reader, of, None, false);
            reader.bound.push((name.clone(), data.clone()));
            data
        }
        Kind::Condition {
            condition,
            then,
            otherwise,
        } => {
            value(reader, condition, None, false);
            let then = value(reader, then, kind, false);
            match otherwise {
                Some(other) => then.or(&value(reader, other, kind, false)),
                None => then,
            }
        }
        Kind::Call {
            function,
            arguments,
        } => call(reader, function, arguments, needed),
        _ => {
            others(reader, node);
            Data::Unknown
        }
    }
}

/// Everything in a part that nothing more is known of.
fn others(reader: &mut Reader<'_>, node: &Node) {
    let bound = reader.bound.len();
    if let Kind::Lambda { parameters, .. } = &node.kind {
        let unknown = parameters.iter().map(|name| (name.clone(), Data::Unknown));
        reader.bound.extend(unknown);
    }
    node.each_child(&mut |child| {
        value(reader, child, None, false);
    });
    reader.bound.truncate(bound);
}

fn variable(reader: &Reader<'_>, name: &str) -> Data {
    let bound = reader.bound.iter().rev().find(|(known, _)| known == name);
    match bound {
        Some((_, data)) => data.clone(),
        None => reader.variables.get(name).cloned().unwrap_or(Data::Unknown),
    }
}

fn binary(
    reader: &mut Reader<'_>,
    operator: Operator,
    left: &Node,
    right: &Node,
    needed: bool,
) -> Data {
    use Operator::{
        Add, Concatenate, Divide, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Modulo,
        Multiply, NotEqual, Subtract,
    };
    match operator {
        Add | Subtract | Multiply | Divide | Modulo => {
            value(reader, left, Some(Type::Number), needed);
            value(reader, right, Some(Type::Number), needed);
            Data::Typed(Type::Number)
        }
        Less | LessOrEqual | Greater | GreaterOrEqual => {
            // Both are numbers or both are strings.
            value(reader, left, of_literal(right), needed);
            value(reader, right, of_literal(left), needed);
            Data::Typed(Type::Boolean)
        }
        Equal | NotEqual => {
            for (one, other) in [(left, right), (right, left)] {
                let before = reader.reads.len();
                value(reader, one, of_literal(other), false);
                for read in &mut reader.reads[before..] {
                    read.compared |= read.kind.is_some();
                }
            }
            Data::Typed(Type::Boolean)
        }
        Concatenate => {
            value(reader, left, None, false);
            value(reader, right, None, false);
            Data::Typed(Type::String)
        }
        _ => {
            value(reader, left, None, false);
            value(reader, right, None, false);
            Data::Typed(Type::Boolean)
        }
    }
}

fn of_literal(node: &Node) -> Option<Type> {
    match &node.kind {
        Kind::String(_) => Some(Type::String),
        Kind::Number(_) => Some(Type::Number),
        Kind::Negate(of) => of_literal(of),
        Kind::Bool(_) => Some(Type::Boolean),
        _ => None,
    }
}

fn call(reader: &mut Reader<'_>, function: &Node, arguments: &[Node], needed: bool) -> Data {
    let name = match &function.kind {
        Kind::Variable(name) => name.as_str(),
        _ => "",
    };
    let shadowed = reader.bound.iter().any(|(known, _)| known == name);
    let row = FUNCTIONS
        .iter()
        .find(|(known, ..)| *known == name && !shadowed);
    let mut given = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        let first = row.filter(|_| at == 0);
        let kind = first.and_then(|(_, kind, _)| *kind);
        given.push(value(reader, argument, kind, needed && first.is_some()));
    }
    if name.is_empty() {
        others(reader, function);
    }
    if let Some((_, _, gives)) = row {
        return gives.map_or(Data::Unknown, Data::Typed);
    }
    let always = ALWAYS.iter().find(|(known, _)| *known == name && !shadowed);
    match (name, arguments) {
        _ if always.is_some() => always.map_or(Data::Unknown, |(_, kind)| Data::Typed(*kind)),
        (
            "merge",
            [
                Node {
                    kind: Kind::Array(parts),
                    ..
                },
            ],
        ) if !shadowed => {
            let before = reader.reads.len();
            let parts: Vec<Data> = parts
                .iter()
                .map(|part| value(reader, part, None, false))
                .collect();
            // They were noted when the list was looked at.
            reader.reads.truncate(before);
            let start = Data::object([]);
            let mut parts = parts.into_iter();
            let first = parts.next().unwrap_or(start);
            parts.fold(first, Data::merged)
        }
        _ => {
            // What it reads of what it is given is not known.
            for data in &given {
                reader.hand_on(data);
            }
            Data::Unknown
        }
    }
}

fn path(reader: &mut Reader<'_>, path: &Path, kind: Option<Type>, needed: bool) -> Data {
    let Some(first) = path.steps.first() else {
        return Data::Unknown;
    };
    let names: Vec<&str> = path
        .steps
        .iter()
        .map_while(|step| match &step.node.kind {
            Kind::Variable(name) | Kind::Name(name) if step.stages.is_empty() => {
                Some(name.as_str())
            }
            _ => None,
        })
        .collect();
    let (mut here, mut at) = match &first.node.kind {
        Kind::Variable(name) if name == "states" => match names.as_slice() {
            ["states", "input", ..] => (reader.input.clone(), 2),
            ["states", "result", ..] => (reader.result.clone(), 2),
            ["states", "errorOutput", ..] => (reader.error.clone(), 2),
            ["states", "context", "Execution", "Input", ..] => (Data::input(), 4),
            ["states", "context", "Map", "Item", "Value", ..] => (reader.item.clone(), 5),
            // `$states.input[0]`: a stage of the step that says which.
            _ => match path.steps.get(1).map(|step| &step.node.kind) {
                Some(Kind::Name(name)) if name == "input" => (reader.input.clone(), 1),
                _ => (Data::Unknown, path.steps.len()),
            },
        },
        Kind::Variable(name) => (variable(reader, name), 1),
        _ => (value(reader, &first.node, None, false), 1),
    };
    let staged = at == 1
        && names.len() < 2
        && matches!(&first.node.kind, Kind::Variable(name) if name == "states");
    let mut sure = needed;
    if let Some(stages) = path
        .steps
        .first()
        .map(|step| &step.stages)
        .filter(|_| !staged)
        && !stages.is_empty()
    {
        chosen(reader, stages, &mut here, &mut sure);
    }
    while let Some(step) = path.steps.get(at) {
        match &step.node.kind {
            Kind::Name(_) if staged && at == 1 => {}
            Kind::Name(name) => here = here.at(&Step::Name(name.clone())),
            _ => {
                reader.note(&here, None, sure, false);
                value(reader, &step.node, None, false);
                here = Data::Unknown;
                sure = false;
            }
        }
        if !step.stages.is_empty() {
            chosen(reader, &step.stages, &mut here, &mut sure);
        }
        at += 1;
    }
    if path.group.is_some() {
        reader.hand_on(&here);
        return Data::Unknown;
    }
    reader.note(&here, kind, sure, false);
    here
}

/// Goes into the items that predicates choose: there may be none.
fn chosen(reader: &mut Reader<'_>, stages: &[Stage], here: &mut Data, sure: &mut bool) {
    reader.note(here, None, *sure, false);
    for stage in stages {
        if let Stage::Filter(predicate) = stage {
            value(reader, predicate, None, false);
        }
    }
    *here = here.at(&Step::Item);
    *sure = false;
}
