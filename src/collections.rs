//! Maps, sets and sorting for a few dozen things each.
//!
//! A review holds a few dozen ids in each of its maps. A sorted vector serves
//! them as well as a tree of the standard library does, in a tenth of the
//! WebAssembly code; likewise [`sort_by`] against the sorts of the standard
//! library. Both read and sort quickly however much they hold. Only putting
//! keys in one by one and out of order takes time with the square of their
//! number: files for which no bound was checked are collected instead.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::{slice, vec};

mod read;

/// Sorts, and leaves what is equal in its order.
pub fn sort_by<T>(items: &mut [T], mut order: impl FnMut(&T, &T) -> Ordering) {
    let mut places =
        sorted_places(items.len(), &mut |a, b| order(&items[a], &items[b]) == Ordering::Greater);
    // Every place tells which item belongs there; each round of places is
    // followed until it closes.
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start || from == at {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// Sorts what has an order of its own.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// The places `0..count` in the order of what stands there, by merging. Apart
/// from [`sort_by`], so that the program holds it once for all types.
#[inline(never)]
fn sorted_places(count: usize, is_after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        merged.clear();
        while merged.len() < count {
            let mut left = merged.len();
            let middle = (left + width).min(count);
            let end = (middle + width).min(count);
            let mut right = middle;
            while left < middle || right < end {
                let from_left =
                    right == end || (left < middle && !is_after(places[left], places[right]));
                let next = if from_left { &mut left } else { &mut right };
                merged.push(places[*next]);
                *next += 1;
            }
        }
        std::mem::swap(&mut places, &mut merged);
        width *= 2;
    }
    places
}

/// Where a key is, or where it belongs.
fn find<T, Q: Ord + ?Sized>(
    items: &[T],
    key_of: impl Fn(&T) -> &Q,
    key: &Q,
) -> Result<usize, usize> {
    // Most keys come in their order.
    match items.last() {
        Some(last) if key_of(last) < key => Err(items.len()),
        _ => items.binary_search_by(|item| key_of(item).cmp(key)),
    }
}

/// A map, sorted by its keys.
#[derive(Clone, PartialEq, Eq)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Map<K, V> {
    /// Holds nothing.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All entries in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// All keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// All values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// All values to change, in the order of their keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// The keys alone, in order.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator {
        self.entries.into_iter().map(|(key, _)| key)
    }

    /// The values alone, in the order of their keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.entries.into_iter().map(|(_, value)| value)
    }

    /// The entry with the lowest key.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.entries.first().map(|(key, value)| (key, value))
    }

    /// The entry with the highest key.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.entries.last().map(|(key, value)| (key, value))
    }

    /// Takes out what `keep` does not want.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| keep(key, value));
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

impl<K: Ord, V> Map<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        find(&self.entries, |(own, _)| own.borrow(), key)
    }

    /// The value under a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| &self.entries[at].1)
    }

    /// The key as the map holds it, and its value.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| (&self.entries[at].0, &self.entries[at].1))
    }

    /// The value under a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| &mut self.entries[at].1)
    }

    /// Whether there is a value under a key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Puts a value under a key and gives back the one that was there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.entries[at].1, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// The value under a key, which is made where there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = self.find(&key).unwrap_or_else(|at| {
            self.entries.insert(at, (key, make()));
            at
        });
        &mut self.entries[at].1
    }

    /// Takes a value out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok().map(|at| self.entries.remove(at).1)
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> std::ops::Index<&Q> for Map<K, V> {
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the map holds the key")
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Of a key that comes twice the last value counts.
impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries: Vec<(K, V)> = entries.into_iter().collect();
        if !entries.is_sorted_by(|a, b| a.0 < b.0) {
            sort_by(&mut entries, |a, b| a.0.cmp(&b.0));
            entries.dedup_by(|later, kept| {
                let same = later.0 == kept.0;
                if same {
                    std::mem::swap(&mut later.1, &mut kept.1);
                }
                same
            });
        }
        Self { entries }
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        *self = std::mem::take(self).into_iter().chain(entries).collect();
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        Self::from_iter(entries)
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The entries of a [`Map`] in the order of their keys.
pub struct Iter<'a, K, V>(slice::Iter<'a, (K, V)>);

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

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// A sorted set.
#[derive(Clone, PartialEq, Eq)]
pub struct Set<T> {
    items: Vec<T>,
}

impl<T> Set<T> {
    /// Holds nothing.
    pub const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All items in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The lowest item.
    pub fn first(&self) -> Option<&T> {
        self.items.first()
    }

