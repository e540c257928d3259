//! Merging: what either side changed is in the result or in a clash.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;

use plumbline::collections::Set;
use plumbline::lens::{ChoiceId, PillarId, QuestionId, limits};
use plumbline::review::merge::{Clash, Merged, Pick, Place, Side, Version, merge, put, said};
use plumbline::review::properties::{Environment, Field};
use plumbline::review::{
    Answer, AnswerChange, ChoiceMark, Command, LensReview, Milestone, Reason, Workload,
};
use plumbline::time::Timestamp;
use proptest::prelude::*;

/// A change of one version, as a tab or a colleague would make it.
#[derive(Debug, Clone)]
enum Edit {
    Answer(usize, u8, Answer),
    LensNotes(usize, String),
    PillarNotes(usize, u8, String),
    Text(usize, String),
    Production,
    Priorities(Vec<u8>),
    AddLens(LensReview),
    RemoveLens(usize),
    SaveMilestone(String, i64),
    DeleteMilestone(usize),
    RenameMilestone(usize, String),
}

fn edit() -> impl Strategy<Value = Edit> {
    use arbitrary::{answer, review, text};
    prop_oneof![
        6 => (0..3usize, 0..4u8, answer()).prop_map(|(l, q, a)| Edit::Answer(l, q, a)),
        1 => (0..3usize, text()).prop_map(|(l, t)| Edit::LensNotes(l, t)),
        1 => (0..3usize, 0..2u8, text()).prop_map(|(l, p, t)| Edit::PillarNotes(l, p, t)),
        2 => (0..6usize, text()).prop_map(|(f, t)| Edit::Text(f, t)),
        1 => Just(Edit::Production),
        1 => prop::collection::vec(0..3u8, 0..3).prop_map(Edit::Priorities),
        1 => review().prop_map(Edit::AddLens),
        1 => (0..3usize).prop_map(Edit::RemoveLens),
        // A time of its own for each: no two people save in the same millisecond.
        2 => (text(), any::<i64>()).prop_map(|(name, at)| Edit::SaveMilestone(name, at)),
        1 => (0..4usize).prop_map(Edit::DeleteMilestone),
        1 => (0..4usize, text()).prop_map(|(at, name)| Edit::RenameMilestone(at, name)),
    ]
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 0..6)
}

fn edited(mut workload: Workload, edits: &[Edit]) -> Workload {
    let question = |n: u8| QuestionId(format!("id_{n}"));
    let pillar = |n: u8| PillarId(format!("id_{n}"));
    for edit in edits.iter().cloned() {
        let lens_at = |place: usize| workload.reviews.get(place).map(|r| r.lens.key.clone());
        match edit {
            Edit::Answer(at, q, answer) => {
                if let Some(key) = lens_at(at) {
                    let mut answer = answer;
                    answer.marks.retain(|_, mark| !mark.is_empty());
                    let place = Place::Answer(key, question(q));
                    put(&mut workload, &place, Version::Answer(answer));
                }
            }
            Edit::LensNotes(at, text) => {
                if let Some(key) = lens_at(at) {
                    put(&mut workload, &Place::LensNotes(key), Version::Text(text));
                }
            }
            Edit::PillarNotes(at, p, text) => {
                if let Some(key) = lens_at(at) {
                    put(&mut workload, &Place::PillarNotes(key, pillar(p)), Version::Text(text));
                }
            }
            Edit::Text(field, text) => *workload.properties.text_mut(Field::ALL[field]) = text,
            Edit::Production => workload.properties.environment = Environment::Production,
            Edit::Priorities(pillars) => {
                workload.pillar_priorities = pillars.into_iter().map(pillar).collect();
            }
            Edit::AddLens(review) => {
                if workload.review(&review.lens.key).is_none() {
                    workload.reviews.push(without_empty(review));
                }
            }
            Edit::RemoveLens(at) => {
                if at < workload.reviews.len() && workload.reviews.len() > 1 {
                    workload.reviews.remove(at);
                }
            }
            Edit::SaveMilestone(name, at) => {
                let milestone =
                    Milestone::record(&workload, &Default::default(), name, Timestamp(at));
                workload.last_milestone = milestone.number;
                workload.milestones.push(milestone);
            }
            Edit::RenameMilestone(at, name) => {
                if let Some(milestone) = workload.milestones.get_mut(at) {
                    milestone.name = name;
                }
            }
            Edit::DeleteMilestone(at) => {
                if at < workload.milestones.len() {
                    workload.milestones.remove(at);
                }
            }
        }
        workload.updated_at.0 += 1;
    }
    workload
}

