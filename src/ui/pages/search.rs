//! Search over everything in the library: as a page with an address, and over
//! any other page.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::collections::sort;
use crate::lens::companion::{Effort, Level, Role};
use crate::lens::search::{Filters, Found, Hit, Index, Place, is_name, search};
use crate::text::counted;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::level;
use crate::ui::components::marked::marked;
use crate::ui::erased::{change, click, effect, live, nothing};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// As many results as fill a screen: they are drawn anew with every letter.
const FIRST: usize = 12;
/// So many more come each time they are asked for.
const MORE: usize = 30;

/// The page.
pub fn page(app: App, words: Option<String>) -> AnyView {
    platform::set_title("Search · Plumbline");
    view! {
        <div class="page search-page">
            <h1 tabindex="-1">"Search the library"</h1>
            <p class="section-lead">
                "Every lens here: pillars, principles, questions and practices. Or "
                <a href=Route::Explore(Vec::new()).to_string()>"wander through the library"</a>"."
            </p>
            {desk(app, "search-page", words.unwrap_or_default(), true)}
        </div>
    }
    .into_any()
}

/// Over another page.
pub fn over(app: App) -> AnyView {
    platform::focus_soon("#search-text");
    desk(app, "search", String::new(), false)
}

/// The field, the filters and the results.
fn desk(app: App, id: &'static str, words: String, has_address: bool) -> AnyView {
    let failed = RwSignal::new(0);
    app.want_all_lenses(failed);
    let typed = RwSignal::new(words);
    let filters = RwSignal::new(Filters::default());
    let most = RwSignal::new(FIRST);
    let indexes = Memo::new(move |_| Indexes(app.indexes()));
    let found = Memo::new(move |_| {
        indexes.with(|indexes| {
            let all: Vec<&Index> = indexes.0.iter().map(Arc::as_ref).collect();
            typed.with(|words| filters.with(|filters| search(&all, words, filters, most.get())))
        })
    });
    let close = move || app.show_search.set(false);
    let address =
        move |hit: &Hit| indexes.with_untracked(|all| address(&all.0[hit.index], hit.place));
    let go = move || {
        if let Some(to) = found.with_untracked(|f| f.hits.first().map(address)) {
            close();
            platform::go(&to);
        }
    };
    // What bears a code may be in a lens that is not here yet.
    let waits = RwSignal::new(false);
    let may_come = move || {
        let (here, all) = app.lenses_loaded();
        here + failed.get() < all && !found.with(|found| found.direct)
    };
    effect(move || {
        if waits.get() && !may_come() {
            waits.set(false);
            go();
        }
    });
    let text_id = format!("{id}-text");
    view! {
        <search>
            <form on:submit=move |ev| {
                ev.prevent_default();
                // Who asks twice does not want to wait.
                let is_first = !waits.get_untracked();
                match is_first && untrack(may_come) && typed.with_untracked(|words| is_name(words)) {
                    true => waits.set(true),
                    false => go(),
                }
            }>
                <label class="unseen" for=text_id.clone()>"Words, a code or an id"</label>
                <input id=text_id type="search" autocomplete="off" spellcheck="false" maxlength="200"
                    placeholder="Words, or a code such as SEC02-BP03"
                    prop:value=typed.get_untracked()
                    on:keydown=move |ev: KeyboardEvent| match ev.key().as_str() {
                        "ArrowDown" => {
                            ev.prevent_default();
                            platform::focus_id(&format!("{id}-hit-0"));
                        }
                        // Browsers empty such a field first; here one press closes.
                        "Escape" if !has_address => {
                            ev.prevent_default();
                            close();
                        }
                        _ => {}
                    }
                    on:input=change(move |ev| {
                        let words = event_target_value(&ev);
                        if has_address {
                            let words = Some(words.clone()).filter(|words| !words.trim().is_empty());
                            platform::replace_fragment(&Route::Search(words).to_string());
                        }
                        waits.set(false);
                        most.set(FIRST);
                        typed.set(words);
                    }) />
            </form>
            {filter_fields(app, id, filters)}
        </search>
        {live(move || progress(app, failed))}
        <p class="help" role="status">{move || match waits.get() {
            true => "This may be in a lens that is still loading. It opens when all are here.".to_owned(),
            false => said(&found.get(), typed.with(|t| t.trim().is_empty())),
        }}</p>
        {live(move || {
            found.with(|found| {
                let rows = found.hits.iter().enumerate().map(|(place, hit)| {
                    let index = indexes.with_untracked(|all| all.0[hit.index].clone());
                    row(&index, hit, place, id, close)
                });
                let shown = found.hits.len();
                let more = (found.total > shown).then(|| more(found.total - shown, move || {
                    most.update(|most| *most += MORE);
                    // The first of those that came.
                    platform::after(0, move || {
 platform::focus_id(&format!("{id}-hit-{shown}"));
 });
                }));
                match found.hits.is_empty() {
                    true => nothing(),
                    false => view! { <ol class="plain hits">{rows.collect_view()}</ol>{more} }.into_any(),
                }
            })
        })}
    }
    .into_any()
}

