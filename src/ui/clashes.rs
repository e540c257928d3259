//! What was said in two tabs at the same time: both versions in words, and the
//! choice between them.

use leptos::prelude::*;

use super::components::version;
use super::erased::{click, effect, live, nothing};
use super::platform;
use super::state::App;
use crate::review::merge::{Pick, Side, Version};
use crate::storage::clashes::KeptClash;

/// Keeps the list of clashes at what is open.
pub fn follow(app: App) {
    effect(move || {
        app.progress.track();
        app.route.track();
        untrack(|| app.meet());
    });
}

/// All clashes of the open workload, one after another.
pub fn view(app: App) -> AnyView {
    view! {
        <p>
            "You can look at both in peace: nothing is lost. What you do not pick goes to the bin."
        </p>
        {live(move || {
            app.clashes.get().into_iter().enumerate().map(|(n, kept)| one(app, n, kept)).collect_view().into_any()
        })}
    }
    .into_any()
}

fn one(app: App, n: usize, kept: KeptClash) -> AnyView {
    let Some(clash) = app.clash(&kept) else { return nothing() };
    let id = format!("clash-{n}");
    let labelled_by = id.clone();
    let pick = move |pick: Pick| {
        let kept = kept.clone();
        click(move |_| {
            app.settle_clash(&kept, pick);
            platform::focus_if_lost("dialog[open] button, main h1");
        })
    };
    let both = clash.picked(Pick::BothNotes(Side::Mine)).is_some().then(|| {
        let ticks = match (&clash.mine, &clash.theirs) {
            (Version::Answer(mine), Version::Answer(theirs)) => mine.selected != theirs.selected,
            _ => false,
        };
        view! {
            <p class="clash-both">
                <button type="button" on:click=pick(Pick::BothNotes(Side::Mine))>"Both notes"</button>
                {ticks.then_some("The ticks stay as they are in the review now.")}
            </p>
        }
    });
    view! {
        <div class="clash" role="group" aria-labelledby=labelled_by>
            <h3 id=id>{app.lenses.with(|lenses| version::title(lenses, &clash.place))}</h3>
            <div class="clash-sides">
                <div class="clash-side">
                    <h4>"In the review now"</h4>
                    {app.lenses.with(|lenses| version::said(lenses, &clash, Side::Mine))}
                    <button type="button" on:click=pick(Pick::One(Side::Mine))>"Keep this version"</button>
                </div>
                <div class="clash-side">
                    <h4>"The other version"</h4>
                    {app.lenses.with(|lenses| version::said(lenses, &clash, Side::Theirs))}
                    <button type="button" on:click=pick(Pick::One(Side::Theirs))>"Take the other version"</button>
                </div>
            </div>
            {both}
        </div>
    }
    .into_any()
}