fn without_empty(mut review: LensReview) -> LensReview {
    review.pillar_notes.retain(|_, text| !text.is_empty());
    for answer in review.answers.values_mut() {
        answer.marks.retain(|_, mark| !mark.is_empty());
    }
    review.answers.retain(|_, answer| !answer.is_empty());
    review
}

/// A workload as the app makes them: no lens and no milestone number twice.
fn workload() -> impl Strategy<Value = Workload> {
    (prop::collection::vec(arbitrary::review(), 1..3), edits()).prop_map(|(reviews, edits)| {
        let lenses = lenses::lenses();
        let mut workload = lenses::workload(&lenses);
        workload.reviews.clear();
        for review in reviews {
            if workload.review(&review.lens.key).is_none() {
                workload.reviews.push(without_empty(review));
            }
        }
        edited(workload, &edits)
    })
}

/// Every place of some versions.
fn places(versions: &[&Workload]) -> Vec<Place> {
    let mut places: Vec<Place> = Field::ALL.into_iter().map(Place::Text).collect();
    places.extend([Place::Environment, Place::ImprovementStatus, Place::Priorities]);
    for review in versions.iter().flat_map(|w| &w.reviews) {
        let key = || review.lens.key.clone();
        places.extend([Place::LensVersion(key()), Place::LensNotes(key())]);
        let pillars = review.pillar_notes.keys().cloned();
        places.extend(pillars.map(|p| Place::PillarNotes(key(), p)));
        places.extend(review.answers.keys().cloned().map(|q| Place::Answer(key(), q)));
    }
    places
}

/// What is at a place is in a clash there, or in one about its lens.
fn is_in_a_clash(merged: &Merged, place: &Place, side: &Workload) -> bool {
    merged.clashes.iter().any(|clash| match &clash.place {
        Place::Lens(key) => {
            place.lens() == Some(key)
                && [&clash.mine, &clash.theirs].contains(&&said(side, &clash.place))
        }
        other => other == place && [&clash.mine, &clash.theirs].contains(&&said(side, place)),
    })
}

/// A milestone whatever its number and name are.
fn unnumbered(milestone: &Milestone) -> Milestone {
    Milestone { number: 0, name: String::new(), ..milestone.clone() }
}

fn nothing_is_lost(base: Option<&Workload>, side: &Workload, merged: &Merged, other: &Workload) {
    for place in places(&[side].into_iter().chain(base).collect::<Vec<_>>()) {
        let now = said(side, &place);
        let was_changed = base.is_none_or(|base| said(base, &place) != now);
        if was_changed && place.lens().is_none_or(|key| side.review(key).is_some()) {
            let there = said(&merged.workload, &place) == now;
            assert!(there || is_in_a_clash(merged, &place, side), "{place:?}: {now:?} is lost");
        }
    }
    // A removal counts as well.
    for review in base.iter().flat_map(|base| &base.reviews) {
        let key = &review.lens.key;
        if side.review(key).is_none() && other.review(key) == Some(review) {
            let gone = merged.workload.review(key).is_none();
            let place = Place::Lens(key.clone());
            assert!(gone || merged.clashes.iter().any(|c| c.place == place), "{key} is back");
        }
    }
    let kept: Vec<Milestone> = merged.workload.milestones.iter().map(unnumbered).collect();
    for milestone in &side.milestones {
        let was = base
            .is_some_and(|b| b.milestones.iter().any(|m| unnumbered(m) == unnumbered(milestone)));
        assert!(was || kept.contains(&unnumbered(milestone)), "{milestone:?} is lost");
    }
    // Another name is there, or asked about, unless the other side deleted it.
    for milestone in &side.milestones {
        let same = |m: &&Milestone| unnumbered(m) == unnumbered(milestone);
        let before = base.and_then(|b| b.milestones.iter().find(same));
        if before.is_some_and(|b| b.name != milestone.name)
            && other.milestones.iter().any(|m| same(&m))
        {
            let there =
                merged.workload.milestones.iter().any(|m| same(&m) && m.name == milestone.name);
            let name = Version::Text(milestone.name.clone());
            let asked = merged.clashes.iter().any(|c| {
                matches!(c.place, Place::Milestone(_)) && [&c.mine, &c.theirs].contains(&&name)
            });
            assert!(there || asked, "the name {name:?} is lost");
        }
    }
    let numbers: Set<u32> = merged.workload.milestones.iter().map(|m| m.number).collect();
    assert_eq!(numbers.len(), merged.workload.milestones.len(), "a number is there twice");
    assert!(merged.workload.milestones.is_sorted_by_key(|m| m.number));
    assert!(numbers.last().is_none_or(|n| *n <= merged.workload.last_milestone));
}

