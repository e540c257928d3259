//! Practise: a quiz and flash cards made from a lens, in sessions of about five
//! minutes.

mod cards;
mod quiz;

use std::sync::Arc;

use leptos::prelude::*;

use crate::learn::PracticeId;
use crate::learn::quiz::Item;
use crate::lens::{Companion, Lens, bundled::BUNDLED};
use crate::review::LensKey;
use crate::storage;
use crate::text::counted;
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{change, click, flag, live, nothing};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;
use crate::ui::unread;

/// Items in a quiz: about five minutes.
const ITEMS: usize = 10;

/// A lens that is practised.
#[derive(Clone)]
struct Here {
    app: App,
    key: LensKey,
    lens: Arc<Lens>,
    companion: Option<Arc<Companion>>,
    stage: RwSignal<Stage>,
}

/// Where in a session one is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// Before one.
    Choose,
    /// In a quiz.
    Quiz(Vec<Item>),
    /// With flash cards.
    Cards(Vec<PracticeId>),
}

/// The page; with a lens already chosen or not.
pub fn page(app: App, key: Option<LensKey>) -> AnyView {
    platform::set_title("Practise · Plumbline");
    app.lens_trouble.set(None);
    let first = key.unwrap_or_else(|| LensKey(BUNDLED[0].key.to_owned()));
    let chosen = RwSignal::new(first);
    let stage = RwSignal::new(Stage::Choose);
    Effect::new(move |_| {
        app.lens_trouble.set(None);
        app.want_lens(chosen.get());
    });
    let here = move || {
        let key = chosen.get();
        let lens = app.lenses.with(|l| l.get(&key).cloned())?;
        Some(Here { app, companion: app.companion(&key), key, lens, stage })
    };
    view! {
        <div class="page narrow practise">
            <h1 tabindex="-1">"Practise"</h1>
            {live(move || {
                let stage = stage.get();
                untrack(|| match stage {
                    Stage::Choose => choose(app, chosen, here),
                    Stage::Quiz(items) => here().map_or_else(nothing, |here| quiz::view(here, items)),
                    Stage::Cards(cards) => here().map_or_else(nothing, |here| cards::view(here, cards)),
                })
            })}
        </div>
    }
    .into_any()
}

fn choose(
    app: App,
    chosen: RwSignal<LensKey>,
    here: impl Fn() -> Option<Here> + Copy + Send + Sync + 'static,
) -> AnyView {
    let options = app
        .shelf_keys()
        .into_iter()
        .map(|key| {
            let is_chosen = chosen.with_untracked(|chosen| *chosen == key);
            let name = app.lens_name(&key).unwrap_or_else(|| key.0.clone());
            view! { <option value=key.0 selected=is_chosen>{name}</option> }
        })
        .collect_view();
    view! {
        <p class="lead">
            "Short sessions of about five minutes, made from a lens. Nothing is sent anywhere, and no \
             review is changed."
        </p>
        {unread::view(app, storage::keys::PRACTICE, "What you practised before")}
        <div class="field">
            <label for="practise-lens">"Lens"</label>
            <select id="practise-lens" on:change=change(move |ev| chosen.set(LensKey(event_target_value(&ev))))>
                {options}
            </select>
        </div>
        {live(move || match here() {
            Some(here) => offers(here),
            None => match app.lens_trouble.get() {
                None => view! { <p class="loading">"Loading the lens…"</p> }.into_any(),
                Some(why) => notice(Tone::Error, why, view! {
                    <button type="button" on:click=click(move |_| {
                        app.lens_trouble.set(None);
                        app.want_lens(chosen.get_untracked());
                    })>"Try again"</button>
                }.into_any()),
            },
        })}
        {streak(app)}
    }
    .into_any()
}

fn offers(here: Here) -> AnyView {
    let due = {
        let here = here.clone();
        Memo::new(move |_| cards::session(&here).len())
    };
    let (quiz_of, cards_of) = (here.clone(), here);
    view! {
        <ul class="cards">
            <li class="card">
                <h2>"Quiz"</h2>
                <p>
                    "What is the risk, which practice lowers it most, where does a practice belong, and what \
                     is missing here? The rules of the lens say what is right."
                </p>
                <p class="card-foot"><button type="button" class="primary" on:click=click(move |_| begin_quiz(&quiz_of))>
                    "Start a quiz"
                </button></p>
            </li>
            <li class="card">
                <h2>"Flash cards"</h2>
                <p>
                    "What does a practice look like, and how does one get there? Each card comes back when you \
                     are about to forget it."
                </p>
                <p class="help">{move || match due.get() {
                    0 => "No card is due today.".to_owned(),
                    n => format!("{} for today.", counted(n, "card")),
                }}</p>
                <p class="card-foot"><button type="button" class="primary" prop:disabled=flag(move || due.get() == 0)
                    on:click=click(move |_| begin_cards(&cards_of))>
                    "Start with flash cards"
                </button></p>
            </li>
        </ul>
        <p class="help">
            "The cards follow SM-2, the algorithm of SuperMemo 2 (Piotr Woźniak, 1990): what you know well \
             comes back later and later, what you forgot comes back tomorrow. Until you know a card well \
             it is repeated in the session; the first grade of the day counts."
        </p>
    }
    .into_any()
}

fn begin_quiz(here: &Here) {
    here.stage.set(Stage::Quiz(quiz::session(here)));
}

fn begin_cards(here: &Here) {
    here.stage.set(Stage::Cards(untrack(|| cards::session(here))));
}

/// Days in a row, shown in passing, and only to who wants to see them.
fn streak(app: App) -> AnyView {
    let days = move || match (app.shows_streak(), app.practice().streak(platform::today())) {
        (true, 2..) => Some(format!("{} days in a row.", app.practice().streak(platform::today()))),
        _ => None,
    };
    view! {
        <div class="streak">
            <p class="help">{days}</p>
            <label class="switch">
                <input type="checkbox" prop:checked=flag(move || app.shows_streak())
                    on:change=change(move |ev| app.show_streak(event_target_checked(&ev))) />
                <span>"Show how many days in a row I practised"</span>
            </label>
        </div>
    }
    .into_any()
}

/// The address of a place in the lens.
fn address(here: &Here, p: usize, q: usize, c: Option<usize>) -> String {
    let pillar = &here.lens.pillars[p];
    let question = &pillar.questions[q];
    let mut path = vec![here.key.0.clone(), pillar.id.0.clone(), question.id.0.clone()];
    path.extend(c.map(|c| question.choices[c].id.0.clone()));
    Route::Explore(path).to_string()
}

/// The way on at the end of a session.
fn ending(here: &Here) -> AnyView {
    let stage = here.stage;
    view! {
        <p class="actions">
            <button type="button" class="primary" on:click=click(move |_| {
                stage.set(Stage::Choose);
                platform::focus_soon("main h1");
            })>"Practise more"</button>
            <a class="button" href=Route::Explore(vec![here.key.0.clone()]).to_string()>"Read in the library"</a>
        </p>
    }
    .into_any()
}
