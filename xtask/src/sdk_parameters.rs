//! Makes `sfn-sdk/data/sdk_parameters.txt` of the service models of botocore: the parameters of every operation that an
//! AWS SDK integration can call, and which of them it requires.
//!
//! Which operations these are, and what Step Functions calls the services, is read from the JSON that `sdk-table` reads, of
//! which it needs `{service: {"sdk_model", "api_version", "iam_prefix", "unsupported_operations", "operations": {name: ..}}}`.
//! The models are the folder `botocore/data` of the unpacked wheel; files that end in `.gz` are unpacked by `gzip`.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Where the table stands in the repository.
pub(crate) const OUT: &str = "sfn-sdk/data/sdk_parameters.txt";

const HEAD: &str = "\
# The parameters of the operations that AWS SDK integrations can call (arn:aws:states:::aws-sdk:service:operation), for
# `aws_sdk!` and `sfn validate`. Nothing here is written by hand: `cargo xtask sdk-parameters` makes this file.
#
# [service] other names that people know it by
# names of its parameters, most used first
# unsupported operations that Step Functions leaves out
# operation, what it requires (- for nothing), what it takes besides
#
# A parameter is the number of its name: a letter (a to z, A to Z) from 0 to 51, with how often 52 comes to it before that.
# What the SDK fills in by itself, a token for a call that is repeated, is not required.
#
";

/// Reads the models and writes the table.
pub(crate) fn run(facts: &Path, models: &Path, out: &Path) -> Result<String, Vec<String>> {
    let text = std::fs::read_to_string(facts)
        .map_err(|error| vec![format!("{}: {error}", facts.display())])?;
    let facts: Value = serde_json::from_str(&text)
        .map_err(|error| vec![format!("{}: {error}", facts.display())])?;
    let model = |name: &str, version: &str| {
        let path = models.join(name).join(version).join("service-2.json");
        let text = read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    };
    let table = table(&facts, &model).map_err(|problem| vec![problem])?;
    std::fs::write(out, &table).map_err(|error| vec![format!("{}: {error}", out.display())])?;
    Ok(format!("{} ({} bytes)\n", out.display(), table.len()))
}

/// A model, unpacked if it is.
fn read(path: &Path) -> Result<String, String> {
    if path.exists() {
        return std::fs::read_to_string(path).map_err(|error| error.to_string());
    }
    let packed = path.with_extension("json.gz");
    let unpacked = Command::new("gzip")
        .arg("-dc")
        .arg(&packed)
        .output()
        .map_err(|error| format!("gzip: {error}"))?;
    if !unpacked.status.success() {
        return Err(String::from_utf8_lossy(&unpacked.stderr).trim().to_owned());
    }
    String::from_utf8(unpacked.stdout).map_err(|error| error.to_string())
}

/// The table as text.
fn table(
    facts: &Value,
    model: &dyn Fn(&str, &str) -> Result<Value, String>,
) -> Result<String, String> {
    let facts = facts
        .as_object()
        .ok_or("the file is not an object of services")?;
    let mut out = HEAD.to_owned();
    for what in ["services", "operations"] {
        if let Some(source) = facts.get("_about").and_then(|about| about[what].as_str()) {
            let _ = writeln!(out, "# {what}: {source}");
        }
    }
    let services: BTreeMap<&String, &Value> =
        facts.iter().filter(|(name, _)| *name != "_about").collect();
    for (name, service) in services {
        let found = match (
            service["sdk_model"].as_str(),
            service["api_version"].as_str(),
        ) {
            (Some(name), Some(version)) => Some(model(name, version)?),
            _ => None,
        };
        write_service(&mut out, name, service, found.as_ref())
            .map_err(|problem| format!("{name}: {problem}"))?;
    }
    Ok(out)
}