/// All texts that a person may have typed.
fn notes(workload: &Workload) -> Set<String> {
    let mut notes: Set<String> = Set::new();
    for review in &workload.reviews {
        notes.insert(review.notes.clone());
        notes.extend(review.pillar_notes.values().cloned());
        for answer in review.answers.values() {
            notes.insert(answer.notes.clone());
            notes.extend(answer.marks.values().map(|m| m.notes.clone()));
        }
    }
    notes.insert(workload.properties.notes.clone());
    notes
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn with_itself_a_workload_stays_what_it_is(base in workload(), edits in edits()) {
        let mine = edited(base.clone(), &edits);
        for base in [None, Some(&base), Some(&mine)] {
            let merged = merge(base, &mine, &mine);
            prop_assert_eq!(&merged.workload, &mine);
            prop_assert!(merged.clashes.is_empty() && merged.taken.is_empty());
        }
    }

    #[test]
    fn what_one_side_changed_alone_is_taken(base in workload(), edits in edits()) {
        let changed = edited(base.clone(), &edits);
        let theirs = merge(Some(&base), &base, &changed);
        prop_assert_eq!(&theirs.workload, &changed);
        prop_assert!(theirs.clashes.is_empty());
        let mine = merge(Some(&base), &changed, &base);
        prop_assert_eq!(&mine.workload, &changed);
        prop_assert!(mine.clashes.is_empty() && mine.taken.is_empty());
    }

    #[test]
    fn nothing_that_either_side_changed_is_lost(
        base in workload(), mine in edits(), theirs in edits(), has_base in any::<bool>()
    ) {
        let (mine, theirs) = (edited(base.clone(), &mine), edited(base.clone(), &theirs));
        let base = has_base.then_some(&base);
        let merged = merge(base, &mine, &theirs);
        nothing_is_lost(base, &mine, &merged, &theirs);
        nothing_is_lost(base, &theirs, &merged, &mine);
        if base.is_none() {
            let different = places(&[&mine, &theirs])
                .into_iter()
                .any(|p| said(&mine, &p) != said(&theirs, &p));
            let clash = merged.clashes.iter().any(|c| !matches!(c.place, Place::Milestone(_)));
            prop_assert_eq!(different, clash);
        }
        prop_assert!(!merged.workload.reviews.is_empty());
    }

    #[test]
    fn without_a_clash_it_does_not_matter_who_merges(
        base in workload(), mine in edits(), theirs in edits()
    ) {
        let (mine, theirs) = (edited(base.clone(), &mine), edited(base.clone(), &theirs));
        let (one, other) = (merge(Some(&base), &mine, &theirs), merge(Some(&base), &theirs, &mine));
        prop_assert_eq!(one.clashes.len(), other.clashes.len());
        if one.clashes.is_empty() {
            prop_assert_eq!(one.workload, other.workload);
        }
    }

    #[test]
    fn every_note_can_be_found_again_whatever_is_picked(
        base in workload(), mine in edits(), theirs in edits()
    ) {
        let (mine, theirs) = (edited(base.clone(), &mine), edited(base.clone(), &theirs));
        let merged = merge(Some(&base), &mine, &theirs);
        for clash in &merged.clashes {
            for side in [Side::Mine, Side::Theirs] {
                let mut settled = merged.workload.clone();
                prop_assert!(clash.settle(&mut settled, Pick::One(side)));
                let version = if side == Side::Mine { &clash.mine } else { &clash.theirs };
                prop_assert_eq!(&said(&settled, &clash.place), version);
                let mut settled = merged.workload.clone();
                if clash.settle(&mut settled, Pick::BothNotes(side)) {
                    let joined: Vec<String> = notes(&settled).iter().cloned().collect();
                    for version in [&clash.mine, &clash.theirs] {
                        let mut one = merged.workload.clone();
                        put(&mut one, &clash.place, version.clone());
                        for note in notes(&one).iter() {
                            prop_assert!(joined.iter().any(|j| j.contains(note)), "{note:?}");
                        }
                    }
                }
            }
        }
    }

    /// Two tabs that merge in turns come to the same and stay there.
    #[test]
    fn merging_again_changes_nothing(base in workload(), mine in edits(), theirs in edits()) {
        let (mine, theirs) = (edited(base.clone(), &mine), edited(base.clone(), &theirs));
        let merged = merge(Some(&base), &mine, &theirs).workload;
        let again = merge(Some(&theirs), &theirs, &merged);
        prop_assert_eq!(&again.workload, &merged);
        prop_assert!(again.clashes.is_empty());
    }
}

