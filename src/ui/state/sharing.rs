//! What of the state goes into a link, and what comes out of one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, TakeBack};
use crate::collections;
use crate::exchange::share::{self, Answers, Blank, Opened};
use crate::lens::{self, QuestionId};
use crate::review::merge::{Clash, Pick, picked, said};
use crate::review::{
    Answer, LensKey, LensRef, LensReview, Lenses, Milestone, Properties, Reason, Workload,
    WorkloadId,
};
use crate::storage::snapshots::Before;
use crate::text::counted;
use crate::ui::platform::{self, files};
use crate::ui::route::Part;

impl App {
    /// The open workload as of a milestone, or now. Tracks it.
    pub fn review_to_share(self, number: Option<u32>) -> Option<Workload> {
        self.workload(|workload| match number {
            Some(number) => {
                let at = |m: &&Milestone| m.number == number;
                Some(workload.milestones.iter().find(at)?.as_workload(workload))
            }
            None => Some(workload.clone()),
        })
        .flatten()
    }

    /// The answers of the open workload, to one lens or to all. Tracks them.
    pub fn answers_of_open(
        self,
        from: &str,
        only: Option<&LensKey>,
        number: Option<u32>,
    ) -> Option<Answers> {
        let workload = self.review_to_share(number)?;
        let mut reviews = workload.reviews;
        if let Some(key) = only {
            reviews.retain(|review| review.lens.key == *key);
        }
        Some(Answers { from: from.to_owned(), about: workload.properties.name, reviews })
    }

    /// The questions of the open workload with nothing answered. What is out
    /// of scope here is out of scope there.
    pub fn blank_of_open(self, name: &str) -> Option<Blank> {
        let workload = self.workload(Clone::clone)?;
        let lenses = self.lenses.get();
        let scoped = workload.reviews.iter().map(|review| {
            let scope = lenses.get(&review.lens.key).and_then(|lens| {
                let out = |id: &QuestionId| {
                    review.answers.get(id).and_then(|a| a.not_applicable)
                        == Some(Reason::OutOfScope)
                };
                let ids = || lens.questions().map(|(_, question)| &question.id);
                ids().any(out).then(|| ids().filter(|id| !out(id)).cloned().collect())
            });
            (review.lens.clone(), scope)
        });
        Some(Blank { name: name.trim().to_owned(), lenses: scoped.collect() })
    }

    /// Downloads the file of a lens.
    pub fn download_lens(self, key: &LensKey) {
        if let Some(lens) = self.lenses.with_untracked(|l| l.get(key).cloned()) {
            files::download(&format!("{key}.json"), "application/json", &lens::to_json(&lens));
            self.say("The lens is in your downloads.");
        }
    }

    /// Whether a lens can be had without asking the person.
    pub fn can_load(self, key: &LensKey) -> bool {
        self.lens_name(key).is_some()
    }

    /// The lenses at hand with those in a link. Tracks the shelf.
    pub fn lenses_with(self, opened: &Opened) -> Lenses {
        let mut lenses = self.lenses.get();
        for (key, text) in &opened.brought {
            if !lenses.contains_key(key)
                && let Some(lens) = lens::parse(text).lens
            {
                lenses.insert(key.clone(), lens.into());
            }
        }
        lenses
    }

    /// Puts the lenses of a link on the shelf.
    pub fn shelve_brought(self, opened: &Opened) {
        for (key, text) in &opened.brought {
            if self.lens_name(key).is_none() {
                let _ = self.shelve(text);
            }
        }
    }

    /// Keeps a review that somebody shared. It never takes the place of one
    /// that is here.
    pub fn keep_shared(self, mut workload: Workload, opened: &Opened) {
        self.shelve_brought(opened);
        let is_ours =
            workload.id.0.len() == 20 && workload.id.0.bytes().all(|b| b.is_ascii_hexdigit());
        let is_here = self.index.with_untracked(|index| index.iter().any(|e| e.id == workload.id));
        if !is_ours || is_here {
            workload.id = WorkloadId(platform::new_id());
        }
        self.keep(workload, Part::Overview);
        self.say("It is kept with your reviews.");
    }

    /// Keeps somebody's answers as a review of their own.
    pub fn keep_answers(self, answers: &Answers, opened: &Opened) {
        self.keep_shared(self.workload_of(answers), opened);
    }

    /// Somebody's answers as a workload, to read or to keep.
    pub fn workload_of(self, answers: &Answers) -> Workload {
        let properties = Properties { name: share::name_of(answers), ..Properties::default() };
        let id = WorkloadId(String::new());
        let mut workload = Workload::new(id, properties, [], platform::now());
        workload.reviews = answers.reviews.clone();
        workload
    }

    /// Takes what the person picked of somebody's version over into a review
    /// that is here, as one change that can be taken back.
    pub fn take_shared(
        self,
        id: WorkloadId,
        from: String,
        picks: Vec<(Clash, Pick)>,
        opened: Opened,
    ) {
        self.shelve_brought(&opened);
        spawn_local(async move {
            if !self.open_to_take_in(&id).await {
                return;
            }
            let changed_since = untrack(|| {
                self.workload(|workload| {
                    picks.iter().any(|(clash, _)| said(workload, &clash.place) != clash.mine)
                })
            });
            if changed_since != Some(false) {
                self.trouble.set(Some(
                    "The review was changed meanwhile, and nothing was taken over. Open the link again."
                        .to_owned(),
                ));
                return;
            }
            let changes = picked(&picks);
            let count = changes.len();
            if self.take_over_at_once(Before::Bulk, from, changes).is_none() {
                return;
            }
            self.show_overview(&id);
            let words = format!("Took over {}", counted(count, "place"));
            self.say_with_undo(words, TakeBack::LastChange);
        });
    }

    /// Begins a review that somebody prepared.
    pub fn begin_shared(self, name: String, blank: &Blank, opened: &Opened) {
        self.shelve_brought(opened);
        let lenses = self.lenses.get_untracked();
        let properties = Properties {
            name,
            review_owner: self.settings.with_untracked(|s| s.review_owner.clone()),
            ..Properties::default()
        };
        let id = WorkloadId(platform::new_id());
        let mut workload = Workload::new(id, properties, [], platform::now());
        for (lens, scope) in &blank.lenses {
            workload.reviews.push(begun(lens, scope.as_ref(), &lenses));
        }
        self.keep(workload, Part::Review(None));
    }
}

/// A review with what is out of scope marked so.
fn begun(
    lens: &LensRef,
    scope: Option<&collections::Set<QuestionId>>,
    lenses: &Lenses,
) -> LensReview {
    let Some(at_hand) = lenses.get(&lens.key) else { return LensReview::new(lens.clone()) };
    let mut review = LensReview::new(LensRef::new(lens.key.clone(), at_hand));
    if let Some(scope) = scope {
        let out = at_hand.questions().map(|(_, q)| q.id.clone()).filter(|id| !scope.contains(id));
        let skipped = Answer { not_applicable: Some(Reason::OutOfScope), ..Answer::default() };
        review.answers = out.map(|id| (id, skipped.clone())).collect();
    }
    review
}
