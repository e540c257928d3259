//! A record of every version ever shipped is still read, and means the same.
//! The files in `tests/fixtures/storage/` are never changed, only added to.

use std::path::PathBuf;

use plumbline::learn::{Card, Mark, Marks, Practice, PracticeId};
use plumbline::lens::{ChoiceId, LensHash, PillarId, QuestionId, Risk};
use plumbline::review::merge::{Place, said};
use plumbline::review::{
    Answer, Attendance, ChoiceMark, Environment, ImprovementStatus, LensKey, LensRef, LensReview,
    Milestone, Properties, Reason, RecordedReview, Workload, WorkloadId,
};
use plumbline::storage::migrate::FORMATS;
use plumbline::storage::{Before, LensEntry, Memory, Port, Settings, Store, Theme, keys};
use plumbline::time::Timestamp;
use plumbline::workshop::{
    AttendeeId, Attending, Naming, Reply, Session, SessionId, TimeBox, Workshop,
};
use serde_json::json;

fn golden(format: &str, version: u32) -> String {
    let name = format.replace("plumbline/", "");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/fixtures/storage/{name}.v{version}.json"));
    std::fs::read_to_string(&path)
        .unwrap_or_else(|e| panic!("no golden file {}: {e}", path.display()))
        .trim_end()
        .to_owned()
}

#[test]
fn there_is_a_golden_file_of_every_version() {
    for format in FORMATS {
        for version in 1..=format.version {
            let text = golden(format.name, version);
            assert!(text.contains(&format!("\"version\":{version}")), "{}", format.name);
        }
    }
}

/// What `workload.v1.json` means.
fn workload() -> Workload {
    let id = QuestionId::from;
    let lens = LensRef {
        key: LensKey("launch-readiness".to_owned()),
        hash: LensHash("0123456789abcdef".repeat(4)),
        name: "Launch readiness".to_owned(),
    };
    let mut review = LensReview::new(lens);
    review.notes = "Reviewed with the whole team.".to_owned();
    review.pillar_notes.insert(PillarId::from("operations"), "Calm.".to_owned());
    let ticks = |ids: &[&str]| ids.iter().map(|id| ChoiceId::from(*id)).collect();
    review.answers.insert(
        id("alarms"),
        Answer {
            selected: ticks(&["alarms_owned", "alarms_tested", "alarms_no"]),
            notes: "Zażółć \"gęślą\" jaźń 🙂".to_owned(),
            ..Answer::default()
        },
    );
    let mark = ChoiceMark {
        not_applicable: Some(Reason::BusinessPriorities),
        notes: "Next year.".to_owned(),
    };
    review.answers.insert(
        id("backups"),
        Answer {
            selected: ticks(&["backups_made"]),
            marks: [(ChoiceId::from("backups_elsewhere"), mark)].into(),
            ..Answer::default()
        },
    );
    review.answers.insert(
        id("tapes"),
        Answer { not_applicable: Some(Reason::OutOfScope), ..Answer::default() },
    );
    let properties = Properties {
        name: "Ticket shop".to_owned(),
        description: "Sells tickets.".to_owned(),
        environment: Environment::Production,
        review_owner: "Ada".to_owned(),
        industry: String::new(),
        architecture_url: "https://example.org/".to_owned(),
        notes: "Line one\nline two".to_owned(),
        improvement_status: ImprovementStatus::InProgress,
    };
    let mut earlier = review.clone();
    earlier.answers.remove(&id("tapes"));
    earlier.answers.insert(id("dropped"), Answer { selected: ticks(&["x"]), ..Answer::default() });
    let risks = [
        (id("alarms"), Risk::High),
        (id("backups"), Risk::Medium),
        (id("dropped"), Risk::None),
        (id("tapes"), Risk::Unanswered),
        (id("never"), Risk::NotApplicable),
    ];
    Workload {
        id: WorkloadId("golden".to_owned()),
        created_at: Timestamp(1_790_000_000_000),
        updated_at: Timestamp(1_790_000_123_456),
        properties: properties.clone(),
        reviews: vec![review],
        pillar_priorities: vec![PillarId::from("security"), PillarId::from("operations")],
        milestones: vec![Milestone {
            number: 2,
            name: "Before launch".to_owned(),
            recorded_at: Timestamp(1_790_000_100_000),
            properties: Properties { notes: String::new(), ..properties },
            pillar_priorities: Vec::new(),
            reviews: vec![RecordedReview { review: earlier, risks: risks.into() }],
            attendance: None,
        }],
        last_milestone: 3,
    }
}

