//! Mutating a definition as what it is, a tree of JSON: members come and go, values change places, words that mean something
//! take the place of others. What is no JSON, and now and then what is, is mutated as bytes.

use crate::words;
use sfn_asl::Json;
use sfn_asl::json::Object;

/// A generator of numbers that depends on nothing but its seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// Changes the first `size` bytes in place; gives how many there are then, at most `max`.
pub fn mutate(
    data: &mut [u8],
    size: usize,
    max: usize,
    seed: u32,
    plain: impl FnOnce(&mut [u8], usize) -> usize,
) -> usize {
    let mut random = Random(u64::from(seed));
    let text = std::str::from_utf8(&data[..size]).ok();
    let json = text
        .filter(|_| !random.one_in(8))
        .and_then(|text| text.parse::<Json>().ok());
    let Some(mut json) = json else {
        return plain(data, size);
    };
    for _ in 0..=random.below(4) {
        edit(&mut json, &mut random);
    }
    let text = json.to_compact();
    match data.get_mut(..text.len()) {
        Some(place) if text.len() <= max => {
            place.copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => plain(data, size),
    }
}

/// One change somewhere in the tree.
fn edit(root: &mut Json, random: &mut Random) {
    let other = pick(root, random).clone();
    let place = pick_mut(root, random);
    match (place, random.below(8)) {
        (place, 0) => *place = leaf(random),
        (place, 1) => *place = other,
        (Json::Object(members), 2..=3) => {
            let key = words::keys()[random.below(words::keys().len())];
            let value = if random.one_in(3) {
                other
            } else {
                leaf(random)
            };
            members.insert(key, value);
        }
        (Json::Object(members), 4) => {
            let key = members.keys().nth(random.below(members.len())).cloned();
            if let Some(key) = key {
                members.remove(&key);
            }
        }
        (Json::Object(members), 5) => rename(members, random),
        (Json::Object(members), 6) => {
            let value = members.values().nth(random.below(members.len())).cloned();
            members.insert(format!("S{}", random.below(20)), value.unwrap_or(other));
        }
        (Json::Array(items), 2..=4) => items.insert(random.below(items.len() + 1), other),
        (Json::Array(items), 5) if !items.is_empty() => {
            items.remove(random.below(items.len()));
        }
        (Json::Array(items), _) => {
            let item = items
                .get(random.below(items.len()))
                .cloned()
                .unwrap_or(other);
            items.push(item);
        }
        (Json::String(text), _) => spoil(text, random),
        (place, _) => *place = leaf(random),
    }
}

fn rename(members: &mut Object, random: &mut Random) {
    let at = random.below(members.len());
    let key = words::keys()[random.below(words::keys().len())];
    let old = std::mem::take(members);
    for (place, (name, value)) in old.into_iter().enumerate() {
        members.insert(if place == at { key.to_owned() } else { name }, value);
    }
}

/// Puts a word into a text, or takes a piece out.
fn spoil(text: &mut String, random: &mut Random) {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let (from, to) = (
        ends[random.below(ends.len())],
        ends[random.below(ends.len())],
    );
    let (from, to) = (from.min(to), from.max(to));
    let word = &words::values()[random.below(words::values().len())];
    match random.below(5) {
        0 => text.replace_range(from..to, ""),
        1 => text.replace_range(from..to, word),
        2 => {
            let piece = text[from..to].to_owned();
            text.insert_str(from, &piece);
        }
        3 => word.clone_into(text),
        _ => text.insert_str(from, word),
    }
}

fn leaf(random: &mut Random) -> Json {
    match random.below(12) {
        0 => Json::Null,
        1 => Json::from(random.one_in(2)),
        2 => Json::from(random.below(5)),
        3 => Json::from(-1),
        4 => Json::from(random.next()),
        5 => Json::from(0.5),
        6 => Json::object(),
        7 => Json::from(Vec::<Json>::new()),
        _ => Json::from(words::values()[random.below(words::values().len())].as_str()),
    }
}

fn pick<'j>(mut json: &'j Json, random: &mut Random) -> &'j Json {
    loop {
        let inner = match json {
            Json::Array(items) => items.get(random.below(items.len())),
            Json::Object(members) => members
                .get_index(random.below(members.len()))
                .map(|(_, value)| value),
            _ => None,
        };
        match inner {
            Some(inner) if !random.one_in(5) => json = inner,
            _ => return json,
        }
    }
}

fn pick_mut<'j>(mut json: &'j mut Json, random: &mut Random) -> &'j mut Json {
    loop {
        let size = match json {
            Json::Array(items) => items.len(),
            Json::Object(members) => members.len(),
            _ => 0,
        };
        if size == 0 || random.one_in(5) {
            return json;
        }
        let at = random.below(size);
        json = match json {
            Json::Array(items) => &mut items[at],
            Json::Object(members) => match members.values_mut().nth(at) {
                Some(value) => value,
                None => unreachable!("{at} is below the size"),
            },
            _ => unreachable!("a scalar has no size"),
        };
    }
}
