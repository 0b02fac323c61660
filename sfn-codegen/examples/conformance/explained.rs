//! Why an answer of ours differs, where that is written down.

/// A line each: which cases, a bar, and why.
const EXPLAINED: &str = include_str!("explained.txt");

/// What a line of the list is about.
struct Line<'e> {
    /// How the id begins.
    case: &'e str,
    /// Rules; when there are any, everything that is found must be of them.
    rules: Vec<&'e str>,
    why: &'e str,
}

fn lines() -> impl Iterator<Item = Line<'static>> {
    let lines = EXPLAINED.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(" | "))
        .map(|(which, why)| {
            let (case, rules) = which.split_once('[').unwrap_or((which, ""));
            Line {
                case: case.trim(),
                rules: rules
                    .trim()
                    .trim_end_matches(']')
                    .split_whitespace()
                    .collect(),
                why,
            }
        })
}

/// Why the answer on a case is what it is. `found` are the rules of the errors.
pub(crate) fn explained(id: &str, found: &[String]) -> Option<&'static str> {
    lines()
        .filter(|line| id.starts_with(line.case))
        .find(|line| {
            let of = |rule: &String| line.rules.contains(&rule.as_str());
            line.rules.is_empty() || !found.is_empty() && found.iter().all(of)
        })
        .map(|line| line.why)
}