fn lens_entry() -> LensEntry {
    LensEntry { key: LensKey("custom-0123".to_owned()), name: "Mine".to_owned(), questions: 12 }
}

/// What is kept of [`workload`] in `clash.v1.json`.
fn clash() -> Place {
    let lens = LensKey("launch-readiness".to_owned());
    Place::Answer(lens, QuestionId::from("backups"))
}

const CLASH_KEY: &str = "plumbline/clash/golden@0123456789abcdef";

const LENS_TEXT: &str = "{\r\n  \"name\": \"Mine ✓\"\r\n}";

/// What `marks.v1.json` means.
fn marks() -> Marks {
    let mut marks = Marks::default();
    for (n, (lens, question, choice)) in [
        ("custom-0123", "ü\"", "a"),
        ("framework", "backups", "backups_made"),
        ("framework", "backups", "backups_tested"),
    ]
    .into_iter()
    .enumerate()
    {
        let practice = PracticeId {
            lens: LensKey(lens.to_owned()),
            question: QuestionId::from(question),
            choice: ChoiceId::from(choice),
        };
        marks.set(practice, Some(Mark::ALL[n]), Timestamp(1_790_000_000_000 + n as i64));
    }
    marks
}

/// What `practice.v1.json` means.
fn practice() -> Practice {
    let card = |n: i64| Card { ease: 2_500 - n, row: n as u32, interval: 6 * n, due: 20_700 + n };
    let cards = marks().entries.into_iter().zip(0..).map(|((id, _), n)| (id, card(n)));
    Practice { cards: cards.collect(), days: [20_690, 20_699, 20_700].into() }
}

fn settings() -> Settings {
    let mut settings =
        Settings { theme: Theme::Dark, review_owner: "Ada".to_owned(), ..Settings::default() };
    settings.other.insert("remembered".to_owned(), json!([1, "two"]));
    settings
}

#[test]
fn golden_records_still_mean_the_same() {
    let at = Timestamp(1_790_000_200_000);
    for version in 1..=1 {
        let memory = Memory::new();
        memory.plant("plumbline/workload/golden", &golden("plumbline/workload", version));
        memory.plant("plumbline/lens/custom-0123", &golden("plumbline/lens", version));
        memory.plant(keys::SETTINGS, &golden("plumbline/settings", version));
        let store = Store::new(memory.clone());
        let loaded = store.load_workload(&WorkloadId("golden".to_owned())).expect("it is readable");
        assert_eq!((loaded.workload, loaded.saved_at), (workload(), at));
        let lens = store.load_lens(&lens_entry().key).expect("it is readable");
        assert_eq!((lens.entry, lens.text.as_str()), (lens_entry(), LENS_TEXT));
        assert_eq!(store.load_settings(), (settings(), None));
        memory.plant(keys::MARKS, &golden("plumbline/marks", version));
        assert_eq!(store.load_marks(), Ok(marks()));
        memory.plant(keys::PRACTICE, &golden("plumbline/practice", version));
        assert_eq!(store.load_practice(), Ok(practice()));
        memory.plant(CLASH_KEY, &golden("plumbline/clash", version));
        let kept = store.clashes(&WorkloadId("golden".to_owned())).expect("memory can be read");
        assert_eq!(kept.len(), 1);
        assert_eq!((&kept[0].place, kept[0].kept_at), (&clash(), at));
        assert_eq!(kept[0].said, said(&workload(), &clash()));
        // The index is rebuilt, and its golden file says the same.
        memory.remove(keys::INDEX).expect("memory does not refuse");
        let rebuilt = store.load_index().expect("memory can be read");
        let memory = Memory::new();
        memory.plant(keys::INDEX, &golden("plumbline/index", version));
        memory.plant("plumbline/workload/golden", "never read");
        memory.plant("plumbline/lens/custom-0123", "never read");
        let store = Store::new(memory.clone());
        assert_eq!(store.load_index(), Ok(rebuilt));
        assert_eq!(memory.reads(), 1);
    }
}

