//! Any workload at all: what people, imports and mistakes could put together.

#![allow(dead_code)]

use plumbline::collections::{Map, Set};
use plumbline::lens::{ChoiceId, LensHash, PillarId, QuestionId, Risk};
use plumbline::review::{
    Answer, Attendance, ChoiceMark, Environment, ImprovementStatus, LensKey, LensRef, LensReview,
    Milestone, Properties, Reason, RecordedReview, Workload, WorkloadId,
};
use plumbline::time::Timestamp;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Texts that codecs stumble over, and any other.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec![
            "", " ", "-", "0", "#1", "@0!S", "a:b", "\"\\", "\n\t\u{0}", "ü漢🙂\u{2028}", "note", "Note",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0..12u8).prop_map(|n| format!("id_{n}")),
        1 => Just("id_no".to_owned()),
        1 => text(),
    ]
}

fn choices() -> impl Strategy<Value = Set<ChoiceId>> {
    btree_set(prop_oneof![9 => (0..40u8).prop_map(|n| format!("c{n}")), 1 => id()], 0..9)
        .prop_map(|ids| ids.into_iter().map(ChoiceId).collect())
}

fn reason() -> impl Strategy<Value = Option<Reason>> {
    option::weighted(0.3, select(Reason::ALL.to_vec()))
}

pub fn answer() -> impl Strategy<Value = Answer> {
    let marks = btree_map(
        id().prop_map(ChoiceId),
        (reason(), text()).prop_map(|(not_applicable, notes)| ChoiceMark { not_applicable, notes }),
        0..3,
    );
    (choices(), reason(), marks, text()).prop_map(|(selected, not_applicable, marks, notes)| {
        Answer { selected, not_applicable, marks: marks.into_iter().collect(), notes }
    })
}

pub fn review() -> impl Strategy<Value = LensReview> {
    let answers = btree_map(id().prop_map(QuestionId), answer(), 0..8);
    let pillars = btree_map(id().prop_map(PillarId), text(), 0..3);
    let lens = (select(vec!["lens", "other", "custom-0", ""]), text(), text());
    (lens, text(), pillars, answers).prop_map(
        |((key, hash, name), notes, pillar_notes, answers)| {
            let lens = LensRef { key: LensKey(key.to_owned()), hash: LensHash(hash), name };
            let pillar_notes = pillar_notes.into_iter().collect();
            let answers = answers.into_iter().collect();
            LensReview { lens, notes, pillar_notes, answers }
        },
    )
}

fn properties() -> impl Strategy<Value = Properties> {
    (
        [text(), text(), text(), text(), text(), text()],
        select(Environment::ALL.to_vec()),
        select(ImprovementStatus::ALL.to_vec()),
    )
        .prop_map(|([name, description, owner, industry, url, notes], environment, status)| {
            Properties {
                name,
                description,
                environment,
                review_owner: owner,
                industry,
                architecture_url: url,
                notes,
                improvement_status: status,
            }
        })
}

fn risks() -> impl Strategy<Value = Map<QuestionId, Risk>> {
    let all = vec![Risk::High, Risk::Medium, Risk::None, Risk::Unanswered, Risk::NotApplicable];
    btree_map(id().prop_map(QuestionId), select(all), 0..12)
        .prop_map(|risks| risks.into_iter().collect())
}

/// What a milestone changes against the present: mostly little.
fn milestone(now: Vec<LensReview>) -> impl Strategy<Value = Milestone> {
    let others = prop_oneof![3 => Just(Vec::new()), 1 => vec(review(), 1..3)];
    let dropped = btree_set(0..8usize, 0..3);
    let changed = option::of((id().prop_map(QuestionId), answer()));
    (
        (any::<u32>(), text(), any::<i64>()),
        properties(),
        vec(id().prop_map(PillarId), 0..3),
        (others, dropped, changed, risks()),
    )
        .prop_map(move |((number, name, at), properties, pillar_priorities, change)| {
            let (others, dropped, changed, risks) = change;
            let mut reviews = now.clone();
            for review in &mut reviews {
                let mut place = 0;
                review.answers.retain(|_, _| {
                    place += 1;
                    !dropped.contains(&(place - 1))
                });
                review.answers.extend(changed.clone());
            }
            reviews.extend(others);
            let attendance = number.is_multiple_of(2).then(|| Attendance {
                workshop: name.clone(),
                count: number as usize,
                people: vec![name.clone(), "Ada".to_owned()],
            });
            Milestone {
                attendance,
                number,
                name,
                recorded_at: Timestamp(at),
                properties,
                pillar_priorities,
                reviews: reviews
                    .into_iter()
                    .map(|review| RecordedReview { review, risks: risks.clone() })
                    .collect(),
            }
        })
}

/// Any workload.
pub fn workload() -> impl Strategy<Value = Workload> {
    let head = || (text(), any::<i64>(), any::<i64>(), any::<u32>());
    vec(review(), 0..3).prop_flat_map(move |reviews| {
        let milestones = vec(milestone(reviews.clone()), 0..4);
        let priorities = vec(id().prop_map(PillarId), 0..4);
        (head(), properties(), Just(reviews), priorities, milestones).prop_map(
            |((id, created, updated, last), properties, reviews, priorities, milestones)| {
                Workload {
                    id: WorkloadId(id),
                    created_at: Timestamp(created),
                    updated_at: Timestamp(updated),
                    properties,
                    reviews,
                    pillar_priorities: priorities,
                    milestones,
                    last_milestone: last,
                }
            },
        )
    })
}
