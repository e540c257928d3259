//! Texts cut into words, as people type and read them: letters and digits, in
//! small letters, without accents.

use std::ops::Range;

/// Words that say nothing about what a text is about.
const EMPTY: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "but", "by", "can", "could", "did", "do", "does", "each", "every", "for", "from",
    "get", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "more", "my",
    "no", "not", "of", "on", "or", "our", "out", "s", "should", "so", "such", "t", "than", "that",
    "the", "their", "them", "then", "there", "they", "this", "those", "to", "up", "us", "we",
    "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

/// Whether a word (in small letters) says nothing.
pub(super) fn is_empty_word(word: &str) -> bool {
    EMPTY.binary_search(&word).is_ok()
}

/// The words of a text with their bytes in it.
pub(super) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = first(text, at, true)?;
        at = first(text, start, false).unwrap_or(text.len());
        Some((start..at, &text[start..at]))
    })
}

/// Where the first character from a place on is that belongs to a word, or
/// does not. Most are plain letters, which need no decoding.
fn first(text: &str, mut at: usize, wanted: bool) -> Option<usize> {
    while let Some(byte) = text.as_bytes().get(at) {
        let (belongs, width) = match byte {
            0..0x80 => (byte.is_ascii_alphanumeric(), 1),
            _ => {
                let c = text[at..].chars().next()?;
                (c.is_alphanumeric(), c.len_utf8())
            }
        };
        if belongs == wanted {
            return Some(at);
        }
        at += width;
    }
    None
}

/// A number for a word, the same for all spellings that fold to it: FNV-1a.
pub(super) fn number(word: &str) -> u32 {
    let of = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    };
    match word.is_ascii() {
        true => of(&mut word.bytes().map(|byte| byte.to_ascii_lowercase())),
        false => of(&mut folded(word).bytes()),
    }
}

/// A word in small letters without accents.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// A letter without its accent, for the languages around the North Sea and the
/// Mediterranean.
fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        c => c,
    }
}

/// Sorted words in one text, to be found by their letters.
#[derive(Debug, Default)]
pub(super) struct Words {
    letters: String,
    ends: Vec<u32>,
}

impl Words {
    /// Puts a word at the end. Words come in order, each once.
    pub fn push(&mut self, word: &str) {
        self.letters.push_str(word);
        self.ends.push(self.letters.len() as u32);
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.letters[start..self.ends[place] as usize]
    }

    pub fn find(&self, word: &str) -> Option<usize> {
        let at = self.first(|own| own >= word);
        (at < self.len() && self.get(at) == word).then_some(at)
    }

    /// The places of the words that begin like this.
    pub fn beginning(&self, start: &str) -> Range<usize> {
        let from = self.first(|own| own >= start);
        from..self.first(|own| own >= start && !own.starts_with(start)).max(from)
    }

    /// The first word of which something is true that stays true after it.
    fn first(&self, is_so: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_so(self.get(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_words_can_be_found() {
        assert!(EMPTY.is_sorted());
        assert!(is_empty_word("how") && !is_empty_word("backup"));
    }

    #[test]
    fn words_are_letters_and_digits() {
        let text = "Back-ups: “café” 3×, x";
        let found: Vec<&str> = words(text)
            .map(|(range, word)| {
                assert_eq!(&text[range], word);
                word
            })
            .collect();
        assert_eq!(found, ["Back", "ups", "café", "3", "x"]);
        assert_eq!(folded("CAFÉ"), "cafe");
        assert!(number("CAFÉ") == number("cafe") && number("Cafe") != number("cafes"));
        assert_eq!(words(" ×").count() + words("").count(), 0);
    }

    #[test]
    fn words_are_found_by_their_beginning() {
        let mut list = Words::default();
        ["back", "backup", "backups", "cost"].into_iter().for_each(|word| list.push(word));
        assert_eq!(list.beginning("backu"), 1..3);
        assert_eq!(list.beginning(""), 0..4);
        assert_eq!(list.beginning("d"), 4..4);
        assert_eq!((list.find("cost"), list.find("cos")), (Some(3), None));
    }
}
