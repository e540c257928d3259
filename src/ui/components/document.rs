//! A review as a document to read, wherever it comes from: the report, and what
//! somebody shared.

use leptos::prelude::*;

use super::{chart, prose, risk};
use crate::report::document::{
    ChoiceEntry, ChoiceState, Document, LensSection, PlanEntry, QuestionEntry,
};
use crate::ui::platform;

/// Everything below the head.
pub fn body(document: &Document) -> AnyView {
    view! {
        {summary(document)}
        {contents(document)}
        {plan(document)}
        {document.lenses.iter().map(lens).collect_view()}
        {footnotes(document)}
    }
    .into_any()
}

/// Title and properties: the heading of the page.
pub fn head(document: &Document) -> AnyView {
    let properties = document
        .properties
        .iter()
        .map(|(label, value)| view! { <div><dt>{*label}</dt><dd>{value.clone()}</dd></div> })
        .collect_view();
    view! {
        <header class="report-head">
            <p class="help">{document.subtitle.clone()}</p>
            <h1 tabindex="-1">{document.title.clone()}</h1>
            <dl class="facts">{properties}</dl>
            <div class="prose">{prose::prose(&document.notes)}</div>
        </header>
    }
    .into_any()
}

fn summary(document: &Document) -> AnyView {
    let tables = document
        .lenses
        .iter()
        .map(|lens| {
            let rows = lens
                .pillars
                .iter()
                .map(|p| (view! { {p.name.clone()} }.into_any(), p.counts))
                .collect();
            chart::table(&lens.name, "Pillar", rows)
        })
        .collect_view();
    view! {
        <section aria-labelledby="summary">
            <h2 id="summary">"Summary"</h2>
            {chart::tiles(document.counts)}
            {tables}
        </section>
    }
    .into_any()
}

/// A link within the document. The fragment belongs to the routes, so the page
/// scrolls by itself.
fn inner_link(anchor: &str, words: String) -> AnyView {
    let target = anchor.to_owned();
    view! {
        <button type="button" class="link" on:click=move |_| platform::scroll_to(&target)>{words}</button>
    }
    .into_any()
}

fn contents(document: &Document) -> AnyView {
    let rows = document
        .contents()
        .map(|line| {
            let class = if line.level == 1 { "toc-1" } else { "toc-2" };
            view! { <li class=class>{inner_link(line.anchor, format!("{} {}", line.number, line.title))}</li> }
        })
        .collect_view();
    view! {
        <nav class="toc" aria-label="Contents of the report">
            <h2>"Contents"</h2>
            <ul class="plain">
                <li class="toc-1">{inner_link("summary", "Summary".to_owned())}</li>
                <li class="toc-1">{inner_link("plan", "Improvement plan".to_owned())}</li>
                {rows}
            </ul>
        </nav>
    }
    .into_any()
}

fn plan(document: &Document) -> AnyView {
    let content = if document.plan.is_empty() {
        view! { <p>"No risk was found in what is answered."</p> }.into_any()
    } else {
        let rows = document.plan.iter().map(plan_entry).collect_view();
        view! { <ol class="plain plan">{rows}</ol> }.into_any()
    };
    view! {
        <section class="report-plan" aria-labelledby="plan">
            <h2 id="plan">"Improvement plan"</h2>
            {content}
        </section>
    }
    .into_any()
}

fn plan_entry(entry: &PlanEntry) -> AnyView {
    let practices = entry
        .practices
        .iter()
        .map(|p| {
            let start = p.smallest_step.then(|| view! { " "<span class="tag">"Start here"</span> });
            view! {
                <li>
                    <h4>{p.title.clone()}{start}</h4>
                    {p.improvement_plan.as_ref().map(prose::resource)}
                </li>
            }
        })
        .collect_view();
    view! {
        <li class="plan-item">
            <p class="plan-where">{risk::badge(entry.risk)}<span>{entry.pillar.clone()}</span></p>
            <h3>{inner_link(&entry.anchor, format!("{} {}", entry.number, entry.title))}</h3>
            <ul class="plain practices">{practices}</ul>
        </li>
    }
    .into_any()
}

fn lens(lens: &LensSection) -> AnyView {
    let pillars = lens
        .pillars
        .iter()
        .map(|pillar| {
            let questions = pillar.questions.iter().map(question).collect_view();
            view! {
                <section class="report-pillar">
                    <h3 id=pillar.anchor.clone()>{format!("{} {}", pillar.number, pillar.name)}</h3>
                    <p class="help">{chart::words(pillar.counts)}</p>
                    <div class="prose">{prose::prose(&pillar.notes)}</div>
                    {questions}
                </section>
            }
        })
        .collect_view();
    let kept = (!lens.kept.is_empty()).then(|| {
        view! {
            <section>
                <h3>"Answers to questions that the lens does not have"</h3>
                {lens.kept.iter().map(question).collect_view()}
            </section>
        }
    });
    view! {
        <section class="report-lens">
            <h2 id=lens.anchor.clone()>{format!("{} {}", lens.number, lens.name)}</h2>
            {lens.caution.clone().map(|c| view! { <p class="notice notice-warning">{c}</p> })}
            <div class="prose">{prose::prose(&lens.notes)}</div>
            {pillars}
            {kept}
        </section>
    }
    .into_any()
}

fn question(entry: &QuestionEntry) -> AnyView {
    let choices = entry.choices.iter().map(choice).collect_view();
    let notes = (!entry.notes.is_empty()).then(|| {
        view! { <div class="prose answer-notes"><h5>"Notes"</h5>{prose::prose(&entry.notes)}</div> }
    });
    let marks = entry.footnotes.iter().map(|place| view! { <sup>{place + 1}</sup> }).collect_view();
    view! {
        <section class="report-question">
            <h4 id=entry.anchor.clone()>{format!("{} {}", entry.number, entry.title)}</h4>
            <p>
                {entry.risk.map(risk::badge)}{marks}
                {entry.not_applicable.map(|r| format!(" {}", r.words()))}
            </p>
            <div class="prose">{entry.description.as_deref().map(prose::prose)}</div>
            <ul class="plain report-choices">{choices}</ul>
            {notes}
        </section>
    }
    .into_any()
}

fn choice(entry: &ChoiceEntry) -> AnyView {
    let (class, sign) = match entry.state {
        ChoiceState::Ticked => ("state-ticked", "☑"),
        ChoiceState::NotTicked => ("state-open", "☐"),
        ChoiceState::NotApplicable(_) => ("state-na", "–"),
    };
    let said = match entry.state {
        ChoiceState::NotApplicable(_) => Some(format!(" ({})", entry.state.words())),
        _ => None,
    };
    view! {
        <li class=class>
            <span class="sign" aria-hidden="true">{sign}</span>
            <span>
                <span class="unseen">{entry.state.words()}": "</span>
                {entry.title.clone()}{said}
                {(!entry.notes.is_empty()).then(|| view! { <span class="choice-note">{entry.notes.clone()}</span> })}
            </span>
        </li>
    }
    .into_any()
}

fn footnotes(document: &Document) -> Option<AnyView> {
    if document.footnotes.is_empty() {
        return None;
    }
    let rows = document.footnotes.iter().map(|f| view! { <li>{f.words()}</li> }).collect_view();
    Some(
        view! {
            <section aria-labelledby="footnotes"><h2 id="footnotes">"Footnotes"</h2><ol>{rows}</ol></section>
        }
        .into_any(),
    )
}