const Q: [&str; 3] = ["q1", "q2", "q3"];

fn answering(workload: &Workload, question: &str, notes: &str) -> Workload {
    let mut changed = workload.clone();
    let answer = Answer { notes: notes.to_owned(), ..Answer::default() };
    put(&mut changed, &at(question), Version::Answer(answer));
    changed
}

fn at(question: &str) -> Place {
    Place::Answer(lenses::key("big"), QuestionId::from(question))
}

fn answer(workload: &Workload, question: &str) -> String {
    workload.review(&lenses::key("big")).expect("it is there").answer(&question.into()).notes
}

#[test]
fn answers_to_different_questions_come_together() {
    let base = lenses::workload(&lenses::lenses());
    let merged =
        merge(Some(&base), &answering(&base, Q[0], "mine"), &answering(&base, Q[1], "theirs"));
    assert_eq!(
        (answer(&merged.workload, Q[0]), answer(&merged.workload, Q[1])),
        ("mine".into(), "theirs".into())
    );
    assert_eq!((merged.clashes.len(), merged.taken), (0, vec![at(Q[1])]));
}

#[test]
fn the_same_question_is_a_clash_with_both_versions() {
    let base = lenses::workload(&lenses::lenses());
    let (mine, theirs) = (answering(&base, Q[0], "mine"), answering(&base, Q[0], "theirs"));
    let merged = merge(Some(&base), &mine, &theirs);
    assert_eq!(merged.workload.reviews, mine.reviews);
    let clash = &merged.clashes[0];
    assert_eq!(clash.place, at(Q[0]));
    let picks = [
        (Pick::One(Side::Mine), "mine"),
        (Pick::One(Side::Theirs), "theirs"),
        (Pick::BothNotes(Side::Mine), "mine\n\ntheirs"),
        (Pick::BothNotes(Side::Theirs), "mine\n\ntheirs"),
    ];
    for (pick, want) in picks {
        let mut settled = merged.workload.clone();
        assert!(clash.settle(&mut settled, pick));
        assert_eq!(answer(&settled, Q[0]), want, "{pick:?}");
    }
    // The same change on both sides is none.
    assert_eq!(merge(Some(&base), &mine, &mine).clashes, []);
    // Without a base, everything that differs is one.
    assert_eq!(merge(None, &mine, &base).clashes.len(), 1);
}

#[test]
fn both_notes_keep_the_ticks_of_one_side_and_what_both_said_of_choices() {
    let mark = |notes: &str, not_applicable| ChoiceMark { not_applicable, notes: notes.to_owned() };
    let a = |id: &str| ChoiceId::from(id);
    let mine = Answer {
        selected: [a("a")].into(),
        marks: [(a("b"), mark("later", Some(Reason::Other)))].into(),
        notes: "Said on Monday.".to_owned(),
        ..Answer::default()
    };
    let theirs = Answer {
        selected: [a("b")].into(),
        marks: [(a("b"), mark("never", None)), (a("c"), mark("done", None))].into(),
        notes: "Monday.".to_owned(),
        ..Answer::default()
    };
    let clash = Clash {
        place: at(Q[0]),
        mine: Version::Answer(mine.clone()),
        theirs: Version::Answer(theirs),
    };
    let want = Answer {
        marks: [
            (a("b"), mark("later\n\nnever", Some(Reason::Other))),
            (a("c"), mark("done", None)),
        ]
        .into(),
        ..mine
    };
    assert_eq!(clash.picked(Pick::BothNotes(Side::Mine)), Some(Version::Answer(want)));
}

