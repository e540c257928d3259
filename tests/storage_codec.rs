//! Workloads come back from storage exactly as they went in, in little room.

#[path = "support/arbitrary.rs"]
mod arbitrary;

use plumbline::collections::Map;
use plumbline::lens::{ChoiceId, LensHash, QuestionId, Risk};
use plumbline::review::{
    Answer, LensKey, LensRef, LensReview, Milestone, Properties, RecordedReview, Workload,
    WorkloadId,
};
use plumbline::storage::workload_codec::{decode, encode};
use plumbline::storage::{Memory, Store};
use plumbline::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_workload_round_trips(workload in arbitrary::workload()) {
        let text = encode(&workload).to_string();
        let data: Value = serde_json::from_str(&text).expect("it was just written");
        prop_assert_eq!(decode(&data), Ok(workload), "{}", text);
    }

    #[test]
    fn a_record_with_a_part_replaced_is_read_or_refused(
        workload in arbitrary::workload(),
        place in any::<prop::sample::Index>(),
        part in part(),
    ) {
        let mut data = encode(&workload);
        let pointers = pointers(&data);
        let pointer = place.get(&pointers);
        *data.pointer_mut(pointer).expect("it was just listed") = part;
        if let Err(error) = decode(&data) {
            prop_assert!(error.to_string().ends_with('.'), "{}", error);
        }
    }

    #[test]
    fn a_record_with_a_character_changed_is_read_or_refused(
        workload in arbitrary::workload(),
        place in any::<prop::sample::Index>(),
        character in prop_oneof![prop::char::range(' ', '~'), any::<char>()],
    ) {
        let text = encode(&workload).to_string();
        let mut characters: Vec<char> = text.chars().collect();
        let place = place.index(characters.len());
        characters[place] = character;
        let text: String = characters.into_iter().collect();
        if let Ok(data) = serde_json::from_str(&text) {
            let _ = decode(&data);
        }
    }
}

/// What may stand in a part's place.
fn part() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[]])),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[-0-9a-fz:@#!SHMNUX ]{0,20}".prop_map(Value::from),
        prop::sample::select(vec![
            "zzzzzzzzzzzzzzzzzzzzzzz:0",
            "3w5e11264sgsf:0",
            "99999999999999999999999H",
            "999H",
            "0@",
            "0!",
            "0#",
            "é",
            "f#é",
            "0:",
            "-:-",
        ])
        .prop_map(Value::from),
    ]
}

/// A pointer to every value in a document.
fn pointers(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                all.extend(pointers(item).into_iter().map(|p| format!("/{i}{p}")));
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                all.extend(pointers(item).into_iter().map(|p| format!("/{key}{p}")));
            }
        }
        _ => {}
    }
    all
}

#[test]
fn what_cannot_be_read_is_named() {
    let good = encode(&realistic(1));
    let cases = [
        ("/texts", json!(7), "The record's texts cannot be read."),
        ("/questions/0", json!([]), "The record's questions cannot be read."),
        ("/id", Value::Null, "The record's id cannot be read."),
        ("/now", json!([]), "The record's present state cannot be read."),
        ("/now/properties", json!("P N"), "The record's details cannot be read."),
        (
            "/now/reviews/0/answers",
            json!("1 zz:1"),
            r#"The record's answers cannot be read at "zz:1"."#,
        ),
        ("/milestones/0/risks", json!("58H"), r#"The record's risks cannot be read at "58H"."#),
        (
            "/milestones/0/reviews/0/from",
            json!(1),
            "The record's base of a milestone cannot be read.",
        ),
    ];
    for (pointer, part, want) in cases {
        let mut data = good.clone();
        let pointer = pointer.replace("/milestones/0/risks", "/milestones/0/reviews/0/risks");
        *data.pointer_mut(&pointer).expect("the part exists") = part;
        assert_eq!(decode(&data).map_err(|e| e.to_string()), Err(want.to_owned()), "{pointer}");
    }
    assert!(decode(&Value::Null).is_err());
}

#[test]
fn a_small_record_cannot_fill_the_memory() {
    // Each milestone copies the megabyte of the one after it.
    let mut data = encode(&realistic(1));
    let text = "x".repeat(1_000_000);
    data["texts"][0] = json!(text);
    let answers: Vec<String> = (0..57).map(|_| "1#0".to_owned()).collect();
    data["now"]["reviews"][0]["answers"] = json!(answers.join(" "));
    let mut milestone = data["milestones"][0].clone();
    milestone["reviews"][0]["from"] = json!(0);
    milestone["reviews"][0]["answers"] = json!("");
    data["milestones"] = json!(vec![milestone; 10_000]);
    let error = decode(&data).expect_err("this would be 570 gigabytes");
    assert_eq!(error.to_string(), "The record claims to hold more than any review can.");
}

/// The words of the `n`-th note: all different, as people's notes are.
fn notes(seed: usize) -> String {
    const WORDS: [&str; 32] = [
        "alarms",
        "the",
        "runbook",
        "is",
        "owned",
        "by",
        "platform",
        "team",
        "since",
        "March",
        "reviewed",
        "quarterly",
        "except",
        "for",
        "batch",
        "jobs",
        "that",
        "nobody",
        "watches",
        "yet",
        "backup",
        "restore",
        "tested",
        "in",
        "staging",
        "only",
        "see",
        "ticket",
        "and",
        "follow",
        "up",
        "with",
    ];
    let mut state = seed as u64 * 2 + 1;
    let words: Vec<String> = (0..20)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let word = WORDS[(state >> 40) as usize % WORDS.len()];
            if state >> 33 & 7 == 0 { format!("{word}{}", seed % 100) } else { word.to_owned() }
        })
        .collect();
    words.join(" ")
}

