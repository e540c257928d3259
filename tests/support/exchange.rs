//! What the tests of files share: a small lens, and workloads of any kind.

#![allow(dead_code, reason = "each test file uses a part of this")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use plumbline::collections::Map;
use plumbline::lens::{self, ChoiceId, Lens, LensHash, PillarId, QuestionId, Risk};
use plumbline::review::{
    Answer, Attendance, ChoiceMark, Environment, ImprovementStatus, LensKey, LensRef, LensReview,
    Lenses, Milestone, Properties, Reason, RecordedReview, Workload, WorkloadId,
};
use plumbline::time::Timestamp;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// The text of a file in `tests/fixtures/aws`.
pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/aws").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of all files there.
pub fn fixtures() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/aws");
    let mut names: Vec<String> = fs::read_dir(path)
        .expect("the fixtures are part of the repository")
        .map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A folder of public files that are not part of the repository.
pub fn corpus(folder: &str) -> Option<PathBuf> {
    match std::env::var_os("PLUMBLINE_CORPUS") {
        Some(root) => Some(PathBuf::from(root).join(folder)),
        None => {
            println!("skipped: PLUMBLINE_CORPUS is not set");
            None
        }
    }
}

/// The lens of the fixtures.
pub fn lens() -> Lens {
    lens::parse(&fixture("lens.json")).lens.expect("the lens of the fixtures is usable")
}

/// The lens of the fixtures with its key.
pub fn shelf() -> (LensKey, Lenses) {
    static LENS: LazyLock<Arc<Lens>> = LazyLock::new(|| Arc::new(lens()));
    let key = LensKey::custom(&LENS.hash);
    (key.clone(), Lenses::from([(key, Arc::clone(&LENS))]))
}

/// The source of the lens of the fixtures by its key.
pub fn sources() -> Map<LensKey, String> {
    Map::from([(shelf().0, fixture("lens.json"))])
}

/// Texts that people and attackers write.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => "[ -~]{0,20}",
        2 => "\\PC{0,12}",
        1 => "[\\x00-\\x7f\u{feff}\u{202e}\u{1f4a9}]{0,12}",
        1 => select(vec!["\"}]", "\\", "\r\n\r\n", "# x", "null", "</script>"])
            .prop_map(str::to_owned),
    ]
}

fn any_question() -> impl Strategy<Value = QuestionId> {
    prop_oneof![
        3 => select(vec!["menu", "queue", "water"]).prop_map(QuestionId::from),
        1 => "[a-z_]{1,12}(~2)?".prop_map(QuestionId),
        1 => "\\PC{1,12}".prop_map(QuestionId),
    ]
}

fn any_choice() -> impl Strategy<Value = ChoiceId> {
    prop_oneof![
        3 => select(vec![
            "menu_daily", "menu_stock", "menu_no", "queue_sign", "queue_second", "queue_no",
            "water_filter", "water_tank", "water_no",
        ])
        .prop_map(ChoiceId::from),
        1 => "[a-z_-]{1,12}".prop_map(ChoiceId),
        1 => "\\PC{1,12}".prop_map(ChoiceId),
    ]
}

fn any_pillar() -> impl Strategy<Value = PillarId> {
    prop_oneof![
        3 => select(vec!["service", "supply"]).prop_map(PillarId::from),
        1 => "\\PC{1,12}".prop_map(PillarId),
    ]
}

fn any_reason() -> impl Strategy<Value = Option<Reason>> {
    option::of(select(Reason::ALL.to_vec()))
}

/// Any answer, the empty one as well.
pub fn any_answer() -> impl Strategy<Value = Answer> {
    let mark = (any_reason(), any_text())
        .prop_map(|(not_applicable, notes)| ChoiceMark { not_applicable, notes });
    (
        btree_set(any_choice(), 0..4),
        option::weighted(0.2, select(Reason::ALL.to_vec())),
        btree_map(any_choice(), mark, 0..3),
        any_text(),
    )
        .prop_map(|(selected, not_applicable, mut marks, notes)| {
            marks.retain(|_, mark| !mark.is_empty());
            let selected = selected.into_iter().collect();
            let marks = marks.into_iter().collect();
            Answer { selected, not_applicable, marks, notes }
        })
}

