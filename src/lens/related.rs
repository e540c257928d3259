//! What a practice is related to: in its own lens and in the others at hand.

use super::companion::{Companion, Level, PracticeNotes, Principle};
use super::{Choice, Lens, Pillar, Question, Risk, effect, services};
use crate::collections::{Map, Set, sort_by};

/// A lens with its companion.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    /// The key of the lens.
    pub key: &'a str,
    /// The lens.
    pub lens: &'a Lens,
    /// Its companion, where it has one.
    pub companion: Option<&'a Companion>,
}

/// A practice of one of the lenses.
#[derive(Debug, Clone, Copy)]
pub struct Practice<'a> {
    /// The lens.
    pub book: Book<'a>,
    /// Its pillar.
    pub pillar: &'a Pillar,
    /// Its question.
    pub question: &'a Question,
    /// Itself.
    pub choice: &'a Choice,
}

/// What a practice is related to.
#[derive(Debug, Default)]
pub struct Related<'a> {
    /// Practices that share an official code with it, those of most shared
    /// codes first.
    pub by_code: Vec<Practice<'a>>,
    /// Questions of other lenses behind its question, or built on it.
    pub questions: Vec<(Book<'a>, &'a Pillar, &'a Question)>,
    /// Principles of its lens that its question puts into practice.
    pub by_principle: Vec<Fellows<'a>>,
    /// Practices of other questions that name the same services, with those that
    /// both name; who shares the most, and what few others name, first.
    pub by_service: Vec<(Practice<'a>, Vec<&'static str>)>,
    /// Practices of its pillar with the same level of risk.
    pub by_level: Vec<Practice<'a>>,
    /// In a lens without levels, practices of other questions of its pillar that
    /// lead to the same risk where they alone are missing, with that risk.
    pub by_risk: Option<(Risk, Vec<Practice<'a>>)>,
}

/// A principle with practices of other questions that put it into practice.
#[derive(Debug)]
pub struct Fellows<'a> {
    /// The principle.
    pub principle: &'a Principle,
    /// Whether they have the level of risk of the practice; others stand here
    /// only where none has.
    pub same_level: bool,
    /// The practices, one at least.
    pub practices: Vec<Practice<'a>>,
}

/// More than this of one kind helps nobody.
const MOST: usize = 8;

impl<'a> Practice<'a> {
    /// What the companion says of it.
    pub fn notes(&self) -> Option<&'a PracticeNotes> {
        self.book.companion?.questions.get(&self.question.id)?.practices.get(&self.choice.id)
    }

    /// Its own official code and those it is close to.
    fn codes(&self) -> Set<&'a str> {
        let Some(notes) = self.notes() else { return Set::new() };
        notes.code.iter().chain(&notes.related).map(String::as_str).collect()
    }

    fn level(&self) -> Option<Level> {
        self.notes().map(|notes| notes.level)
    }

    /// The risk where it alone is missing.
    fn risk_without(&self) -> Risk {
        match self.question.choice_index(&self.choice.id) {
            Some(place) => effect::of_its_absence(self.question, place),
            None => Risk::None,
        }
    }

    fn is(&self, other: &Self) -> bool {
        self.book.key == other.book.key
            && self.question.id == other.question.id
            && self.choice.id == other.choice.id
    }
}

