//! Workshops as they are stored: those that the person runs and those that the
//! person takes part in. Read anew whenever something was stored, here or in
//! another tab.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use crate::collections::Map;
use crate::exchange::collect::{self, Collected};
use crate::exchange::session_file;
use crate::exchange::share::{self, Notes, Opened, Shared};
use crate::lens::{Lens, QuestionId};
use crate::review::{
    Answer, AnswerChange, Command, LensKey, LensRef, Properties, Workload, WorkloadId,
};
use crate::storage::keys;
use crate::storage::store::Error;
use crate::ui::platform::{self, files, share::full_address};
use crate::ui::route::{Part, Route};
use crate::workshop::{
    AttendeeId, Attending, Naming, Reply, Session, SessionId, TimeBox, Workshop,
};

/// A question of a workshop.
type Talk = (SessionId, QuestionId);

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static CHANGED: RefCell<Option<ArcTrigger>> = const { RefCell::new(None) };
    // What this tab settled a question as, for as long as that can be undone here.
    static SETTLED: RefCell<Map<Talk, Answer>> = const { RefCell::new(Map::new()) };
    // What was ticked and written of a question that is not settled yet.
    static NOT_SETTLED: RefCell<Map<Talk, Answer>> = const { RefCell::new(Map::new()) };
}

/// Told whenever a workshop was stored by this tab.
pub(super) fn changed() -> ArcTrigger {
    CHANGED.with_borrow_mut(|changed| changed.get_or_insert_with(ArcTrigger::new).clone())
}

impl App {
    pub(super) fn track_workshops(self) {
        changed().track();
        // Other tabs.
        self.index.track();
    }

    /// The workshops that the person runs, last changed first. Tracks them.
    pub fn workshops(self) -> Vec<Workshop> {
        self.track_workshops();
        self.store.with_value(|s| s.list_workshops()).unwrap_or_default()
    }

    /// The workshops that the person takes part in, last changed first. Tracks
    /// them.
    pub fn attended(self) -> Vec<Attending> {
        self.track_workshops();
        self.store.with_value(|s| s.list_attending()).unwrap_or_default()
    }

    /// A workshop that the person runs, or why it is not there.
    pub fn workshop(self, session: SessionId) -> Memo<Result<Workshop, String>> {
        Memo::new(move |_| {
            self.track_workshops();
            self.store.with_value(|s| s.load_workshop(&session)).map_err(|e| e.to_string())
        })
    }

    /// What a workshop that the person runs is called.
    pub fn workshop_name(self, session: &SessionId) -> String {
        match self.store.with_value(|s| s.load_workshop(session)) {
            Ok(workshop) => workshop.session.name,
            Err(_) => "without a readable name".to_owned(),
        }
    }

    /// What a workshop that the person takes part in is called.
    pub fn attending_name(self, session: &SessionId) -> String {
        match self.store.with_value(|s| s.load_attending(session)) {
            Ok(attending) => attending.session.name,
            Err(_) => "without a readable name".to_owned(),
        }
    }

    /// Makes a workshop and goes to it. Without a review to end in, a new one
    /// is made under its name.
    ///
    /// # Errors
    ///
    /// A sentence; nothing was made then.
    pub fn make_workshop(
        self,
        name: &str,
        lens: (&LensKey, &Lens),
        agenda: Vec<TimeBox>,
        naming: Naming,
        into: Option<WorkloadId>,
    ) -> Result<(), String> {
        let now = platform::now();
        let reference = LensRef::new(lens.0.clone(), lens.1);
        let session = Session {
            id: SessionId(platform::new_id()),
            name: name.trim().to_owned(),
            lens: reference,
            naming,
            agenda,
            made_at: now,
        };
        let is_new = into.is_none();
        let workload = into.unwrap_or_else(|| WorkloadId(platform::new_id()));
        let workshop = Workshop::new(session.clone(), workload.clone());
        self.store
            .with_value(|s| s.add_workshop(&workshop, now))
            .map_err(|error| error.to_string())?;
        changed().notify();
        let part = Part::Workshop(vec![session.id.0.clone()]);
        if is_new {
            self.keep(self.review_of(&session, workload), part);
        } else {
            self.go(&part.of(&workload));
        }
        Ok(())
    }

    /// Whether the person runs a workshop in this browser.
    pub fn runs_workshop(self, session: &SessionId) -> bool {
        self.store.with_value(|s| s.load_workshop(session)).is_ok()
    }

