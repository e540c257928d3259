//! What is open, how it changes and how it is saved. The only part of the app
//! that writes a review.

pub mod attending;
pub mod companions;
pub mod exporting;
pub mod finding;
pub mod in_hand;
pub mod keeping;
mod late;
pub mod leaving;
pub mod library;
pub mod marks;
pub mod moving;
pub mod offline;
pub mod opening;
pub mod practice;
pub mod preferring;
pub mod renditions;
pub mod saving;
pub mod sharing;
pub mod shelf;
pub mod tabs;
pub mod taking_in;
pub mod tour;
pub mod undo;
pub mod upgrading;
pub mod workshops;

use leptos::prelude::*;

use super::desk::{self, Desk};
use super::erased::effect;
use super::platform;
use super::platform::files::{self, Brought};
use super::route::{Part, Route};
use crate::collections::Map;
use crate::lens::{Lens, QuestionId, Risk};
use crate::review::{
    self, Answer, AnswerChange, Applied, Command, Counts, History, LensKey, Lenses, Workload,
    WorkloadId, summary,
};
use crate::storage::batch::Change;
use crate::storage::clashes::KeptClash;
use crate::storage::index::{IndexEntry, LensEntry};
use crate::storage::lineage::Tab;
use crate::storage::settings::{Settings, Theme};
use crate::storage::store::Store;
use crate::storage::trash::Deleted;
use crate::storage::unreadable::Unreadable;
use crate::time::Timestamp;
use saving::Saving;

/// The id of the sample: it is never stored.
pub const SAMPLE: &str = "sample";

/// The workload that the pages show.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// None.
    Nothing,
    /// On its way: its lenses are being loaded, once it is read itself.
    Loading(WorkloadId, Option<Workload>),
    /// Here.
    Ready(Workload),
    /// Not to be had, and why.
    Missing(WorkloadId, String),
}

/// [`Opened`] without the workload, for what only asks how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenState {
    /// Not there yet.
    Loading,
    /// There.
    Ready,
    /// Not to be had.
    Missing,
}

/// A way back.
#[derive(Debug, Clone, PartialEq)]
pub enum TakeBack {
    /// The last change of the open workload.
    LastChange,
    /// A deletion.
    Deleted(Deleted),
    /// Several stored records that were changed at once.
    Changed(Vec<Change>),
}

/// A short message.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// The way back, where there is one.
    pub undo: Option<TakeBack>,
}

/// The whole state of the app. Every part is a signal, so copies are the same
/// app.
#[derive(Clone, Copy)]
pub struct App {
    /// The page.
    pub route: RwSignal<Route>,
    /// The lenses that are loaded.
    pub lenses: RwSignal<Lenses>,
    /// The lenses that people brought.
    pub custom: RwSignal<Vec<LensEntry>>,
    /// What was found in them.
    pub found: RwSignal<shelf::Found>,
    /// Why a lens that a page needs is not there.
    pub lens_trouble: RwSignal<Option<String>>,
    /// The stored workloads.
    pub index: RwSignal<Vec<IndexEntry>>,
    /// Stored records that cannot be read.
    pub unreadable: RwSignal<Vec<Unreadable>>,
    /// How far the open workload is.
    pub progress: Memo<OpenState>,
    /// The open workload.
    pub open: RwSignal<Opened>,
    /// Whether it is saved.
    pub saving: RwSignal<Saving>,
    /// What was just done.
    pub toast: RwSignal<Option<Toast>>,
    /// A file that a person brought and that is being looked at.
    pub brought: RwSignal<Option<Brought>>,
    /// Whether a file is being dragged over the page.
    pub dragging: RwSignal<bool>,
    /// What went wrong, outside of saving.
    pub trouble: RwSignal<Option<String>>,
    /// Whether keys without modifiers do something.
    pub keys: RwSignal<bool>,
    /// What the person prefers.
    pub settings: RwSignal<Settings>,
    /// The second half of the app, once it is loaded.
    pub desk: RwSignal<Option<Desk>>,
    /// Whether it is on its way.
    pub desk_busy: RwSignal<bool>,
    /// Whether loading it failed.
    pub desk_failed: RwSignal<bool>,
    /// What `public/offline.js` said last; [`App::offline`] reads it.
    pub told: RwSignal<Option<String>>,
    /// Whether the person has moved to another page.
    pub moved: RwSignal<bool>,
    /// Whether the list of keys is open.
    pub show_keys: RwSignal<bool>,
    /// Whether the jump dialog is open.
    pub show_jump: RwSignal<bool>,
    /// What was said in two tabs at the same time, to pick from.
    pub clashes: RwSignal<Vec<KeptClash>>,
    /// Whether the dialog to pick in is open.
    pub show_clashes: RwSignal<bool>,
    /// Whether the search dialog is open.
    pub show_search: RwSignal<bool>,
    companions: StoredValue<Map<LensKey, companions::Kept>>,
    history: StoredValue<History>,
    store: StoredValue<Store>,
    line: StoredValue<saving::Line>,
    /// Names this one.
    tab: StoredValue<Tab>,
    /// Records that other tabs stored, by key, and that are not looked at yet.
    heard: StoredValue<Vec<(String, String)>>,
    pending: StoredValue<saving::Pending>,
    unsaved: StoredValue<Vec<saving::Unsaved>>,
    reminded: StoredValue<bool>,
}

