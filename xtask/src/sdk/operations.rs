//! What no package says of an operation's actions: `xtask/sdk/operations.txt`, whose head says how it is written.

use std::collections::{BTreeMap, BTreeSet};

/// What is said of one operation.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Its actions, in place of what the packages say.
    pub(crate) actions: Option<Vec<String>>,
    /// Whether its actions have no resources, whatever the packages say.
    pub(crate) on_nothing: bool,
    /// Actions that it may also need.
    pub(crate) others: BTreeSet<String>,
    /// Parameters that hold a role which it passes on, besides those that are called so.
    pub(crate) roles: Vec<String>,
}

/// All that is said.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    /// Services whose action is the method of the request, and whose resource its path.
    pub(crate) by_method: BTreeSet<String>,
    /// By `service:operation`.
    said: BTreeMap<String, Said>,
}

impl Operations {
    pub(crate) fn get(&self, service: &str, operation: &str) -> Option<&Said> {
        self.said.get(&format!("{service}:{operation}"))
    }

    /// Every operation that something is said of, as `service:operation`.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.said.keys()
    }
}

/// Reads the file; every problem is told with its line.
pub(crate) fn read(file: &str, text: &str) -> Result<Operations, Vec<String>> {
    let mut operations = Operations::default();
    let mut problems = Vec::new();
    let mut sourced = false;
    for (at, line) in text.lines().enumerate() {
        let result = match line.split_once(' ') {
            _ if line.is_empty() || line.starts_with('#') => Ok(()),
            _ if line.starts_with('[') => {
                let inside = line.strip_suffix(']').and_then(|line| line.split_once(' '));
                sourced = inside.is_some_and(|(source, date)| {
                    source.starts_with("[https://") && date.len() == "2026-11".len()
                });
                Ok(())
            }
            _ if !sourced => Err("it has no `[source date]` above it".to_owned()),
            Some((service, "by method")) => {
                operations.by_method.insert(service.to_owned());
                Ok(())
            }
            Some((names, rest)) => names
                .split(',')
                .try_for_each(|name| add(&mut operations.said, name, rest)),
            None => Err("nothing is said of it".to_owned()),
        };
        if let Err(problem) = result {
            problems.push(format!("{file}:{}: {problem}", at + 1));
        }
    }
    if problems.is_empty() {
        Ok(operations)
    } else {
        Err(problems)
    }
}

fn add(said: &mut BTreeMap<String, Said>, name: &str, rest: &str) -> Result<(), String> {
    if name.split(':').count() != 2 {
        return Err(format!("`{name}` is not service:operation"));
    }
    let entry = said.entry(name.to_owned()).or_default();
    let mut words = rest.split(' ');
    while let (Some(word), given) = (words.next(), words.next()) {
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        match (word, given) {
            ("=", Some(actions)) if entry.actions.is_none() => {
                entry.actions = Some(list(actions));
            }
            ("~", Some(actions)) => entry.others.extend(list(actions)),
            ("<", Some(paths)) => entry.roles.extend(list(paths)),
            ("on", Some("*")) => entry.on_nothing = true,
            _ => return Err(format!("`{word}` of `{name}` cannot be read")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_about_the_operations_before_them() {
        let text = "# head\n[https://example.com 2026-11]\ngateway by method\na:b,a:c = X,y:Z ~ W\na:c on * < R\n";
        let operations = read("o", text).unwrap();
        assert!(operations.by_method.contains("gateway"));
        let said = operations.get("a", "c").unwrap();
        assert_eq!(
            said.actions.as_deref(),
            Some(&["X".into(), "y:Z".into()][..])
        );
        assert_eq!(said.roles, ["R"]);
        assert!(said.on_nothing && said.others.contains("W"));
        assert!(!operations.get("a", "b").unwrap().on_nothing);
        assert_eq!(operations.get("a", "d"), None);
    }

    #[test]
    fn what_has_no_source_is_told() {
        let problems = read("o", "a:b = X\n[https://example.com 2026-11]\na = X\n").unwrap_err();
        assert_eq!(
            problems,
            [
                "o:1: it has no `[source date]` above it",
                "o:3: `a` is not service:operation"
            ]
        );
    }
}
