//! What of a text matched, for the person to see.

use std::ops::Range;

use super::ask::Asked;
use super::words::{folded, is_empty_word, number, words};
use super::{Index, Marked};

/// About how many bytes an excerpt has.
const LENGTH: usize = 170;

/// The words of one lens that stand for words of the query, in an open hash
/// table: long texts are looked through for them with every letter typed.
pub(super) struct Sought<'a> {
    table: Vec<Option<(&'a str, u8)>>,
}

impl<'a> Sought<'a> {
    /// What to look for in the texts of the index with this number.
    pub fn new(index: &'a Index, which: usize, asked: &'a [Asked]) -> Self {
        // For each stem the first word of the query that means it.
        let mut by_stem = vec![u8::MAX; index.stems.len()];
        let mut any = false;
        for (place, word) in asked.iter().enumerate().rev() {
            for meaning in word.means.iter().filter(|meaning| meaning.index == which) {
                by_stem[meaning.stem as usize] = place as u8;
                any = true;
            }
        }
        let stems = if any { index.stem_of.as_slice() } else { &[] };
        let known = stems.iter().enumerate().filter_map(|(word, stem)| {
            let place = by_stem[*stem as usize];
            (place != u8::MAX).then(|| (index.words.get(word), place))
        });
        // These are in no index.
        let empty = asked.iter().enumerate().filter(|(_, word)| is_empty_word(&word.typed));
        let empty = empty.map(|(place, word)| (word.typed.as_str(), place as u8));
        let all: Vec<(&str, u8)> = known.chain(empty).collect();
        let mut table = vec![None; (all.len() * 2).next_power_of_two()];
        for (word, place) in all {
            let mut slot = number(word) as usize & (table.len() - 1);
            while table[slot].is_some() {
                slot = (slot + 1) & (table.len() - 1);
            }
            table[slot] = Some((word, place));
        }
        Self { table }
    }

    /// Which word of the query a word of a text stands for.
    pub fn which(&self, word: &str) -> Option<usize> {
        let mut slot = number(word) as usize & (self.table.len() - 1);
        while let Some((known, place)) = self.table[slot] {
            if known.eq_ignore_ascii_case(word) || (!word.is_ascii() && folded(word) == known) {
                return Some(usize::from(place));
            }
            slot = (slot + 1) & (self.table.len() - 1);
        }
        None
    }

    /// The bytes of the words that matched.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        words(text).filter(|(_, word)| self.which(word).is_some()).map(|(range, _)| range).collect()
    }

    fn count(&self, text: &str) -> usize {
        words(text).filter(|(_, word)| self.which(word).is_some()).count()
    }
}

/// Some words of the texts, around the place where most matched.
pub(super) fn excerpt(texts: &[&str], sought: &Sought<'_>) -> Marked {
    let mut best: Option<(usize, &str)> = None;
    for line in texts.iter().flat_map(|text| text.lines()) {
        let line = line.trim();
        let line = line.strip_prefix("- ").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let count = sought.count(line);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, line));
        }
    }
    best.map_or_else(Marked::default, |(_, line)| cut(line, &sought.marks(line)))
}

/// The part of a line that begins shortly before the first mark.
fn cut(line: &str, found: &[Range<usize>]) -> Marked {
    let first = found.first().map_or(0, |mark| mark.start);
    let mut start = 0;
    if line.len() > LENGTH && first > LENGTH / 2 {
        // From a word on, somewhat before the mark.
        let from = (first - LENGTH / 3..first).find(|at| line.as_bytes()[at - 1] == b' ');
        start = from.unwrap_or(first);
    }
    let mut end = line.len();
    if end - start > LENGTH {
        let fits = |at: &usize| line.is_char_boundary(*at);
        // Where no word ends for long, within one.
        end = (start + LENGTH..line.len())
            .find(|at| (line.as_bytes()[*at] == b' ' || *at > start + 2 * LENGTH) && fits(at))
            .unwrap_or(line.len());
    }
    let mut text = String::new();
    if start > 0 {
        text.push_str("… ");
    }
    let moved = text.len();
    text.push_str(&line[start..end]);
    let marks = found
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= end)
        .map(|mark| mark.start - start + moved..mark.end - start + moved)
        .collect();
    if end < line.len() {
        text.push_str(" …");
    }
    Marked { text, marks }
}
