//! Paths of JSONPath, and calls of intrinsic functions with them.

use sfn_asl::jsonpath::{
    Argument, Call, Comparator, Filter, JsonPath, Operand, Root, Selector, parse, parse_call,
};

use crate::Finding;
use crate::states::Place;
use crate::typed::{Language, deployed, typed};

/// What is found in a path or a call.
pub fn value(text: &str, place: &Place, found: &mut Vec<Finding>) {
    let text = &deployed(text);
    if text.trim_start().starts_with("States.") {
        match parse_call(text) {
            Ok(call) => self::call(&call, place, found),
            Err(error) => never(found, format!("a call that cannot be read: {error}")),
        }
    } else {
        path(text, place, found);
    }
}

/// What is found in a path.
pub fn path(text: &str, place: &Place, found: &mut Vec<Finding>) {
    match parse(text) {
        Ok(path) => look(&path, place, found),
        Err(error) => never(found, format!("a path that cannot be read: {error}")),
    }
}

/// The members of a path where something is put.
pub fn put(text: &str, found: &mut Vec<Finding>) -> Vec<String> {
    let mut names = Vec::new();
    let Ok(path) = parse(text) else {
        never(found, "a path that cannot be read");
        return names;
    };
    for segment in &path.segments {
        match &segment.selector {
            Selector::Names(some) if some.len() == 1 => names.extend(some.iter().cloned()),
            _ => never(found, "a ResultPath into an item of a list"),
        }
    }
    names
}

pub fn never(found: &mut Vec<Finding>, reason: impl Into<String>) {
    found.push(Finding {
        reason: reason.into(),
        as_jsonata: false,
    });
}

pub fn jsonata(found: &mut Vec<Finding>, reason: impl Into<String>) {
    found.push(Finding {
        reason: reason.into(),
        as_jsonata: true,
    });
}

fn call(call: &Call, place: &Place, found: &mut Vec<Finding>) {
    let name = call.function.name;
    if !typed().has(Language::JsonPath, name) {
        never(found, format!("the intrinsic function {name}"));
    }
    for argument in &call.arguments {
        match argument {
            Argument::Path(path) => look(path, place, found),
            Argument::Call(inner) => self::call(inner, place, found),
            _ => {}
        }
    }
}

fn look(path: &JsonPath, place: &Place, found: &mut Vec<Finding>) {
    if path.root == Root::Context {
        let names = path.segments.iter().map_while(|s| match &s.selector {
            Selector::Names(names) if names.len() == 1 => Some(names[0].clone()),
            _ => None,
        });
        place.context(&names.collect::<Vec<_>>(), found);
    }
    // A list's items can be gone through in a path while it has nothing but fields and items before.
    let mut at_one_place = true;
    for segment in &path.segments {
        if segment.descendant {
            never(found, "a path that descends to any depth (`..`)");
        }
        match &segment.selector {
            Selector::Names(names) if names.len() > 1 => {
                jsonata(
                    found,
                    "a path that takes several members at once (`['a','b']`)",
                );
            }
            Selector::Indices(indices) if indices.len() > 1 => {
                jsonata(found, "a path that takes several items at once (`[0,2]`)");
            }
            Selector::Indices(indices) if indices.iter().any(|i| *i < 0) => {
                jsonata(found, "an item counted from the end of a list (`[-1]`)");
            }
            Selector::FromEnd(_) => {
                jsonata(
                    found,
                    "an item counted from the end of a list (`[(@.length-1)]`)",
                );
            }
            Selector::Slice { from, to, step } => match (from, to, step) {
                (_, _, Some(step)) if *step != 1 => {
                    never(found, "every so many items of a list (`[::2]`)");
                }
                // Of data, and from or to an end.
                (Some(_), None, _) | (None, Some(0..), _) if at_one_place => {}
                _ => jsonata(
                    found,
                    "a part of a list in its middle, or of what a path finds (`[1:2]`)",
                ),
            },
            Selector::Filter(filter) => condition(filter, found),
            Selector::Function { name, .. } => match name.as_str() {
                "length" | "size" => {}
                "sum" | "max" | "min" | "avg" => {
                    jsonata(found, format!("the function `.{name}()` of a path"));
                }
                _ => never(found, format!("the function `.{name}()` of a path")),
            },
            _ => {}
        }
        at_one_place &= matches!(&segment.selector, Selector::Names(_) | Selector::Indices(_));
    }
}

/// What a filter asks of an item.
fn condition(filter: &Filter, found: &mut Vec<Finding>) {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().for_each(|one| condition(one, found)),
        Filter::Not(of) => condition(of, found),
        Filter::Exists(operand) => self::operand(operand, found),
        Filter::Compare {
            left,
            operator,
            right,
        } => {
            match operator {
                Comparator::Equal
                | Comparator::NotEqual
                | Comparator::Less
                | Comparator::LessOrEqual
                | Comparator::Greater
                | Comparator::GreaterOrEqual => {}
                Comparator::Matches
                | Comparator::In
                | Comparator::NotIn
                | Comparator::Contains
                | Comparator::TypeSafeEqual
                | Comparator::TypeSafeNotEqual => {
                    jsonata(
                        found,
                        "a filter that looks into texts or lists (`=~`, `in`)",
                    );
                }
                _ => never(found, "a filter that compares sets, sizes or types"),
            }
            operand(left, found);
            operand(right, found);
        }
    }
}

fn operand(operand: &Operand, found: &mut Vec<Finding>) {
    match operand {
        Operand::Path(path) if path.root != Root::Item => {
            jsonata(
                found,
                "a filter that compares with data outside of the list",
            );
        }
        Operand::Path(path) if !path.is_definite() => {
            never(found, "a filter with lists in it");
        }
        Operand::String(text) if text.contains(['\'', '\\']) => {
            jsonata(found, "a filter with a quote or a backslash in its text");
        }
        Operand::Null => jsonata(found, "a filter that compares with null"),
        _ => {}
    }
}
