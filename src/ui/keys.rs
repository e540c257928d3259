//! Keys for people who answer without a mouse. They do nothing while one types
//! or while a dialog is open; those without modifiers can be switched off.

use leptos::prelude::*;

use super::erased::click;
use super::platform;
use super::route::{Part, Route};
use super::state::App;

/// Key and what it does, in the order of the list.
const LIST: [(&[&str], &str); 16] = [
    (&["→", "j"], "Next question"),
    (&["←", "k"], "Previous question"),
    (&["1", "…", "9", "a", "…", "f"], "Tick or untick a practice, counted from the top"),
    (&["n"], "The question does not apply, or applies again"),
    (&["/"], "Jump to a question of the review; elsewhere, search the library"),
    (&["Ctrl", "k"], "Search the library from anywhere"),
    (&["Ctrl", "z"], "Undo the last change of this review, also after moving on"),
    (&["Ctrl", "y"], "Redo what was undone; Ctrl Shift z does it too"),
    (&["r"], "In a workshop: reveal the answers"),
    (&["t"], "In a workshop: start or pause the timer"),
    (&["s"], "In a workshop: settle the question"),
    (&["o"], "In a workshop: open a settled question again"),
    (&["w"], "In a workshop: write what was said"),
    (&["f"], "In a workshop: fill the screen, or give it back"),
    (&["→", "←"], "In a workshop: the next question, the previous one"),
    (&["?"], "This list"),
];

/// The list of keys, and the switch.
pub fn list(app: App) -> AnyView {
    let rows = LIST
        .into_iter()
        .map(|(keys, what)| {
            let keys = keys
                .iter()
                .map(|key| {
                    if *key == "…" {
                        "…".into_any()
                    } else {
                        view! { <kbd>{*key}</kbd> }.into_any()
                    }
                })
                .collect_view();
            view! { <div class="key-row"><dt>{keys}</dt><dd>{what}</dd></div> }
        })
        .collect_view();
    view! {
        <dl class="keys">{rows}</dl>
        <p><button type="button" on:click=click(move |_| {
            app.show_keys.set(false);
            app.take_tour();
        })>"Take the short tour"</button></p>
        <p class="help">
            {move || {
                if app.keys.get() {
                    "Keys do nothing while you type; Ctrl z is the browser's own then. On a Mac, Ctrl is the \
                     Command key. You can switch single keys off in the settings."
                } else {
                    "Keys are switched off. You can switch them on in the settings."
                }
            }}
        </p>
    }
    .into_any()
}

/// Listens for keys.
pub fn listen(app: App) {
    platform::on_window("keydown", move |event: leptos::ev::KeyboardEvent| {
        if platform::dialog_is_open() || event.alt_key() {
            return;
        }
        if event.ctrl_key() || event.meta_key() {
            if platform::letter(&event) == "k" && !event.shift_key() {
                event.prevent_default();
                search(app);
                return;
            }
            if !platform::edits_text(&event) && app.route.with_untracked(|r| r.workload().is_some())
            {
                match (platform::letter(&event).as_str(), event.shift_key()) {
                    ("z", false) => app.undo(),
                    ("z", true) | ("y", false) => app.redo(),
                    _ => return,
                }
                event.prevent_default();
            }
            return;
        }
        let key = event.key();
        if platform::is_typing(&event) {
            return;
        }
        if app.keys.get_untracked() && press(app, &key) {
            event.prevent_default();
        }
    });
}

/// Does what a key stands for; says whether it stands for anything here.
fn press(app: App, key: &str) -> bool {
    if key == "?" {
        app.show_keys.set(true);
        return true;
    }
    let reviewing = app.route.with_untracked(|r| {
        matches!(r, Route::Workload(_, Part::Review(Some(_))) | Route::Attend(_))
    });
    if key == "/" {
        match app.route.with_untracked(|r| r.workload().is_some()) {
            true => app.show_jump.set(true),
            false => search(app),
        }
        return true;
    }
    if app.route.with_untracked(|r| matches!(r, Route::Workload(_, Part::Workshop(_)))) {
        return press_in_workshop(key);
    }
    if !reviewing {
        return false;
    }
    match key {
        "ArrowRight" | "j" => platform::click("#next-question"),
        "ArrowLeft" | "k" => platform::click("#previous-question"),
        "n" => platform::click("#not-applicable"),
        _ => place(key).is_some_and(|n| platform::click(&format!("#choice-{n}"))),
    }
}

fn press_in_workshop(key: &str) -> bool {
    match key {
        "ArrowRight" | "j" => platform::click("#next-talk"),
        "ArrowLeft" | "k" => platform::click("#previous-talk"),
        "r" => platform::click("#reveal"),
        "t" => platform::click("#timer"),
        "s" => platform::click("#settle"),
        "o" => platform::click("#open-again"),
        "w" => platform::focus_id("agreed-note"),
        "f" => platform::click("#whole-screen"),
        "n" => platform::click("#not-applicable"),
        _ => place(key).is_some_and(|n| platform::click(&format!("#choice-{n}"))),
    }
}

/// Opens the search, or goes to its field where the page is one.
fn search(app: App) {
    if app.route.with_untracked(|r| matches!(r, Route::Search(_))) {
        platform::focus_id("search-page-text");
    } else {
        app.show_search.set(true);
    }
}

/// `1` to `9` and `a` to `f`: the first fifteen choices.
fn place(key: &str) -> Option<u32> {
    let mut characters = key.chars();
    let digit = characters.next()?.to_digit(16)?;
    (characters.next().is_none() && digit > 0).then(|| digit - 1)
}
