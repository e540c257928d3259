//! Counts as a picture, with the numbers beside it.

use leptos::prelude::*;

use super::risk;
use crate::lens::Risk;
use crate::review::Counts;

/// The order in which risks are drawn and listed: what asks for most first.
pub const ORDER: [Risk; 5] =
    [Risk::High, Risk::Medium, Risk::None, Risk::NotApplicable, Risk::Unanswered];

/// One bar with a unit for each question, a part for each risk. Decoration: the numbers
/// stand beside it.
pub fn bar(counts: Counts) -> AnyView {
    let total = counts.total().max(1);
    let mut x = 0;
    let parts = ORDER
        .into_iter()
        .filter(|&r| counts.get(r) > 0)
        .map(|r| {
            let width = counts.get(r);
            let part = view! {
                <rect class=risk::class(r) x=x.to_string() y="0" width=width.to_string() height="8" />
            };
            x += width;
            part
        })
        .collect_view();
    view! {
        <svg class="bar" viewBox=format!("0 0 {total} 8") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {parts}
        </svg>
    }
    .into_any()
}

/// The counts in words: `2 high, 1 medium, 5 unanswered`.
pub fn words(counts: Counts) -> String {
    let parts: Vec<String> = [
        (counts.high, "high"),
        (counts.medium, "medium"),
        (counts.none, "without risk"),
        (counts.not_applicable, "not applicable"),
        (counts.unanswered, "unanswered"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, word)| format!("{n} {word}"))
    .collect();
    if parts.is_empty() { "no questions".to_owned() } else { parts.join(", ") }
}

/// The counts as a row of tiles.
pub fn tiles(counts: Counts) -> AnyView {
    let tiles = ORDER
        .into_iter()
        .map(|r| {
            view! {
                <div class="tile">
                    <dt>{risk::badge(r)}</dt>
                    <dd>{counts.get(r)}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="tiles">{tiles}</dl> }.into_any()
}

/// A table of counts with a bar in each row.
pub fn table(caption: &str, first_column: &'static str, rows: Vec<(AnyView, Counts)>) -> AnyView {
    let heads = ORDER
        .into_iter()
        .map(|r| view! { <th scope="col" class="number">{risk::badge(r)}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|(name, counts)| {
            let numbers = ORDER
                .into_iter()
                .map(|r| {
                    let n = counts.get(r);
                    view! { <td class="number" class:zero=n == 0 data-label=r.words()>{n}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="bar-cell">{bar(counts)}</td>
                    {numbers}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="counts">
            <caption>{caption.to_owned()}</caption>
            <thead>
                <tr>
                    <th scope="col">{first_column}</th>
                    <td class="bar-cell"></td>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
