//! The quiz: what it calls right is what the evaluator says, for every bundled
//! lens and for random ones.

mod shipped;

use plumbline::learn::quiz::{Item, Kind, Offer, Source, session};
use plumbline::lens::{ChoiceSet, Companion, Lens, Risk, parse};
use proptest::prelude::*;
use serde_json::{Value, json};
use shipped::{Shipped, shipped};

/// Whether an item is fair and its answer right.
fn check(lens: &Lens, companion: Option<&Companion>, item: &Item) {
    let question = item.question(lens);
    let risk = |set: ChoiceSet| question.evaluate(true, set, ChoiceSet::EMPTY).risk;
    let right = item.offers[item.right];
    for (place, offer) in item.offers.iter().enumerate() {
        assert!(!item.offers[..place].contains(offer), "an offer stands twice: {item:?}");
    }
    assert!(item.offers.len() > 1, "{item:?}");
    match item.kind {
        Kind::Risk => {
            assert_eq!(right, Offer::Risk(risk(item.ticked)), "{item:?}");
            assert!(!item.ticked.is_empty());
            assert_eq!(item.answer(lens).evaluate(question).risk, risk(item.ticked));
        }
        Kind::Lowers => {
            let before = risk(item.ticked);
            let with = |offer: &Offer| match offer {
                Offer::Practice((p, q, c)) => {
                    assert_eq!((*p, *q), item.place);
                    assert!(!item.ticked.contains(*c) && !question.none_of_these().contains(*c));
                    let answer = item.answer_with(lens, (*p, *q, *c));
                    assert_eq!(answer.evaluate(question).risk, risk(item.ticked.with(*c)));
                    risk(item.ticked.with(*c))
                }
                other => panic!("{other:?}"),
            };
            let best = with(&right);
            assert!(best < before && before >= Risk::Medium, "{item:?}");
            let others = item.offers.iter().filter(|offer| **offer != right);
            assert!(others.map(with).all(|risk| risk > best), "{item:?}");
            // No practice at all does better.
            let rest = (0..question.choices.len())
                .filter(|c| !item.ticked.contains(*c) && !question.none_of_these().contains(*c));
            assert!(rest.map(|c| risk(item.ticked.with(c))).all(|risk| risk >= best));
        }
        Kind::Pillar => {
            let (p, q, c) = item.practice.expect("it is about one");
            let title = &lens.pillars[p].questions[q].choices[c].title;
            let serves = |p: usize| {
                let mut all = lens.pillars[p].questions.iter().flat_map(|q| &q.choices);
                all.any(|choice| choice.title == *title)
            };
            for offer in &item.offers {
                let Offer::Pillar(other) = offer else { panic!("{offer:?}") };
                assert_eq!(serves(*other), *offer == right, "{item:?}");
            }
        }
        Kind::Without => {
            let said = item.said.as_deref().expect("something is said");
            let notes = companion.and_then(|c| c.questions.get(&question.id));
            let (_, _, own) = item.practice.expect("it is about a practice");
            let plan = |question: &plumbline::lens::Question, c: usize| {
                question.choices[c].improvement_plan.as_ref().map(|plan| plan.display_text.clone())
            };
            // Without a companion, what the lens advises where this practice is missing.
            let want = notes.map(|n| n.flag.clone()).or_else(|| plan(question, own));
            assert_eq!(Some(said.to_owned()), want);
            for offer in &item.offers {
                let Offer::Practice((p, q, c)) = offer else { panic!("{offer:?}") };
                assert_eq!((*p, *q) == item.place, *offer == right, "{item:?}");
                let question = &lens.pillars[*p].questions[*q];
                assert!(!question.choices[*c].is_none_of_these());
                if notes.is_none() {
                    assert_eq!(plan(question, *c).as_deref() == Some(said), *offer == right);
                }
            }
        }
    }
}

