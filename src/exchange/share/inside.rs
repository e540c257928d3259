//! What is inside a link, in words: for the one who shares and the one who
//! opens.

use super::{Answers, Blank, Shared};
use crate::lens::limits;
use crate::review::{LensReview, Lenses};
use crate::text::{about_time, counted};
use crate::workshop::{Naming, Reply, Session};

/// The facts about what is shared, a short sentence each.
pub fn inside(shared: &Shared, lenses: &Lenses) -> Vec<String> {
    match shared {
        Shared::Lens(lens) => vec![format!("The lens {}", lens.name)],
        Shared::Pillar(lens, _) => vec![format!("One pillar of the lens {}", lens.name)],
        Shared::Question(lens, _) => vec![format!("One question of the lens {}", lens.name)],
        Shared::Practice(lens, ..) => vec![format!("One practice of the lens {}", lens.name)],
        Shared::Blank(blank) => of_blank(blank, lenses),
        Shared::Review(workload) => {
            let mut facts = vec!["Name, owner and the other details".to_owned()];
            facts.extend(of_reviews(&workload.reviews, lenses));
            facts.push(of_notes(&workload.reviews, &workload.properties.notes));
            facts.push("No milestones".to_owned());
            facts
        }
        Shared::Answers(answers) => of_answers(answers, lenses),
        Shared::Session(session) => of_session(session),
        Shared::Reply(reply) => of_reply(reply, lenses),
        Shared::Locked(_) => vec!["Something behind a passphrase".to_owned()],
    }
}

fn of_blank(blank: &Blank, lenses: &Lenses) -> Vec<String> {
    let scopes = blank.lenses.iter().map(|(lens, scope)| {
        let all = lenses.get(&lens.key).map(|lens| lens.questions().count());
        match (scope, all) {
            (Some(scope), Some(all)) => {
                format!("{} of {} of {}", scope.len(), counted(all, "question"), lens.name)
            }
            (Some(scope), None) => {
                format!("{} of {}", counted(scope.len(), "question"), lens.name)
            }
            (None, Some(all)) => format!("All {} of {}", counted(all, "question"), lens.name),
            (None, None) => format!("All questions of {}", lens.name),
        }
    });
    scopes.chain(["Nothing is answered yet".to_owned()]).collect()
}

fn of_answers(answers: &Answers, lenses: &Lenses) -> Vec<String> {
    let mut facts = Vec::new();
    if !answers.from.is_empty() {
        facts.push(format!("From {}", answers.from));
    }
    if !answers.about.is_empty() {
        facts.push(format!("About {}", answers.about));
    }
    facts.extend(of_reviews(&answers.reviews, lenses));
    facts.push(of_notes(&answers.reviews, ""));
    facts
}

fn of_session(session: &Session) -> Vec<String> {
    vec![
        format!("{} of {}", counted(session.questions().count(), "question"), session.lens.name),
        format!("It takes {}", about_time(session.minutes())),
        match session.naming {
            Naming::Named => "Your answers carry your name, if you give one",
            Naming::Nameless => "Nobody is asked for a name",
        }
        .to_owned(),
    ]
}

fn of_reply(reply: &Reply, lenses: &Lenses) -> Vec<String> {
    let mut facts = Vec::new();
    if !reply.name.is_empty() {
        facts.push(format!("From {}", reply.name));
    }
    facts.extend(of_reviews(std::slice::from_ref(&reply.review), lenses));
    if !reply.unsure.is_empty() {
        facts.push(format!(
            "{} that could not be answered",
            counted(reply.unsure.len(), "question")
        ));
    }
    facts.push(of_notes(std::slice::from_ref(&reply.review), ""));
    facts
}

fn of_reviews(reviews: &[LensReview], lenses: &Lenses) -> Vec<String> {
    reviews
        .iter()
        .map(|review| {
            let said = review
                .answers
                .values()
                .filter(|answer| !answer.selected.is_empty() || answer.not_applicable.is_some());
            let said = said.count();
            match lenses.get(&review.lens.key).map(|lens| lens.questions().count()) {
                Some(all) => {
                    format!(
                        "Answers to {said} of {} of {}",
                        counted(all, "question"),
                        review.lens.name
                    )
                }
                None => format!("Answers to {} of {}", counted(said, "question"), review.lens.name),
            }
        })
        .collect()
}

fn of_notes(reviews: &[LensReview], more: &str) -> String {
    let notes = reviews.iter().flat_map(|review| {
        let answers = review.answers.values().flat_map(|answer| {
            answer.marks.values().map(|mark| &mark.notes).chain([&answer.notes])
        });
        review.pillar_notes.values().chain([&review.notes]).chain(answers)
    });
    let words: usize =
        notes.map(String::as_str).chain([more]).map(|note| note.split_whitespace().count()).sum();
    match words {
        0 => "No notes".to_owned(),
        _ => format!("Notes of {}", counted(words, "word")),
    }
}

/// A name for a review that holds somebody's answers, within the limits.
pub fn name_of(answers: &Answers) -> String {
    let about = match (answers.about.is_empty(), answers.reviews.first()) {
        (true, Some(review)) => &review.lens.name,
        _ => &answers.about,
    };
    let name = match answers.from.as_str() {
        "" => format!("Answers: {about}"),
        from => format!("{about}, answers of {from}"),
    };
    name.chars().take(limits::WORKLOAD_NAME).collect()
}
