//! Holds the layers of the house: which file may name what.
//!
//! The rules look at source text, comments and string literals left out, so
//! they need no compiler and cover the code for the browser as well.

#[path = "support/sources.rs"]
mod sources;

use std::collections::BTreeSet;

use sources::{Source, source, sources};

/// Which layers each layer may use. `collections`, `diagnostic`, `text` and
/// `time` are leaves that everyone may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("collections", &[]),
    ("diagnostic", &[]),
    ("text", &[]),
    ("time", &[]),
    ("lens", &[]),
    ("review", &["lens"]),
    ("learn", &["review", "lens"]),
    ("workshop", &["review", "lens"]),
    ("report", &["workshop", "review", "lens"]),
    ("exchange", &["workshop", "review", "lens"]),
    ("storage", &["learn", "workshop", "review", "lens"]),
    ("ui", &["storage", "exchange", "report", "learn", "workshop", "review", "lens"]),
];
const LEAVES: &[&str] = &["collections", "diagnostic", "text", "time"];

/// What no file of the core names.
const OUTSIDE: &[&str] = &[
    "leptos",
    "web_sys",
    "js_sys",
    "gloo_",
    "wasm_bindgen",
    "SystemTime",
    "Instant",
    "std::fs",
    "std::env",
    "rand::",
];

/// Only `src/ui/platform*` may name these.
const PLATFORM: &[&str] = &["web_sys", "gloo_storage"];

/// Files outside `src/ui/platform*` that name one of [`PLATFORM`], with the
/// reason.
const PLATFORM_EXCEPTIONS: &[(&str, &str)] = &[];

const LONGEST_FILE: usize = 600;

/// What breaks one rule, one line each.
type Broken = Vec<String>;

fn arrows(sources: &[Source]) -> Broken {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|s| !matches!(s.layer(), "lib" | "main")) {
        let layer = source.layer();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == layer) else {
            broken.push(format!("src/{}: the layer {layer} has no place in the map", source.path));
            continue;
        };
        for (line, path) in source.paths() {
            let used = path.split("::").next().expect("a path has a name");
            let is_layer = ARROWS.iter().any(|(name, _)| *name == used);
            let fine = used == layer || allowed.contains(&used) || LEAVES.contains(&used);
            if is_layer && !fine {
                broken.push(source.place(line));
            }
        }
    }
    broken
}

/// `lens::condition` knows names and bits: of the lens, `ChoiceSet` only.
fn condition_knows_no_lens(sources: &[Source]) -> Broken {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|s| s.is_in("lens/condition")) {
        for (line, path) in source.paths() {
            let own = path == "lens::condition" || path.starts_with("lens::condition::");
            if !own && path != "lens::risk::ChoiceSet" {
                broken.push(source.place(line));
            }
        }
    }
    broken
}

fn naming(sources: &[Source], who: impl Fn(&Source) -> bool, names: &[&str]) -> Broken {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|s| who(s)) {
        for (line, code) in source.code.iter().enumerate() {
            if names.iter().any(|name| mentions(code, name)) {
                broken.push(source.place(line));
            }
        }
    }
    broken
}

/// Whether the code names this, at the start of an identifier, and as the
/// whole of it unless the name says otherwise by its last letter.
fn mentions(code: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let starts = !code[..at].ends_with(is_word);
        let whole = name.ends_with(['_', ':']) || !code[at + name.len()..].starts_with(is_word);
        starts && whole
    })
}

fn core_names_nothing_outside(sources: &[Source]) -> Broken {
    // The map in lib.rs names the layer of the browser; nothing else may.
    naming(sources, Source::is_core, OUTSIDE)
}

fn only_the_platform_names_the_browser(sources: &[Source]) -> Broken {
    let elsewhere = |s: &Source| {
        !s.path.starts_with("ui/platform")
            && !PLATFORM_EXCEPTIONS.iter().any(|(path, _)| *path == s.path)
    };
    naming(sources, elsewhere, PLATFORM)
}

