//! A template taken apart: text, the place where the resource is, and parameters.

use super::words::Reader;

pub(super) enum Piece<'t> {
    Text(&'t str),
    Partition,
    Region,
    Account,
    OwnName,
    Hole(Hole<'t>),
    /// A colon and the parameter, or nothing.
    Suffix(&'t str),
}

/// A parameter in a template, and how its value is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Hole<'t> {
    pub(super) path: &'t str,
    pub(super) after: Option<&'t str>,
    pub(super) or: Option<&'t str>,
    pub(super) head: bool,
    pub(super) rev: bool,
    pub(super) reader: Option<Reader>,
}

/// Takes a template apart. A brace that is not closed is text.
pub(super) fn parse(template: &str) -> Vec<Piece<'_>> {
    // As many as an ARN with two parameters has.
    let mut pieces = Vec::with_capacity(12);
    let mut rest = template;
    while let Some((before, inside, after)) = next_hole(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(match inside {
            "partition" => Piece::Partition,
            "region" => Piece::Region,
            "account" => Piece::Account,
            "self" => Piece::OwnName,
            _ => inside
                .strip_prefix('?')
                .map_or_else(|| Piece::Hole(hole(inside)), Piece::Suffix),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

pub(super) fn holes<'p, 't>(pieces: &'p [Piece<'t>]) -> impl Iterator<Item = &'p Hole<'t>> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Hole(hole) => Some(hole),
        _ => None,
    })
}

/// The text that stands in the resource part before its first variable.
pub(super) fn own_prefix<'t>(pieces: &[Piece<'t>]) -> Option<&'t str> {
    let mut colons = 0;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for (at, _) in text.match_indices(':') {
                    colons += 1;
                    if colons == 5 {
                        return Some(&text[at + 1..]);
                    }
                }
            }
            Piece::Hole(_) => return None,
            _ => {}
        }
    }
    None
}

fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

fn hole(inside: &str) -> Hole<'_> {
    let mut words = inside.split(' ');
    let mut hole = Hole {
        path: words.next().unwrap_or_default(),
        ..Hole::default()
    };
    while let Some(word) = words.next() {
        match word {
            "after" => hole.after = words.next(),
            "or" => hole.or = words.next(),
            "head" => hole.head = true,
            "rev" => hole.rev = true,
            word => hole.reader = Reader::named(word),
        }
    }
    hole
}
