//! A quiz: one item after another, each answer explained by the rule that
//! decides, and at the end what to read again.

use leptos::prelude::*;

use super::{Here, ITEMS, address, ending};
use crate::learn::quiz::{self, Item, Kind, Offer, Source};
use crate::ui::components::prose::prose;
use crate::ui::components::{risk, why};
use crate::ui::erased::{click, live, nothing};
use crate::ui::learning::word;
use crate::ui::platform;

/// A fresh session.
pub(super) fn session(here: &Here) -> Vec<Item> {
    let source = Source { lens: &here.lens, companion: here.companion.as_deref() };
    quiz::session(source, platform::now().0 as u64, ITEMS)
}

/// The session.
pub(super) fn view(here: Here, items: Vec<Item>) -> AnyView {
    if items.is_empty() {
        return view! {
            <p>"This lens is too small for a quiz: there is nothing to choose between."</p>
            {ending(&here)}
        }
        .into_any();
    }
    let place = RwSignal::new(0);
    let given = RwSignal::new(Vec::<usize>::new());
    live(move || match items.get(place.get()) {
        Some(item) => {
            platform::focus_soon("#item");
            one(&here, item, (place, items.len()), given)
        }
        None => {
            platform::focus_soon("#item");
            here.app.practised();
            result(&here, &items, &given.get_untracked())
        }
    })
}

fn one(
    here: &Here,
    item: &Item,
    (place, count): (RwSignal<usize>, usize),
    given: RwSignal<Vec<usize>>,
) -> AnyView {
    let number = place.get_untracked();
    let chosen = Memo::new(move |_| given.with(|given| given.get(number).copied()));
    let right = item.right;
    let offers = item
        .offers
        .iter()
        .enumerate()
        .map(|(n, offer)| {
            let state = move || match chosen.get() {
                None => "offer",
                Some(_) if n == right => "offer offer-right",
                Some(own) if n == own => "offer offer-wrong",
                Some(_) => "offer offer-other",
            };
            let verdict = move || match chosen.get() {
                Some(own) if n == right && own == n => Some("Right"),
                Some(_) if n == right => Some("This is right"),
                Some(own) if n == own => Some("Your answer"),
                _ => None,
            };
            view! {
                <li><button type="button" class=state
                    aria-disabled=move || chosen.get().map(|_| "true")
                    on:click=click(move |_| if chosen.get_untracked().is_none() {
                        given.update(|given| given.push(n));
                        platform::after(0, || {
                            platform::focus_id("next-item");
                        });
                    })>
                    <span>{offered(here, *offer)}</span>
                    <strong>{verdict}</strong>
                </button></li>
            }
        })
        .collect_view();
    let (explained, own) = (here.clone(), item.clone());
    view! {
        <section class="quiz" aria-labelledby="item">
            <p class="help">{format!("{} of {count} · {}", number + 1, here.lens.name)}</p>
            <h2 id="item" tabindex="-1">{asked(item.kind)}</h2>
            {about(here, item)}
            <ul class="plain offers">{offers}</ul>
            <div role="status" class="explained">{live(move || match chosen.get() {
                Some(own_answer) => explain(&explained, &own, own_answer),
                None => nothing(),
            })}</div>
            {live(move || match chosen.get() {
                None => nothing(),
                Some(_) => view! {
                    <p class="actions"><button type="button" id="next-item" class="primary"
                        on:click=click(move |_| place.update(|place| *place += 1))>
                        {if number + 1 == count { "See the result" } else { "Next" }}
                    </button></p>
                }.into_any(),
            })}
        </section>
    }
    .into_any()
}

fn asked(kind: Kind) -> &'static str {
    match kind {
        Kind::Risk => "What is the risk of this answer?",
        Kind::Lowers => "Which one practice lowers this risk most?",
        Kind::Pillar => "Which pillar does this practice serve?",
        Kind::Without => "Which of these practices is missing here?",
    }
}

