//! Somebody's answers beside one's own: the questions that were answered
//! differently.

use leptos::prelude::*;

use crate::review::compare::{self, Difference};
use crate::review::{LensKey, Lenses, Workload, WorkloadId};
use crate::text::counted;
use crate::ui::components::risk;
use crate::ui::route::Part;
use crate::ui::state::App;

/// The reviews here that can be compared with it: the same one first, then
/// those with a lens in common, the newest first.
pub fn candidates(app: App, theirs: &Workload) -> Vec<(WorkloadId, String)> {
    let shares = |key: &LensKey| theirs.review(key).is_some();
    let index = app.index.get();
    let same = index.iter().filter(|entry| entry.id == theirs.id);
    let others = index
        .iter()
        .filter(|entry| entry.id != theirs.id && entry.lenses.iter().any(|(key, _)| shares(key)));
    same.chain(others).map(|entry| (entry.id.clone(), entry.name.clone())).collect()
}

/// The choice of one's own review, and the table.
pub fn view(
    app: App,
    theirs: &Workload,
    lenses: &Lenses,
    mine: &[(WorkloadId, String)],
) -> AnyView {
    let chosen = RwSignal::new(0_usize);
    let ids: Vec<WorkloadId> = mine.iter().map(|(id, _)| id.clone()).collect();
    let options = mine
        .iter()
        .enumerate()
        .map(|(place, (_, name))| view! { <option value=place.to_string()>{name.clone()}</option> })
        .collect_view();
    let (theirs, lenses) = (theirs.clone(), lenses.clone());
    view! {
        <section aria-labelledby="compare-heading">
            <h2 id="compare-heading">"Compared with mine"</h2>
            <div class="field">
                <label for="compare-with">"My review"</label>
                <select id="compare-with" on:change=move |ev| {
                    chosen.set(event_target_value(&ev).parse().unwrap_or(0));
                }>{options}</select>
            </div>
            {move || {
                let mine = ids.get(chosen.get()).and_then(|id| app.stored(id));
                match mine {
                    Some(mine) => table(&mine, &theirs, &lenses),
                    None => view! { <p class="empty">"This review cannot be read."</p> }.into_any(),
                }
            }}
        </section>
    }
    .into_any()
}

fn table(mine: &Workload, theirs: &Workload, lenses: &Lenses) -> AnyView {
    let differences = compare::between(&mine.reviews, &theirs.reviews, lenses);
    if differences.is_empty() {
        return view! { <p class="empty">"Both say the same to every question."</p> }.into_any();
    }
    let rows = differences.iter().map(|d| row(mine, lenses, d)).collect_view();
    view! {
        <p>{format!("{} answered differently.", counted(differences.len(), "question"))}</p>
        <table class="changes">
            <caption class="unseen">"Questions that are answered differently"</caption>
            <thead><tr>
                <th scope="col">"Question"</th>
                <th scope="col">"Mine"</th>
                <th scope="col">"Theirs"</th>
                <th scope="col">"What differs"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(mine: &Workload, lenses: &Lenses, difference: &Difference) -> AnyView {
    let question = lenses.get(&difference.lens).and_then(|l| l.question(&difference.question));
    let title = question.map_or_else(|| difference.question.0.clone(), |(_, q)| q.title.clone());
    let here = (difference.lens.clone(), difference.question.clone());
    let link = Part::Review(Some(here)).of(&mine.id).to_string();
    let (one, other) = difference.risks;
    let what = match (difference.only_notes, one == other) {
        (true, _) => "Notes or reasons",
        (false, true) => "Practices",
        (false, false) => "Practices and risk",
    };
    view! {
        <tr>
            <th scope="row"><a href=link>{title}</a></th>
            <td data-label="Mine">{risk::badge(one)}</td>
            <td data-label="Theirs">{risk::badge(other)}</td>
            <td data-label="What differs">{what}</td>
        </tr>
    }
    .into_any()
}
