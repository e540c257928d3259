//! A quiz made from a lens: no question of it is written by hand, and every
//! answer is what the evaluator says.

use super::dice::Dice;
use crate::lens::{ChoiceSet, Companion, Lens, Question, Risk};
use crate::review::Answer;
use crate::review::fix;

/// A practice, by its places in the lens: pillar, question, choice.
pub type At = (usize, usize, usize);

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Given these ticks, what is the risk?
    Risk,
    /// Which one practice lowers this risk most?
    Lowers,
    /// Which pillar does this practice serve?
    Pillar,
    /// Which practice is missing where people say this?
    Without,
}

impl Kind {
    /// All kinds, in the order in which they take turns.
    pub const ALL: [Self; 4] = [Self::Risk, Self::Without, Self::Lowers, Self::Pillar];
}

/// Something to choose as the answer of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A risk.
    Risk(Risk),
    /// A practice.
    Practice(At),
    /// A pillar, by its place.
    Pillar(usize),
}

/// One item of a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is asked.
    pub kind: Kind,
    /// The pillar and question that it is about.
    pub place: (usize, usize),
    /// What is ticked, for the kinds about risk.
    pub ticked: ChoiceSet,
    /// The practice to read about afterwards: the right one, or the one that
    /// is asked about.
    pub practice: Option<At>,
    /// What is said where it is missing.
    pub said: Option<String>,
    /// To choose from.
    pub offers: Vec<Offer>,
    /// The place of the right one in them.
    pub right: usize,
}

/// What a quiz is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The lens.
    pub lens: &'a Lens,
    /// What its companion says, where it has one.
    pub companion: Option<&'a Companion>,
}

/// How many other practices are offered beside the right one, at most.
const OTHERS: usize = 3;
/// As many pillars can be told apart at a glance.
const MOST_PILLARS: usize = 6;
/// So often a random start is tried before another question is taken.
const TRIES: usize = 40;

/// As many items as were asked for, or fewer where the lens has not enough to
/// ask. No item comes twice. The same seed gives the same items.
pub fn session(source: Source<'_>, seed: u64, count: usize) -> Vec<Item> {
    let mut dice = Dice::new(seed);
    let lens = source.lens;
    let mut places: Vec<(usize, usize)> = lens
        .pillars
        .iter()
        .enumerate()
        .flat_map(|(p, pillar)| (0..pillar.questions.len()).map(move |q| (p, q)))
        .collect();
    let mut items: Vec<Item> = Vec::new();
    // A kind that found nothing in the whole lens is not tried again.
    let mut kinds = Kind::ALL.to_vec();
    let mut turn = dice.below(kinds.len());
    while items.len() < count && !kinds.is_empty() {
        turn %= kinds.len();
        let kind = kinds[turn];
        dice.shuffle(&mut places);
        // Questions that were not asked about come first.
        let known = |place: &(usize, usize)| items.iter().any(|item| item.place == *place);
        let (asked, fresh): (Vec<(usize, usize)>, Vec<_>) =
            places.iter().copied().partition(|place| known(place));
        let found = fresh
            .into_iter()
            .chain(asked)
            .filter(|place| !items.iter().any(|i| i.kind == kind && i.place == *place))
            .find_map(|place| make(source, kind, place, &mut dice));
        match found {
            Some(item) => {
                items.push(item);
                turn += 1;
            }
            None => {
                kinds.remove(turn);
            }
        }
    }
    items
}

/// An item of a kind about a question; `None` where it gives none.
fn make(source: Source<'_>, kind: Kind, place: (usize, usize), dice: &mut Dice) -> Option<Item> {
    let question = &source.lens.pillars[place.0].questions[place.1];
    match kind {
        Kind::Risk => risk(question, place, dice),
        Kind::Lowers => lowers(question, place, dice),
        Kind::Pillar => pillar(source.lens, place, dice),
        Kind::Without => without(source, place, dice),
    }
}

/// The practices of a question: its choices but "None of these".
fn practices(question: &Question) -> Vec<usize> {
    let none = question.none_of_these();
    (0..question.choices.len()).filter(|c| !none.contains(*c)).collect()
}

