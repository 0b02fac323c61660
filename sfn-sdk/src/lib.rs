//! What an AWS SDK integration (`arn:aws:states:::aws-sdk:service:operation`) takes: services, their operations, and the
//! parameters of each, of which some are required.
//!
//! One table, `data/sdk_parameters.txt`, whose head says how it is written: the compiler's checks of `aws_sdk!` and those of
//! `sfn validate` read the same. Looked up as text: a call costs a walk over the operations of its service, and what is not
//! asked for costs nothing. Knows nothing of definitions, of macros and of IAM.
//!
//! ```
//! let operation = sfn_sdk::Service::named("s3").and_then(|s3| s3.operation("getObject"));
//! assert_eq!(operation.map(|get| get.required), Some(vec!["Bucket", "Key"]));
//! ```

use std::sync::OnceLock;

static TABLE: &str = include_str!("../data/sdk_parameters.txt");

/// First words of lines that are about something else.
const NOT_OPERATIONS: [&str; 3] = ["names", "unsupported", ""];

/// A service, and the lines about it.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// As in `arn:aws:states:::aws-sdk:name:operation`.
    pub name: &'static str,
    /// Other names that people know it by.
    others: &'static str,
    lines: &'static str,
}

/// Every service, in order. Found once for all calls of a crate, in a few milliseconds.
#[must_use]
pub fn services() -> &'static [Service] {
    static SERVICES: OnceLock<Vec<Service>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let mut begins = Vec::new();
        let mut at = 0;
        for line in TABLE.split('\n') {
            if line.starts_with('[') {
                begins.push(at);
            }
            at += line.len() + 1;
        }
        let ends = begins.iter().skip(1).copied().chain([TABLE.len()]);
        let texts = begins
            .iter()
            .zip(ends)
            .map(|(begin, end)| &TABLE[*begin..end]);
        texts.filter_map(Service::read).collect()
    })
}

impl Service {
    fn read(text: &'static str) -> Option<Service> {
        let (head, lines) = text.split_once('\n')?;
        let (name, others) = head.strip_prefix('[')?.split_once(']')?;
        Some(Service {
            name,
            others,
            lines,
        })
    }

    /// The service with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Service> {
        let services = services();
        let at = services.binary_search_by(|service| service.name.cmp(name));
        at.ok().map(|at| services[at])
    }

    /// Whether people know it by this name: the prefix of its IAM actions, the SDK's name.
    #[must_use]
    pub fn is_known_as(&self, name: &str) -> bool {
        let mut others = self.others.split_whitespace();
        others.any(|other| other == name)
    }

    /// The names of its operations.
    pub fn operations(&self) -> impl Iterator<Item = &'static str> {
        let words = self.lines.lines().map(first_word);
        words.filter(|word| !NOT_OPERATIONS.contains(word))
    }

    /// Whether Step Functions leaves this operation out.
    #[must_use]
    pub fn leaves_out(&self, operation: &str) -> bool {
        self.line("unsupported")
            .is_some_and(|words| words.split(' ').any(|word| word == operation))
    }

    /// The operation with this name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<Operation> {
        if NOT_OPERATIONS.contains(&name) {
            return None;
        }
        let mut words = self.line(name)?.split(' ');
        let names: Vec<&str> = self.line("names").unwrap_or("").split(' ').collect();
        let mut read = || numbers(words.next().unwrap_or("-"), &names);
        Some(Operation {
            required: read(),
            optional: read(),
        })
    }

    /// What stands behind the first word of a line.
    fn line(&self, word: &str) -> Option<&'static str> {
        let line = self.lines.lines().find(|line| first_word(line) == word)?;
        Some(line[word.len()..].trim_start())
    }
}

fn first_word(line: &'static str) -> &'static str {
    line.split(' ').next().unwrap_or_default()
}

/// What an operation takes, in the spelling of a state: each name begins with a capital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What a call must have. What the SDK makes up by itself, such as a token for a call that is repeated, is not among it.
    pub required: Vec<&'static str>,
    /// What it can have besides.
    pub optional: Vec<&'static str>,
}

impl Operation {
    /// Everything it takes.
    pub fn all(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.required.iter().chain(&self.optional).copied()
    }
}

/// The names that numbers stand for.
fn numbers(text: &str, names: &[&'static str]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut before = 0;
    for c in text.chars() {
        let low = match c {
            '0'..='9' => {
                before = before * 10 + (c as usize - '0' as usize);
                continue;
            }
            'a'..='z' => c as usize - 'a' as usize,
            'A'..='Z' => c as usize - 'A' as usize + 26,
            _ => continue,
        };
        found.extend(names.get(before * 52 + low));
        before = 0;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values from the API reference of each service.
    #[test]
    fn operations_are_found_with_what_they_take() {
        let get = Service::named("s3")
            .unwrap()
            .operation("getObject")
            .unwrap();
        assert_eq!(get.required, ["Bucket", "Key"]);
        assert!(get.optional.contains(&"VersionId"));
        let start = Service::named("sfn").unwrap();
        assert!(start.is_known_as("states") && start.is_known_as("stepfunctions"));
        let start = start.operation("startSyncExecution").unwrap();
        assert_eq!(start.required, ["StateMachineArn"]);
        // The SDK makes up the token.
        let schedule = Service::named("scheduler").unwrap();
        let create = schedule.operation("createSchedule").unwrap();
        assert!(create.optional.contains(&"ClientToken"));
        // Camel case in the API, Pascal case here.
        let run = Service::named("ecs").unwrap().operation("runTask").unwrap();
        assert_eq!(run.required, ["TaskDefinition"]);
        // A service with more than 52 names.
        let instances = Service::named("ec2").unwrap();
        let instances = instances.operation("runInstances").unwrap();
        assert_eq!(instances.required, ["MaxCount", "MinCount"]);
        assert!(instances.optional.contains(&"HibernationOptions"));
        assert!(Service::named("s4").is_none() && Service::named("").is_none());
        assert!(Service::named("s3").unwrap().operation("names").is_none());
    }

    #[test]
    fn every_line_is_read() {
        let mut count = 0;
        for service in services() {
            assert!(Service::named(service.name).is_some(), "{}", service.name);
            // Not all of them: each is looked up from the beginning.
            for operation in service.operations().step_by(20) {
                let taken = service.operation(operation).unwrap();
                let line = service.line(operation).unwrap();
                let letters = line.chars().filter(char::is_ascii_alphabetic).count();
                assert_eq!(taken.required.len() + taken.optional.len(), letters);
                count += 1;
            }
        }
        assert!(count > 900, "{count}");
    }
}
