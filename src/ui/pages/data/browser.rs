//! What this browser may do with the data, and what it promised.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{click, live};
use crate::ui::platform::keeping;

/// What the browser said about keeping the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promise {
    Unknown,
    NotAsked,
    Refused,
    Given,
}

/// The section.
pub fn view() -> AnyView {
    let promise = RwSignal::new(Promise::Unknown);
    let quota: RwSignal<Option<f64>> = RwSignal::new(None);
    spawn_local(async move {
        promise.set(match keeping::is_promised().await {
            Some(true) => Promise::Given,
            Some(false) => Promise::NotAsked,
            None => Promise::Unknown,
        });
        quota.set(keeping::quota().await);
    });
    let safari = keeping::is_safari().then(|| {
        notice(
            Tone::Warning,
            "This browser is Safari, or built on it: it deletes what a page stores after seven days \
             of use without a visit to the page. Put Plumbline on the home screen or into the Dock, \
             which lifts that, or back up before a break.",
            ().into_any(),
        )
    });
    view! {
        <section aria-labelledby="browser">
            <h2 id="browser">"What this browser may do"</h2>
            {safari}
            <div class="promise" role="status">{live(move || said(promise))}</div>
            <ul class="bullets">
                <li>"Clearing the site data or the history with everything in it deletes it."</li>
                <li>"A private window forgets everything when it is closed."</li>
                <li>"Safari deletes it after seven days of use without a visit, unless the page is on the \
                     home screen or in the Dock."</li>
                <li>"When the disk is nearly full, a browser may clear sites that it promised nothing."</li>
                <li>"Another browser, another profile or another device has storage of its own: take a \
                     backup file there."</li>
            </ul>
            {live(move || size(quota))}
            <p class="help">
                "If Plumbline ever does not start: the "<a href="rescue.html">"rescue page"</a>
                " saves what is stored with a few lines of script."
            </p>
        </section>
    }
    .into_any()
}

fn said(promise: RwSignal<Promise>) -> AnyView {
    let ask = move || {
        view! {
            <p class="actions"><button type="button" on:click=click(move |_| {
                spawn_local(async move {
                    promise.set(match keeping::ask_for_promise().await {
                        Some(true) => Promise::Given,
                        _ => Promise::Refused,
                    });
                });
            })>"Ask the browser to keep it"</button></p>
        }
    };
    match promise.get() {
        Promise::Unknown => {
            view! { <p>"This browser does not say whether it keeps the data for good."</p> }.into_any()
        }
        Promise::NotAsked => view! {
            <p>"This browser has not promised to keep the data: it may clear it when it needs room."</p>
            {ask()}
        }
        .into_any(),
        Promise::Refused => view! {
            <p>
                "The browser did not promise it. Many do so only for pages that are installed, \
                 bookmarked or used often. Nothing is deleted now; a backup is the safe way."
            </p>
            {ask()}
        }
        .into_any(),
        Promise::Given => view! {
            <p>"This browser promised to keep the data until you delete it yourself."</p>
        }
        .into_any(),
    }
}

/// The space of the whole site, which says nothing about the five million
/// characters of this kind of storage, but where one looks for it.
fn size(quota: RwSignal<Option<f64>>) -> AnyView {
    let words = quota.get().map(|bytes| {
        let amount = match bytes {
            bytes if bytes >= 1e9 => format!("{:.0} GB", bytes / 1e9),
            bytes => format!("{:.0} MB", bytes / 1e6),
        };
        format!(
            "The browser sets aside up to {amount} for this site, offline files included. Reviews \
             are in a part of it that holds about 5 million characters."
        )
    });
    view! { <p class="help">{words}</p> }.into_any()
}
