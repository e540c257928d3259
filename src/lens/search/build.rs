//! An index from a lens: every word of it with the places where it stands.

use std::sync::Arc;

use super::words::{Words, folded, is_empty_word, number, words};
use super::{Entry, Index, Naming, Place, Posting, codes, slip, stem};
use crate::collections::sort_by;
use crate::lens::{Companion, Lens};

/// How much a word says by where it stands, numbers found by trying.
const TITLE: u8 = 24;
const NAME: u8 = 14;
const TEXT: u8 = 8;
const AROUND: u8 = 5;
const AGAIN: u8 = 2;
const MOST: u8 = 60;

/// More entries than this are not indexed; no lens of a person comes near.
const MOST_ENTRIES: usize = 60_000;

pub(super) fn build(key: &str, lens: Arc<Lens>, companion: Option<Arc<Companion>>) -> Index {
    let mut index = Index {
        key: key.to_owned(),
        entries: entries(&lens, companion.as_deref()),
        lens,
        companion,
        words: Words::default(),
        stem_of: Vec::new(),
        letters: Vec::new(),
        stems: Words::default(),
        ends: Vec::new(),
        postings: Vec::new(),
        names: Vec::new(),
    };
    let mut collected = Collected::default();
    for (number, entry) in index.entries.iter().enumerate() {
        collected.entry = number as u16;
        collected.text(index.title(entry.place), TITLE);
        for text in index.texts(entry.place) {
            collected.text(text, TEXT);
        }
        if let Some(id) = index.official(entry.place) {
            // Official ids say in known words what is worded afresh here:
            // `sec_permissions_least_privileges`.
            collected.text(id, NAME);
        }
        if let Place::Practice(p, q, _) = entry.place {
            collected.text(&index.lens.pillars[p].questions[q].title, AROUND);
        }
        if let (Some(pillar), true) = (entry.pillar, !matches!(entry.place, Place::Pillar(_))) {
            collected.text(&index.lens.pillars[pillar].name, AROUND / 2);
        }
    }
    index.names = names(&index);
    collected.into_index(&mut index);
    index
}

fn entries(lens: &Lens, companion: Option<&Companion>) -> Vec<Entry> {
    let plain = |place, pillar| Entry { place, pillar, level: None, effort: None };
    let mut entries = vec![plain(Place::Lens, None)];
    for (p, pillar) in lens.pillars.iter().enumerate() {
        entries.push(plain(Place::Pillar(p), Some(p)));
        for (q, question) in pillar.questions.iter().enumerate() {
            entries.push(plain(Place::Question(p, q), Some(p)));
            let notes = companion.and_then(|c| c.questions.get(&question.id));
            for (c, choice) in question.choices.iter().enumerate() {
                if choice.is_none_of_these() {
                    continue;
                }
                let notes = notes.and_then(|notes| notes.practices.get(&choice.id));
                entries.push(Entry {
                    place: Place::Practice(p, q, c),
                    pillar: Some(p),
                    level: notes.map(|n| n.level),
                    effort: notes.map(|n| n.effort),
                });
            }
        }
    }
    for (n, principle) in companion.iter().flat_map(|c| c.principles.iter().enumerate()) {
        let pillar = principle.pillar.as_ref();
        let pillar = pillar.and_then(|id| lens.pillars.iter().position(|p| p.id == *id));
        entries.push(plain(Place::Principle(n), pillar));
    }
    entries.truncate(MOST_ENTRIES);
    entries
}

/// Codes and ids with what they name.
fn names(index: &Index) -> Vec<(String, u16, Naming)> {
    let mut names = Vec::new();
    for (number, entry) in index.entries.iter().enumerate() {
        let number = number as u16;
        let mut own = |name: String| names.push((name, number, Naming::Own));
        match entry.place {
            Place::Lens => own(codes::id(&index.key)),
            // These are words like others: `security`.
            Place::Pillar(_) | Place::Principle(_) => {}
            Place::Question(..) | Place::Practice(..) => {
                if let Some(code) = index.code(entry.place).and_then(codes::code) {
                    own(code);
                }
                let Some(question) = index.question(entry.place) else { continue };
                let notes = index.companion.as_ref().and_then(|c| c.questions.get(&question.id));
                let Some(choice) = index.practice(entry.place) else {
                    own(codes::id(question.id.as_str()));
                    if let Some(official) = notes.and_then(|n| n.official.as_deref()) {
                        own(codes::id(official));
                    }
                    continue;
                };
                own(codes::id(choice.id.as_str()));
                let Some(notes) = notes.and_then(|n| n.practices.get(&choice.id)) else { continue };
                if let Some(official) = notes.official.as_deref() {
                    own(codes::id(official));
                }
                let related = notes.related.iter().filter_map(|code| codes::code(code));
                names.extend(related.map(|code| (code, number, Naming::Related)));
            }
        }
    }
    sort_by(&mut names, |a, b| a.cmp(b));
    names.dedup();
    names
}

