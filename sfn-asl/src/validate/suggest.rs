//! What somebody may have meant.

/// More candidates than this are not searched: a suggestion is a courtesy.
pub(super) const MOST: usize = 200;

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
    let length = written.chars().count();
    candidates
        // Each missing or further letter is a slip of its own.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters to put in, take out, change or swap with their neighbours, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let letters = |text: &str| -> Vec<char> {
        text.chars()
            .flat_map(char::to_lowercase)
            .take(100)
            .collect()
    };
    let (a, b) = (letters(a), letters(b));
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
