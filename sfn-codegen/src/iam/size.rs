//! How long a policy may be, and what is done with one that is longer.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>, read in November 2026: white space does not
//! count; the inline policies of a role have 10,240 characters together, a managed policy 6,144.

use super::note::{Note, NoteKind};
use super::policy::{Condition, Policy, Statement};
use sfn_asl::json::Json;
use std::ops::Range;

/// The characters that the inline policies of a role have together.
pub(crate) const MAX_INLINE: usize = 10_240;
/// The characters that a managed policy has.
pub(crate) const MAX_MANAGED: usize = 6_144;
/// The managed policies that a role has unless its account asks for more.
pub(crate) const MAX_ATTACHED: usize = 10;

/// How long a policy without statements is.
const EMPTY: usize = r#"{"Version":"2012-10-17","Statement":[]}"#.len();

impl Policy {
    /// How long the policy is as IAM counts: without white space.
    #[must_use]
    pub fn size(&self) -> usize {
        let statements = self.statements.iter().map(length);
        // With the commas between them.
        EMPTY + statements.sum::<usize>() + self.statements.len().saturating_sub(1)
    }

    /// The policy as it can be put on a role: as it is when it fits into the role itself (10,240 characters), otherwise in
    /// managed policies of at most 6,144 characters. A statement that is too long alone is divided by its resources.
    ///
    /// ```
    /// use sfn_codegen::iam::Policy;
    ///
    /// let policy = Policy::default();
    /// assert_eq!(policy.parts(), [policy]);
    /// ```
    #[must_use]
    pub fn parts(&self) -> Vec<Policy> {
        if self.size() <= MAX_INLINE {
            return vec![self.clone()];
        }
        let (pieces, many) = plan(&self.statements);
        let mut parts = vec![Policy::default(); many];
        for piece in pieces {
            parts[piece.part].statements.push(piece.statement());
        }
        parts
    }
}

/// What there is to say about a policy that does not fit into the role itself.
pub(crate) fn note(policy: &Policy) -> Option<Note> {
    let size = policy.size();
    if size <= MAX_INLINE {
        return None;
    }
    let (_, parts) = plan(&policy.statements);
    let mut reason = format!(
        "the policy has {size} characters and a role holds {MAX_INLINE}, so it is written as {parts} managed policies"
    );
    if parts > MAX_ATTACHED {
        reason.push_str(&format!(
            "; a role takes {MAX_ATTACHED} unless the quota of its account is raised: bound resources with a pattern, or split the state machine"
        ));
    }
    Some(Note {
        kind: NoteKind::Size,
        state: String::new(),
        statement: None,
        resource: None,
        reason,
        doc: Some("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"),
    })
}

/// A statement or a part of one, and the policy it goes into.
struct Piece<'s> {
    of: &'s Statement,
    resources: Range<usize>,
    /// Which part of the statement it is; none for the whole.
    number: Option<usize>,
    part: usize,
}

impl Piece<'_> {
    fn statement(&self) -> Statement {
        let Some(number) = self.number else {
            return self.of.clone();
        };
        Statement {
            sid: self.of.sid.as_ref().map(|sid| format!("{sid}Part{number}")),
            resources: self.of.resources[self.resources.clone()].to_vec(),
            service: self.of.service.clone(),
            actions: self.of.actions.clone(),
            conditions: self.of.conditions.clone(),
        }
    }
}

/// Which statement goes into which managed policy, and how many there are: each goes where there is room first.
fn plan(statements: &[Statement]) -> (Vec<Piece<'_>>, usize) {
    let mut sizes: Vec<usize> = Vec::new();
    let mut pieces = Vec::new();
    for statement in statements {
        for (resources, number, length) in divided(statement, MAX_MANAGED - EMPTY) {
            // With the comma before it.
            let own = length + 1;
            let part = match sizes.iter().position(|size| size + own <= MAX_MANAGED) {
                Some(part) => {
                    sizes[part] += own;
                    part
                }
                None => {
                    sizes.push(EMPTY + own);
                    sizes.len() - 1
                }
            };
            pieces.push(Piece {
                of: statement,
                resources,
                number,
                part,
            });
        }
    }
    (pieces, sizes.len())
}

/// The statement, in as many as it takes for none to be longer than that: the resources of each, its number, its length.
fn divided(statement: &Statement, most: usize) -> Vec<(Range<usize>, Option<usize>, usize)> {
    let whole = length(statement);
    let resources = statement.resources.len();
    if whole < most || resources < 2 {
        return vec![(0..resources, None, whole)];
    }
    // Brackets and the number in the name.
    let listed: usize = statement
        .resources
        .iter()
        .map(|text| characters(text))
        .sum();
    let frame = whole - listed - (resources - 1) + r#"Part"#.len() + digits(resources);
    let mut parts: Vec<(Range<usize>, Option<usize>, usize)> = Vec::new();
    for (at, resource) in statement.resources.iter().enumerate() {
        let own = characters(resource) + 1;
        match parts.last_mut() {
            Some((range, _, size)) if *size + own < most => {
                range.end = at + 1;
                *size += own;
            }
            _ => parts.push((at..at + 1, Some(parts.len() + 1), frame + own)),
        }
    }
    parts
}