fn pages_are_apart(sources: &[Source]) -> Broken {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|s| s.path.starts_with("ui/pages/")) {
        let own = source.module().join("::");
        let own = own.split("::").take(3).collect::<Vec<_>>().join("::");
        for (line, path) in source.paths() {
            let page = path.split("::").take(3).collect::<Vec<_>>().join("::");
            if path.starts_with("ui::pages::") && page != own {
                broken.push(source.place(line));
            }
        }
    }
    broken
}

fn components_take_values(sources: &[Source]) -> Broken {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|s| s.is_in("ui/components")) {
        for (line, path) in source.paths() {
            let within = |module: &str| path == module || path.starts_with(&format!("{module}::"));
            if ["storage", "ui::route", "ui::routes", "ui::state", "ui::pages"]
                .into_iter()
                .any(within)
            {
                broken.push(source.place(line));
            }
        }
    }
    broken
}

/// The content security policy blocks the attribute; `style:name=` is fine.
fn no_style_attributes(sources: &[Source]) -> Broken {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|s| s.is_in("ui")) {
        for (line, code) in source.code.iter().enumerate() {
            let element = attribute(code, |at| {
                let after = code[at..].trim_start();
                let variable = ["let ", "let mut ", "static ", "const "];
                after.starts_with('=')
                    && !after.starts_with("==")
                    && !variable.iter().any(|word| code[..at - 5].ends_with(word))
            });
            // In text, as `inner_html` would put it into the page.
            let raw = &source.lines[line];
            let written =
                attribute(raw, |at| raw[at..].starts_with("=\"") || raw[at..].starts_with("=\\\""));
            let comment = raw.trim_start().starts_with("//");
            if element || (written && !comment) {
                broken.push(source.place(line));
            }
        }
    }
    broken
}

/// Whether `style` stands in the line as a name of its own, and what follows
/// it is as `follows` says.
fn attribute(line: &str, follows: impl Fn(usize) -> bool) -> bool {
    line.match_indices("style").any(|(at, style)| {
        let before = line[..at].chars().next_back();
        let starts = !before.is_some_and(|c| c.is_alphanumeric() || "_-:.".contains(c));
        starts && follows(at + style.len())
    })
}

fn files_are_short(sources: &[Source]) -> Broken {
    sources
        .iter()
        .filter(|s| s.lines.len() > LONGEST_FILE)
        .map(|s| format!("src/{}: {} lines", s.path, s.lines.len()))
        .collect()
}

#[track_caller]
fn hold(rule: &str, check: fn(&[Source]) -> Broken) {
    let broken: BTreeSet<String> = check(&sources()).into_iter().collect();
    let list: Vec<String> = broken.into_iter().collect();
    assert!(list.is_empty(), "{rule}\n{}", list.join("\n"));
}

#[test]
fn layers_point_one_way() {
    hold("ui → storage, exchange, report → learn, workshop → review → lens", arrows);
}

#[test]
fn conditions_know_names_and_bits_only() {
    hold("lens::condition names ChoiceSet only", condition_knows_no_lens);
}

#[test]
fn the_core_knows_no_browser_clock_or_disk() {
    hold("the core names nothing outside", core_names_nothing_outside);
}

#[test]
fn one_door_leads_to_the_browser() {
    hold(
        "only src/ui/platform* names web_sys and gloo_storage",
        only_the_platform_names_the_browser,
    );
}

#[test]
fn pages_never_import_pages() {
    hold("pages never import pages", pages_are_apart);
}

#[test]
fn components_take_values_and_callbacks() {
    hold("components name no storage, routes, state or pages", components_take_values);
}

#[test]
fn no_element_has_a_style_attribute() {
    hold("no style attribute: the content security policy blocks it", no_style_attributes);
}

#[test]
fn every_file_holds_one_concept() {
    hold("no file over 600 lines", files_are_short);
}

