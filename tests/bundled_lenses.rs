//! What must be true of the rules and the companion of every lens that ships
//! with Plumbline. Their words have tests of their own, in `library.rs`.

mod shipped;

use std::fmt::Write;

use plumbline::diagnostic::Severity;
use plumbline::lens::bundled::{BUNDLED, FACTS};
use plumbline::lens::companion::Level;
use plumbline::lens::{self, ChoiceSet, Companion, Lens, Question, Risk};
use shipped::{Shipped, practices, read, shipped};

#[test]
fn every_lens_file_is_on_the_shelf_with_its_companion() {
    let mut keys: Vec<String> = shipped::files()
        .into_iter()
        .filter_map(|name| name.strip_suffix(".companion.json").map(str::to_owned))
        .collect();
    let mut listed: Vec<&str> = BUNDLED.iter().map(|lens| lens.key).collect();
    keys.sort();
    listed.sort_unstable();
    assert_eq!(keys, listed);
    for key in keys {
        assert!(shipped::files().contains(&format!("{key}.json")), "{key}");
    }
}

#[test]
fn every_lens_parses_without_a_finding_and_aws_takes_it() {
    for bundled in BUNDLED {
        let parsed = lens::parse(&read(&format!("{}.json", bundled.key)));
        let found: Vec<_> =
            parsed.diagnostics.iter().filter(|d| d.severity > Severity::Note).collect();
        assert!(found.is_empty(), "{}: {found:#?}", bundled.key);
        assert!(parsed.aws_ready(), "{}", bundled.key);
    }
}

/// The tables of `src/lens/bundled.rs` as they should be.
fn tables() -> String {
    let mut listed = String::from("pub const BUNDLED: &[Bundled] = &[\n");
    let mut facts = String::from("pub const FACTS: &[Facts] = &[\n");
    for Shipped { key, lens, companion } in shipped() {
        let questions = lens.questions().count();
        let practices: usize = lens.questions().map(|(_, q)| practices(q).count()).sum();
        write!(
            listed,
            "    Bundled {{\n        key: {key:?},\n        name: {:?},\n        questions: {questions},\n        \
             hash: {:?},\n    }},\n",
            lens.name, lens.hash.0
        )
        .expect("strings take any text");
        write!(
            facts,
            "    Facts {{\n        key: {key:?},\n        about: {:?},\n        audience: {:?},\n        \
             pillars: {},\n        practices: {practices},\n        minutes: {},\n    }},\n",
            companion.about,
            companion.audience,
            lens.pillars.len(),
            companion.minutes()
        )
        .expect("strings take any text");
    }
    format!("{listed}];\n\n/// What the shelf says of each, in the same order.\n{facts}];\n")
}

const SHELF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lens/bundled.rs");

#[test]
fn the_shelf_tells_the_truth() {
    let source = std::fs::read_to_string(SHELF).expect("the shelf is a source file");
    assert!(
        source.ends_with(&tables()),
        "src/lens/bundled.rs is behind the files: cargo test --test bundled_lenses -- --ignored"
    );
    for (bundled, facts) in BUNDLED.iter().zip(FACTS) {
        assert_eq!(bundled.key, facts.key);
    }
}

/// Run it after a lens has changed.
#[test]
#[ignore = "writes src/lens/bundled.rs"]
fn write_the_shelf() {
    let source = std::fs::read_to_string(SHELF).expect("the shelf is a source file");
    let (head, _) = source.split_once("pub const BUNDLED").expect("the shelf has its table");
    std::fs::write(SHELF, format!("{head}{}", tables())).expect("the shelf can be written");
}

#[test]
fn every_question_can_be_answered_and_acted_on() {
    for Shipped { key, lens, .. } in shipped() {
        for (_, question) in lens.questions() {
            let place = format!("{key}: {}", question.id);
            assert!(question.title.ends_with('?'), "{place}");
            assert!(question.description.is_some(), "{place}");
            assert!(question.helpful_resource.is_some(), "{place}");
            for choice in practices(question) {
                let place = format!("{place} {}", choice.id);
                let good = choice.helpful_resource.as_ref().expect(&place);
                assert!(good.url.is_some(), "{place}: an explanation with a link");
                let plan = choice.improvement_plan.as_ref().expect(&place);
                let steps = plan.display_text.lines().filter(|l| l.starts_with("- ")).count();
                assert!((2..=5).contains(&steps), "{place}: {steps} steps");
            }
            assert_eq!(question.none_of_these().len(), 1, "{place}");
        }
    }
}

