//! Taking part in a workshop: one question a screen, on the person's own
//! device, and the way back for the answers.
//!
//! * [`overview`]: the parts, and how far one is.
//! * [`question`]: one question.
//! * [`returning`]: sending the answers back.
//!
//! What is not here: anybody else's answers, and any risk. Who sees what an
//! answer comes to answers to please.

mod overview;
mod question;
mod returning;

use std::sync::Arc;

use leptos::prelude::*;

use crate::lens::{Lens, QuestionId};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::{click, live, words};
use crate::ui::joining::{self, progress};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;
use crate::ui::state::attending::Kept;
use crate::workshop::{Attending, Reply, Session, SessionId};

/// A session that the person takes part in, as the pages read it.
#[derive(Clone)]
struct Taking {
    app: App,
    session: Arc<Session>,
    /// The lens, where it is at hand.
    lens: Option<Arc<Lens>>,
    record: Memo<Result<Attending, String>>,
}

impl Taking {
    /// Something of the answers. Tracks every change of them.
    fn reply<T: Default>(&self, read: impl FnOnce(&Reply) -> T) -> T {
        self.record.with(|record| record.as_ref().map(|r| read(&r.reply)).unwrap_or_default())
    }

    /// The questions that the lens has, with their parts.
    fn questions(&self) -> Vec<(usize, QuestionId)> {
        let Some(lens) = &self.lens else { return Vec::new() };
        self.session.at_hand(lens).map(|(part, _, q)| (part, q.id.clone())).collect()
    }

    /// The first question without an answer.
    fn next(&self) -> Option<QuestionId> {
        let open = |(_, id): (usize, QuestionId)| self.reply(|r| !r.has_said(&id)).then_some(id);
        self.questions().into_iter().find_map(open)
    }

    fn overview(&self) -> String {
        self.at(&[])
    }

    fn question(&self, id: &QuestionId) -> String {
        self.at(&["q", id.as_str()])
    }

    fn returning(&self) -> String {
        self.at(&["return"])
    }

    fn at(&self, rest: &[&str]) -> String {
        let mut path = vec![self.session.id.0.clone()];
        path.extend(rest.iter().map(|&segment| segment.to_owned()));
        Route::Attend(path).to_string()
    }

    /// How safe the answers are, in words.
    fn kept(&self) -> AnyView {
        let (app, id) = (self.app, self.session.id.clone());
        let kept = Memo::new(move |_| app.attending_kept(&id));
        let id = self.session.id.clone();
        let again = live(move || match kept.get() {
            Kept::NotYet => {
                let id = id.clone();
                view! {
                    <button type="button" on:click=click(move |_| {
                        app.change_attending(&id, |_| ());
                    })>"Try again"</button>
                }
                .into_any()
            }
            _ => ().into_any(),
        });
        view! {
            <div class="attend-kept" class:unsaved=move || kept.get() == Kept::NotYet>
                <p role="status">
                    {words(move || match kept.get() {
                        Kept::Here => "Kept on this device",
                        Kept::UntilClosed => "Kept until you close this tab",
                        Kept::NotYet => "Not kept on this device yet: send the answers back, or try again",
                    }.to_owned())}
                </p>
                {again}
            </div>
        }
        .into_any()
    }
}

