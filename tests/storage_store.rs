//! Saving, listing, deleting and what a person is told when it fails.

use std::sync::Arc;

use plumbline::collections::Map;
use plumbline::lens::{ChoiceId, QuestionId, parse};
use plumbline::review::{
    AnswerChange, Command, Counts, LensKey, LensRef, Lenses, Properties, Workload, WorkloadId,
};
use plumbline::storage::{
    Error, LensEntry, Memory, Port, PortError, Settings, Store, Theme, Unreadable, Why, keys,
};
use plumbline::time::Timestamp;
use serde_json::json;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn lenses() -> Lenses {
    let question = |id: &str| {
        json!({"id": id, "title": id,
            "choices": [{"id": "yes", "title": "Yes"}, {"id": "x_no", "title": "None of these"}],
            "riskRules": [{"condition": "yes", "risk": "NO_RISK"},
                {"condition": "default", "risk": "HIGH_RISK"}]})
    };
    let lens = json!({"schemaVersion": "2021-11-01", "name": "Small", "description": "Small",
        "pillars": [{"id": "p", "name": "P", "questions": [question("q1"), question("q2")]}]});
    let lens = parse(&lens.to_string()).lens.expect("it is usable");
    Map::from([(LensKey("small".to_owned()), Arc::new(lens))])
}

fn workload(id: &str, lenses: &Lenses) -> Workload {
    let (key, lens) = lenses.iter().next().expect("there is one");
    let properties = Properties { name: format!("Name of {id}"), ..Properties::default() };
    let lens = LensRef::new(key.clone(), lens);
    let mut workload = Workload::new(WorkloadId(id.to_owned()), properties, [lens], NOW);
    let tick = Command::Answer {
        lens: key.clone(),
        question: QuestionId::from("q1"),
        change: AnswerChange::Select(ChoiceId::from("x_no")),
    };
    workload.apply(tick, lenses, NOW).expect("the choice exists");
    workload
}

fn id(id: &str) -> WorkloadId {
    WorkloadId(id.to_owned())
}

fn entry(key: &str, name: &str) -> LensEntry {
    LensEntry { key: LensKey(key.to_owned()), name: name.to_owned(), questions: 7 }
}

#[test]
fn the_list_shows_what_was_saved_without_reading_it() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    for n in 0..20 {
        let mut workload = workload(&format!("w{n:02}"), &lenses);
        workload.updated_at = Timestamp(NOW.0 + n);
        store.save_workload(&workload, &lenses, None, NOW).expect("there is room");
    }
    assert_eq!(store.save_lens(entry("custom-1", "Mine"), "{ }", NOW), Ok(None));

    let before = memory.reads();
    let index = store.load_index().expect("memory can be read");
    assert_eq!(memory.reads() - before, 1, "only the index is read");
    assert_eq!(index.workloads.len(), 20);
    assert_eq!(index.lenses, [entry("custom-1", "Mine")]);
    assert_eq!(index.problem, None);
    let first = &index.workloads[0];
    assert_eq!((first.id.0.as_str(), first.name.as_str()), ("w19", "Name of w19"));
    assert_eq!(first.lenses, [(LensKey("small".to_owned()), "Small".to_owned())]);
    assert_eq!(first.counts, Counts { high: 1, unanswered: 1, ..Counts::default() });
    assert_eq!(first.milestones, 0);
}

#[test]
fn the_list_is_rebuilt_where_it_is_missing_damaged_newer_or_wrong() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    for name in ["a", "b"] {
        store.save_workload(&workload(name, &lenses), &lenses, None, NOW).expect("there is room");
    }
    store.save_lens(entry("custom-1", "Mine"), "text", NOW).expect("there is room");
    let want = store.load_index().expect("memory can be read");
    let good = memory.snapshot()[keys::INDEX].clone();
    let cases = [
        String::new(),
        "{".to_owned(),
        good.replace("\"version\":1", "\"version\":9"),
        good.replace("\"id\":\"a\"", "\"id\":\"gone\""),
        good.replace("\"counts\":", "\"count\":"),
        good.replace("\"workloads\":", "\"w\":"),
        good.replace("\"questions\":7", "\"questions\":-7"),
    ];
    for case in cases {
        memory.plant(keys::INDEX, &case);
        assert_eq!(store.load_index(), Ok(want.clone()), "{case}");
        assert_eq!(memory.snapshot()[keys::INDEX], good, "{case}");
    }
    memory.remove(keys::INDEX).expect("memory does not refuse");
    assert_eq!(store.load_index(), Ok(want));
}