/// A workload of the size of the Framework: 57 questions with 307 choices,
/// ids of about 30 characters, notes on every question, and a milestone a
/// month for a year, with a few answers and one note changed in between.
fn realistic(seed: usize) -> Workload {
    let lens = LensRef {
        key: LensKey("framework".to_owned()),
        hash: LensHash("0123456789abcdef".repeat(4)),
        name: "A lens of the size of the Framework".to_owned(),
    };
    let properties = Properties {
        name: format!("Workload {seed}"),
        description: notes(seed + 7_000_000),
        review_owner: "Platform team".to_owned(),
        ..Properties::default()
    };
    let now = Timestamp(1_790_000_000_000);
    let mut workload =
        Workload::new(WorkloadId(format!("workload-{seed:020}")), properties, [lens], now);
    for month in 0..=12 {
        for question in 0..57 {
            let id = QuestionId(format!("sec_question_about_topic_{question:05}"));
            let choices = if question < 22 { 6 } else { 5 };
            let answer = workload.reviews[0].answers.get_or_insert_with(id, || Answer {
                notes: notes(seed * 57 + question),
                ..Answer::default()
            });
            for choice in 0..choices {
                let turn = (seed + question * 7 + choice * 11) % 17;
                if turn == month {
                    let id = format!("sec_topic_{question:05}_practice_{choice:05}");
                    answer.selected.insert(ChoiceId(id));
                }
            }
            if (seed + question) % 57 == month {
                answer.notes = notes(seed * 57 + question + 1_000_000);
            }
        }
        if month < 12 {
            let review = workload.reviews[0].clone();
            let risks: Map<QuestionId, Risk> = review
                .answers
                .iter()
                .map(|(id, answer)| {
                    let risk = [Risk::Unanswered, Risk::High, Risk::Medium, Risk::None];
                    (id.clone(), risk[answer.selected.len().min(3)])
                })
                .collect();
            workload.last_milestone += 1;
            workload.milestones.push(Milestone {
                number: workload.last_milestone,
                name: format!("After month {month}"),
                recorded_at: now,
                properties: workload.properties.clone(),
                pillar_priorities: Vec::new(),
                reviews: vec![RecordedReview { review: LensReview { ..review }, risks }],
                attendance: None,
            });
        }
    }
    workload
}

#[test]
fn a_hundred_workloads_with_a_year_of_milestones_fit_into_a_browser() {
    const ROOM: usize = 5_000_000;
    let memory = Memory::new();
    memory.set_quota(Some(ROOM));
    let store = Store::new(memory.clone());
    for seed in 0..100 {
        let workload = realistic(seed);
        let saved = store
            .save_workload(&workload, &Map::new(), None, Timestamp(1_790_000_000_000))
            .unwrap_or_else(|e| panic!("workload {seed}: {e}"));
        assert_eq!(saved.index_problem, None);
        if seed % 33 == 0 {
            assert_eq!(store.load_workload(&workload.id).expect("it was saved").workload, workload);
        }
    }
    let used = memory.used();
    println!("100 workloads take {used} UTF-16 units");
    assert!(used < ROOM, "{used}");
}

#[test]
fn milestones_share_what_they_have_in_common() {
    let workload = realistic(3);
    let alone = Workload { milestones: Vec::new(), ..workload.clone() };
    let (all, alone) = (encode(&workload).to_string().len(), encode(&alone).to_string().len());
    let each = (all - alone) / 12;
    println!("{alone} bytes without milestones, {each} for each");
    assert!(each * 10 < alone, "{alone} bytes without milestones, {each} for each");
}
