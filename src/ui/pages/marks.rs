//! What the person marked in the library: the list, how far they are with each
//! pillar, and a review that starts from it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::learn::marks::{Progress, answers, progress};
use crate::learn::{Entry, Mark, Marks, PracticeId};
use crate::lens::{Lens, Pillar, Question};
use crate::review::LensKey;
use crate::review::properties::{Field, Properties};
use crate::storage;
use crate::text::counted;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::marking::marking;
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::workload_form::property;
use crate::ui::erased::{change, click, live, nothing, words};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;
use crate::ui::unread;

/// The name of a lens that cannot be had.
const ABSENT: &str = "A lens that is not here";

/// What is shown of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shown {
    /// Only this mark.
    mark: RwSignal<Option<Mark>>,
    /// Only this lens.
    lens: RwSignal<Option<LensKey>>,
}

/// The page.
pub fn page(app: App) -> AnyView {
    platform::set_title("What you marked · Plumbline");
    app.lens_trouble.set(None);
    let shown = Shown { mark: RwSignal::new(None), lens: RwSignal::new(None) };
    // What was there stays while the page is looked at, so that a slip of the
    // finger can be mended where it happened.
    let keys = Memo::new(move |before: Option<&Vec<LensKey>>| {
        let mut keys = app.marks().lenses();
        for key in before.into_iter().flatten() {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys
    });
    Effect::new(move |_| keys.get().into_iter().for_each(|key| app.want_lens(key)));
    view! {
        <div class="page narrow marks">
            <h1 tabindex="-1">"What you marked"</h1>
            <p class="lead">
                "Practices that you know, do or want to do. The list is kept in this browser, apart from \
                 your reviews."
            </p>
            {unread::view(app, storage::keys::MARKS, "What you marked before")}
            {live(move || match keys.with(Vec::is_empty) {
                true => empty(),
                false => untrack(|| filled(app, shown, keys)),
            })}
        </div>
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <p>"Nothing is marked yet. Every practice in the library has buttons for it."</p>
            <p><a class="button primary" href=Route::Explore(Vec::new()).to_string()>
                {icon(Icon::Book)}"Go to the library"
            </a></p>
        </div>
    }
    .into_any()
}

fn filled(app: App, shown: Shown, keys: Memo<Vec<LensKey>>) -> AnyView {
    let count = move |mark: Option<Mark>| {
        let marks = app.marks();
        let lens = shown.lens.get();
        let of_lens =
            marks.entries.iter().filter(|(id, _)| lens.as_ref().is_none_or(|l| *l == id.lens));
        of_lens.filter(|(_, entry)| mark.is_none_or(|mark| entry.mark == mark)).count()
    };
    let choices = std::iter::once(None)
        .chain(Mark::ALL.map(Some))
        .map(|mark| {
            let words = mark.map_or("All", Mark::words);
            view! {
                <label class="radio">
                    <input type="radio" name="marks-shown" value=mark.map_or("all", Mark::code)
                        prop:checked=move || shown.mark.get() == mark
                        on:change=change(move |_| shown.mark.set(mark)) />
                    <span>{words}" "<span class="help">{move || count(mark)}</span></span>
                </label>
            }
        })
        .collect_view();
    view! {
        {live(move || lens_filter(app, shown, &keys.get()))}
        <fieldset class="field">
            <legend>"Show"</legend>
            <div class="radios">{choices}</div>
        </fieldset>
        {live(move || {
            let mut keys = keys.get();
            keys.retain(|key| shown.lens.with(|only| only.as_ref().is_none_or(|only| only == key)));
            let one = |key| of_lens(app, shown, key);
            untrack(|| keys.into_iter().map(one).collect_view().into_any())
        })}
    }
    .into_any()
}

/// All lenses or one, where there are several.
fn lens_filter(app: App, shown: Shown, keys: &[LensKey]) -> AnyView {
    if keys.len() < 2 {
        return nothing();
    }
    let chosen = shown.lens.get_untracked();
    let options = keys
        .iter()
        .map(|key| {
            let name = app.lens_name(key).unwrap_or_else(|| ABSENT.to_owned());
            view! { <option value=key.0.clone() selected=chosen.as_ref() == Some(key)>{name}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="marks-lens">"Lens"</label>
            <select id="marks-lens" on:change=change(move |ev| {
                let key = event_target_value(&ev);
                shown.lens.set((!key.is_empty()).then_some(LensKey(key)));
            })>
                <option value="">"All lenses"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What is marked in one lens.
fn of_lens(app: App, shown: Shown, key: LensKey) -> AnyView {
    let name = app.lens_name(&key).unwrap_or_else(|| ABSENT.to_owned());
    let own = key.clone();
    let lens = Memo::new(move |_| app.lenses.with(|l| l.get(&own).cloned()));
    let heading = format!("marks-{}", key.0);
    let labelled = heading.clone();
    let to = Route::Explore(vec![key.0.clone()]).to_string();
    view! {
        <section aria-labelledby=labelled>
            <h2 id=heading tabindex="-1"><a href=to>{name}</a></h2>
            {live(move || match lens.get() {
                Some(lens) => untrack(|| read(app, shown, key.clone(), lens)),
                None => unread(app, &key),
            })}
        </section>
    }
    .into_any()
}

/// The lens is on its way, or not to be had: the marks stay.
fn unread(app: App, key: &LensKey) -> AnyView {
    let count = app.marks().of_lens(key).count();
    let marks = counted(count, "mark");
    match app.lens_trouble.get() {
        None => view! { <p class="loading">"Loading the lens…"</p> }.into_any(),
        Some(why) => notice(
            Tone::Warning,
            format!("{why} {marks} in it are kept for the day it is here again."),
            nothing(),
        ),
    }
}

fn read(app: App, shown: Shown, key: LensKey, lens: Arc<Lens>) -> AnyView {
    let (own, its) = (key.clone(), lens.clone());
    let pillars = lens
        .pillars
        .iter()
        .enumerate()
        .map(|(p, _)| {
            let (key, lens) = (key.clone(), lens.clone());
            pillar(app, shown, key, lens, p)
        })
        .collect_view();
    let (gone_key, gone_lens) = (key.clone(), lens.clone());
    view! {
        {live(move || table(&app.marks(), &own, &its))}
        {begin(app, key, lens)}
        {pillars}
        {live(move || gone(app, &gone_key, &gone_lens))}
    }
    .into_any()
}

/// How far one is with each pillar.
fn table(marks: &Marks, key: &LensKey, lens: &Lens) -> AnyView {
    let rows = lens
        .pillars
        .iter()
        .map(|pillar| {
            let Progress { practices, known, doing, want } = progress(marks, key, pillar);
            let marked = known + doing + want;
            view! {
                <tr>
                    <th scope="row">{pillar.name.clone()}</th>
                    <td class="progress-cell">
                        <meter class="fullness" min="0" max=practices.to_string() value=marked.to_string()
                            aria-label=format!("Marked in {}", pillar.name)></meter>
                        <span class="help">{format!("{marked} of {practices}")}</span>
                    </td>
                    <td class="number" data-label="Known">{known}</td>
                    <td class="number" data-label="Doing">{doing}</td>
                    <td class="number" data-label="Want">{want}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="plain-table mark-progress">
            <caption class="unseen">"How many practices of each pillar are marked"</caption>
            <thead><tr>
                <th scope="col">"Pillar"</th><th scope="col">"Marked"</th>
                <th scope="col" class="number">"Known"</th>
                <th scope="col" class="number">"Doing"</th>
                <th scope="col" class="number">"Want"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Places in a pillar that are listed, and under which filter.
type Listed = (Option<Mark>, Vec<(usize, usize)>);

/// The marked practices of a pillar.
fn pillar(app: App, shown: Shown, key: LensKey, lens: Arc<Lens>, p: usize) -> AnyView {
    let id = move |key: &LensKey, question: &Question, c: usize| PracticeId {
        lens: key.clone(),
        question: question.id.clone(),
        choice: question.choices[c].id.clone(),
    };
    let listed = {
        let (key, lens) = (key.clone(), lens.clone());
        Memo::new(move |before: Option<&Listed>| {
            let marks = app.marks();
            let only = shown.mark.get();
            let kept = before.filter(|(filter, _)| *filter == only).map(|(_, places)| places);
            let questions = lens.pillars[p].questions.iter().enumerate();
            let places = questions
                .flat_map(|(q, question)| (0..question.choices.len()).map(move |c| (q, c)))
                .filter(|(q, c)| {
                    let mark = marks.get(&id(&key, &lens.pillars[p].questions[*q], *c));
                    mark.is_some_and(|mark| only.is_none_or(|only| only == mark))
                        || kept.is_some_and(|kept| kept.contains(&(*q, *c)))
                });
            (only, places.collect())
        })
    };
    live(move || {
        let pillar = &lens.pillars[p];
        let rows: Vec<AnyView> = listed.with(|(_, places)| {
            let row = |(q, c): &(usize, usize)| {
                let question = &pillar.questions[*q];
                row(app, pillar, question, id(&key, question, *c), &question.choices[*c].title)
            };
            places.iter().map(row).collect()
        });
        if rows.is_empty() {
            return nothing();
        }
        view! {
            <h3>{pillar.name.clone()}</h3>
            <ul class="plain mark-rows">{rows}</ul>
        }
        .into_any()
    })
}

fn row(app: App, pillar: &Pillar, question: &Question, id: PracticeId, title: &str) -> AnyView {
    let path = [&id.lens.0, &pillar.id.0, &question.id.0, &id.choice.0].map(Clone::clone);
    let to = Route::Explore(path.into()).to_string();
    let mark = app.mark_of(id.clone());
    view! {
        <li>
            <p><a href=to>{title.to_owned()}</a><span class="help">{question.title.clone()}</span></p>
            {marking(title, mark, move |mark| app.mark(id.clone(), mark))}
        </li>
    }
    .into_any()
}

/// Marks on practices that the lens has no more.
fn gone(app: App, key: &LensKey, lens: &Lens) -> AnyView {
    let marks = app.marks();
    let is_gone = |id: &PracticeId| {
        lens.question(&id.question).is_none_or(|(_, q)| q.choice_index(&id.choice).is_none())
    };
    let gone: Vec<(PracticeId, Entry)> = marks
        .of_lens(key)
        .filter(|(id, _)| is_gone(id))
        .map(|(id, entry)| (id.clone(), *entry))
        .collect();
    if gone.is_empty() {
        return nothing();
    }
    let rows = gone
        .into_iter()
        .map(|(id, entry)| {
            let name = id.choice.0.clone();
            view! {
                <li>
                    <p><code>{name.clone()}</code><span class="help">{entry.mark.words()}</span></p>
                    <button type="button" aria-label=format!("Take the mark of {name} away")
                        on:click=click(move |_| {
                            app.mark(id.clone(), None);
                            platform::focus_if_lost("main h1");
                        })>"Take away"</button>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>"No longer in this lens"</h3>
        <ul class="plain mark-rows">{rows}</ul>
    }
    .into_any()
}

/// The review that starts from the marks: first what it will do, then a name.
fn begin(app: App, key: LensKey, lens: Arc<Lens>) -> AnyView {
    let counts = {
        let (key, lens) = (key.clone(), lens.clone());
        Memo::new(move |_| {
            let answers = answers(&app.marks(), &key, &lens);
            (answers.values().map(|a| a.selected.len()).sum::<usize>(), answers.len())
        })
    };
    let all = lens.questions().count();
    let is_empty = Memo::new(move |_| counts.get().0 == 0);
    live(move || {
        if is_empty.get() {
            return view! {
                <p class="help">"Mark what you do already as Doing, and a review can start from it."</p>
            }
            .into_any();
        }
        let will = words(move || {
            let (ticks, questions) = counts.get();
            format!(
                "It will be a new review with this lens. {} that you marked as Doing will be ticked, in {}. \
                 The other {} stay unanswered. What is marked as Known or Want ticks nothing, and your \
                 marks stay as they are.",
                counted(ticks, "practice"),
                counted(questions, "question"),
                counted(all - questions, "question"),
            )
        });
        form(app, key.clone(), will)
    })
}

fn form(app: App, key: LensKey, will: AnyView) -> AnyView {
    let properties = RwSignal::new(Properties {
        review_owner: app.settings.with_untracked(|s| s.review_owner.clone()),
        ..Properties::default()
    });
    let tried = RwSignal::new(false);
    view! {
        <details class="more mark-begin no-print">
            <summary>"Start a review from what I marked"</summary>
            <form novalidate on:submit=move |ev| {
                ev.prevent_default();
                tried.set(true);
                let properties = properties.get_untracked();
                match properties.problems().is_empty() {
                    true => app.review_from_marks(&key, properties),
                    false => platform::focus_soon("[aria-invalid=true]"),
                }
            }>
                <p>{will}</p>
                {property(Field::Name, properties, tried.into(), || ())}
                <p class="actions"><button type="submit" class="primary">"Start this review"</button></p>
            </form>
        </details>
    }
    .into_any()
}
