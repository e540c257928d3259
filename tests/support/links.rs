//! What the tests of links do with them: something to share, made and opened,
//! or refused.

#![allow(dead_code, reason = "each test file uses a part of this")]

use plumbline::collections::Set;
use plumbline::exchange::share::{self, Made, Notes, Opened, Shared};
use plumbline::lens::{ChoiceId, Lens};
use plumbline::review::{Answer, LensRef, LensReview, Lenses};

use crate::dice::Dice;

/// Every question answered, with ticks here and there.
pub fn answered(lens: &Lens, reference: LensRef) -> LensReview {
    let mut dice = Dice(7);
    let mut review = LensReview::new(reference);
    for (_, question) in lens.questions() {
        let mut selected: Set<ChoiceId> = question
            .choices
            .iter()
            .filter(|choice| !choice.is_none_of_these() && dice.below(2) == 1)
            .map(|choice| choice.id.clone())
            .collect();
        if selected.is_empty() {
            selected.insert(question.choices[question.choices.len() - 1].id.clone());
        }
        review.answers.insert(question.id.clone(), Answer { selected, ..Answer::default() });
    }
    review
}

/// Takes out what is empty, as no link carries it.
pub fn drop_empty(review: &mut LensReview) {
    review.pillar_notes.retain(|_, note| !note.is_empty());
    for answer in review.answers.values_mut() {
        answer.marks.retain(|_, mark| !mark.is_empty());
    }
    review.answers.retain(|_, answer| !answer.is_empty());
}

/// The code of what is shared, with its notes.
pub fn made(shared: &Shared, lenses: &Lenses) -> Made {
    share::write(shared, lenses, Notes::With).expect("it fits into a link")
}

/// What the code opens as.
pub fn opened(code: &str, lenses: &Lenses) -> Shared {
    let opened = share::open(code, lenses);
    opened.shared.unwrap_or_else(|| panic!("{code}: {:?}", opened.diagnostics))
}

/// The one finding of a link that does not open, with its words.
pub fn refusal(opened: &Opened) -> (&'static str, &str) {
    assert_eq!(opened.shared, None);
    assert_eq!(opened.brought, []);
    let [found] = opened.diagnostics.as_slice() else { panic!("{:?}", opened.diagnostics) };
    assert!(found.message.ends_with('.') || found.message.contains(": "), "{}", found.message);
    (found.code, &found.message)
}
