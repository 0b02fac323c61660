//! The order of constants that have none of their own: hash maps and hash sets come in another one in every run, and a
//! document must not.
//!
//! Knows JSON and data types. Knows nothing of nodes.

use sfn_asl::Json;

use crate::shape::{DataType, EnumType, Member, Tagging, VariantData};

/// Why infinities and NaN are no constants.
pub(super) const NOT_FINITE: &str = "JSON has finite numbers only";

/// The same data, maps by key and sets by the text of their items; or what is no JSON in it.
pub(super) fn ordered(json: Json, data_type: &DataType) -> Result<Json, String> {
    Ok(match (data_type, json) {
        (DataType::Optional(_), Json::Null) => Json::Null,
        (DataType::Optional(inner), json) => ordered(json, &inner())?,
        // serde_json writes null for them.
        (DataType::Number, Json::Null) => {
            return Err(NOT_FINITE.to_owned());
        }
        (DataType::List(item), Json::Array(items)) => Json::Array(each(items, &item())?),
        (DataType::Set(item), Json::Array(items)) => {
            let mut items = each(items, &item())?;
            items.sort_by_cached_key(Json::to_compact);
            Json::Array(items)
        }
        (DataType::Tuple(places), Json::Array(items)) => Json::Array(in_places(items, places)?),
        (DataType::Map(value), Json::Object(members)) => {
            let value = value();
            by_name(members, |_| Some(value.clone()))?
        }
        // In which order serde_json keeps members depends on features of the build.
        (DataType::Any, Json::Array(items)) => Json::Array(each(items, &DataType::Any)?),
        (DataType::Any, Json::Object(members)) => by_name(members, |_| Some(DataType::Any))?,
        (DataType::Struct(known), Json::Object(members)) => of_struct(members, known)?,
        (DataType::Enum(of), json) => of_enum(json, of)?,
        (_, json) => json,
    })
}

fn each(items: Vec<Json>, data_type: &DataType) -> Result<Vec<Json>, String> {
    let items = items.into_iter();
    items.map(|item| ordered(item, data_type)).collect()
}

fn in_places(items: Vec<Json>, places: &[fn() -> DataType]) -> Result<Vec<Json>, String> {
    let items = items.into_iter().zip(places);
    items
        .map(|(item, data_type)| ordered(item, &data_type()))
        .collect()
}

type Members = sfn_asl::json::Object;

fn by_name(members: Members, data_type: impl Fn(&str) -> Option<DataType>) -> Result<Json, String> {
    let mut members: Vec<_> = members.into_iter().collect();
    members.sort_by(|a, b| a.0.cmp(&b.0));
    in_order(members, data_type)
}

fn in_order(
    members: impl IntoIterator<Item = (String, Json)>,
    data_type: impl Fn(&str) -> Option<DataType>,
) -> Result<Json, String> {
    let mut object = Members::default();
    for (name, member) in members {
        let member = match data_type(&name) {
            Some(data_type) => ordered(member, &data_type)?,
            None => member,
        };
        object.insert(name, member);
    }
    Ok(Json::Object(object))
}

/// The members of a struct and of the structs flattened into it; with what is flattened into these that has any names.
fn all_members(known: &[Member], named: &mut Vec<Member>, rest: &mut Option<DataType>) {
    for member in known {
        if !member.flatten {
            named.push(member.clone());
            continue;
        }
        let mut data_type = (member.data_type)();
        while let DataType::Optional(inner) = data_type {
            data_type = inner();
        }
        match data_type {
            DataType::Struct(inner) => all_members(&inner, named, rest),
            DataType::Map(value) => *rest = Some(value()),
            DataType::Any => *rest = Some(DataType::Any),
            _ => {}
        }
    }
}

fn of_struct(members: Members, known: &[Member]) -> Result<Json, String> {
    let (mut named, mut rest) = (Vec::new(), None);
    all_members(known, &mut named, &mut rest);
    let find = |name: &str| named.iter().find(|m| m.name == name);
    let mut members: Vec<_> = members.into_iter().collect();
    if rest.is_some() {
        // The fields first, as they are declared, then the entries of a flattened map.
        members.sort_by(|(a, _), (b, _)| match (find(a), find(b)) {
            (None, None) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
    }
    in_order(members, |name| match find(name) {
        Some(member) => Some((member.data_type)()),
        None => rest.clone(),
    })
}

fn of_enum(json: Json, of: &EnumType) -> Result<Json, String> {
    let variant = |name: &str| of.variants.iter().find(|v| v.name == name);
    let content = |json: Json, data: &VariantData| match (data, json) {
        (VariantData::Newtype(data_type), json) => ordered(json, &data_type()),
        (VariantData::Tuple(places), Json::Array(items)) => {
            in_places(items, places).map(Json::Array)
        }
        (VariantData::Struct(known), Json::Object(members)) => of_struct(members, known),
        (_, json) => Ok(json),
    };
    let Json::Object(members) = json else {
        return Ok(json);
    };
    let tagged = |tag: &str| members.get(tag).and_then(Json::as_str).and_then(variant);
    match of.tagging {
        Tagging::External => {
            let mut object = Members::default();
            for (name, member) in members {
                let member = match variant(&name) {
                    Some(variant) => content(member, &variant.data)?,
                    None => member,
                };
                object.insert(name, member);
            }
            Ok(Json::Object(object))
        }
        Tagging::Internal(tag) => match tagged(tag).map(|v| &v.data) {
            // The tag stands first, among what the case holds.
            Some(VariantData::Newtype(data_type)) => match data_type() {
                DataType::Struct(known) => of_struct(members, &known),
                DataType::Map(_) | DataType::Any => {
                    let (tags, rest): (Vec<_>, Vec<_>) =
                        members.into_iter().partition(|(name, _)| name == tag);
                    let rest = ordered(Json::Object(rest.into_iter().collect()), &data_type())?;
                    let rest = rest.as_object().cloned().unwrap_or_default();
                    Ok(Json::Object(tags.into_iter().chain(rest).collect()))
                }
                _ => Ok(Json::Object(members)),
            },
            Some(VariantData::Struct(known)) => of_struct(members, known),
            _ => Ok(Json::Object(members)),
        },
        Tagging::Adjacent(tag, at) => {
            let Some(variant) = tagged(tag) else {
                return Ok(Json::Object(members));
            };
            let mut object = Members::default();
            for (name, member) in members {
                let member = if name == at {
                    content(member, &variant.data)?
                } else {
                    member
                };
                object.insert(name, member);
            }
            Ok(Json::Object(object))
        }
    }
}
