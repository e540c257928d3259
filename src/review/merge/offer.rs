//! What somebody else's version of a review offers to one's own: place by
//! place, with what is proposed. Nothing of it is done here.

use super::{Clash, Pick, Place, Side, Version, merge, milestones, said};
use crate::collections::sort_by;
use crate::lens::limits;
use crate::review::command::Error;
use crate::review::workload::{LensKey, Lenses, Workload};

/// Who changed a place since both versions were one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The other one alone.
    ByThem,
    /// Both, each in their own way.
    ByBoth,
    /// Nobody knows: what both grew from is not at hand.
    Unknown,
}

/// A place where the other version says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where, and what both say.
    pub clash: Clash,
    /// Who changed it.
    pub changed: Changed,
    /// What is proposed: to take what the other one alone has said, and to
    /// keep mine wherever I said anything.
    pub proposed: Pick,
}

/// Everything that the other version offers, in the order of the lenses.
/// The milestones of the other one that mine lacks come with it. Milestones and
/// lenses that only this side has stay as they are, and so does
/// every place about which the other one says nothing.
pub fn offers(
    base: Option<&Workload>,
    mine: &Workload,
    theirs: &Workload,
    lenses: &Lenses,
) -> Vec<Offer> {
    let lacking = milestones::lacking(mine, theirs);
    let theirs = alike(mine, theirs);
    let base = base.map(|base| alike(mine, base));
    let merged = merge(base.as_ref(), mine, &theirs);
    let by_them = merged.taken.into_iter().map(|place| {
        let (mine, theirs) = (said(mine, &place), said(&theirs, &place));
        let clash = Clash { place, mine, theirs };
        Offer { proposed: gently(&clash).0, changed: Changed::ByThem, clash }
    });
    let by_both = merged.clashes.into_iter().map(|clash| {
        let side = if is_nothing(&clash.mine) { Side::Theirs } else { Side::Mine };
        Offer {
            changed: if base.is_some() { Changed::ByBoth } else { Changed::Unknown },
            proposed: Pick::One(side),
            clash,
        }
    });
    let mut offers: Vec<Offer> = by_them.chain(by_both).collect();
    // Of what is not known to be taken away, nothing is. A link may have left
    // the notes out.
    offers.retain(|offer| {
        let clash = &offer.clash;
        (base.is_some() || !is_nothing(&clash.theirs)) && gently(clash).1 != clash.mine
    });
    offers.extend(lacking.into_iter().map(|milestone| Offer {
        clash: Clash {
            place: Place::Milestone(milestone.number),
            mine: Version::Nothing,
            theirs: Version::Milestone(Box::new(milestone)),
        },
        changed: Changed::Unknown,
        proposed: Pick::One(Side::Theirs),
    }));
    sort_by(&mut offers, |a, b| {
        order(&a.clash.place, mine, lenses).cmp(&order(&b.clash.place, mine, lenses))
    });
    offers
}

/// The way to take the other version that drops no note of mine.
fn gently(clash: &Clash) -> (Pick, Version) {
    let both = Pick::BothNotes(Side::Theirs);
    match clash.picked(both) {
        Some(version) => (both, version),
        None => (Pick::One(Side::Theirs), clash.theirs.clone()),
    }
}

/// What a person's picks change: where, and what is to be said there.
pub fn picked(offers: &[(Clash, Pick)]) -> Vec<(Place, Version)> {
    let changes = offers.iter().filter_map(|(clash, pick)| {
        let version = clash.picked(*pick)?;
        (version != clash.mine).then(|| (clash.place.clone(), version))
    });
    changes.collect()
}

/// Whether a workload would take so many lenses and milestones.
pub(crate) fn has_room(workload: &Workload, changes: &[(Place, Version)]) -> Result<(), Error> {
    let new = changes.iter().filter(|(place, version)| {
        matches!((place, version), (Place::Lens(key), Version::Review(_)) if workload.review(key).is_none())
    });
    if workload.reviews.len() + new.count() > limits::LENSES_PER_WORKLOAD {
        return Err(Error::TooMany(limits::LENSES_PER_WORKLOAD, "lenses"));
    }
    let new = changes.iter().filter(|(_, version)| matches!(version, Version::Milestone(_)));
    if workload.milestones.len() + new.count() > limits::MILESTONES {
        return Err(Error::TooMany(limits::MILESTONES, "milestones"));
    }
    Ok(())
}

/// A version as far as it can differ: the same milestones, and the same lenses
/// in the same wording; a lens that it does not have says what mine says.
fn alike(mine: &Workload, other: &Workload) -> Workload {
    let mut alike = other.clone();
    alike.id = mine.id.clone();
    alike.milestones.clone_from(&mine.milestones);
    alike.last_milestone = mine.last_milestone;
    for review in &mine.reviews {
        match alike.reviews.iter_mut().find(|r| r.lens.key == review.lens.key) {
            Some(here) => here.lens = review.lens.clone(),
            None => alike.reviews.push(review.clone()),
        }
    }
    alike
}

fn is_nothing(version: &Version) -> bool {
    match version {
        Version::Nothing => true,
        Version::Answer(answer) => answer.is_empty(),
        Version::Text(text) => text.is_empty(),
        Version::Priorities(pillars) => pillars.is_empty(),
        _ => false,
    }
}

/// Answers first, in the order of the questions; then notes and new lenses;
/// then the details.
fn order(place: &Place, mine: &Workload, lenses: &Lenses) -> (usize, usize, usize) {
    let lens =
        |key: &LensKey| mine.reviews.iter().position(|r| r.lens.key == *key).unwrap_or(usize::MAX);
    match place {
        Place::Answer(key, id) => {
            let at = lenses.get(key).and_then(|l| l.questions().position(|(_, q)| q.id == *id));
            (0, lens(key), at.unwrap_or(usize::MAX))
        }
        Place::PillarNotes(key, _) => (1, lens(key), 0),
        Place::LensNotes(key) => (1, lens(key), 1),
        Place::Lens(key) | Place::LensVersion(key) => (1, lens(key), 2),
        Place::Milestone(number) => (3, 0, *number as usize),
        _ => (2, 0, 0),
    }
}
