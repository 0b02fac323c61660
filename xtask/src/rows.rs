//! Reads the hand-written tables of permissions, `sfn-codegen/data/{optimized,sdk_rules}.txt`.
//!
//! Knows the grammar that the head of those files describes, and checks what can be checked without a document: words,
//! braces, duplicates. Does not know what a template means.

use std::collections::BTreeMap;

/// A `[..]` section, or one of the names of one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) read: String,
    pub(crate) place: String,
    pub(crate) patterns: Vec<String>,
    pub(crate) replaces: bool,
    pub(crate) grants: Vec<Grant>,
    /// For a `[arn:..]` section: what stands in the place of that ARN.
    pub(crate) resources: Vec<Resource>,
    /// Parameters, any of which calls for it.
    pub(crate) when: Vec<When>,
    pub(crate) never: bool,
    /// For a `[arn:..]` section: why the resources are not narrower.
    pub(crate) because: String,
}

/// An `allow` statement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grant {
    pub(crate) actions: Vec<String>,
    pub(crate) patterns: Vec<String>,
    pub(crate) when: Option<When>,
    pub(crate) optional: Option<String>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) conditions: Vec<(String, String, Vec<String>)>,
    pub(crate) basis: String,
    pub(crate) because: String,
    /// An address, and why the statement is not the one that the row's page prints.
    pub(crate) differs: Option<(String, String)>,
}

/// An `on` line and its `else`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resource {
    pub(crate) template: String,
    pub(crate) required: bool,
    pub(crate) otherwise: Vec<String>,
}

/// An `if` line.
#[derive(Clone, Debug, Default)]
pub(crate) struct When {
    pub(crate) parameter: String,
    pub(crate) values: Vec<String>,
}

const PLACES: [&str; 4] = ["task", "reader", "writer", "state"];
const PATTERNS: [&str; 4] = ["rr", "sync", "sync:2", "token"];
const BASES: [&str; 3] = ["sar", "cdk", "derived"];
const WORDS: [&str; 8] = ["after", "head", "rev", "url", "host", "s3", "rel", "path"];
const MORE_WORDS: [&str; 13] = [
    "or",
    "address",
    "domain",
    "secret",
    "copy",
    "key",
    "arn",
    "machine",
    "model",
    "profile",
    "public",
    "unqualified",
    "qualifier",
];

/// Reads a table. Every problem is reported, with its line.
pub(crate) fn parse(file: &str, text: &str) -> Result<Vec<Row>, Vec<String>> {
    // Each with the names of its section.
    let mut sections: Vec<(Vec<String>, Row)> = Vec::new();
    let mut problems = Vec::new();
    let mut seen = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(head) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let names: Vec<String> = head.split(' ').flat_map(names).collect();
            for name in &names {
                if let Some(first) = seen.insert(name.clone(), number) {
                    problems.push(format!(
                        "{file}:{number}: `{name}` is already in line {first}"
                    ));
                }
            }
            let row = Row {
                place: "task".to_owned(),
                ..Row::default()
            };
            sections.push((names, row));
            continue;
        }
        let result = match sections.last_mut() {
            Some((_, row)) => member(row, line),
            None => Err("a table begins with [service:action]".to_owned()),
        };
        if let Err(problem) = result {
            problems.push(format!("{file}:{number}: {problem}"));
        }
    }
    let mut rows: Vec<Row> = sections.into_iter().flat_map(each).collect();
    for row in &rows {
        if row.doc.is_empty() && !row.name.starts_with("arn:") {
            problems.push(format!(
                "{file}: `{}` does not say where it comes from",
                row.name
            ));
        }
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    if problems.is_empty() {
        Ok(rows)
    } else {
        Err(problems)
    }
}

/// The names that a word of a head stands for: `a:b,c` is `a:b` and `a:c`.
fn names(word: &str) -> Vec<String> {
    let Some((first, more)) = word.split_once(',') else {
        return vec![word.to_owned()];
    };
    let before = first.rfind(':').map_or("", |at| &first[..=at]);
    let more = more.split(',').map(|name| format!("{before}{name}"));
    std::iter::once(first.to_owned()).chain(more).collect()
}

