//! A workshop that the person runs, beside the review that it ends in: invite,
//! collect, talk, close.

mod collect;
mod invite;
mod recap;
mod room;
mod talk;

use std::sync::Arc;

use leptos::prelude::*;

use crate::lens::{Lens, QuestionId};
use crate::text::{counted, people};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::workshop_card::{WorkshopCard, workshop_card};
use crate::ui::learning::how_to;
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::session_form;
use crate::ui::state::App;
use crate::workshop::{SessionId, Workshop};

/// Where in a workshop one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Invite,
    Collect,
    Room,
    Recap,
}

/// A workshop with everything to show it.
#[derive(Clone, Copy)]
struct Shown {
    app: App,
    /// As it is stored.
    workshop: Memo<Result<Workshop, String>>,
    /// The session, which never changes.
    session: StoredValue<crate::workshop::Session>,
}

impl Shown {
    fn id(self) -> SessionId {
        self.session.with_value(|session| session.id.clone())
    }

    /// An address in this workshop.
    fn link(self, rest: &[&str]) -> String {
        let mut path = vec![self.id().0];
        path.extend(rest.iter().map(|segment| (*segment).to_owned()));
        self.app.link(Part::Workshop(path))
    }

    /// The lens, where it is at hand. Tracks the shelf.
    fn lens(self) -> Option<Arc<Lens>> {
        let key = self.session.with_value(|session| session.lens.key.clone());
        self.app.lenses.with(|lenses| lenses.get(&key).cloned())
    }

    /// Reads the workshop as it is now. Tracks it.
    fn with<T>(self, read: impl FnOnce(&Workshop) -> T) -> Option<T> {
        self.workshop.with(|workshop| workshop.as_ref().ok().map(read))
    }
}

/// The page of a session, or the list of those of the open review.
pub fn page(app: App, path: &[String]) -> AnyView {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    if app.is_sample() {
        return sample(app);
    }
    let (session, rest) = match path[..] {
        [] => return list(app),
        ["new"] => return new(app),
        [session, ref rest @ ..] => (SessionId(session.to_owned()), rest.to_vec()),
    };
    let workshop = app.workshop(session);
    let shown = match workshop.get_untracked() {
        Ok(now) => Shown { app, workshop, session: StoredValue::new(now.session) },
        Err(why) => return missing(app, &why),
    };
    match rest[..] {
        [] => framed(shown, Step::Invite, "Invite", invite::view(shown)),
        ["collect"] => framed(shown, Step::Collect, "Collect", collect::view(shown)),
        ["room"] => framed(shown, Step::Room, "The room", room::view(shown)),
        ["room", question] => talk::page(shown, &QuestionId::from(question)),
        ["recap"] => framed(shown, Step::Recap, "Recap", recap::view(shown)),
        ["show"] => invite::projector(shown),
        _ => missing(app, "There is no such page in this workshop."),
    }
}

fn framed(shown: Shown, step: Step, words: &'static str, content: AnyView) -> AnyView {
    let name = shown.session.with_value(|session| session.name.clone());
    platform::set_title(&format!("{words} · {name} · Plumbline"));
    let tab = move |of: Step, rest: &[&str], label: &'static str| {
        view! {
            <a href=shown.link(rest) aria-current=(of == step).then_some("step")>{label}</a>
        }
        .into_any()
    };
    let state = move || {
        shown.with(|workshop| {
            let all = workshop.session.questions().count();
            let who = people(workshop.replies.len());
            format!(
                "{who} answered · {} of {} settled",
                workshop.settled.len(),
                counted(all, "question")
            )
        })
    };
    view! {
        <div class="page workshop">
            <p class="help workshop-state">{icon(Icon::People)}{state}</p>
            <h1 tabindex="-1">{name}</h1>
            <nav class="workshop-nav" aria-label="This workshop">
                {tab(Step::Invite, &[], "Invite")}
                {tab(Step::Collect, &["collect"], "Collect")}
                {tab(Step::Room, &["room"], "The room")}
                {tab(Step::Recap, &["recap"], "Recap")}
            </nav>
            {content}
        </div>
    }
    .into_any()
}

fn missing(app: App, why: &str) -> AnyView {
    platform::set_title("Workshop · Plumbline");
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"This workshop is not here"</h1>
            <p>{why.to_owned()}</p>
            <p class="actions">
                <a class="button primary" href=app.link(Part::Workshop(Vec::new()))>"Workshops of this review"</a>
                <a class="button" href="#/data">"What is stored"</a>
            </p>
        </div>
    }
    .into_any()
}

fn sample(app: App) -> AnyView {
    platform::set_title("Workshop · Plumbline");
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Workshop"</h1>
            {notice(
                Tone::Info,
                "The sample is not kept, so it holds no workshop. Make one of your own, or copy the sample first.",
                view! {
                    <a class="button primary" href="#/workshop/new">"Make a workshop"</a>
                    <button type="button" on:click=move |_| app.keep_sample()>"Copy the sample"</button>
                }
                .into_any(),
            )}
        </div>
    }
    .into_any()
}

/// The workshops that end in the open review.
fn list(app: App) -> AnyView {
    platform::set_title(&format!("Workshop · {} · Plumbline", app.workload_name()));
    let cards = move || {
        let id = app.workload_id();
        let mut workshops = app.workshops();
        workshops.retain(|workshop| workshop.workload == id);
        if workshops.is_empty() {
            return view! { <p class="empty">"No workshop ends in this review yet."</p> }
                .into_any();
        }
        let cards = workshops.into_iter().map(|workshop| {
            let session = workshop.session;
            let to = app.link(Part::Workshop(vec![session.id.0.clone()]));
            let all = session.questions().count();
            let name = session.name.clone();
            let card = WorkshopCard {
                heading: view! { <h2><a class="card-link" href=to>{name.clone()}</a></h2> }
                    .into_any(),
                about: format!("{}, {}", session.lens.name, platform::local_date(session.made_at)),
                state: format!(
                    "{} of {} settled",
                    workshop.settled.len(),
                    counted(all, "question")
                ),
                problem: ().into_any(),
                name: name.clone(),
            };
            workshop_card(card, move || app.delete_workshop(&session.id, &name))
        });
        view! { <ul class="cards">{cards.collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="page workshops">
            <h1 tabindex="-1">"Workshop"</h1>
            <p class="lead">
                "Let everybody answer alone first, then settle the questions of this review together."
            </p>
            {how_to("inviting", "invite the right people")}
            <p class="actions">
                <a class="button primary" href=app.link(Part::Workshop(vec!["new".to_owned()]))>
                    {icon(Icon::Add)}"Make a workshop for this review"
                </a>
            </p>
            {cards}
        </div>
    }
    .into_any()
}

/// The form, with the lenses of the open review.
fn new(app: App) -> AnyView {
    platform::set_title(&format!("New workshop · {} · Plumbline", app.workload_name()));
    let lenses = untrack(|| app.open_lenses());
    let lenses = lenses.into_iter().map(|(key, lens)| (key, lens.name.clone())).collect();
    let name = untrack(|| app.workload_name());
    view! {
        <div class="page narrow">
            <p><a href=app.link(Part::Workshop(Vec::new()))>{icon(Icon::Back)}"Workshops of this review"</a></p>
            <h1 tabindex="-1">"New workshop"</h1>
            <p class="lead">"What you settle goes into this review. What is answered already stays until you settle it."</p>
            {session_form::view(app, lenses, Some(app.workload_id()), &name)}
        </div>
    }
    .into_any()
}