/// What `workload.v2.json` means: version 2 brought who took part.
fn attended() -> Workload {
    let mut workload = workload();
    workload.milestones[0].attendance = Some(Attendance {
        workshop: "Ticket shop, in one room".to_owned(),
        count: 5,
        people: vec!["Ada".to_owned(), "Grace".to_owned()],
    });
    workload
}

fn session() -> Session {
    let part = |title: &str, minutes, questions: &[&str]| TimeBox {
        title: title.to_owned(),
        minutes,
        questions: questions.iter().map(|id| QuestionId::from(*id)).collect(),
    };
    Session {
        id: SessionId("5e551011".to_owned()),
        name: "Ticket shop, in one room".to_owned(),
        lens: workload().reviews[0].lens.clone(),
        naming: Naming::Named,
        agenda: vec![part("Operations", 20, &["alarms", "backups"]), part("Rest", 5, &["tapes"])],
        made_at: Timestamp(1_790_000_000_000),
    }
}

fn reply() -> Reply {
    let mut reply = Reply::new(
        &session(),
        AttendeeId("a77e11dee".to_owned()),
        "Grace \u{2713}",
        Timestamp(1_790_000_050_000),
    );
    reply.review.answers = workload().reviews[0].answers.clone();
    reply.unsure.insert(QuestionId::from("tapes"));
    reply
}

/// What `workshop.v1.json` means.
fn workshop() -> Workshop {
    let nobody = Reply::new(&session(), AttendeeId("0".to_owned()), "", Timestamp(1));
    Workshop {
        session: session(),
        workload: workload().id,
        replies: vec![reply(), nobody],
        settled: [QuestionId::from("alarms")].into(),
        people: 3,
        milestone: Some(2),
        changed_at: Timestamp(1_790_000_060_000),
    }
}

/// What `attending.v1.json` means.
fn attending() -> Attending {
    Attending { session: session(), reply: reply(), returned: Some(Timestamp(1_790_000_040_000)) }
}

#[test]
fn golden_workshops_and_who_took_part_still_mean_the_same() {
    let memory = Memory::new();
    memory.plant("plumbline/workload/golden", &golden("plumbline/workload", 2));
    memory.plant(&keys::workshop(&session().id), &golden("plumbline/workshop", 1));
    memory.plant(&keys::attending(&session().id), &golden("plumbline/attending", 1));
    let store = Store::new(memory);
    assert_eq!(store.load_workload(&workload().id).map(|l| l.workload), Ok(attended()));
    assert_eq!(store.load_workshop(&session().id), Ok(workshop()));
    assert_eq!(store.load_attending(&session().id), Ok(attending()));
}

/// Older versions of the app leave alone only what they would lose part of.
#[test]
fn a_workload_is_written_in_the_oldest_version_that_holds_all_of_it() {
    for (workload, version) in [(workload(), 1), (attended(), 2)] {
        let memory = Memory::new();
        let store = Store::new(memory.clone());
        store.save_workload(&workload, &Default::default(), None, PUT_AWAY).expect("there is room");
        let text = memory.get("plumbline/workload/golden").expect("memory can be read");
        let says = format!("\"format\":\"plumbline/workload\",\"version\":{version},");
        assert!(text.expect("it is stored").contains(&says));
    }
}