/// By trying every answer of every question.
#[test]
fn rules_are_sound() {
    for Shipped { key, lens, .. } in shipped() {
        for (_, question) in lens.questions() {
            let place = format!("{key}: {}", question.id);
            let risk = |set: ChoiceSet| question.evaluate(true, set, ChoiceSet::EMPTY).risk;
            let none = question.none_of_these();
            let all = ChoiceSet::first(question.choices.len());
            let real = all.without(none);
            assert_eq!(risk(real), Risk::None, "{place}: all selected");
            let mut decides = vec![false; question.rules.len()];
            for set in 1..=all.0 {
                let set = ChoiceSet(set);
                if let lens::Because::Rule(rule) =
                    question.evaluate(true, set, ChoiceSet::EMPTY).because
                {
                    decides[rule] = true;
                }
                if set.0 & none.0 != 0 {
                    assert_ne!(risk(set), Risk::None, "{place}: none of these guards");
                    continue;
                }
                for choice in 0..question.choices.len() {
                    if real.contains(choice) {
                        assert!(risk(set.with(choice)) <= risk(set), "{place}: a tick adds risk");
                    }
                }
            }
            assert!(decides.iter().all(|d| *d), "{place}: a rule that never decides: {decides:?}");
            let levels: std::collections::BTreeSet<_> =
                question.rules.iter().map(|rule| rule.risk.words()).collect();
            assert_eq!(levels.len(), question.rules.len(), "{place}: one rule a level");
        }
    }
}

/// The published level of risk decides: every high and medium practice → no
/// risk, every high one → medium, else the worst level that the question has.
#[test]
fn rules_follow_the_levels() {
    for Shipped { key, lens, companion } in shipped() {
        for (_, question) in lens.questions() {
            let levels = levels(&companion, question);
            let with = |least: Level| {
                (0..question.choices.len())
                    .filter(|&choice| levels[choice].is_some_and(|level| level >= least))
                    .fold(ChoiceSet::EMPTY, ChoiceSet::with)
            };
            let high = with(Level::High);
            let medium = with(Level::Medium);
            let needed = if medium == ChoiceSet::EMPTY { with(Level::Low) } else { medium };
            let none = question.none_of_these();
            for set in 1..=ChoiceSet::first(question.choices.len()).0 {
                let holds = |wanted: ChoiceSet| set & wanted.0 == wanted.0 && set & none.0 == 0;
                let expected = if holds(needed) {
                    Risk::None
                } else if high == ChoiceSet::EMPTY || (holds(high) && high != needed) {
                    Risk::Medium
                } else {
                    Risk::High
                };
                let found = question.evaluate(true, ChoiceSet(set), ChoiceSet::EMPTY).risk;
                assert_eq!(found, expected, "{key}: {} with {set:b}", question.id);
            }
        }
    }
}

/// The level of each choice; none for "None of these".
fn levels(companion: &Companion, question: &Question) -> Vec<Option<Level>> {
    let notes = &companion.questions[&question.id];
    question.choices.iter().map(|c| notes.practices.get(&c.id).map(|p| p.level)).collect()
}

#[test]
fn companions_cover_their_lens_and_nothing_else() {
    let all = shipped();
    let framework = &all.iter().find(|s| s.key == "framework").expect("it is bundled").lens;
    for Shipped { key, lens, companion } in &all {
        assert_eq!(companion.lens, *key);
        let wanted: Vec<_> = lens.questions().map(|(_, q)| &q.id).collect();
        assert_eq!(companion.questions.len(), wanted.len(), "{key}");
        for (_, question) in lens.questions() {
            let place = format!("{key}: {}", question.id);
            let notes = companion.questions.get(&question.id).unwrap_or_else(|| panic!("{place}"));
            assert!((2..=3).contains(&notes.prompts.len()), "{place}: prompts");
            assert!(!notes.roles.is_empty() && notes.minutes > 0, "{place}: roles and minutes");
            let ids: Vec<_> = practices(question).map(|c| &c.id).collect();
            assert_eq!(notes.practices.len(), ids.len(), "{place}");
            for id in ids {
                assert!(notes.practices.contains_key(id), "{place}: {id} has no entry");
            }
            for id in &notes.behind {
                assert!(framework.question(id).is_some(), "{place}: {id} is not in the Framework");
            }
        }
        assert!(!companion.principles.is_empty(), "{key}");
        let mut ids: Vec<_> = companion.principles.iter().map(|p| &p.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), companion.principles.len(), "{key}: a principle's id stands twice");
        for principle in &companion.principles {
            let place = format!("{key}: {}", principle.id);
            if let Some(pillar) = &principle.pillar {
                assert!(lens.pillar(pillar).is_some(), "{place}");
            }
            assert!(!principle.questions.is_empty(), "{place}");
            for id in &principle.questions {
                assert!(lens.question(id).is_some(), "{place}: {id}");
            }
        }
    }
}

#[test]
fn related_codes_are_practices_of_the_framework() {
    let all = shipped();
    let framework = &all.iter().find(|s| s.key == "framework").expect("it is bundled").companion;
    let codes: Vec<&String> = framework
        .questions
        .values()
        .flat_map(|q| q.practices.values())
        .filter_map(|p| p.code.as_ref())
        .collect();
    for Shipped { key, companion, .. } in &all {
        for notes in companion.questions.values() {
            for practice in notes.practices.values() {
                for code in &practice.related {
                    assert!(codes.contains(&code), "{key}: {code}");
                }
            }
        }
    }
}

