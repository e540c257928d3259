//! Somebody else's version beside one's own: what is offered, what is
//! proposed, and taking it over as one change.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/lenses.rs"]
mod lenses;

use lenses::{START, key, workload};
use plumbline::lens::{ChoiceId, QuestionId};
use plumbline::review::history::Way;
use plumbline::review::merge::{Changed, Offer, Pick, Place, Side, Version, offers, picked, said};
use plumbline::review::{Answer, Command, History, Workload};
use proptest::prelude::*;

fn say(workload: &mut Workload, question: &str, choices: &[&str], notes: &str) {
    let answer = Answer {
        selected: choices.iter().map(|id| ChoiceId::from(*id)).collect(),
        notes: notes.to_owned(),
        ..Answer::default()
    };
    let review = workload.reviews.iter_mut().find(|r| r.lens.key == key("big")).expect("is there");
    review.answers.insert(QuestionId::from(question), answer);
}

fn told(offers: &[Offer]) -> Vec<(String, Changed, Pick)> {
    let place = |place: &Place| match place {
        Place::Answer(_, question) => question.0.clone(),
        other => format!("{other:?}"),
    };
    offers.iter().map(|o| (place(&o.clash.place), o.changed, o.proposed)).collect()
}

const KEEP: Pick = Pick::One(Side::Mine);
const TAKE: Pick = Pick::One(Side::Theirs);

#[test]
fn what_is_proposed_follows_from_what_both_grew_from() {
    let lenses = lenses::lenses();
    let mut base = workload(&lenses);
    say(&mut base, "q1", &["a"], "");
    say(&mut base, "q2", &["a"], "");
    say(&mut base, "q3", &["a"], "");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    say(&mut mine, "q1", &["a", "b"], "");
    say(&mut theirs, "q2", &["b"], "");
    say(&mut mine, "q3", &["b"], "");
    say(&mut theirs, "q3", &["a", "b"], "");
    say(&mut theirs, "q4", &["a"], "");
    let name = |id: &str| id.to_owned();
    assert_eq!(
        told(&offers(Some(&base), &mine, &theirs, &lenses)),
        [
            (name("q2"), Changed::ByThem, TAKE),
            (name("q3"), Changed::ByBoth, KEEP),
            (name("q4"), Changed::ByThem, TAKE),
        ]
    );
    // Without it nothing of mine is proposed to go.
    assert_eq!(
        told(&offers(None, &mine, &theirs, &lenses)),
        [
            (name("q1"), Changed::Unknown, KEEP),
            (name("q2"), Changed::Unknown, KEEP),
            (name("q3"), Changed::Unknown, KEEP),
            (name("q4"), Changed::Unknown, TAKE),
        ]
    );
}

#[test]
fn a_version_without_notes_takes_no_note_away() {
    let lenses = lenses::lenses();
    let mut base = workload(&lenses);
    say(&mut base, "q1", &["a"], "A note.");
    say(&mut base, "q2", &["a"], "Another one.");
    let mine = base.clone();
    let mut theirs = base.clone();
    say(&mut theirs, "q1", &["a"], "");
    say(&mut theirs, "q2", &["b"], "");
    for base in [None, Some(&base)] {
        let offers = offers(base, &mine, &theirs, &lenses);
        assert_eq!(offers.len(), 1, "{offers:?}");
        let pick = if base.is_some() { offers[0].proposed } else { Pick::BothNotes(Side::Theirs) };
        let changes = picked(&[(offers[0].clash.clone(), pick)]);
        let [(_, Version::Answer(answer))] = &changes[..] else { panic!("{changes:?}") };
        assert_eq!(answer.notes, "Another one.");
        assert!(answer.selected.contains(&ChoiceId::from("b")));
    }
}

#[test]
fn what_the_other_one_lacks_stays_and_what_it_brings_is_offered() {
    let lenses = lenses::lenses();
    let mut mine = workload(&lenses);
    say(&mut mine, "q1", &["a"], "");
    let mut theirs = mine.clone();
    theirs.id.0 = "another".to_owned();
    let small = theirs.reviews.iter().position(|r| r.lens.key == key("small"));
    let small = small.map(|at| theirs.reviews.remove(at));
    assert_eq!(offers(None, &mine, &theirs, &lenses), []);
    if let Some(small) = small {
        mine.reviews.retain(|r| r.lens.key != key("small"));
        theirs.reviews.push(small);
        let offers = offers(None, &mine, &theirs, &lenses);
        assert_eq!(offers.len(), 1, "{offers:?}");
        assert_eq!(
            (&offers[0].clash.place, offers[0].proposed),
            (&Place::Lens(key("small")), TAKE)
        );
        let all = picked(&[(offers[0].clash.clone(), TAKE)]);
        let mut after = mine.clone();
        let applied = after
            .apply(Command::TakeOver("Ada".to_owned(), all), &lenses, START)
            .expect("there is room");
        assert!(after.review(&key("small")).is_some());
        after.take_back(applied.inverse, &lenses, START).expect("it was just done");
        assert_eq!(after.reviews, mine.reviews);
    }
}

/// Any workload as the app keeps it: reviewed by each lens once, and nothing
/// empty is kept.
fn reviewed() -> impl Strategy<Value = Workload> {
    arbitrary::workload().prop_map(|mut workload| {
        let mut seen = Vec::new();
        workload.reviews.retain(|review| {
            let is_new = !seen.contains(&review.lens.key);
            seen.push(review.lens.key.clone());
            is_new
        });
        for review in &mut workload.reviews {
            review.answers.retain(|_, answer| !answer.is_empty());
            review.pillar_notes.retain(|_, notes| !notes.is_empty());
        }
        workload
    })
}