/// Some of the practices, each with a chance of `chance` in four.
fn some(practices: &[usize], chance: usize, dice: &mut Dice) -> ChoiceSet {
    practices
        .iter()
        .filter(|_| dice.below(4) < chance)
        .fold(ChoiceSet::EMPTY, |set, c| set.with(*c))
}

fn evaluate(question: &Question, ticked: ChoiceSet) -> Risk {
    question.evaluate(true, ticked, ChoiceSet::EMPTY).risk
}

fn risk(question: &Question, place: (usize, usize), dice: &mut Dice) -> Option<Item> {
    const ALL: [Risk; 3] = [Risk::None, Risk::Medium, Risk::High];
    let practices = practices(question);
    // The risk is drawn first, so that the rare one is asked as often.
    let wanted = dice.pick(&ALL)?;
    let mut found: Vec<(ChoiceSet, Risk)> = Vec::new();
    for _ in 0..TRIES {
        let chance = 1 + dice.below(3);
        let ticked = some(&practices, chance, dice);
        if ticked.is_empty() {
            continue;
        }
        found.push((ticked, evaluate(question, ticked)));
    }
    let every = practices.iter().fold(ChoiceSet::EMPTY, |set, c| set.with(*c));
    if !every.is_empty() {
        found.push((every, evaluate(question, every)));
    }
    // Where every tick comes to the same there is nothing to ask.
    let first = found.first()?.1;
    found.iter().find(|(_, risk)| *risk != first)?;
    let (ticked, risk) =
        found.iter().find(|(_, risk)| *risk == wanted).or(found.first()).copied()?;
    Some(Item {
        kind: Kind::Risk,
        place,
        ticked,
        practice: None,
        said: None,
        offers: ALL.map(Offer::Risk).to_vec(),
        right: ALL.iter().position(|r| *r == risk)?,
    })
}

fn lowers(question: &Question, place: (usize, usize), dice: &mut Dice) -> Option<Item> {
    let practices = practices(question);
    for _ in 0..TRIES {
        let ticked = some(&practices, 3, dice);
        let before = evaluate(question, ticked);
        if ticked.is_empty() || !matches!(before, Risk::Medium | Risk::High) {
            continue;
        }
        let mut candidates: Vec<(usize, Risk)> = practices
            .iter()
            .filter(|c| !ticked.contains(**c))
            .map(|c| (*c, evaluate(question, ticked.with(*c))))
            .collect();
        dice.shuffle(&mut candidates);
        let Some(best) = candidates.iter().map(|(_, risk)| *risk).min() else { continue };
        let Some(right) = candidates.iter().find(|(_, risk)| *risk == best).copied() else {
            continue;
        };
        let mut offers: Vec<usize> = candidates
            .iter()
            .filter(|(_, risk)| *risk > best)
            .map(|(c, _)| *c)
            .take(OTHERS)
            .collect();
        if best >= before || offers.is_empty() {
            continue;
        }
        offers.push(right.0);
        crate::collections::sort(&mut offers);
        let at = |c: usize| (place.0, place.1, c);
        return Some(Item {
            kind: Kind::Lowers,
            place,
            ticked,
            practice: Some(at(right.0)),
            said: None,
            right: offers.iter().position(|c| *c == right.0)?,
            offers: offers.into_iter().map(|c| Offer::Practice(at(c))).collect(),
        });
    }
    None
}