/// A row for each name of a section, and a statement for each parameter that calls for it.
fn each((names, mut row): (Vec<String>, Row)) -> impl Iterator<Item = Row> {
    row.grants = row.grants.into_iter().flat_map(alternatives).collect();
    names.into_iter().map(move |name| Row {
        name,
        ..row.clone()
    })
}

fn alternatives(grant: Grant) -> Vec<Grant> {
    let Some(when) = grant.when.clone() else {
        return vec![grant];
    };
    let one = |when| Grant {
        when: Some(when),
        ..grant.clone()
    };
    apart(&when).map(one).collect()
}

/// `A or B` as what it says of each.
fn apart(when: &When) -> impl Iterator<Item = When> {
    let parameters = when.parameter.split(" or ");
    parameters.map(|parameter| When {
        parameter: parameter.to_owned(),
        values: when.values.clone(),
    })
}

fn member(row: &mut Row, line: &str) -> Result<(), String> {
    let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    let rest = rest.trim();
    match (word, row.grants.last_mut()) {
        ("doc", None) => {
            let (doc, read) = rest
                .split_once(' ')
                .ok_or("`doc` needs an address and a month")?;
            row.doc = doc.to_owned();
            row.read = read.to_owned();
        }
        ("at", None) => row.place = one_of(rest, &PLACES)?,
        ("patterns", None) => row.patterns = all_of(rest, &PATTERNS)?,
        ("replaces", None) => row.replaces = true,
        ("never", None) => row.never = true,
        ("if", None) => row.when = apart(&when(rest)).collect(),
        ("because", None) => row.because = rest.to_owned(),
        ("on" | "on?" | "else", None) => resource(&mut row.resources, word, rest)?,
        ("allow", _) => {
            let actions: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
            if let Some(odd) = actions.iter().find(|action| action.split(':').count() != 2) {
                return Err(format!("`{odd}` is not an action"));
            }
            row.grants.push(Grant {
                actions,
                ..Grant::default()
            });
        }
        ("for", Some(grant)) => grant.patterns = all_of(rest, &PATTERNS)?,
        ("if", Some(grant)) => grant.when = Some(when(rest)),
        ("optional", Some(grant)) => grant.optional = Some(rest.to_owned()),
        ("because", Some(grant)) => grant.because = rest.to_owned(),
        ("differs", Some(grant)) => {
            let (link, why) = rest
                .split_once(' ')
                .filter(|(link, _)| link.starts_with("https://"))
                .ok_or("`differs` needs an address and a reason")?;
            grant.differs = Some((link.to_owned(), why.to_owned()));
        }
        ("basis", Some(grant)) => grant.basis = one_of(rest, &BASES)?,
        ("with", Some(grant)) => {
            let (head, values) = rest
                .split_once(" = ")
                .ok_or("a condition is `with Operator key = value`")?;
            let (operator, key) = head
                .split_once(' ')
                .ok_or("a condition is `with Operator key = value`")?;
            let values: Vec<String> = values.split(" | ").map(str::to_owned).collect();
            values.iter().try_for_each(|value| template(value))?;
            grant
                .conditions
                .push((operator.to_owned(), key.to_owned(), values));
        }
        ("on" | "on?" | "else", Some(grant)) => resource(&mut grant.resources, word, rest)?,
        _ => return Err(format!("`{word}` does not belong here")),
    }
    Ok(())
}

fn resource(resources: &mut Vec<Resource>, word: &str, rest: &str) -> Result<(), String> {
    if word == "else" {
        let last = resources.last_mut().ok_or("`else` without `on`")?;
        last.otherwise = rest.split_whitespace().map(str::to_owned).collect();
        return last.otherwise.iter().try_for_each(|text| template(text));
    }
    template(rest)?;
    resources.push(Resource {
        template: rest.to_owned(),
        required: word == "on",
        otherwise: Vec::new(),
    });
    Ok(())
}

