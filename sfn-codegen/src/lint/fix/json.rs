//! Where in a JSON text the values are that are to be changed: one pass over text that was read before, without recursion.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Where a value stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    /// Its key, with the quotes.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    /// Where the value before it in the same list or object ends, and where what is after it begins.
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
    /// The first member of an object: its key and its value.
    pub(super) first: Option<(Range<usize>, Range<usize>)>,
}

struct Frame {
    object: bool,
    start: usize,
    /// How long the pointer to it is.
    path: usize,
    items: usize,
    /// The key of the member that is being read.
    key: Option<Range<usize>>,
    own: Open,
}

/// What is known of a container so far.
#[derive(Default)]
struct Open {
    last_end: Option<usize>,
    first: Option<(Range<usize>, Range<usize>)>,
    /// The wanted member that was read last: what comes after it is not yet known.
    told: Option<String>,
}

/// The places of the values at those pointers.
pub(super) fn spots(text: &str, wanted: &HashSet<&str>) -> HashMap<String, Spot> {
    let bytes = text.as_bytes();
    let mut out: HashMap<String, Spot> = HashMap::new();
    let mut frames: Vec<Frame> = Vec::new();
    let mut path = String::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {
                at += 1;
                continue;
            }
            b'}' | b']' => {
                let Some(frame) = frames.pop() else { break };
                at += 1;
                let spot = Spot {
                    value: frame.start..at,
                    first: frame.own.first,
                    ..Spot::default()
                };
                close(spot, &mut frames, &mut path, wanted, &mut out);
                continue;
            }
            _ => {}
        }
        let is_key = frames
            .last()
            .is_some_and(|frame| frame.object && frame.key.is_none());
        let end = match byte {
            b'"' => string_end(bytes, at),
            b'{' | b'[' => at + 1,
            _ => {
                let rest = &bytes[at..];
                let ends =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                at + rest.iter().position(ends).unwrap_or(rest.len()).max(1)
            }
        };
        // Something new begins in the container.
        if let Some(frame) = frames.last_mut()
            && (is_key || !frame.object)
        {
            if let Some(told) = frame.own.told.take()
                && let Some(spot) = out.get_mut(&told)
            {
                spot.after = Some(at);
            }
            path.push('/');
            if is_key {
                let key: String = serde_json::from_str(&text[at..end]).unwrap_or_default();
                path.push_str(&sfn_asl::pointer::escape(&key));
                frame.key = Some(at..end);
            } else {
                path.push_str(&frame.items.to_string());
            }
            frame.items += 1;
        }
        if is_key {
            at = end;
            continue;
        }
        if matches!(byte, b'{' | b'[') {
            frames.push(Frame {
                object: byte == b'{',
                start: at,
                path: path.len(),
                items: 0,
                key: None,
                own: Open::default(),
            });
        } else {
            let spot = Spot {
                value: at..end,
                ..Spot::default()
            };
            close(spot, &mut frames, &mut path, wanted, &mut out);
        }
        at = end;
    }
    out
}

/// A value has been read to its end.
fn close(
    mut spot: Spot,
    frames: &mut [Frame],
    path: &mut String,
    wanted: &HashSet<&str>,
    out: &mut HashMap<String, Spot>,
) {
    let asked = wanted.contains(path.as_str());
    if let Some(frame) = frames.last_mut() {
        spot.key = frame.key.take();
        spot.before = frame.own.last_end.replace(spot.value.end);
        if let (None, Some(key)) = (&frame.own.first, &spot.key) {
            frame.own.first = Some((key.clone(), spot.value.clone()));
        }
        if asked {
            frame.own.told = Some(path.clone());
        }
    }
    if asked {
        out.insert(path.clone(), spot);
    }
    path.truncate(frames.last().map_or(0, |frame| frame.path));
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
