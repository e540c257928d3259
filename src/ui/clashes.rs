//! What was said in two tabs at the same time: both versions in words, and the
//! choice between them.

use leptos::prelude::*;

use super::erased::{click, effect, live, nothing};
use super::platform;
use super::state::App;
use crate::collections::Set;
use crate::lens::{ChoiceId, Question};
use crate::review::merge::{Clash, Pick, Place, Side, Version};
use crate::review::properties::Field;
use crate::review::{Answer, LensKey};
use crate::storage::clashes::KeptClash;

/// Keeps the list of clashes at what is open.
pub fn follow(app: App) {
    effect(move || {
        app.progress.track();
        app.route.track();
        untrack(|| app.meet());
    });
}

/// All clashes of the open workload, one after another.
pub fn view(app: App) -> AnyView {
    view! {
        <p>
            "You can look at both in peace: nothing is lost. What you do not pick goes to the bin."
        </p>
        {live(move || {
            app.clashes.get().into_iter().enumerate().map(|(n, kept)| one(app, n, kept)).collect_view().into_any()
        })}
    }
    .into_any()
}

fn one(app: App, n: usize, kept: KeptClash) -> AnyView {
    let Some(clash) = app.clash(&kept) else { return nothing() };
    let id = format!("clash-{n}");
    let labelled_by = id.clone();
    let pick = move |pick: Pick| {
        let kept = kept.clone();
        click(move |_| {
            app.settle_clash(&kept, pick);
            platform::focus_if_lost("dialog[open] button, main h1");
        })
    };
    let both = clash.picked(Pick::BothNotes(Side::Mine)).is_some().then(|| {
        let ticks = match (&clash.mine, &clash.theirs) {
            (Version::Answer(mine), Version::Answer(theirs)) => mine.selected != theirs.selected,
            _ => false,
        };
        view! {
            <p class="clash-both">
                <button type="button" on:click=pick(Pick::BothNotes(Side::Mine))>"Both notes"</button>
                {ticks.then_some("The ticks stay as they are in the review now.")}
            </p>
        }
    });
    view! {
        <div class="clash" role="group" aria-labelledby=labelled_by>
            <h3 id=id>{title(app, &clash.place)}</h3>
            <div class="clash-sides">
                <div class="clash-side">
                    <h4>"In the review now"</h4>
                    {said(app, &clash, Side::Mine)}
                    <button type="button" on:click=pick(Pick::One(Side::Mine))>"Keep this version"</button>
                </div>
                <div class="clash-side">
                    <h4>"The other version"</h4>
                    {said(app, &clash, Side::Theirs)}
                    <button type="button" on:click=pick(Pick::One(Side::Theirs))>"Take the other version"</button>
                </div>
            </div>
            {both}
        </div>
    }
    .into_any()
}

/// Something about the question that a place is about.
fn of_question<T>(app: App, place: &Place, read: impl FnOnce(&Question) -> T) -> Option<T> {
    let Place::Answer(key, id) = place else { return None };
    app.lenses.with(|lenses| lenses.get(key)?.question(id).map(|(_, question)| read(question)))
}

fn title(app: App, place: &Place) -> String {
    let lens = |key: &LensKey| app.lens_name(key).unwrap_or_else(|| key.to_string());
    match place {
        Place::Answer(_, id) => {
            of_question(app, place, |q| q.title.clone()).unwrap_or_else(|| id.to_string())
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
            let name = app.lenses.with(|lenses| {
                let pillars = &lenses.get(key)?.pillars;
                pillars.iter().find(|p| p.id == *pillar).map(|p| p.name.clone())
            });
            format!("Notes on {}", name.unwrap_or_else(|| pillar.to_string()))
        }
        Place::Milestone(number) => format!("Name of milestone {number}"),
    }
}

/// One version in words; what the other one does not have is marked.
fn said(app: App, clash: &Clash, side: Side) -> AnyView {
    let (version, other) = match side {
        Side::Mine => (&clash.mine, &clash.theirs),
        Side::Theirs => (&clash.theirs, &clash.mine),
    };
    let plain = |text: String| view! { <p>{text}</p> }.into_any();
    match version {
        Version::Answer(answer) => {
            let none = Answer::default();
            let other = if let Version::Answer(other) = other { other } else { &none };
            answered(app, &clash.place, answer, other)
        }
        Version::Text(text) if text.is_empty() => plain("Empty".to_owned()),
        Version::Text(text) => quote(text),
        Version::Environment(environment) => plain(environment.words().to_owned()),
        Version::ImprovementStatus(status) => plain(status.words().to_owned()),
        Version::Priorities(pillars) => {
            let names = pillars.iter().map(|id| {
                let name = app.open_lenses().iter().find_map(|(_, lens)| {
                    lens.pillars.iter().find(|p| p.id == *id).map(|p| p.name.clone())
                });
                view! { <li>{name.unwrap_or_else(|| id.to_string())}</li> }
            });
            view! { <ol>{names.collect_view()}</ol> }.into_any()
        }
        Version::Review(review) => plain(match review.answers.len() {
            1 => "In the review, with one answer".to_owned(),
            n => format!("In the review, with {n} answers"),
        }),
        Version::LensVersion(lens) => plain(format!("{}, version {:.8}", lens.name, lens.hash.0)),
        Version::Nothing => plain("Removed from the review".to_owned()),
    }
}

fn quote(text: &str) -> AnyView {
    view! { <blockquote class="said">{text.to_owned()}</blockquote> }.into_any()
}

fn answered(app: App, place: &Place, answer: &Answer, other: &Answer) -> AnyView {
    if answer.is_empty() {
        return view! { <p>"No answer"</p> }.into_any();
    }
    let choice = |id: &ChoiceId| {
        of_question(app, place, |q| q.choices.iter().find(|c| c.id == *id).map(|c| c.title.clone()))
            .flatten()
            .unwrap_or_else(|| id.to_string())
    };
    // In the order of the question.
    let order: Vec<ChoiceId> =
        of_question(app, place, |q| q.choices.iter().map(|c| c.id.clone()).collect())
            .unwrap_or_default();
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
