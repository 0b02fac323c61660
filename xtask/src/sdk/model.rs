//! The service models of botocore: the operations of a service and what they take.
//!
//! The models are in `botocore/data/<folder>/<version>/service-2.json`; files that end in `.gz` are unpacked by `gzip`.

use super::packages::{bare, folder};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// How deep structures are looked into for roles.
const MAX_DEPTH: usize = 7;

/// A service as the SDKs know it.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// Its service id, without marks, in small letters.
    pub(crate) id: String,
    /// What requests are signed for.
    pub(crate) signed_for: String,
    /// By name, beginning with a small letter.
    pub(crate) operations: BTreeMap<String, Operation>,
}

/// An operation.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    /// Whether anybody may call it without credentials.
    pub(crate) unsigned: bool,
    pub(crate) method: String,
    /// The path of its requests, with `{Member}` for what is in it.
    pub(crate) path: String,
    pub(crate) members: Vec<Member>,
    pub(crate) roles: Vec<Role>,
}

/// A parameter, as Step Functions spells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) form: Form,
    /// Whether its values have the form of an ARN, as far as the model tells.
    pub(crate) takes_arn: bool,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Texts,
    #[default]
    Other,
}

/// A text that may be a role, somewhere in the parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Role {
    /// `A.B[].RoleArn`
    pub(crate) path: String,
    /// What the model calls the type of it.
    pub(crate) shape: String,
    /// Whether its values have the form of a role's ARN, as far as the model tells.
    pub(crate) is_role: bool,
}

/// The models by folder, and the folders by service id.
#[derive(Debug, Default)]
pub(crate) struct Models {
    folders: BTreeMap<String, Model>,
    ids: BTreeMap<String, String>,
}

impl Models {
    /// Reads the newest model of every service.
    pub(crate) fn read(packages: &Path) -> Result<Self, String> {
        let mut models = Self::default();
        for service in folder(&packages.join("botocore/data"))? {
            if !service.is_dir() {
                continue;
            }
            let Some(newest) = folder(&service)?.pop() else {
                continue;
            };
            let path = newest.join("service-2.json");
            let told = |error: String| format!("{}: {error}", path.display());
            let text = read(&path).map_err(told)?;
            let json = serde_json::from_str(&text).map_err(|error| told(error.to_string()))?;
            let name = service.file_name().unwrap_or_default().to_string_lossy();
            let model = model(json);
            let id = models.ids.entry(model.id.clone());
            id.or_insert_with(|| name.to_string());
            models.folders.insert(name.into_owned(), model);
        }
        Ok(models)
    }

    /// The folder of the service with that id, all marks left out.
    pub(crate) fn folder_of(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(String::as_str)
    }

