//! The questions by pillar, with progress and risk of each.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::erased::{click, effect, fact, flag, live, maybe, nothing, words};

use super::Here;
use crate::lens::{Lens, Pillar, Risk};
use crate::review::{Counts, LensKey, summary};
use crate::ui::components::risk;
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::state::App;

/// The list.
pub fn view(app: App, here: Memo<Option<Here>>) -> AnyView {
    // On a phone the list is folded away; moving on folds it again.
    let open = RwSignal::new(false);
    effect(move || {
        here.track();
        open.set(false);
        platform::reveal_soon(".question-list a[aria-current]");
    });
    let keys =
        Memo::new(move |_| app.open_lenses().into_iter().map(|(key, _)| key).collect::<Vec<_>>());
    let content = move || {
        keys.get()
            .into_iter()
            .filter_map(|key| {
                let lens = app.lenses.with(|l| l.get(&key).cloned())?;
                Some(one_lens(app, key, lens, here))
            })
            .collect_view()
    };
    view! {
        <nav class="question-list" class:open=flag(move || open.get()) aria-label="Questions">
            <button type="button" class="list-toggle" aria-expanded=maybe(move || Some(if open.get() { "true" } else { "false" }))
                aria-controls="question-list-content" on:click=click(move |_| open.update(|o| *o = !*o))>
                {words(move || progress_words(app))}
                <span class="toggle-word">{words(move || {
                    let word = if open.get() { "Hide questions" } else { "All questions" };
                    word.to_owned()
                })}</span>
            </button>
            <div id="question-list-content" class="list-content">{content}</div>
        </nav>
    }
    .into_any()
}

fn progress_words(app: App) -> String {
    let counts = app.counts();
    format!("{} of {} answered", counts.answered(), counts.total())
}

fn one_lens(app: App, key: LensKey, lens: Arc<Lens>, here: Memo<Option<Here>>) -> AnyView {
    let risks = {
        let (key, lens) = (key.clone(), lens.clone());
        Memo::new(move |_| {
            app.workload(|w| {
                w.review(&key)
                    .map(|r| summary::risks(&lens, r).map(|(_, risk)| risk).collect::<Vec<_>>())
            })
            .flatten()
            .unwrap_or_default()
        })
    };
    let mut first = 0;
    let pillars = lens
        .pillars
        .iter()
        .map(|pillar| {
            let from = first;
            first += pillar.questions.len();
            one_pillar(app, &key, pillar, from, risks, here)
        })
        .collect_view();
    view! { <p class="list-lens">{lens.name.clone()}</p>{pillars} }.into_any()
}

fn one_pillar(
    app: App,
    key: &LensKey,
    pillar: &Pillar,
    from: usize,
    risks: Memo<Vec<Risk>>,
    here: Memo<Option<Here>>,
) -> AnyView {
    let length = pillar.questions.len();
    let counts = Memo::new(move |_| {
        risks.with(|r| r.iter().skip(from).take(length).copied().collect::<Counts>())
    });
    let ids: Vec<_> = pillar.questions.iter().map(|q| q.id.clone()).collect();
    let lens = key.clone();
    let current =
        fact(move || here.with(|h| h.as_ref().is_some_and(|(k, q)| *k == lens && ids.contains(q))));
    let items = pillar
        .questions
        .iter()
        .enumerate()
        .map(|(place, question)| {
            let this = (key.clone(), question.id.clone());
            let link = app.link(Part::Review(Some(this.clone())));
            let is_here = move || here.with(|h| h.as_ref() == Some(&this)).then_some("true");
            let risk = Memo::new(move |_| {
                risks.with(|r| r.get(from + place).copied().unwrap_or(Risk::Unanswered))
            });
            view! {
                <li>
                    <a href=link aria-current=is_here>
                        {live(move || risk::mark(risk.get()))}
                        <span class="list-title">{question.title.clone()}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="list-pillar" prop:open=flag(move || current.get())>
            <summary>
                <span class="pillar-name">{pillar.name.clone()}</span>
                <span class="pillar-facts">
                    {words(move || counts.with(|c| format!("{}/{}", c.answered(), c.total())))}
                    {live(move || match counts.with(Counts::worst) {
                        worst @ (Risk::High | Risk::Medium) => risk::mark(worst),
                        _ => nothing(),
                    })}
                </span>
            </summary>
            <ol class="plain">{items}</ol>
        </details>
    }
    .into_any()
}