fn write_service(
    out: &mut String,
    name: &str,
    service: &Value,
    model: Option<&Value>,
) -> Result<(), String> {
    let _ = write!(out, "[{name}]");
    let others: BTreeSet<&str> = ["iam_prefix", "sdk_model"]
        .iter()
        .filter_map(|key| service[key].as_str())
        .filter(|other| *other != name)
        .collect();
    for other in others {
        let _ = write!(out, " {other}");
    }
    out.push('\n');
    let nothing = Map::new();
    let known: BTreeSet<&String> = service["operations"]
        .as_object()
        .unwrap_or(&nothing)
        .keys()
        .collect();
    let mut operations = BTreeMap::new();
    for (operation, declared) in model
        .and_then(|model| model["operations"].as_object())
        .unwrap_or(&nothing)
    {
        let operation = first(operation, char::to_ascii_lowercase);
        if known.contains(&operation) {
            let shapes = model.map_or(&Value::Null, |model| &model["shapes"]);
            operations.insert(operation, parameters(declared, shapes));
        }
    }
    if let Some(missing) = known.iter().find(|name| !operations.contains_key(**name)) {
        return Err(format!("the model has no operation `{missing}`"));
    }
    let numbers = numbers(operations.values());
    if !numbers.is_empty() {
        let mut names: Vec<(&usize, &&String)> =
            numbers.iter().map(|(name, at)| (at, name)).collect();
        names.sort();
        let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
        let _ = writeln!(out, "names {}", names.join(" "));
    }
    let unsupported: BTreeSet<String> = service["unsupported_operations"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|operation| first(operation, char::to_ascii_lowercase))
        .collect();
    if !unsupported.is_empty() {
        let unsupported: Vec<&str> = unsupported.iter().map(String::as_str).collect();
        let _ = writeln!(out, "unsupported {}", unsupported.join(" "));
    }
    for (operation, [required, optional]) in &operations {
        let shown = |names: &[String]| {
            names
                .iter()
                .map(|name| letters(numbers[name]))
                .collect::<String>()
        };
        let _ = write!(out, "{operation}");
        match (required.is_empty(), optional.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let _ = write!(out, " - {}", shown(optional));
            }
            (false, true) => {
                let _ = write!(out, " {}", shown(required));
            }
            (false, false) => {
                let _ = write!(out, " {} {}", shown(required), shown(optional));
            }
        }
        out.push('\n');
    }
    Ok(())
}

/// What an operation requires, and what it takes besides, as Step Functions spells it.
fn parameters(operation: &Value, shapes: &Value) -> [Vec<String>; 2] {
    let shape = operation["input"]["shape"]
        .as_str()
        .map_or(&Value::Null, |name| &shapes[name]);
    let is_required = |name: &String| {
        let list = shape["required"].as_array();
        list.is_some_and(|list| list.iter().any(|required| required == name))
    };
    let nothing = Map::new();
    let members = shape["members"].as_object().unwrap_or(&nothing);
    let mut names: [Vec<String>; 2] = Default::default();
    for (name, member) in members {
        let required = is_required(name) && member["idempotencyToken"] != true;
        names[usize::from(!required)].push(spelt(name));
    }
    names.iter_mut().for_each(|names| names.sort_unstable());
    names
}

/// The names by how often they are used, so that the usual ones are short.
fn numbers<'a>(
    operations: impl Iterator<Item = &'a [Vec<String>; 2]>,
) -> BTreeMap<&'a String, usize> {
    let mut uses: BTreeMap<&String, usize> = BTreeMap::new();
    for name in operations.flatten().flatten() {
        *uses.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&String, usize)> = uses.into_iter().collect();
    names.sort_by_key(|(name, uses)| (std::cmp::Reverse(*uses), *name));
    let numbered = names.into_iter().enumerate();
    numbered.map(|(at, (name, _))| (name, at)).collect()
}

fn letters(number: usize) -> String {
    let letter = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 52] as char;
    match number / 52 {
        0 => letter.to_string(),
        before => format!("{before}{letter}"),
    }
}

/// The word with its first letter made large or small.
fn first(word: &str, change: fn(&char) -> char) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| change(&c));
    first.into_iter().chain(chars).collect()
}