/// What the item is about.
fn about(here: &Here, item: &Item) -> AnyView {
    let question = item.question(&here.lens);
    match item.kind {
        Kind::Pillar => {
            let title = item.practice.map(|(_, _, c)| question.choices[c].title.clone());
            view! { <blockquote class="asked">{title}</blockquote> }.into_any()
        }
        Kind::Without => {
            let said = item.said.as_deref().map(prose);
            let has_flag = here.companion.is_some();
            let words = match has_flag {
                true => "In a review, somebody says or shows:",
                false => "Where a practice is missing, the lens advises:",
            };
            view! { <p>{words}</p><blockquote class="asked prose">{said}</blockquote> }.into_any()
        }
        Kind::Risk | Kind::Lowers => {
            let rows = question
                .choices
                .iter()
                .enumerate()
                .filter(|(_, choice)| !choice.is_none_of_these())
                .map(|(c, choice)| {
                    let is_ticked = item.ticked.contains(c);
                    let words = if is_ticked { "In place: " } else { "Not in place: " };
                    view! {
                        <li class:ticked=is_ticked>
                            <span aria-hidden="true">{if is_ticked { "☑" } else { "☐" }}</span>
                            <span><span class="unseen">{words}</span>{choice.title.clone()}</span>
                        </li>
                    }
                })
                .collect_view();
            let now = (item.kind == Kind::Lowers).then(|| {
                let risk_now = item.answer(&here.lens).evaluate(question).risk;
                view! { <p>"The risk is now: "{risk::badge(risk_now)}</p> }
            });
            view! {
                <p><strong>{question.title.clone()}</strong></p>
                <ul class="plain ticks">{rows}</ul>
                {now}
            }
            .into_any()
        }
    }
}

fn offered(here: &Here, offer: Offer) -> AnyView {
    match offer {
        Offer::Risk(r) => risk::badge(r),
        Offer::Pillar(p) => here.lens.pillars[p].name.clone().into_any(),
        Offer::Practice((p, q, c)) => {
            here.lens.pillars[p].questions[q].choices[c].title.clone().into_any()
        }
    }
}

/// Why it is so.
fn explain(here: &Here, item: &Item, chosen: usize) -> AnyView {
    let question = item.question(&here.lens);
    let verdict = if chosen == item.right { "Right." } else { "Not quite." };
    let why = match item.kind {
        Kind::Risk => {
            let evaluation = item.answer(&here.lens).evaluate(question);
            why::because(question, evaluation, word("risk-rule", "rules"))
        }
        Kind::Lowers => {
            let with = |offer: Offer| match offer {
                Offer::Practice(at) => {
                    let evaluation = item.answer_with(&here.lens, at).evaluate(question);
                    let title = question.choices[at.2].title.clone();
                    Some((title, evaluation))
                }
                _ => None,
            };
            let best = with(item.offers[item.right]).map(|(title, evaluation)| {
                view! {
                    <p>"With “"{title}"”, it comes to "{risk::badge(evaluation.risk)}"."</p>
                    {why::because(question, evaluation, word("risk-rule", "rules"))}
                }
            });
            let own = item.offers.get(chosen).copied().filter(|_| chosen != item.right);
            let other = own.and_then(with).map(|(title, evaluation)| {
                view! { <p>"With “"{title}"”, it would be "{risk::badge(evaluation.risk)}"."</p> }
            });
            view! { {other}{best} }.into_any()
        }
        Kind::Pillar | Kind::Without => {
            let pillar = here.lens.pillars[item.place.0].name.clone();
            view! {
                <p>"It answers the question “"{question.title.clone()}"” in "<strong>{pillar}</strong>"."</p>
            }
            .into_any()
        }
    };
    view! { <p><strong>{verdict}</strong></p>{why} }.into_any()
}

/// How it went, and what to read again.
fn result(here: &Here, items: &[Item], given: &[usize]) -> AnyView {
    let is_missed = |(item, given): &(&Item, &usize)| item.right != **given;
    let missed: Vec<_> = items.iter().zip(given).filter(is_missed).map(|(item, _)| item).collect();
    let right = items.len() - missed.len();
    let rows = missed
        .iter()
        .map(|item| {
            let (p, q) = item.place;
            let question = item.question(&here.lens);
            let (to, words) = match item.practice {
                Some((_, _, c)) => (address(here, p, q, Some(c)), &question.choices[c].title),
                None => (address(here, p, q, None), &question.title),
            };
            view! {
                <li><a href=to>{words.clone()}</a><span class="help">{asked(item.kind)}</span></li>
            }
        })
        .collect_view();
    view! {
        <section class="quiz" aria-labelledby="item">
            <h2 id="item" tabindex="-1">{format!("{right} of {} right", items.len())}</h2>
            {(!missed.is_empty()).then(|| view! {
                <p>"Worth another look:"</p>
                <ul class="plain missed">{rows}</ul>
            })}
            {missed.is_empty().then(|| view! { <p>"You know your way around this lens."</p> })}
            {ending(here)}
        </section>
    }
    .into_any()
}