    /// Goes on with a workshop from a file in this browser: its answers come
    /// to those that are here.
    pub fn adopt_workshop(self, session: &Session, text: &str) {
        let (now, lenses) = (platform::now(), self.lenses.get_untracked());
        self.brought.set(None);
        let part = Part::Workshop(vec![session.id.0.clone(), "collect".to_owned()]);
        if let Ok(workshop) = self.store.with_value(|s| s.load_workshop(&session.id)) {
            self.change_workshop(&session.id, |workshop| {
                collect::collect(workshop, text, &lenses);
            });
            self.go(&part.of(&workshop.workload));
            return;
        }
        let workload = WorkloadId(platform::new_id());
        let mut workshop = Workshop::new(session.clone(), workload.clone());
        collect::collect(&mut workshop, text, &lenses);
        let stored = self.store.with_value(|s| s.add_workshop(&workshop, now));
        if self.told(stored) {
            self.keep(self.review_of(session, workload), part);
        }
    }

    /// A review that a workshop is to end in.
    fn review_of(self, session: &Session, id: WorkloadId) -> Workload {
        let properties = Properties {
            name: session.name.clone(),
            review_owner: self.settings.with_untracked(|s| s.review_owner.clone()),
            ..Properties::default()
        };
        Workload::new(id, properties, [session.lens.clone()], platform::now())
    }

    /// Changes a workshop that the person runs; what goes wrong is told.
    /// Whether it was stored.
    pub fn change_workshop(self, session: &SessionId, change: impl FnOnce(&mut Workshop)) -> bool {
        let stored = self.store.with_value(|s| s.change_workshop(session, change, platform::now()));
        self.told(stored.map(drop))
    }

    /// Takes the answers in a text into a workshop that the person runs, and
    /// says what became of each; `None` where they could not be stored, which
    /// is told.
    pub fn collect(self, session: &SessionId, text: &str) -> Option<Vec<Collected>> {
        let lenses = self.lenses.get_untracked();
        let mut collected = Vec::new();
        let stored = self.change_workshop(session, |workshop| {
            collected = collect::collect(workshop, text, &lenses);
        });
        stored.then_some(collected)
    }

    pub(super) fn told(self, stored: Result<(), Error>) -> bool {
        let is_stored = stored.is_ok();
        if let Err(error) = stored {
            self.trouble.set(Some(error.to_string()));
        }
        changed().notify();
        is_stored
    }

    /// Puts a workshop that the person runs into the bin. The review stays.
    pub fn delete_workshop(self, session: &SessionId, name: &str) {
        self.bin_workshop(&keys::workshop(session), name);
    }

    /// Puts a workshop that the person takes part in into the bin.
    pub fn leave_workshop(self, session: &SessionId, name: &str) {
        self.bin_workshop(&keys::attending(session), name);
    }

    fn bin_workshop(self, key: &str, name: &str) {
        let deleted = self.store.with_value(|s| s.delete_record(key, platform::now()));
        self.deleted(deleted, format!("Deleted {name}"));
        self.refresh();
        changed().notify();
    }

    /// The link that people join a session by.
    ///
    /// # Errors
    ///
    /// A sentence, when it is too much for a link.
    pub fn session_link(self, session: &Session) -> Result<String, String> {
        self.link_of(&Shared::Session(session.clone()), Notes::With)
    }

    /// Whether whoever opens the link of a session has its lens then.
    pub fn lens_travels_with(self, session: &Session) -> bool {
        let shared = Shared::Session(session.clone());
        let made = self.lenses.with(|lenses| share::write(&shared, lenses, Notes::With));
        made.is_ok_and(|made| made.left_out.is_empty())
    }

    /// The link that a person's answers go back by.
    ///
    /// # Errors
    ///
    /// A sentence, when it is too much for a link.
    pub fn reply_link(self, reply: &Reply, notes: Notes) -> Result<String, String> {
        self.link_of(&Shared::Reply(reply.clone()), notes)
    }

    fn link_of(self, shared: &Shared, notes: Notes) -> Result<String, String> {
        let made = self.lenses.with(|lenses| share::write(shared, lenses, notes));
        let code = made.map_err(|error| error.to_string())?.code;
        Ok(full_address(&Route::Shared(code).to_string()))
    }

