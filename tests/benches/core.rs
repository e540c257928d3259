//! How long the core takes: `cargo bench`.
//!
//! With `PLUMBLINE_CORPUS` set, the largest lens in its `lenses/` is parsed;
//! otherwise a lens that is as large as AWS allows.

#[path = "../support/queries.rs"]
mod queries;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use plumbline::lens::bundled::BUNDLED;
use plumbline::lens::search::{Filters, Found, Index, search};
use plumbline::lens::{ChoiceSet, Companion, Lens, Question, parse, parse_bytes, to_json};
use plumbline::review::{Answer, LensKey, LensRef, WorkloadId};
use plumbline::storage::{Memory, Store};
use plumbline::time::Timestamp;
use plumbline::workshop::agenda::{Scope, agenda};
use plumbline::workshop::room::{loudest_first, tallies};
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, Workshop};
use queries::EXPECTED;
use serde_json::{Value, json};

/// A lens of `pillars` × `questions` questions with fifteen choices each.
fn generated(pillars: usize, questions: usize, words: usize) -> String {
    let text = "word ".repeat(words);
    let choices: Vec<Value> = (0..15)
        .map(|n| {
            json!({
                "id": format!("choice_{n}"),
                "title": format!("Practice {n}"),
                "helpfulResource": {"displayText": text, "url": "https://example.org/help"},
                "improvementPlan": {"displayText": text, "url": "https://example.org/plan"},
            })
        })
        .collect();
    let all: Vec<String> = (0..15).map(|n| format!("choice_{n}")).collect();
    let rules = json!([
        {"condition": all.join(" && "), "risk": "NO_RISK"},
        {
            "condition": "(choice_0 && choice_1 || choice_2 && !choice_3) && (choice_4 || choice_5)",
            "risk": "MEDIUM_RISK"
        },
        {"condition": "default", "risk": "HIGH_RISK"},
    ]);
    let pillars: Vec<Value> = (0..pillars)
        .map(|p| {
            let questions: Vec<Value> = (0..questions)
                .map(|q| {
                    json!({
                        "id": format!("question_{p}_{q}"),
                        "title": "How is it done?",
                        "choices": choices,
                        "riskRules": rules,
                    })
                })
                .collect();
            json!({"id": format!("pillar_{p}"), "name": "A pillar", "questions": questions})
        })
        .collect();
    json!({
        "schemaVersion": "2021-11-01",
        "name": "Generated",
        "description": "As large as can be",
        "pillars": pillars,
    })
    .to_string()
}

/// What to parse, and how to call it.
fn largest() -> (String, Vec<u8>) {
    match std::env::var_os("PLUMBLINE_CORPUS") {
        Some(corpus) => {
            let directory = std::path::PathBuf::from(corpus).join("lenses");
            std::fs::read_dir(directory)
                .expect("the corpus can be listed")
                .map(|entry| {
                    let path = entry.expect("the corpus can be listed").path();
                    std::fs::read(path).expect("a lens of the corpus can be read")
                })
                .filter(|bytes| parse_bytes(bytes).lens.is_some())
                .max_by_key(Vec::len)
                .map(|bytes| {
                    (format!("parse the largest public lens, {} bytes", bytes.len()), bytes)
                })
                .expect("the corpus has a lens")
        }
        None => {
            // Ten pillars of twenty questions are over the limit on characters
            // by their keys alone, so this one has fewer questions with text.
            let bytes = generated(10, 15, 1).into_bytes();
            assert!(bytes.len() < 500_000, "{}", bytes.len());
            (format!("parse a lens of nearly AWS's largest size, {} bytes", bytes.len()), bytes)
        }
    }
}

fn evaluation(criterion: &mut Criterion) {
    let lens = lens(&generated(1, 1, 1));
    let question = &lens.pillars[0].questions[0];
    let mut group = criterion.benchmark_group("evaluate one question of 15 choices");
    let mut case = |name: &str, question: &Question, selected: u32, not_applicable: u32| {
        let (selected, not_applicable) = (ChoiceSet(selected), ChoiceSet(not_applicable));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                question.evaluate(black_box(true), black_box(selected), black_box(not_applicable))
            });
        });
    };
    case("by its first rule, a plain conjunction", question, 0x7FFF, 0);
    case("by its second rule, a tree of five groups", question, 0b110011, 0);
    case("by its default rule", question, 0b1000, 0);
    case("with choices that are not applicable", question, 0b1000, 0b111);
    group.finish();

    criterion.bench_function("reachable risks of one question of 15 choices", |bencher| {
        bencher.iter(|| black_box(question).reachable_risks());
    });
}

fn reading(criterion: &mut Criterion) {
    let (name, bytes) = largest();
    let mut group = criterion.benchmark_group("lens");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function(name, |bencher| bencher.iter(|| parse_bytes(black_box(&bytes))));
    let lens = parse_bytes(&bytes).lens.expect("the lens is usable");
    group.bench_function("write the same lens", |bencher| {
        bencher.iter(|| to_json(black_box(&lens)))
    });
    group.finish();
}

fn lens(text: &str) -> Lens {
    parse(text).lens.expect("the generated lens is usable")
}

/// As many results as the page asks for.
const MOST: usize = 30;