/// A member of the API as Step Functions spells it: as the AWS SDK for Java does, which makes one word of the capitals that a
/// name begins with, `DBInstanceIdentifier` to `dbInstanceIdentifier`, and then with a capital. Capitals further on stay.
fn spelt(member: &str) -> String {
    let chars: Vec<char> = member.chars().collect();
    let is = |at: usize, kind: fn(&char) -> bool| chars.get(at).is_some_and(kind);
    let mut word = 1;
    while is(word, char::is_ascii_uppercase) && !is(word + 1, char::is_ascii_lowercase) {
        word += 1;
    }
    let spell = |(at, c): (usize, &char)| match at {
        0 => c.to_ascii_uppercase(),
        _ if at < word => c.to_ascii_lowercase(),
        _ => *c,
    };
    chars.iter().enumerate().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_what_it_requires_and_what_it_takes() {
        let facts = serde_json::json!({
            "_about": {"operations": "botocore 1", "services": "the list", "renames": "not needed"},
            "gone": {"operations": {}},
            "sfn": {
                "sdk_model": "stepfunctions", "api_version": "2016-11-23", "iam_prefix": "states",
                "unsupported_operations": ["GetStream"],
                "operations": {"startExecution": {}, "listActivities": {}, "ping": {}},
            },
        });
        let model = |name: &str, version: &str| {
            assert_eq!((name, version), ("stepfunctions", "2016-11-23"));
            Ok(serde_json::json!({
                "operations": {
                    "StartExecution": {"input": {"shape": "Start"}},
                    "ListActivities": {"input": {"shape": "List"}},
                    "GetStream": {"input": {"shape": "List"}},
                    "Ping": {},
                },
                "shapes": {
                    "Start": {
                        "required": ["stateMachineArn", "token"],
                        "members": {"stateMachineArn": {}, "name": {}, "token": {"idempotencyToken": true}},
                    },
                    "List": {"members": {"name": {}}},
                },
            }))
        };
        let table = table(&facts, &model).unwrap();
        let (head, rest) = table
            .split_once("# services: the list\n# operations: botocore 1\n")
            .unwrap();
        assert!(head.lines().all(|line| line.starts_with('#')));
        assert_eq!(
            rest,
            "[gone]\n[sfn] states stepfunctions\nnames Name StateMachineArn Token\nunsupported getStream\nlistActivities - a\nping\nstartExecution b ac\n"
        );
    }

    #[test]
    fn members_are_spelt_as_in_the_sdk_for_java() {
        for (member, expected) in [
            ("bucket", "Bucket"),
            ("DBInstanceIdentifier", "DbInstanceIdentifier"),
            ("SourceDBClusterIdentifier", "SourceDBClusterIdentifier"),
            (
                "EnableIAMDatabaseAuthentication",
                "EnableIAMDatabaseAuthentication",
            ),
            ("ETag", "ETag"),
            ("ACL", "Acl"),
            ("KMSKeyId", "KmsKeyId"),
            ("S3BucketName", "S3BucketName"),
            ("", ""),
        ] {
            assert_eq!(spelt(member), expected);
        }
    }

    #[test]
    fn numbers_are_letters_with_how_often_they_went_round() {
        let shown: Vec<String> = [0, 25, 26, 51, 52, 104, 520].map(letters).to_vec();
        assert_eq!(shown, ["a", "z", "A", "Z", "1a", "2a", "10a"]);
    }

    /// Both tables know the same operations.
    #[test]
    fn the_tables_of_roles_and_of_parameters_agree() {
        let read = |path: &str| std::fs::read_to_string(crate::root().join(path)).unwrap();
        let operations = |text: &str| -> BTreeSet<(String, String)> {
            let mut service = "";
            let mut found = BTreeSet::new();
            for line in text.lines() {
                let word = line.split(' ').next().unwrap_or_default();
                if let Some(name) = word.strip_prefix('[') {
                    service = name.trim_end_matches(']');
                } else if !matches!(word, "" | "names" | "unsupported")
                    && word.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    found.insert((service.to_owned(), word.to_owned()));
                }
            }
            found
        };
        let (roles, parameters) = (
            operations(&read(crate::sdk_table::OUT)),
            operations(&read(OUT)),
        );
        assert!(roles.len() > 19_000, "{}", roles.len());
        let differ: Vec<_> = roles.symmetric_difference(&parameters).take(10).collect();
        assert!(differ.is_empty(), "{differ:?}");
    }
}
