//! Between plain JSON and DynamoDB's attribute values: `"a"` and `{"S": "a"}`, `1` and `{"N": "1"}`.
//!
//! Knows data types and nodes. Knows nothing of tasks.

use crate::Unsupported;
use crate::expr::function::{self, unmarked};
use crate::expr::node::{Name, Node, Op, Presence};
use crate::expr::{as_item, closure};
use crate::shape::{DataType, Member};

/// Types nest at most this deep in an item, as in DynamoDB itself.
const MAX_NESTING: usize = 32;

fn refuse<T>(what: &str, help: &str) -> Result<T, Unsupported> {
    Err(Unsupported::new(what, help))
}

/// An item or a key: a map of attribute values.
pub(super) fn encode_item(value: Node, data_type: &DataType) -> Result<Node, Unsupported> {
    match data_type {
        DataType::Struct(members) => encode_members(value, members, 0),
        // Already what DynamoDB wants.
        DataType::Any => Ok(value),
        _ => refuse(
            "an item of a table is a struct",
            "give the table a struct type: `Table<OrderRecord, OrderKey>`",
        ),
    }
}

/// One attribute value.
pub(super) fn encode(value: Node, data_type: &DataType) -> Result<Node, Unsupported> {
    // Left out of an item, but an expression has to have its value.
    attribute(value, data_type, 0).map(|encoded| match encoded.op() {
        Op::Absent => null(),
        _ => encoded,
    })
}

fn tagged(tag: &'static str, value: Node) -> Node {
    Node::object([(Name::Borrowed(tag), value)])
}

fn null() -> Node {
    tagged("NULL", Node::new(Op::Bool(true)))
}

fn as_text(value: Node) -> Node {
    match value.op() {
        Op::Number(n) => Node::text(n.to_string()),
        _ => Node::new(Op::Concat([value].into())),
    }
}

fn attribute(value: Node, data_type: &DataType, depth: usize) -> Result<Node, Unsupported> {
    let value = unmarked(value).sure();
    if depth > MAX_NESTING {
        return refuse(
            "this type nests without end, which a DynamoDB item cannot",
            "store the nested data as a JSON string, or as a `serde_json::Value` that already holds attribute values",
        );
    }
    match data_type {
        DataType::String | DataType::Timestamp => Ok(tagged("S", value)),
        DataType::Number => Ok(tagged("N", as_text(value))),
        DataType::Boolean => Ok(tagged("BOOL", value)),
        DataType::Null => Ok(null()),
        DataType::Any => Ok(value),
        DataType::Enum(e) if e.is_unit_only() => Ok(tagged("S", value)),
        DataType::Enum(_) => refuse(
            "an enum with data has no single attribute value",
            "store its tag and its data as fields of the item",
        ),
        DataType::Optional(inner) => {
            match value.op() {
                Op::Absent => return Ok(value),
                Op::Null => return Ok(null()),
                _ => {}
            }
            let some = attribute(value, &inner(), depth + 1)?;
            if !reads_data(value) {
                return Ok(some);
            }
            let present = Node::new(Op::Test(Presence::Some, value));
            Ok(Node::new(Op::If(present, some, null())))
        }
        DataType::List(item) | DataType::Set(item) => {
            let item = item();
            if let Op::Array(items) = value.op() {
                let items: Result<Vec<_>, _> = items
                    .iter()
                    .map(|i| match unmarked(*i).op() {
                        // Left out of an object, but an item of a list has its place.
                        Op::Absent => Ok(null()),
                        _ => attribute(*i, &item, depth + 1),
                    })
                    .collect();
                return Ok(tagged("L", Node::new(Op::Array(items?.into()))));
            }
            Ok(tagged(
                "L",
                mapped(value, |each| attribute(each, &item, depth + 1))?,
            ))
        }
        DataType::Tuple(places) => {
            let mut items = Vec::new();
            for (place, data_type) in (0..).zip(places) {
                items.push(attribute(
                    Node::new(Op::Index(value, place)),
                    &data_type(),
                    depth + 1,
                )?);
            }
            Ok(tagged("L", Node::new(Op::Array(items.into()))))
        }
        DataType::Struct(members) => Ok(tagged("M", encode_members(value, members, depth + 1)?)),
        DataType::Map(_) => refuse(
            "a map with any keys cannot be written as attribute values by an expression",
            "use a struct, or do it in a Lambda",
        ),
    }
}

fn reads_data(value: Node) -> bool {
    matches!(
        value.op(),
        Op::Root(_) | Op::Field(..) | Op::Index(..) | Op::If(..) | Op::Call(..) | Op::Raw(..)
    )
}

/// A list with each item changed.
fn mapped(
    list: Node,
    change: impl FnOnce(Node) -> Result<Node, Unsupported>,
) -> Result<Node, Unsupported> {
    let mut trouble = None;
    let function = closure::function(["item"], |[item]| {
        change(item).unwrap_or_else(|e| {
            trouble = Some(e);
            item
        })
    });
    match trouble {
        Some(e) => Err(e),
        None => Ok(closure::mapped(list, function)),
    }
}

