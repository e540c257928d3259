//! Backups, snapshots and the bin: what comes back is what went, all of it or
//! nothing, and nothing readable is ever replaced without a copy.

#[path = "support/arbitrary.rs"]
mod arbitrary;

use plumbline::collections::Map;
use plumbline::exchange::backup::{self, Record};
use plumbline::lens::LensHash;
use plumbline::review::merge::{Place, Version};
use plumbline::review::properties::Field;
use plumbline::review::{LensKey, LensRef, Lenses, Milestone, Properties, Workload, WorkloadId};
use plumbline::storage::snapshots::MOST;
use plumbline::storage::trash::KEPT_FOR;
use plumbline::storage::{
    Before, Changed, Choice, Error, Item, LensEntry, Memory, Newer, PortError, Put, Settings,
    State, Store, Theme, What, Why, keys,
};
use plumbline::time::Timestamp;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn after(milliseconds: i64) -> Timestamp {
    Timestamp(NOW.0 + milliseconds)
}

fn workload(id: &str, notes: &str) -> Workload {
    let lens = LensRef {
        key: LensKey("small".to_owned()),
        hash: LensHash("00".to_owned()),
        name: "Small".to_owned(),
    };
    let properties = Properties {
        name: format!("Name of {id}"),
        notes: notes.to_owned(),
        ..Properties::default()
    };
    Workload::new(WorkloadId(id.to_owned()), properties, [lens], NOW)
}

fn with_milestone(id: &str) -> Workload {
    let mut workload = workload(id, "");
    let milestone = Milestone::record(&workload, &Lenses::new(), "First".to_owned(), NOW);
    workload.last_milestone = 1;
    workload.milestones.push(milestone);
    workload
}

/// A store in memory, and the memory.
fn machine() -> (Memory, Store) {
    let memory = Memory::new();
    (memory.clone(), Store::new(memory))
}

fn save(store: &Store, workload: &Workload) {
    let seen = store.stored_revision(&workload.id).expect("memory can be read");
    store.save_workload(workload, &Lenses::new(), seen, NOW).expect("there is room");
}

fn load(store: &Store, id: &str) -> Result<Workload, Error> {
    store.load_workload(&WorkloadId(id.to_owned())).map(|l| l.workload)
}

/// In these tests a lens's text is its own key.
fn key_of_lens(text: &str) -> Option<LensKey> {
    Some(LensKey(text.to_owned()))
}

fn save_lens(store: &Store, key: &str) {
    let entry = LensEntry { key: LensKey(key.to_owned()), name: "Mine".to_owned(), questions: 3 };
    store.save_lens(entry, key, NOW).expect("there is room");
}

/// The backup of a store, through the file.
fn back_up(store: &Store) -> Vec<(String, String)> {
    let records: Vec<Record> = store
        .to_back_up()
        .expect("memory can be read")
        .into_iter()
        .map(|(key, name, text)| Record { key, name, text })
        .collect();
    let (read, found) = backup::read(&backup::write(&records, NOW));
    assert_eq!(found, []);
    read.expect("it is a backup").records
}

fn preview(store: &Store, records: Vec<(String, String)>) -> Vec<Item> {
    store.preview(records, &key_of_lens, &["sample"]).expect("memory can be read")
}

fn suggested(items: &[Item]) -> Vec<(&Item, Choice)> {
    items.iter().map(|item| (item, item.choices[0])).collect()
}

fn restore(store: &Store, chosen: &[(&Item, Choice)]) -> Result<Changed, Error> {
    let mut n = 0;
    let new_id = || {
        n += 1;
        format!("copy-{n}")
    };
    store.restore_backup(chosen, new_id, after(1_000))
}

/// Everything but what the app makes by itself.
fn documents(memory: &Memory) -> Map<String, String> {
    let mut all = memory.snapshot();
    all.retain(|key, _| {
        !matches!(keys::kind(key), Some(keys::Kind::Index | keys::Kind::Snapshot { .. }))
    });
    all
}