/// The words of all texts, on the way to an index.
#[derive(Default)]
struct Collected {
    entry: u16,
    words: Interned,
    /// The word, the entry, the weight, in the order of the entries.
    found: Vec<(u32, u16, u8)>,
}

impl Collected {
    fn text(&mut self, text: &str, weight: u8) {
        let mut before: Option<(usize, String)> = None;
        for (range, word) in words(text) {
            let word = folded(word);
            if let Some((end, first)) = &before
                && text[*end..range.start] == *"-"
            {
                // `multi-factor` is found as `multifactor`, too.
                self.word(&format!("{first}{word}"), weight);
            }
            if !is_empty_word(&word) {
                self.word(&word, weight);
            }
            before = Some((range.end, word));
        }
    }

    fn word(&mut self, word: &str, weight: u8) {
        // What is that long is no word, and nobody types it.
        if word.len() <= 60 {
            let word = self.words.place(word);
            self.found.push((word, self.entry, weight));
        }
    }

    fn into_index(self, index: &mut Index) {
        let words = &self.words.words;
        let mut order: Vec<u32> = (0..words.len() as u32).collect();
        sort_by(&mut order, |a, b| words[*a as usize].cmp(&words[*b as usize]));
        let stems: Vec<String> = words.iter().map(|word| stem::stem(word)).collect();
        let mut by_stem: Vec<u32> = (0..words.len() as u32).collect();
        sort_by(&mut by_stem, |a, b| stems[*a as usize].cmp(&stems[*b as usize]));
        let mut stem_of = vec![0u32; words.len()];
        for word in by_stem {
            let stem = &stems[word as usize];
            let count = index.stems.len();
            if count == 0 || index.stems.get(count - 1) != stem {
                index.stems.push(stem);
            }
            stem_of[word as usize] = (index.stems.len() - 1) as u32;
        }
        for word in order {
            let letters = &words[word as usize];
            index.words.push(letters);
            index.letters.push(slip::letters(letters));
            index.stem_of.push(stem_of[word as usize]);
        }
        // The postings of each stem, still in the order of the entries.
        let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); index.stems.len()];
        for (word, entry, weight) in self.found {
            let postings = &mut postings[stem_of[word as usize] as usize];
            match postings.last_mut() {
                Some(last) if last.entry == entry => {
                    // Texts come with the weightiest first.
                    let more =
                        if weight < TITLE && last.weight >= TITLE && last.weight < TITLE + TEXT {
                            weight
                        } else {
                            AGAIN
                        };
                    last.weight = last.weight.saturating_add(more).min(MOST);
                }
                _ => postings.push(Posting { entry, weight }),
            }
        }
        for mut of_one in postings {
            index.postings.append(&mut of_one);
            index.ends.push(index.postings.len() as u32);
        }
    }
}

/// Words with numbers, in the order in which they came: an open hash table,
/// since a sorted list would be moved about too much.
#[derive(Default)]
struct Interned {
    words: Vec<String>,
    table: Vec<u32>,
}

impl Interned {
    fn place(&mut self, word: &str) -> u32 {
        if (self.words.len() + 1) * 2 > self.table.len() {
            self.grow();
        }
        let slot = self.slot(word);
        if self.table[slot] == 0 {
            self.words.push(word.to_owned());
            self.table[slot] = self.words.len() as u32;
        }
        self.table[slot] - 1
    }

    /// Where the word is, or would be.
    fn slot(&self, word: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = number(word) as usize & mask;
        while self.table[slot] != 0 && self.words[self.table[slot] as usize - 1] != word {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.table.len() * 2).max(1024)];
        for number in 0..self.words.len() {
            let slot = self.slot(&self.words[number]);
            self.table[slot] = number as u32 + 1;
        }
    }
}
