//! What there is time for in a workshop.

#[path = "support/lenses.rs"]
mod lenses;
mod shipped;

use std::fmt::Write as _;

use lenses::key;
use plumbline::collections::Set;
use plumbline::lens::{PillarId, QuestionId};
use plumbline::workshop::agenda::{self, Scope, USUAL_MINUTES, agenda};

/// Pillars with their questions.
type Wanted = &'static [(&'static str, &'static [&'static str])];

#[test]
fn scopes_choose_questions_in_the_order_of_the_lens() {
    let lenses = lenses::lenses();
    let lens = &lenses[&key("big")];
    let pick =
        |ids: &[&str]| -> Set<QuestionId> { ids.iter().map(|id| QuestionId::from(*id)).collect() };
    let cases: [(&str, Scope, Wanted); 6] = [
        ("all", Scope::Whole, &[("ops", &["q1", "q2"]), ("sec", &["q3", "q4"])]),
        ("a pillar", Scope::Pillars([PillarId::from("sec")].into()), &[("sec", &["q3", "q4"])]),
        (
            "by hand",
            Scope::Picked(pick(&["q4", "q1", "nowhere"])),
            &[("ops", &["q1"]), ("sec", &["q4"])],
        ),
        ("nothing", Scope::Picked(Set::new()), &[]),
        ("two fit", Scope::Within(2 * USUAL_MINUTES + 5), &[("ops", &["q1", "q2"])]),
        ("one at least", Scope::Within(0), &[("ops", &["q1"])]),
    ];
    for (what, scope, want) in cases {
        let parts = agenda(lens, None, &scope);
        let got: Vec<(&str, Vec<&str>)> = parts
            .iter()
            .map(|part| {
                (part.title.as_str(), part.questions.iter().map(QuestionId::as_str).collect())
            })
            .collect();
        let want: Vec<(&str, Vec<&str>)> =
            want.iter().map(|(title, ids)| (*title, ids.to_vec())).collect();
        assert_eq!(got, want, "{what}");
        for part in parts {
            assert_eq!(part.minutes, USUAL_MINUTES * part.questions.len() as u32, "{what}");
        }
    }
}

#[test]
fn a_time_is_kept_to_and_no_question_stands_twice() {
    for shipped in shipped::shipped() {
        let order: Vec<&QuestionId> = shipped.lens.questions().map(|(_, q)| &q.id).collect();
        for companion in [None, Some(&shipped.companion)] {
            let mut before = 0;
            for time in (0..600).step_by(7) {
                let parts = agenda(&shipped.lens, companion, &Scope::Within(time));
                let ids: Vec<&QuestionId> = parts.iter().flat_map(|p| &p.questions).collect();
                let minutes: u32 = parts.iter().map(|p| p.minutes).sum();
                assert!(minutes <= time || ids.len() == 1, "{}: {minutes} of {time}", shipped.key);
                let places: Vec<usize> =
                    ids.iter().filter_map(|id| order.iter().position(|o| o == id)).collect();
                assert_eq!(places.len(), ids.len());
                assert!(places.is_sorted_by(|a, b| a < b), "{}: {ids:?}", shipped.key);
                // No question that is left out would still fit.
                let left = order.iter().filter(|id| !ids.contains(id));
                let shortest = left.map(|id| agenda::minutes(companion, id)).min();
                assert!(shortest.is_none_or(|s| minutes + s > time), "{}", shipped.key);
                assert!(minutes + 10 >= before, "more time asks for no less");
                before = minutes;
            }
        }
    }
}

#[test]
fn two_hours_of_each_bundled_lens() {
    let mut out = String::new();
    for shipped in shipped::shipped() {
        let parts = agenda(&shipped.lens, Some(&shipped.companion), &Scope::Within(120));
        let minutes: u32 = parts.iter().map(|part| part.minutes).sum();
        let _ = writeln!(out, "{}: {minutes} minutes", shipped.lens.name);
        for part in parts {
            let ids: Vec<&str> = part.questions.iter().map(QuestionId::as_str).collect();
            let _ = writeln!(out, "  {} ({}): {}", part.title, part.minutes, ids.join(", "));
        }
    }
    insta::assert_snapshot!("two_hours", out);
}
