//! Everybody's answers of a workshop as a table (CSV), for a spreadsheet.

use super::rendition::table::row;
use crate::lens::Lens;
use crate::workshop::Workshop;

/// A line for each person and question that the person answered or could not
/// answer.
pub fn table(workshop: &Workshop, lens: &Lens) -> String {
    let heads =
        ["Person", "Part", "Question", "Risk", "Ticked", "Does not apply", "Cannot answer", "Note"];
    let mut out = String::from("\u{feff}");
    row(&mut out, &heads);
    for (place, reply) in workshop.replies.iter().enumerate() {
        for (part, _, question) in workshop.session.at_hand(lens) {
            if !reply.has_said(&question.id) {
                continue;
            }
            let answer = reply.review.answer(&question.id);
            let titles = |is_in: &dyn Fn(&crate::lens::ChoiceId) -> bool| {
                let choices = question.choices.iter().filter(|choice| is_in(&choice.id));
                choices.map(|choice| choice.title.clone()).collect::<Vec<_>>().join("; ")
            };
            let yes = |is_so: bool| if is_so { "yes" } else { "" }.to_owned();
            let cells = [
                workshop.called(place),
                workshop.session.agenda[part].title.clone(),
                question.title.clone(),
                answer.evaluate(question).risk.words().to_owned(),
                titles(&|id| answer.selected.contains(id)),
                match answer.not_applicable {
                    Some(reason) => format!("The question: {}", reason.words()),
                    None => titles(&|id| answer.mark(id).not_applicable.is_some()),
                },
                yes(reply.is_unsure(&question.id)),
                answer.notes.clone(),
            ];
            row(&mut out, &cells.each_ref().map(String::as_str));
        }
    }
    out
}
