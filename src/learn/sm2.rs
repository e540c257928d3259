//! When to see a flash card again: SM-2, the algorithm of SuperMemo 2 (Piotr
//! Woźniak, "Optimization of learning", 1990, chapter 3.2).
//!
//! The ease factor is kept in thousandths, as records hold no fractions.

/// How well a person remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Not at all: quality 2 of the algorithm.
    Again,
    /// With trouble: quality 3.
    Hard,
    /// After a moment: quality 4.
    Good,
    /// At once: quality 5.
    Easy,
}

impl Grade {
    /// All, in the order of the buttons.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The word on the button.
    pub fn words(self) -> &'static str {
        match self {
            Self::Again => "Again",
            Self::Hard => "Hard",
            Self::Good => "Good",
            Self::Easy => "Easy",
        }
    }

    /// What it adds to the ease factor, in thousandths:
    /// `0.1 - (5 - q) * (0.08 + (5 - q) * 0.02)`.
    fn ease(self) -> i64 {
        match self {
            // Below 3 the factor stays as it is.
            Self::Again | Self::Good => 0,
            Self::Hard => -140,
            Self::Easy => 100,
        }
    }

    /// Whether the card is repeated on the same day: below quality 4, until it
    /// is 4 or more.
    pub fn comes_again_today(self) -> bool {
        self < Self::Good
    }
}

/// How well a card is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// The ease factor in thousandths, 1300 or more.
    pub ease: i64,
    /// How often in a row it was remembered.
    pub row: u32,
    /// Days from the last time to the next.
    pub interval: i64,
    /// The day on which it is due, counted from 1 January 1970.
    pub due: i64,
}

impl Card {
    /// The day on which it was graded last.
    pub fn seen(&self) -> i64 {
        self.due.saturating_sub(self.interval)
    }
}

/// The ease factor of a new card.
const START: i64 = 2_500;
/// The ease factor never gets lower.
const LOWEST: i64 = 1_300;
/// A century; whoever says Easy that often need not see the card again.
const LONGEST: i64 = 36_500;

/// The card after its first grade on a day; `None` for a card never seen.
pub fn graded(card: Option<Card>, grade: Grade, today: i64) -> Card {
    let card = card.unwrap_or(Card { ease: START, row: 0, interval: 0, due: today });
    let (row, interval) = match (grade, card.row) {
        (Grade::Again, _) => (0, 1),
        (_, 0) => (1, 1),
        (_, 1) => (2, 6),
        (_, row) => {
            let longer = card.interval.saturating_mul(card.ease);
            // Fractions of a day are rounded up.
            let days = longer / 1_000 + i64::from(longer % 1_000 > 0);
            (row.saturating_add(1), days.clamp(1, LONGEST))
        }
    };
    let ease = card.ease.saturating_add(grade.ease()).max(LOWEST);
    Card { ease, row, interval, due: today.saturating_add(interval) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(grades: &[Grade]) -> Card {
        let mut card = None;
        for grade in grades {
            let today = card.map_or(0, |card: Card| card.due);
            card = Some(graded(card, *grade, today));
        }
        card.expect("there are grades")
    }

    #[test]
    fn intervals_grow_as_published() {
        use Grade::*;
        let cases: &[(&[Grade], i64, i64)] = &[
            (&[Good], 1, 2_500),
            (&[Good, Good], 6, 2_500),
            (&[Good, Good, Good], 15, 2_500),
            (&[Good, Good, Good, Good], 38, 2_500),
            (&[Easy, Easy, Easy], 17, 2_800),
            (&[Hard, Hard, Hard], 14, 2_080),
            (&[Good, Good, Good, Again], 1, 2_500),
            (&[Good, Good, Good, Again, Good, Good], 6, 2_500),
            (&[Hard; 12], 64, 1_300),
        ];
        for (grades, interval, ease) in cases {
            let card = run(grades);
            if grades.len() < 12 {
                assert_eq!(card.interval, *interval, "{grades:?}");
            }
            assert_eq!(card.ease, *ease, "{grades:?}");
        }
        assert_eq!(run(&[Easy; 90]).interval, LONGEST);
    }

    #[test]
    fn what_was_not_known_well_comes_once_more_today() {
        let again = Grade::ALL.map(Grade::comes_again_today);
        assert_eq!(again, [true, true, false, false]);
        // And tomorrow, with all of the ladder before it.
        let before = run(&[Grade::Good; 5]);
        let after = graded(Some(before), Grade::Again, 400);
        assert_eq!(after, Card { ease: before.ease, row: 0, interval: 1, due: 401 });
    }
}
