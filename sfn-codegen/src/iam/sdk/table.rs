//! The table of SDK calls: found by binary search in the text as it was committed, with nothing read beforehand.
//!
//! `data/sdk.txt` describes its own form.

use crate::iam::tables::sdk_services::SERVICES;

/// The table.
static TEXT: &str = include_str!("../../../data/sdk.txt");

/// A service in the table.
#[derive(Debug)]
pub(in crate::iam) struct Service {
    /// As in `arn:aws:states:::aws-sdk:name:operation`.
    pub(in crate::iam) name: &'static str,
    /// Of its IAM actions.
    pub(in crate::iam) prefix: &'static str,
    pub(in crate::iam) templates: usize,
    pub(in crate::iam) operations: usize,
    pub(in crate::iam) end: usize,
}

/// What is known of the IAM actions of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actions {
    /// One or more.
    Known,
    /// The call is not authorized by IAM.
    NotNeeded,
    /// Nothing.
    NotKnown,
}

/// An operation in the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    service: &'static Service,
    actions: &'static str,
    resources: &'static str,
    roles: &'static str,
    others: &'static str,
}

/// What an action is authorized on; nothing when it has no resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct On {
    pub(crate) resources: Vec<Resource>,
}

/// A type of resource that an action is authorized on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    /// Its ARN.
    pub(crate) template: &'static str,
    /// The parameter that may hold the whole ARN.
    pub(crate) holder: Option<&'static str>,
    /// Whether a call names one of the type.
    pub(crate) required: bool,
    /// Whether it matters only to calls that name one.
    pub(crate) only_named: bool,
}

impl On {
    /// Whether it may be called without naming any resource; IAM then sees none at all.
    pub(crate) fn is_optional(&self) -> bool {
        !self.resources.iter().any(|resource| resource.required)
    }
}

/// The service of that name.
pub(crate) fn service(name: &str) -> Option<&'static Service> {
    SERVICES
        .binary_search_by(|service| service.name.cmp(name))
        .ok()
        .map(|at| &SERVICES[at])
}

/// The names of all services.
pub(crate) fn services() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|service| service.name)
}

impl Service {
    /// The operation of that name.
    pub(crate) fn operation(&'static self, name: &str) -> Option<Operation> {
        let lines = TEXT.get(self.operations..self.end)?;
        let (mut low, mut high) = (0, lines.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = lines[..middle].rfind('\n').map_or(0, |at| at + 1).max(low);
            let end = lines[start..]
                .find('\n')
                .map_or(lines.len(), |at| start + at);
            let line = &lines[start..end];
            let found = line.split(' ').next().unwrap_or_default();
            match found.cmp(name) {
                std::cmp::Ordering::Equal => return Some(self.read(line)),
                std::cmp::Ordering::Less => low = end + 1,
                std::cmp::Ordering::Greater => high = start,
            }
        }
        None
    }

