//! What must not be missed, above every page.

use leptos::prelude::*;

use super::components::icon::{Icon, icon};
use super::components::notice::{Tone, notice};
use super::erased::click;
use super::route::Route;
use super::state::saving::Saving;
use super::state::{App, OpenState};

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
            <button type="button" on:click=click(move |_| app.download_results())>
                {icon(Icon::Download)}"Download a copy now"
            </button>
        }
    };
    let unsaved = match app.saving.get() {
        Saving::Failed(why) => Some(notice(
            Tone::Error,
            format!("The last changes are not saved. {why}"),
            view! {
                <button type="button" on:click=click(move |_| app.save_again())>"Try again"</button>
                {download()}
                <a class="button" href=Route::Settings.to_string()>"See what takes the space"</a>
            }
            .into_any(),
        )),
        Saving::ChangedElsewhere => Some(notice(
            Tone::Error,
            "This review was changed in another tab. Nothing is lost yet: choose which version to go on with. \
             Yours can be downloaded first.",
            view! {
                <button type="button" on:click=click(move |_| app.take_theirs())>"Go on with the other tab's version"</button>
                <button type="button" on:click=click(move |_| app.keep_mine())>"Go on with mine"</button>
                {download()}
            }
            .into_any(),
        )),
        Saving::OnlyInMemory => Some(notice(
            Tone::Warning,
            "This browser does not let the page store anything, so a review lives only as long as \
             this tab. Download a copy before you close it.",
            if app.route.with(|r| r.workload().is_some()) { download().into_any() } else { ().into_any() },
        )),
        _ => None,
    };
    let trouble = app.trouble.get().map(|text| {
        notice(
            Tone::Error,
            text,
            view! { <button type="button" on:click=click(move |_| app.trouble.set(None))>"Close"</button> }
                .into_any(),
        )
    });
    view! { <div class="banners">{sample}{unsaved}{trouble}</div> }.into_any()
}
