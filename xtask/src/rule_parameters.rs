//! Whether the parameters that `sfn-codegen/data/sdk_rules.txt` reads exist: a name that no call has is never found in one,
//! and what the rule would allow is silently missing.

use crate::rows;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Parameters = BTreeMap<String, BTreeSet<String>>;

/// The parameters by `service:operation`, from `sfn-sdk/data/sdk_parameters.txt`, whose head says how it is written.
fn parameters(text: &str) -> Parameters {
    let (mut service, mut names) = ("", Vec::new());
    let mut all = Parameters::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(rest) = line.strip_prefix('[') {
            service = rest.split(']').next().unwrap_or_default();
            continue;
        }
        let mut words = line.split(' ');
        match words.next() {
            Some("names") => names = words.map(str::to_owned).collect(),
            Some("unsupported" | "") | None => {}
            Some(operation) => {
                let known = all.entry(format!("{service}:{operation}")).or_default();
                for numbers in words.filter(|numbers| *numbers != "-") {
                    known.extend(decoded(numbers).filter_map(|at| names.get(at).cloned()));
                }
            }
        }
    }
    all
}

/// The numbers of names: a letter from 0 to 51, after how often 52 comes to it.
fn decoded(numbers: &str) -> impl Iterator<Item = usize> {
    let mut times = 0;
    numbers.bytes().filter_map(move |byte| {
        let letter = match byte {
            b'0'..=b'9' => {
                times = times * 10 + usize::from(byte - b'0');
                return None;
            }
            b'a'..=b'z' => usize::from(byte - b'a'),
            byte => usize::from(byte - b'A') + 26,
        };
        Some(letter + 52 * std::mem::take(&mut times))
    })
}

/// The first names of the parameters that a template reads.
fn read(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|hole| {
        let path = hole.split(['}', ' ']).next()?.trim_start_matches('?');
        let first = path.split(['.', '[']).next()?;
        let ours = ["partition", "region", "account", "self", ""];
        (!ours.contains(&first)).then_some(first)
    })
}

#[test]
fn rules_read_parameters_that_calls_have() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let known = parameters(&text("sfn-sdk/data/sdk_parameters.txt"));
    let rows = rows::parse("sdk_rules.txt", &text("sfn-codegen/data/sdk_rules.txt")).unwrap();
    let anywhere: BTreeSet<&String> = known.values().flatten().collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let own = row.name.strip_prefix("aws-sdk:").map(|name| {
            let known = known.get(name);
            known.unwrap_or_else(|| panic!("there is no operation `{name}`"))
        });
        let mut used: Vec<&str> = Vec::new();
        for resource in row
            .resources
            .iter()
            .chain(row.grants.iter().flat_map(|grant| &grant.resources))
        {
            used.extend(read(&resource.template));
            used.extend(
                resource
                    .otherwise
                    .iter()
                    .flat_map(|template| read(template)),
            );
        }
        for grant in &row.grants {
            let values = grant.conditions.iter().flat_map(|(_, _, values)| values);
            used.extend(values.flat_map(|value| read(value)));
        }
        let whens = row
            .when
            .iter()
            .chain(row.grants.iter().filter_map(|grant| grant.when.as_ref()));
        used.extend(whens.filter_map(|when| when.parameter.split(['.', '[']).next()));
        for name in used {
            let there = match own {
                Some(own) => own.contains(name),
                None => anywhere.contains(&name.to_owned()),
            };
            if !there {
                wrong.push(format!("[{}] reads `{name}`", row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