/// Something that is not so yet. Not inlined: the code of a signal is long, and
/// there are many.
#[inline(never)]
fn off() -> RwSignal<bool> {
    RwSignal::new(false)
}

/// Something that is not said yet.
#[inline(never)]
fn unsaid() -> RwSignal<Option<String>> {
    RwSignal::new(None)
}

impl App {
    /// Opens the stored data; nothing but the index is read.
    pub fn start() -> Self {
        let (store, remembers) = platform::port::open();
        let open = RwSignal::new(Opened::Nothing);
        let app = Self {
            route: RwSignal::new(Route::parse(&platform::fragment())),
            lenses: RwSignal::default(),
            custom: RwSignal::default(),
            found: RwSignal::default(),
            lens_trouble: unsaid(),
            index: RwSignal::default(),
            unreadable: RwSignal::default(),
            progress: Memo::new(move |_| {
                open.with(|opened| match opened {
                    Opened::Ready(_) => OpenState::Ready,
                    Opened::Missing(..) => OpenState::Missing,
                    _ => OpenState::Loading,
                })
            }),
            open,
            saving: RwSignal::new(Saving::Idle),
            toast: RwSignal::default(),
            brought: RwSignal::default(),
            dragging: off(),
            trouble: unsaid(),
            keys: RwSignal::new(true),
            settings: RwSignal::default(),
            desk: RwSignal::default(),
            desk_busy: off(),
            desk_failed: off(),
            told: unsaid(),
            moved: off(),
            show_keys: off(),
            show_jump: off(),
            clashes: RwSignal::default(),
            show_clashes: off(),
            line: StoredValue::default(),
            tab: StoredValue::new(platform::new_tab()),
            heard: StoredValue::default(),
            show_search: off(),
            companions: StoredValue::default(),
            history: StoredValue::default(),
            store: StoredValue::new(store),
            pending: StoredValue::default(),
            unsaved: StoredValue::default(),
            reminded: StoredValue::default(),
        };
        app.start_saving(remembers);
        app.read_settings();
        app.refresh();
        app.follow_addresses();
        app.save_before_leaving();
        app
    }

    /// Goes to a page.
    pub fn go(self, route: &Route) {
        platform::go(&route.to_string());
    }

    /// The open workload, while it is ready. Tracks every change of it.
    pub fn workload<T>(self, read: impl FnOnce(&Workload) -> T) -> Option<T> {
        self.open.with(|opened| match opened {
            Opened::Ready(workload) => Some(read(workload)),
            _ => None,
        })
    }

    /// The id of the workload the address names.
    pub fn workload_id(self) -> WorkloadId {
        self.route.with(|r| r.workload().cloned()).unwrap_or_else(|| WorkloadId(String::new()))
    }

    /// A page of the open workload, as a link.
    pub fn link(self, part: Part) -> String {
        part.of(&self.workload_id()).to_string()
    }

    /// Whether the sample is open.
    pub fn is_sample(self) -> bool {
        self.route.with(|r| r.workload().is_some_and(|id| id.0 == SAMPLE))
    }

    /// Whether the sample is what is open, whatever the address says.
    fn is_open_sample(self) -> bool {
        self.open.with_untracked(|o| match o {
            Opened::Ready(w) | Opened::Loading(_, Some(w)) => w.id.0 == SAMPLE,
            _ => false,
        })
    }

    /// An answer of the open workload.
    pub fn answer(self, lens: &LensKey, question: &QuestionId) -> Answer {
        self.workload(|w| w.review(lens).map(|r| r.answer(question)).unwrap_or_default())
            .unwrap_or_default()
    }

    /// The counts of the open workload.
    pub fn counts(self) -> Counts {
        self.lenses
            .with(|lenses| self.workload(|w| summary::workload_counts(w, lenses)))
            .unwrap_or_default()
    }

    /// The lenses of the open workload that are at hand, in its order.
    pub fn open_lenses(self) -> Vec<(LensKey, std::sync::Arc<Lens>)> {
        self.lenses
            .with(|lenses| {
                self.workload(|w| {
                    w.reviews
                        .iter()
                        .filter_map(|r| {
                            lenses.get(&r.lens.key).map(|l| (r.lens.key.clone(), l.clone()))
                        })
                        .collect()
                })
            })
            .unwrap_or_default()
    }