fn any_review(key: LensKey) -> impl Strategy<Value = LensReview> {
    let hash = prop_oneof![Just(lens().hash), "[0-9a-f]{64}".prop_map(LensHash)];
    (
        hash,
        any_text(),
        any_text(),
        btree_map(any_pillar(), any_text(), 0..3),
        btree_map(any_question(), any_answer(), 0..6),
    )
        .prop_map(move |(hash, name, notes, mut pillar_notes, mut answers)| {
            pillar_notes.retain(|_, notes| !notes.is_empty());
            answers.retain(|_, answer| !answer.is_empty());
            let lens = LensRef { key: key.clone(), hash, name };
            let pillar_notes = pillar_notes.into_iter().collect();
            let answers = answers.into_iter().collect();
            LensReview { lens, notes, pillar_notes, answers }
        })
}

/// Reviews by the lens of the fixtures, by a bundled one that is not at hand,
/// or by both.
fn any_reviews() -> impl Strategy<Value = Vec<LensReview>> {
    let (custom, bundled) = (shelf().0, LensKey("launch-readiness".into()));
    (any_review(custom), any_review(bundled), 0..4).prop_map(|(one, two, which)| match which {
        0 => vec![one],
        1 => vec![two],
        2 => vec![one, two],
        _ => vec![two, one],
    })
}

/// Any properties.
pub fn any_properties() -> impl Strategy<Value = Properties> {
    (
        any_text(),
        any_text(),
        select(Environment::ALL.to_vec()),
        any_text(),
        any_text(),
        any_text(),
        any_text(),
        select(ImprovementStatus::ALL.to_vec()),
    )
        .prop_map(
            |(
                name,
                description,
                environment,
                review_owner,
                industry,
                architecture_url,
                notes,
                improvement_status,
            )| Properties {
                name,
                description,
                environment,
                review_owner,
                industry,
                architecture_url,
                notes,
                improvement_status,
            },
        )
}

fn any_risk() -> impl Strategy<Value = Risk> {
    select(vec![Risk::High, Risk::Medium, Risk::None, Risk::Unanswered, Risk::NotApplicable])
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    (0i64..253_402_300_800_000).prop_map(Timestamp)
}

fn any_milestones() -> impl Strategy<Value = Vec<Milestone>> {
    let recorded = (any_reviews(), btree_map(any_question(), any_risk(), 0..5)).prop_map(
        |(reviews, risks)| -> Vec<RecordedReview> {
            let risks: Map<_, _> = risks.into_iter().collect();
            reviews
                .into_iter()
                .map(|review| RecordedReview { review, risks: risks.clone() })
                .collect()
        },
    );
    let milestone = (any_text(), any_time(), any_properties(), vec(any_pillar(), 0..3), recorded);
    btree_map(1u32..50, milestone, 0..3).prop_map(|milestones| {
        milestones
            .into_iter()
            .map(|(number, (name, recorded_at, properties, pillar_priorities, reviews))| {
                let attendance = number.is_multiple_of(2).then(|| Attendance {
                    workshop: name.clone(),
                    count: number as usize,
                    people: vec![name.clone(), "Ada".to_owned()],
                });
                Milestone {
                    number,
                    name,
                    recorded_at,
                    properties,
                    pillar_priorities,
                    reviews,
                    attendance,
                }
            })
            .collect()
    })
}

/// Any workload.
pub fn any_workload() -> impl Strategy<Value = Workload> {
    (
        "[a-zA-Z0-9_-]{1,40}",
        any_time(),
        any_time(),
        any_properties(),
        any_reviews(),
        vec(any_pillar(), 0..3),
        any_milestones(),
        0u32..60,
    )
        .prop_map(
            |(
                id,
                created_at,
                updated_at,
                properties,
                reviews,
                pillar_priorities,
                milestones,
                last,
            )| {
                let highest = milestones.last().map_or(0, |milestone| milestone.number);
                Workload {
                    id: WorkloadId(id),
                    created_at,
                    updated_at,
                    properties,
                    reviews,
                    pillar_priorities,
                    milestones,
                    last_milestone: last.max(highest),
                }
            },
        )
}
