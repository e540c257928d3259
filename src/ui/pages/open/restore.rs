//! What a backup would bring, and the choice for each of its records.

use leptos::prelude::*;

use super::{cancel, refused};
use crate::review::Counts;
use crate::storage::restore::{Choice, Facts, Item, Newer, State, What};
use crate::text::counted;
use crate::ui::components::findings::findings;
use crate::ui::erased::{change, click, live, words};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// The choices, one an item.
type Chosen = Vec<RwSignal<Choice>>;

/// A backup.
pub fn view(app: App, name: &str, text: &str) -> AnyView {
    let (preview, found) = app.preview(text);
    let Some((saved_at, items)) = preview else {
        return refused(app, name, "It is a backup, but it cannot be read.", &found);
    };
    let when = saved_at.map_or_else(
        || "It does not say when it was made.".to_owned(),
        |at| format!("It was made on {}.", platform::local_time(at)),
    );
    let chosen: Chosen = items
        .iter()
        .map(|i| RwSignal::new(i.choices.first().copied().unwrap_or(Choice::Skip)))
        .collect();
    let items = StoredValue::new(items);
    let summary = items.with_value(|items| summary(items));
    let groups = [
        What::Workload,
        What::Workshop,
        What::Attending,
        What::Lens,
        What::Learning,
        What::Settings,
        What::Other,
    ]
    .map(|what| group(items, &chosen, what));
    let count = {
        let chosen = chosen.clone();
        move || chosen.iter().filter(|c| c.get() != Choice::Skip).count()
    };
    let problem: RwSignal<Option<String>> = RwSignal::new(None);
    let act = {
        let chosen = chosen.clone();
        move |_| {
            let outcome = items.with_value(|items| {
                let choices: Vec<(&Item, Choice)> =
                    items.iter().zip(chosen.iter().map(|c| c.get_untracked())).collect();
                app.restore_backup(&choices)
            });
            match outcome {
                Ok(()) => {
                    app.go(&Route::Data);
                    app.brought.set(None);
                }
                Err(why) => problem.set(Some(why)),
            }
        }
    };
    let (is_idle, label) = (count.clone(), count);
    view! {
        <p class="lead">{format!("{name} is a backup. {when}")}</p>
        <p>{summary}" Nothing is changed before you choose, and all of it can be undone in one step."</p>
        {(!found.is_empty()).then(|| findings(&found))}
        {groups}
        <div role="alert">{words(move || problem.get().unwrap_or_default())}</div>
        <p class="actions restore-foot">
            <button type="button" class="primary" prop:disabled=move || is_idle() == 0 on:click=click(act)>
                {words(move || match label() {
                    0 => "Nothing to restore".to_owned(),
                    n => format!("Restore {}", counted(n, "thing")),
                })}
            </button>
            {cancel(app)}
        </p>
    }
    .into_any()
}