/// When the golden snapshot and the golden milestone were put away.
const PUT_AWAY: Timestamp = Timestamp(1_790_000_300_000);

fn binned() -> String {
    keys::deleted(PUT_AWAY, &keys::milestone(&workload().id, 2))
}

#[test]
fn golden_copies_can_still_be_put_back() {
    for version in 1..=1 {
        let memory = Memory::new();
        memory.plant(&keys::snapshot(PUT_AWAY), &golden("plumbline/snapshot", version));
        let store = Store::new(memory.clone());
        let list = store.list_snapshots().expect("memory can be read");
        assert_eq!(list.len(), 1);
        assert_eq!((list[0].at, list[0].reason), (PUT_AWAY, Before::Restore));
        assert_eq!(list[0].names, ["Ticket shop", "Settings"]);
        store.restore_snapshot(&list[0].key, PUT_AWAY).expect("their places are free");
        let loaded = store.load_workload(&workload().id).expect("it is back");
        assert_eq!((loaded.workload, store.load_settings().0), (workload(), settings()));

        let without = Workload { milestones: Vec::new(), ..workload() };
        let memory = Memory::new();
        let store = Store::new(memory.clone());
        store.save_workload(&without, &Default::default(), None, PUT_AWAY).expect("there is room");
        memory.plant(&binned(), &golden("plumbline/milestone", version));
        let bin = store.list_trash().expect("memory can be read");
        assert_eq!((bin.len(), bin[0].name.as_str()), (1, "Before launch of Ticket shop"));
        store.restore_from_trash(&bin[0].key, PUT_AWAY).expect("its place is free");
        let loaded = store.load_workload(&workload().id).expect("it is there").workload;
        assert_eq!(loaded.milestones, workload().milestones);
        assert_eq!(store.list_trash(), Ok(Vec::new()));
    }
}

/// Writes the golden files of the current versions where there are none yet:
/// `cargo test --test storage_golden -- --ignored`, after a version was raised.
#[test]
#[ignore = "writes files"]
fn write_missing_golden_files() {
    let at = Timestamp(1_790_000_200_000);
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    store.save_workload(&workload(), &Default::default(), None, at).expect("there is room");
    store.save_lens(lens_entry(), LENS_TEXT, at).expect("there is room");
    store.save_settings(&settings(), at).expect("there is room");
    store
        .keep_clash(&workload(), &clash(), &said(&workload(), &clash()), at)
        .expect("there is room");
    let put_back = ["plumbline/workload/golden".to_owned(), keys::SETTINGS.to_owned()];
    store.snapshot_of(Before::Restore, &put_back, PUT_AWAY).expect("there is room");
    store.bin_milestone(&workload(), 2, PUT_AWAY).expect("there is room");
    store.change_marks(|m| *m = marks(), at).expect("there is room");
    store.change_practice(|p| *p = practice(), at).expect("there is room");
    store.add_workshop(&workshop(), at).expect("there is room");
    store.add_attending(&attending(), at).expect("there is room");
    let stored = memory.snapshot();
    let newer = Memory::new();
    let store = Store::new(newer.clone());
    store.save_workload(&attended(), &Default::default(), None, at).expect("there is room");
    let newer = newer.snapshot();
    let clash_key = stored.keys().find(|key| key.starts_with("plumbline/clash/"));
    for (format, key) in FORMATS.iter().zip([
        "plumbline/workload/golden",
        "plumbline/lens/custom-0123",
        keys::SETTINGS,
        keys::INDEX,
        clash_key.expect("it is kept"),
        &keys::snapshot(PUT_AWAY),
        &binned(),
        keys::MARKS,
        keys::PRACTICE,
        &keys::workshop(&session().id),
        &keys::attending(&session().id),
    ]) {
        let name = format.name.replace("plumbline/", "");
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/storage/{name}.v{}.json", format.version));
        if !path.exists() {
            std::fs::write(&path, format!("{}\n", newer.get(key).unwrap_or(&stored[key])))
                .expect("the folder is there");
        }
    }
}