fn when(rest: &str) -> When {
    match rest.split_once(" = ") {
        Some((parameter, values)) => When {
            parameter: parameter.to_owned(),
            values: values.split(" | ").map(str::to_owned).collect(),
        },
        None => When {
            parameter: rest.to_owned(),
            values: Vec::new(),
        },
    }
}

/// Checks that a template has matching braces and only known words in them.
fn template(text: &str) -> Result<(), String> {
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        if rest[open..].starts_with('}') {
            return Err(format!("`}}` without `{{` in `{text}`"));
        }
        let close = rest[open..]
            .find('}')
            .ok_or_else(|| format!("`{{` without `}}` in `{text}`"))?
            + open;
        let mut words = rest[open + 1..close].split(' ');
        words
            .next()
            .filter(|path| !path.is_empty())
            .ok_or_else(|| format!("`{{}}` in `{text}`"))?;
        while let Some(word) = words.next() {
            if !WORDS.contains(&word) && !MORE_WORDS.contains(&word) {
                return Err(format!(
                    "`{word}` is not a word for a parameter, in `{text}`"
                ));
            }
            if word == "after" || word == "or" {
                words
                    .next()
                    .ok_or_else(|| format!("`{word}` needs a text, in `{text}`"))?;
            }
        }
        rest = &rest[close + 1..];
    }
    Ok(())
}

fn one_of(word: &str, known: &[&str]) -> Result<String, String> {
    if known.contains(&word) {
        Ok(word.to_owned())
    } else {
        Err(format!("`{word}` is none of {}", known.join(", ")))
    }
}

fn all_of(words: &str, known: &[&str]) -> Result<Vec<String>, String> {
    words
        .split_whitespace()
        .map(|word| one_of(word, known))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_as_it_is_written() {
        let rows = parse(
            "t",
            "[sns:publish]\ndoc https://example.com 2026-11\npatterns rr token\nallow sns:Publish\n  if Phone = a | b\n  on? arn:{partition}:sns:{region}:{account}:{TopicArn}\n  else *\n  because so it is\n",
        )
        .unwrap();
        assert_eq!(rows[0].patterns, ["rr", "token"]);
        let grant = &rows[0].grants[0];
        assert_eq!(grant.actions, ["sns:Publish"]);
        assert_eq!(grant.when.as_ref().unwrap().values, ["a", "b"]);
        assert_eq!(grant.resources[0].otherwise, ["*"]);
        assert!(!grant.resources[0].required);
    }

    #[test]
    fn a_section_has_names_and_a_statement_parameters() {
        let text = "[a:b,c x:y]\ndoc https://example.com 2026-11\nallow a:B\n  if P or Q = 1 | 2\n  on *\n";
        let rows = parse("t", text).unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["a:b", "a:c", "x:y"]);
        for row in rows {
            let whens = row.grants.iter().filter_map(|grant| grant.when.as_ref());
            let whens: Vec<_> = whens
                .map(|when| (when.parameter.as_str(), when.values.len()))
                .collect();
            assert_eq!(whens, [("P", 2), ("Q", 2)]);
        }
        let twice = parse("t", "[a:b,b]\ndoc https://example.com 2026-11\n").unwrap_err();
        assert_eq!(twice, ["t:1: `a:b` is already in line 1"]);
    }

    #[test]
    fn every_problem_is_told_with_its_line() {
        let text = "[a:b]\ndoc https://example.com 2026-11\npatterns rr never\nallow nonsense\nallow a:B\n  on {x\n  on {x what}\n[a:b]\n";
        let problems = parse("t", text).unwrap_err();
        assert_eq!(
            problems,
            [
                "t:3: `never` is none of rr, sync, sync:2, token",
                "t:4: `nonsense` is not an action",
                "t:6: `{` without `}` in `{x`",
                "t:7: `what` is not a word for a parameter, in `{x what}`",
                "t:8: `a:b` is already in line 1",
                "t: `a:b` does not say where it comes from",
            ]
        );
    }
}
