//! Taking part in workshops as it is stored, and the way back for the answers.

use std::cell::RefCell;

use leptos::prelude::*;

use super::App;
use super::saving::Saving;
use crate::collections::Map;
use crate::exchange::session_file;
use crate::exchange::share::{self, Notes};
use crate::lens::Lens;
use crate::storage::store::Error;
use crate::ui::platform::{self, files};
use crate::workshop::{Attending, Received, Reply, Session, SessionId};

/// What the browser did not store: how it stood there, and how it shall stand.
type Unstored = (Attending, Attending);

/// How safe answers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Stored in this browser.
    Here,
    /// The browser stores nothing, so they go with the tab.
    UntilClosed,
    /// The browser refused the last change, which is only on the screen.
    NotYet,
}

thread_local! {
    // Not a part of `App`, whose parts are in the first file.
    static UNSTORED: RefCell<Map<SessionId, Unstored>> = const { RefCell::new(Map::new()) };
}

impl App {
    /// A workshop that the person takes part in, or why it is not there.
    pub fn attending(self, session: SessionId) -> Memo<Result<Attending, String>> {
        Memo::new(move |_| {
            self.track_workshops();
            let stored = self.store.with_value(|s| s.load_attending(&session));
            let mut attending = stored.map_err(|e| e.to_string())?;
            UNSTORED.with_borrow(|unstored| {
                if let Some((before, after)) = unstored.get(&session) {
                    attending.carry_over(before, after);
                }
            });
            Ok(attending)
        })
    }

    /// Whether anything is stored of taking part in a session, be it readable
    /// or not.
    pub fn has_joined(self, session: &SessionId) -> bool {
        self.track_workshops();
        let stored = self.store.with_value(|s| s.load_attending(session));
        !matches!(stored, Err(Error::NotFound { .. }))
    }

    /// How safe the answers to a session are. Tracks it.
    pub fn attending_kept(self, session: &SessionId) -> Kept {
        self.track_workshops();
        if UNSTORED.with_borrow(|unstored| unstored.contains_key(session)) {
            return Kept::NotYet;
        }
        match self.saving.with(|saving| *saving == Saving::OnlyInMemory) {
            true => Kept::UntilClosed,
            false => Kept::Here,
        }
    }

    /// Changes a workshop that the person takes part in; what goes wrong is
    /// told. Whether it was stored. What was not stays on the screen, and is
    /// stored with the next change.
    pub fn change_attending(
        self,
        session: &SessionId,
        change: impl FnOnce(&mut Attending),
    ) -> bool {
        let late = UNSTORED.with_borrow(|unstored| unstored.get(session).cloned());
        let mut wanted = None;
        let change = |attending: &mut Attending| {
            let before = attending.clone();
            if let Some((before, after)) = &late {
                attending.carry_over(before, after);
            }
            change(attending);
            wanted = Some((before, attending.clone()));
        };
        let stored =
            self.store.with_value(|s| s.change_attending(session, change, platform::now()));
        match (&stored, wanted) {
            (Ok(_), _) => {
                UNSTORED.with_borrow_mut(|unstored| unstored.remove(session));
                if late.is_some() {
                    self.trouble.set(None);
                }
            }
            (Err(_), Some(wanted)) => {
                if UNSTORED.with_borrow(Map::is_empty) {
                    ask_before_losing();
                }
                UNSTORED.with_borrow_mut(|unstored| unstored.insert(session.clone(), wanted));
            }
            _ => {}
        }
        self.told(stored.map(drop))
    }

    /// Takes a reply into the workshop that it belongs to. `None` where that
    /// failed, which is told.
    pub fn receive(self, reply: &Reply, lens: Option<&Lens>) -> Option<Received> {
        let mut received = None;
        let stored = self.change_workshop(&reply.session, |workshop| {
            received = Some(workshop.receive(reply.clone(), lens));
        });
        received.filter(|_| stored)
    }

    /// Downloads a reply as a file.
    ///
    /// # Errors
    ///
    /// A sentence, when it is too much.
    pub fn download_reply(
        self,
        session: &Session,
        reply: &Reply,
        notes: Notes,
    ) -> Result<(), String> {
        // Without the session the answers are as good.
        let of_session = self.session_link(session).ok().map(|link| share::code_in(&link));
        let code = share::code_in(&self.reply_link(reply, notes)?);
        let text = session_file::write(of_session.as_deref(), &[code]);
        let name = files::plain_name(&format!("{} {}", session.name, reply.name), "answers");
        files::download(&format!("{name}.answers.json"), "application/json", &text);
        Ok(())
    }
}

/// Has the browser ask before a page is closed that holds the only copy of
/// somebody's answers.
fn ask_before_losing() {
    thread_local! {
        static ASKS: RefCell<bool> = const { RefCell::new(false) };
    }
    if ASKS.replace(true) {
        return;
    }
    platform::on_window("beforeunload", |event: leptos::ev::BeforeUnloadEvent| {
        if !UNSTORED.with_borrow(Map::is_empty) {
            event.prevent_default();
        }
    });
}