#[test]
fn every_bundled_lens_gives_sessions_of_every_kind_that_are_right() {
    for Shipped { key, lens, companion } in shipped() {
        let mut kinds = Vec::new();
        for seed in 0..40 {
            let source = Source { lens: &lens, companion: Some(&companion) };
            let items = session(source, seed, 10);
            let enough = lens.questions().count() >= 10;
            assert!(!enough || items.len() == 10, "{key}: {}", items.len());
            assert_eq!(items, session(source, seed, 10));
            for item in &items {
                check(&lens, Some(&companion), item);
            }
            kinds.extend(items.iter().map(|item| item.kind));
        }
        for kind in Kind::ALL {
            let fits = kind != Kind::Pillar || lens.pillars.len() > 1;
            let fits = fits && (kind != Kind::Without || lens.questions().count() > 1);
            let count = kinds.iter().filter(|k| **k == kind).count();
            assert!(!fits || count > 20, "{key} {kind:?}: {count}");
        }
    }
}

#[test]
fn every_risk_is_asked_for() {
    let framework = shipped().into_iter().find(|s| s.key == "framework").expect("it ships");
    let mut counts = [0; 3];
    for seed in 0..60 {
        let source = Source { lens: &framework.lens, companion: None };
        for item in session(source, seed, 10).iter().filter(|i| i.kind == Kind::Risk) {
            counts[item.right] += 1;
        }
    }
    assert!(counts.iter().all(|count| *count > 20), "{counts:?}");
}

#[test]
fn a_lens_without_words_is_not_asked_for_them() {
    let text = lens_text(&[vec![(2, vec![("c0 && c1", 0), ("default", 2)], None)]]);
    let lens = parse(&text).lens.expect("it is usable");
    let items = session(Source { lens: &lens, companion: None }, 1, 10);
    let kinds: Vec<Kind> = items.iter().map(|item| item.kind).collect();
    // One pillar, one question, no words: what is left is its risk.
    assert!(kinds.iter().all(|kind| *kind == Kind::Risk), "{kinds:?}");
    assert_eq!(kinds.len(), 1);
}

