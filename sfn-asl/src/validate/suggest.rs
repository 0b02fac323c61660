//! What somebody may have meant.

/// More candidates than this are not searched: a suggestion is a courtesy.
const MOST: usize = 200;

/// The candidate that is a slip or two away from what was written.
pub(crate) fn closest<'c>(
    written: &str,
    candidates: impl ExactSizeIterator<Item = &'c str>,
) -> Option<&'c str> {
    if candidates.len() > MOST || written.chars().count() > 80 {
        return None;
    }
    // In a name of one or two letters every change makes another name.
    let allowed = (written.chars().count() / 3).min(3);
    candidates
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters to put in, take out or change, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).take(100).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