#[test]
fn a_line_that_a_crash_left_old_is_corrected_when_the_workload_is_opened() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    let mut w = workload("a", &lenses);
    let saved = store.save_workload(&w, &lenses, None, NOW).expect("there is room");
    w.properties.name = "Renamed".to_owned();
    memory.crash_after_writes(1);
    let saved = store.save_workload(&w, &lenses, Some(saved.revision), NOW);
    assert!(saved.is_err() || saved.is_ok_and(|s| s.index_problem.is_some()));
    memory.restart();
    assert_eq!(store.load_workload(&id("a")).expect("it was saved").workload, w);
    assert_eq!(store.load_index().expect("memory can be read").workloads[0].name, "Renamed");
}

#[test]
fn a_second_tab_never_overwrites_unseen() {
    let memory = Memory::new();
    let (tab, other_tab) = (Store::new(memory.clone()), Store::new(memory));
    let lenses = lenses();
    let mut mine = workload("a", &lenses);
    let first = tab.save_workload(&mine, &lenses, None, NOW).expect("there is room");
    let theirs = other_tab.load_workload(&id("a")).expect("it was saved");
    assert_eq!(theirs.revision, first.revision);

    mine.properties.notes = "mine".to_owned();
    let second = tab.save_workload(&mine, &lenses, Some(first.revision), NOW).expect("I saw it");
    let mut their_copy = theirs.workload.clone();
    their_copy.properties.notes = "theirs".to_owned();
    let conflict = other_tab.save_workload(&their_copy, &lenses, Some(theirs.revision), NOW);
    assert_eq!(conflict, Err(Error::ChangedElsewhere { stored: second.revision }));
    assert_eq!(tab.load_workload(&id("a")).expect("it is there").workload, mine);
    // A new workload does not replace one either.
    let conflict = other_tab.save_workload(&their_copy, &lenses, None, NOW);
    assert_eq!(conflict, Err(Error::ChangedElsewhere { stored: second.revision }));
    // The person decides to replace it.
    other_tab.save_workload(&their_copy, &lenses, Some(second.revision), NOW).expect("it was seen");

    tab.delete_workload(&id("a"), NOW).expect("it is there");
    let gone = other_tab.save_workload(&their_copy, &lenses, Some(second.revision), NOW);
    assert_eq!(gone, Err(Error::DeletedElsewhere));
    assert_eq!(tab.stored_revision(&id("a")), Ok(None));
}

#[test]
fn a_full_disk_keeps_the_old_record_and_says_so() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    let mut w = workload("a", &lenses);
    let saved = store.save_workload(&w, &lenses, None, NOW).expect("there is room");
    let before = w.clone();
    memory.set_quota(Some(memory.used()));
    w.properties.notes = "one more note".to_owned();
    let error =
        store.save_workload(&w, &lenses, Some(saved.revision), NOW).expect_err("there is no room");
    assert_eq!(error, Error::Port(PortError::Full));
    assert!(error.to_string().contains("full"), "{error}");
    assert_eq!(store.load_workload(&id("a")).expect("it is there").workload, before);
}

#[test]
fn a_list_that_cannot_be_written_is_rebuilt_and_not_left_old() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    let mut w = workload("a", &lenses);
    let saved = store.save_workload(&w, &lenses, None, NOW).expect("there is room");
    w.properties.name += " longer";
    // Room for the longer name in the document, and none in the index.
    memory.set_quota(Some(memory.used() + " longer".len()));
    let saved = store.save_workload(&w, &lenses, Some(saved.revision), NOW).expect("it fits");
    assert_eq!(saved.index_problem, Some(Error::Port(PortError::Full)));
    assert_eq!(
        store.load_index().expect("memory can be read").workloads[0].name,
        "Name of a longer"
    );
    memory.plant("plumbline/workload/b", &"x".repeat(10_000));
    let index = store.load_index().expect("memory can be read");
    assert_eq!(index.workloads[0].name, "Name of a longer");
}

#[test]
fn a_newer_record_is_never_touched() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    let key = keys::workload(&id("a"));
    let newer = r#"{"format":"plumbline/workload","version":7,"data":{"later":1}}"#;
    memory.plant(&key, newer);
    let want = Error::Newer { key: key.clone(), version: 7 };
    assert_eq!(store.load_workload(&id("a")), Err(want.clone()));
    assert_eq!(store.save_workload(&workload("a", &lenses), &lenses, None, NOW), Err(want));
    let index = store.load_index().expect("memory can be read");
    assert!(index.workloads.is_empty());
    assert_eq!(index.unreadable, [Unreadable { key: key.clone(), why: Why::Newer(7), text: None }]);
    let listed = store.unreadable().expect("memory can be read");
    assert_eq!(listed[0].text.as_deref(), Some(newer));
    assert_eq!(memory.snapshot()[&key], newer);
}

