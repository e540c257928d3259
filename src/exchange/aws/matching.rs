//! Bringing imported answers together with a lens, by the ids of questions
//! and choices.

use super::super::json;
use super::{ImportedAnswer, ImportedReview};
use crate::collections::Set;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::{Lens, Question, QuestionId, Risk};
use crate::review::{LensKey, LensRef, LensReview, Lenses};

/// The question that an imported answer is for. Official ids may have hyphens
/// (`ops-model`), which AWS refuses in custom lenses; a lens that words an
/// official one afresh has underscores in their place (DOMAIN §1).
fn asked<'l>(lens: &'l Lens, id: &QuestionId) -> Option<&'l Question> {
    let exact = lens.question(id);
    let question = exact.or_else(|| {
        let id = QuestionId(id.as_str().replace('-', "_"));
        lens.question(&id)
    });
    question.map(|(_, question)| question)
}

/// The imported answers as a review by a lens. Ids that the lens does not have
/// are named in a finding and kept in the review.
pub fn into_review(
    import: &ImportedReview,
    lens: &Lens,
    key: LensKey,
) -> (LensReview, Vec<Diagnostic>) {
    let mut review = LensReview::new(LensRef::new(key, lens));
    let mut found = Vec::new();
    review.notes.clone_from(&import.notes);
    for (pillar, notes) in &import.pillar_notes {
        if !notes.is_empty() {
            review.pillar_notes.insert(pillar.clone(), notes.clone());
        }
    }
    if let Some(number) = import.milestone {
        found.push(Diagnostic::new(
            Severity::Note,
            "from-milestone",
            "",
            format!("These answers are from milestone {number} and not from today."),
        ));
    }
    let unknown_pillars =
        import.pillar_notes.iter().map(|(id, _)| id).filter(|id| lens.pillar(id).is_none());
    push_unknown(&mut found, "unknown-pillar", unknown_pillars.map(|id| id.as_str()), |names| {
        format!("The lens has no pillar {names}; the notes on it are kept.")
    });
    let unknown_questions = import
        .answers
        .iter()
        .filter(|a| !a.answer.is_empty() && asked(lens, &a.question_id).is_none());
    push_unknown(
        &mut found,
        "unknown-question",
        unknown_questions.map(|a| a.question_id.as_str()),
        |names| format!("The lens has no question {names}; the answer is kept and does not count."),
    );
    for imported in &import.answers {
        let question = asked(lens, &imported.question_id);
        if let Some(question) = question {
            compare(imported, question, &mut found);
        }
        if !imported.answer.is_empty() {
            let id = question.map_or(&imported.question_id, |question| &question.id);
            review.answers.insert(id.clone(), imported.answer.clone());
        }
    }
    (review, found)
}

fn push_unknown<'n>(
    found: &mut Vec<Diagnostic>,
    code: &'static str,
    names: impl Iterator<Item = &'n str>,
    sentence: impl FnOnce(String) -> String,
) {
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        let message = sentence(json::some_of(names));
        found.push(
            Diagnostic::new(Severity::Warning, code, "", message)
                .with_hint("The lens here may be another version than the one that was answered."),
        );
    }
}

/// Reports choices that the question does not have, and a risk that is not the
/// one that AWS reported.
fn compare(imported: &ImportedAnswer, question: &Question, found: &mut Vec<Diagnostic>) {
    let answer = &imported.answer;
    let unknown = answer
        .selected
        .iter()
        .chain(answer.marks.keys())
        .filter(|id| question.choice_index(id).is_none());
    push_unknown(found, "unknown-choice", unknown.map(|id| id.as_str()), |names| {
        format!(
            "The question \"{}\" has no choice {names}; it is kept and does not count.",
            json::excerpt(question.id.as_str())
        )
    });
    let risk = answer.evaluate(question).risk;
    match imported.reported_risk {
        // AWS leaves the risk unset where it has not been asked to compute it.
        Some(reported) if reported != risk && reported != Risk::Unanswered => {
            found.push(
                Diagnostic::new(
                    Severity::Note,
                    "risk-differs",
                    "",
                    format!(
                        "For the question \"{}\" the file says \"{}\"; by the rules of this lens \
                         it is \"{}\".",
                        json::excerpt(question.id.as_str()),
                        reported.words(),
                        risk.words()
                    ),
                )
                .with_hint("The lens here may have other rules than the one that was answered."),
            );
        }
        _ => {}
    }
}

/// How well a lens fits the imported answers: the share of the ids of
/// questions and ticked or listed choices that the lens has, from 0 to 1.
pub fn share_matched(import: &ImportedReview, lens: &Lens) -> f64 {
    let (mut all, mut matched) = (0_usize, 0_usize);
    for imported in &import.answers {
        let question = asked(lens, &imported.question_id);
        let ids: Set<_> = imported
            .answer
            .selected
            .iter()
            .chain(imported.answer.marks.keys())
            .chain(imported.choices.iter().map(|choice| &choice.id))
            .collect();
        all += 1 + ids.len();
        if let Some(question) = question {
            matched += 1 + ids.iter().filter(|id| question.choice_index(id).is_some()).count();
        }
    }
    if all == 0 { 0.0 } else { matched as f64 / all as f64 }
}

/// Fits less than this are chance: `ops_q1` is an id in many lenses.
const FITS: f64 = 0.5;

/// The lens that fits the imported answers best, where one fits at least half
/// of the ids. Of two that fit alike, the one with fewer questions beside the
/// answered ones.
pub fn best_match(import: &ImportedReview, lenses: &Lenses) -> Option<LensKey> {
    lenses
        .iter()
        .map(|(key, lens)| (key, share_matched(import, lens), lens.questions().count()))
        .filter(|(_, share, _)| *share >= FITS)
        .max_by(|(_, a, questions_a), (_, b, questions_b)| {
            a.total_cmp(b).then(questions_b.cmp(questions_a))
        })
        .map(|(key, ..)| key.clone())
}
