//! One milestone, read-only: its counts, and what changed since.

use leptos::prelude::*;

use crate::lens::Risk;
use crate::review::compare::{self, RiskChange};
use crate::review::{Lenses, Milestone};
use crate::ui::components::absent;
use crate::ui::components::chart;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::risk;
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::sharing::{self, Place};
use crate::ui::state::App;

/// A milestone.
pub fn page(app: App, number: u32) -> AnyView {
    let milestone =
        app.workload(|w| w.milestones.iter().find(|m| m.number == number).cloned()).flatten();
    let Some(milestone) = milestone else {
        platform::set_title("Milestone · Plumbline");
        return absent::milestone(app.link(Part::Milestones));
    };
    platform::set_title(&format!("{} · {} · Plumbline", milestone.name, app.workload_name()));
    let lenses = app.lenses.get();
    view! {
        <div class="page">
            <p><a href=app.link(Part::Milestones)>{icon(Icon::Back)}"All milestones"</a></p>
            <h1 tabindex="-1">{milestone.name.clone()}</h1>
            <p class="help">
                {format!("Milestone {number}, saved {}. Its answers stay as they were.", platform::local_time(milestone.recorded_at))}
            </p>
            {milestone.attendance.as_ref().map(|attendance| view! {
                <p>{icon(Icon::People)}" "{format!(
                    "Settled in the workshop {} with {}.",
                    attendance.workshop,
                    attendance.words(),
                )}</p>
            })}
            {chart::tiles(milestone.counts())}
            <p class="actions">
                <a class="button primary" href=app.link(Part::Report(Some(number)))>
                    {icon(Icon::Report)}"Read all its answers"
                </a>
                <button type="button" on:click=move |_| app.download_markdown(Some(number))>
                    {icon(Icon::Download)}"Report (Markdown)"
                </button>
                {sharing::button(app, Place::Review(Some(number)))}
            </p>
            {recorded(&milestone, &lenses)}
            {changes(app, &milestone, &lenses)}
        </div>
    }
    .into_any()
}

/// The counts of each pillar at that time.
fn recorded(milestone: &Milestone, lenses: &Lenses) -> AnyView {
    milestone
        .reviews
        .iter()
        .filter_map(|recorded| {
            let lens = lenses.get(&recorded.review.lens.key)?;
            let rows = lens
                .pillars
                .iter()
                .map(|pillar| {
                    let counts = pillar
                        .questions
                        .iter()
                        .filter_map(|q| recorded.risks.get(&q.id).copied())
                        .collect();
                    (pillar.name.clone().into_any(), counts)
                })
                .collect();
            Some(chart::table(&lens.name, "Pillar", rows))
        })
        .collect_view()
        .into_any()
}

fn changes(app: App, milestone: &Milestone, lenses: &Lenses) -> AnyView {
    let changes = app.workload(|w| compare::since(milestone, w, lenses)).unwrap_or_default();
    let content = if changes.is_empty() {
        view! { <p class="empty">"No question changed its risk since."</p> }.into_any()
    } else {
        let better = changes.iter().filter(|c| direction(c) == "Better").count();
        let worse = changes.iter().filter(|c| direction(c) == "Worse").count();
        let rows = changes.iter().map(|c| row(app, lenses, c)).collect_view();
        view! {
            <p>{format!("{} changed: {better} better, {worse} worse.", changes.len())}</p>
            <table class="changes">
                <caption class="unseen">"Questions whose risk changed since the milestone"</caption>
                <thead><tr>
                    <th scope="col">"Question"</th>
                    <th scope="col">"Then"</th>
                    <th scope="col">"Now"</th>
                    <th scope="col">"Change"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="since-heading">
            <h2 id="since-heading">"What changed since"</h2>
            {content}
        </section>
    }
    .into_any()
}

fn row(app: App, lenses: &Lenses, change: &RiskChange) -> AnyView {
    let question = lenses.get(&change.lens).and_then(|l| l.question(&change.question));
    let name = match question {
        Some((_, q)) => {
            let link = app.link(Part::Review(Some((change.lens.clone(), change.question.clone()))));
            view! { <a href=link>{q.title.clone()}</a> }.into_any()
        }
        None => change.question.0.clone().into_any(),
    };
    let cell = |risk: Option<Risk>| match risk {
        Some(r) => risk::badge(r),
        None => "Not in the lens".into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label="Then">{cell(change.from)}</td>
            <td data-label="Now">{cell(change.to)}</td>
            <td data-label="Change">{direction(change)}</td>
        </tr>
    }
    .into_any()
}

fn direction(change: &RiskChange) -> &'static str {
    match (change.from, change.to) {
        (None, _) => "New",
        (_, None) => "Gone",
        (Some(Risk::Unanswered), Some(_)) => "Answered",
        (Some(_), Some(Risk::Unanswered)) => "Taken back",
        (Some(Risk::NotApplicable), _) | (_, Some(Risk::NotApplicable)) => "Changed",
        (Some(from), Some(to)) if to < from => "Better",
        _ => "Worse",
    }
}
