//! Links of every version ever shipped open for ever, and mean the same. What
//! is in `tests/fixtures/links/` is never changed, only added to: `cargo test
//! --test exchange_share_golden -- --ignored` adds what is new.

#[path = "support/bundled.rs"]
mod bundled;
#[path = "support/lenses.rs"]
mod lenses;
mod shipped;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use bundled::bundled;
use lenses::{key, lens_ref};
use plumbline::collections::{Map, Set};
use plumbline::exchange::share::{self, Answers, Blank, Layout, Locked, Notes, RETIRED, Shared};
use plumbline::lens::{ChoiceId, PillarId, QuestionId, write};
use plumbline::review::{
    Answer, ChoiceMark, Environment, ImprovementStatus, LensKey, LensRef, LensReview, Lenses,
    Properties, Reason, Workload, WorkloadId,
};
use plumbline::workshop::{AttendeeId, Naming, Reply, Session, SessionId, TimeBox};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/links")
}

/// A lens that somebody brought.
fn own() -> (LensRef, Lenses) {
    let mut lens = lenses::lenses()[&key("small")].as_ref().clone();
    lens.hash = write::hash(&lens);
    let key = LensKey::custom(&lens.hash);
    (LensRef::new(key.clone(), &lens), [(key, Arc::new(lens))].into())
}

/// A review with something of everything.
fn rich(lens: LensRef, question: &str, choices: [&str; 3]) -> LensReview {
    let [ticked, told, excused] = choices.map(ChoiceId::from);
    let mut review = LensReview::new(lens);
    review.notes = "Reviewed with the whole team.".to_owned();
    review.pillar_notes.insert(PillarId::from("operations"), "Calm.".to_owned());
    let told = (told, ChoiceMark { not_applicable: None, notes: "Next year.".to_owned() });
    let excused = (
        excused,
        ChoiceMark { not_applicable: Some(Reason::ArchitectureConstraints), notes: String::new() },
    );
    let answer = Answer {
        selected: [ticked].into(),
        not_applicable: None,
        marks: [told, excused].into(),
        notes: "Zażółć \"gęślą\" jaźń 🙂".to_owned(),
    };
    review.answers.insert(QuestionId::from(question), answer);
    let gone = Answer { not_applicable: Some(Reason::BusinessPriorities), ..Answer::default() };
    review.answers.insert(QuestionId::from("of_another_version"), gone);
    review
}