fn digits(number: usize) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// How many characters a statement has as JSON, without white space.
fn length(statement: &Statement) -> usize {
    let member = |name: &str, value: usize| name.len() + r#""":,"#.len() + value;
    let mut size = member("Effect", characters("Allow"));
    if let Some(sid) = &statement.sid {
        size += member("Sid", characters(sid));
    }
    if let Some(service) = &statement.service {
        size += member("Principal", r#"{"Service":}"#.len() + characters(service));
    }
    size += member("Action", one_or_many(&statement.actions));
    if !statement.resources.is_empty() {
        size += member("Resource", one_or_many(&statement.resources));
    }
    if !statement.conditions.is_empty() {
        let conditions = &statement.conditions;
        let mut inside = 0;
        for (at, condition) in conditions.iter().enumerate() {
            // Conditions with the same operator are in one object.
            let mut before = conditions[..at].iter();
            if !before.any(|other| other.operator == condition.operator) {
                inside += member(&condition.operator, "{}".len()) - usize::from(inside == 0);
            } else {
                inside += 1;
            }
            inside += condition_length(condition);
        }
        size += member("Condition", "{}".len() + inside);
    }
    // The last member has no comma, the whole has braces.
    size + 1
}

/// A key and its values.
fn condition_length(condition: &Condition) -> usize {
    characters(&condition.key) + 1 + one_or_many(&condition.values)
}

/// One value stands for itself.
fn one_or_many(values: &[String]) -> usize {
    let all: usize = values.iter().map(|text| characters(text)).sum();
    match values.len() {
        1 => all,
        many => all + "[]".len() + many.saturating_sub(1),
    }
}

/// How many characters a string has as JSON, without white space, quotes included.
fn characters(text: &str) -> usize {
    let plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    if text.as_bytes().iter().all(plain) {
        return text.len() + 2;
    }
    let written = Json::from(text).to_compact();
    written.chars().filter(|char| !char.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(statements: usize, resources: usize) -> Policy {
        let statement = |n: usize| Statement {
            sid: Some(format!("S{n}")),
            actions: vec![format!("service{n}:Action")],
            resources: (0..resources)
                .map(|r| format!("arn:aws:service:eu-west-1:123456789012:thing/{n}-{r}"))
                .collect(),
            ..Statement::default()
        };
        Policy {
            statements: (0..statements).map(statement).collect(),
        }
    }

    fn pairs(policies: &[Policy]) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = policies
            .iter()
            .flat_map(|policy| &policy.statements)
            .flat_map(|statement| {
                let action = statement.actions[0].clone();
                let resources = statement.resources.iter();
                resources.map(move |resource| (action.clone(), resource.clone()))
            })
            .collect();
        pairs.sort();
        pairs
    }

    /// How long the text is that is written.
    fn count(text: &str) -> usize {
        text.chars().filter(|char| !char.is_whitespace()).count()
    }

    #[test]
    fn what_is_counted_is_what_is_written() {
        let condition = |operator: &str, key: &str, values: &[&str]| Condition {
            operator: operator.to_owned(),
            key: key.to_owned(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
        };
        let mut all = policy(3, 4);
        all.statements[1].resources.truncate(1);
        all.statements[1].resources[0] = "a \"quoted\" \\ name\u{1}\tün".to_owned();
        all.statements[2].sid = None;
        all.statements[0].conditions = vec![condition("StringEquals", "k", &["v"])];
        all.statements[2].conditions = vec![
            condition("StringEquals", "k", &["v"]),
            condition("StringEquals", "k2", &["v", "w"]),
            condition("StringLike", "k", &[]),
        ];
        all.statements.push(Statement {
            service: Some("states.amazonaws.com".to_owned()),
            actions: vec!["sts:AssumeRole".to_owned(), "sts:TagSession".to_owned()],
            ..Statement::default()
        });
        for statements in 0..=all.statements.len() {
            let some = Policy {
                statements: all.statements[..statements].to_vec(),
            };
            assert_eq!(
                some.size(),
                count(&some.to_json().to_compact()),
                "{statements}"
            );
        }
    }

    #[test]
    fn white_space_does_not_count() {
        let mut policy = policy(1, 1);
        let size = policy.size();
        policy.statements[0].sid = Some("S 0 \t".to_owned());
        // A tab is written as two characters.
        assert_eq!(policy.size(), size + 2);
        let text = policy.to_string_pretty();
        assert!(count(&text) == policy.size() && text.len() > policy.size());
    }

    #[test]
    fn what_fits_stays_whole() {
        let small = policy(10, 3);
        assert!(small.size() <= MAX_INLINE);
        assert_eq!(small.parts(), std::slice::from_ref(&small));
    }

    #[test]
    fn what_does_not_fit_is_split_and_allows_the_same() {
        for large in [policy(200, 3), policy(1, 500), policy(7, 120)] {
            assert!(large.size() > MAX_INLINE);
            let parts = large.parts();
            for part in &parts {
                assert!(part.size() <= MAX_MANAGED, "{}", part.size());
            }
            // No more than it takes: all but the last are well filled.
            let least = large.size().div_ceil(MAX_MANAGED);
            assert!(parts.len() <= least + 1, "{} of {least}", parts.len());
            assert_eq!(pairs(&parts), pairs(&[large]));
            let mut sids: Vec<_> = parts
                .iter()
                .flat_map(|part| &part.statements)
                .map(|s| &s.sid)
                .collect();
            let all = sids.len();
            sids.sort();
            sids.dedup();
            assert_eq!(sids.len(), all);
        }
    }
}