type Rules = Vec<(&'static str, usize)>;

fn lens_text(pillars: &[Vec<(usize, Rules, Option<String>)>]) -> String {
    let mut number = 0;
    let mut question = |(choices, rules, said): &(usize, Rules, Option<String>)| {
        number += 1;
        let mut all: Vec<Value> = (0..*choices)
            .map(|c| {
                let mut choice =
                    json!({"id": format!("c{c}"), "title": format!("Practice {c} of {}", number % 3)});
                if let Some(said) = said {
                    choice["improvementPlan"] = json!({"displayText": format!("{said} {}", c % 2)});
                }
                choice
            })
            .collect();
        all.push(json!({"id": "q_no", "title": "None of these"}));
        let risks = ["NO_RISK", "MEDIUM_RISK", "HIGH_RISK"];
        let rules: Vec<Value> = rules
            .iter()
            .map(|(condition, risk)| json!({"condition": condition, "risk": risks[*risk]}))
            .collect();
        json!({"id": format!("q{number}"), "title": "What?", "choices": all, "riskRules": rules})
    };
    let pillars: Vec<Value> = pillars
        .iter()
        .enumerate()
        .map(|(p, questions)| {
            let questions: Vec<Value> = questions.iter().map(&mut question).collect();
            json!({"id": format!("p{p}"), "name": format!("Pillar {p}"), "questions": questions})
        })
        .collect();
    json!({"schemaVersion": "2021-11-01", "name": "Any", "description": "Any.", "pillars": pillars})
        .to_string()
}

fn any_lens() -> impl Strategy<Value = Lens> {
    let condition = proptest::sample::select(vec![
        "c0",
        "c1",
        "c0 && c1",
        "c0 || c1",
        "!c0",
        "c0 && !c1",
        "(c0 || q_no) && !c1",
        "q_no",
    ]);
    let last = prop_oneof![Just(Vec::new()), (0..3usize).prop_map(|risk| vec![("default", risk)])];
    let rules = (proptest::collection::vec((condition, 0..3usize), 1..4), last)
        .prop_map(|(some, last)| some.into_iter().chain(last).collect::<Rules>());
    let said = proptest::option::of("[a-c]");
    let question = (2..6usize, rules, said);
    let pillars = proptest::collection::vec(proptest::collection::vec(question, 1..4), 1..4);
    pillars.prop_map(|pillars| {
        let parsed = parse(&lens_text(&pillars));
        parsed.lens.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
    })
}

proptest! {
    #[test]
    fn every_random_lens_gives_items_that_are_right(lens in any_lens(), seed: u64) {
        let items = session(Source { lens: &lens, companion: None }, seed, 10);
        prop_assert!(items.len() <= 10);
        for (place, item) in items.iter().enumerate() {
            check(&lens, None, item);
            let same = |other: &Item| other.kind == item.kind && other.place == item.place;
            prop_assert!(!items[..place].iter().any(same));
        }
    }
}

/// Both practices are said to serve a question, and the rest is the same.
fn two_pillars(names: [&str; 2], titles: [&str; 2]) -> Lens {
    let pillar = |p: usize| {
        let rules = json!([{"condition": "a", "risk": "NO_RISK"}, {"condition": "default", "risk": "HIGH_RISK"}]);
        let choices =
            json!([{"id": "a", "title": titles[p]}, {"id": "b", "title": format!("Only {p}")}]);
        let question = json!({
            "id": format!("q{p}"), "title": "What?", "description": "Said.",
            "choices": choices, "riskRules": rules,
        });
        json!({"id": format!("p{p}"), "name": names[p], "questions": [question]})
    };
    let text = json!({
        "schemaVersion": "2021-11-01", "name": "Any", "description": "Any.",
        "pillars": [pillar(0), pillar(1)],
    });
    let parsed = parse(&text.to_string());
    parsed.lens.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn items(lens: &Lens) -> Vec<Item> {
    (0..60).flat_map(|seed| session(Source { lens, companion: None }, seed, 8)).collect()
}

#[test]
fn nothing_is_asked_that_has_two_right_answers() {
    // Names of pillars, titles of practices, whether it is asked which pillar
    // the first practice serves.
    let cases = [
        (["Security", "Cost"], ["Lock it", "Count it"], true),
        (["Security", " security "], ["Lock it", "Count it"], false),
        (["Security", "Cost"], ["Lock it", "lock IT "], false),
    ];
    for (names, titles, want) in cases {
        let lens = two_pillars(names, titles);
        let asked = items(&lens);
        let of_first = |item: &&Item| {
            item.kind == Kind::Pillar && item.practice.is_some_and(|(.., choice)| choice == 0)
        };
        assert_eq!(asked.iter().filter(of_first).count() > 0, want, "{names:?} {titles:?}");
        // Of practices of one name, which one is missing cannot be told.
        for item in asked.iter().filter(|item| item.kind == Kind::Without) {
            let title = |offer: &Offer| {
                let Offer::Practice((p, q, c)) = offer else { panic!("{offer:?}") };
                lens.pillars[*p].questions[*q].choices[*c].title.trim().to_lowercase()
            };
            let own: Vec<String> = item
                .question(&lens)
                .choices
                .iter()
                .map(|c| c.title.trim().to_lowercase())
                .collect();
            for (place, offer) in item.offers.iter().enumerate() {
                assert!(place == item.right || !own.contains(&title(offer)), "{item:?}");
            }
        }
    }
}

/// Where a companion says how much a practice weighs, what is missing is one
/// that weighs most; and "None of these" is never ticked beside a practice.
#[test]
fn what_is_asked_about_is_worth_it() {
    for Shipped { key, lens, companion } in shipped() {
        for seed in 0..20 {
            for item in session(Source { lens: &lens, companion: Some(&companion) }, seed, 10) {
                let question = item.question(&lens);
                let none = question.none_of_these();
                let practices = item.ticked.without(none);
                assert!(item.ticked == practices || practices.is_empty(), "{key}: {item:?}");
                let Some((_, _, choice)) = item.practice.filter(|_| item.kind == Kind::Without)
                else {
                    continue;
                };
                let levels = &companion.questions[&question.id].practices;
                let most = levels.values().map(|notes| notes.level).max();
                let own = levels.get(&question.choices[choice].id).map(|notes| notes.level);
                assert_eq!(own, most, "{key}: {item:?}");
            }
        }
    }
}

/// As long as there are questions that were not asked about, they come first.
#[test]
fn a_session_goes_through_the_lens_before_it_comes_back() {
    let framework = shipped().into_iter().find(|s| s.key == "framework").expect("it ships");
    let source = Source { lens: &framework.lens, companion: Some(&framework.companion) };
    for seed in 0..20 {
        let asked = session(source, seed, 20);
        let mut places: Vec<(usize, usize)> = asked.iter().map(|item| item.place).collect();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), asked.len(), "seed {seed}");
    }
}