fn pick() -> impl Strategy<Value = Pick> {
    prop::sample::select(vec![
        KEEP,
        TAKE,
        Pick::BothNotes(Side::Mine),
        Pick::BothNotes(Side::Theirs),
    ])
}

proptest! {
    #[test]
    fn taking_over_is_one_step_and_changes_nothing_else(
        mine in reviewed(),
        theirs in reviewed(),
        base in prop::option::of(reviewed()),
        picks in prop::collection::vec(pick(), 0..40),
    ) {
        let lenses = lenses::lenses();
        let offers = offers(base.as_ref(), &mine, &theirs, &lenses);
        // Whatever differs is offered once at most.
        for (n, offer) in offers.iter().enumerate() {
            prop_assert!(offers[..n].iter().all(|other| other.clash.place != offer.clash.place));
            prop_assert_eq!(&said(&mine, &offer.clash.place), &offer.clash.mine);
        }
        let picked_ones: Vec<_> =
            offers.iter().map(|o| o.clash.clone()).zip(picks).collect();
        let changes = picked(&picked_ones);
        let places: Vec<Place> = changes.iter().map(|(place, _)| place.clone()).collect();
        let mut after = mine.clone();
        let mut history = History::default();
        let command = Command::TakeOver("Ada".to_owned(), changes.clone());
        let Ok(applied) = after.apply(command, &lenses, START) else { return Ok(()) };
        history.push(applied);
        for (place, version) in &changes {
            match (place, version) {
                (Place::Milestone(_), Version::Milestone(milestone)) => {
                    prop_assert!(after.milestones.contains(milestone));
                }
                _ => prop_assert_eq!(&said(&after, place), version),
            }
        }
        for offer in &offers {
            if !places.contains(&offer.clash.place) && offer.clash.place.lens().is_none() {
                prop_assert_eq!(&said(&after, &offer.clash.place), &offer.clash.mine);
            }
        }
        let taken = history.take(Way::Back, &mut after, &lenses, START).expect("one step");
        prop_assert_eq!(taken.problem, None);
        after.updated_at = mine.updated_at;
        // A number is never used again.
        after.last_milestone = mine.last_milestone;
        prop_assert_eq!(&after, &mine);
    }

    #[test]
    fn what_is_proposed_drops_no_note(
        mine in reviewed(),
        theirs in reviewed(),
    ) {
        let lenses = lenses::lenses();
        let proposed: Vec<_> =
            offers(None, &mine, &theirs, &lenses).into_iter().map(|o| (o.clash, o.proposed)).collect();
        let mut after = mine.clone();
        let command = Command::TakeOver("Ada".to_owned(), picked(&proposed));
        if after.apply(command, &lenses, START).is_err() {
            return Ok(());
        }
        for review in &mine.reviews {
            let now = after.review(&review.lens.key).expect("no lens goes");
            for (id, answer) in &review.answers {
                prop_assert!(now.answer(id).notes.contains(&answer.notes));
            }
            prop_assert!(now.notes.contains(&review.notes));
        }
    }
}

#[test]
fn milestones_that_mine_lacks_come_with_it_and_go_with_one_undo() {
    let lenses = lenses::lenses();
    let mut base = workload(&lenses);
    let save = |workload: &mut Workload, name: &str, later: i64| {
        let now = plumbline::time::Timestamp(START.0 + later);
        workload.apply(Command::SaveMilestone(name.to_owned()), &lenses, now).expect("it is saved");
    };
    save(&mut base, "Of both", 1);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    save(&mut mine, "Of mine", 2);
    save(&mut theirs, "Of theirs", 3);
    save(&mut theirs, "Of theirs, later", 4);
    // Another name makes no other milestone.
    theirs.milestones[0].name = "Renamed".to_owned();
    let all = offers(None, &mine, &theirs, &lenses);
    assert_eq!(
        told(&all),
        [3, 4].map(|n| (format!("Milestone({n})"), Changed::Unknown, TAKE)).to_vec()
    );
    let picks: Vec<_> = all.iter().map(|o| (o.clash.clone(), o.proposed)).collect();
    let mut history = History::default();
    let mut taken = mine.clone();
    let command = Command::TakeOver("Ann".to_owned(), picked(&picks));
    history.push(taken.apply(command, &lenses, START).expect("it can be taken"));
    let names = |workload: &Workload| -> Vec<(u32, String)> {
        workload.milestones.iter().map(|m| (m.number, m.name.clone())).collect()
    };
    let want = [(1, "Of both"), (2, "Of mine"), (3, "Of theirs"), (4, "Of theirs, later")];
    let want = want.map(|(number, name)| (number, name.to_owned()));
    assert_eq!(names(&taken), want);
    assert_eq!(offers(None, &taken, &theirs, &lenses), []);
    history.take(Way::Back, &mut taken, &lenses, START).expect("it can be undone");
    assert_eq!(names(&taken), want[..2]);
    history.take(Way::Again, &mut taken, &lenses, START).expect("it can be done again");
    assert_eq!(names(&taken), want);
    assert_eq!(taken.milestones[2].reviews, theirs.milestones[1].reviews);
    // One at a time, too: the next one finds a number that is free.
    let second = picked(&picks[1..]);
    let mut one = mine.clone();
    one.apply(Command::TakeOver("Ann".to_owned(), second), &lenses, START).expect("it can be");
    assert_eq!(told(&offers(None, &one, &theirs, &lenses)).len(), 1);
    // A review that has nothing to do with mine brings none.
    theirs.id = plumbline::review::WorkloadId("another".to_owned());
    theirs.milestones.remove(0);
    assert_eq!(offers(None, &mine, &theirs, &lenses), []);
}
