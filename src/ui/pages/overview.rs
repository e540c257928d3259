//! A workload at a glance: progress, risks, what to do next.

use leptos::prelude::*;

use crate::lens::Lens;
use crate::review::{LensKey, plan, summary};
use crate::text::counted;
use crate::ui::components::chart;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::prose::prose;
use crate::ui::components::risk;
use crate::ui::learning::how_to;
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::sharing::{self, Place};
use crate::ui::state::App;

/// How many risks are worth showing here; the plan has all.
const TOP: usize = 3;

/// The overview.
pub fn page(app: App) -> AnyView {
    platform::set_title(&format!("{} · Plumbline", app.workload_name()));
    view! {
        <div class="page">
            <h1 tabindex="-1">{move || app.workload_name()}</h1>
            {move || about(app)}
            {move || upgrade(app)}
            {move || next(app)}
            <section aria-labelledby="risks-heading">
                <h2 id="risks-heading">"Risks"</h2>
                {move || chart::tiles(app.counts())}
                {move || pillars(app)}
            </section>
            <section aria-labelledby="take-heading">
                <h2 id="take-heading">"Take it along"</h2>
                <p class="actions">
                    <button type="button" on:click=move |_| app.download_results()>
                        {icon(Icon::Download)}"Results (JSON)"
                    </button>
                    <button type="button" on:click=move |_| app.download_markdown(None)>
                        {icon(Icon::Download)}"Report (Markdown)"
                    </button>
                    <a class="button" href=app.link(Part::Report(None))>{icon(Icon::Report)}"Report to read or print"</a>
                    {sharing::button(app, Place::Review(None))}
                </p>
                <p class="help">"The results file opens in Plumbline on any other machine, with everything in it."</p>
            </section>
        </div>
    }
    .into_any()
}

fn about(app: App) -> Option<AnyView> {
    app.workload(|w| {
        let p = &w.properties;
        let facts: Vec<String> = [
            Some(p.environment.words().to_owned()),
            (!p.review_owner.is_empty()).then(|| format!("owned by {}", p.review_owner)),
            (!p.industry.is_empty()).then(|| p.industry.clone()),
            Some(format!("changed {}", platform::local_time(w.updated_at))),
        ]
        .into_iter()
        .flatten()
        .collect();
        view! {
            <p class="help">{facts.join(" · ")}</p>
            <div class="prose">{prose(&p.description)}</div>
        }
        .into_any()
    })
}

/// A lens that has changed since the review began.
fn upgrade(app: App) -> Option<AnyView> {
    let upgrades = app.upgrades();
    let first = upgrades.first()?;
    let gone = first.questions_gone + first.practices_gone;
    let kept = match gone {
        0 => "Every answer stays as it is.".to_owned(),
        n => format!(
            "Every answer stays as it is, also {} to questions or practices that it no longer has.",
            counted(n, "answer")
        ),
    };
    let names: Vec<&str> = upgrades.iter().map(|upgrade| upgrade.lens.name.as_str()).collect();
    let has = if names.len() == 1 { "has" } else { "have" };
    let words = format!(
        "{} {has} changed since this review began. {kept} The risks shown are those of the newest version.",
        names.join(", ")
    );
    let way = view! {
        <button type="button" on:click=move |_| app.upgrade()>"Go over to the newest version"</button>
    };
    Some(notice(Tone::Info, words, way.into_any()))
}

/// What to do next, depending on how far the review is.
fn next(app: App) -> AnyView {
    let counts = app.counts();
    let left = counts.unanswered;
    let open = match app.next_unanswered(None) {
        Some(question) if left > 0 => {
            let words = if counts.answered() == 0 { "Answer the first question" } else { "Go on" };
            let status = match left {
                1 => "One question is unanswered.".to_owned(),
                n => format!("{n} of {} questions are unanswered.", counts.total()),
            };
            view! {
                <p>{status}</p>
                <p class="actions">
                    <a class="button primary" href=app.link(Part::Review(Some(question)))>
                        {words}{icon(Icon::Forward)}
                    </a>
                </p>
            }
            .into_any()
        }
        _ if counts.total() == 0 => ().into_any(),
        _ => view! {
            <p>"Every question is answered. Save a milestone, so that you can see later what changed."</p>
            <p class="actions">
                <a class="button primary" href=app.link(Part::Milestones)>{icon(Icon::Milestone)}"Save a milestone"</a>
                <a class="button" href=app.link(Part::Plan)>{icon(Icon::Plan)}"See the plan"</a>
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="next" aria-labelledby="next-heading">
            <h2 id="next-heading">"What to do next"</h2>
            <div class="progress-row">
                {chart::bar(counts)}
                <p>{format!("{} of {} answered", counts.answered(), counts.total())}</p>
            </div>
            {open}
            {how_to("running-it", "run the review, in an hour, half a day or a day")}
            {top_risks(app)}
        </section>
    }
    .into_any()
}

fn top_risks(app: App) -> Option<AnyView> {
    let lenses = app.lenses.get();
    let items = app.workload(|w| plan::plan(w, &lenses))?;
    if items.is_empty() {
        return None;
    }
    let all = items.len();
    let rows = items
        .into_iter()
        .take(TOP)
        .filter_map(|item| {
            let (_, question) = lenses.get(&item.lens)?.question(&item.question)?;
            let link = app.link(Part::Review(Some((item.lens.clone(), item.question.clone()))));
            Some(view! {
                <li>{risk::mark(item.risk)}<a href=link>{question.title.clone()}</a></li>
            })
        })
        .collect_view();
    let more = (all > TOP).then(|| {
        view! { <p><a href=app.link(Part::Plan)>{format!("All {all} in the plan")}</a></p> }
    });
    Some(
        view! {
            <h3>"Risks to look at first"</h3>
            <ul class="plain risk-list">{rows}</ul>
            {more}
        }
        .into_any(),
    )
}

fn pillars(app: App) -> AnyView {
    app.open_lenses()
        .into_iter()
        .map(|(key, lens)| lens_table(app, &key, &lens))
        .collect_view()
        .into_any()
}

fn lens_table(app: App, key: &LensKey, lens: &Lens) -> Option<AnyView> {
    let summary = app.workload(|w| w.review(key).map(|r| summary::summarize(lens, r))).flatten()?;
    let rows = lens
        .pillars
        .iter()
        .zip(summary.pillars)
        .map(|(pillar, (_, counts))| {
            let first = pillar
                .questions
                .first()
                .map(|q| app.link(Part::Review(Some((key.clone(), q.id.clone())))));
            let name = view! {
                <a href=first>{pillar.name.clone()}</a>
            };
            (name.into_any(), counts)
        })
        .collect();
    Some(chart::table(&lens.name, "Pillar", rows))
}