    /// Downloads the invitation to a session as a file, for where its link is
    /// too long.
    pub fn download_invitation(self, session: &Session) {
        let shared = Shared::Session(session.clone());
        match self.lenses.with_untracked(|lenses| share::write(&shared, lenses, Notes::With)) {
            Ok(made) => {
                let name = files::plain_name(&session.name, "workshop");
                let text = session_file::write(Some(&made.code), &[]);
                files::download(&format!("{name}-invitation.json"), "application/json", &text);
                self.say("The invitation is in your downloads.");
            }
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
    }

    /// Downloads a workshop that the person runs with everybody's answers, to
    /// go on in another browser.
    pub fn download_workshop(self, session: &SessionId) {
        let Ok(workshop) = self.store.with_value(|s| s.load_workshop(session)) else { return };
        let lenses = self.lenses.get_untracked();
        let code =
            |shared: &Shared| share::write(shared, &lenses, Notes::With).map(|made| made.code);
        let all = (|| {
            let own = code(&Shared::Session(workshop.session.clone()))?;
            let replies = workshop.replies.iter().map(|reply| code(&Shared::Reply(reply.clone())));
            Ok::<_, share::Error>((own, replies.collect::<Result<Vec<_>, _>>()?))
        })();
        match all {
            Ok((own, replies)) => {
                let name = files::plain_name(&workshop.session.name, "workshop");
                let text = session_file::write(Some(&own), &replies);
                files::download(&format!("{name}-workshop.json"), "application/json", &text);
                self.say("The workshop is in your downloads.");
            }
            Err(error) => self.trouble.set(Some(error.to_string())),
        }
    }

    /// Takes part in a session, or goes on where one has before, and goes
    /// there.
    pub fn join(self, session: &Session, name: &str, opened: &Opened) {
        self.shelve_brought(opened);
        let is_here = self.store.with_value(|s| s.load_attending(&session.id)).is_ok();
        if !is_here {
            let now = platform::now();
            let attendee = AttendeeId(platform::new_id());
            let reply = Reply::new(session, attendee, name, now);
            let attending = Attending { session: session.clone(), reply, returned: None };
            let stored = self.store.with_value(|s| s.add_attending(&attending, now));
            if !self.told(stored) {
                return;
            }
        }
        self.go(&Route::Attend(vec![session.id.0.clone()]));
    }

    /// Makes an answer the one that the room agreed on: as a change of the
    /// open review, which can be undone.
    pub fn settle_question(
        self,
        session: &SessionId,
        lens: &LensKey,
        question: &QuestionId,
        answer: Answer,
    ) -> bool {
        let is_said = self.answer(lens, question) == answer
            || self.apply(Command::Answer {
                lens: lens.clone(),
                question: question.clone(),
                change: AnswerChange::Replace(answer),
            });
        let is_settled = is_said
            && self.change_workshop(session, |workshop| {
                workshop.settled.insert(question.clone());
            });
        if is_settled {
            let talk = (session.clone(), question.clone());
            NOT_SETTLED.with_borrow_mut(|all| all.remove(&talk));
            let agreed = self.answer(lens, question);
            SETTLED.with_borrow_mut(|all| all.insert(talk, agreed));
        }
        is_settled
    }

    /// Opens a question again that the room has settled; its answer stays.
    pub fn open_question_again(self, session: &SessionId, question: &QuestionId) {
        SETTLED.with_borrow_mut(|all| all.remove(&(session.clone(), question.clone())));
        self.change_workshop(session, |workshop| {
            workshop.settled.remove(question);
        });
    }

    /// After a change of this answer was taken back or done again: a question
    /// is settled while the answer is the one that the room agreed on.
    pub(super) fn follow_settled(self, lens: &LensKey, question: &QuestionId) {
        let now = self.answer(lens, question);
        let talks = SETTLED.with_borrow(|all| {
            let of_it = all.iter().filter(|((_, other), _)| other == question);
            of_it
                .map(|((session, _), agreed)| (session.clone(), *agreed == now))
                .collect::<Vec<_>>()
        });
        for (session, is_agreed) in talks {
            let stored = self.store.with_value(|s| s.load_workshop(&session));
            let is_its =
                |w: &Workshop| w.session.lens.key == *lens && w.workload == self.workload_id();
            if stored.is_ok_and(|w| is_its(&w) && w.settled.contains(question) != is_agreed) {
                self.change_workshop(&session, |workshop| {
                    match is_agreed {
                        true => workshop.settled.insert(question.clone()),
                        false => workshop.settled.remove(question),
                    };
                });
            }
        }
    }

    /// What was ticked and written of a question in this tab and not settled.
    pub fn not_settled(self, session: &SessionId, question: &QuestionId) -> Option<Answer> {
        let talk = (session.clone(), question.clone());
        NOT_SETTLED.with_borrow(|all| all.get(&talk).cloned())
    }

    /// Keeps what is ticked and written of a question until it is settled.
    pub fn keep_not_settled(self, session: &SessionId, question: &QuestionId, answer: Answer) {
        let talk = (session.clone(), question.clone());
        NOT_SETTLED.with_borrow_mut(|all| all.insert(talk, answer));
    }
}
