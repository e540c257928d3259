//! What one version of a review says at a place, in words.

use leptos::prelude::*;

use crate::collections::Set;
use crate::lens::{ChoiceId, Question};
use crate::review::merge::{Clash, Place, Side, Version};
use crate::review::properties::Field;
use crate::review::{Answer, LensKey, Lenses};

/// The question that a place is about.
fn question<'a>(lenses: &'a Lenses, place: &Place) -> Option<&'a Question> {
    let Place::Answer(key, id) = place else { return None };
    Some(lenses.get(key)?.question(id)?.1)
}

/// The place in words.
pub fn title(lenses: &Lenses, place: &Place) -> String {
    let lens =
        |key: &LensKey| lenses.get(key).map_or_else(|| key.to_string(), |lens| lens.name.clone());
    match place {
        Place::Answer(_, id) => {
            question(lenses, place).map_or_else(|| id.to_string(), |q| q.title.clone())
        }
        Place::Text(field) => match field {
            Field::Name => "Name of the workload",
            Field::Description => "Description",
            Field::ReviewOwner => "Review owner",
            Field::Industry => "Industry",
            Field::ArchitectureUrl => "Architecture diagram",
            Field::Notes => "Notes on the workload",
        }
        .to_owned(),
        Place::Environment => "Environment".to_owned(),
        Place::ImprovementStatus => "Improvement status".to_owned(),
        Place::Priorities => "Pillars, most important first".to_owned(),
        Place::Lens(key) | Place::LensVersion(key) => format!("The lens {}", lens(key)),
        Place::LensNotes(key) => format!("Notes on {}", lens(key)),
        Place::PillarNotes(key, pillar) => {
            let name = lenses.get(key).and_then(|lens| lens.pillar(pillar));
            format!("Notes on {}", name.map_or_else(|| pillar.to_string(), |p| p.name.clone()))
        }
        Place::Milestone(number) => format!("Name of milestone {number}"),
    }
}

/// What two versions differ about, in words.
pub fn title_of(lenses: &Lenses, clash: &Clash) -> String {
    match &clash.theirs {
        Version::Milestone(milestone) => format!("The milestone {}", milestone.name),
        _ => title(lenses, &clash.place),
    }
}

/// One version in words; what the other one does not have is marked.
pub fn said(lenses: &Lenses, clash: &Clash, side: Side) -> AnyView {
    let (version, other) = match side {
        Side::Mine => (&clash.mine, &clash.theirs),
        Side::Theirs => (&clash.theirs, &clash.mine),
    };
    let plain = |text: String| view! { <p>{text}</p> }.into_any();
    match version {
        Version::Answer(answer) => {
            let none = Answer::default();
            let other = if let Version::Answer(other) = other { other } else { &none };
            answered(lenses, &clash.place, answer, other)
        }
        Version::Text(text) if text.is_empty() => plain("Empty".to_owned()),
        Version::Text(text) => quote(text),
        Version::Environment(environment) => plain(environment.words().to_owned()),
        Version::ImprovementStatus(status) => plain(status.words().to_owned()),
        Version::Priorities(pillars) => {
            let names = pillars.iter().map(|id| {
                let pillar = lenses.values().find_map(|lens| lens.pillar(id));
                let name = pillar.map_or_else(|| id.to_string(), |p| p.name.clone());
                view! { <li>{name}</li> }
            });
            view! { <ol>{names.collect_view()}</ol> }.into_any()
        }
        Version::Review(review) => plain(match review.answers.len() {
            1 => "In the review, with one answer".to_owned(),
            n => format!("In the review, with {n} answers"),
        }),
        Version::LensVersion(lens) => plain(format!("{}, version {:.8}", lens.name, lens.hash.0)),
        Version::Milestone(milestone) => plain(match milestone.reviews.len() {
            1 => "A record of one lens".to_owned(),
            n => format!("A record of {n} lenses"),
        }),
        Version::Nothing if matches!(clash.place, Place::Milestone(_)) => {
            plain("Not in the review".to_owned())
        }
        Version::Nothing => plain("Removed from the review".to_owned()),
    }
}

fn quote(text: &str) -> AnyView {
    view! { <blockquote class="said">{text.to_owned()}</blockquote> }.into_any()
}

fn answered(lenses: &Lenses, place: &Place, answer: &Answer, other: &Answer) -> AnyView {
    if answer.is_empty() {
        return view! { <p>"No answer"</p> }.into_any();
    }
    let choices = question(lenses, place).map_or(&[][..], |question| &question.choices);
    let choice = |id: &ChoiceId| {
        let found = choices.iter().find(|c| c.id == *id);
        found.map_or_else(|| id.to_string(), |c| c.title.clone())
    };
    // In the order of the question.
    let order: Vec<ChoiceId> = choices.iter().map(|c| c.id.clone()).collect();
    let known: Set<ChoiceId> = order.iter().cloned().collect();
    let unknown = answer.selected.iter().filter(|id| !known.contains(*id)).cloned();
    let ticks = order
        .iter()
        .filter(|id| answer.selected.contains(*id))
        .cloned()
        .chain(unknown)
        .map(|id| {
            let only_here = !other.selected.contains(&id);
            view! {
                <li class:differs=only_here>
                    {choice(&id)}
                    {only_here.then(|| view! { <span class="tag">"only here"</span> })}
                </li>
            }
        })
        .collect_view();
    let marks = answer
        .marks
        .iter()
        .map(|(id, mark)| {
            let excused =
                mark.not_applicable.map(|why| format!(" does not apply: {}", why.words()));
            view! {
                <li>
                    <strong>{choice(id)}</strong>{excused}
                    {(!mark.notes.is_empty()).then(|| quote(&mark.notes))}
                </li>
            }
        })
        .collect_view();
    let excused = answer.not_applicable.map(|why| {
        view! { <p><strong>"The question does not apply: "</strong>{why.words()}</p> }
    });
    view! {
        {excused}
        {if answer.selected.is_empty() {
            view! { <p>"Nothing ticked"</p> }.into_any()
        } else {
            view! { <p class="clash-label">"Ticked"</p><ul>{ticks}</ul> }.into_any()
        }}
        {(!answer.marks.is_empty()).then(|| view! { <p class="clash-label">"On practices"</p><ul>{marks}</ul> })}
        {(!answer.notes.is_empty()).then(|| view! { <p class="clash-label">"Notes"</p>{quote(&answer.notes)} })}
    }
    .into_any()
}
