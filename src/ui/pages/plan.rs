//! The improvement plan: high risks first, by pillar priority.

use leptos::prelude::*;

use crate::lens::{Choice, ResourceKind, Risk};
use crate::review::{Lenses, PlanItem, plan};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose;
use crate::ui::components::risk;
use crate::ui::learning::{how_to, word};
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::sharing::{self, Place};
use crate::ui::state::App;

/// The plan.
pub fn page(app: App) -> AnyView {
    platform::set_title(&format!("Plan · {} · Plumbline", app.workload_name()));
    view! {
        <div class="page">
            <h1 tabindex="-1">"Improvement plan"</h1>
            <p class="lead">
                {word("high-risk", "High risks")}" come first, then "{word("medium-risk", "medium")}
                " ones, each in the order of your "{word("pillar", "pillars")}
                ". A few done well beat a long list: choose the handful that is worth most to you."
            </p>
            {how_to("closing", "close with a handful of improvements")}
            <p class="actions">
                <a class="button" href=app.link(Part::Details)>"Change the order of the pillars"</a>
                <a class="button" href=app.link(Part::Report(None))>{icon(Icon::Report)}"Report"</a>
                {sharing::button(app, Place::Review(None))}
            </p>
            {move || list(app)}
        </div>
    }
    .into_any()
}

fn list(app: App) -> AnyView {
    let lenses = app.lenses.get();
    let items = app.workload(|w| plan::plan(w, &lenses)).unwrap_or_default();
    if items.is_empty() {
        let counts = app.counts();
        let words = if counts.answered() == 0 {
            "Nothing is answered yet, so there is nothing to improve yet."
        } else if counts.unanswered > 0 {
            "No risk was found in what is answered so far."
        } else {
            "No risk was found. Save a milestone and come back when the system changes."
        };
        return view! {
            <div class="empty">
                <p>{words}</p>
                <p><a class="button primary" href=app.link(Part::Review(None))>"Go to the questions"</a></p>
            </div>
        }
        .into_any();
    }
    [(Risk::High, "High risks"), (Risk::Medium, "Medium risks")]
        .into_iter()
        .filter_map(|(level, heading)| {
            let of_level: Vec<&PlanItem> = items.iter().filter(|i| i.risk == level).collect();
            if of_level.is_empty() {
                return None;
            }
            let count = of_level.len();
            let items = of_level.into_iter().filter_map(|i| entry(app, &lenses, i)).collect_view();
            Some(view! {
                <section>
                    <h2>{heading}" "<span class="count">{count}</span></h2>
                    <ol class="plain plan">{items}</ol>
                </section>
            })
        })
        .collect_view()
        .into_any()
}

fn entry(app: App, lenses: &Lenses, item: &PlanItem) -> Option<AnyView> {
    let lens = lenses.get(&item.lens)?;
    let (pillar, question) = lens.question(&item.question)?;
    let link = app.link(Part::Review(Some((item.lens.clone(), item.question.clone()))));
    let smallest = item.fix.as_ref().map(|fix| {
        let words = match fix.practices.len() {
            1 => "The practice marked Start here lowers this to ".to_owned(),
            n => format!("The {n} practices marked Start here lower this to "),
        };
        view! { <p class="smallest">{words}{risk::badge(fix.risk)}</p> }
    });
    let practices = item
        .practices
        .iter()
        .filter_map(|id| {
            let choice = &question.choices[question.choice_index(id)?];
            let first = item.fix.as_ref().is_some_and(|fix| fix.practices.contains(id));
            Some(practice(choice, first))
        })
        .collect_view();
    Some(
        view! {
            <li class="plan-item">
                <p class="plan-where">{risk::badge(item.risk)}<span>{pillar.name.clone()}</span></p>
                <h3><a href=link>{question.title.clone()}</a></h3>
                {smallest}
                <ul class="plain practices">{practices}</ul>
            </li>
        }
        .into_any(),
    )
}

/// A practice to adopt, with everything its author says about how.
fn practice(choice: &Choice, first: bool) -> AnyView {
    let more = choice
        .additional_resources
        .iter()
        .filter(|group| group.kind == ResourceKind::ImprovementPlan)
        .flat_map(|group| &group.content)
        .map(prose::resource)
        .collect_view();
    view! {
        <li>
            <h4>
                {choice.title.clone()}
                {first.then(|| view! { " "<span class="tag">"Start here"</span> })}
            </h4>
            {choice.improvement_plan.as_ref().map(prose::resource)}
            {more}
        </li>
    }
    .into_any()
}
