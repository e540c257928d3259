//! The room: every question with how far the answers agree, the loudest
//! disagreement first.

use std::cell::Cell;

use leptos::prelude::*;

use super::Shown;
use crate::lens::{Lens, QuestionId};
use crate::text as words;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::risk;
use crate::ui::components::{agreement, chart};
use crate::workshop::room::{loudest_first, tallies};
use crate::workshop::{Tally, Workshop};

/// In which order one steps through the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The loudest disagreement first.
    Loudest,
    /// As the agenda has it.
    Agenda,
}

thread_local! {
    // Stays while one goes from the list to a question and back.
    static ORDER: Cell<Order> = const { Cell::new(Order::Loudest) };
}

/// The order that was chosen last.
pub fn order() -> Order {
    ORDER.get()
}

/// The tallies in the order that was chosen.
pub fn ordered(workshop: &Workshop, lens: &Lens, order: Order) -> Vec<Tally> {
    let tallies = tallies(&workshop.session, &workshop.replies, lens);
    match order {
        Order::Agenda => tallies,
        Order::Loudest => {
            let places = loudest_first(&tallies);
            places.into_iter().map(|place| tallies[place].clone()).collect()
        }
    }
}

/// The list.
pub fn view(shown: Shown) -> AnyView {
    let order = RwSignal::new(order());
    let only_open = RwSignal::new(false);
    let tallies = Memo::new(move |_| {
        let lens = shown.lens()?;
        let order = order.get();
        shown.with(|workshop| ordered(workshop, &lens, order))
    });
    let choose = move |chosen: Order| {
        ORDER.set(chosen);
        order.set(chosen);
    };
    let content = move || {
        let Some(tallies) = tallies.get() else {
            return view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any();
        };
        list(shown, &tallies, only_open.get())
    };
    view! {
        <section aria-labelledby="room-heading">
            <h2 id="room-heading">"What the room thinks"</h2>
            <div class="room-bar">
                {move || first(shown, &tallies.get().unwrap_or_default())}
                <div class="field">
                    <label for="room-order">"Order"</label>
                    <select id="room-order" on:change=move |ev| choose(match event_target_value(&ev).as_str() {
                        "agenda" => Order::Agenda,
                        _ => Order::Loudest,
                    })>
                        <option value="loudest" selected=move || order.get() == Order::Loudest>"Loudest disagreement first"</option>
                        <option value="agenda" selected=move || order.get() == Order::Agenda>"As in the agenda"</option>
                    </select>
                </div>
                <label class="room-filter">
                    <input type="checkbox" prop:checked=move || only_open.get()
                        on:change=move |ev| only_open.set(event_target_checked(&ev)) />
                    "Only what is not settled"
                </label>
            </div>
            {content}
        </section>
    }
    .into_any()
}

/// The way to the first question that is not settled.
fn first(shown: Shown, tallies: &[Tally]) -> AnyView {
    let is_settled = |id: &QuestionId| shown.with(|w| w.settled.contains(id)).unwrap_or_default();
    let next = tallies.iter().map(|tally| &tally.question).find(|id| !is_settled(id));
    match next {
        Some(id) => view! {
            <a class="button primary" href=shown.link(&["room", id.as_str()])>
                "Step through the questions"{icon(Icon::Forward)}
            </a>
        }
        .into_any(),
        None if tallies.is_empty() => ().into_any(),
        None => view! {
            <a class="button primary" href=shown.link(&["recap"])>"Everything is settled: to the recap"{icon(Icon::Forward)}</a>
        }
        .into_any(),
    }
}

fn list(shown: Shown, tallies: &[Tally], only_open: bool) -> AnyView {
    let Some(lens) = shown.lens() else { return ().into_any() };
    let people = shown.with(|workshop| workshop.replies.len()).unwrap_or_default();
    let settled = shown.with(|workshop| workshop.settled.clone()).unwrap_or_default();
    let nobody = (people == 0).then(|| {
        view! {
            <p class="empty">
                "Nobody's answers are in yet. "<a href=shown.link(&["collect"])>"Collect them"</a>
                ", or settle the questions together without them."
            </p>
        }
    });
    let rows: Vec<AnyView> = tallies
        .iter()
        .filter(|tally| !(only_open && settled.contains(&tally.question)))
        .filter_map(|tally| row(shown, &lens, tally, people, settled.contains(&tally.question)))
        .collect();
    if rows.is_empty() {
        return view! { {nobody}<p class="empty">"Every question is settled."</p> }.into_any();
    }
    view! {
        {nobody}
        <ol class="plain room">{rows}</ol>
    }
    .into_any()
}

fn row(shown: Shown, lens: &Lens, tally: &Tally, people: usize, settled: bool) -> Option<AnyView> {
    let (pillar, question) = lens.question(&tally.question)?;
    let answered = tally.answered();
    let said = match (answered, tally.unsure) {
        _ if people == 0 => String::new(),
        (0, 0) => "Nobody answered".to_owned(),
        (0, unsure) => format!("Nobody could answer: {unsure} of {people} said so"),
        (answered, 0) => format!("{answered} of {} answered", words::people(people)),
        (answered, unsure) => format!("{answered} of {people} answered, {unsure} could not"),
    };
    let risks = tally.risks;
    let badges = chart::ORDER
        .into_iter()
        .filter(move |risk| risks.get(*risk) > 0)
        .map(move |risk| view! { <span class="room-risk">{risk::badge(risk)}<span>{format!("× {}", risks.get(risk))}</span></span> })
        .collect_view();
    Some(
        view! {
            <li class="room-row" class:settled=settled>
                <div class="room-question">
                    <h3><a href=shown.link(&["room", tally.question.as_str()])>{question.title.clone()}</a></h3>
                    <p class="help">{pillar.name.clone()}{(!said.is_empty()).then(|| format!(" · {said}"))}</p>
                    <p class="room-risks">{badges}</p>
                </div>
                {agreement::meter(tally.agreement)}
                {settled.then(|| view! { <span class="tag">"Settled"</span> })}
            </li>
        }
        .into_any(),
    )
}
