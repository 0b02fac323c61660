//! What can be mended without asking: names that have changed.

use sfn_asl::json::{Json, Object};

/// Mends what is mechanical in the JSON of a definition, and says how much that was: the old names of fields of a Map.
/// Nothing else changes, and members stay where they are.
///
/// ```
/// let mut json = r#"{"States": {"Each": {"Type": "Map", "Iterator": {}}}}"#.parse().unwrap();
/// assert_eq!(sfn_codegen::lint::fix(&mut json), 1);
/// assert_eq!(json.to_string(), r#"{"States":{"Each":{"Type":"Map","ItemProcessor":{}}}}"#);
/// ```
pub fn fix(definition: &mut Json) -> usize {
    let mut fixed = 0;
    let mut open: Vec<&mut Json> = vec![definition];
    while let Some(json) = open.pop() {
        match json {
            Json::Object(members) => {
                if members.get("Type").and_then(Json::as_str) == Some("Map") {
                    fixed += rename(members);
                }
                open.extend(members.values_mut());
            }
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
    fixed
}

fn rename(members: &mut Object) -> usize {
    let names = [
        ("Iterator", "ItemProcessor"),
        ("Parameters", "ItemSelector"),
    ];
    let due: Vec<(&str, &str)> = names
        .into_iter()
        .filter(|(old, new)| members.contains_key(old) && !members.contains_key(new))
        .collect();
    if !due.is_empty() {
        let entries = std::mem::take(members);
        for (name, value) in entries {
            let now = due.iter().find(|(old, _)| *old == name);
            let name = now.map_or(name, |(_, new)| (*new).to_owned());
            members.insert(name, value);
        }
    }
    due.len()
}
