//! A map that keeps the order of insertion and still finds a key at once among a hundred thousand.

use std::borrow::Borrow;
use std::hash::{BuildHasher, RandomState};
use std::ops::Index;

/// Below this size a look along the entries is quicker than hashing.
const INDEX_FROM: usize = 17;

/// A map from names to values that stays in the order of insertion.
///
/// Keys are anything that can be seen as a string, so that a map of states is keyed by
/// [`StateName`](crate::model::StateName) and still found with a plain `&str`. Two maps are equal when they hold
/// equal values under the same keys, in whatever order.
///
/// ```
/// use sfn_asl::json::OrderedMap;
///
/// let map: OrderedMap<String, u8> = [("b", 1), ("a", 2)].into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
/// assert_eq!(map.get("a"), Some(&2));
/// assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a"]);
/// ```
#[derive(Clone)]
pub struct OrderedMap<K, V> {
    entries: Vec<(K, V)>,
    /// Made when the map outgrows [`INDEX_FROM`]; dropped when a removal moves entries.
    index: Option<Box<HashIndex>>,
}

/// Open addressing over positions: no second copy of the keys.
#[derive(Clone)]
struct HashIndex {
    hasher: RandomState,
    /// Positions in `entries`, [`EMPTY`] where there is none. INVARIANT: a power of two, at most half full.
    slots: Vec<u32>,
}

const EMPTY: u32 = u32::MAX;

impl HashIndex {
    fn build<K: Borrow<str>, V>(entries: &[(K, V)]) -> Option<Box<Self>> {
        // Positions are 32 bits wide; a map that large is searched entry by entry, which no limit allows anyway.
        if entries.len() >= EMPTY as usize / 4 {
            return None;
        }
        let size = (entries.len() * 4).next_power_of_two();
        let mut index = Self {
            hasher: RandomState::new(),
            slots: vec![EMPTY; size],
        };
        for (position, (key, _)) in entries.iter().enumerate() {
            index.add(key.borrow(), position);
        }
        Some(Box::new(index))
    }

    fn start(&self, key: &str) -> usize {
        // The mask keeps the low bits, so the cast loses nothing that is used.
        self.hasher.hash_one(key) as usize & (self.slots.len() - 1)
    }

    fn add(&mut self, key: &str, position: usize) {
        let mask = self.slots.len() - 1;
        let mut at = self.start(key);
        while self.slots[at] != EMPTY {
            at = (at + 1) & mask;
        }
        self.slots[at] = position as u32;
    }

    fn find<K: Borrow<str>, V>(&self, key: &str, entries: &[(K, V)]) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = self.start(key);
        while self.slots[at] != EMPTY {
            let position = self.slots[at] as usize;
            if entries[position].0.borrow() == key {
                return Some(position);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

impl<K, V> OrderedMap<K, V> {
    /// A map with nothing in it.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            index: None,
        }
    }

    /// A map with room for that many entries.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            entries: Vec::with_capacity(capacity),
            index: None,
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// The entries in order, values to be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut(self.entries.iter_mut())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values in order, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// The entry at that place in the order.
    #[must_use]
    pub fn get_index(&self, position: usize) -> Option<(&K, &V)> {
        self.entries.get(position).map(|(key, value)| (key, value))
    }

    /// Takes every entry out.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.index = None;
    }
}

impl<K: Borrow<str>, V> OrderedMap<K, V> {
    /// The place of a key in the order.
    #[must_use]
    pub fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.find(key, &self.entries),
            None => self
                .entries
                .iter()
                .position(|(known, _)| known.borrow() == key),
        }
    }

    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&V> {
        self.position(key).map(|at| &self.entries[at].1)
    }

    /// The value under a key, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.position(key).map(|at| &mut self.entries[at].1)
    }

    /// The key as it is stored, and its value.
    #[must_use]
    pub fn get_key_value(&self, key: &str) -> Option<(&K, &V)> {
        self.position(key).and_then(|at| self.get_index(at))
    }

    /// Whether the key is there.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Puts a value under a key and gives back what was there. A known key keeps its place, a new one goes last.
    pub fn insert(&mut self, key: impl Into<K>, value: impl Into<V>) -> Option<V> {
        let (key, value) = (key.into(), value.into());
        match self.position(key.borrow()) {
            Some(at) => Some(std::mem::replace(&mut self.entries[at].1, value)),
            None => {
                self.push_new(key, value);
                None
            }
        }
    }

    /// Adds an entry whose key is known to be new.
    pub(crate) fn push_new(&mut self, key: K, value: V) {
        let position = self.entries.len();
        match &mut self.index {
            Some(index) if (position + 1) * 2 <= index.slots.len() => {
                index.add(key.borrow(), position)
            }
            _ => self.index = None,
        }
        self.entries.push((key, value));
        if self.index.is_none() && self.entries.len() >= INDEX_FROM {
            self.index = HashIndex::build(&self.entries);
        }
    }

    /// Takes an entry out and closes the gap. Costs a pass over the map.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let at = self.position(key)?;
        let (_, value) = self.entries.remove(at);
        self.index = if self.entries.len() >= INDEX_FROM {
            HashIndex::build(&self.entries)
        } else {
            None
        };
        Some(value)
    }
}

impl<K, V> Default for OrderedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: std::fmt::Debug, V: std::fmt::Debug> std::fmt::Debug for OrderedMap<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Borrow<str>, V: PartialEq> PartialEq for OrderedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().enumerate().all(|(at, (key, value))| {
                // The same order is the usual case, and spares the look-up.
                match other.get_index(at) {
                    Some((same, theirs)) if same.borrow() == key.borrow() => value == theirs,
                    _ => other.get(key.borrow()) == Some(value),
                }
            })
    }
}

impl<K: Borrow<str>, V> Index<&str> for OrderedMap<K, V> {
    type Output = V;

    /// The value under a key.
    ///
    /// # Panics
    /// When the key is not there; [`OrderedMap::get`] does not.
    fn index(&self, key: &str) -> &V {
        self.get(key).unwrap_or_else(|| panic!("no entry `{key}`"))
    }
}

impl<K: Borrow<str>, V, I: Into<K>> FromIterator<(I, V)> for OrderedMap<K, V> {
    fn from_iter<T: IntoIterator<Item = (I, V)>>(entries: T) -> Self {
        let entries = entries.into_iter();
        let mut map = Self::with_capacity(entries.size_hint().0);
        map.extend(entries);
        map
    }
}

impl<K: Borrow<str>, V, I: Into<K>> Extend<(I, V)> for OrderedMap<K, V> {
    fn extend<T: IntoIterator<Item = (I, V)>>(&mut self, entries: T) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Borrow<str>, V, I: Into<K>, const N: usize> From<[(I, V); N]> for OrderedMap<K, V> {
    fn from(entries: [(I, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<'a, K, V> IntoIterator for &'a OrderedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut OrderedMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<K, V> IntoIterator for OrderedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

/// The entries of an [`OrderedMap`] in order.
pub struct Iter<'a, K, V>(std::slice::Iter<'a, (K, V)>);

/// The entries of an [`OrderedMap`] in order, values to be changed.
pub struct IterMut<'a, K, V>(std::slice::IterMut<'a, (K, V)>);

/// The entries of an [`OrderedMap`] in order, taken out of it.
pub type IntoIter<K, V> = std::vec::IntoIter<(K, V)>;

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&*key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> ExactSizeIterator for IterMut<'_, K, V> {}