    /// The names of all operations.
    pub(crate) fn operations(&'static self) -> impl Iterator<Item = &'static str> {
        let lines = TEXT.get(self.operations..self.end).unwrap_or_default();
        lines.lines().filter_map(|line| line.split(' ').next())
    }

    /// Whether Step Functions leaves the operation out although the service has it.
    pub(crate) fn leaves_out(&'static self, operation: &str) -> bool {
        self.head()
            .filter_map(|line| line.strip_prefix("unsupported "))
            .any(|list| list.split(',').any(|name| name == operation))
    }

    fn head(&'static self) -> impl Iterator<Item = &'static str> {
        TEXT.get(self.templates..self.operations)
            .unwrap_or_default()
            .lines()
    }

    /// The ARNs of its resources, the first of which has the number one.
    fn templates(&'static self) -> impl Iterator<Item = &'static str> {
        let lines = self.head().filter_map(|line| line.split_once(' '));
        lines
            .filter(|(number, _)| number.starts_with(|c: char| c.is_ascii_digit()))
            .map(|(_, template)| template)
    }

    fn read(&'static self, line: &'static str) -> Operation {
        let mut columns = line.split(' ');
        let mut next = || columns.next().unwrap_or_default();
        let (name, actions, resources) = (next(), next(), next());
        let (mut roles, mut others) = ("", "");
        for more in columns {
            if let Some(list) = more.strip_prefix('<') {
                roles = list;
            } else if let Some(list) = more.strip_prefix('~') {
                others = list;
            }
        }
        Operation {
            name,
            service: self,
            actions,
            resources,
            roles,
            others,
        }
    }
}

impl Operation {
    /// What is known of its actions.
    pub(crate) fn known(&self) -> Actions {
        match self.actions {
            "?" => Actions::NotKnown,
            "!" => Actions::NotNeeded,
            _ => Actions::Known,
        }
    }

    /// The actions, each with its resources.
    pub(crate) fn actions(&self) -> impl Iterator<Item = (String, On)> + use<> {
        let Self { service, .. } = *self;
        let own = self.own_action();
        let actions = if self.known() == Actions::Known {
            self.actions
        } else {
            ""
        };
        let names =
            actions
                .split(',')
                .filter(|name| !name.is_empty())
                .map(move |name| match name {
                    "=" => own.clone(),
                    name => with_prefix(name, service.prefix),
                });
        let templates: Vec<&str> = service.templates().collect();
        names
            .zip(self.resources.split(';'))
            .map(move |(name, words)| (name, on(words, &templates)))
    }

    /// The parameters that hold a role which the call passes on.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.roles.split(',').filter(|path| !path.is_empty())
    }

    /// The actions it may need besides.
    pub(crate) fn others(&self) -> Vec<String> {
        self.others
            .split(',')
            .filter(|name| !name.is_empty())
            .map(|name| with_prefix(name, self.service.prefix))
            .collect()
    }

    fn own_action(&self) -> String {
        let mut name = self.name.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        with_prefix(&name, self.service.prefix)
    }
}

/// What a column of resources says.
fn on(words: &'static str, templates: &[&'static str]) -> On {
    let mut on = On::default();
    let (mut holder, mut required, mut only_named) = (None, true, false);
    for word in words.split(',') {
        if matches!(word, "?" | "??") {
            (holder, required, only_named) = (None, false, word == "??");
        } else if let Some(parameter) = word.strip_prefix('@') {
            holder = Some(parameter);
        } else if let Some(template) = word
            .parse::<usize>()
            .ok()
            .and_then(|number| templates.get(number.checked_sub(1)?))
        {
            on.resources.push(Resource {
                template,
                holder,
                required,
                only_named,
            });
        }
    }
    on
}

fn with_prefix(action: &str, prefix: &str) -> String {
    if action.contains(':') {
        action.to_owned()
    } else {
        format!("{prefix}:{action}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_found_where_it_is() {
        let mut count = 0;
        for name in services() {
            let service = service(name).unwrap();
            for operation in service.operations() {
                let found = service
                    .operation(operation)
                    .unwrap_or_else(|| panic!("{name}:{operation}"));
                assert_eq!(found.name, operation);
                assert_eq!(
                    found.known() == Actions::Known,
                    found.actions().next().is_some(),
                    "{name}:{operation}"
                );
                count += 1;
            }
            assert!(service.operation("").is_none());
            assert!(service.operation("zzz").is_none());
        }
        assert!(count > 19_000, "{count}");
    }

    #[test]
    fn an_operation_says_what_it_needs() {
        let copy = service("s3").unwrap().operation("copyObject").unwrap();
        let actions: Vec<String> = copy.actions().map(|(action, _)| action).collect();
        assert_eq!(actions, ["s3:GetObject", "s3:PutObject"]);
        let get = service("dynamodb").unwrap().operation("getItem").unwrap();
        let actions: Vec<_> = get.actions().collect();
        let table = Resource {
            template: "arn:{partition}:dynamodb:{region}:{account}:table/{TableName}",
            holder: None,
            required: true,
            only_named: false,
        };
        let on = On {
            resources: vec![table],
        };
        assert_eq!(actions, [("dynamodb:GetItem".to_owned(), on)]);
        let speech = service("polly")
            .unwrap()
            .operation("synthesizeSpeech")
            .unwrap();
        assert!(speech.actions().all(|(_, on)| on.is_optional()));
        // What is tagged may be anything that has tags.
        let tag = service("sagemaker").unwrap().operation("addTags").unwrap();
        for (_, on) in tag.actions() {
            assert!(on.resources.len() > 20);
            assert!(
                on.resources
                    .iter()
                    .all(|one| one.holder == Some("ResourceArn"))
            );
        }
        assert!(service("s3").unwrap().leaves_out("selectObjectContent"));
    }
}
