//! Milestones of two versions: all that either side saved and none that either
//! side deleted.

use super::{Clash, Merging, Outcome, Place, Version, decide};
use crate::collections::sort_by;
use crate::review::milestone::Milestone;
use crate::review::workload::Workload;

/// A milestone, and its number and name in each version.
struct Found {
    milestone: Milestone,
    base: Option<(u32, String)>,
    mine: Option<(u32, String)>,
    theirs: Option<(u32, String)>,
}

/// Puts the milestones of both into `workload`; what comes from the other side
/// or gets another number is taken.
pub(super) fn merge(merging: &mut Merging, workload: &mut Workload) {
    let Merging { base, mine, theirs, clashes, taken } = merging;
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
        found.milestone.name = match (&found.mine, &found.theirs) {
            (Some((_, mine)), Some((_, theirs))) => {
                let base = found.base.as_ref().map(|(_, name)| name);
                if decide(base, mine, theirs) == Outcome::Theirs { theirs } else { mine }.clone()
            }
            (Some((_, name)), None) | (None, Some((_, name))) => name.clone(),
            (None, None) => continue,
        };
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
        let place = Place::Milestone(found.milestone.number);
        let now = Some((found.milestone.number, &found.milestone.name));
        if found.mine.as_ref().map(|(number, name)| (*number, name)) != now {
            taken.push(place.clone());
            taken.extend(found.mine.iter().map(|(number, _)| Place::Milestone(*number)));
        }
        if let (Some((_, mine)), Some((_, theirs))) = (&found.mine, &found.theirs)
            && decide(found.base.as_ref().map(|(_, name)| name), mine, theirs) == Outcome::Clash
        {
            let (mine, theirs) = (Version::Text(mine.clone()), Version::Text(theirs.clone()));
            clashes.push(Clash { place, mine, theirs });
        }
    }
    let is_here =
        |number: u32| all.iter().any(|f| f.mine.as_ref().is_some_and(|(mine, _)| *mine == number));
    let gone = mine.milestones.iter().filter(|m| !is_here(m.number));
    taken.extend(gone.map(|m| Place::Milestone(m.number)));
    workload.milestones = all.into_iter().map(|f| f.milestone).collect();
}

/// Whether two milestones are the same record, whatever their numbers and
/// names are.
fn is_same(a: &Milestone, b: &Milestone) -> bool {
    let record = |m: &Milestone| Milestone { number: 0, name: String::new(), ..m.clone() };
    a.recorded_at == b.recorded_at && record(a) == record(b)
}

/// The milestones of another version of the same review that mine lacks, with
/// numbers that are free in mine. A review is the same where its id is, or
/// where both have a milestone in common.
pub(super) fn lacking(mine: &Workload, theirs: &Workload) -> Vec<Milestone> {
    let is_here = |t: &&Milestone| mine.milestones.iter().any(|m| is_same(m, t));
    if mine.id != theirs.id && !theirs.milestones.iter().any(|t| is_here(&t)) {
        return Vec::new();
    }
    let lacking = theirs.milestones.iter().filter(|t| !is_here(t)).cloned();
    let free = mine.last_milestone.max(mine.milestones.iter().map(|m| m.number).max().unwrap_or(0));
    lacking
        .zip(1..)
        .filter_map(|(milestone, n)| Some(Milestone { number: free.checked_add(n)?, ..milestone }))
        .collect()
}

/// Enters a milestone of one version: beside the same one of another version,
/// whatever its number and name are there.
fn enter(
    all: &mut Vec<Found>,
    milestone: &Milestone,
    slot: fn(&mut Found) -> &mut Option<(u32, String)>,
) {
    let entry = Some((milestone.number, milestone.name.clone()));
    for found in all.iter_mut() {
        if slot(found).is_none() && is_same(&found.milestone, milestone) {
            *slot(found) = entry;
            return;
        }
    }
    let mut found = Found { milestone: milestone.clone(), base: None, mine: None, theirs: None };
    *slot(&mut found) = entry;
    all.push(found);
}

/// The number that a milestone should have.
fn number(found: &Found) -> u32 {
    let of = |entry: &Option<(u32, String)>| entry.as_ref().map(|(number, _)| *number);
    match (of(&found.base), of(&found.mine), of(&found.theirs)) {
        (Some(base), Some(mine), Some(theirs)) if mine == base => theirs,
        (Some(base), Some(mine), Some(theirs)) if theirs == base => mine,
        (_, mine, theirs) => mine.into_iter().chain(theirs).min().unwrap_or(found.milestone.number),
    }
}
