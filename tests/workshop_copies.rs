//! Copies of one workshop: in the browser, in a backup, on two machines.

#[path = "support/lenses.rs"]
mod lenses;

use lenses::{START, lens_ref};
use plumbline::exchange::backup;
use plumbline::lens::{ChoiceId, QuestionId};
use plumbline::review::{Answer, Lenses, WorkloadId};
use plumbline::storage::{Choice, Error, Item, Memory, State, Store, What, keys};
use plumbline::time::Timestamp;
use plumbline::workshop::{
    AttendeeId, Attending, Naming, Reply, Session, SessionId, TimeBox, Workshop,
};

fn at(n: i64) -> Timestamp {
    Timestamp(START.0 + n)
}

fn session(lenses: &Lenses, id: &str) -> Session {
    let questions = ["q1", "q2", "q3"].map(QuestionId::from).to_vec();
    Session {
        id: SessionId(id.to_owned()),
        name: format!("Session {id}"),
        lens: lens_ref(lenses, "big"),
        naming: Naming::Named,
        agenda: vec![TimeBox { title: "All".to_owned(), minutes: 20, questions }],
        made_at: START,
    }
}

fn reply(lenses: &Lenses, who: &str, time: i64, ticked: &str) -> Reply {
    let mut reply = Reply::new(&session(lenses, "s"), AttendeeId(who.to_owned()), who, at(time));
    let answer = Answer { selected: [ChoiceId::from(ticked)].into(), ..Answer::default() };
    reply.review.answers.insert(QuestionId::from("q1"), answer);
    reply
}

/// A workshop with these replies, who was there, and what is settled.
fn workshop(
    lenses: &Lenses,
    replies: &[Reply],
    people: usize,
    settled: &str,
    milestone: Option<u32>,
    changed: i64,
) -> Workshop {
    let mut workshop = Workshop::new(session(lenses, "s"), WorkloadId("w".to_owned()));
    for reply in replies {
        workshop.receive(reply.clone(), None);
    }
    workshop.people = people;
    workshop.settled = [QuestionId::from(settled)].into();
    workshop.milestone = milestone;
    workshop.changed_at = at(changed);
    workshop
}

fn attending(lenses: &Lenses, who: &str, time: i64) -> Attending {
    let reply = reply(lenses, who, time, "a");
    Attending { session: session(lenses, "s"), reply, returned: None }
}

/// Who is in, with the time of each.
fn people(workshop: &Workshop) -> Vec<(String, Timestamp)> {
    let of = |reply: &Reply| (reply.name.clone(), reply.changed_at);
    let mut all: Vec<_> = workshop.replies.iter().map(of).collect();
    all.sort();
    all
}

/// The two copies, each the way into the other.
fn both(here: &Workshop, there: &Workshop) -> [Workshop; 2] {
    [(here, there), (there, here)].map(|(mine, theirs)| {
        let mut mine = mine.clone();
        mine.bring_together(theirs.clone());
        mine
    })
}

#[test]
fn copies_come_together_alike_from_either_side() {
    let lenses = lenses::lenses();
    let (old, new) = (reply(&lenses, "Ann", 1, "a"), reply(&lenses, "Ann", 2, "b"));
    let (bo, cy) = (reply(&lenses, "Bo", 1, "a"), reply(&lenses, "Cy", 1, "b"));
    let some = workshop(&lenses, &[old, bo], 2, "q1", None, 5);
    let more = workshop(&lenses, &[new, cy], 2, "q2", Some(3), 9);
    // Nine took part, and their answers were dropped.
    let dropped = workshop(&lenses, &[], 9, "q3", Some(3), 7);
    let (none, three) = (None, Some(3));
    // The two, who is in then, how many count, the milestone, the last change.
    let cases = [
        (&some, &some, &[("Ann", 1), ("Bo", 1)][..], 2, none, 5),
        (&some, &more, &[("Ann", 2), ("Bo", 1), ("Cy", 1)], 3, three, 9),
        (&some, &dropped, &[("Ann", 1), ("Bo", 1)], 9, three, 7),
        (&more, &dropped, &[("Ann", 2), ("Cy", 1)], 9, three, 9),
        (&dropped, &dropped, &[], 9, three, 7),
    ];
    for (here, there, who, count, milestone, changed) in cases {
        let want: Vec<(String, Timestamp)> =
            who.iter().map(|(name, time)| ((*name).to_owned(), at(*time))).collect();
        for together in both(here, there) {
            assert_eq!(people(&together), want);
            assert_eq!(together.people, count, "{want:?}");
            assert_eq!(together.milestone, milestone, "{want:?}");
            assert_eq!(together.changed_at, at(changed), "{want:?}");
            for settled in here.settled.iter().chain(&there.settled) {
                assert!(together.settled.contains(settled), "{want:?}: {settled}");
            }
        }
    }
}

