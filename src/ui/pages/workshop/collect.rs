//! Collecting: what comes back goes in here, by pasting, from files or through
//! the camera.

mod camera;
mod people;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Shown;
use crate::exchange::collect::{Collected, summary};
use crate::text;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::learning::how_to;
use crate::ui::platform::files::{self, File};
use crate::ui::platform::{self, pictures};
use crate::ui::route::Route;

/// What came of one paste or of the files that were opened together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Outcome {
    /// In one line.
    summary: String,
    /// One by one.
    lines: Vec<Line>,
}

/// What became of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    words: String,
    /// Whether the person has to do something about it.
    needs_care: bool,
    /// A code to be opened by its passphrase.
    locked: Option<String>,
}

/// The ways in, and who has answered.
pub fn view(shown: Shown) -> AnyView {
    let outcome = RwSignal::new(None::<Outcome>);
    let is_ready = Memo::new(move |_| shown.lens().is_some());
    let ways = move || {
        if !is_ready.get() {
            return match shown.app.lens_trouble.get() {
                Some(why) => {
                    view! { <p class="notice notice-error" role="alert">{why}</p> }.into_any()
                }
                None => {
                    view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any()
                }
            };
        }
        untrack(|| {
            view! {
                <div class="ways-in">
                    {paste(shown, outcome)}
                    {open(shown, outcome)}
                    {camera::view(shown)}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <section aria-labelledby="collect-heading">
            <h2 id="collect-heading">"Take answers in"</h2>
            <p class="help">
                "Bring the same answers as often as you like: each person counts once, with the newest they sent."
            </p>
            {how_to("at-a-distance", "run a workshop at a distance")}
            {ways}
            <p class="collect-sum" role="status">
                {move || outcome.with(|o| o.as_ref().map(|o| o.summary.clone()).unwrap_or_default())}
            </p>
            {move || outcome.with(|o| o.as_ref().map(lines))}
        </section>
        {people::view(shown)}
    }
    .into_any()
}

/// One by one: what needs the person in full, the rest folded away.
fn lines(outcome: &Outcome) -> AnyView {
    let line = |line: &Line| {
        let link = line.locked.clone().map(|code| {
            let link = Route::Shared(code).to_string();
            view! { " "<a href=link>"Open it"</a> }
        });
        view! { <li>{line.words.clone()}{link}</li> }
    };
    let care: Vec<_> = outcome.lines.iter().filter(|l| l.needs_care).map(line).collect();
    let rest: Vec<_> = outcome.lines.iter().filter(|l| !l.needs_care).map(line).collect();
    let care = (!care.is_empty()).then(|| {
        view! {
            <div class="notice notice-warning" role="note"><ul class="bullets">{care}</ul></div>
        }
    });
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{format!("What became of {}", text::counted(rest.len(), "answer"))}</summary>
                <ul class="bullets">{rest}</ul>
            </details>
        }
    });
    view! { <div class="collect-lines">{care}{rest}</div> }.into_any()
}

/// How many people are in, as a sentence.
fn so_far(shown: Shown) -> String {
    let people = shown.with(|workshop| workshop.replies.len()).unwrap_or_default();
    format!("{} so far.", text::people(people))
}

