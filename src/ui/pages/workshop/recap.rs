//! Closing: the recap, the milestone, and what becomes of everybody's answers.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Shown;
use crate::lens::limits;
use crate::report::ballots;
use crate::report::recap::{self, Recap};
use crate::review::Command;
use crate::text::{counted, people};
use crate::ui::components::dialog::dialog;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::milestone_form::{MilestoneForm, milestone_form};
use crate::ui::components::risk;
use crate::ui::learning::how_to;
use crate::ui::platform::{self, files, share};
use crate::ui::route::Part;

/// The recap with the ways to take it along.
pub fn view(shown: Shown) -> AnyView {
    let app = shown.app;
    let recap = Memo::new(move |_| {
        let date = platform::local_date(platform::now());
        let lenses = app.lenses.get();
        let sum = |workload: &_| shown.with(|w| recap::recap(w, workload, &lenses, &date));
        app.workload(sum).flatten()
    });
    view! {
        {move || recap.get().map(|recap| told(&recap))}
        {take_along(shown, recap)}
        {milestone(shown)}
        {everybody(shown)}
    }
    .into_any()
}

fn told(recap: &Recap) -> AnyView {
    let picks = recap.picks.iter().map(|pick| {
        view! {
            <li>
                <strong>{pick.practices.join("; ")}</strong>
                <p class="help">{pick.question.clone()}" "{risk::badge(pick.from)}" → "{risk::badge(pick.to)}</p>
            </li>
        }
    });
    let picks = match recap.picks.is_empty() {
        true => {
            let words = match recap.settled.is_empty() {
                true => "Settle questions first: the improvements to begin with follow from them.",
                false => "Nothing to improve was found in what is settled.",
            };
            view! { <p class="empty">{words}</p> }.into_any()
        }
        false => view! { <ol class="recap-picks">{picks.collect_view()}</ol> }.into_any(),
    };
    let settled = recap.settled.iter().map(|agreed| {
        let note = (!agreed.note.trim().is_empty())
            .then(|| view! { <p class="recap-note">{agreed.note.clone()}</p> });
        view! {
            <li>
                <p>{risk::badge(agreed.risk)}" "<span>{agreed.title.clone()}</span></p>
                {note}
            </li>
        }
    });
    let open = (!recap.open.is_empty()).then(|| {
        let items =
            recap.open.iter().map(|title| view! { <li>{title.clone()}</li> }).collect_view();
        view! {
            <details class="more">
                <summary>{format!("{} still open", counted(recap.open.len(), "question"))}</summary>
                <ul class="bullets">{items}</ul>
            </details>
        }
    });
    view! {
        <section aria-labelledby="picks-heading">
            <h2 id="picks-heading">"Begin with"</h2>
            <p class="help">"The fewest practices that lower what weighs most, of what is settled."</p>
            {picks}
        </section>
        <section aria-labelledby="agreed-heading">
            <h2 id="agreed-heading">"What was agreed"</h2>
            <p>{format!("{}. Took part: {}.", recap.sum(), recap.attendance.words())}</p>
            <ul class="plain recap-agreed">{settled.collect_view()}</ul>
            {open}
        </section>
    }
    .into_any()
}

fn take_along(shown: Shown, recap: Memo<Option<Recap>>) -> AnyView {
    let said = RwSignal::new("");
    let name = shown.session.with_value(|session| files::plain_name(&session.name, "workshop"));
    let text = move || {
        recap.with_untracked(|recap| recap.as_ref().map(Recap::to_mail).unwrap_or_default())
    };
    let copy = move |_| {
        let text = text();
        spawn_local(async move {
            let words = match share::copy(&text).await {
                true => "Copied. Paste it into a mail.",
                false => "The browser did not let the page copy. Download the text instead.",
            };
            let _ = said.try_set(words);
        });
    };
    let (markdown, mail) = (name.clone(), name);
    view! {
        <section aria-labelledby="along-heading">
            <h2 id="along-heading">"Take it along"</h2>
            <p class="actions">
                <button type="button" class="primary" on:click=copy>"Copy the text for a mail"</button>
                <button type="button" on:click=move |_| {
                    files::download(&format!("{mail}-recap.txt"), "text/plain", &text());
                }>{icon(Icon::Download)}"Text"</button>
                <button type="button" on:click=move |_| {
                    let text = recap.with_untracked(|r| r.as_ref().map(Recap::to_markdown).unwrap_or_default());
                    files::download(&format!("{markdown}-recap.md"), "text/markdown", &text);
                }>{icon(Icon::Download)}"Markdown"</button>
                <a class="button" href=shown.app.link(Part::Report(None))>{icon(Icon::Report)}"The whole report"</a>
            </p>
            <p class="help" role="status">{move || said.get()}</p>
            {how_to("closing", "close with a handful of improvements")}
        </section>
    }
    .into_any()
}