/// The page of a session that the person takes part in.
pub fn page(app: App, path: &[String]) -> AnyView {
    platform::set_title("Workshop · Plumbline");
    app.lens_trouble.set(None);
    let Some((session, rest)) = path.split_first() else { return all(app) };
    let session = SessionId(session.clone());
    let rest = rest.to_vec();
    let record = app.attending(session.clone());
    // The page is built anew for another session or lens, not for an answer.
    let shown = Memo::new(move |_| {
        record.with(|record| record.as_ref().map(|r| r.session.clone()).map_err(Clone::clone))
    });
    let lens = Memo::new(move |_| {
        let key = shown.with(|s| s.as_ref().map(|s| s.lens.key.clone()).ok())?;
        Some((app.has_lens(&key), key))
    });
    Effect::new(move |_| {
        if let Some((false, key)) = lens.get()
            && app.can_load(&key)
        {
            app.want_lens(key);
        }
    });
    live(move || {
        let (session, lens) = match (shown.get(), lens.get()) {
            (Ok(session), Some((_, key))) => {
                (session, app.lenses.with_untracked(|lenses| lenses.get(&key).cloned()))
            }
            (Err(why), _) => return absent(app, &session, &why),
            (Ok(_), None) => return ().into_any(),
        };
        let taking = Taking { app, session: Arc::new(session), lens, record };
        if taking.lens.is_none() {
            return waiting(taking);
        }
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        untrack(|| match rest.as_slice() {
            ["return"] => returning::view(taking),
            ["q", id] => question::view(taking, &QuestionId::from(*id)),
            _ => overview::view(taking),
        })
    })
}

/// Why there is nothing to go on with, and the way.
fn absent(app: App, session: &SessionId, why: &str) -> AnyView {
    if !untrack(|| app.has_joined(session)) {
        return view! {
            <div class="page narrow">
                <h1 tabindex="-1">"This browser is not part of that workshop"</h1>
                <p class="lead">
                    "Answers are kept in the browser in which one joins. Open the link to the workshop again, here \
                     or in the browser that you used before."
                </p>
                <p class="actions">
                    <a class="button primary" href=Route::Start.to_string()>"Go to the start"</a>
                    <a class="button quiet" href=Route::Data.to_string()>"Look in the bin"</a>
                </p>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Your answers cannot be read"</h1>
            <p class="notice notice-error" role="alert">{why.to_owned()}</p>
            <p>
                "Nothing was deleted. To begin anew, delete the damaged record first, then open the link to the \
                 workshop again."
            </p>
            <p class="actions">
                <a class="button primary" href=Route::Data.to_string()>"See what is stored"</a>
            </p>
        </div>
    }
    .into_any()
}

/// Until the lens is there, or in place of it.
fn waiting(taking: Taking) -> AnyView {
    let Taking { app, session, .. } = taking.clone();
    let key = session.lens.key.clone();
    let can_load = app.can_load(&key);
    let name = session.lens.name.clone();
    let about = live(move || {
        match (can_load, app.lens_trouble.get()) {
        (false, _) => view! {
            <p>
                {format!("The lens \"{name}\" is not on your shelf any more, so its questions cannot be shown. \
                          Open the link to the workshop again, or the file of the lens. Your answers are kept.")}
            </p>
            <p class="actions">
                <a class="button primary" href=Route::Open.to_string()>{icon(Icon::Open)}"Open the file of the lens"</a>
            </p>
        }
        .into_any(),
        (true, Some(why)) => {
            let key = key.clone();
            view! {
                <p class="notice notice-error" role="alert">{why}</p>
                <p class="actions">
                    <button type="button" class="primary" on:click=click(move |_| {
                        app.lens_trouble.set(None);
                        app.want_lens(key.clone());
                    })>"Try again"</button>
                </p>
            }
            .into_any()
        }
        (true, None) => view! { <p class="loading" role="status">"Loading the questions…"</p> }.into_any(),
    }
    });
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">{session.name.clone()}</h1>
            {about}
        </div>
    }
    .into_any()
}

/// The workshops that the person takes part in.
fn all(app: App) -> AnyView {
    let list = live(move || {
        match app.attended().as_slice() {
        [] => view! {
            <p class="lead">"None yet. Whoever runs a workshop sends you a link to it."</p>
            <p class="actions"><a class="button primary" href=Route::Start.to_string()>"Go to the start"</a></p>
        }
        .into_any(),
        attended => joining::list(attended),
    }
    });
    view! {
        <div class="page narrow attend">
            <h1 tabindex="-1">"Workshops you take part in"</h1>
            {list}
        </div>
    }
    .into_any()
}

/// A bar beside words that say the same.
fn bar(value: usize, all: usize) -> AnyView {
    view! { <progress class="attend-bar" max=all.max(1) value=value aria-hidden="true"></progress> }
        .into_any()
}
