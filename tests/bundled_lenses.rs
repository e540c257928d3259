//! What must be true of every lens that ships with Plumbline.

use std::path::PathBuf;

use plumbline::collections::Map;
use plumbline::diagnostic::Severity;
use plumbline::lens::bundled::BUNDLED;
use plumbline::lens::{self, ChoiceSet, Lens, Question, Risk};

fn bundled() -> Vec<(&'static str, Lens)> {
    BUNDLED
        .iter()
        .map(|b| {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("lenses")
                .join(format!("{}.json", b.key));
            let text = std::fs::read_to_string(&path).expect("a bundled lens is in lenses/");
            let parsed = lens::parse(&text);
            let found: Vec<_> =
                parsed.diagnostics.iter().filter(|d| d.severity > Severity::Note).collect();
            assert!(found.is_empty(), "{}: {found:#?}", b.key);
            assert!(parsed.aws_ready(), "{}", b.key);
            (b.key, parsed.lens.expect("a lens without findings is usable"))
        })
        .collect()
}

#[test]
fn the_shelf_tells_the_truth() {
    for ((key, lens), facts) in bundled().iter().zip(BUNDLED) {
        assert_eq!(lens.hash.0, facts.hash, "{key}");
        assert_eq!(lens.name, facts.name, "{key}");
        assert_eq!(lens.pillars.len(), facts.pillars, "{key}");
        assert_eq!(lens.questions().count(), facts.questions, "{key}");
    }
}

fn practices(question: &Question) -> usize {
    question.choices.iter().filter(|c| !c.is_none_of_these()).count()
}

#[test]
fn every_question_can_be_answered_and_acted_on() {
    for (key, lens) in bundled() {
        for (_, question) in lens.questions() {
            let place = format!("{key}: {}", question.id);
            assert!((3..=7).contains(&practices(question)), "{place}");
            assert!(question.title.ends_with('?'), "{place}");
            assert!(question.description.is_some(), "{place}");
            assert!(question.helpful_resource.is_some(), "{place}");
            for choice in question.choices.iter().filter(|c| !c.is_none_of_these()) {
                let place = format!("{place} {}", choice.id);
                assert!(choice.helpful_resource.is_some(), "{place}");
                assert!(choice.improvement_plan.is_some(), "{place}");
            }
            assert_eq!(question.none_of_these().len(), 1, "{place}");
        }
    }
}

/// By trying every answer of every question.
#[test]
fn rules_are_sound() {
    for (key, lens) in bundled() {
        for (_, question) in lens.questions() {
            let place = format!("{key}: {}", question.id);
            let risk = |set: ChoiceSet| question.evaluate(true, set, ChoiceSet::EMPTY).risk;
            let none = question.none_of_these();
            let all = ChoiceSet::first(question.choices.len());
            let real = all.without(none);
            assert_eq!(risk(real), Risk::None, "{place}: all selected");
            assert_eq!(
                question.reachable_risks().map(|r| r.len()),
                Some(question.rules.len()),
                "{place}: every level can be reached"
            );
            for set in 1..=all.0 {
                let set = ChoiceSet(set);
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
        }
    }
}

/// Sentences of every text a person reads, without list signs.
fn sentences(lens: &Lens) -> Vec<String> {
    let mut texts: Vec<&str> = vec![&lens.description];
    for (_, question) in lens.questions() {
        texts.extend(question.description.as_deref());
        texts.extend(question.helpful_resource.as_ref().map(|r| r.display_text.as_str()));
        for choice in &question.choices {
            let resources = [&choice.helpful_resource, &choice.improvement_plan];
            texts.extend(resources.into_iter().flatten().map(|r| r.display_text.as_str()));
        }
    }
    texts
        .into_iter()
        .flat_map(|text| text.split(['\n', '.', '?', '!']))
        .map(|s| s.trim().trim_start_matches("- ").to_lowercase())
        .filter(|s| s.len() > 20)
        .collect()
}

#[test]
fn no_sentence_is_used_twice() {
    let mut seen: Map<String, &str> = Map::new();
    for (key, lens) in bundled() {
        for sentence in sentences(&lens) {
            let before = seen.insert(sentence.clone(), key);
            assert_eq!(before, None, "{key}: {sentence}");
        }
    }
}
