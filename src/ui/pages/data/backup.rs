//! Backing up, restoring, and being reminded of it.

use leptos::prelude::*;

use crate::storage::reminder::{Reminder, ago};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::{change, click, words};
use crate::ui::platform::{self, files};
use crate::ui::state::App;

/// The section.
pub fn view(app: App) -> AnyView {
    let last = move || {
        let now = platform::now();
        match app.settings.with(|s| s.last_backup()) {
            None => "There is no backup from this browser yet.".to_owned(),
            Some(at) => format!("Last backup: {} ({}).", ago(at, now), platform::local_date(at)),
        }
    };
    let choices = Reminder::ALL
        .into_iter()
        .map(|how_often| {
            let words = match how_often {
                Reminder::Off => "Never",
                Reminder::Week => "Every week",
                Reminder::Month => "Every month",
            };
            view! {
                <label class="radio">
                    <input type="radio" name="reminder" value=how_often.code()
                        prop:checked=move || app.settings.with(|s| s.reminder() == how_often)
                        on:change=move |_| app.remind(how_often) />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="backup-heading">
            <h2 id="backup-heading">"Backup"</h2>
            <p class="big">{words(last)}</p>
            <p class="actions">
                <button type="button" class="primary" on:click=click(move |_| app.back_up())>
                    {icon(Icon::Download)}"Back up everything"
                </button>
                <label class="button file">
                    {icon(Icon::Open)}
                    <span>"Restore from a file"</span>
                    <input type="file" accept=".json,application/json"
                        on:change=change(move |ev| if let Some(file) = files::picked(&ev) { app.bring(file) }) />
                </label>
            </p>
            <p class="help">
                "One file with all reviews, milestones, lenses and settings; not the bin. Keep it where \
                 this browser is not: another disk, another device. Restoring shows what the file would \
                 bring, and you choose."
            </p>
            <fieldset class="field reminder">
                <legend>"Remind me of a backup"</legend>
                <div class="radios">{choices}</div>
                <p class="help">"A small note on the start page, at most once a visit, when something changed since."</p>
            </fieldset>
        </section>
    }
    .into_any()
}