fn backed_up(store: &Store) -> Vec<(String, String)> {
    let records = store.to_back_up().expect("memory can be read");
    let record = |(key, name, text)| backup::Record { key, name, text };
    let file = backup::write(&records.into_iter().map(record).collect::<Vec<_>>(), START);
    backup::read(&file).0.expect("it was just written").records
}

fn previewed(store: &Store, records: &[(String, String)]) -> Vec<Item> {
    store.preview(records.to_vec(), &|_| None, &[]).expect("memory can be read")
}

fn restored(store: &Store, item: &Item, choice: Choice) {
    store.restore_backup(&[(item, choice)], String::new, at(50)).expect("there is room");
}

#[test]
fn a_backup_brings_a_workshop_back_or_together_with_the_one_that_is_here() {
    let lenses = lenses::lenses();
    let there = Store::new(Memory::new());
    let [ann, bo] = ["Ann", "Bo"].map(|who| reply(&lenses, who, 1, "a"));
    let theirs = workshop(&lenses, &[ann.clone(), bo], 2, "q1", Some(1), 5);
    there.add_workshop(&theirs, at(5)).expect("there is room");
    let records = backed_up(&there);
    assert_eq!(records.len(), 1);

    let here = Store::new(Memory::new());
    let items = previewed(&here, &records);
    assert_eq!((items[0].what, &items[0].state), (What::Workshop, &State::New));
    restored(&here, &items[0], Choice::Add);
    assert_eq!(here.load_workshop(&theirs.session.id), Ok(theirs.clone()));
    assert_eq!(previewed(&here, &records)[0].state, State::Same);

    let mine = workshop(&lenses, &[reply(&lenses, "Cy", 1, "b"), ann], 2, "q2", None, 9);
    let here = Store::new(Memory::new());
    here.add_workshop(&mine, at(9)).expect("there is room");
    let items = previewed(&here, &records);
    assert!(matches!(items[0].state, State::Different(_)));
    assert_eq!(items[0].choices, [Choice::KeepBoth, Choice::Replace, Choice::Skip]);
    restored(&here, &items[0], Choice::KeepBoth);
    let together = here.load_workshop(&mine.session.id).expect("it is there");
    assert_eq!(together, both(&mine, &theirs)[0]);
    assert_eq!((together.replies.len(), together.settled.len()), (3, 2));
}

/// The answers of one person never become those of another who used the same
/// browser.
#[test]
fn two_people_at_one_device_are_not_mixed() {
    let lenses = lenses::lenses();
    let there = Store::new(Memory::new());
    there.add_attending(&attending(&lenses, "Ann", 5), at(5)).expect("there is room");
    let records = backed_up(&there);
    let here = Store::new(Memory::new());
    let mine = attending(&lenses, "Bo", 3);
    here.add_attending(&mine, at(3)).expect("there is room");
    let items = previewed(&here, &records);
    assert_eq!(items[0].what, What::Attending);
    assert_eq!(items[0].choices, [Choice::Skip, Choice::Replace]);
    restored(&here, &items[0], Choice::KeepBoth);
    assert_eq!(here.load_attending(&mine.session.id), Ok(mine.clone()));
    restored(&here, &items[0], items[0].choices[0]);
    assert_eq!(here.load_attending(&mine.session.id), Ok(mine));
}