fn move_over(from: &Store, to: &Store) -> Result<(), Error> {
    from.move_to(to, &key_of_lens, || "copy".to_owned(), after(1_000))
}

#[test]
fn what_was_in_memory_moves_over_and_replaces_nothing() {
    let (_, here) = machine();
    let (memory, there) = machine();
    for id in ["new", "both", "gone"] {
        save(&here, &workload(id, "here"));
    }
    save(&there, &workload("both", "there"));
    save_lens(&here, "custom-0");
    let gone = keys::workload(&WorkloadId("gone".to_owned()));
    here.delete_record(&gone, NOW).expect("there is room");
    here.change_settings(|s| s.theme = Theme::Dark, NOW).expect("there is room");
    there.change_settings(|s| s.review_owner = "Ada".to_owned(), NOW).expect("there is room");
    let settings = there.load_settings();

    move_over(&here, &there).expect("there is room");
    assert_eq!(load(&there, "new"), Ok(workload("new", "here")));
    assert_eq!(load(&there, "both"), Ok(workload("both", "there")));
    assert_eq!(load(&there, "copy").map(|w| w.properties.notes), Ok("here".to_owned()));
    assert_eq!(there.list_lenses().map(|lenses| lenses.len()), Ok(1));
    assert_eq!(there.list_trash().map(|bin| bin.len()), Ok(1));
    assert_eq!(there.load_settings(), settings);
    assert_eq!(there.load_index().map(|index| index.workloads.len()), Ok(3));
    // What another tab has open goes on from the same text.
    let revision = |store: &Store| store.stored_revision(&WorkloadId("new".to_owned()));
    assert_eq!(revision(&there), revision(&here));

    let (empty_memory, empty) = machine();
    move_over(&there, &empty).expect("there is room");
    assert_eq!(documents(&empty_memory), documents(&memory));
}

#[test]
fn what_cannot_move_over_whole_stays_in_memory() {
    let (from, here) = machine();
    let (memory, there) = machine();
    save(&here, &workload("new", "here"));
    from.plant(keys::MARKS, include_str!("fixtures/storage/marks.v1.json"));
    memory.set_quota(Some(memory.used() + 1_500));
    from.plant(keys::PRACTICE, &format!("{{{}", " ".repeat(1_500)));
    assert!(move_over(&here, &there).is_err());
    assert_eq!(documents(&memory), Map::new());
    memory.set_quota(None);

    let newer = r#"{"format":"plumbline/marks","version":99}"#;
    memory.plant(keys::MARKS, newer);
    let key = keys::MARKS.to_owned();
    assert_eq!(move_over(&here, &there), Err(Error::Occupied { key: key.clone() }));
    assert_eq!(documents(&memory), Map::from_iter([(key, newer.to_owned())]));
}

