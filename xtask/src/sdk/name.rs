//! Names of parameters, variables and operations, taken apart into what they are about and how they name it.

/// How a name names things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Arn,
    Id,
    Name,
    /// `Identifier`, or nothing: `Cluster`.
    Any,
}

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// All of it without marks, in small letters.
    pub(crate) bare: String,
    /// What it is about: `analyzer` for `AnalyzerArn` and for `AnalyzerNames`.
    pub(crate) about: String,
    pub(crate) how: How,
}

/// What names end with, and how they then name things.
const ENDINGS: [(&str, How); 8] = [
    ("identifiers", How::Any),
    ("identifier", How::Any),
    ("arns", How::Arn),
    ("arn", How::Arn),
    ("names", How::Name),
    ("name", How::Name),
    ("ids", How::Id),
    ("id", How::Id),
];

/// Words that stand for others.
const SAME: [(&str, &str); 3] = [
    ("application", "app"),
    ("organization", "org"),
    ("database", "db"),
];

impl Name {
    /// Takes a name apart.
    pub(crate) fn of(name: &str) -> Self {
        let bare = Self::bare_of(name);
        let ending = ENDINGS.iter().find(|(ending, _)| {
            // The ending begins a word, or is all there is: `Id` ends `UserId`, not `Paid`.
            let at = name.len().checked_sub(ending.len());
            at.is_some_and(|at| {
                name.get(at..).is_some_and(|end| {
                    end.eq_ignore_ascii_case(ending)
                        && (at == 0 || end.starts_with(|c: char| c.is_ascii_uppercase()))
                })
            })
        });
        match ending {
            Some((ending, how)) => Self {
                about: Self::bare_of(&name[..name.len() - ending.len()]),
                bare,
                how: *how,
            },
            None => Self {
                about: bare.clone(),
                bare,
                how: How::Any,
            },
        }
    }

    /// A name without marks, in small letters, of one thing, its words the usual ones.
    pub(crate) fn bare_of(name: &str) -> String {
        let mut bare = super::packages::bare(name);
        for (long, short) in SAME {
            bare = bare.replace(long, short);
        }
        if let Some(one) = bare.strip_suffix("ies") {
            return format!("{one}y");
        }
        match bare.strip_suffix('s') {
            Some(one) if !one.ends_with(['s', 'u', 'i']) => one.to_owned(),
            _ => bare,
        }
    }
}

/// The first word of an operation; of one that does it to many, the word behind `batch`.
pub(crate) fn verb(operation: &str) -> &str {
    let (first, rest) = word(operation);
    match first {
        "batch" => word(rest).0,
        first => first,
    }
}

/// What an operation is about: all behind its first word.
pub(crate) fn object(operation: &str) -> &str {
    let (first, rest) = word(operation);
    match first {
        "batch" => word(rest).1,
        _ => rest,
    }
}

fn word(text: &str) -> (&str, &str) {
    let next = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_ascii_uppercase());
    text.split_at(next.map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_about_something() {
        for (name, about, how) in [
            ("AnalyzerArn", "analyzer", How::Arn),
            ("WebACLArn", "webacl", How::Arn),
            ("RoleARN", "role", How::Arn),
            ("LogGroupNames", "loggroup", How::Name),
            ("ApplicationId", "app", How::Id),
            ("FlowIdentifier", "flow", How::Any),
            ("Cluster", "cluster", How::Any),
            ("Services", "service", How::Any),
            ("Policies", "policy", How::Any),
            ("Status", "status", How::Any),
            ("Paid", "paid", How::Any),
            ("Arn", "", How::Arn),
            ("Name", "", How::Name),
        ] {
            let found = Name::of(name);
            assert_eq!((found.about.as_str(), found.how), (about, how), "{name}");
        }
    }

    #[test]
    fn operations_are_about_something() {
        assert_eq!(
            (verb("deleteRuleset"), object("deleteRuleset")),
            ("delete", "Ruleset")
        );
        assert_eq!(verb("batchCreateTable"), "Create");
        assert_eq!(object("batchDeleteEvaluationJob"), "EvaluationJob");
        assert_eq!((verb("ping"), object("ping")), ("ping", ""));
    }
}