/// The query of the quality table, whole or as it is being typed, that takes
/// the longest.
fn slowest(ask: &dyn Fn(&str) -> Found) -> &'static str {
    let beginnings = EXPECTED
        .iter()
        .flat_map(|(query, _)| query.char_indices().map(|(at, c)| &query[..at + c.len_utf8()]));
    let time = |query: &str| {
        let runs = (0..5).map(|_| {
            let start = Instant::now();
            black_box(ask(query));
            start.elapsed()
        });
        runs.min().expect("it was asked")
    };
    let mut times: Vec<(Duration, &str)> = beginnings.map(|query| (time(query), query)).collect();
    times.sort();
    println!(
        "{} queries, as they are typed: median {:?}, slowest {:?}",
        times.len(),
        times[times.len() / 2].0,
        &times[times.len() - 5..]
    );
    times[times.len() - 1].1
}

/// The nine bundled lenses together, by queries of every kind.
fn searching(criterion: &mut Criterion) {
    let library = || -> Vec<Index> {
        BUNDLED
            .iter()
            .map(|bundled| {
                let read = |ending: &str| {
                    let path =
                        format!("{}/lenses/{}{ending}", env!("CARGO_MANIFEST_DIR"), bundled.key);
                    std::fs::read_to_string(path).expect("the library is part of the repository")
                };
                let companion = Companion::read(&read(".companion.json")).expect("it is sound");
                Index::build(bundled.key, Arc::new(lens(&read(".json"))), Some(Arc::new(companion)))
            })
            .collect()
    };
    let indexes = library();
    let all: Vec<&Index> = indexes.iter().collect();
    let practices: usize =
        all.iter().flat_map(|index| index.lens.questions()).map(|(_, q)| q.choices.len()).sum();
    let name = format!("search all {} bundled lenses, {practices} choices", all.len());
    let mut group = criterion.benchmark_group(name);
    let queries = [
        ("a letter", "s"),
        ("a code", "SEC02-BP03"),
        ("a word", "backup"),
        ("a slip", "least privlege"),
        ("the beginning of a word with a slip", "encrp"),
        ("a sentence", "how do I know that backups can be restored after a disaster"),
    ];
    let ask = |query: &str| search(&all, black_box(query), &Filters::default(), MOST);
    for (name, query) in queries {
        group.bench_function(name, |bencher| bencher.iter(|| ask(query)));
    }
    let slowest = slowest(&ask);
    group.bench_function(format!("the slowest of the quality table, {slowest:?}"), |bencher| {
        bencher.iter(|| ask(slowest));
    });
    group.throughput(Throughput::Elements(EXPECTED.len() as u64));
    group.bench_function(format!("all {} of the quality table", EXPECTED.len()), |bencher| {
        bencher.iter(|| EXPECTED.iter().map(|(query, _)| ask(query).total).sum::<usize>());
    });
    group.finish();
    let framework = &indexes[1];
    criterion.bench_function("index the largest bundled lens", |bencher| {
        bencher.iter(|| {
            Index::build(&framework.key, framework.lens.clone(), framework.companion.clone())
        });
    });
}

/// Two hundred questions, and sixty people who answered them all.
fn workshop(criterion: &mut Criterion) {
    let lens = lens(&generated(10, 20, 0));
    let key = LensKey::custom(&lens.hash);
    let session = Session {
        id: SessionId("session".to_owned()),
        name: "A large one".to_owned(),
        lens: LensRef::new(key, &lens),
        naming: Naming::Named,
        agenda: agenda(&lens, None, &Scope::Whole),
        made_at: Timestamp(0),
    };
    let mut workshop = Workshop::new(session.clone(), WorkloadId("workload".to_owned()));
    for person in 0..60usize {
        let attendee = AttendeeId(format!("attendee {person}"));
        let mut reply = Reply::new(&session, attendee, "Somebody", Timestamp(1));
        for (place, (_, question)) in lens.questions().enumerate() {
            let ticked =
                question.choices.iter().enumerate().filter(|(n, _)| (n * place + person) % 3 == 0);
            let selected = ticked.map(|(_, choice)| choice.id.clone()).collect();
            let answer = Answer { selected, ..Answer::default() };
            reply.review.answers.insert(question.id.clone(), answer);
        }
        workshop.receive(reply, Some(&lens));
    }
    let store = Store::new(Memory::new());
    store.add_workshop(&workshop, Timestamp(2)).expect("memory holds it");
    let mut group = criterion.benchmark_group("a workshop of 200 questions and 60 people");
    group.sample_size(20);
    group.bench_function("how far the room agrees", |bencher| {
        bencher.iter(|| loudest_first(&tallies(&session, black_box(&workshop.replies), &lens)));
    });
    group.bench_function("read it", |bencher| {
        bencher.iter(|| store.load_workshop(black_box(&session.id)));
    });
    let mut now = 3;
    group.bench_function("read, change and write it", |bencher| {
        bencher.iter(|| {
            now += 1;
            store.change_workshop(&session.id, |workshop| workshop.people += 1, Timestamp(now))
        });
    });
    group.finish();
}

criterion_group!(benches, evaluation, reading, searching, workshop);
criterion_main!(benches);
