//! Milestones of two versions: all that either side saved and none that either
//! side deleted.

use super::Place;
use crate::collections::sort_by;
use crate::review::milestone::Milestone;
use crate::review::workload::Workload;

/// A milestone, and its number in each version.
struct Found {
    milestone: Milestone,
    base: Option<u32>,
    mine: Option<u32>,
    theirs: Option<u32>,
}

/// Puts the milestones of both into `workload`; what comes from the other side
/// or gets another number is named in `taken`.
pub(super) fn merge(
    base: Option<&Workload>,
    mine: &Workload,
    theirs: &Workload,
    workload: &mut Workload,
    taken: &mut Vec<Place>,
) {
    workload.last_milestone = mine.last_milestone.max(theirs.last_milestone);
    if mine.milestones == theirs.milestones {
        return;
    }
    let mut all = Vec::new();
    for milestone in &mine.milestones {
        enter(&mut all, milestone, |found| &mut found.mine);
    }
    for milestone in &theirs.milestones {
        enter(&mut all, milestone, |found| &mut found.theirs);
    }
    for milestone in base.iter().flat_map(|base| &base.milestones) {
        enter(&mut all, milestone, |found| &mut found.base);
    }
    // What was there before and is missing on one side was deleted.
    all.retain(|f| match f.base {
        Some(_) => f.mine.is_some() && f.theirs.is_some(),
        None => true,
    });
    for found in &mut all {
        found.milestone.number = number(found);
    }
    // Who recorded first keeps a number that both gave.
    sort_by(&mut all, |a, b| {
        let key = |f: &Found| (f.milestone.number, f.base.is_none(), f.milestone.recorded_at);
        key(a).cmp(&key(b)).then_with(|| a.milestone.name.cmp(&b.milestone.name))
    });
    let last = all.last().map_or(0, |f| f.milestone.number);
    workload.last_milestone = workload.last_milestone.max(last);
    let mut renumbered = Vec::new();
    all = all.into_iter().fold(Vec::new(), |mut kept: Vec<Found>, found| {
        match kept.last() {
            Some(before) if before.milestone.number == found.milestone.number => {
                renumbered.push(found);
            }
            _ => kept.push(found),
        }
        kept
    });
    for mut found in renumbered {
        found.milestone.number = match workload.last_milestone.checked_add(1) {
            Some(next) => next,
            // The numbers are used up: an unused one in between.
            None => (1..).find(|n| all.iter().all(|f| f.milestone.number != *n)).unwrap_or(0),
        };
        workload.last_milestone = workload.last_milestone.max(found.milestone.number);
        all.push(found);
    }
    sort_by(&mut all, |a, b| a.milestone.number.cmp(&b.milestone.number));
    for found in &all {
        let now = Some(found.milestone.number);
        if found.mine != now {
            taken.extend(now.into_iter().chain(found.mine).map(Place::Milestone));
        }
    }
    let gone = mine.milestones.iter().filter(|m| all.iter().all(|f| f.mine != Some(m.number)));
    taken.extend(gone.map(|m| Place::Milestone(m.number)));
    workload.milestones = all.into_iter().map(|f| f.milestone).collect();
}

/// Enters a milestone of one version: beside the same one of another version,
/// whatever its number is there.
fn enter(all: &mut Vec<Found>, milestone: &Milestone, slot: fn(&mut Found) -> &mut Option<u32>) {
    let same = |other: &Milestone| {
        other.recorded_at == milestone.recorded_at
            && Milestone { number: 0, ..other.clone() }
                == Milestone { number: 0, ..milestone.clone() }
    };
    for found in all.iter_mut() {
        if slot(found).is_none() && same(&found.milestone) {
            *slot(found) = Some(milestone.number);
            return;
        }
    }
    let milestone = milestone.clone();
    let mut found = Found { milestone, base: None, mine: None, theirs: None };
    *slot(&mut found) = Some(found.milestone.number);
    all.push(found);
}

/// The number that a milestone should have.
fn number(found: &Found) -> u32 {
    match (found.base, found.mine, found.theirs) {
        (Some(base), Some(mine), Some(theirs)) if mine == base => theirs,
        (Some(base), Some(mine), Some(theirs)) if theirs == base => mine,
        (_, mine, theirs) => mine.into_iter().chain(theirs).min().unwrap_or(found.milestone.number),
    }
}
