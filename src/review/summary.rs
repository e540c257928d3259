//! Counting risks: per question, pillar, lens and workload.

use super::workload::{LensReview, Lenses, Workload};
use crate::lens::{Lens, PillarId, QuestionId, Risk};

/// How many questions have which risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// High risks.
    pub high: usize,
    /// Medium risks.
    pub medium: usize,
    /// No risk found.
    pub none: usize,
    /// Not answered yet.
    pub unanswered: usize,
    /// Not applicable.
    pub not_applicable: usize,
}

impl Counts {
    /// Counts one more question.
    pub fn add(&mut self, risk: Risk) {
        match risk {
            Risk::High => self.high += 1,
            Risk::Medium => self.medium += 1,
            Risk::None => self.none += 1,
            Risk::Unanswered => self.unanswered += 1,
            Risk::NotApplicable => self.not_applicable += 1,
        }
    }

    /// The number for a risk.
    pub fn get(&self, risk: Risk) -> usize {
        match risk {
            Risk::High => self.high,
            Risk::Medium => self.medium,
            Risk::None => self.none,
            Risk::Unanswered => self.unanswered,
            Risk::NotApplicable => self.not_applicable,
        }
    }

    /// All questions.
    pub fn total(&self) -> usize {
        self.high + self.medium + self.none + self.unanswered + self.not_applicable
    }

    /// The questions that need no more attention to be counted: everything
    /// that is not unanswered.
    pub fn answered(&self) -> usize {
        self.total() - self.unanswered
    }

    /// The worst risk among answered questions, or what remains to be said:
    /// for a pillar's badge.
    pub fn worst(&self) -> Risk {
        if self.high > 0 {
            Risk::High
        } else if self.medium > 0 {
            Risk::Medium
        } else if self.unanswered > 0 {
            Risk::Unanswered
        } else if self.none > 0 {
            Risk::None
        } else {
            Risk::NotApplicable
        }
    }
}

impl FromIterator<Risk> for Counts {
    fn from_iter<I: IntoIterator<Item = Risk>>(risks: I) -> Self {
        let mut counts = Self::default();
        risks.into_iter().for_each(|risk| counts.add(risk));
        counts
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            high: self.high + other.high,
            medium: self.medium + other.medium,
            none: self.none + other.none,
            unanswered: self.unanswered + other.unanswered,
            not_applicable: self.not_applicable + other.not_applicable,
        }
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, c| sum + c)
    }
}

/// The counts of a lens and of each of its pillars, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensSummary {
    /// All pillars together.
    pub counts: Counts,
    /// Each pillar.
    pub pillars: Vec<(PillarId, Counts)>,
}

/// The risk of every question of a lens, in file order.
pub fn risks<'a>(
    lens: &'a Lens,
    review: &'a LensReview,
) -> impl Iterator<Item = (QuestionId, Risk)> + 'a {
    lens.questions().map(|(_, question)| {
        let risk = match review.answers.get(&question.id) {
            Some(answer) => answer.evaluate(question).risk,
            None => Risk::Unanswered,
        };
        (question.id.clone(), risk)
    })
}

/// Counts a lens's risks.
pub fn summarize(lens: &Lens, review: &LensReview) -> LensSummary {
    let mut risks = risks(lens, review);
    let pillars: Vec<(PillarId, Counts)> = lens
        .pillars
        .iter()
        .map(|pillar| {
            let counts =
                risks.by_ref().take(pillar.questions.len()).map(|(_, risk)| risk).collect();
            (pillar.id.clone(), counts)
        })
        .collect();
    LensSummary { counts: pillars.iter().map(|(_, c)| *c).sum(), pillars }
}

/// The counts of all lenses of a workload that are at hand.
pub fn workload_counts(workload: &Workload, lenses: &Lenses) -> Counts {
    workload
        .reviews
        .iter()
        .filter_map(|r| lenses.get(&r.lens.key).map(|lens| summarize(lens, r).counts))
        .sum()
}
