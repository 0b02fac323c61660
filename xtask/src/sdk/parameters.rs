//! Writes `sfn-sdk/data/sdk_parameters.txt`: the parameters of every operation that an AWS SDK integration can call, and
//! which of them it requires.

use super::model::{Model, Operation};
use super::services::Service;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What the file says of itself.
pub(super) const ABOUT: &str = "\
# The parameters of the operations that AWS SDK integrations can call (arn:aws:states:::aws-sdk:service:operation), for
# `aws_sdk!` and `sfn validate`. Nothing here is written by hand.
#
# [service] other names that people know it by
# names of its parameters, most used first
# unsupported operations that Step Functions leaves out
# operation, what it requires (- for nothing), what it takes besides
#
# A parameter is the number of its name: a letter (a to z, A to Z) from 0 to 51, with how often 52 comes to it before that.
# What the SDK fills in by itself, a token for a call that is repeated, is not required.
";

/// Writes a service.
pub(super) fn write(out: &mut String, service: &Service, model: Option<&Model>) {
    let _ = write!(out, "[{}]", service.name);
    let others: BTreeSet<&str> = [&service.prefix, &service.folder]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|other| *other != service.name)
        .collect();
    for other in others {
        let _ = write!(out, " {other}");
    }
    out.push('\n');
    let operations: BTreeMap<&String, [Vec<&str>; 2]> = service
        .operations(model)
        .map(|(name, operation)| (name, parameters(operation)))
        .collect();
    let numbers = numbers(operations.values());
    if !numbers.is_empty() {
        let mut names: Vec<(&usize, &&str)> = numbers.iter().map(|(name, at)| (at, name)).collect();
        names.sort();
        let names: Vec<&str> = names.iter().map(|(_, name)| **name).collect();
        let _ = writeln!(out, "names {}", names.join(" "));
    }
    if !service.without.is_empty() {
        let _ = writeln!(out, "unsupported {}", service.without.join(" "));
    }
    for (operation, [required, optional]) in &operations {
        let shown = |names: &[&str]| {
            let letters = names.iter().map(|name| letters(numbers[name]));
            letters.collect::<String>()
        };
        let _ = match (required.is_empty(), optional.is_empty()) {
            (true, true) => writeln!(out, "{operation}"),
            (true, false) => writeln!(out, "{operation} - {}", shown(optional)),
            (false, true) => writeln!(out, "{operation} {}", shown(required)),
            (false, false) => {
                writeln!(out, "{operation} {} {}", shown(required), shown(optional))
            }
        };
    }
}

/// What an operation requires, and what it takes besides.
fn parameters(operation: &Operation) -> [Vec<&str>; 2] {
    let mut names: [Vec<&str>; 2] = Default::default();
    for member in &operation.members {
        names[usize::from(!member.required)].push(&member.name);
    }
    names.iter_mut().for_each(|names| names.sort_unstable());
    names
}

/// The names by how often they are used, so that the usual ones are short.
fn numbers<'a>(
    operations: impl Iterator<Item = &'a [Vec<&'a str>; 2]>,
) -> BTreeMap<&'a str, usize> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for name in operations.flatten().flatten() {
        *uses.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = uses.into_iter().collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sdk::model::Member;

    fn member(name: &str, required: bool) -> Member {
        Member {
            name: name.to_owned(),
            required,
            ..Member::default()
        }
    }

    #[test]
    fn an_operation_is_what_it_requires_and_what_it_takes() {
        let operation = |members: &[Member]| Operation {
            members: members.to_vec(),
            ..Operation::default()
        };
        let name = member("Name", false);
        let start = [
            member("StateMachineArn", true),
            name.clone(),
            member("Token", false),
        ];
        let model = Model {
            operations: [
                ("startExecution", operation(&start)),
                ("listActivities", operation(std::slice::from_ref(&name))),
                ("getStream", operation(&[name])),
                ("ping", operation(&[])),
            ]
            .map(|(name, operation)| (name.to_owned(), operation))
            .into(),
            ..Model::default()
        };
        let service = Service {
            name: "sfn".to_owned(),
            prefix: Some("states".to_owned()),
            folder: Some("stepfunctions".to_owned()),
            without: vec!["getStream".to_owned()],
            ..Service::default()
        };
        let mut out = String::new();
        write(&mut out, &service, Some(&model));
        assert_eq!(
            out,
            "[sfn] states stepfunctions\nnames Name StateMachineArn Token\nunsupported getStream\nlistActivities - a\nping\nstartExecution b ac\n"
        );
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
        let [actions, parameters] =
            [crate::sdk::ACTIONS, crate::sdk::PARAMETERS].map(|path| operations(&read(path)));
        assert!(actions.len() > 19_000, "{}", actions.len());
        let differ: Vec<_> = actions.symmetric_difference(&parameters).take(10).collect();
        assert!(differ.is_empty(), "{differ:?}");
    }
}
