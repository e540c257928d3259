//! Which version of a workload grew from which.
//!
//! Browsers bring what one tab stores to the others a moment later, and nobody
//! holds the storage still in between: two tabs can each store a version that
//! does not know of the other's. So every version says which tab stored it and
//! what it grew from, and a tab remembers the last versions that went into
//! what it shows. What two versions have in common follows from that, whatever
//! the order in which a tab hears of them.

use serde_json::{Value, json};

use super::store::{Error, Loaded, Revision, Saved, Store};
use crate::collections::sort_by;
use crate::review::merge::merge;
use crate::review::{Lenses, Workload};
use crate::time::Timestamp;

/// Names a tab, from when its page was loaded until it goes: any number.
pub type Tab = u32;

/// How many tabs a version names: those that stored last.
const TABS: usize = 8;

/// How many versions of each tab are remembered. Two tabs hear of each other
/// within milliseconds and save every few hundred of them.
const VERSIONS: usize = 16;

/// Who stored a version, and the last version of each tab that went into it.
/// A version of a tab is named by when it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamps(Vec<(Tab, i64)>);

impl Stamps {
    /// Of nothing: what the first version grew from.
    pub const NONE: Self = Self(Vec::new());

    /// The next version that is stored by something that shows no workload.
    pub(super) fn next_of_nobody(&self, now: Timestamp) -> Self {
        self.next(0, now)
    }

    /// Of a record without stamps: every tab gives it the same ones.
    pub(super) fn of_record(revision: Revision, saved_at: Timestamp) -> Self {
        Self(vec![(revision.number() as Tab, saved_at.0)])
    }

    /// The next version of a tab, grown from this one.
    fn next(&self, tab: Tab, now: Timestamp) -> Self {
        let at = self.of(tab).map_or(now.0, |last| now.0.max(last + 1));
        let mut all = vec![(tab, at)];
        all.extend(self.0.iter().copied().filter(|(other, _)| *other != tab));
        let mut others = all.split_off(1);
        sort_by(&mut others, |a, b| b.1.cmp(&a.1));
        others.truncate(TABS - 1);
        all.extend(others);
        Self(all)
    }

    fn of(&self, tab: Tab) -> Option<i64> {
        self.0.iter().find(|(other, _)| *other == tab).map(|(_, at)| *at)
    }

    /// The tab that stored this version.
    fn author(&self) -> Option<Tab> {
        self.0.first().map(|(tab, _)| *tab)
    }

    /// The last version of each tab that went into both.
    fn both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (Tab, i64)> + 'a {
        self.0.iter().filter_map(|(tab, at)| Some((*tab, other.of(*tab)?.min(*at))))
    }

    /// Whether another version went into this one, or is this one.
    fn hold(&self, other: &Self) -> bool {
        match other.0.first() {
            Some((tab, at)) => self.of(*tab).is_some_and(|last| last >= *at),
            None => false,
        }
    }

    /// Of both together, before a tab stores that.
    fn join(&mut self, other: &Self) {
        for (tab, at) in &other.0 {
            match self.0.iter_mut().find(|(mine, _)| mine == tab) {
                Some((_, mine)) => *mine = (*mine).max(*at),
                None => self.0.push((*tab, *at)),
            }
        }
    }

    /// As it stands in a record.
    pub(super) fn write(&self) -> Value {
        self.0.iter().map(|(tab, at)| json!([tab, at])).collect()
    }

    /// From a record; `None` where it has none that are understood.
    pub(super) fn read(value: Option<&Value>) -> Option<Self> {
        let pair = |pair: &Value| {
            let tab = Tab::try_from(pair.get(0)?.as_u64()?).ok()?;
            Some((tab, pair.get(1)?.as_i64()?))
        };
        let all: Vec<_> = value?.as_array()?.iter().filter_map(pair).take(TABS).collect();
        (!all.is_empty()).then_some(Self(all))
    }
}

impl Store {
    /// Saves what grew from something as the next version of a tab, which then
    /// is what the next one grows from; `None` for a workload that was never
    /// stored. See [`Self::save_workload`].
    ///
    /// # Errors
    ///
    /// What was stored before is then still stored.
    pub fn save_grown(
        &self,
        workload: &Workload,
        lenses: &Lenses,
        line: &mut Option<Lineage>,
        tab: Tab,
        now: Timestamp,
    ) -> Result<Saved, Error> {
        let seen = line.as_ref().map(Lineage::revision);
        let stamps = line.as_ref().map_or(&Stamps::NONE, |line| &line.grown).next(tab, now);
        let saved = self.save_version(workload, lenses, seen, &stamps, now)?;
        match line {
            None => *line = Some(Lineage::new(workload.clone(), stamps, saved.revision)),
            Some(line) => {
                line.revision = saved.revision;
                line.grown = stamps.clone();
                line.remember(stamps, workload.clone());
            }
        }
        Ok(saved)
    }
}

