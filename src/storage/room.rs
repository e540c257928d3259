//! How much room there is and what takes it.

use super::memory::utf16;
use super::store::{Error, Store};
use crate::collections::sort_by;

/// What browsers give a site: about five million characters, keys and texts.
/// None of them tells, so it is an estimate.
pub const ABOUT: usize = 5_000_000;

/// What takes the room, in UTF-16 units, which is how browsers count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Room {
    /// Keys of this app and what they take, largest first.
    pub records: Vec<(String, usize)>,
    /// What other pages of the same site take.
    pub others: usize,
}

impl Room {
    /// Everything together.
    pub fn used(&self) -> usize {
        self.others + self.records.iter().map(|(_, units)| units).sum::<usize>()
    }

    /// How full it is, in percent, up to 100.
    pub fn percent(&self) -> usize {
        (self.used() * 100).div_ceil(ABOUT).min(100)
    }
}

/// A number of characters, for people.
pub fn characters(units: usize) -> String {
    let tenths = |unit: usize, word: &str| {
        let tenths = (units + unit / 20) / (unit / 10);
        match (tenths / 10, tenths % 10) {
            (whole, 0) => format!("{whole} {word}"),
            (whole, tenth) => format!("{whole}.{tenth} {word}"),
        }
    };
    match units {
        0..1_000 => format!("{units} characters"),
        1_000..950_000 => format!("{} thousand", (units + 500) / 1_000),
        _ => tenths(1_000_000, "million"),
    }
}

impl Store {
    /// What takes the room. Reads everything.
    ///
    /// # Errors
    ///
    /// Where the browser refuses.
    pub fn room(&self) -> Result<Room, Error> {
        let mut room = Room::default();
        for key in self.port.keys()? {
            let Some(text) = self.port.get(&key)? else { continue };
            let units = utf16(&key) + utf16(&text);
            match super::keys::kind(&key) {
                Some(_) => room.records.push((key, units)),
                None => room.others += units,
            }
        }
        sort_by(&mut room.records, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Memory;

    #[test]
    fn characters_are_told_in_words() {
        let cases = [
            (0, "0 characters"),
            (999, "999 characters"),
            (1_000, "1 thousand"),
            (1_499, "1 thousand"),
            (123_500, "124 thousand"),
            (949_999, "950 thousand"),
            (950_000, "1 million"),
            (1_200_000, "1.2 million"),
            (5_000_000, "5 million"),
        ];
        for (units, want) in cases {
            assert_eq!(characters(units), want, "{units}");
        }
    }

    #[test]
    fn other_pages_of_the_site_take_room_too() {
        let memory = Memory::new();
        memory.plant("plumbline/a", "12");
        memory.plant("plumbline/b", "1🙂");
        memory.plant("else", "123456");
        let room = Store::new(memory.clone()).room().expect("memory can be read");
        assert_eq!(room.records, [("plumbline/b".to_owned(), 14), ("plumbline/a".to_owned(), 13)]);
        assert_eq!((room.others, room.used()), (10, memory.used()));
        assert_eq!((room.percent(), Room::default().percent()), (1, 0));
        memory.plant("else", &"x".repeat(2 * ABOUT));
        assert_eq!(Store::new(memory).room().expect("memory can be read").percent(), 100);
    }
}