    /// The next question to answer: the first unanswered one after the given
    /// one, else the first unanswered one at all.
    pub fn next_unanswered(
        self,
        after: Option<&(LensKey, QuestionId)>,
    ) -> Option<(LensKey, QuestionId)> {
        let mut open = Vec::new();
        let mut passed = 0;
        for (key, lens) in self.open_lenses() {
            self.workload(|w| {
                let Some(review) = w.review(&key) else { return };
                for (question, risk) in summary::risks(&lens, review) {
                    let here = (key.clone(), question);
                    if after == Some(&here) {
                        passed = open.len();
                    } else if risk == Risk::Unanswered {
                        open.push(here);
                    }
                }
            });
        }
        open.get(passed).or(open.first()).cloned()
    }

    /// Changes one answer; what was refused is said in a toast.
    pub fn change(self, lens: &LensKey, question: &QuestionId, change: AnswerChange) -> bool {
        let (lens, question) = (lens.clone(), question.clone());
        self.settle(
            self.edit(|workload, lenses, now| workload.answer(lens, question, change, lenses, now)),
        )
    }

    /// Changes the open workload; what was refused is said in a toast. Not
    /// needed for answering, so it is in the second file.
    pub fn apply(self, command: Command) -> bool {
        self.settle(self.edit(|workload, lenses, now| workload.apply(command, lenses, now)))
    }

    /// Does something with the open workload.
    fn edit<T>(self, edit: impl FnOnce(&mut Workload, &Lenses, Timestamp) -> T) -> Option<T> {
        let lenses = self.lenses.get_untracked();
        let mut outcome = None;
        self.open.update(|opened| {
            if let Opened::Ready(workload) = opened {
                outcome = Some(edit(workload, &lenses, platform::now()));
            }
        });
        outcome
    }

    /// After an edit: saves and remembers it, or says why it was refused.
    fn settle(self, outcome: Option<Result<Applied, review::Error>>) -> bool {
        match outcome {
            Some(Ok(applied)) => {
                self.history.update_value(|history| history.push(applied));
                self.changed();
                true
            }
            Some(Err(error)) => {
                self.say(error.to_string());
                false
            }
            None => false,
        }
    }

    /// Shows a short message.
    pub fn say(self, text: impl Into<String>) {
        self.toast.set(Some(Toast { text: text.into(), undo: None }));
    }

    /// Shows a short message with a way back.
    pub fn say_with_undo(self, text: impl Into<String>, undo: TakeBack) {
        self.toast.set(Some(Toast { text: text.into(), undo: Some(undo) }));
    }

    /// Takes something back.
    pub fn take_back(self, what: TakeBack) {
        match what {
            TakeBack::LastChange => desk::with(self, move |desk| (desk.undo)(self)),
            TakeBack::Deleted(deleted) => {
                desk::with(self, move |desk| (desk.restore)(self, deleted));
            }
            TakeBack::Changed(changes) => {
                desk::with(self, move |desk| (desk.take_back)(self, changes));
            }
        }
    }

    /// The name of the open workload.
    pub fn workload_name(self) -> String {
        self.workload(|w| w.properties.name.clone()).unwrap_or_default()
    }

    /// Reads a file that a person brought and goes to look at it.
    pub fn bring(self, file: files::File) {
        leptos::task::spawn_local(async move {
            match files::read(&file).await {
                Ok(brought) => {
                    self.trouble.set(None);
                    self.brought.set(Some(brought));
                    self.go(&Route::Open);
                }
                Err(sentence) => self.trouble.set(Some(sentence)),
            }
        });
    }

    /// Takes over what the person prefers.
    fn read_settings(self) {
        let (settings, trouble) = self.store.with_value(Store::load_settings);
        self.take_settings(settings);
        if let Some(error) = trouble {
            self.trouble.set(Some(error.to_string()));
        }
    }

    fn take_settings(self, settings: Settings) {
        platform::set_theme(theme_name(&settings));
        self.keys.set(settings.other.get("keys").and_then(|k| k.as_bool()).unwrap_or(true));
        self.settings.set(settings);
    }

    /// Follows the address: page, title, and the workload it names.
    fn follow_addresses(self) {
        platform::on_window("hashchange", move |_: leptos::ev::Event| {
            self.save_soon();
            self.route.set(Route::parse(&platform::fragment()));
        });
        let named = Memo::new(move |_| self.route.with(|r| r.workload().cloned()));
        effect(move || match named.get() {
            Some(id) => self.open_workload(id),
            None => self.close_workload(),
        });
    }
}

fn theme_name(settings: &Settings) -> Option<&'static str> {
    (settings.theme != Theme::System).then(|| settings.theme.code())
}
