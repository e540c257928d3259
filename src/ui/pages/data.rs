//! Where is my data: what is stored, how full it is, how safe it is, backups,
//! the bin and automatic copies.

mod backup;
mod bin;
mod browser;
mod delete;
mod documents;
mod snapshots;

use leptos::prelude::*;

use crate::storage::keys::{self, Kind};
use crate::storage::room::{ABOUT, characters};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{live, nothing};
use crate::ui::platform;
use crate::ui::state::App;
use crate::ui::state::saving::Saving;

/// The page.
pub fn page(app: App) -> AnyView {
    platform::set_title("Where is my data · Plumbline");
    view! {
        <div class="page data">
            <h1 tabindex="-1">"Where is my data?"</h1>
            <p class="lead">
                "Everything you write in Plumbline is kept by this browser, on this device. There is no \
                 account and no server: nobody else has it, and nobody else can bring it back. A backup \
                 file is your second copy."
            </p>
            {live(move || unsaved(app).unwrap_or_else(nothing))}
            <div class="data-top">
                {backup::view(app)}
                {live(move || fullness(app))}
            </div>
            {documents::view(app)}
            {bin::view(app)}
            {snapshots::view(app)}
            {browser::view()}
            {delete::view(app)}
        </div>
    }
    .into_any()
}

/// What lives in this tab only, where the banner does not say so already.
fn unsaved(app: App) -> Option<AnyView> {
    let names = app.unsaved_names();
    if names.is_empty() || matches!(app.saving.get(), Saving::Failed(_)) {
        return None;
    }
    let words = format!(
        "The last changes of {} are not saved yet. They are kept while this tab is open.",
        names.join(", ")
    );
    let retry = view! {
        <button type="button" on:click=move |_| app.save_everything()>"Save them now"</button>
    };
    Some(notice(Tone::Warning, words, retry.into_any()))
}

fn fullness(app: App) -> AnyView {
    let room = app.room();
    let used = room.used();
    let words = format!(
        "{} of about {} characters ({})",
        characters(used),
        characters(ABOUT),
        match room.percent() {
            _ if used * 100 < ABOUT => "less than 1 %".to_owned(),
            percent => format!("{percent} %"),
        }
    );
    let others = (room.others > 0)
        .then(|| format!("Other pages of this site take {} of it.", characters(room.others)));
    let advice = match room.percent() {
        0..60 => "There is plenty of room.",
        60..85 => "There is room for a while. Empty the bin when it gets tight.",
        _ => {
            "It is nearly full. Back up, then delete what you no longer need: the largest comes first below."
        }
    };
    view! {
        <section class="panel" aria-labelledby="room-heading">
            <h2 id="room-heading">"How full it is"</h2>
            <meter class="fullness" aria-labelledby="room-heading" min="0" max=ABOUT.to_string()
                high=(ABOUT / 100 * 85).to_string() optimum="0" value=used.min(ABOUT).to_string()>
                {words.clone()}
            </meter>
            <p class="big">{words}</p>
            <p class="help">{advice}" "{others}</p>
        </section>
    }
    .into_any()
}

/// The heading of a section, which takes the focus when what had it is gone.
fn heading(id: &'static str, words: &'static str) -> AnyView {
    view! { <h2 id=id tabindex="-1">{words}</h2> }.into_any()
}

/// What a key holds, for people: the kind, and the name where it has one.
fn name_of(app: App, key: &str) -> (&'static str, String) {
    match keys::kind(key) {
        Some(Kind::Workload(id)) => {
            let name = app.index.with(|i| i.iter().find(|e| e.id == id).map(|e| e.name.clone()));
            ("Review", name.unwrap_or_else(|| "without a readable name".to_owned()))
        }
        Some(Kind::Lens(lens)) => ("Lens", app.lens_name(&lens).unwrap_or(lens.0)),
        Some(Kind::Index) => ("List", "The list of reviews, made anew when needed".to_owned()),
        Some(Kind::Settings) => ("Settings", "Your settings".to_owned()),
        Some(Kind::Marks) => ("Marks", "What you marked in the library".to_owned()),
        Some(Kind::Practice) => ("Practice", "Flash cards and days of practice".to_owned()),
        Some(Kind::Workshop(session)) => ("Workshop", app.workshop_name(&session)),
        Some(Kind::Attending(session)) => ("Taking part", app.attending_name(&session)),
        Some(Kind::Theme) => ("Settings", "The colors".to_owned()),
        Some(Kind::Milestone { number, .. }) => ("Milestone", number.to_string()),
        Some(Kind::Clash(_)) => ("Two tabs", "A version to pick from".to_owned()),
        Some(Kind::Quarantine { original }) => {
            let (kind, name) = name_of(app, &original);
            ("Damaged", format!("{kind} {name}, set aside"))
        }
        Some(Kind::Deleted { .. }) => ("Bin", "In the bin".to_owned()),
        Some(Kind::Snapshot { .. }) => ("Copy", "An automatic copy".to_owned()),
        Some(Kind::Unknown) | None => ("Unknown", key.to_owned()),
    }
}

fn download_icon() -> AnyView {
    icon(Icon::Download)
}