/// What the workload that a tab shows grew from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    revision: Revision,
    /// Everything that went into it.
    grown: Stamps,
    /// The versions that went into it, the one that is stored last.
    known: Vec<Known>,
}

type Known = (Stamps, Workload);

impl Lineage {
    /// Of what was just opened.
    pub fn of(stored: &Loaded) -> Self {
        Self::new(stored.workload.clone(), stored.stamps.clone(), stored.revision)
    }

    fn new(stored: Workload, stamps: Stamps, revision: Revision) -> Self {
        Self { revision, grown: stamps.clone(), known: vec![(stamps, stored)] }
    }

    /// What is stored, as far as this tab knows.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The same, as a workload.
    pub fn stored(&self) -> Option<&Workload> {
        self.known.last().map(|(_, workload)| workload)
    }

    /// What another tab stored went into what this tab shows.
    pub(super) fn met(&mut self, stored: &Loaded) {
        self.revision = stored.revision;
        self.grown.join(&stored.stamps);
        self.remember(stored.stamps.clone(), stored.workload.clone());
    }

    /// The same, where something else is stored since.
    pub(super) fn overheard(&mut self, heard: &Loaded) {
        self.grown.join(&heard.stamps);
        self.remember_overheard(heard);
    }

    /// Remembers a version that went into what this tab shows; what is stored
    /// stays the last one.
    pub(super) fn remember_overheard(&mut self, heard: &Loaded) {
        if self.known.iter().any(|(stamps, _)| *stamps == heard.stamps) {
            return;
        }
        let before_last = self.known.len().saturating_sub(1);
        self.known.insert(before_last, (heard.stamps.clone(), heard.workload.clone()));
        self.forget();
    }

    fn remember(&mut self, stamps: Stamps, workload: Workload) {
        // One that was overheard before is known already.
        self.known.retain(|(known, _)| *known != stamps);
        self.known.push((stamps, workload));
        self.forget();
    }

    /// Forgets the oldest of a tab of which too many are remembered, and the
    /// oldest of all where too many tabs are at it.
    fn forget(&mut self) {
        for tab in self.known.iter().map(|(stamps, _)| stamps.author()).collect::<Vec<_>>() {
            let of_tab = |(stamps, _): &Known| stamps.author() == tab;
            if self.known.iter().filter(|known| of_tab(known)).count() > VERSIONS {
                let first = self.known.iter().position(of_tab).expect("there are some");
                self.known.remove(first);
            }
        }
        let too_many = self.known.len().saturating_sub(TABS / 2 * VERSIONS);
        self.known.drain(..too_many);
    }

    /// Whether a version went into what this tab shows.
    pub(super) fn holds(&self, stamps: &Stamps) -> bool {
        self.grown.hold(stamps)
    }

    /// What this tab's workload and a version of another tab both grew from, as
    /// far as it is remembered.
    pub(super) fn common(&self, theirs: &Stamps) -> Option<Workload> {
        let known: Vec<&Known> = self.known.iter().collect();
        common(&known, &self.grown, theirs)
    }

    /// Whether a version grew from something that this tab's workload grew from,
    /// remembered or not.
    pub(super) fn is_related(&self, theirs: &Stamps) -> bool {
        theirs.0.iter().any(|(tab, _)| self.grown.of(*tab).is_some())
    }
}

/// The versions that went into both, without those that went into one of them;
/// where there are several, brought together. `None` where one of them is not
/// known: an older one would make what was taken back since look untouched.
fn common(known: &[&Known], one: &Stamps, other: &Stamps) -> Option<Workload> {
    let is_common = |v: &&&Known| one.hold(&v.0) && other.hold(&v.0);
    let both: Vec<&Known> = known.iter().filter(is_common).copied().collect();
    let is_known = |(tab, at)| both.iter().any(|v| v.0.of(tab).is_some_and(|last| last >= at));
    if !one.both(other).all(is_known) {
        return None;
    }
    let is_last = |v: &Known| both.iter().all(|later| later.0 == v.0 || !later.0.hold(&v.0));
    let (heads, before): (Vec<&Known>, Vec<&Known>) = both.iter().partition(|v| is_last(v));
    let mut heads = heads.into_iter();
    let (mut stamps, mut workload) = heads.next().cloned()?;
    for (others, head) in heads {
        let base = common(&before, &stamps, others)?;
        workload = merge(Some(&base), &workload, head).workload;
        stamps.join(others);
    }
    Some(workload)
}