    /// The highest item.
    pub fn last(&self) -> Option<&T> {
        self.items.last()
    }

    /// Takes out what `keep` does not want.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.items.retain(keep);
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.items.clear();
    }
}

impl<T: Ord> Set<T> {
    fn find<Q: Ord + ?Sized>(&self, item: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        find(&self.items, |own| own.borrow(), item)
    }

    /// Whether an item is in the set.
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.find(item).is_ok()
    }

    /// Puts an item in; whether it was not there before.
    pub fn insert(&mut self, item: T) -> bool {
        let place = self.find(&item);
        if let Err(at) = place {
            self.items.insert(at, item);
        }
        place.is_err()
    }

    /// Takes an item out; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let place = self.find(item);
        if let Ok(at) = place {
            self.items.remove(at);
        }
        place.is_ok()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        if !items.is_sorted_by(|a, b| a < b) {
            sort(&mut items);
            items.dedup();
        }
        Self { items }
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        *self = std::mem::take(self).into_iter().chain(items).collect();
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(items: [T; N]) -> Self {
        Self::from_iter(items)
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut items in vec((0u8..20, any::<u16>()), 0..200)) {
            let mut want = items.clone();
            want.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(&items, &want);
            want.sort();
            sort(&mut items);
            prop_assert_eq!(items, want);
        }

        #[test]
        fn a_map_is_a_map(steps in vec((0u8..6, 0u8..30, any::<u16>()), 0..120)) {
            let (mut map, mut want) = (Map::new(), BTreeMap::new());
            for (step, key, value) in steps {
                match step {
                    0 | 1 => prop_assert_eq!(map.insert(key, value), want.insert(key, value)),
                    2 => prop_assert_eq!(map.remove(&key), want.remove(&key)),
                    3 => {
                        map.retain(|k, _| k % 7 != key % 7);
                        want.retain(|k, _| k % 7 != key % 7);
                    }
                    4 => {
                        *map.get_or_insert_with(key, || value) += key as u16 / 30;
                        want.entry(key).or_insert(value);
                    }
                    _ => {
                        let more = [(key, value), (value as u8 % 30, 1), (key, 3)];
                        map.extend(more);
                        want.extend(more);
                    }
                }
                prop_assert_eq!(map.get(&key), want.get(&key));
                prop_assert_eq!(map.get_mut(&key), want.get_mut(&key));
                prop_assert_eq!(map.contains_key(&key), want.contains_key(&key));
                prop_assert_eq!((map.len(), map.is_empty()), (want.len(), want.is_empty()));
                prop_assert_eq!(map.first(), want.first_key_value());
                prop_assert_eq!(map.last(), want.last_key_value());
                prop_assert!(map.iter().eq(&want));
                prop_assert!(map.iter().rev().eq(want.iter().rev()));
                prop_assert!(map.keys().eq(want.keys()) && map.values().eq(want.values()));
                prop_assert!(map.clone().into_iter().eq(want.clone()));
                prop_assert!(map.clone().into_values().eq(want.clone().into_values()));
                prop_assert_eq!(format!("{map:?}"), format!("{want:?}"));
            }
        }

        #[test]
        fn a_map_is_collected(entries in vec((0u8..40, any::<u16>()), 0..60)) {
            let map: Map<_, _> = entries.iter().copied().collect();
            let want: BTreeMap<_, _> = entries.into_iter().collect();
            prop_assert!(map.iter().eq(&want));
        }

        #[test]
        fn a_set_is_a_set(steps in vec((0u8..4, 0u8..30), 0..120)) {
            let (mut set, mut want) = (Set::new(), BTreeSet::new());
            for (step, item) in steps {
                match step {
                    0 | 1 => prop_assert_eq!(set.insert(item), want.insert(item)),
                    2 => prop_assert_eq!(set.remove(&item), want.remove(&item)),
                    _ => {
                        set.extend([item, 29 - item, item]);
                        want.extend([item, 29 - item, item]);
                        set.retain(|i| i % 5 != item % 5);
                        want.retain(|i| i % 5 != item % 5);
                    }
                }
                prop_assert_eq!(set.contains(&item), want.contains(&item));
                prop_assert_eq!((set.len(), set.is_empty()), (want.len(), want.is_empty()));
                prop_assert_eq!((set.first(), set.last()), (want.first(), want.last()));
                prop_assert!(set.iter().eq(&want) && set.clone().into_iter().eq(want.clone()));
                prop_assert_eq!(format!("{set:?}"), format!("{want:?}"));
                let collected: Set<_> = set.iter().rev().copied().collect();
                prop_assert_eq!(&collected, &set);
            }
        }
    }
}