    pub(crate) fn get(&self, folder: &str) -> Option<&Model> {
        self.folders.get(folder)
    }
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

/// What is needed of a model.
pub(crate) fn model(mut json: Value) -> Model {
    // Whether serde_json sorts depends on a feature that any crate of the build can switch on.
    json.sort_all_objects();
    let metadata = &json["metadata"];
    let signed_for = metadata["signingName"]
        .as_str()
        .or_else(|| metadata["endpointPrefix"].as_str());
    let operations = json["operations"].as_object().into_iter().flatten();
    Model {
        id: bare(metadata["serviceId"].as_str().unwrap_or_default()),
        signed_for: signed_for.unwrap_or_default().to_owned(),
        operations: operations
            .map(|(name, declared)| {
                let name = first(name, char::to_ascii_lowercase);
                (name, operation(declared, &json["shapes"]))
            })
            .collect(),
    }
}

fn operation(declared: &Value, shapes: &Value) -> Operation {
    let input = declared["input"]["shape"].as_str().unwrap_or_default();
    let shape = &shapes[input];
    let nothing = Map::new();
    let members = shape["members"].as_object().unwrap_or(&nothing);
    let is_required = |name: &String| {
        let list = shape["required"].as_array();
        list.is_some_and(|list| list.iter().any(|required| required == name))
    };
    let mut path = declared["http"]["requestUri"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    for (name, member) in members {
        let place = member["locationName"].as_str().unwrap_or(name);
        path = path.replace(&format!("{{{place}}}"), &format!("{{{}}}", spelt(name)));
    }
    let member = |(name, member): (&String, &Value)| {
        let shape = &shapes[member["shape"].as_str().unwrap_or_default()];
        let (form, text) = form(shape, shapes);
        Member {
            name: spelt(name),
            required: is_required(name) && member["idempotencyToken"] != true,
            form,
            takes_arn: matches(text, "arn:"),
        }
    };
    let mut roles = Vec::new();
    find_roles(input, "", shapes, &mut Vec::new(), &mut roles);
    roles.sort_by(|a, b| a.path.cmp(&b.path));
    Operation {
        unsigned: declared["authtype"] == "none" || declared["auth"][0] == "smithy.api#noAuth",
        method: declared["http"]["method"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        path,
        members: members.iter().map(member).collect(),
        roles,
    }
}

fn form<'m>(shape: &'m Value, shapes: &'m Value) -> (Form, &'m Value) {
    match shape["type"].as_str() {
        // Words of the API that the ARN may spell otherwise: `REGIONAL`.
        Some("string") if has_capitals(shape) => (Form::Other, &Value::Null),
        Some("string" | "integer" | "long") => (Form::Text, shape),
        Some("list") => {
            let item = &shapes[shape["member"]["shape"].as_str().unwrap_or_default()];
            match item["type"].as_str() {
                Some("string") => (Form::Texts, item),
                _ => (Form::Other, &Value::Null),
            }
        }
        _ => (Form::Other, &Value::Null),
    }
}

/// The shape that a member, an item or a value is of.
fn inner(declared: &Value) -> &str {
    declared["shape"].as_str().unwrap_or_default()
}

/// Whether a shape is one of some words, and some are written in capitals.
fn has_capitals(shape: &Value) -> bool {
    let words = shape["enum"].as_array().into_iter().flatten();
    let mut words = words.filter_map(Value::as_str);
    words.any(|word| word.contains(|c: char| c.is_ascii_uppercase()))
}

/// Whether the pattern that values of a shape match has the text in it.
fn matches(shape: &Value, text: &str) -> bool {
    let pattern = shape["pattern"].as_str().unwrap_or_default();
    let plain: String = pattern
        .chars()
        .filter(|c| !matches!(c, '\\' | '(' | ')' | '^'))
        .collect();
    plain.contains(text)
}

/// Finds texts that are called a role, in whatever is in a shape but itself.
fn find_roles(
    name: &str,
    path: &str,
    shapes: &Value,
    within: &mut Vec<String>,
    found: &mut Vec<Role>,
) {
    if within.len() >= MAX_DEPTH || within.iter().any(|outer| outer == name) {
        return;
    }
    let shape = &shapes[name];
    within.push(name.to_owned());
    match shape["type"].as_str() {
        Some("structure") => {
            for (member, declared) in shape["members"].as_object().into_iter().flatten() {
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{}", spelt(member));
                find_roles(inner(declared), &path, shapes, within, found);
            }
        }
        Some("list") => {
            let path = format!("{path}[]");
            find_roles(inner(&shape["member"]), &path, shapes, within, found);
        }
        Some("map") => {
            let path = format!("{path}[values]");
            find_roles(inner(&shape["value"]), &path, shapes, within, found);
        }
        Some("string") if !shape.as_object().is_some_and(|s| s.contains_key("enum")) => {
            let last = path.rsplit('.').next().unwrap_or_default();
            if last.to_lowercase().contains("role") {
                found.push(Role {
                    path: path.to_owned(),
                    shape: name.to_owned(),
                    is_role: matches(shape, "role/") || matches(shape, ":iam:"),
                });
            }
        }
        _ => {}
    }
    within.pop();
}

/// The word with its first letter made large or small.
pub(crate) fn first(word: &str, change: fn(&char) -> char) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| change(&c));
    first.into_iter().chain(chars).collect()
}

/// A member of the API as Step Functions spells it: as the AWS SDK for Java does, which makes one word of the capitals that a
/// name begins with, `DBInstanceIdentifier` to `dbInstanceIdentifier`, and then with a capital. Capitals further on stay.
pub(crate) fn spelt(member: &str) -> String {
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
    fn an_operation_is_what_its_shapes_say() {
        let json = serde_json::json!({
            "metadata": {"endpointPrefix": "things"},
            "operations": {
                "GetThing": {"http": {"method": "GET", "requestUri": "/things/{thing_id}"}, "input": {"shape": "Get"}, "authtype": "none"},
            },
            "shapes": {
                "Get": {"type": "structure", "required": ["id", "token"], "members": {
                    "id": {"shape": "Id", "locationName": "thing_id"},
                    "token": {"shape": "Id", "idempotencyToken": true},
                    "roles": {"shape": "Roles"},
                    "self": {"shape": "Get"},
                }},
                "Id": {"type": "string", "pattern": "^(arn:aws:.*|[a-z]+)$"},
                "Roles": {"type": "map", "value": {"shape": "RoleList"}},
                "RoleList": {"type": "list", "member": {"shape": "Role"}},
                "Role": {"type": "string", "pattern": "arn:aws:iam::\\d{12}:role\\/.*"},
            },
        });
        let model = model(json);
        assert_eq!(model.signed_for, "things");
        let get = &model.operations["getThing"];
        assert_eq!(
            (get.method.as_str(), get.path.as_str()),
            ("GET", "/things/{Id}")
        );
        assert!(get.unsigned);
        let shown: Vec<_> = get
            .members
            .iter()
            .map(|member| (member.name.as_str(), member.required, member.form))
            .collect();
        assert_eq!(
            shown,
            [
                ("Id", true, Form::Text),
                ("Roles", false, Form::Other),
                ("Self", false, Form::Other),
                ("Token", false, Form::Text),
            ]
        );
        assert!(get.members[0].takes_arn);
        let roles: Vec<_> = get.roles.iter().map(|role| role.path.as_str()).collect();
        assert_eq!(roles, ["Roles[values][]"]);
        assert!(get.roles[0].is_role);
    }
}
