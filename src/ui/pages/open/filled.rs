//! A checklist or a table that was filled in: what it says, and which review
//! its answers go to.

use std::sync::Arc;

use leptos::prelude::*;

use super::{answers_file, cancel, done, picker, refused};
use crate::diagnostic::has_errors;
use crate::exchange::aws::{self, AwsImport, ImportedReview};
use crate::exchange::rendition::Form;
use crate::lens::Lens;
use crate::review::{LensKey, LensReview, TakenIn};
use crate::storage::index::IndexEntry;
use crate::text::counted;
use crate::ui::components::findings::findings;
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{click, live};
use crate::ui::route::Part;
use crate::ui::state::App;

/// What the file says, and where it can go.
pub(super) fn view(app: App, name: &str, form: Form, import: AwsImport) -> AnyView {
    if has_errors(&import.diagnostics) || import.reviews.is_empty() {
        return refused(app, name, "No answers were found in it.", &import.diagnostics);
    }
    let named = import.reviews[0].lens_alias.clone().map(LensKey);
    let Some(key) = named.filter(|key| app.lens_name(key).is_some()) else {
        // A lens that has left the shelf, or came under another name.
        return answers_file(app, name, import);
    };
    app.lens_trouble.set(None);
    app.want_lens(key.clone());
    let import = Arc::new(import);
    let file = name.to_owned();
    live(move || match app.lenses.with(|l| l.get(&key).cloned()) {
        Some(lens) if aws::share_matched(&import.reviews[0], &lens) > 0.0 => {
            untrack(|| asked(app, &file, form, &import, &key, &lens))
        }
        Some(_) => untrack(|| answers_file(app, &file, (*import).clone())),
        None => match app.lens_trouble.get() {
            Some(why) => {
                let again = key.clone();
                let retry = view! {
                    <button type="button" on:click=click(move |_| {
                        app.lens_trouble.set(None);
                        app.want_lens(again.clone());
                    })>"Try again"</button>
                };
                notice(Tone::Error, why, retry.into_any())
            }
            None => view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any(),
        },
    })
}

fn asked(
    app: App,
    file: &str,
    form: Form,
    import: &AwsImport,
    key: &LensKey,
    lens: &Lens,
) -> AnyView {
    let (review, unknown) = aws::into_review(&import.reviews[0], lens, key.clone());
    let found: Vec<_> = import.diagnostics.iter().cloned().chain(unknown).collect();
    let lead = format!(
        "{file} is a {} of {}: {}.",
        form_words(form),
        lens.name,
        said(&import.reviews[0], lens)
    );
    let mut places = vec![fresh(app, file, &review)];
    places.extend(
        app.index
            .get_untracked()
            .iter()
            .filter(|entry| entry.lenses.iter().any(|(other, _)| other == key))
            .filter_map(|entry| existing(app, file, entry, &review)),
    );
    view! {
        <p class="lead">{lead}</p>
        {(!found.is_empty()).then(|| findings(&found))}
        <h2>"Where do the answers go?"</h2>
        <ul class="plain entries">{places}</ul>
        <p class="actions">{picker(app, "Choose another file", false)}{cancel(app)}</p>
    }
    .into_any()
}

fn form_words(form: Form) -> &'static str {
    match form {
        Form::Checklist => "checklist",
        Form::Table => "table",
    }
}

/// What the answers hold, in numbers.
fn said(review: &ImportedReview, lens: &Lens) -> String {
    let answers = || review.answers.iter().map(|answer| &answer.answer);
    let ticked: usize = answers().map(|a| a.selected.len()).sum();
    let marks = || answers().flat_map(|a| a.marks.values());
    let excused = marks().filter(|m| m.not_applicable.is_some()).count();
    let noted = marks().filter(|m| !m.notes.is_empty()).count();
    let mut parts = vec![format!("{} ticked", counted(ticked, "practice"))];
    if excused > 0 {
        parts.push(format!("{excused} not applicable"));
    }
    if noted > 0 {
        parts.push(counted(noted, "note"));
    }
    let of = counted(lens.questions().count(), "question");
    format!("{}, in {} of {of}", parts.join(", "), review.answers.len())
}

/// A review that holds nothing else.
fn fresh(app: App, file: &str, review: &LensReview) -> AnyView {
    let (review, file) = (review.clone(), file.to_owned());
    let make = click(move |_| {
        let review = review.clone();
        done(app, |app| app.make_of(&format!("Review from {file}"), review));
        app.say("The answers are in.");
    });
    view! {
        <li class="entry">
            <div><strong>"A new review"</strong><p class="help">"With these answers and nothing else."</p></div>
            <button type="button" class="primary" on:click=make>"Make a new review"</button>
        </li>
    }
    .into_any()
}

/// A review that is here, with what would change in it.
fn existing(app: App, file: &str, entry: &IndexEntry, review: &LensReview) -> Option<AnyView> {
    let mut mine = app.stored(&entry.id)?.review(&review.lens.key)?.clone();
    let taken = mine.take_in(&review.answers);
    let name = entry.name.clone();
    let action = if taken.new + taken.changed == 0 {
        let link = Part::Overview.of(&entry.id).to_string();
        view! {
            <a class="button" href=link on:click=click(move |_| app.brought.set(None))>{format!("Open {name}")}</a>
        }
        .into_any()
    } else {
        let (id, file) = (entry.id.clone(), file.to_owned());
        let (key, answers) = (review.lens.key.clone(), review.answers.clone());
        let put = click(move |_| {
            app.take_into(id.clone(), file.clone(), key.clone(), answers.clone());
        });
        view! { <button type="button" on:click=put>{format!("Put them into {name}")}</button> }
            .into_any()
    };
    Some(
        view! {
            <li class="entry">
                <div><strong>{entry.name.clone()}</strong><p class="help">{changes(taken)}</p></div>
                {action}
            </li>
        }
        .into_any(),
    )
}

/// What taking the answers in would do, in words.
fn changes(taken: TakenIn) -> String {
    let new = match taken.new {
        1 => "1 question gets its first answer".to_owned(),
        n => format!("{n} questions get their first answer"),
    };
    let changed = match taken.changed {
        1 => "1 is answered otherwise than now".to_owned(),
        n => format!("{n} are answered otherwise than now"),
    };
    match (taken.new, taken.changed) {
        (0, 0) => "It has these answers already.".to_owned(),
        (_, 0) => format!("{new}. The others stay as they are."),
        (0, _) => format!("Of its answers, {changed}. A copy of the review as it is now is kept."),
        _ => format!("{new}, {changed}. A copy of the review as it is now is kept."),
    }
}