#[test]
fn a_damaged_record_is_set_aside_before_another_takes_its_place() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    let w = workload("a", &lenses);
    let saved = store.save_workload(&w, &lenses, None, NOW).expect("there is room");
    let key = keys::workload(&id("a"));
    memory.plant(&key, "half a rec");
    assert!(matches!(store.load_workload(&id("a")), Err(Error::Damaged { .. })));
    assert_eq!(memory.snapshot()[&key], "half a rec", "reading leaves it in place");

    // No room for the copy: nothing is saved over the original.
    memory.fail_next_writes(1, PortError::Full);
    let refused = store.save_workload(&w, &lenses, Some(saved.revision), NOW);
    assert_eq!(refused, Err(Error::InTheWay { key: key.clone(), why: PortError::Full }));
    assert_eq!(memory.snapshot()[&key], "half a rec");

    store.save_workload(&w, &lenses, Some(saved.revision), NOW).expect("there is room");
    assert_eq!(store.load_workload(&id("a")).expect("it was saved").workload, w);
    assert_eq!(memory.snapshot()[&keys::quarantine(&key, 1)], "half a rec");
    let index = store.load_index().expect("memory can be read");
    assert_eq!((index.workloads.len(), index.unreadable.len()), (1, 1));
    assert_eq!(index.unreadable[0].why, Why::Quarantined);

    // The next one has a place of its own; the same one has no second copy.
    for text in ["another", "another", "half a rec"] {
        memory.plant(&key, text);
        store.save_workload(&w, &lenses, None, NOW).expect("there is room");
    }
    let quarantined = store.unreadable().expect("memory can be read");
    let texts: Vec<_> = quarantined.iter().map(|u| u.text.as_deref()).collect();
    assert_eq!(texts, [Some("half a rec"), Some("another")]);
}

#[test]
fn deleting_can_be_undone_from_memory_and_from_disk() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    let w = workload("a", &lenses);
    store.save_workload(&w, &lenses, None, NOW).expect("there is room");
    store.load_index().expect("memory can be read");
    let before = memory.snapshot();

    let deleted = store.delete_workload(&id("a"), NOW).expect("it is there");
    assert_eq!(deleted.problem, None);
    assert_eq!(store.load_index().expect("memory can be read").workloads, []);
    assert_eq!(
        store.delete_workload(&id("a"), NOW),
        Err(Error::NotFound { key: keys::workload(&id("a")) })
    );
    let restored = store.restore(deleted.trash.clone());
    assert_eq!((restored.records, restored.problem), (1, None));
    store.load_index().expect("memory can be read");
    assert_eq!(memory.snapshot(), before, "no copy stays in the trash");

    store.delete_workload(&id("a"), NOW).expect("it is there");
    let trash = store.list_trash().expect("memory can be read");
    assert_eq!((trash.len(), trash[0].name.as_str()), (1, "Name of a"));
    assert_eq!(trash[0].deleted_at, NOW);
    store.restore_from_trash(&trash[0].key, NOW).expect("its place is free");
    store.load_index().expect("memory can be read");
    assert_eq!(memory.snapshot(), before);

    // Something else is in its place by now: nothing is replaced.
    let deleted = store.delete_workload(&id("a"), NOW).expect("it is there");
    let other = Workload { last_milestone: 4, ..w };
    store.save_workload(&other, &lenses, None, NOW).expect("there is room");
    let restored = store.restore(deleted.trash.clone());
    assert_eq!(restored.left, deleted.trash);
    assert_eq!(restored.problem, Some(Error::Occupied { key: keys::workload(&id("a")) }));
    let in_trash = store.list_trash().expect("memory can be read");
    assert!(store.restore_from_trash(&in_trash[0].key, NOW).is_err());
    assert_eq!(store.load_workload(&id("a")).expect("it is there").workload, other);

    assert_eq!(store.empty_trash(NOW), Ok(0), "deleted at that time, not before");
    assert_eq!(store.empty_trash(Timestamp(i64::MAX)), Ok(1));
    assert_eq!(store.list_trash(), Ok(vec![]));
}