/// What the links hold, by name. New ones are added at the end.
fn cases() -> Vec<(&'static str, Shared, Lenses)> {
    let shelf = bundled();
    let (own, own_shelf) = own();
    let framework = lens_ref(&shelf, "framework");
    let (pillar, question) = shelf[&framework.key].questions().next().expect("it has some");
    let practice = question.choices[0].id.clone();
    let every_other = {
        let mut review = LensReview::new(framework.clone());
        for (place, (_, question)) in shelf[&framework.key].questions().enumerate() {
            let selected: Set<ChoiceId> = (0..question.choices.len())
                .filter(|choice| (choice + place) % 2 == 0)
                .map(|choice| question.choices[choice].id.clone())
                .collect();
            review.answers.insert(question.id.clone(), Answer { selected, ..Answer::default() });
        }
        review
    };
    let choices: Vec<&str> = question.choices.iter().map(|c| c.id.as_str()).take(3).collect();
    let choices = [choices[0], choices[1], choices[2]];
    let workload = Workload {
        reviews: vec![
            rich(framework.clone(), question.id.as_str(), choices),
            rich(own.clone(), "q1", ["a", "b", "q1_no"]),
        ],
        pillar_priorities: vec![pillar.id.clone()],
        ..Workload::new(
            WorkloadId("0123456789abcdef0123".to_owned()),
            Properties {
                name: "Ticket shop".to_owned(),
                description: "Sells tickets.".to_owned(),
                environment: Environment::Production,
                review_owner: "Ada".to_owned(),
                industry: "Culture".to_owned(),
                architecture_url: "https://example.org/".to_owned(),
                notes: "Line one\nline two".to_owned(),
                improvement_status: ImprovementStatus::InProgress,
            },
            [],
            lenses::START,
        )
    };
    let both: Lenses =
        shelf.iter().chain(own_shelf.iter()).map(|(k, l)| (k.clone(), l.clone())).collect();
    let answers = |from: &str, reviews| {
        Shared::Answers(Answers { from: from.to_owned(), about: "Ticket shop".to_owned(), reviews })
    };
    let scope: Set<QuestionId> =
        shelf[&framework.key].questions().take(5).map(|(_, q)| q.id.clone()).collect();
    let blank = Blank {
        name: "Workshop".to_owned(),
        lenses: vec![(framework.clone(), Some(scope)), (own.clone(), None)],
    };
    let unknown = LensRef {
        key: key("custom-0000000000000000"),
        hash: plumbline::lens::LensHash::from("another"),
        name: "A lens that nobody has".to_owned(),
    };
    let workshop = session(&framework, &shelf, Naming::Named);
    let short = {
        let lens = lens_ref(&shelf, "launch-readiness");
        let all = shelf[&lens.key].questions().map(|(_, q)| q.id.clone()).enumerate();
        let ids = all.filter(|(place, _)| [0, 1, 10].contains(place)).map(|(_, id)| id);
        let mut few = session(&lens, &shelf, Naming::Named);
        few.id = SessionId("a0a1a2a3a4a5a6a7a8a9".to_owned());
        few.name = "Corner Shop".to_owned();
        let ids: Set<QuestionId> = ids.collect();
        few.agenda.iter_mut().for_each(|part| part.questions.retain(|id| ids.contains(id)));
        few.agenda[0].minutes = 20;
        few.within_limits()
    };
    let on_own = session(&own, &own_shelf, Naming::Nameless);
    let attendee = || AttendeeId("ffeeddccbbaa99887766".to_owned());
    let mut reply = Reply::new(&workshop, attendee(), "Zoë", lenses::START);
    reply.review = rich(framework.clone(), question.id.as_str(), choices);
    reply.unsure.insert(workshop.agenda[1].questions[0].clone());
    let mut nameless = Reply::new(&on_own, AttendeeId("own id".to_owned()), "", lenses::START);
    nameless.unsure.insert(QuestionId::from("q1"));
    let (both_again, own_again) = (both.clone(), own_shelf.clone());
    let locked = Locked { salt: [1; 16], nonce: [2; 12], sealed: (0..40).collect() };
    vec![
        ("lens", Shared::Lens(framework.clone()), shelf.clone()),
        ("own-lens", Shared::Lens(own.clone()), own_shelf.clone()),
        ("pillar", Shared::Pillar(framework.clone(), pillar.id.clone()), shelf.clone()),
        ("question", Shared::Question(framework.clone(), question.id.clone()), shelf.clone()),
        ("practice", Shared::Practice(framework, question.id.clone(), practice), shelf.clone()),
        ("blank", Shared::Blank(blank), both.clone()),
        ("review", Shared::Review(workload), both),
        ("answers", answers("", vec![every_other]), shelf),
        (
            "answers-to-own-lens",
            answers("Ada", vec![rich(own, "q1", ["a", "b", "q1_no"])]),
            own_shelf,
        ),
        (
            "answers-to-no-lens",
            answers("Bo", vec![rich(unknown, "q", ["a", "b", "c"])]),
            Map::new(),
        ),
        ("locked", Shared::Locked(locked), Map::new()),
        ("session", Shared::Session(workshop.clone()), both_again.clone()),
        ("session-short", Shared::Session(short), both_again.clone()),
        ("session-on-own-lens", Shared::Session(on_own), own_again.clone()),
        ("reply", Shared::Reply(reply), both_again),
        ("reply-without-name", Shared::Reply(nameless), own_again),
    ]
}

/// A session on all that a lens asks, in two parts.
fn session(lens: &LensRef, shelf: &Lenses, naming: Naming) -> Session {
    let ids: Vec<QuestionId> =
        shelf[&lens.key].questions().map(|(_, question)| question.id.clone()).collect();
    let (first, second) = ids.split_at(ids.len() / 2);
    let part = |title: &str, minutes, questions: &[QuestionId]| TimeBox {
        title: title.to_owned(),
        minutes,
        questions: questions.to_vec(),
    };
    Session {
        id: SessionId("00112233445566778899".to_owned()),
        name: "Ticket shop, autumn".to_owned(),
        lens: lens.clone(),
        naming,
        agenda: vec![part("Before the break", 60, first), part("Après la pause", 45, second)],
        made_at: lenses::START,
    }
    .within_limits()
}

/// What is shared, in words that do not change with the texts of a lens.
fn tell(shared: &Shared) -> String {
    let mut out = String::new();
    let say = &mut out;
    let mut line = |text: String| writeln!(say, "{text}").expect("strings take any text");
    match shared {
        Shared::Lens(lens) => line(format!("lens {}", lens.key)),
        Shared::Pillar(lens, id) => line(format!("pillar {id} of {}", lens.key)),
        Shared::Question(lens, id) => line(format!("question {id} of {}", lens.key)),
        Shared::Practice(lens, id, choice) => {
            line(format!("practice {choice} of {id} of {}", lens.key))
        }
        Shared::Locked(locked) => line(format!("{locked:?}")),
        Shared::Session(session) => {
            line(format!("session {} {:?} on {}", session.id, session.name, session.lens.key));
            line(format!("{:?} {:?}", session.naming, session.made_at));
            session.agenda.iter().for_each(|part| line(format!("{part:?}")));
        }
        Shared::Reply(reply) => {
            line(format!("reply to {} from {:?}", reply.session, reply.attendee));
            line(format!("{:?} {:?} {:?}", reply.name, reply.changed_at, reply.unsure));
            line(tell_review(&reply.review));
        }
        Shared::Blank(blank) => {
            line(format!("blank {:?}", blank.name));
            for (lens, scope) in &blank.lenses {
                line(format!("by {} of {scope:?}", lens.key));
            }
        }
        Shared::Answers(answers) => {
            line(format!("answers from {:?} about {:?}", answers.from, answers.about));
            answers.reviews.iter().for_each(|review| line(tell_review(review)));
        }
        Shared::Review(workload) => {
            line(format!(
                "review {} {:?} {:?}",
                workload.id, workload.created_at, workload.updated_at
            ));
            line(format!("{:?} {:?}", workload.properties, workload.pillar_priorities));
            workload.reviews.iter().for_each(|review| line(tell_review(review)));
        }
    }
    out
}

