//! What practising leaves behind: how well each card is known, and on which
//! days one practised.

use super::marks::PracticeId;
use super::sm2::{self, Card, Grade};
use crate::collections::{Map, Set};

/// Days are kept for as long as a streak is worth looking back.
const MOST_DAYS: usize = 400;

/// New cards in one session, beside those that are due.
pub const NEW_CARDS: usize = 10;
/// Cards in one session: about five minutes.
pub const MOST_CARDS: usize = 20;

/// How a person practises.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Practice {
    /// Cards that were seen.
    pub cards: Map<PracticeId, Card>,
    /// Days on which one practised, counted from 1 January 1970 where the
    /// person is.
    pub days: Set<i64>,
}

impl Practice {
    /// A card was graded. The first grade of a day says when it comes back;
    /// those after it are repetition and leave that as it is.
    pub fn grade(&mut self, practice: PracticeId, grade: Grade, today: i64) {
        let card = self.cards.get(&practice).copied();
        if card.is_none_or(|card| card.seen() != today) {
            self.cards.insert(practice, sm2::graded(card, grade, today));
        }
        self.practised(today);
    }

    /// Something was practised.
    pub fn practised(&mut self, today: i64) {
        self.days.insert(today);
        let drop = self.days.len().saturating_sub(MOST_DAYS);
        let oldest: Vec<i64> = self.days.iter().take(drop).copied().collect();
        for day in oldest {
            self.days.remove(&day);
        }
    }

    /// How many days in a row, up to today. A day that is not over breaks
    /// nothing.
    pub fn streak(&self, today: i64) -> usize {
        let mut day = if self.days.contains(&today) { today } else { today - 1 };
        let mut count = 0;
        while self.days.contains(&day) {
            count += 1;
            day -= 1;
        }
        count
    }

    /// The cards of a session, out of these: what is due, longest overdue
    /// first, then new ones in their order.
    pub fn session(&self, cards: &[PracticeId], today: i64) -> Vec<PracticeId> {
        let mut due: Vec<(i64, &PracticeId)> = cards
            .iter()
            .filter_map(|id| self.cards.get(id).map(|card| (card.due, id)))
            .filter(|(day, _)| *day <= today)
            .collect();
        crate::collections::sort_by(&mut due, |a, b| a.0.cmp(&b.0));
        let new = cards.iter().filter(|id| !self.cards.contains_key(*id)).take(NEW_CARDS);
        due.into_iter().map(|(_, id)| id).chain(new).take(MOST_CARDS).cloned().collect()
    }

    /// These and those of another record together: the card that was seen
    /// later counts, and every day.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        let rank = |card: &Card| (card.seen(), card.due, card.row, card.ease);
        for (id, theirs) in other.cards {
            if self.cards.get(&id).is_none_or(|mine| rank(mine) < rank(&theirs)) {
                self.cards.insert(id, theirs);
            }
        }
        for day in other.days {
            self.practised(day);
        }
        self
    }
}