#[test]
fn a_full_disk_does_not_keep_anybody_from_deleting() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    store.save_workload(&workload("a", &lenses), &lenses, None, NOW).expect("there is room");
    memory.set_quota(Some(memory.used()));
    let deleted = store.delete_workload(&id("a"), NOW).expect("removing needs no room");
    assert_eq!((deleted.kept_at, deleted.trash.records.len()), (None, 1));
    assert_eq!(store.restore(deleted.trash).problem, None);
    assert!(store.load_workload(&id("a")).is_ok());
}

#[test]
fn deleting_what_could_not_be_saved_brings_back_the_newer_version() {
    let lenses = lenses();
    let older = workload("a", &lenses);
    let mut newer = older.clone();
    newer.properties.name = "Typed since".to_owned();
    let name = |store: &Store| store.load_workload(&id("a")).map(|l| l.workload.properties.name);
    for (is_stored, room) in [(true, 9_000), (true, 0), (false, 9_000), (false, 0)] {
        let memory = Memory::new();
        let store = Store::new(memory.clone());
        if is_stored {
            store.save_workload(&older, &lenses, None, NOW).expect("there is room");
        }
        memory.set_quota(Some(memory.used() + room));
        let deleted = store.delete_newer(&newer, &lenses, NOW).expect("removing needs no room");
        assert!(matches!(name(&store), Err(Error::NotFound { .. })));
        let bin = store.list_trash().expect("memory can be read");
        let is_kept = deleted.kept_at.is_some();
        assert_eq!(bin.iter().any(|entry| entry.name == "Typed since"), is_kept);
        assert_eq!(is_kept, is_stored || room > 0, "what is stored makes room for it");
        memory.set_quota(None);
        let problem = match deleted.kept_at {
            Some(key) => store.restore_from_trash(&key, NOW).err(),
            None => store.restore(deleted.trash).problem,
        };
        assert_eq!(problem, None);
        assert_eq!(name(&store), Ok("Typed since".to_owned()));
    }
}

#[test]
fn everything_can_be_deleted_and_brought_back() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let lenses = lenses();
    memory.plant("another-app", "stays");
    store.save_workload(&workload("a", &lenses), &lenses, None, NOW).expect("there is room");
    store.save_lens(entry("custom-1", "Mine"), "text", NOW).expect("there is room");
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    store.save_settings(&settings, NOW).expect("there is room");
    memory.plant(&keys::workload(&id("rotten")), "rotten");
    memory.plant("plumbline/from-a-newer-version", "?");
    store.load_index().expect("memory can be read");
    let before = memory.snapshot();

    let deleted = store.delete_everything().expect("memory can be read");
    assert_eq!(deleted.problem, None);
    assert_eq!(memory.snapshot().into_keys().collect::<Vec<_>>(), ["another-app"]);
    let restored = store.restore(deleted.trash);
    assert_eq!((restored.problem, restored.left.records.len()), (None, 0));
    store.load_index().expect("memory can be read");
    assert_eq!(memory.snapshot(), before);
}

#[test]
fn lenses_are_kept_as_they_came() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let text = "\u{feff}{ \"name\": \"Mine\",\r\n \"x\": NaN }";
    assert_eq!(store.save_lens(entry("custom-1", "Mine"), text, NOW), Ok(None));
    let loaded = store.load_lens(&LensKey("custom-1".to_owned())).expect("it was saved");
    assert_eq!((loaded.text.as_str(), loaded.saved_at), (text, NOW));
    assert_eq!(store.list_lenses(), Ok(vec![entry("custom-1", "Mine")]));
    memory.remove(keys::INDEX).expect("memory does not refuse");
    assert_eq!(store.list_lenses(), Ok(vec![entry("custom-1", "Mine")]));
    let deleted = store.delete_lens(&loaded.entry.key, NOW).expect("it is there");
    assert_eq!(store.list_lenses(), Ok(vec![]));
    assert_eq!(store.list_trash().expect("memory can be read")[0].name, "Mine");
    assert_eq!(store.restore(deleted.trash).problem, None);
    assert_eq!(store.list_lenses(), Ok(vec![entry("custom-1", "Mine")]));
}

