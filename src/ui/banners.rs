//! What must not be missed, above every page.

use leptos::prelude::*;

use super::components::icon::{Icon, icon};
use super::components::notice::{Tone, notice};
use super::erased::click;
use super::route::Route;
use super::state::saving::Saving;
use super::state::{App, OpenState};
use crate::storage::room::characters;

/// What must not be missed: the sample, a failed save, a file in trouble.
pub fn view(app: App) -> AnyView {
    let sample = (app.is_sample() && app.progress.get() == OpenState::Ready).then(|| {
        let actions = view! {
            <a class="button" href=Route::New(None).to_string()>"Start my own review"</a>
            <button type="button" class="quiet" on:click=click(move |_| app.keep_sample())>
                "Keep a copy to play with"
            </button>
        };
        notice(
            Tone::Info,
            "This is a finished sample review. Look around and change what you like: nothing of it is kept.",
            actions.into_any(),
        )
    });
    let download = move || {
        view! {
            <button type="button" on:click=click(move |_| {
                match untrack(|| !app.is_sample() && app.route.with(|r| r.workload().is_some())) {
                    true => app.download_results(),
                    false => app.back_up(),
                }
            })>
                {icon(Icon::Download)}"Download a copy now"
            </button>
        }
    };
    let unsaved = match app.saving.get() {
        Saving::Failed(why) => Some(notice(
            Tone::Error,
            format!("The last changes are not saved. {why}"),
            view! {
                <button type="button" on:click=click(move |_| app.save_everything())>"Try again"</button>
                {download()}
                {empty_bin(app)}
                {(app.route.get() != Route::Data)
                    .then(|| view! { <a class="button" href=Route::Data.to_string()>"Free space"</a> })}
            }
            .into_any(),
        )),
        Saving::DeletedElsewhere => Some(notice(
            Tone::Warning,
            "This review was deleted in another tab. It is still open here, with everything in it.",
            view! {
                <button type="button" on:click=click(move |_| app.keep_deleted())>"Keep it"</button>
                <a class="button" href=Route::Start.to_string()>"Close it"</a>
                {download()}
            }
            .into_any(),
        )),
        Saving::OnlyInMemory => Some(notice(
            Tone::Warning,
            "This browser does not let the page store anything, so what you do lives only as long \
             as this tab. Download a copy before you close it.",
            // There is room: nothing is to be freed.
            view! {
                <button type="button" on:click=click(move |_| app.leave_memory())>"Try again"</button>
                {app.lives_in_memory().then(download)}
            }
            .into_any(),
        )),
        _ => None,
    };
    let clashing = app.clashes.with(Vec::len);
    let clashes = (clashing > 0 && app.progress.get() == OpenState::Ready).then(|| {
        let (what, which) = match clashing {
            1 => ("Something was changed".to_owned(), "one"),
            n => (format!("{n} things were changed"), "ones"),
        };
        notice(
            Tone::Warning,
            format!(
                "{what} in two tabs at the same time. Both versions are kept: pick the {which} to \
                 go on with when you like."
            ),
            view! {
                <button type="button" on:click=click(move |_| app.show_clashes.set(true))>
                    "Compare and pick"
                </button>
            }
            .into_any(),
        )
    });
    let trouble = app.trouble.get().map(|text| {
        notice(
            Tone::Error,
            text,
            view! { <button type="button" on:click=click(move |_| app.trouble.set(None))>"Close"</button> }
                .into_any(),
        )
    });
    view! { <div class="banners">{sample}{unsaved}{clashes}{trouble}</div> }.into_any()
}

/// The bin gives way to a save, but only when the person says so.
fn empty_bin(app: App) -> Option<AnyView> {
    let bin = app.bin();
    let units: usize = bin.iter().map(|entry| entry.units).sum();
    (!bin.is_empty()).then(|| {
        let words = format!("Empty the bin ({}) and try again", characters(units));
        view! {
            <button type="button" on:click=click(move |_| {
                app.empty_bin();
                app.save_everything();
            })>{words}</button>
        }
        .into_any()
    })
}