fn pillar(lens: &Lens, (p, q): (usize, usize), dice: &mut Dice) -> Option<Item> {
    if lens.pillars.len() < 2 {
        return None;
    }
    let question = &lens.pillars[p].questions[q];
    let choice = dice.pick(&practices(question))?;
    // A practice that serves two pillars is no fair question.
    let title = plain(&question.choices[choice].title);
    let is_elsewhere = lens.pillars.iter().enumerate().any(|(other, pillar)| {
        let mut choices = pillar.questions.iter().flat_map(|q| &q.choices);
        other != p && choices.any(|c| plain(&c.title) == title)
    });
    let twice = lens.pillars.iter().filter(|o| plain(&o.name) == plain(&lens.pillars[p].name));
    if is_elsewhere || twice.count() > 1 {
        return None;
    }
    let mut offers: Vec<usize> = (0..lens.pillars.len()).filter(|other| *other != p).collect();
    dice.shuffle(&mut offers);
    offers.truncate(MOST_PILLARS - 1);
    offers.push(p);
    crate::collections::sort(&mut offers);
    Some(Item {
        kind: Kind::Pillar,
        place: (p, q),
        ticked: ChoiceSet::EMPTY,
        practice: Some((p, q, choice)),
        said: None,
        right: offers.iter().position(|other| *other == p)?,
        offers: offers.into_iter().map(Offer::Pillar).collect(),
    })
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

fn without(source: Source<'_>, (p, q): (usize, usize), dice: &mut Dice) -> Option<Item> {
    let lens = source.lens;
    let question = &lens.pillars[p].questions[q];
    let notes = source.companion.and_then(|c| c.questions.get(&question.id));
    // Of a question with levels, a practice that weighs most.
    let mut own = practices(question);
    if let Some(notes) = notes {
        let level = |c: &usize| notes.practices.get(&question.choices[*c].id).map(|n| n.level);
        let highest = own.iter().filter_map(level).max();
        own.retain(|c| level(c) == highest);
    }
    let choice = dice.pick(&own)?;
    // A lens alone says what to do where a practice is missing.
    let advice = || question.choices[choice].improvement_plan.as_ref();
    let said = notes
        .map(|notes| notes.flag.clone())
        .or_else(|| advice().map(|plan| plan.display_text.clone()))
        .filter(|said| !said.trim().is_empty())?;
    let mut others: Vec<At> = Vec::new();
    let mut places: Vec<(usize, usize)> = lens
        .pillars
        .iter()
        .enumerate()
        .flat_map(|(p, pillar)| (0..pillar.questions.len()).map(move |q| (p, q)))
        .filter(|other| *other != (p, q))
        .collect();
    dice.shuffle(&mut places);
    let title = |(p, q, c): At| plain(&lens.pillars[p].questions[q].choices[c].title);
    let right = (p, q, choice);
    let own_titles: Vec<String> = (0..question.choices.len()).map(|c| title((p, q, c))).collect();
    for (op, oq) in places {
        if others.len() == OTHERS {
            break;
        }
        if let Some(c) = dice.pick(&practices(&lens.pillars[op].questions[oq])) {
            let other = (op, oq, c);
            let plan = lens.pillars[op].questions[oq].choices[c].improvement_plan.as_ref();
            let says_the_same = plan.is_some_and(|plan| plan.display_text == said);
            if !own_titles.contains(&title(other)) && !says_the_same {
                others.push(other);
            }
        }
    }
    if others.is_empty() {
        return None;
    }
    let place = dice.below(others.len() + 1);
    others.insert(place, right);
    Some(Item {
        kind: Kind::Without,
        place: (p, q),
        ticked: ChoiceSet::EMPTY,
        practice: Some(right),
        said: Some(said),
        right: place,
        offers: others.into_iter().map(Offer::Practice).collect(),
    })
}

impl Item {
    /// The question it is about.
    pub fn question<'a>(&self, lens: &'a Lens) -> &'a Question {
        &lens.pillars[self.place.0].questions[self.place.1]
    }

    /// What is ticked, as an answer that the evaluator can explain.
    pub fn answer(&self, lens: &Lens) -> Answer {
        let choices = self.question(lens).choices.iter().enumerate();
        let ticked = choices.filter(|(c, _)| self.ticked.contains(*c));
        Answer { selected: ticked.map(|(_, c)| c.id.clone()).collect(), ..Answer::default() }
    }

    /// The ticks with a practice more: what it would come to.
    pub fn answer_with(&self, lens: &Lens, (_, _, choice): At) -> Answer {
        let mut answer = self.answer(lens);
        answer.selected.insert(self.question(lens).choices[choice].id.clone());
        answer
    }

    /// The smallest step from the ticks, for comparison.
    pub fn smallest(&self, lens: &Lens) -> Option<fix::Fix> {
        fix::smallest(self.question(lens), &self.answer(lens))
    }
}