/// The way to the results that are not shown.
fn more(count: usize, show: impl FnMut() + 'static) -> AnyView {
    let mut show = show;
    view! {
        <p class="actions">
            <button type="button" on:click=click(move |_| show())>
                {format!("Show {} more", count.min(MORE))}
            </button>
        </p>
    }
    .into_any()
}

/// Indexes that are the same while they are the same lenses.
#[derive(Clone)]
struct Indexes(Vec<Arc<Index>>);

impl PartialEq for Indexes {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

/// How many lenses are here yet.
fn progress(app: App, failed: RwSignal<usize>) -> AnyView {
    let (here, all) = app.lenses_loaded();
    match failed.get() {
        0 if here == all => nothing(),
        0 => view! {
            <p class="loading lenses-progress">
                <progress max=all value=here aria-label="Lenses loaded"></progress>
                {format!("Loading the lenses: {here} of {all}")}
            </p>
        }
        .into_any(),
        missing => view! {
            <p class="help lenses-progress">
                {format!("{} could not be loaded. The results leave it out. ", counted(missing, "lens"))
                    .replace("lenss", "lenses")}
                <button type="button" class="link" on:click=move |_| app.want_all_lenses(failed)>"Try again"</button>
            </p>
        }
        .into_any(),
    }
}

/// What was found, in words.
fn said(found: &Found, is_empty: bool) -> String {
    match found.total {
        0 if is_empty => "Type a word, or choose a filter.".to_owned(),
        0 => "Nothing was found. Try fewer or other words.".to_owned(),
        total if total > found.hits.len() => {
            format!(
                "{total} results, the best {} are shown. Arrow keys walk through them.",
                found.hits.len()
            )
        }
        total => format!("{}. Arrow keys walk through them.", counted(total, "result")),
    }
}

fn row(
    index: &Index,
    hit: &Hit,
    place: usize,
    id: &'static str,
    close: impl Fn() + Copy + 'static,
) -> AnyView {
    let kind = match hit.place {
        Place::Lens => "Lens",
        Place::Pillar(_) => "Pillar",
        Place::Principle(_) => "Principle",
        Place::Question(..) => "Question",
        Place::Practice(..) => "Practice",
    };
    let mut place_words = vec![kind.to_owned()];
    if hit.place != Place::Lens {
        place_words.push(index.lens.name.clone());
    }
    if !matches!(hit.place, Place::Pillar(_)) {
        place_words.extend(index.pillar(hit.place).map(|pillar| pillar.name.clone()));
    }
    let walk = move |ev: KeyboardEvent| {
        let to = match ev.key().as_str() {
            "ArrowDown" => format!("{id}-hit-{}", place + 1),
            "ArrowUp" if place == 0 => format!("{id}-text"),
            "ArrowUp" => format!("{id}-hit-{}", place - 1),
            _ => return,
        };
        ev.prevent_default();
        platform::focus_id(&to);
    };
    view! {
        <li>
            <a class="hit" id=format!("{id}-hit-{place}") href=address(index, hit.place)
                on:keydown=walk on:click=move |_| close()>
                <span class="hit-title">
                    {hit.code.clone().map(|code| view! { <span class="code">{code}</span>" " })}
                    {marked(&hit.title)}
                </span>
                <span class="hit-facts help">
                    {place_words.join(" · ")}
                    {hit.level.map(|l| view! { " "{level::chip(l)} })}
                </span>
                <span class="hit-excerpt">{marked(&hit.excerpt)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The page of a place in the library.
fn address(index: &Index, place: Place) -> String {
    let mut path = vec![index.key.clone()];
    if let Place::Principle(n) = place {
        let principle = index.companion.as_ref().map(|c| c.principles[n].id.clone());
        path.push("principles".to_owned());
        path.extend(principle);
    } else {
        path.extend(index.pillar(place).map(|pillar| pillar.id.to_string()));
        path.extend(index.question(place).map(|question| question.id.to_string()));
        path.extend(index.practice(place).map(|choice| choice.id.to_string()));
    }
    Route::Explore(path).to_string()
}

fn filter_fields(app: App, id: &'static str, filters: RwSignal<Filters>) -> AnyView {
    let count = move || {
        filters.with(|f| {
            [
                f.lens.is_some(),
                f.pillar.is_some(),
                f.level.is_some(),
                f.effort.is_some(),
                f.role.is_some(),
            ]
            .into_iter()
            .filter(|set| *set)
            .count()
        })
    };
    let lenses = move || {
        let keys = app.shelf_keys();
        keys.into_iter().map(|key| (key.0.clone(), app.lens_name(&key).unwrap_or(key.0))).collect()
    };
    let pillars = move || {
        let mut names: Vec<String> = app.lenses.with(|lenses| {
            let all = lenses.values().flat_map(|lens| &lens.pillars);
            all.map(|pillar| pillar.name.trim().to_owned()).collect()
        });
        sort(&mut names);
        names.dedup_by(|a, b| a.to_lowercase() == b.to_lowercase());
        names.into_iter().map(|name| (name.to_lowercase(), name)).collect()
    };
    let efforts = [Effort::Hours, Effort::Days, Effort::Weeks];
    let by = |name: &str| -> String { name.to_owned() };
    view! {
        <details class="filters">
            <summary>{icon(Icon::Settings)}"Filters"{move || match count() {
                0 => String::new(),
                n => format!(" ({n} set)"),
            }}</summary>
            <div class="filter-row">
                {select(id, "lens", "Lens", lenses, move |value| filters.update(|f| f.lens = value))}
                {select(id, "pillar", "Pillar", pillars, move |value| filters.update(|f| f.pillar = value))}
                {select(id, "level", "Level of risk",
                    move || Level::ALL.map(|l| (by(l.words()), by(l.words()))).into(),
                    move |value| filters.update(|f| {
                        f.level = Level::ALL.into_iter().find(|l| value.as_deref() == Some(l.words()));
                    }))}
                {select(id, "effort", "Effort",
                    move || efforts.map(|e| (by(e.words()), by(e.words()))).into(),
                    move |value| filters.update(|f| {
                        f.effort = efforts.into_iter().find(|e| value.as_deref() == Some(e.words()));
                    }))}
                {select(id, "role", "Role",
                    move || Role::ALL.iter().map(|r| (by(r.words()), by(r.words()))).collect(),
                    move |value| filters.update(|f| {
                        f.role = Role::ALL.iter().copied().find(|r| value.as_deref() == Some(r.words()));
                    }))}
            </div>
        </details>
    }
    .into_any()
}

/// A filter: its values with the words for them, and "Any".
fn select(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    values: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    chosen: impl Fn(Option<String>) + 'static,
) -> AnyView {
    let id = format!("{id}-{name}");
    // Options come when lenses do; what was chosen stays.
    let current = RwSignal::new(String::new());
    let options = live(move || {
        values()
            .into_iter()
            .map(|(value, words)| {
                let is_chosen = current.with_untracked(|c| *c == value);
                view! { <option value=value prop:selected=is_chosen>{words}</option> }
            })
            .collect_view()
            .into_any()
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=change(move |ev| {
                let value = event_target_value(&ev);
                current.set(value.clone());
                chosen(Some(value).filter(|value| !value.is_empty()));
            })>
                <option value="">"Any"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
