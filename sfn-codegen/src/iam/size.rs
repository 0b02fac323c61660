//! How long a policy may be, and what is done with one that is longer.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>, read in November 2026: white space does not
//! count; the inline policies of a role have 10,240 characters together, a managed policy 6,144.

use super::note::{Note, NoteKind};
use super::policy::{Policy, Statement};

/// The characters that the inline policies of a role have together.
pub(crate) const MAX_INLINE: usize = 10_240;
/// The characters that a managed policy has.
pub(crate) const MAX_MANAGED: usize = 6_144;
/// The managed policies that a role has unless its account asks for more.
pub(crate) const MAX_ATTACHED: usize = 10;

impl Policy {
    /// How long the policy is as IAM counts: without white space.
    #[must_use]
    pub fn size(&self) -> usize {
        count(&self.to_json().to_compact())
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
        self.split(MAX_MANAGED)
    }

    fn split(&self, most: usize) -> Vec<Policy> {
        let empty = Policy::default().size();
        // Each statement goes where there is room first.
        let mut parts: Vec<(usize, Policy)> = Vec::new();
        for statement in self
            .statements
            .iter()
            .flat_map(|statement| divided(statement, most - empty))
        {
            // With the comma before it.
            let own = length(&statement) + 1;
            match parts.iter_mut().find(|(size, _)| size + own <= most) {
                Some((size, part)) => {
                    part.statements.push(statement);
                    *size += own;
                }
                None => {
                    let statements = vec![statement];
                    parts.push((empty + own, Policy { statements }));
                }
            }
        }
        parts.into_iter().map(|(_, part)| part).collect()
    }
}

/// What there is to say about a policy that does not fit into the role itself.
pub(crate) fn note(policy: &Policy) -> Option<Note> {
    let size = policy.size();
    if size <= MAX_INLINE {
        return None;
    }
    let parts = policy.parts().len();
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

fn count(text: &str) -> usize {
    text.chars().filter(|char| !char.is_whitespace()).count()
}

fn length(statement: &Statement) -> usize {
    count(&statement.to_json().to_compact())
}

/// The statement, in as many as it takes for none to be longer than that.
fn divided(statement: &Statement, most: usize) -> Vec<Statement> {
    if length(statement) < most || statement.resources.len() < 2 {
        return vec![statement.clone()];
    }
    // Brackets and the number in the name.
    let without = Statement {
        resources: Vec::new(),
        ..statement.clone()
    };
    let frame = length(&without) + r#","Resource":[]"#.len() + 8;
    let mut parts: Vec<Vec<String>> = Vec::new();
    let mut size = most;
    for resource in &statement.resources {
        let own = count(resource) + 3;
        match parts.last_mut() {
            Some(part) if size + own < most => {
                part.push(resource.clone());
                size += own;
            }
            _ => {
                size = frame + own;
                parts.push(vec![resource.clone()]);
            }
        }
    }
    let parts = parts.into_iter().enumerate();
    parts
        .map(|(at, resources)| Statement {
            sid: statement
                .sid
                .as_ref()
                .map(|sid| format!("{sid}Part{}", at + 1)),
            resources,
            ..statement.clone()
        })
        .collect()
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