fn milestone(shown: Shown) -> AnyView {
    let app = shown.app;
    let session = shown.session.with_value(|session| session.name.clone());
    let date = platform::now().iso_date();
    let room = limits::MILESTONE_NAME - date.len() - 1;
    let suggestion: String = session.chars().take(room).collect();
    let form = MilestoneForm {
        id: "workshop-milestone",
        help: "",
        begin: format!("{} {date}", suggestion.trim()),
        button: "Save the milestone",
    };
    let save = move |name: String| {
        let Some(attendance) = untrack(|| shown.with(recap::attendance)) else { return false };
        let is_saved = app.apply(Command::CloseWorkshop(name.clone(), attendance));
        if is_saved {
            let number = untrack(|| app.workload(|w| w.last_milestone));
            app.change_workshop(&shown.id(), |workshop| workshop.milestone = number);
            app.say(format!("Saved the milestone {name}"));
        }
        is_saved
    };
    let saved = move || {
        let number = shown.with(|workshop| workshop.milestone).flatten()?;
        let is_there = app.workload(|w| w.milestones.iter().any(|m| m.number == number))?;
        is_there.then(|| {
            view! {
                <p>
                    "This workshop is closed with "
                    <a href=app.link(Part::Milestone(number))>{format!("milestone {number}")}</a>
                    ". Save another one when more is settled."
                </p>
            }
        })
    };
    view! {
        <section aria-labelledby="close-heading">
            <h2 id="close-heading">"Close the workshop"</h2>
            <p class="help">"A milestone keeps the review as it is now, with who took part and when."</p>
            {saved}
            {milestone_form(form, save)}
        </section>
    }
    .into_any()
}

/// What becomes of everybody's own answers.
fn everybody(shown: Shown) -> AnyView {
    let app = shown.app;
    let asks = RwSignal::new(false);
    let name = shown.session.with_value(|session| files::plain_name(&session.name, "workshop"));
    let table = move |_| {
        let Some(lens) = untrack(|| shown.lens()) else { return };
        if let Some(table) = untrack(|| shown.with(|w| ballots::table(w, &lens))) {
            files::download(&format!("{name}-answers.csv"), "text/csv", &table);
        }
    };
    let drop = move |_| {
        if app.change_workshop(&shown.id(), |workshop| workshop.drop_replies()) {
            app.say("Everybody's own answers are gone. What is settled stays.");
        }
        asks.set(false);
        platform::focus_soon("#own-heading");
    };
    let content = move || {
        let count = shown.with(|workshop| workshop.replies.len()).unwrap_or_default();
        if count == 0 {
            return view! { <p class="help">"Nobody's own answers are kept here."</p> }.into_any();
        }
        let table = table.clone();
        view! {
            <p>{format!("The answers of {} are kept in this browser, beside the review.", people(count))}</p>
            <p class="actions">
                <button type="button" on:click=table>{icon(Icon::Download)}"Table (CSV)"</button>
                <button type="button" on:click=move |_| app.download_workshop(&shown.id())>
                    {icon(Icon::Download)}"File for another browser"
                </button>
                <button type="button" class="danger" on:click=move |_| asks.set(true)>
                    {icon(Icon::Delete)}"Drop them"
                </button>
            </p>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="own-heading">
            <h2 id="own-heading" tabindex="-1">"Everybody's own answers"</h2>
            {content}
            {dialog("drop-replies", "Drop everybody's own answers?", asks, move || view! {
                <p>"Their answers and names are removed from this browser for good. What is settled stays, and milestones keep who took part."</p>
                <p class="actions">
                    <button type="button" class="primary danger" on:click=drop>"Drop them"</button>
                    <button type="button" on:click=move |_| asks.set(false)>"Keep them"</button>
                </p>
            }.into_any())}
        </section>
    }
    .into_any()
}
