//! Keys that stand twice in one object of a JSON text. Reading keeps the last
//! value without a word, so the first would be lost in silence.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::collections::Set;

/// More than this are not told.
const MOST: usize = 100;

/// The JSON pointers of all such keys, in document order, each once.
pub(super) fn keys(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let walk = Walk { path: &mut String::new(), found: &mut found };
    // A text that is no JSON has a finding of its own.
    let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(text));
    found
}

/// A walk over one value.
struct Walk<'a> {
    /// Where the value is.
    path: &'a mut String,
    found: &'a mut Vec<String>,
}

impl Walk<'_> {
    /// The walk over a part of the value.
    fn part(&mut self, segment: &str) -> (usize, Walk<'_>) {
        let before = self.path.len();
        self.path.push('/');
        self.path.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        (before, Walk { path: self.path, found: self.found })
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = Set::new();
        while let Some(key) = map.next_key::<String>()? {
            let (before, part) = self.part(&key);
            let twice = seen.contains(&key) && part.found.len() < MOST;
            if twice && !part.found.contains(part.path) {
                part.found.push(part.path.clone());
            }
            map.next_value_seed(part)?;
            self.path.truncate(before);
            seen.extend([key]);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        for place in 0_usize.. {
            let (before, part) = self.part(&place.to_string());
            let more = items.next_element_seed(part)?;
            self.path.truncate(before);
            if more.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_stands_twice_is_found_once() {
        let cases: [(&str, &[&str]); 6] = [
            (r#"{"a": 1, "b": {"a": 2}}"#, &[]),
            (r#"{"a": 1, "a": 2, "a": 3}"#, &["/a"]),
            (r#"[{"x": [1, {"y": 1, "y": 2}]}]"#, &["/0/x/1/y"]),
            (r#"{"a/b": 1, "a\/b": 2, "~": 1, "~": 2}"#, &["/a~1b", "/~0"]),
            (r#"{"a": {"b": 1, "b": 2}, "a": 1"#, &["/a/b", "/a"]),
            ("nonsense", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(keys(text), expected, "{text}");
        }
    }
}