#[test]
fn the_framework_is_whole() {
    let (lens, companion): (Lens, Companion) = shipped()
        .into_iter()
        .find(|s| s.key == "framework")
        .map(|s| (s.lens, s.companion))
        .expect("it is bundled");
    assert_eq!(lens.pillars.len(), 6);
    assert_eq!(lens.questions().count(), 57);
    assert_eq!(lens.questions().map(|(_, q)| practices(q).count()).sum::<usize>(), 307);
    let mut codes = Vec::new();
    for (_, question) in lens.questions() {
        let notes = &companion.questions[&question.id];
        let place = &question.id;
        let number = notes.code.as_deref().expect("a question of the Framework has a number");
        let official = notes.official.as_deref().expect("and an official id");
        assert_eq!(official.replace('-', "_"), place.0);
        let (letters, digits) = number.split_once(' ').expect("such as SEC 3");
        for choice in practices(question) {
            let practice = &notes.practices[&choice.id];
            let code = practice.code.as_deref().expect("a practice has a code");
            let start = format!("{letters}{digits:0>2}-BP");
            assert!(code.starts_with(&start), "{place}: {code}");
            assert_eq!(practice.official.as_deref(), Some(choice.id.as_str()));
            match practice.url.as_deref() {
                Some(url) => {
                    let read = choice.helpful_resource.as_ref().and_then(|r| r.url.as_deref());
                    assert_eq!(read, Some(url), "{place}: {code}");
                }
                // The one practice for which no address is published.
                None => assert_eq!(code, "OPS07-BP02"),
            }
            codes.push(code.to_owned());
        }
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 307, "codes are unique");
    // Every principle of DOMAIN §5: six general ones, and those of each pillar.
    let of = |id: &str| {
        companion
            .principles
            .iter()
            .filter(|p| p.pillar.as_ref().map(|p| p.as_str()) == Some(id))
            .count()
    };
    let counts = lens.pillars.iter().map(|p| of(p.id.as_str())).collect::<Vec<_>>();
    assert_eq!(counts, [8, 7, 5, 5, 5, 6]);
    assert_eq!(companion.principles_of(None).count(), 6);
}

/// Against the published facts, where they are at hand.
#[test]
fn the_framework_has_the_published_ids_codes_and_levels() {
    let Ok(corpus) = std::env::var("PLUMBLINE_CORPUS") else { return };
    let path = std::path::Path::new(&corpus).join("../framework-facts.json");
    let text = std::fs::read_to_string(&path).expect("the facts stand beside the corpus");
    let facts: serde_json::Value = serde_json::from_str(&text).expect("they are JSON");
    let all = shipped();
    let it = all.iter().find(|s| s.key == "framework").expect("it is bundled");
    let questions = facts["questions"].as_array().expect("a list");
    assert_eq!(questions.len(), it.lens.questions().count());
    for (fact, (pillar, question)) in questions.iter().zip(it.lens.questions()) {
        let notes = &it.companion.questions[&question.id];
        assert_eq!(fact["pillarId"], pillar.id.as_str());
        assert_eq!(fact["questionId"].as_str(), notes.official.as_deref());
        assert_eq!(fact["number"].as_str(), notes.code.as_deref());
        assert_ne!(fact["title"], question.title.as_str(), "worded afresh");
        let choices = fact["choices"].as_array().expect("a list");
        assert_eq!(choices.len(), question.choices.len(), "{}", question.id);
        for (fact, choice) in choices.iter().zip(&question.choices) {
            assert_eq!(fact["choiceId"], choice.id.as_str());
            let Some(practice) = notes.practices.get(&choice.id) else {
                assert!(fact["bpId"].is_null(), "{}", choice.id);
                continue;
            };
            assert_eq!(fact["bpId"].as_str(), practice.code.as_deref());
            assert_eq!(fact["url"].as_str(), practice.url.as_deref());
            let level = practice.level.words().to_uppercase();
            assert_eq!(fact["levelOfRisk"].as_str(), Some(level.as_str()), "{}", choice.id);
            assert_ne!(fact["title"], choice.title.as_str(), "worded afresh");
        }
    }
}

#[test]
fn the_library_is_as_large_as_promised() {
    let least = [
        ("framework", 57, 6),
        ("launch-readiness", 18, 6),
        ("quick-check", 12, 6),
        ("serverless", 20, 6),
        ("saas", 20, 6),
        ("generative-ai", 20, 6),
        ("data-analytics", 20, 6),
        ("cloud-neutral", 30, 6),
        ("starter", 1, 1),
    ];
    for (key, questions, pillars) in least {
        let it = shipped().into_iter().find(|s| s.key == key).unwrap_or_else(|| panic!("{key}"));
        assert!(it.lens.questions().count() >= questions, "{key}");
        assert_eq!(it.lens.pillars.len(), pillars, "{key}");
    }
    let quick = shipped().into_iter().find(|s| s.key == "quick-check").expect("it is bundled");
    assert!(quick.lens.pillars.iter().all(|pillar| pillar.questions.len() == 2));
    assert!(quick.companion.questions.values().all(|notes| !notes.behind.is_empty()));
}
