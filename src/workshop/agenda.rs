//! Which questions there is time for, and the parts they make.

use super::session::TimeBox;
use crate::collections::{Set, sort_by};
use crate::lens::companion::{Companion, Level};
use crate::lens::{Lens, PillarId, Question, QuestionId, Risk};

/// What a question takes where nobody says how long, in minutes. Picked by
/// feel, after the middle of the bundled companions.
pub const USUAL_MINUTES: u32 = 6;

/// Which questions are in scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of the lens.
    Whole,
    /// Those of these pillars.
    Pillars(Set<PillarId>),
    /// The weightiest for so many minutes.
    Within(u32),
    /// Picked by hand.
    Picked(Set<QuestionId>),
}

/// The agenda for a scope: a part for each pillar, in the order of the lens,
/// with the time that its questions take. The companion says how long a
/// question takes and how weighty it is; without one, the rules and
/// [`USUAL_MINUTES`] do.
pub fn agenda(lens: &Lens, companion: Option<&Companion>, scope: &Scope) -> Vec<TimeBox> {
    let chosen;
    let wanted = |pillar: &PillarId, question: &QuestionId| match scope {
        Scope::Whole => true,
        Scope::Pillars(pillars) => pillars.contains(pillar),
        Scope::Picked(questions) => questions.contains(question),
        Scope::Within(_) => false,
    };
    let wanted: &dyn Fn(&PillarId, &QuestionId) -> bool = match scope {
        Scope::Within(minutes) => {
            chosen = weightiest(lens, companion, *minutes);
            &|_: &PillarId, question: &QuestionId| chosen.contains(question)
        }
        _ => &wanted,
    };
    let parts = lens.pillars.iter().map(|pillar| {
        let questions = pillar.questions.iter().filter(|q| wanted(&pillar.id, &q.id));
        let ids: Vec<QuestionId> = questions.map(|q| q.id.clone()).collect();
        TimeBox {
            title: pillar.name.clone(),
            minutes: ids.iter().map(|id| minutes(companion, id)).sum(),
            questions: ids,
        }
    });
    parts.filter(|part| !part.questions.is_empty()).collect()
}

/// How many minutes a question takes.
pub fn minutes(companion: Option<&Companion>, question: &QuestionId) -> u32 {
    companion
        .and_then(|companion| companion.questions.get(question))
        .map_or(USUAL_MINUTES, |notes| notes.minutes)
}

/// The questions that weigh most for the time they take, as many as fit. At
/// least one, however short the time is.
fn weightiest(lens: &Lens, companion: Option<&Companion>, time: u32) -> Set<QuestionId> {
    let mut all: Vec<(u32, u32, &QuestionId)> = lens
        .questions()
        .map(|(_, question)| {
            (weight(question, companion), minutes(companion, &question.id).max(1), &question.id)
        })
        .collect();
    // Weight for time, compared without fractions; ties stay in the order of
    // the lens.
    sort_by(&mut all, |a, b| {
        (u64::from(b.0) * u64::from(a.1)).cmp(&(u64::from(a.0) * u64::from(b.1)))
    });
    let mut left = time;
    let mut chosen: Set<QuestionId> = Set::new();
    for (_, minutes, id) in &all {
        if *minutes <= left {
            left -= minutes;
            chosen.insert((*id).clone());
        }
    }
    if chosen.is_empty()
        && let Some((_, _, id)) = all.first()
    {
        chosen.insert((*id).clone());
    }
    chosen
}

/// How much a question weighs: a practice of high risk counts nine, of medium
/// risk three, of low risk one. Without a companion, a question that can come
/// to a high risk weighs as much as three practices of that level.
fn weight(question: &Question, companion: Option<&Companion>) -> u32 {
    match companion.and_then(|companion| companion.questions.get(&question.id)) {
        Some(notes) => notes
            .practices
            .values()
            .map(|practice| match practice.level {
                Level::High => 9,
                Level::Medium => 3,
                Level::Low => 1,
            })
            .sum(),
        None => match question.rules.iter().map(|rule| rule.risk).max() {
            Some(Risk::High) => 27,
            Some(Risk::Medium) => 9,
            _ => 3,
        },
    }
}
