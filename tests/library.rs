//! What must be true of every word that ships in `lenses/`: the lenses, their
//! companions, the guide and the glossary.

mod shipped;

use plumbline::collections::{Map, Set};
use plumbline::lens::glossary::Glossary;
use plumbline::lens::guide::Guide;
use plumbline::lens::{Lens, Resource};
use serde_json::Value;
use shipped::{Shipped, files, read, shipped};

/// A text that a person reads, and where it stands.
struct Said {
    place: String,
    text: String,
}

/// Every text of the library. The names that are the same everywhere, such as
/// "None of these" and those of pillars, are not among them.
fn texts() -> Vec<Said> {
    let mut said = Vec::new();
    for Shipped { key, lens, companion } in shipped() {
        let mut say = |place: &dyn std::fmt::Display, text: &str| {
            said.push(Said { place: format!("{key}: {place}"), text: text.to_owned() });
        };
        say(&"description", &lens.description);
        say(&"about", &companion.about);
        say(&"audience", &companion.audience);
        for (_, question) in lens.questions() {
            say(&question.id, &question.title);
            say(&question.id, question.description.as_deref().unwrap_or_default());
            for choice in &question.choices {
                if !choice.is_none_of_these() {
                    say(&choice.id, &choice.title);
                }
            }
        }
        for (place, resource) in resources(&lens) {
            say(&place, &resource.display_text);
        }
        for principle in &companion.principles {
            say(&principle.id, &principle.text);
        }
        for (id, notes) in &companion.questions {
            for prompt in &notes.prompts {
                say(id, prompt);
            }
            say(id, &notes.flag);
        }
    }
    for chapter in guide().chapters {
        let mut say = |text: String| {
            said.push(Said { place: format!("guide: {}", chapter.id), text });
        };
        say(chapter.summary);
        for section in chapter.sections {
            say(section.text);
        }
    }
    for term in glossary().terms {
        said.push(Said { place: format!("glossary: {}", term.id), text: term.text });
    }
    said
}

/// Every resource of a lens.
fn resources(lens: &Lens) -> Vec<(String, &Resource)> {
    let mut all = Vec::new();
    for (_, question) in lens.questions() {
        all.extend(question.helpful_resource.as_ref().map(|r| (question.id.to_string(), r)));
        for choice in &question.choices {
            let both = [&choice.helpful_resource, &choice.improvement_plan];
            all.extend(both.into_iter().flatten().map(|r| (choice.id.to_string(), r)));
        }
    }
    all
}

fn guide() -> Guide {
    Guide::read(&read("guide.json")).unwrap_or_else(|e| panic!("guide.json: {e}"))
}

fn glossary() -> Glossary {
    Glossary::read(&read("glossary.json")).unwrap_or_else(|e| panic!("glossary.json: {e}"))
}

/// The sentences of a text, as nothing but their words.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        let mut ended = false;
        for c in line.chars() {
            if ended && c.is_whitespace() {
                sentences.push(std::mem::take(&mut sentence));
            }
            ended = matches!(c, '.' | '?' | '!') || (ended && matches!(c, '"' | ')'));
            sentence.push(c);
        }
        sentences.push(sentence);
    }
    sentences.iter().map(|s| words(s)).filter(|s| s.len() > 8).collect()
}

fn words(text: &str) -> String {
    let letters = text.to_lowercase();
    let words: Vec<&str> =
        letters.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

#[test]
fn no_sentence_is_used_twice() {
    let mut seen: Map<String, String> = Map::new();
    let mut twice = Vec::new();
    for Said { place, text } in texts() {
        for sentence in sentences(&text) {
            if let Some(before) = seen.get(&sentence) {
                twice.push(format!("{place} and {before}: {sentence}"));
            }
            seen.insert(sentence, place.clone());
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

/// What ships is worded here: no nine words in a row stand in the sources that
/// the facts come from, where these are at hand.
#[test]
fn nothing_is_copied_from_the_sources() {
    let Ok(corpus) = std::env::var("PLUMBLINE_CORPUS") else { return };
    let corpus = std::path::Path::new(&corpus);
    let mut sources = vec![corpus.join("../framework-facts.json")];
    for folder in ["lenses", "console"] {
        let entries = std::fs::read_dir(corpus.join(folder)).expect("the corpus has its folders");
        sources.extend(entries.map(|entry| entry.expect("it can be listed").path()));
    }
    let mut foreign = Set::new();
    let mut all = Vec::new();
    for path in sources {
        let bytes = std::fs::read(&path).expect("the corpus can be read");
        let text = String::from_utf8_lossy(&bytes);
        match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
            Ok(value) => strings(&value, &mut |text| all.extend(runs(text))),
            Err(_) => all.extend(runs(&text)),
        }
    }
    all.sort();
    foreign.extend(all);
    let mut copied = Vec::new();
    for Said { place, text } in texts() {
        copied.extend(
            runs(&text)
                .into_iter()
                .filter(|run| foreign.contains(run))
                .map(|run| format!("{place}: {run}")),
        );
    }
    assert!(copied.is_empty(), "{copied:#?}");
}

/// Every nine words in a row.
fn runs(text: &str) -> Vec<String> {
    let words = words(text);
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(9).map(|run| run.join(" ")).collect()
}

fn strings(value: &Value, each: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, each)),
        Value::Object(fields) => fields.values().for_each(|item| strings(item, each)),
        _ => {}
    }
}

