//! How far a room agrees, question by question: who ticked what, the risk that
//! each answer would give, and where to talk first.

use super::reply::Reply;
use super::session::Session;
use crate::collections::sort_by;
use crate::lens::{ChoiceSet, Lens, Question, QuestionId, Risk};
use crate::review::Counts;

/// What one person said to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// Nothing.
    Silent,
    /// That they cannot answer.
    Unsure,
    /// An answer.
    Answer(Ballot),
}

/// An answer in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ballot {
    /// Whether the question applies at all.
    pub applies: bool,
    /// What is ticked and applies.
    pub ticked: ChoiceSet,
    /// What does not apply.
    pub not_applicable: ChoiceSet,
    /// The risk that this answer alone would give.
    pub risk: Risk,
}

/// What the room said to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The question.
    pub question: QuestionId,
    /// Person by person, in the order of the replies.
    pub votes: Vec<Vote>,
    /// How many ticked each choice, in the order of the lens.
    pub ticks: Vec<usize>,
    /// How many said of each choice that it does not apply.
    pub not_applicable: Vec<usize>,
    /// How far the answers agree, in percent: the mean over all pairs of
    /// people of what both say of the practices against what either says. `None` for fewer
    /// than two answers.
    pub agreement: Option<u32>,
    /// How many answers would give which risk.
    pub risks: Counts,
    /// How many said that they cannot answer.
    pub unsure: usize,
}

impl Tally {
    /// How many answered.
    pub fn answered(&self) -> usize {
        self.votes.iter().filter(|vote| matches!(vote, Vote::Answer(_))).count()
    }

    /// Whether the replies are in and nobody could answer.
    pub fn nobody_knows(&self) -> bool {
        !self.votes.is_empty() && self.answered() == 0
    }

    /// How many steps lie between the lowest and the highest risk.
    pub fn spread(&self) -> usize {
        let steps = [self.risks.none, self.risks.medium, self.risks.high];
        let first = steps.iter().position(|count| *count > 0);
        let last = steps.iter().rposition(|count| *count > 0);
        last.unwrap_or_default() - first.unwrap_or_default()
    }
}

/// What the room said to each question of the session that the lens has, in
/// the order of the agenda.
pub fn tallies(session: &Session, replies: &[Reply], lens: &Lens) -> Vec<Tally> {
    session.at_hand(lens).map(|(_, _, question)| tally(question, replies)).collect()
}

/// What the room said to a question.
pub fn tally(question: &Question, replies: &[Reply]) -> Tally {
    let votes: Vec<Vote> = replies.iter().map(|reply| vote(question, reply)).collect();
    let ballots: Vec<Ballot> = votes
        .iter()
        .filter_map(|vote| match vote {
            Vote::Answer(ballot) => Some(*ballot),
            _ => None,
        })
        .collect();
    let count = |of: fn(&Ballot) -> ChoiceSet| {
        let choices = 0..question.choices.len();
        choices.map(|choice| ballots.iter().filter(|b| of(b).contains(choice)).count()).collect()
    };
    Tally {
        question: question.id.clone(),
        ticks: count(|ballot| if ballot.applies { ballot.ticked } else { ChoiceSet::EMPTY }),
        not_applicable: count(|ballot| ballot.not_applicable),
        agreement: agreement(&ballots),
        risks: ballots.iter().map(|ballot| ballot.risk).collect(),
        unsure: votes.iter().filter(|vote| **vote == Vote::Unsure).count(),
        votes,
    }
}

fn vote(question: &Question, reply: &Reply) -> Vote {
    let Some(answer) = reply.review.answers.get(&question.id) else {
        return if reply.is_unsure(&question.id) { Vote::Unsure } else { Vote::Silent };
    };
    let risk = answer.evaluate(question).risk;
    if risk == Risk::Unanswered {
        return if reply.is_unsure(&question.id) { Vote::Unsure } else { Vote::Silent };
    }
    let not_applicable = answer.choices_not_applicable(question);
    Vote::Answer(Ballot {
        applies: answer.not_applicable.is_none(),
        ticked: question.choice_set(&answer.selected).without(not_applicable),
        not_applicable,
        risk,
    })
}

/// The mean likeness over all pairs, in percent, rounded.
fn agreement(ballots: &[Ballot]) -> Option<u32> {
    if ballots.len() < 2 {
        return None;
    }
    let mut sum = 0u64;
    for (place, a) in ballots.iter().enumerate() {
        sum += ballots[place + 1..].iter().map(|b| u64::from(likeness(a, b))).sum::<u64>();
    }
    let pairs = (ballots.len() * (ballots.len() - 1) / 2) as u64;
    Some(((sum + pairs * 500) / (pairs * 1_000)) as u32)
}

/// How alike two answers are, in thousandths of a percent: what both say
/// against what either says. Practices that neither speaks of say nothing.
fn likeness(a: &Ballot, b: &Ballot) -> u32 {
    const SAME: u32 = 100_000;
    match (a.applies, b.applies) {
        (false, false) => return SAME,
        (true, true) => {}
        _ => return 0,
    }
    let either = a.ticked.0 | b.ticked.0 | a.not_applicable.0 | b.not_applicable.0;
    let both = (a.ticked.0 & b.ticked.0) | (a.not_applicable.0 & b.not_applicable.0);
    if either == 0 { SAME } else { both.count_ones() * SAME / either.count_ones() }
}

/// The places of the tallies, the loudest disagreement first: the lowest
/// agreement, then the widest spread of risk, then the most answers, then the
/// order of the agenda. What fewer than two answered comes last.
pub fn loudest_first(tallies: &[Tally]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..tallies.len()).collect();
    let key = |place: usize| {
        let tally = &tallies[place];
        let answered = tally.answered();
        (tally.agreement.unwrap_or(u32::MAX), usize::MAX - tally.spread(), usize::MAX - answered)
    };
    sort_by(&mut places, |a, b| key(*a).cmp(&key(*b)).then(a.cmp(b)));
    places
}