fn encode_members(value: Node, members: &[Member], depth: usize) -> Result<Node, Unsupported> {
    let mut parts = Vec::new();
    for member in members {
        if member.flatten {
            match (member.data_type)() {
                DataType::Struct(inner) => match encode_members(value, &inner, depth + 1)?.op() {
                    Op::Object(inner) => parts.extend(inner.iter().cloned()),
                    _ => {
                        return refuse(
                            "this flattened field is not a struct",
                            "flatten structs only",
                        );
                    }
                },
                _ => {
                    return refuse(
                        "this flattened field is not a struct",
                        "flatten structs only",
                    );
                }
            }
            continue;
        }
        let part = value.field(member.name);
        if matches!(part.op(), Op::Absent) {
            continue;
        }
        let mut data_type = (member.data_type)();
        if !member.required && !matches!(data_type, DataType::Optional(_)) {
            data_type = DataType::Optional(member.data_type);
        }
        parts.push((
            Name::Borrowed(member.name),
            attribute(part, &data_type, depth)?,
        ));
    }
    Ok(Node::object(parts))
}

/// An item as plain JSON.
pub(super) fn decode_item(item: Node, data_type: &DataType) -> Result<Node, Unsupported> {
    match data_type {
        DataType::Struct(members) => decode_members(item, members, 0),
        DataType::Any => Ok(item),
        _ => refuse(
            "an item of a table is a struct",
            "give the table a struct type: `Table<OrderRecord, OrderKey>`",
        ),
    }
}

fn decode_members(of: Node, members: &[Member], depth: usize) -> Result<Node, Unsupported> {
    let mut parts = Vec::new();
    for member in members {
        let data_type = (member.data_type)();
        if member.flatten {
            match &data_type {
                DataType::Struct(inner) => match decode_members(of, inner, depth + 1)?.op() {
                    Op::Object(inner) => parts.extend(inner.iter().cloned()),
                    _ => {
                        return refuse(
                            "this flattened field is not a struct",
                            "flatten structs only",
                        );
                    }
                },
                _ => {
                    return refuse(
                        "this flattened field is not a struct",
                        "flatten structs only",
                    );
                }
            }
            continue;
        }
        parts.push((
            Name::Borrowed(member.name),
            decode(of.field(member.name), &data_type, depth)?,
        ));
    }
    Ok(Node::object(parts))
}

fn decode(value: Node, data_type: &DataType, depth: usize) -> Result<Node, Unsupported> {
    if depth > MAX_NESTING {
        return refuse(
            "this type nests without end, which a DynamoDB item cannot",
            "read it with `get_attributes` and decode it in a Lambda",
        );
    }
    match data_type {
        DataType::String | DataType::Timestamp => Ok(value.field("S")),
        DataType::Number => Ok(Node::new(Op::Call(
            &function::TO_NUMBER,
            [value.field("N")].into(),
        ))),
        DataType::Boolean => Ok(value.field("BOOL")),
        DataType::Null => Ok(Node::new(Op::Null)),
        DataType::Any => Ok(value),
        DataType::Enum(e) if e.is_unit_only() => Ok(value.field("S")),
        DataType::Optional(inner) => {
            let inner = inner();
            let some = decode(value, &inner, depth + 1)?;
            let tag = match inner {
                DataType::Struct(_) => "M",
                DataType::List(_) | DataType::Set(_) | DataType::Tuple(_) => "L",
                // What is missing stays missing: a path through nothing is nothing, and JSONata leaves such members out.
                _ => return Ok(some.maybe()),
            };
            // New data would be there whatever there is to make it of.
            let present = Node::new(Op::Test(Presence::Some, value.field(tag)));
            Ok(Node::new(Op::If(present, some, Node::new(Op::Null))))
        }
        DataType::List(item) | DataType::Set(item) => {
            mapped(value.field("L"), |each| decoded_item(each, &item(), depth))
        }
        DataType::Tuple(places) => {
            let mut items = Vec::new();
            for (place, data_type) in (0..).zip(places) {
                let at = Node::new(Op::Index(value.field("L"), place));
                items.push(decoded_item(at, &data_type(), depth)?);
            }
            Ok(Node::new(Op::Array(items.into())))
        }
        DataType::Struct(members) => decode_members(value.field("M"), members, depth + 1),
        DataType::Enum(_) | DataType::Map(_) => refuse(
            "this type cannot be read from attribute values by an expression",
            "read the item with `get_attributes` and decode it in a Lambda",
        ),
    }
}

/// A place of a list.
fn decoded_item(value: Node, data_type: &DataType, depth: usize) -> Result<Node, Unsupported> {
    let decoded = decode(value, data_type, depth + 1)?;
    Ok(match data_type {
        // An attribute value still, and so an object.
        DataType::Any => decoded,
        _ => as_item(decoded, data_type),
    })
}