#[test]
fn links_are_well_formed() {
    for Shipped { key, lens, companion } in shipped() {
        let official = companion
            .questions
            .values()
            .flat_map(|q| q.practices.values())
            .filter_map(|p| p.url.clone());
        let read = resources(&lens).into_iter().filter_map(|(_, r)| r.url.clone());
        for url in official.chain(read) {
            let rest = url.strip_prefix("https://").unwrap_or_else(|| panic!("{key}: {url}"));
            let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
            let labels: Vec<&str> = host.split('.').collect();
            let is_name = |label: &&str| {
                !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            };
            assert!(labels.len() >= 2 && labels.iter().all(is_name), "{key}: {url}");
            let fits = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '`' | '\\');
            assert!(url.chars().all(fits) && url.len() <= 1024, "{key}: {url}");
        }
    }
}

#[test]
fn the_cloud_neutral_lens_names_no_vendor() {
    let vendors = [
        "aws",
        "amazon",
        "azure",
        "microsoft",
        "google cloud",
        "gcp",
        "oracle",
        "ibm",
        "alibaba",
        "cloudflare",
        "github",
        "gitlab",
        "datadog",
        "splunk",
        "lambda",
        "cloudwatch",
        "bigquery",
    ];
    let said = texts();
    for Said { place, text } in said.iter().filter(|s| s.place.starts_with("cloud-neutral")) {
        let text = format!(" {} ", words(text));
        for vendor in vendors {
            assert!(!text.contains(&format!(" {vendor} ")), "{place} names {vendor}");
        }
    }
    let it = shipped().into_iter().find(|s| s.key == "cloud-neutral").expect("it is bundled");
    for (place, resource) in resources(&it.lens) {
        for vendor in ["amazon", "aws.", "azure", "microsoft", "cloud.google"] {
            assert!(!resource.url.as_deref().unwrap_or_default().contains(vendor), "{place}");
        }
    }
}

#[test]
fn the_guide_and_the_glossary_hold_together() {
    let guide = guide();
    let ids: Set<&str> = guide.chapters.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids.len(), guide.chapters.len());
    let glossary = glossary();
    let ids: Set<&str> = glossary.terms.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids.len(), glossary.terms.len());
    let sorted = glossary.terms.is_sorted_by_key(|t| t.term.to_lowercase());
    assert!(sorted, "terms are in the order of the alphabet");
    for term in &glossary.terms {
        for other in &term.see {
            assert!(ids.contains(other.as_str()) && *other != term.id, "{}: {other}", term.id);
        }
    }
}

#[test]
fn every_file_is_as_its_schema_says() {
    let schema = |name: &str| -> Value {
        let path = format!("{}/public/schemas/{name}-1.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
    };
    let check = |name: &str, schema: &Value| {
        let validator = jsonschema::validator_for(schema).expect("the schema is one");
        let file: Value = serde_json::from_str(&read(name)).expect("it is JSON");
        let faults: Vec<String> =
            validator.iter_errors(&file).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    };
    check("guide.json", &schema("guide"));
    check("glossary.json", &schema("glossary"));
    let companion = schema("companion");
    for name in files().iter().filter(|name| name.ends_with(".companion.json")) {
        check(name, &companion);
    }
}

#[test]
fn the_words_of_the_glossary_are_found_in_texts() {
    let glossary = glossary();
    let cases: [(&str, &[(&str, &str)]); 7] = [
        ("Save a milestone.", &[("milestone", "milestone")]),
        ("Milestones, then a milestone", &[("Milestones", "milestone")]),
        (
            "Agree on the RTO and RPO",
            &[("RTO", "recovery-time-objective"), ("RPO", "recovery-point-objective")],
        ),
        ("the custom lens (or LENSES)", &[("custom lens", "custom-lens")]),
        ("improvement plan", &[("improvement plan", "improvement-plan")]),
        ("unanswered-ish workloadish", &[]),
        ("a question of risk, a cell, a token", &[]),
    ];
    for (text, want) in cases {
        let mut seen = Set::new();
        let found: Vec<(&str, &str)> = glossary
            .mentions(text, &mut seen)
            .into_iter()
            .map(|m| (&text[m.range], glossary.terms[m.term].id.as_str()))
            .collect();
        assert_eq!(found, want, "{text}");
    }
}

/// The texts between quotes that stand first in the calls of a function, in the
/// app's own pages.
fn named_by_pages(function: &str) -> Vec<(String, String)> {
    let mut named = Vec::new();
    let mut folders =
        vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the source is there") {
            let path = entry.expect("the source is there").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("the source is text");
            for (at, _) in text.match_indices(&format!("{function}(")) {
                let rest = text[at + function.len() + 1..].trim_start();
                let Some((name, _)) = rest.strip_prefix('"').and_then(|r| r.split_once('"')) else {
                    continue;
                };
                named.push((path.display().to_string(), name.to_owned()));
            }
        }
    }
    named
}

#[test]
fn what_pages_name_of_the_glossary_and_the_guide_is_there() {
    let words = named_by_pages("word");
    assert!(words.len() > 5, "{words:?}");
    let glossary = glossary();
    for (file, id) in words {
        assert!(glossary.term(&id).is_some(), "{file} names the term {id}");
    }
    let chapters = named_by_pages("how_to");
    assert!(chapters.len() > 4, "{chapters:?}");
    let guide = guide();
    for (file, id) in chapters {
        assert!(guide.chapters.iter().any(|c| c.id == id), "{file} names the chapter {id}");
    }
}

proptest::proptest! {
    #[test]
    fn mentions_are_words_in_order(text in "(milestone|RTO|custom lens|é|-|s| |\\PC){0,30}") {
        let glossary = glossary();
        let mut seen = Set::new();
        let mut end = 0;
        for mention in glossary.mentions(&text, &mut seen) {
            proptest::prop_assert!(mention.range.start >= end && text.get(mention.range.clone()).is_some());
            end = mention.range.end;
        }
        proptest::prop_assert_eq!(glossary.mentions(&text, &mut seen), []);
    }
}
