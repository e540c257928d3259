//! What of a text matched, for the person to see.

use std::ops::Range;

use super::ask::Asked;
use super::words::{folded, is_empty_word, words};
use super::{Index, Marked, stem};

/// About how many bytes an excerpt has.
const LENGTH: usize = 170;

/// Which word of the query a word of a text (folded) stands for.
pub(super) fn which(word: &str, index: &Index, number: usize, asked: &[Asked]) -> Option<usize> {
    if asked.is_empty() || is_empty_word(word) {
        return asked.iter().position(|a| a.typed == word);
    }
    let stem = index.stems.find(&stem::stem(word))? as u32;
    asked.iter().position(|a| a.means.iter().any(|m| m.index == number && m.stem == stem))
}

/// The bytes of the words that matched.
pub(super) fn marks(
    text: &str,
    index: &Index,
    number: usize,
    asked: &[Asked],
) -> Vec<Range<usize>> {
    if asked.is_empty() {
        return Vec::new();
    }
    words(text)
        .filter(|(_, word)| which(&folded(word), index, number, asked).is_some())
        .map(|(range, _)| range)
        .collect()
}

/// Some words of the texts, around the place where most matched.
pub(super) fn excerpt(texts: &[&str], marks: impl Fn(&str) -> Vec<Range<usize>>) -> Marked {
    let mut best: Option<(usize, &str, Vec<Range<usize>>)> = None;
    for line in texts.iter().flat_map(|text| text.lines()) {
        let line = line.trim();
        let line = line.strip_prefix("- ").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let found = marks(line);
        if best.as_ref().is_none_or(|(most, ..)| found.len() > *most) {
            best = Some((found.len(), line, found));
        }
    }
    let Some((_, line, found)) = best else { return Marked::default() };
    cut(line, &found)
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