#[test]
fn the_four_states_are_told_apart() {
    let (_, there) = machine();
    for id in ["new", "same", "newer", "older", "moment", "torn-here", "late-here"] {
        save(&there, &workload(id, "there"));
    }
    let mut newer = with_milestone("newer");
    newer.updated_at = after(5);
    save(&there, &newer);
    save_lens(&there, "custom-new");
    save_lens(&there, "custom-same");
    there.save_settings(&Settings::default(), NOW).expect("there is room");
    let mut records = back_up(&there);
    records.push((keys::workload(&WorkloadId("sample".to_owned())), "{}".to_owned()));
    let sample = there.to_back_up().expect("memory can be read");
    let odd = |id: &str| {
        let (_, _, text) = sample.iter().find(|r| r.0.ends_with("/new")).expect("it is there");
        let id = WorkloadId(id.to_owned());
        (keys::workload(&id), text.replace("\"id\":\"new\"", &format!("\"id\":\"{id}\"")))
    };
    records.extend([odd("sample"), odd("")]);
    records.push(("plumbline/workload/torn-there".to_owned(), "half".to_owned()));
    records.push(("plumbline/lens/custom-x".to_owned(), {
        let lens = records.iter().find(|r| r.0.ends_with("custom-new")).expect("it is there");
        lens.1.replace("\"key\":\"custom-new\"", "\"key\":\"custom-x\"")
    }));
    records.push((keys::quarantine("plumbline/workload/a", 1), "half".to_owned()));
    records.push(("plumbline/someday".to_owned(), "?".to_owned()));
    records.push((keys::INDEX.to_owned(), "never restored".to_owned()));
    records.push((keys::snapshot(NOW), "never restored".to_owned()));
    records.push(("else".to_owned(), "never restored".to_owned()));

    let (memory, here) = machine();
    save(&here, &workload("same", "there"));
    save(&here, &workload("newer", "here"));
    let mut older = workload("older", "here");
    older.updated_at = after(7);
    save(&here, &older);
    save(&here, &workload("moment", "here"));
    memory.plant("plumbline/workload/torn-here", "half");
    memory.plant("plumbline/workload/late-here", r#"{"format":"plumbline/workload","version":99}"#);
    save_lens(&here, "custom-same");
    let settings = Settings { theme: Theme::Dark, ..Settings::default() };
    here.save_settings(&settings, NOW).expect("there is room");

    use Choice::{Add, KeepBoth, Replace, Skip};
    let items = preview(&here, records);
    let told: Vec<(&str, What, String, &[Choice])> = items
        .iter()
        .map(|i| {
            let state = match &i.state {
                State::Unreadable(why) => format!("Unreadable: {why}").chars().take(36).collect(),
                state => format!("{state:?}"),
            };
            (&i.key["plumbline/".len()..], i.what, state, i.choices.as_slice())
        })
        .collect();
    let both: &[Choice] = &[KeepBoth, Replace, Skip];
    let state = |text: &str| text.to_owned();
    assert_eq!(
        told,
        [
            ("lens/custom-new", What::Lens, state("New"), &[Add, Skip] as &[Choice]),
            ("lens/custom-same", What::Lens, state("Same"), &[Skip]),
            ("settings", What::Settings, state("Different(Neither)"), &[Skip, Replace]),
            ("workload/late-here", What::Workload, state("Different(Here)"), &[KeepBoth, Skip]),
            ("workload/moment", What::Workload, state("Different(Neither)"), both),
            ("workload/new", What::Workload, state("New"), &[Add, Skip]),
            ("workload/newer", What::Workload, state("Different(Backup)"), both),
            (
                "workload/older",
                What::Workload,
                state("Different(Here)"),
                &[Skip, KeepBoth, Replace]
            ),
            ("workload/same", What::Workload, state("Same"), &[Skip]),
            (
                "workload/torn-here",
                What::Workload,
                state("Different(Backup)"),
                &[Replace, KeepBoth, Skip]
            ),
            (
                "workload/sample",
                What::Workload,
                state("Unreadable: It is damaged. The recor"),
                &[Add, Skip]
            ),
            ("workload/sample", What::Workload, state("New"), &[KeepBoth, Skip]),
            ("workload/", What::Workload, state("New"), &[KeepBoth, Skip]),
            (
                "workload/torn-there",
                What::Workload,
                state("Unreadable: It is damaged. The recor"),
                &[Add, Skip]
            ),
            (
                "lens/custom-x",
                What::Lens,
                state("Unreadable: It is damaged. The lens "),
                &[Add, Skip]
            ),
            (
                "quarantine/plumbline/workload/a@1",
                What::Other,
                state("Unreadable: It was damaged and was s"),
                &[Add, Skip]
            ),
            ("someday", What::Other, state("Unreadable: It is damaged. This vers"), &[Add, Skip]),
        ]
    );
    let differs = items.iter().find(|i| i.key.ends_with("/newer")).expect("it is there");
    let (there, here) = (differs.there.expect("readable"), differs.here.expect("readable"));
    assert_eq!((there.milestones, here.milestones), (1, 0));
    assert!(there.updated_at > here.updated_at);
    assert_eq!(differs.name, "Name of newer");
    assert_eq!(differs.state, State::Different(Newer::Backup));
}

#[test]
fn what_was_chosen_happens_in_one_step_and_back() {
    let (_, there) = machine();
    save(&there, &workload("a", "there"));
    save(&there, &workload("b", "there"));
    save(&there, &workload("c", "there"));
    let dark = Settings { theme: Theme::Dark, ..Settings::default() };
    there.save_settings(&dark, NOW).expect("there is room");
    let records = back_up(&there);

    let (memory, here) = machine();
    save(&here, &workload("a", "here"));
    save(&here, &workload("b", "here"));
    here.save_settings(&Settings::default(), NOW).expect("there is room");
    here.load_index().expect("memory can be read");
    let before = documents(&memory);

    let items = preview(&here, records);
    let choices = items.iter().map(|item| match item.key.as_str() {
        "plumbline/workload/a" => (item, Choice::KeepBoth),
        "plumbline/workload/c" => (item, Choice::Add),
        _ => (item, Choice::Replace),
    });
    let choices: Vec<_> = choices.collect();
    let changed = restore(&here, &choices).expect("there is room");
    assert_eq!(changed.problem, None);
    assert_eq!(load(&here, "a").expect("it is there").properties.notes, "here");
    assert_eq!(load(&here, "b").expect("it is there").properties.notes, "there");
    assert_eq!(load(&here, "c").expect("it is there").properties.notes, "there");
    let copy = load(&here, "copy-1").expect("it is there");
    assert_eq!(copy.properties.name, "Name of a (from backup)");
    assert_eq!(copy.properties.notes, "there");
    assert_eq!(here.load_settings().0.theme, Theme::Dark);
    assert_eq!(memory.snapshot()[keys::THEME], "dark");
    let names: Vec<String> = here
        .load_index()
        .expect("memory can be read")
        .workloads
        .into_iter()
        .map(|w| w.name)
        .collect();
    assert_eq!(names.len(), 4);

    let snapshots = here.list_snapshots().expect("memory can be read");
    assert_eq!(snapshots.len(), 1);
    assert_eq!(snapshots[0].reason, Before::Restore);
    assert_eq!(snapshots[0].names, ["Settings", "Name of b"]);
    assert_eq!(Some(&snapshots[0].key), changed.snapshot.as_ref());

    let back = here.take_back(changed.changes);
    assert_eq!((back.left.len(), back.problem), (0, None));
    assert_eq!(documents(&memory), before);
    assert_eq!(here.load_index().expect("memory can be read").workloads.len(), 2);
}

#[test]
fn what_changed_after_a_restore_is_not_taken_back() {
    let (_, there) = machine();
    save(&there, &workload("a", "there"));
    save(&there, &workload("b", "there"));
    let (_, here) = machine();
    let items = preview(&here, back_up(&there));
    let changed = restore(&here, &suggested(&items)).expect("there is room");
    save(&here, &workload("a", "typed since"));
    let back = here.take_back(changed.changes);
    assert_eq!((back.records, back.left.len()), (1, 1));
    assert!(matches!(back.problem, Some(Error::ChangedMeanwhile { .. })));
    assert_eq!(load(&here, "a").expect("it is there").properties.notes, "typed since");
    assert!(load(&here, "b").is_err());
}

#[test]
fn what_another_tab_changed_since_the_preview_is_not_replaced() {
    let (_, there) = machine();
    save(&there, &workload("a", "there"));
    save(&there, &workload("b", "there"));
    let (memory, here) = machine();
    save(&here, &workload("b", "here"));
    let items = preview(&here, back_up(&there));
    save(&here, &workload("b", "typed in another tab"));
    let before = memory.snapshot();
    let choices: Vec<_> = items
        .iter()
        .map(|i| (i, *i.choices.iter().find(|c| **c != Choice::KeepBoth).expect("one")))
        .collect();
    assert!(matches!(restore(&here, &choices), Err(Error::ChangedMeanwhile { .. })));
    assert_eq!(memory.snapshot(), before, "nothing was changed");
}

#[test]
fn a_choice_that_was_not_offered_does_nothing() {
    let (_, there) = machine();
    save(&there, &workload("a", "there"));
    let (memory, here) = machine();
    memory.plant("plumbline/workload/a", r#"{"format":"plumbline/workload","version":99}"#);
    let before = documents(&memory);
    let items = preview(&here, back_up(&there));
    restore(&here, &[(&items[0], Choice::Replace)]).expect("nothing to do");
    assert_eq!(documents(&memory), before);
    // And not behind its back either.
    let put = |seen: &str, text: &str| Put {
        key: "plumbline/workload/a".to_owned(),
        text: Some(text.to_owned()),
        seen: Some(seen.to_owned()),
    };
    let newer = before["plumbline/workload/a"].clone();
    let refused = here.change_all(Before::Bulk, vec![put(&newer, "x")], NOW);
    assert!(matches!(refused, Err(Error::Newer { .. })));
    // What is damaged is set aside, beyond the handful of snapshots.
    memory.plant("plumbline/workload/a", "half a rec");
    here.change_all(Before::Bulk, vec![put("half a rec", "x")], NOW).expect("there is room");
    assert!(
        here.unreadable()
            .expect("memory can be read")
            .iter()
            .any(|u| { u.why == Why::Quarantined && u.text.as_deref() == Some("half a rec") })
    );
}

#[test]
fn a_handful_of_snapshots_is_kept_and_they_make_room() {
    let (memory, store) = machine();
    for n in 0..8 {
        save(&store, &workload("a", &format!("note {n}")));
        let kept = store.snapshot_of(Before::Upgrade, &["plumbline/workload/a".to_owned()], NOW);
        assert!(kept.expect("there is room").is_some());
    }
    assert_eq!(
        store.snapshot_of(Before::Bulk, &["plumbline/workload/x".to_owned()], NOW),
        Ok(None)
    );
    let list = store.list_snapshots().expect("memory can be read");
    assert_eq!(list.len(), MOST);
    assert!(list.windows(2).all(|two| two[0].at > two[1].at), "newest first");

    // The newest one back: the last note but one is only in there.
    save(&store, &workload("a", "last"));
    let put_back = store.restore_snapshot(&list[1].key, NOW).expect("there is room");
    assert_eq!(load(&store, "a").expect("it is there").properties.notes, "note 6");
    let undone = store.take_back(put_back.changes);
    assert_eq!(undone.problem, None);
    assert_eq!(load(&store, "a").expect("it is there").properties.notes, "last");

    // A save that needs the room gets it, the oldest snapshot first.
    let newest = store.list_snapshots().expect("memory can be read")[0].key.clone();
    memory.set_quota(Some(memory.used()));
    save(&store, &workload("a", &"long ".repeat(100)));
    let left = store.list_snapshots().expect("memory can be read");
    assert!(left.len() < MOST && left.first().is_some_and(|s| s.key == newest), "{left:?}");
    store.discard(&newest).expect("it is a snapshot");
    assert!(store.discard("plumbline/workload/a").is_err(), "documents are not discarded");
}

#[test]
fn where_there_is_no_room_for_a_copy_nothing_is_replaced() {
    let (_, there) = machine();
    save(&there, &workload("a", "there"));
    save(&there, &workload("b", &"long ".repeat(200)));
    let records = back_up(&there);
    let (memory, here) = machine();
    save(&here, &workload("a", "here"));
    let items = preview(&here, records);
    memory.set_quota(Some(memory.used() + 200));
    let before = memory.snapshot();
    let replace = [(&items[0], Choice::Replace)];
    assert_eq!(restore(&here, &replace), Err(Error::NoRoomForCopy));
    assert_eq!(memory.snapshot(), before);
    // There is room for the copy, but not for all that comes in.
    memory.set_quota(Some(memory.used() + 1_000));
    let all = [(&items[0], Choice::Replace), (&items[1], Choice::Add)];
    assert_eq!(restore(&here, &all), Err(Error::Port(PortError::Full)));
    assert_eq!(memory.snapshot(), before);
}

#[test]
fn a_file_replaces_a_review_whole_or_not_at_all_and_never_its_copy() {
    let (file, lenses) = (workload("a", &"from a file ".repeat(50)), Lenses::new());
    let mut replaced = 0;
    for room in (0..6_000).step_by(100) {
        let (memory, store) = machine();
        save(&store, &workload("a", "here"));
        save(&store, &workload("b", "another"));
        store
            .snapshot_of(Before::Upgrade, &["plumbline/workload/b".to_owned()], NOW)
            .expect("there is room");
        let before = documents(&memory);
        memory.set_quota(Some(memory.used() + room));
        let Ok(changed) = store.replace_workload(&file, &lenses, after(1_000)) else {
            assert_eq!(documents(&memory), before, "room for {room}");
            assert_eq!(replaced, 0, "more room is no worse: {room}");
            continue;
        };
        replaced += 1;
        assert_eq!(load(&store, "a"), Ok(file.clone()));
        let copies = store.list_snapshots().expect("memory can be read");
        assert_eq!(Some(&copies[0].key), changed.snapshot.as_ref());
        assert_eq!(copies[0].names, ["Name of a"]);
        assert_eq!(store.take_back(changed.changes).problem, None);
        assert_eq!(documents(&memory), before);
    }
    assert!(replaced > 0, "there is room in the end");
}

#[test]
fn the_bin_keeps_milestones_too() {
    let (memory, store) = machine();
    let full = with_milestone("a");
    save(&store, &full);
    let place = store.bin_milestone(&full, 1, NOW).expect("there is room").expect("it is kept");
    assert!(matches!(store.bin_milestone(&full, 2, NOW), Err(Error::NotFound { .. })));
    assert_eq!(store.list_trash(), Ok(vec![]), "not while the review still has it");
    let without = Workload { milestones: Vec::new(), ..full.clone() };
    save(&store, &without);
    let bin = store.list_trash().expect("memory can be read");
    assert_eq!((bin.len(), bin[0].name.as_str()), (1, "First of Name of a"));
    assert_eq!(bin[0].until(), after(KEPT_FOR));
    assert_eq!(bin[0].key, place);

    // The review is gone: its milestone has no place.
    store.delete_workload(&WorkloadId("a".to_owned()), after(1)).expect("it is there");
    assert_eq!(store.restore_from_trash(&place, after(2)), Err(Error::NoReview));
    let bin = store.list_trash().expect("memory can be read");
    assert_eq!(bin.len(), 2);
    store.restore_from_trash(&bin[0].key, after(2)).expect("its place is free");
    store.restore_from_trash(&place, after(2)).expect("its review is back");
    assert_eq!(load(&store, "a").expect("it is there").milestones, full.milestones);
    assert_eq!(store.list_trash(), Ok(vec![]));

    // Another milestone has its number by now.
    store.bin_milestone(&full, 1, after(3)).expect("there is room");
    let mut other = with_milestone("a");
    other.milestones[0].name = "Another".to_owned();
    save(&store, &other);
    let bin = store.list_trash().expect("memory can be read");
    let refused = store.restore_from_trash(&bin[0].key, after(4));
    assert!(matches!(refused, Err(Error::Occupied { .. })));
    // Purged by its age, not before.
    assert_eq!(store.empty_trash(after(3)), Ok(0));
    assert_eq!(store.empty_trash(after(4)), Ok(1));
    assert!(memory.snapshot().keys().all(|k| !k.contains("/deleted/")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A backup of anything, restored where nothing is, is the same store.
    #[test]
    fn a_backup_on_another_machine_is_the_same_store(
        workloads in proptest::collection::vec(arbitrary::workload(), 0..4),
        torn in proptest::collection::vec(("[a-z]{1,4}", "\\PC{0,20}"), 0..3),
        owner in "\\PC{0,12}",
    ) {
        let (memory, store) = machine();
        for workload in workloads.iter().filter(|w| !w.id.0.is_empty()) {
            let _ = store.save_workload(workload, &Lenses::new(), None, NOW);
        }
        for (id, text) in &torn {
            memory.plant(&format!("plumbline/workload/torn-{id}"), text);
            memory.plant(&keys::quarantine(id, 1), text);
        }
        save_lens(&store, "custom-0");
        let settings = Settings { theme: Theme::Light, review_owner: owner, ..Settings::default() };
        store.save_settings(&settings, NOW).expect("there is room");

        let (other_memory, other) = machine();
        let items = preview(&other, back_up(&store));
        let changed = restore(&other, &suggested(&items)).expect("there is room");
        prop_assert_eq!(documents(&other_memory), documents(&memory));
        prop_assert_eq!(changed.snapshot, None);
        let (here, there) = (store.load_index(), other.load_index());
        prop_assert_eq!(here, there);
        // A second time there is nothing to do, and the way back leads to nothing.
        let items = preview(&other, back_up(&store));
        prop_assert!(items.iter().all(|i| i.choices == [Choice::Skip]), "{items:?}");
        prop_assert_eq!(other.take_back(changed.changes).problem, None);
        prop_assert!(documents(&other_memory).is_empty());
    }

    /// Whatever fails and whenever the tab dies: what was readable here still
    /// is, in its place or in the snapshot, and an error means no change.
    #[test]
    fn a_restore_that_fails_changes_nothing(
        room in 0..6_000usize,
        crash in proptest::option::of(0..8u32),
        refusals in 0..3u32,
        skip in 0..3usize,
    ) {
        let (_, there) = machine();
        for id in ["a", "b", "c", "d"] {
            save(&there, &workload(id, &"there ".repeat(40)));
        }
        let records = back_up(&there);
        let (memory, here) = machine();
        for id in ["a", "b"] {
            save(&here, &workload(id, &"here ".repeat(30)));
        }
        let before = documents(&memory);
        let items = preview(&here, records);
        let choices: Vec<_> = items
            .iter()
            .skip(skip)
            .map(|i| (i, *i.choices.iter().find(|c| matches!(c, Choice::Add | Choice::Replace)).expect("one")))
            .collect();
        memory.set_quota(Some(memory.used() + room));
        if let Some(writes) = crash {
            memory.crash_after_writes(writes);
        } else {
            memory.fail_next_writes(refusals, PortError::Full);
        }
        let outcome = restore(&here, &choices);
        memory.restart();
        memory.set_quota(None);
        if outcome.is_err() && crash.is_none() {
            prop_assert_eq!(documents(&memory), before.clone());
        }
        let held = memory.snapshot();
        for (key, text) in before.iter() {
            let in_place = held.get(key) == Some(text);
            let snapshots = here.list_snapshots().expect("memory can be read");
            let quoted = serde_json::to_string(text).expect("any text can be quoted");
            let kept = snapshots.iter().any(|s| held[&s.key].contains(&quoted));
            prop_assert!(in_place || kept, "{} is lost", key);
        }
        if let Ok(changed) = outcome && crash.is_none() {
            prop_assert_eq!(here.take_back(changed.changes).problem, None);
            prop_assert_eq!(documents(&memory), before);
        }
    }
}

#[test]
fn what_two_tabs_clash_about_travels_with_the_backup() {
    let (_, store) = machine();
    let shop = workload("shop", "Said here.");
    save(&store, &shop);
    let said = Version::Text("Said there.".to_owned());
    store.keep_clash(&shop, &Place::Text(Field::Notes), &said, NOW).expect("there is room");
    let backup = back_up(&store);

    let (_, other) = machine();
    let items = preview(&other, backup);
    assert!(items.iter().all(|item| item.state == State::New));
    restore(&other, &suggested(&items)).expect("there is room");
    assert_eq!(other.clashes(&shop.id).expect("memory can be read")[0].said, said);

    let again = preview(&other, back_up(&other));
    assert!(again.iter().all(|item| item.state == State::Same));
}
