//! Two versions of one workload become one: what was changed on one side only
//! is taken, what was changed differently on both sides is a clash that carries
//! both.
//!
//! The unit of a clash is a [`Place`]: an answer as a whole, one property, the
//! notes on one pillar. Of milestones only the names clash: they are records,
//! and both sides' are kept.

mod milestones;
mod offer;
mod place;
mod settle;

pub(crate) use offer::has_room;
pub use offer::{Changed, Offer, offers, picked};
pub(crate) use place::said_before;
pub use place::{Place, Version, put, said};
pub use settle::{Pick, Side};

use super::properties::Field;
use super::workload::{LensKey, LensReview, Workload};
use crate::collections::{Set, sort_by};

/// A place that both sides changed, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Where.
    pub place: Place,
    /// What this side says.
    pub mine: Version,
    /// What the other side says.
    pub theirs: Version,
}

/// Two versions in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Everything that both sides agree on. Where they clash it holds mine;
    /// but a lens that one side removed and the other one changed is kept.
    pub workload: Workload,
    /// What a person has to decide.
    pub clashes: Vec<Clash>,
    /// What only the other side changed.
    pub taken: Vec<Place>,
}

/// Merges two versions of the workload `mine.id`. `base` is what both grew
/// from; without it everything that differs clashes, but for milestones
/// that are on one side only.
pub fn merge(base: Option<&Workload>, mine: &Workload, theirs: &Workload) -> Merged {
    let mut merging = Merging { base, mine, theirs, clashes: Vec::new(), taken: Vec::new() };
    let mut workload = mine.clone();
    workload.created_at = mine.created_at.min(theirs.created_at);
    workload.updated_at = mine.updated_at.max(theirs.updated_at);
    workload.reviews = merging.reviews();
    merging.decide_all(&mut workload);
    milestones::merge(&mut merging, &mut workload);
    Merged { workload, clashes: merging.clashes, taken: merging.taken }
}

/// What three versions of something add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Both say the same, or only this side changed it.
    Mine,
    /// Only the other side changed it.
    Theirs,
    /// Both changed it.
    Clash,
}

fn decide<T: PartialEq>(base: Option<&T>, mine: &T, theirs: &T) -> Outcome {
    if mine == theirs || base == Some(theirs) {
        Outcome::Mine
    } else if base == Some(mine) {
        Outcome::Theirs
    } else {
        Outcome::Clash
    }
}

struct Merging<'a> {
    base: Option<&'a Workload>,
    mine: &'a Workload,
    theirs: &'a Workload,
    clashes: Vec<Clash>,
    taken: Vec<Place>,
}

impl Merging<'_> {
    /// Decides about everything but lenses that are on one side only, and
    /// milestones.
    fn decide_all(&mut self, workload: &mut Workload) {
        for field in Field::ALL {
            self.decide(workload, Place::Text(field));
        }
        for place in [Place::Environment, Place::ImprovementStatus, Place::Priorities] {
            self.decide(workload, place);
        }
        for mine in &self.mine.reviews {
            let key = &mine.lens.key;
            let Some(theirs) = self.theirs.review(key) else { continue };
            self.decide(workload, Place::LensVersion(key.clone()));
            self.decide(workload, Place::LensNotes(key.clone()));
            let pillars: Set<_> =
                mine.pillar_notes.keys().chain(theirs.pillar_notes.keys()).cloned().collect();
            for pillar in pillars {
                self.decide(workload, Place::PillarNotes(key.clone(), pillar));
            }
            let questions: Set<_> =
                mine.answers.keys().chain(theirs.answers.keys()).cloned().collect();
            for question in questions {
                self.decide(workload, Place::Answer(key.clone(), question));
            }
        }
    }

    /// Decides about a place that both sides have.
    fn decide(&mut self, workload: &mut Workload, place: Place) {
        let base = self.base.map(|base| said(base, &place));
        let (mine, theirs) = (said(self.mine, &place), said(self.theirs, &place));
        match decide(base.as_ref(), &mine, &theirs) {
            Outcome::Mine => {}
            Outcome::Theirs => {
                put(workload, &place, theirs);
                self.taken.push(place);
            }
            Outcome::Clash => self.clashes.push(Clash { place, mine, theirs }),
        }
    }

    /// The reviews that stay, with this side's answers where it has them.
    fn reviews(&mut self) -> Vec<LensReview> {
        let mut kept = Vec::new();
        for review in &self.mine.reviews {
            let key = &review.lens.key;
            if self.theirs.review(key).is_some() || self.stays(key, review, Side::Mine) {
                kept.push(review.clone());
            }
        }
        for review in &self.theirs.reviews {
            let key = &review.lens.key;
            if self.mine.review(key).is_none() && self.stays(key, review, Side::Theirs) {
                kept.push(review.clone());
            }
        }
        if kept.is_empty() {
            // Each side removed what the other one kept, but a workload has a
            // lens.
            for review in &self.mine.reviews {
                let place = Place::Lens(review.lens.key.clone());
                self.taken.retain(|taken| *taken != place);
                self.clash_about(place);
                kept.push(review.clone());
            }
        }
        self.put_in_order(&mut kept);
        kept
    }

    /// Whether a lens stays that only one side has.
    fn stays(&mut self, key: &LensKey, review: &LensReview, has_it: Side) -> bool {
        let place = Place::Lens(key.clone());
        match self.base.map(|base| base.review(key)) {
            // Added.
            Some(None) => {
                if has_it == Side::Theirs {
                    self.taken.push(place);
                }
                true
            }
            // Removed by the other one, and not changed since.
            Some(Some(before)) if before == review => {
                if has_it == Side::Mine {
                    self.taken.push(place);
                }
                false
            }
            _ => {
                self.clash_about(place);
                true
            }
        }
    }

    fn clash_about(&mut self, place: Place) {
        let (mine, theirs) = (said(self.mine, &place), said(self.theirs, &place));
        self.clashes.push(Clash { place, mine, theirs });
    }

    /// Brings the lenses into the order of the side that changed it; where
    /// both did, what was there before comes first.
    fn put_in_order(&self, kept: &mut [LensReview]) {
        let order = |workload: &Workload| -> Vec<LensKey> {
            workload.reviews.iter().map(|r| r.lens.key.clone()).collect()
        };
        let (mine, theirs) = (order(self.mine), order(self.theirs));
        let base = self.base.map(order);
        let follow = match decide(base.as_ref(), &mine, &theirs) {
            Outcome::Mine => mine,
            Outcome::Theirs => theirs,
            Outcome::Clash => base.unwrap_or_else(|| mine.min(theirs)),
        };
        let place = |review: &LensReview| {
            follow.iter().position(|key| *key == review.lens.key).unwrap_or(usize::MAX)
        };
        sort_by(kept, |a, b| place(a).cmp(&place(b)).then_with(|| a.lens.key.cmp(&b.lens.key)));
    }
}