/// Every practice of a lens.
pub fn practices(book: Book<'_>) -> impl Iterator<Item = Practice<'_>> {
    book.lens.questions().flat_map(move |(pillar, question)| {
        question
            .choices
            .iter()
            .filter(|choice| !choice.is_none_of_these())
            .map(move |choice| Practice { book, pillar, question, choice })
    })
}

/// What a practice is related to among these lenses.
pub fn to<'a>(practice: &Practice<'a>, books: &[Book<'a>]) -> Related<'a> {
    let mut related = Related::default();
    let codes = practice.codes();
    let mut shared: Vec<(usize, Practice<'a>)> = Vec::new();
    for other in books.iter().flat_map(|book| practices(*book)) {
        let count = other.codes().iter().filter(|code| codes.contains(*code)).count();
        if count > 0 && !other.is(practice) {
            // Who bears one of the codes comes before who is close to it.
            let bears = other.notes().and_then(|n| n.code.as_deref());
            let bears = bears.is_some_and(|code| codes.contains(code));
            shared.push((count + if bears { 10 } else { 0 }, other));
        }
    }
    sort_by(&mut shared, |a, b| b.0.cmp(&a.0));
    related.by_code = shared.into_iter().take(MOST + 4).map(|(_, other)| other).collect();
    related.questions = questions(practice, books);
    related.by_service = by_service(practice, books);
    let mut own: Vec<Practice<'a>> = practices(practice.book)
        .filter(|other| other.question.id != practice.question.id)
        .collect();
    let Some(companion) = practice.book.companion else {
        own.retain(|other| other.pillar.id == practice.pillar.id);
        related.by_risk = by_risk(practice, own);
        return related;
    };
    for principle in &companion.principles {
        if !principle.questions.contains(&practice.question.id) {
            continue;
        }
        let level = practice.level();
        let fellows = |same_level: bool| -> Vec<Practice<'a>> {
            own.iter()
                .filter(|other| principle.questions.contains(&other.question.id))
                .filter(|other| (other.level() == level) == same_level)
                .take(MOST / 2)
                .copied()
                .collect()
        };
        // Those of other levels are better than none.
        let found = [true, false].map(|same_level| (same_level, fellows(same_level)));
        if let Some((same_level, practices)) = found.into_iter().find(|(_, all)| !all.is_empty()) {
            related.by_principle.push(Fellows { principle, same_level, practices });
        }
    }
    own.retain(|other| other.pillar.id == practice.pillar.id && other.level() == practice.level());
    own.truncate(MOST);
    related.by_level = own;
    related
}

/// Those of these that lead to the same risk where they alone are missing; of
/// one that leads to none there is nothing to say.
fn by_risk<'a>(
    practice: &Practice<'a>,
    mut others: Vec<Practice<'a>>,
) -> Option<(Risk, Vec<Practice<'a>>)> {
    let risk = practice.risk_without();
    if !matches!(risk, Risk::Medium | Risk::High) {
        return None;
    }
    others.retain(|other| other.risk_without() == risk);
    others.truncate(MOST);
    (!others.is_empty()).then_some((risk, others))
}

/// Practices of other questions that name the same services.
fn by_service<'a>(
    practice: &Practice<'a>,
    books: &[Book<'a>],
) -> Vec<(Practice<'a>, Vec<&'static str>)> {
    let own = services::of(practice.choice);
    if own.is_empty() {
        return Vec::new();
    }
    let mut named: Map<&'static str, usize> = Map::new();
    let mut found = Vec::new();
    for other in books.iter().flat_map(|book| practices(*book)) {
        let shared: Vec<&'static str> =
            services::of(other.choice).iter().copied().filter(|name| own.contains(name)).collect();
        for name in &shared {
            let so_far = named.get(name).copied().unwrap_or_default();
            named.insert(name, so_far + 1);
        }
        let is_here =
            other.book.key == practice.book.key && other.question.id == practice.question.id;
        if !shared.is_empty() && !is_here {
            found.push((other, shared));
        }
    }
    // A service that few name ties more than one that is everywhere.
    let weight = |shared: &[&'static str]| -> usize {
        shared.iter().map(|name| 10_000 / named.get(name).copied().unwrap_or(1).max(1)).sum()
    };
    let mut weighed: Vec<_> = found.into_iter().map(|found| (weight(&found.1), found)).collect();
    sort_by(&mut weighed, |a, b| b.0.cmp(&a.0));
    weighed.into_iter().take(MOST).map(|(_, found)| found).collect()
}

/// Questions that `behind` ties to the question of a practice.
fn questions<'a>(
    practice: &Practice<'a>,
    books: &[Book<'a>],
) -> Vec<(Book<'a>, &'a Pillar, &'a Question)> {
    let behind_of = |book: &Book<'a>, question: &Question| {
        book.companion.and_then(|c| c.questions.get(&question.id)).map(|notes| &notes.behind)
    };
    let here = behind_of(&practice.book, practice.question);
    let here_official = practice.book.companion.is_some_and(|c| c.official.is_some());
    let mut found = Vec::new();
    for book in books.iter().filter(|book| book.key != practice.book.key) {
        let official = book.companion.is_some_and(|c| c.official.is_some());
        for (pillar, question) in book.lens.questions() {
            let is_behind = official && here.is_some_and(|ids| ids.contains(&question.id));
            let builds_on = here_official
                && behind_of(book, question).is_some_and(|ids| ids.contains(&practice.question.id));
            if is_behind || builds_on {
                found.push((*book, pillar, question));
            }
        }
    }
    found.truncate(MOST + 4);
    found
}
