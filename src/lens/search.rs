//! Search over lenses and their companions, as one types: ranked, with slips
//! and forms of words forgiven. Codes and ids lead straight to what they name.
//!
//! An [`Index`] is built once for each lens. [`search`] asks all of them
//! together, so that what is rare in one lens and common in the others counts
//! as it should.

mod ask;
mod build;
mod codes;
mod marks;
mod slip;
mod stem;
mod words;

use std::ops::Range;
use std::sync::Arc;

use super::companion::{Companion, Effort, Level, Role};
use super::{Choice, Lens, Pillar, Question};
use words::Words;

/// The most characters of a query that are looked at.
pub const LONGEST_QUERY: usize = 200;

/// A lens, ready to be searched.
#[derive(Debug)]
pub struct Index {
    /// The key of the lens.
    pub key: String,
    /// The lens.
    pub lens: Arc<Lens>,
    /// Its companion, where it has one.
    pub companion: Option<Arc<Companion>>,
    entries: Vec<Entry>,
    /// The words as they stand in the texts, and the place of the stem of each.
    words: Words,
    stem_of: Vec<u32>,
    letters: Vec<u32>,
    /// The stems, and where the postings of each end.
    stems: Words,
    ends: Vec<u32>,
    postings: Vec<Posting>,
    /// Codes and ids with what they name, in order.
    names: Vec<(String, u16, Naming)>,
}

/// A stem in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Posting {
    entry: u16,
    /// How much the places say in which it stands.
    weight: u8,
}

/// How a name belongs to what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    /// Its own code or id.
    Own,
    /// The code of something that it is close to.
    Related,
}

/// Something that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    place: Place,
    pillar: Option<usize>,
    level: Option<Level>,
    effort: Option<Effort>,
}

/// What was found, by its places in the lens or its companion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The lens itself.
    Lens,
    /// A pillar.
    Pillar(usize),
    /// A principle of the companion.
    Principle(usize),
    /// A question of a pillar.
    Question(usize, usize),
    /// A choice of a question of a pillar.
    Practice(usize, usize, usize),
}

/// What a result must be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// In the lens with this key.
    pub lens: Option<String>,
    /// In a pillar of this name, whatever its case.
    pub pillar: Option<String>,
    /// A practice of this level of risk.
    pub level: Option<Level>,
    /// A practice of this effort.
    pub effort: Option<Effort>,
    /// For this role: a practice that it usually does, or a question where it
    /// should be in the room.
    pub role: Option<Role>,
}

impl Filters {
    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A text with the bytes that matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// In order, apart from each other, on boundaries of characters.
    pub marks: Vec<Range<usize>>,
}

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The place of its lens among those that were searched.
    pub index: usize,
    /// Where it is.
    pub place: Place,
    /// Its name.
    pub title: Marked,
    /// Some words of it, those that matched if it can be.
    pub excerpt: Marked,
    /// Its official code.
    pub code: Option<String>,
    /// Its level, where it is a practice of a lens with a companion.
    pub level: Option<Level>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The best, in order.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// Whether the query is the code or the id of the first one.
    pub direct: bool,
}

/// Searches. `indexes` come in the order in which equals are shown; `most` hits
/// are written out.
pub fn search(indexes: &[&Index], query: &str, filters: &Filters, most: usize) -> Found {
    ask::search(indexes, query, filters, most)
}

/// Whether a query can only be meant as a code or an id, not as words.
pub fn is_name(query: &str) -> bool {
    let id = codes::id(query);
    codes::code(query).is_some() || (id.contains('_') && !id.contains(char::is_whitespace))
}

impl Index {
    /// Prepares a lens.
    pub fn build(key: &str, lens: Arc<Lens>, companion: Option<Arc<Companion>>) -> Self {
        build::build(key, lens, companion)
    }

    /// How many things can be found in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing can be found in it; a lens is never empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The pillar of a place.
    pub fn pillar(&self, place: Place) -> Option<&Pillar> {
        match place {
            Place::Lens => None,
            Place::Pillar(p) | Place::Question(p, _) | Place::Practice(p, ..) => {
                Some(&self.lens.pillars[p])
            }
            Place::Principle(n) => {
                let principle = &self.companion.as_ref()?.principles[n];
                self.lens.pillar(principle.pillar.as_ref()?)
            }
        }
    }

    /// The question of a place.
    pub fn question(&self, place: Place) -> Option<&Question> {
        match place {
            Place::Question(p, q) | Place::Practice(p, q, _) => {
                Some(&self.lens.pillars[p].questions[q])
            }
            _ => None,
        }
    }

    /// The practice at a place.
    pub fn practice(&self, place: Place) -> Option<&Choice> {
        match place {
            Place::Practice(_, _, c) => Some(&self.question(place)?.choices[c]),
            _ => None,
        }
    }

    /// The name of what is at a place.
    fn title(&self, place: Place) -> &str {
        match place {
            Place::Lens => &self.lens.name,
            Place::Pillar(p) => &self.lens.pillars[p].name,
            Place::Principle(n) => {
                self.companion.as_ref().map_or("", |companion| &companion.principles[n].title)
            }
            Place::Question(..) => self.question(place).map_or("", |question| &question.title),
            Place::Practice(..) => self.practice(place).map_or("", |choice| &choice.title),
        }
    }

    /// The texts of what is at a place, the ones that say most first.
    fn texts(&self, place: Place) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        let companion = self.companion.as_deref();
        match place {
            Place::Lens => {
                texts.extend(companion.map(|c| c.about.as_str()));
                texts.push(&self.lens.description);
                texts.extend(companion.map(|c| c.audience.as_str()));
            }
            Place::Pillar(_) => {}
            Place::Principle(n) => texts.extend(companion.map(|c| c.principles[n].text.as_str())),
            Place::Question(..) => {
                let Some(question) = self.question(place) else { return texts };
                texts.extend(question.description.as_deref());
                texts.extend(question.helpful_resource.as_ref().map(|r| r.display_text.as_str()));
                if let Some(notes) = companion.and_then(|c| c.questions.get(&question.id)) {
                    texts.extend(notes.prompts.iter().map(String::as_str));
                    texts.push(&notes.flag);
                }
            }
            Place::Practice(..) => {
                let Some(choice) = self.practice(place) else { return texts };
                texts.extend(choice.description.as_deref());
                let both = [&choice.helpful_resource, &choice.improvement_plan];
                texts.extend(both.into_iter().flatten().map(|r| r.display_text.as_str()));
                let more = choice.additional_resources.iter().flat_map(|group| &group.content);
                texts.extend(more.map(|r| r.display_text.as_str()));
            }
        }
        texts
    }

    /// The official id of what is at a place: its own, where the lens renders an
    /// official one, which has codes.
    fn official(&self, place: Place) -> Option<&str> {
        self.code(place)?;
        let question = self.question(place)?;
        Some(self.practice(place).map_or(question.id.as_str(), |choice| choice.id.as_str()))
    }

    /// The official code of what is at a place.
    fn code(&self, place: Place) -> Option<&str> {
        let notes = self.companion.as_ref()?.questions.get(&self.question(place)?.id)?;
        match self.practice(place) {
            Some(choice) => notes.practices.get(&choice.id)?.code.as_deref(),
            None => notes.code.as_deref(),
        }
    }
}
