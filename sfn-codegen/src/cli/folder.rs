//! Folders: which of the files in them are looked at.
//!
//! What git ignores, hidden folders, `node_modules` and `target` hold what others made. A file called `*.asl.json` or `*.asl.yaml`
//! is a definition; other JSON and YAML is looked at when it is one, or a template with a resource that holds one.

use ignore::WalkBuilder;
use sfn_asl::{Json, Limits};
use std::fs;
use std::path::Path;

/// What was given.
pub(super) enum Given {
    /// A file, or something that is not there.
    File,
    /// The files of a folder by their names, and what could not be looked through.
    Folder(Vec<String>, Vec<String>),
}

/// What a name stands for.
pub(super) fn files(name: &str) -> Given {
    if name == "-" || !Path::new(name).is_dir() {
        return Given::File;
    }
    let walk = WalkBuilder::new(name)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(|entry| {
            let name = entry.file_name();
            let other = name == "node_modules" || name == "target";
            entry.depth() == 0 || !(other && entry.file_type().is_some_and(|of| of.is_dir()))
        })
        .build();
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|of| of.is_file()) => {
                if is_wanted(entry.path()) {
                    found.push(entry.path().to_string_lossy().into_owned());
                }
            }
            Ok(_) => {}
            Err(error) => errors.push(error.to_string()),
        }
    }
    Given::Folder(found, errors)
}

/// How the names of definitions end.
const DEFINITIONS: &[&str] = &[".asl.json", ".asl.yaml", ".asl.yml", ".asl"];
/// How the names of files end that may hold some.
const OTHERS: &[&str] = &[".json", ".yaml", ".yml", ".template"];

fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    ends(DEFINITIONS) || ends(OTHERS) && fs::read(path).is_ok_and(|bytes| holds_some(&name, &bytes))
}

/// What CloudFormation, SAM and Terraform call the resources that hold a definition; and the Serverless Framework its member.
const RESOURCES: &[&str] = &[
    "AWS::StepFunctions::StateMachine",
    "AWS::Serverless::StateMachine",
    "aws_sfn_state_machine",
    "stateMachines:",
];

/// Whether a text is a definition, or a template with a resource that holds one.
fn holds_some(name: &str, bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    if RESOURCES.iter().any(|word| text.contains(word)) {
        return true;
    }
    if !["StartAt", "States", "Type"]
        .iter()
        .all(|word| text.contains(word))
    {
        return false;
    }
    // The words may stand in a schema or in a document about definitions.
    let limits = Limits::default();
    let read = if name.ends_with(".json") {
        sfn_asl::read_json(&text, &limits)
    } else {
        sfn_asl::read_yaml_template(&text, &limits)
    };
    let member = |value: &Json, name| value.get(name).is_some();
    read.value
        .is_some_and(|value| member(&value, "StartAt") && member(&value, "States"))
}