#[test]
fn lists_begin_with_what_changed_last_and_leave_out_what_cannot_be_read() {
    let lenses = lenses::lenses();
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    for (id, changed) in [("b", 2), ("a", 3), ("c", 1)] {
        let mut one = Workshop::new(session(&lenses, id), WorkloadId("w".to_owned()));
        one.changed_at = at(changed);
        store.add_workshop(&one, START).expect("there is room");
        let session = session(&lenses, id);
        let reply = Reply::new(&session, AttendeeId("x".to_owned()), "", at(changed));
        let one = Attending { session, reply, returned: None };
        store.add_attending(&one, START).expect("there is room");
    }
    memory.plant(&keys::workshop(&SessionId("d".to_owned())), "half a rec");
    memory.plant(&keys::attending(&SessionId("d".to_owned())), "half a rec");
    let ran = store.list_workshops().expect("memory can be read");
    assert_eq!(ran.iter().map(|w| w.session.id.0.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    let joined = store.list_attending().expect("memory can be read");
    assert_eq!(joined.iter().map(|a| a.session.id.0.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
}

/// A record that stands where another belongs would be saved over it.
#[test]
fn a_record_of_another_workshop_is_damaged() {
    let lenses = lenses::lenses();
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    store.add_workshop(&workshop(&lenses, &[], 0, "q1", None, 1), START).expect("there is room");
    store.add_attending(&attending(&lenses, "Ann", 1), START).expect("there is room");
    let (own, other) = (SessionId("s".to_owned()), SessionId("other".to_owned()));
    let all = memory.snapshot();
    memory.plant(&keys::workshop(&other), &all[&keys::workshop(&own)]);
    memory.plant(&keys::attending(&other), &all[&keys::attending(&own)]);
    assert!(matches!(store.load_workshop(&other), Err(Error::Damaged { .. })));
    assert!(matches!(store.load_attending(&other), Err(Error::Damaged { .. })));
    let change = |w: &mut Workshop| w.people = 7;
    assert!(store.change_workshop(&other, change, at(9)).is_err());
    assert_eq!(store.load_workshop(&own).map(|w| w.people), Ok(0));
    assert_eq!(store.list_workshops().map(|all| all.len()), Ok(1));
}

#[test]
fn replies_whose_answers_are_missing_are_not_read_as_fewer() {
    let lenses = lenses::lenses();
    let memory = Memory::new();
    let store = Store::new(memory.clone());
    let two = [reply(&lenses, "Ann", 1, "a"), reply(&lenses, "Bo", 1, "a")];
    let whole = workshop(&lenses, &two, 2, "q1", None, 1);
    store.add_workshop(&whole, START).expect("there is room");
    let one = workshop(&lenses, &two[..1], 1, "q1", None, 1);
    let key = keys::workshop(&whole.session.id);
    let record = |memory: &Memory| -> serde_json::Value {
        serde_json::from_str(&memory.snapshot()[&key]).expect("records are JSON")
    };
    let fewer = Memory::new();
    Store::new(fewer.clone()).add_workshop(&one, START).expect("there is room");
    let mut mixed = record(&memory);
    mixed["data"]["answers"] = record(&fewer)["data"]["answers"].clone();
    memory.plant(&key, &mixed.to_string());
    assert!(matches!(store.load_workshop(&whole.session.id), Err(Error::Damaged { .. })));
}

/// Two tabs in which one person answers: each changes what is stored by then.
#[test]
fn answers_of_two_tabs_are_stored_one_after_the_other() {
    let lenses = lenses::lenses();
    let memory = Memory::new();
    let (one, other) = (Store::new(memory.clone()), Store::new(memory.clone()));
    let start = attending(&lenses, "Ann", 1);
    let id = start.session.id.clone();
    one.add_attending(&start, START).expect("there is room");
    assert!(matches!(other.add_attending(&start, START), Err(Error::Occupied { .. })));
    let unsure = |store: &Store, question: &str, time: i64| {
        let change = |a: &mut Attending| {
            a.reply.cannot_answer(&QuestionId::from(question), true, at(time));
        };
        store.change_attending(&id, change, at(time)).expect("there is room")
    };
    unsure(&one, "q2", 2);
    let both = unsure(&other, "q3", 3);
    assert_eq!(one.load_attending(&id), Ok(both.clone()));
    let said: Vec<&str> = both.reply.unsure.iter().map(QuestionId::as_str).collect();
    assert_eq!((said, both.reply.changed_at), (vec!["q2", "q3"], at(3)));
    // What changes nothing is not written.
    let before = memory.snapshot();
    one.change_attending(&id, |_| (), at(9)).expect("it is there");
    assert_eq!(memory.snapshot(), before);
    let gone = SessionId("gone".to_owned());
    assert!(matches!(one.change_attending(&gone, |_| (), at(9)), Err(Error::NotFound { .. })));
}