fn tell_review(review: &LensReview) -> String {
    let mut out = format!("by {}: {:?} {:?}", review.lens.key, review.notes, review.pillar_notes);
    for (id, answer) in &review.answers {
        let _ = write!(out, "\n  {id}: {answer:?}");
    }
    out
}

/// Name, code and meaning of every link that was ever kept.
fn kept(version: u8) -> BTreeMap<String, [String; 2]> {
    let path = folder().join(format!("v{version}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_owned());
    serde_json::from_str(&text).expect("the kept links are JSON")
}

#[test]
fn links_of_every_version_open_and_mean_the_same() {
    for version in 1..=share::VERSION {
        let kept = kept(version);
        assert!(!kept.is_empty(), "no link of version {version} was kept");
        for (name, [code, meaning]) in kept {
            let opened = share::open(&code, &bundled());
            let shared =
                opened.shared.unwrap_or_else(|| panic!("{name}: {:?}", opened.diagnostics));
            assert_eq!(tell(&shared), meaning, "{name}");
        }
    }
}

#[test]
fn every_kind_of_link_of_this_version_is_kept() {
    let kept = kept(share::VERSION);
    for (name, _, _) in cases() {
        assert!(kept.contains_key(name), "{name} is not kept: run this file with -- --ignored");
    }
}

/// Every layout that was ever shipped, as lens, shape and text.
fn layouts() -> Vec<(String, String, String)> {
    let entries = std::fs::read_dir(folder().join("layouts")).expect("there is a folder");
    let mut layouts = Vec::new();
    for entry in entries {
        let path = entry.expect("it can be listed").path();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let stem = path.file_stem().and_then(|s| s.to_str()).expect("it has a name").to_owned();
        let (key, shape) = stem.rsplit_once('.').expect("key, dot, shape");
        layouts.push((key.to_owned(), shape.to_owned(), text));
    }
    layouts.sort();
    layouts
}

#[test]
fn every_layout_that_was_shipped_can_still_be_read() {
    let now: BTreeMap<String, String> =
        bundled().into_iter().map(|(key, lens)| (key.0, Layout::of(&lens).to_text())).collect();
    let layouts = layouts();
    for (key, shape, text) in &layouts {
        assert_eq!(&format!("{:06x}", Layout::from_text(text).shape()), shape, "{key}");
        let retired = RETIRED.iter().any(|old| old.key == key && old.text == text);
        assert!(
            retired || now.get(key) == Some(text),
            "questions or choices of {key} have changed, so its links no longer open. Take the text of \
             tests/fixtures/links/layouts/{key}.{shape}.txt over into RETIRED in \
             src/exchange/share/layout.rs."
        );
    }
    for (key, text) in now {
        let is_kept = layouts.iter().any(|(k, _, t)| *k == key && *t == text);
        assert!(is_kept, "the layout of {key} is not kept: run this file with -- --ignored");
    }
}

#[test]
fn the_text_of_a_layout_is_read_back() {
    for (_, lens) in bundled() {
        let layout = Layout::of(&lens);
        assert_eq!(Layout::from_text(&layout.to_text()), layout);
    }
}

#[test]
#[ignore = "adds what is new to tests/fixtures/links/"]
fn keep() {
    for (key, lens) in bundled() {
        let layout = Layout::of(&lens);
        let name = format!("layouts/{key}.{:06x}.txt", layout.shape());
        std::fs::write(folder().join(name), layout.to_text()).expect("it can be written");
    }
    let mut kept = kept(share::VERSION);
    for (name, shared, lenses) in cases() {
        let code = share::write(&shared, &lenses, Notes::With).expect("it fits").code;
        kept.entry(name.to_owned()).or_insert([code, tell(&shared)]);
    }
    let value: Value = json!(kept);
    let text = serde_json::to_string_pretty(&value).expect("it is JSON") + "\n";
    std::fs::write(folder().join(format!("v{}.json", share::VERSION)), text).expect("written");
}

#[test]
fn another_program_that_follows_the_description_makes_the_same_links() {
    let opened = share::open("EAlKFzN59gERSV63-bjkAA", &bundled());
    let Some(Shared::Lens(lens)) = opened.shared else { panic!("{:?}", opened.diagnostics) };
    assert_eq!(lens.key.0, "quick-check");
    // The browser test opens it with its passphrase.
    let sealed = std::fs::read_to_string(folder().join("sealed.v1.txt")).expect("it is kept");
    let opened = share::open(sealed.trim(), &Lenses::new());
    let Some(Shared::Locked(locked)) = opened.shared else { panic!("{:?}", opened.diagnostics) };
    assert_eq!((locked.salt, locked.nonce), ([5; 16], [6; 12]));
}
