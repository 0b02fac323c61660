//! Variables of resource ARNs that no rule fills, or that one would fill wrongly: `xtask/sdk/variables.txt`, whose head says
//! how it is written.

use std::collections::{BTreeMap, BTreeSet};

/// What stands for a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Nothing: no parameter tells it.
    Never,
    /// A parameter, with words that say how it is read.
    Given(String),
    /// A parameter holds the whole ARN.
    WholeArn(String),
}

/// All of them, by service or `service:operation`, type and variable.
#[derive(Debug, Default)]
pub(crate) struct Irregular {
    ways: BTreeMap<[String; 3], Way>,
}

impl Irregular {
    /// What stands for the variable: what is said of the operation, or else of the service; whether it was the operation.
    pub(crate) fn way(
        &self,
        service: &str,
        operation: &str,
        kind: &str,
        variable: &str,
    ) -> Option<(&Way, bool)> {
        let of = [
            (format!("{service}:{operation}"), true),
            (service.to_owned(), false),
        ];
        of.iter().find_map(|(of, one)| {
            let keys = [[kind, variable], [kind, "*"], ["*", variable], ["*", "*"]];
            keys.iter().find_map(|[kind, variable]| {
                let key = [of.clone(), (*kind).to_owned(), (*variable).to_owned()];
                self.ways.get(&key).map(|way| (way, *one))
            })
        })
    }

    /// Every service or operation that something is said of.
    pub(crate) fn about(&self) -> BTreeSet<&str> {
        self.ways.keys().map(|[about, ..]| about.as_str()).collect()
    }
}

/// Reads the file; every problem is told with its line.
pub(crate) fn read(file: &str, text: &str) -> Result<Irregular, Vec<String>> {
    let mut irregular = Irregular::default();
    let mut problems = Vec::new();
    let mut sourced = false;
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('[') {
            sourced = line.starts_with("[https://");
            continue;
        }
        let problem = match line.split_once(" = ") {
            _ if !sourced => Some("it has no `[source date]` above it".to_owned()),
            Some((left, right)) => add(&mut irregular, left, right),
            None => Some("a line is `service type variable = parameter`".to_owned()),
        };
        problems.extend(problem.map(|problem| format!("{file}:{}: {problem}", at + 1)));
    }
    if problems.is_empty() {
        Ok(irregular)
    } else {
        Err(problems)
    }
}

fn add(irregular: &mut Irregular, left: &str, right: &str) -> Option<String> {
    let words: Vec<&str> = left.split(' ').collect();
    let [of, kinds, variable] = words.as_slice() else {
        return Some("a line is `service type variable = parameter`".to_owned());
    };
    let way = match right {
        "-" => Way::Never,
        _ => match right.strip_prefix('@') {
            Some(parameter) => Way::WholeArn(parameter.to_owned()),
            None => Way::Given(right.to_owned()),
        },
    };
    for of in of.split(',') {
        for kind in kinds.split(',') {
            let key = [of.to_owned(), kind.to_owned(), (*variable).to_owned()];
            if irregular.ways.insert(key, way.clone()).is_some() {
                return Some(format!("`{of} {kind} {variable}` is there twice"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_an_operation_goes_before_what_is_said_of_its_service() {
        let text = "[https://example.com 2026-11]\na * Scope = -\na:b,a:c table Name = Table rev\na:d * * = @ResourceName\n";
        let irregular = read("v", text).unwrap();
        let way = |operation, kind, variable| {
            let way = irregular.way("a", operation, kind, variable);
            way.map(|(way, _)| way)
        };
        assert_eq!(way("x", "table", "Scope"), Some(&Way::Never));
        assert_eq!(
            way("c", "table", "Name"),
            Some(&Way::Given("Table rev".into()))
        );
        assert_eq!(
            way("d", "any", "Name"),
            Some(&Way::WholeArn("ResourceName".into()))
        );
        assert_eq!(way("c", "view", "Name"), None);
    }

    #[test]
    fn problems_are_told_with_their_lines() {
        let problems = read(
            "v",
            "a b c = d\n[https://example.com 2026-11]\na b = d\na b c = d\na b c = e\n",
        );
        assert_eq!(
            problems.unwrap_err(),
            [
                "v:1: it has no `[source date]` above it",
                "v:3: a line is `service type variable = parameter`",
                "v:5: `a b c` is there twice"
            ]
        );
    }
}