#[test]
fn notes_that_do_not_fit_together_are_not_joined() {
    let long = |c: &str| Version::Text(c.repeat(limits::NOTES - 1));
    let clash = |mine, theirs, place| Clash { place, mine, theirs };
    let lens = Place::LensNotes(lenses::key("big"));
    let cases = [
        (clash(long("m"), long("t"), lens.clone()), false),
        (clash(long("m"), Version::Text(String::new()), lens.clone()), false),
        (clash(Version::Text("m".into()), Version::Text("t".into()), lens.clone()), true),
        (
            clash(Version::Text("m".into()), Version::Text("t".into()), Place::Text(Field::Name)),
            false,
        ),
        (clash(Version::Nothing, Version::Nothing, lens), false),
    ];
    for (clash, want) in cases {
        assert_eq!(clash.picked(Pick::BothNotes(Side::Mine)).is_some(), want, "{:?}", clash.place);
    }
}

#[test]
fn two_milestones_with_one_number_are_both_kept() {
    let lenses = lenses::lenses();
    let base = lenses::workload(&lenses);
    let save = |workload: &Workload, name: &str, after: i64| {
        let mut saved = workload.clone();
        let now = Timestamp(lenses::START.0 + after);
        saved.apply(Command::SaveMilestone(name.to_owned()), &lenses, now).expect("it is saved");
        saved
    };
    let (mine, theirs) = (save(&base, "Mine is later", 2), save(&base, "Theirs is first", 1));
    let merged = merge(Some(&base), &mine, &theirs);
    let list =
        |w: &Workload| w.milestones.iter().map(|m| (m.number, m.name.clone())).collect::<Vec<_>>();
    let want = vec![(1, "Theirs is first".to_owned()), (2, "Mine is later".to_owned())];
    assert_eq!(list(&merged.workload), want);
    assert_eq!((merged.workload.last_milestone, merged.clashes.len()), (2, 0));
    // An undo of "saved milestone 1" would now delete the wrong one.
    let undo = Command::DeleteMilestone(1);
    assert!(merged.taken.iter().any(|place| place.is_changed_by(&undo)), "{:?}", merged.taken);
    // The other one learns of it, and nothing changes any more.
    assert_eq!(merge(Some(&theirs), &theirs, &merged.workload).workload, merged.workload);
    // Renamed there it has the new name, renamed on both sides it is asked about.
    let rename = |workload: &Workload, name: &str| {
        let mut renamed = workload.clone();
        let command = Command::RenameMilestone(1, name.to_owned());
        renamed.apply(command, &lenses, lenses::START).expect("it is there");
        renamed
    };
    let renamed = rename(&theirs, "Theirs is first indeed");
    let merged = merge(Some(&theirs), &theirs, &renamed);
    assert_eq!((list(&merged.workload), merged.clashes.len()), (list(&renamed), 0));
    let merged = merge(Some(&theirs), &rename(&theirs, "Another name"), &renamed);
    assert_eq!(list(&merged.workload), [(1, "Another name".to_owned())]);
    let clash = &merged.clashes[0];
    assert_eq!((&clash.place, merged.clashes.len()), (&Place::Milestone(1), 1));
    assert_eq!(clash.theirs, Version::Text("Theirs is first indeed".to_owned()));
    // One deletes, the other adds: a number is not given twice.
    let before = save(&base, "Before", 1);
    let mut mine = before.clone();
    mine.apply(Command::DeleteMilestone(1), &lenses, lenses::START).expect("it is there");
    let merged = merge(Some(&before), &mine, &save(&before, "After", 2));
    assert_eq!(list(&merged.workload), [(2, "After".to_owned())]);
}