/// The outcome of what was brought, with the names of what it came in.
fn told(shown: Shown, brought: Vec<(String, Result<Vec<Collected>, String>)>) -> Outcome {
    let mut all = Vec::new();
    let mut lines = Vec::new();
    let mut unread = 0;
    for (name, collected) in brought {
        let before = |words: String| match name.as_str() {
            "" => words,
            name => format!("{name}: {words}"),
        };
        let care = |words: String| Line { words, needs_care: true, locked: None };
        match collected {
            Err(why) => {
                unread += 1;
                lines.push(care(why));
            }
            Ok(found) if found.is_empty() && !name.is_empty() => {
                unread += 1;
                lines.push(care(before("no link to answers was found in it.".to_owned())));
            }
            Ok(found) => {
                lines.extend(found.iter().map(|one| Line {
                    words: before(one.words()),
                    needs_care: one.needs_care(),
                    locked: match one {
                        Collected::Locked(code) => Some(code.clone()),
                        _ => None,
                    },
                }));
                all.extend(found);
            }
        }
    }
    let files = match unread {
        0 => String::new(),
        _ => format!("{} without answers.", text::counted(unread, "file")),
    };
    let sum = match (all.is_empty(), unread) {
        (true, 1..) => String::new(),
        _ => summary(&all),
    };
    let parts = [sum, files, so_far(shown)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Outcome { summary: parts.join(" "), lines }
}

fn paste(shown: Shown, outcome: RwSignal<Option<Outcome>>) -> AnyView {
    let pasted = RwSignal::new(String::new());
    let take = move || {
        let text = pasted.get_untracked();
        if text.trim().is_empty() {
            platform::focus_id("pasted-answers");
            return;
        }
        let Some(collected) = shown.app.collect(&shown.id(), &text) else { return };
        // What needs the person stays to be looked at.
        if !collected.is_empty() && !collected.iter().any(Collected::needs_care) {
            pasted.set(String::new());
        }
        outcome.set(Some(told(shown, vec![(String::new(), Ok(collected))])));
    };
    view! {
        <form class="way-in" data-secret="" aria-labelledby="paste-heading" on:submit=move |ev| {
            ev.prevent_default();
            take();
        }>
            <h3 id="paste-heading">"Paste"</h3>
            <label for="pasted-answers">"Links, or mails and chats with links in them"</label>
            <textarea id="pasted-answers" rows="5" spellcheck="false" prop:value=move || pasted.get()
                on:input=move |ev| pasted.set(event_target_value(&ev))></textarea>
            <p class="actions"><button type="submit" class="primary">"Take in"</button></p>
        </form>
    }
    .into_any()
}

fn open(shown: Shown, outcome: RwSignal<Option<Outcome>>) -> AnyView {
    let busy = RwSignal::new(false);
    let take = move |files: Vec<File>| {
        if files.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let mut brought = Vec::new();
            for file in files {
                let name = file.name();
                let text = text_of(&file).await;
                // The person may have gone elsewhere meanwhile; answers that
                // were brought are taken in all the same.
                let collected = match text {
                    Ok(text) => shown
                        .app
                        .collect(&shown.id(), &text)
                        .ok_or_else(|| format!("{name}: its answers could not be stored.")),
                    Err(why) => Err(why),
                };
                brought.push((name, collected));
            }
            let _ = busy.try_set(false);
            let _ = outcome.try_set(Some(told(shown, brought)));
        });
    };
    view! {
        <div class="way-in" role="group" aria-labelledby="open-heading">
            <h3 id="open-heading">"Open files"</h3>
            <p class="help">"Files with answers, saved mails, and pictures of QR codes; several at once. They are read in this browser."</p>
            <p class="actions">
                <label class="button file">
                    {icon(Icon::Open)}
                    <span>"Choose files"</span>
                    <input type="file" multiple=true accept=".json,.txt,.eml,.htm,.html,.md,.csv,.png,.jpg,.jpeg,.webp,.gif,.svg"
                        on:change=move |ev| take(files::all_picked(&ev)) />
                </label>
            </p>
            <p class="help" role="status">{move || if busy.get() { "Reading…" } else { "" }}</p>
        </div>
    }
    .into_any()
}

/// What a file says: its text, or that of the QR codes in it.
async fn text_of(file: &File) -> Result<String, String> {
    if pictures::is_picture(file) {
        let found = pictures::codes_in(file).await?;
        if found.is_empty() {
            return Err(format!(
                "{}: no QR code was found in it. Take the picture straight and close, so that the code fills it.",
                file.name()
            ));
        }
        return Ok(found.join("\n\n"));
    }
    let brought = files::read(file).await?;
    // Links are plain letters in whatever else the file holds.
    Ok(String::from_utf8_lossy(&brought.bytes).into_owned())
}
