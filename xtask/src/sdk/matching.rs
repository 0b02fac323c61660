//! Which parameter of a call says what a variable of a resource ARN is, when the two are not spelt alike.
//!
//! A parameter is told by its name without what says how it names things (`Arn`, `Id`, `Name`, `Identifier`): `AnalyzerArn`
//! and `AnalyzerName` are about an analyzer. It gives a variable when both are about the same, or when it is about the type of
//! resource that the ARN is of; a parameter that is only called `Name` or `Id` is about what the operation is about. A call
//! that creates something does not know the id that the service will give it: there, a parameter counts only if calls that
//! come later name the resource by it. What is irregular is in `xtask/sdk/variables.txt`.

use super::irregular::{Irregular, Way};
use super::model::{Form, Member};
use super::name::{How, Name, object, verb};
use super::packages::bare;
use std::collections::BTreeSet;

/// Words that operations begin with which make a resource.
const CREATES: [&str; 14] = [
    "allocate",
    "build",
    "clone",
    "copy",
    "create",
    "generate",
    "import",
    "issue",
    "open",
    "provision",
    "purchase",
    "register",
    "request",
    "restore",
];

/// What parameters have before the name of a resource that others leave out.
const PREFIXES: [&str; 3] = ["cache", "cluster", "db"];

/// A resource ARN whose variables are parameters of a call, as far as there are such.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Filled {
    pub(crate) template: String,
    /// The parameter that holds the whole ARN, when one does.
    pub(crate) arn: Option<String>,
    /// Whether the resource matters only to calls that name one: there is a parameter for it, and nothing is made that gets
    /// one all the same, such as a group of parameters.
    pub(crate) only_named: bool,
}

/// An operation, as far as its parameters name resources.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) service: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) members: &'a [Member],
    pub(crate) irregular: &'a Irregular,
    /// How calls that create nothing name the types of resource: the type, the variable, the parameter.
    pub(crate) later: &'a BTreeSet<(String, String, String)>,
}

/// A variable in the ARN of a type of resource.
#[derive(Clone, Copy)]
struct Place<'a> {
    kind: &'a str,
    variable: &'a str,
    /// All that the ARN has.
    variables: &'a [&'a str],
    /// Whether it is the last of the ARN, which names the resource in what the others name.
    last: bool,
    only: bool,
    /// Whether the action has no other type of resource.
    alone: bool,
}