#[test]
fn a_lens_that_one_removed_and_one_changed_is_kept_and_asked_about() {
    let lenses = lenses::lenses();
    let mut base = lenses::workload(&lenses);
    let apply = |workload: &Workload, command| {
        let mut changed = workload.clone();
        changed.apply(command, &lenses, lenses::START).expect("it is allowed");
        changed
    };
    base = apply(&base, Command::AddLens(lenses::lens_ref(&lenses, "small")));
    let key = lenses::key("big");
    let removed = apply(&base, Command::RemoveLens(key.clone()));
    let changed = answering(&base, Q[0], "not lost");
    for (mine, theirs) in [(&removed, &changed), (&changed, &removed)] {
        let merged = merge(Some(&base), mine, theirs);
        assert_eq!(answer(&merged.workload, Q[0]), "not lost");
        assert_eq!(merged.clashes.len(), 1);
        let clash = &merged.clashes[0];
        assert_eq!(clash.place, Place::Lens(key.clone()));
        let gone = if *mine == removed { Side::Mine } else { Side::Theirs };
        let mut settled = merged.workload.clone();
        assert!(clash.settle(&mut settled, Pick::One(gone)));
        assert_eq!(settled.reviews, removed.reviews);
    }
    // Unchanged it goes; and an added one comes.
    let merged = merge(Some(&base), &base, &removed);
    assert_eq!((merged.workload.reviews.len(), merged.clashes.len()), (1, 0));
    let merged = merge(Some(&removed), &removed, &base);
    assert_eq!(merged.workload.reviews, base.reviews);
    // Each removes one: a workload keeps a lens.
    let other = apply(&base, Command::RemoveLens(lenses::key("small")));
    let merged = merge(Some(&base), &removed, &other);
    assert_eq!((&merged.workload.reviews, merged.clashes.len()), (&removed.reviews, 1));
}

#[test]
fn settling_is_a_command_that_can_be_taken_back() {
    let lenses = lenses::lenses();
    let mut base = lenses::workload(&lenses);
    base.apply(Command::AddLens(lenses::lens_ref(&lenses, "small")), &lenses, lenses::START)
        .expect("it is allowed");
    let (big, small) = (lenses::key("big"), lenses::key("small"));
    let text = || Version::Text("changed".to_owned());
    let answer = Answer { notes: "changed".to_owned(), ..Answer::default() };
    let cases = [
        (at(Q[0]), Version::Answer(answer)),
        (Place::LensNotes(big.clone()), text()),
        (Place::PillarNotes(big, PillarId::from("ops")), text()),
        (Place::Text(Field::Notes), text()),
        (Place::Environment, Version::Environment(Environment::Production)),
        (Place::Priorities, Version::Priorities(vec![PillarId::from("sec")])),
        (Place::Lens(small), Version::Nothing),
    ];
    for (place, version) in cases {
        let command = place.command(&base, version.clone()).expect("there is one");
        assert!(place.is_changed_by(&command), "{place:?}");
        let mut changed = base.clone();
        let applied = changed.apply(command, &lenses, lenses::START).expect("it is allowed");
        assert_eq!(said(&changed, &place), version);
        let mut put_there = base.clone();
        put(&mut put_there, &place, version);
        assert_eq!(changed, put_there, "{place:?}");
        changed.apply(applied.inverse, &lenses, lenses::START).expect("it can be taken back");
        assert_eq!(changed, base, "{place:?}");
    }
}

#[test]
fn an_undo_is_stale_where_the_other_side_changed_the_same() {
    let notes = AnswerChange::Notes(String::new());
    let command = |question: &str| Command::Answer {
        lens: lenses::key("big"),
        question: QuestionId::from(question),
        change: notes.clone(),
    };
    assert!(at(Q[0]).is_changed_by(&command(Q[0])));
    assert!(!at(Q[0]).is_changed_by(&command(Q[1])));
    assert!(at(Q[0]).is_changed_by(&Command::RemoveLens(lenses::key("big"))));
    assert!(!at(Q[0]).is_changed_by(&Command::RemoveLens(lenses::key("small"))));
    assert!(Place::Environment.is_changed_by(&Command::Properties(Default::default())));
}