/// Every rule with a line that it refuses and one that it lets through, so
/// that a rule that matches nothing is noticed.
#[test]
fn every_rule_can_fail() {
    type Check = fn(&[Source]) -> Broken;
    let long = "\n".repeat(LONGEST_FILE + 1);
    let fine = "\n".repeat(LONGEST_FILE);
    let cases: &[(Check, &str, &str, &str)] = &[
        (arrows, "lens/x.rs", "use crate::review::Answer;", "use crate::diagnostic::Diagnostic;"),
        (arrows, "lens.rs", "use super::review;", "use crate::time::Timestamp;"),
        (arrows, "lens/a/b.rs", "use super::super::super::ui::x;", "use super::super::ui;"),
        (
            arrows,
            "report.rs",
            "use crate::{lens::Risk, storage::Key};",
            "use crate::{lens::Risk, review};",
        ),
        (arrows, "storage/a.rs", "let x = crate::ui::state();", "// crate::ui::state()"),
        (arrows, "review.rs", "use crate::{\n  lens,\n  report::{a, b},\n};", "use crate::lens;"),
        (arrows, "time.rs", "use crate::lens::Lens;", "use crate::diagnostic;"),
        (arrows, "learn/a.rs", "use crate::storage::Store;", "use crate::review::LensKey;"),
        (arrows, "attic.rs", "", ""),
        (
            condition_knows_no_lens,
            "lens/condition.rs",
            "use super::model::Lens;",
            "use super::risk::ChoiceSet;",
        ),
        (
            condition_knows_no_lens,
            "lens/condition/a.rs",
            "use crate::lens::Risk;",
            "use super::syntax::Expr;",
        ),
        (
            condition_knows_no_lens,
            "lens/condition/a.rs",
            "use super::super::risk::{ChoiceSet, Risk};",
            "",
        ),
        (
            core_names_nothing_outside,
            "review/a.rs",
            "use leptos::prelude::*;",
            "let leptosome = 1;",
        ),
        (core_names_nothing_outside, "lib.rs", "use gloo_storage::Storage;", "//! gloo_storage"),
        (
            core_names_nothing_outside,
            "time.rs",
            "let now = std::time::Instant::now();",
            "let s = \"Instant\";",
        ),
        (core_names_nothing_outside, "lens.rs", "std::fs::read(path)", "let rand = 4;"),
        (core_names_nothing_outside, "lens.rs", "rand::random()", "operand::x()"),
        (only_the_platform_names_the_browser, "ui/a.rs", "web_sys::window()", "leptos::x()"),
        (only_the_platform_names_the_browser, "main.rs", "use gloo_storage::LocalStorage;", ""),
        (
            pages_are_apart,
            "ui/pages/home.rs",
            "use super::lens::Card;",
            "use super::super::components::Card;",
        ),
        (
            pages_are_apart,
            "ui/pages/home/a.rs",
            "use crate::ui::pages::lens;",
            "use super::b; use crate::ui::pages::home::c;",
        ),
        (
            components_take_values,
            "ui/components/a.rs",
            "use crate::storage::Port;",
            "use crate::lens::Risk;",
        ),
        (
            components_take_values,
            "ui/components/a.rs",
            "use super::super::route::Route;",
            "use super::b;",
        ),
        (
            components_take_values,
            "ui/components.rs",
            "use crate::ui::{platform, state};",
            "use crate::ui::platform;",
        ),
        (
            no_style_attributes,
            "ui/a.rs",
            "view! { <p style=\"color: red\"/> }",
            "view! { <p style:color=\"red\"/> }",
        ),
        (no_style_attributes, "ui/a.rs", "view! { <p style = move || x/> }", "let style = x;"),
        (
            no_style_attributes,
            "ui/a.rs",
            "inner_html(\"<p style=\\\"x\\\">\")",
            "view! { <p data-style=\"x\" class=\"style\"/> }",
        ),
        (files_are_short, "lens.rs", &long, &fine),
    ];
    for (check, path, bad, good) in cases {
        assert!(!check(&[source(path, bad)]).is_empty(), "{path} should be refused: {bad}");
        if *path != "attic.rs" {
            let broken = check(&[source(path, good)]);
            assert!(broken.is_empty(), "{path} should pass: {good}\n{broken:?}");
        }
    }
    let broken = arrows(&[source("lens/x.rs", "//! One.\n\nuse crate::review::Answer;")]);
    assert_eq!(broken, ["src/lens/x.rs:3: use crate::review::Answer;"]);
}