impl Call<'_> {
    /// Whether the call makes something that was not there.
    pub(crate) fn creates(&self) -> bool {
        let verb = verb(self.operation);
        CREATES.iter().any(|word| word.eq_ignore_ascii_case(verb))
    }

    /// The ARN of a type of resource, filled. The action has resources of all `kinds`.
    pub(crate) fn fill(&self, kind: &str, arn: &str, kinds: &[&str]) -> Filled {
        let variables: Vec<&str> = variables(arn).collect();
        let mut template = arn.to_owned();
        let mut whole = None;
        let mut used: Vec<String> = Vec::new();
        // Of the last variable, the one that names the resource.
        let mut named = false;
        let (mut by_arn, mut told) = (false, false);
        for (at, variable) in variables.iter().enumerate() {
            let place = Place {
                kind,
                variable,
                variables: &variables,
                last: at + 1 == variables.len(),
                only: variables.len() == 1,
                alone: kinds.len() == 1,
            };
            let way = self
                .irregular
                .way(self.service, self.operation, kind, variable);
            // What is said of a service does not count where a parameter has the very name.
            let bare_name = Name::bare_of(variable);
            let mut members = self.members.iter();
            let same = members.any(|member| {
                member.form != Form::Other && Name::bare_of(&member.name) == bare_name
            });
            let way = way
                .filter(|(way, one)| *one || !same || **way == Way::Never)
                .map(|(way, _)| way);
            let given = match way {
                Some(Way::Never) => None,
                Some(Way::Given(text)) if self.takes(text) => Some(text.clone()),
                Some(Way::WholeArn(parameter)) if self.takes(parameter) => {
                    whole = Some(parameter.clone());
                    None
                }
                Some(_) | None => self.giving(place).map(|member| {
                    by_arn = place.only && Name::of(&member.name).how == How::Arn;
                    written(member)
                }),
            };
            // What gives one variable gives no other, unless it is an ARN with all of them.
            let given = given.filter(|given| {
                !used.contains(given) || Name::of(given.trim_end_matches("[]")).how == How::Arn
            });
            used.extend(given.clone());
            told |= given.is_some();
            named = given.is_some();
            // A parameter begins with a capital: what does not is never taken for one.
            let given = given.or_else(|| {
                let taken = self.members.iter().any(|member| member.name == *variable);
                taken.then(|| super::model::first(variable, char::to_ascii_lowercase))
            });
            if let Some(given) = given {
                template = template.replace(&format!("{{{variable}}}"), &format!("{{{given}}}"));
            }
        }
        // The end of an ARN is all that it names: `flow:id:name`.
        for member in &self.members.iter().map(written).collect::<Vec<_>>() {
            for between in [":", "/"] {
                let twice = format!("{{{member}}}{between}{{{member}}}");
                template = template.replace(&twice, &format!("{{{member}}}"));
            }
        }
        if let Some(last) = variables.last()
            && whole.is_none()
            && !by_arn
        {
            let by_name = told && variables.len() == 1;
            whole = self.whole_arn(kind, last, kinds, by_name).map(written);
        }
        let verb = verb(self.operation);
        let defaults = self.creates() || ["run", "start"].contains(&verb);
        Filled {
            template,
            only_named: named && !defaults,
            arn: whole,
        }
    }

    /// Whether `variables.txt` says which parameter holds the ARN of a type of resource.
    pub(crate) fn says_whole(&self, kind: &str) -> bool {
        let way = self.irregular.way(self.service, self.operation, kind, "*");
        matches!(way, Some((Way::WholeArn(_), true)))
    }

    /// Whether the call has the parameter that a text of `variables.txt` begins with.
    fn takes(&self, text: &str) -> bool {
        let end = text.find([' ', '[', '.', '}']).unwrap_or(text.len());
        let mut names = self.members.iter().map(|member| &member.name);
        names.any(|name| *name == text[..end])
    }

    /// The parameter that holds the ARN of the resource: one that is about it, or else one that is about any resource.
    fn whole_arn(&self, kind: &str, last: &str, kinds: &[&str], told: bool) -> Option<&Member> {
        let texts = || {
            let members = self.members.iter();
            let texts = members.filter(|member| member.form != Form::Other);
            texts.map(|member| (Name::of(&member.name), member))
        };
        let kind_name = Name::bare_of(kind);
        let about = [kind_name.clone(), Name::of(last).about];
        let own = |(name, _): &(Name, &Member)| {
            name.how == How::Arn && !is_general(name) && about.contains(&name.about)
        };
        let ends =
            |(name, member): &(Name, &Member)| name.how == How::Arn && self.ends(&about, member);
        // What is only called `Arn` is about what the operation is about; `ResourceArn` is not about what it creates.
        let object = Name::bare_of(object(self.operation));
        let related = |kind: &str| object.contains(kind) || kind.contains(&object);
        let others = kinds.iter().any(|kind| related(&Name::bare_of(kind)));
        let created = self.creates() && object.ends_with(&kind_name);
        let general = |(name, member): &(Name, &Member)| {
            is_general(name)
                && (name.how == How::Arn || member.takes_arn)
                && !created
                && (!name.about.is_empty() || !others || related(&kind_name))
        };
        let found = texts()
            .find(own)
            .or_else(|| texts().find(ends))
            .or_else(|| texts().find(general).filter(|_| !told));
        found.map(|(_, member)| member)
    }

    /// Whether the parameter, which the call requires, is about what the words end with that the operation is about:
    /// `JobDefinitionName`, where a `DataQualityJobDefinition` is described.
    fn ends(&self, about: &[String], member: &Member) -> bool {
        let name = Name::of(&member.name).about;
        let object = Name::bare_of(object(self.operation));
        member.required
            && name.len() > 1
            && about
                .iter()
                .any(|about| about.ends_with(&name) && object.contains(about.as_str()))
    }

    /// The parameter that gives a variable, by the first rule that finds one.
    fn giving(&self, place: Place<'_>) -> Option<&Member> {
        let Place {
            kind,
            variable,
            variables,
            last,
            only,
            alone,
        } = place;
        let wanted = Name::of(variable);
        let kind_name = Name::bare_of(kind);
        let object = Name::bare_of(object(self.operation));
        let general = is_general(&wanted);
        let of_object = object == kind_name || object == wanted.about && !general;
        let service = Name::bare_of(self.service);
        let about = [kind_name.clone(), wanted.about.clone()];
        type Rule<'r> = &'r dyn Fn(&Name, &Member) -> bool;
        let same: Rule<'_> = &|name, _| name.bare == wanted.bare;
        let rules: [(bool, Rule<'_>); 8] = [
            (!general, same),
            (!general, &|name, _| name.about == wanted.about),
            (last, &|name, _| name.about == kind_name),
            (general && (of_object || alone), same),
            // With the name of the service before it, `AppConfigApplicationId`, or of what services are about that have
            // the same resources, `DbSubnetGroupName`.
            (!general, &|name, _| {
                let longer = |long: &str, short: &str| {
                    let before = long.strip_suffix(short);
                    !short.is_empty()
                        && before
                            .is_some_and(|before| before == service || PREFIXES.contains(&before))
                };
                longer(&name.about, &wanted.about) || longer(&wanted.about, &name.about)
            }),
            (last, &|_, member| self.ends(&about, member)),
            // What is not required is what it is to be called from now on.
            (last && of_object, &|name, member| {
                is_general(name) && (member.required || member.form == Form::Texts)
            }),
            // There is nothing else that it could be about.
            (only && alone && !self.creates(), &|name, member| {
                is_general(name) && member.required
            }),
        ];
        for (at, (applies, rule)) in rules.iter().enumerate() {
            if !applies {
                continue;
            }
            let mut found: Vec<(Name, &Member)> = self
                .members
                .iter()
                .filter(|member| member.form != Form::Other)
                .map(|member| (Name::of(&member.name), member))
                .filter(|(name, member)| rule(name, member))
                // An ARN of the whole does not stand where a part of it does.
                .filter(|(name, _)| {
                    only || name.how != How::Arn || !last && name.about != kind_name
                })
                .filter(|(name, member)| at == 0 || self.can_name(place, &wanted, name, member))
                // What gives another variable does not give this one.
                .filter(|(_, member)| {
                    let mut others = variables.iter().filter(|other| **other != variable);
                    others.all(|other| bare(other) != bare(&member.name))
                })
                .collect();
            // What is required, then what is one, then what names it in the same way.
            found.sort_by_key(|(name, member)| {
                (
                    !member.required,
                    member.form == Form::Texts,
                    name.how != wanted.how,
                )
            });
            if let Some((_, member)) = found.first() {
                return Some(member);
            }
        }
        None
    }

    /// Whether the parameter says what the resource is. A name does not tell an id, unless `ResourceId` only stands for what
    /// the service calls otherwise; what is created has the name that it is given, but not the id.
    fn can_name(&self, place: Place<'_>, wanted: &Name, name: &Name, member: &Member) -> bool {
        let Place { kind, variable, .. } = place;
        if name.how == How::Name && wanted.how == How::Id {
            return wanted.about == "resource" && member.required && !self.creates();
        }
        // What it is created in is there already.
        if !self.creates() || !place.last {
            return true;
        }
        let object = Name::bare_of(object(self.operation));
        let made = object.ends_with(&Name::bare_of(kind)) || is_general(name);
        let both_names = name.how == How::Name && wanted.how == How::Name;
        let used = (kind.to_owned(), variable.to_owned(), written(member));
        !made || both_names || self.later.contains(&used)
    }
}

/// Whether a name is about any resource.
fn is_general(name: &Name) -> bool {
    matches!(name.about.as_str(), "" | "resource")
}

/// The variables of an ARN.
pub(crate) fn variables(arn: &str) -> impl Iterator<Item = &str> {
    let inside = arn
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next());
    inside.filter(|name| !["partition", "region", "account"].contains(name))
}

/// A parameter in a template.
fn written(member: &Member) -> String {
    match member.form {
        Form::Texts => format!("{}[]", member.name),
        _ => member.name.clone(),
    }
}

#[cfg(test)]
mod tests;