#[test]
fn a_choice_leaves_what_another_tab_stored() {
    let memory = Memory::new();
    let (here, there) = (Store::new(memory.clone()), Store::new(memory.clone()));
    here.change_settings(|s| s.review_owner = "Ada".to_owned(), NOW).expect("there is room");
    there.change_settings(|s| s.backed_up(NOW), NOW).expect("there is room");
    let all = here.change_settings(|s| s.theme = Theme::Dark, NOW).expect("there is room");
    assert_eq!((all.theme, all.review_owner.as_str()), (Theme::Dark, "Ada"));
    assert_eq!(all.last_backup(), Some(NOW));
    assert_eq!(there.load_settings(), (all, None));

    let newer = r#"{"format":"plumbline/settings","version":2}"#;
    memory.plant(keys::SETTINGS, newer);
    let refused = here.change_settings(|s| s.theme = Theme::Light, NOW);
    assert!(matches!(refused, Err(Error::Newer { .. })));
    assert_eq!(memory.snapshot()[keys::SETTINGS], newer);
    assert_eq!(memory.snapshot()[keys::THEME], "dark");

    memory.plant(keys::SETTINGS, "not settings");
    here.change_settings(|s| s.theme = Theme::Light, NOW).expect("there is room");
    assert_eq!(memory.snapshot()[&keys::quarantine(keys::SETTINGS, 1)], "not settings");
    assert_eq!(here.load_settings().0.theme, Theme::Light);
}

#[test]
fn a_choice_that_was_not_stored_is_carried_over_alone() {
    let settings = |owner: &str, other: serde_json::Value| Settings {
        review_owner: owner.to_owned(),
        other: other.as_object().expect("an object").clone(),
        ..Settings::default()
    };
    let before = settings("Ada", json!({"keys": true, "tour": 1, "zoom": 2}));
    let mut after = settings("Ada", json!({"keys": false, "zoom": 2, "streak": false}));
    after.theme = Theme::Dark;
    let mut stored = settings("Bo", json!({"keys": true, "tour": 1, "zoom": 3, "last_backup": 4}));
    stored.carry_over(&before, &after);
    let mut wanted =
        settings("Bo", json!({"keys": false, "zoom": 3, "streak": false, "last_backup": 4}));
    wanted.theme = Theme::Dark;
    assert_eq!(stored, wanted);
}

#[test]
fn settings_keep_what_they_do_not_know() {
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    assert_eq!(store.load_settings(), (Settings::default(), None));
    memory.plant(
        keys::SETTINGS,
        r#"{"format":"plumbline/settings","version":1,"data":{"theme":"purple","zoom":[1]}}"#,
    );
    let (mut settings, problem) = store.load_settings();
    assert_eq!((problem, settings.theme), (None, Theme::System));
    settings.review_owner = "Ada".to_owned();
    settings.theme = Theme::Dark;
    store.save_settings(&settings, NOW).expect("there is room");
    assert_eq!(memory.snapshot()[keys::THEME], "dark");
    assert_eq!(store.load_settings(), (settings.clone(), None));
    assert_eq!(settings.other["zoom"], json!([1]));
    settings.theme = Theme::System;
    store.save_settings(&settings, NOW).expect("there is room");
    assert!(!memory.snapshot().contains_key(keys::THEME));

    memory.plant(keys::SETTINGS, "not settings");
    assert!(matches!(store.load_settings(), (_, Some(Error::Damaged { .. }))));
    store.save_settings(&settings, NOW).expect("there is room");
    assert_eq!(memory.snapshot()[&keys::quarantine(keys::SETTINGS, 1)], "not settings");
    let newer = r#"{"format":"plumbline/settings","version":2}"#;
    memory.plant(keys::SETTINGS, newer);
    assert!(matches!(store.save_settings(&settings, NOW), Err(Error::Newer { .. })));
    assert_eq!(memory.snapshot()[keys::SETTINGS], newer);
}

#[test]
fn usage_names_the_largest_first() {
    let memory = Memory::new();
    memory.plant("plumbline/theme", "dark");
    memory.plant("plumbline/workload/a", &"🙂".repeat(50));
    memory.plant("another-app", "not ours");
    let usage = Store::new(memory).usage().expect("memory can be read");
    let want = [("plumbline/workload/a".to_owned(), 120), ("plumbline/theme".to_owned(), 19)];
    assert_eq!(usage, want);
}

#[test]
fn every_error_is_a_sentence_that_says_what_to_do() {
    let key = || "plumbline/workload/a".to_owned();
    let errors = [
        Error::Port(PortError::Full),
        Error::Port(PortError::Blocked),
        Error::Port(PortError::Other("boom".to_owned())),
        Error::DeletedElsewhere,
        Error::NotFound { key: key() },
        Error::Newer { key: key(), version: 2 },
        Error::Damaged { key: key(), why: "The record holds no data.".to_owned() },
        Error::InTheWay { key: key(), why: PortError::Full },
        Error::NotFaithful,
        Error::Occupied { key: key() },
        Error::ChangedMeanwhile { key: key() },
        Error::NoRoomForCopy,
        Error::NoReview,
    ];
    let sentences: Vec<String> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(sentences.join("\n"));
}
