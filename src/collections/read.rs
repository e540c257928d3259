//! Maps from JSON objects, and whatever else `serde` calls a map.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::Map;

/// A key that comes twice is an error.
impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for Map<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Entries<K, V> {
    type Value = Map<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        let count = entries.len();
        let map: Map<K, V> = entries.into_iter().collect();
        if map.len() < count {
            return Err(A::Error::custom("a key stands twice"));
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_becomes_a_map_and_a_key_that_comes_twice_is_refused() {
        let map: Map<String, u8> = serde_json::from_str(r#"{"b":2,"a":1}"#).expect("a map");
        assert_eq!(map, Map::from([("a".to_owned(), 1), ("b".to_owned(), 2)]));
        let twice = serde_json::from_str::<Map<String, u8>>(r#"{"a":1,"a":2}"#);
        assert!(twice.expect_err("it is refused").to_string().starts_with("a key stands twice"));
        assert!(serde_json::from_str::<Map<String, u8>>("[]").is_err());
    }
}