/// "3 new, 1 the same, 2 different, 1 cannot be read."
fn summary(items: &[Item]) -> String {
    let count =
        |is: fn(&State) -> bool, words: &str| match items.iter().filter(|i| is(&i.state)).count() {
            0 => None,
            n => Some(format!("{n} {words}")),
        };
    let parts = [
        count(|s| matches!(s, State::New), "new"),
        count(|s| matches!(s, State::Same), "the same as here"),
        count(|s| matches!(s, State::Different(_)), "different from here"),
        count(|s| matches!(s, State::Unreadable(_)), "that cannot be read"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "There is nothing in it.".to_owned()
    } else {
        format!("In it: {}.", parts.join(", "))
    }
}

fn group(items: StoredValue<Vec<Item>>, chosen: &Chosen, what: What) -> AnyView {
    let title = match what {
        What::Workload => "Reviews",
        What::Lens => "Lenses",
        What::Workshop => "Workshops you run",
        What::Attending => "Workshops you take part in",
        What::Learning => "Library",
        What::Settings => "Settings",
        What::Other => "Other records",
    };
    let rows: Vec<AnyView> = items.with_value(|items| {
        items
            .iter()
            .enumerate()
            .zip(chosen)
            .filter(|((_, item), _)| item.what == what)
            .map(|((place, item), choice)| row(place, item, *choice))
            .collect()
    });
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="restore-group" aria-label=title>
            <h2>{title}</h2>
            <ul class="plain entries">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(place: usize, item: &Item, chosen: RwSignal<Choice>) -> AnyView {
    let (class, state) = match &item.state {
        State::New => ("state state-new", "New"),
        State::Same => ("state state-same", "Same"),
        State::Different(_) => ("state state-different", "Different"),
        State::Unreadable(_) => ("state state-unreadable", "Unreadable"),
    };
    let id = format!("choice-{place}");
    let control = match item.choices.as_slice() {
        [] | [Choice::Skip] => match item.state {
            State::Same => view! { <p class="help">"It is here already."</p> }.into_any(),
            _ => view! { <p class="help">"Left as it is here."</p> }.into_any(),
        },
        choices => {
            let options = choices
                .iter()
                .map(|choice| {
                    let choice = *choice;
                    view! {
                        <option value=code(choice) selected=chosen.get_untracked() == choice>
                            {words_of(choice, item)}
                        </option>
                    }
                })
                .collect_view();
            let allowed = item.choices.clone();
            view! {
                <label for=id.clone() class="unseen">{format!("What to do with {}", item.name)}</label>
                <select id=id on:change=change(move |ev| {
                    let value = event_target_value(&ev);
                    if let Some(choice) = allowed.iter().find(|c| code(**c) == value) {
                        chosen.set(*choice);
                    }
                })>{options}</select>
            }
            .into_any()
        }
    };
    let warning = {
        let replaces = item.choices.contains(&Choice::Replace);
        live(move || match chosen.get() == Choice::Replace && replaces {
            true => view! { <p class="help">"An automatic copy of yours is kept."</p> }.into_any(),
            false => ().into_any(),
        })
    };
    view! {
        <li class="entry">
            <div>
                <h3>{item.name.clone()}" "<span class=class>{state}</span></h3>
                {about(item)}
            </div>
            <div class="choose">{control}{warning}</div>
        </li>
    }
    .into_any()
}

fn about(item: &Item) -> AnyView {
    match (&item.state, &item.there, &item.here) {
        (State::Unreadable(why), ..) => {
            view! { <p class="help">{why.to_string()}" It is kept as it is."</p> }.into_any()
        }
        (State::Different(newer), Some(there), Some(here)) => {
            let which = match newer {
                Newer::Backup => "The one in the backup is newer.",
                Newer::Here => "Yours is newer.",
                Newer::Neither => "Both were changed at the same moment.",
            };
            view! {
                <p>{which}</p>
                <dl class="versus">
                    <div><dt>"In the backup"</dt><dd>{facts(there)}</dd></div>
                    <div><dt>"Here"</dt><dd>{facts(here)}</dd></div>
                </dl>
            }
            .into_any()
        }
        (State::Different(_), Some(there), None) => view! {
            <p>"Yours cannot be read here; it is kept aside."</p>
            <p class="help">{facts(there)}</p>
        }
        .into_any(),
        (State::Different(newer), ..) => {
            let which = match newer {
                Newer::Backup => "The one in the backup is newer.",
                _ => "Yours is as new or newer.",
            };
            view! { <p class="help">{which}</p> }.into_any()
        }
        (_, Some(there), _) => view! { <p class="help">{facts(there)}</p> }.into_any(),
        _ => ().into_any(),
    }
}

/// A review in a line.
fn facts(facts: &Facts) -> String {
    let Counts { high, medium, .. } = facts.counts;
    format!(
        "Changed {} · {} · {} · {high} high and {medium} medium risks",
        platform::local_time(facts.updated_at),
        counted(facts.answers, "answer"),
        counted(facts.milestones, "milestone"),
    )
}

fn code(choice: Choice) -> &'static str {
    match choice {
        Choice::Skip => "skip",
        Choice::Add => "add",
        Choice::Replace => "replace",
        Choice::KeepBoth => "both",
    }
}

fn words_of(choice: Choice, item: &Item) -> &'static str {
    match (choice, &item.state) {
        (Choice::Skip, State::Different(_)) => "Keep mine",
        (Choice::Skip, _) => "Leave it out",
        (Choice::Add, _) => "Add it",
        (Choice::Replace, _) => "Replace mine",
        (Choice::KeepBoth, State::New) => "Add it as a copy",
        (Choice::KeepBoth, _) if matches!(item.what, What::Learning | What::Workshop) => {
            "Bring both together"
        }
        (Choice::KeepBoth, _) => "Keep both",
    }
}
