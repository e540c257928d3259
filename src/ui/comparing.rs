//! Somebody's version beside one's own: everything they say differently, and
//! for each whether to keep mine, take theirs, or join the notes. Nothing is
//! done before the person says so, and then it is one change.

use leptos::prelude::*;

use crate::collections::Map;
use crate::exchange::share::Opened;
use crate::lens::Risk;
use crate::review::merge::{Changed, Clash, Offer, Pick, Place, Side, offers, picked, said};
use crate::review::{LensKey, Lenses, Milestone, Workload, WorkloadId, summary};
use crate::text::counted;
use crate::ui::components::{risk, version};
use crate::ui::platform;
use crate::ui::state::App;

/// What is compared with one's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Theirs {
    /// Who it is from, or what it is called.
    pub from: String,
    /// What they say.
    pub workload: Workload,
    /// Whether only the answers are theirs, so that names and details are not
    /// compared.
    pub only_answers: bool,
}

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

/// The choice of one's own review, and what they say differently.
pub fn view(app: App, opened: &Opened, theirs: &Theirs, mine: &[(WorkloadId, String)]) -> AnyView {
    let chosen = RwSignal::new(0_usize);
    let ids: Vec<WorkloadId> = mine.iter().map(|(id, _)| id.clone()).collect();
    let options = mine
        .iter()
        .enumerate()
        .map(|(place, (_, name))| view! { <option value=place.to_string()>{name.clone()}</option> })
        .collect_view();
    let (theirs, opened) = (theirs.clone(), opened.clone());
    view! {
        <section class="compared" aria-labelledby="compare-heading">
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
                    Some(mine) => with_mine(app, &opened, &theirs, mine),
                    None => view! { <p class="empty">"This review cannot be read."</p> }.into_any(),
                }
            }}
        </section>
    }
    .into_any()
}

/// The choice of what both grew from, and the differences.
fn with_mine(app: App, opened: &Opened, theirs: &Theirs, mine: Workload) -> AnyView {
    let likely = likely(&mine, &theirs.workload);
    let base = RwSignal::new(likely);
    let picker = (!mine.milestones.is_empty()).then(|| milestones(&mine, base));
    let (theirs, opened) = (theirs.clone(), opened.clone());
    view! {
        {picker}
        {move || {
            let lenses = app.lenses_with(&opened);
            let number = base.get();
            let milestone = mine.milestones.iter().find(|m| Some(m.number) == number);
            differences(app, &opened, &theirs, &mine, milestone, &lenses)
        }}
    }
    .into_any()
}

/// What both probably began with, where it is the same review: the newest
/// milestone that both have, or, as links carry none, the newest before they
/// sent theirs.
fn likely(mine: &Workload, theirs: &Workload) -> Option<u32> {
    if mine.id != theirs.id {
        return None;
    }
    let has = |m: &Milestone| theirs.milestones.iter().any(|t| t.recorded_at == m.recorded_at);
    let before = |m: &Milestone| m.recorded_at <= theirs.updated_at;
    let fits = |m: &&Milestone| if theirs.milestones.is_empty() { before(m) } else { has(m) };
    mine.milestones.iter().rev().find(fits).map(|m| m.number)
}

fn milestones(mine: &Workload, base: RwSignal<Option<u32>>) -> AnyView {
    let likely = base.get_untracked();
    let options = mine
        .milestones
        .iter()
        .rev()
        .map(|m| {
            let words = format!("{}, {}", m.name, platform::local_date(m.recorded_at));
            view! { <option value=m.number.to_string() selected=likely == Some(m.number)>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for="compare-base">"What both began with"</label>
            <p class="help" id="compare-base-help">
                "With a milestone that both began with, what only they changed is told from what you changed."
            </p>
            <select id="compare-base" aria-describedby="compare-base-help" on:change=move |ev| {
                base.set(event_target_value(&ev).parse().ok());
            }>
                <option value="" selected=likely.is_none()>"Not known"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// An offer, and what the person picks.
#[derive(Clone)]
struct Row {
    offer: Offer,
    pick: RwSignal<Pick>,
}

fn differences(
    app: App,
    opened: &Opened,
    theirs: &Theirs,
    mine: &Workload,
    base: Option<&Milestone>,
    lenses: &Lenses,
) -> AnyView {
    let other = if theirs.only_answers {
        Workload { reviews: theirs.workload.reviews.clone(), ..mine.clone() }
    } else {
        theirs.workload.clone()
    };
    let base_name = base.map(|milestone| milestone.name.clone());
    let base = base.map(|milestone| {
        let mut base = milestone.as_workload(mine);
        if theirs.only_answers {
            // The details are mine on both sides.
            base.properties = mine.properties.clone();
            base.pillar_priorities.clone_from(&mine.pillar_priorities);
        }
        base
    });
    let rows: Vec<Row> = offers(base.as_ref(), mine, &other, lenses)
        .into_iter()
        .map(|offer| Row { pick: RwSignal::new(offer.proposed), offer })
        .collect();
    if rows.is_empty() {
        return view! {
            <p class="empty">"Nothing to take over: they say nothing that is not in this review."</p>
        }
        .into_any();
    }
    let before = base.zip(base_name).map(|(base, name)| Before {
        risks: risks(&base, lenses),
        workload: base,
        name,
    });
    let risks = (risks(mine, lenses), risks(&other, lenses));
    let count = rows.len();
    let list = rows
        .iter()
        .enumerate()
        .map(|(n, row)| one(n, row, lenses, before.as_ref(), (&risks.0, &risks.1)))
        .collect_view();
    let all = StoredValue::new(rows);
    let changes = Memo::new(move |_| all.with_value(|rows| picked(&picks(rows))).len());
    let every = move |side: Side| {
        all.with_value(|rows| {
            for row in rows {
                row.pick.set(on_side(&row.offer.clash, side));
            }
        });
    };
    let (id, name, from) = (mine.id.clone(), mine.properties.name.clone(), theirs.from.clone());
    let opened = opened.clone();
    let take = move |_| {
        let picks = all.with_value(|rows| picks(rows));
        app.take_shared(id.clone(), from.clone(), picks, opened.clone());
    };
    view! {
        <p>{format!("{} where they say something else.", counted(count, "place"))}</p>
        <p class="actions">
            <button type="button" class="quiet" on:click=move |_| every(Side::Mine)>"Keep mine everywhere"</button>
            <button type="button" class="quiet" on:click=move |_| every(Side::Theirs)>"Take theirs everywhere"</button>
        </p>
        {list}
        <div class="take-over">
            <p role="status">{move || match changes.get() {
                0 => "As it stands, nothing of your review changes.".to_owned(),
                n => format!("{} of your review will change. You can undo it in one step.", counted(n, "place")),
            }}</p>
            <button type="button" class="primary" disabled=move || changes.get() == 0 on:click=take>
                {format!("Take over into {name}")}
            </button>
        </div>
    }
    .into_any()
}

fn picks(rows: &[Row]) -> Vec<(Clash, Pick)> {
    rows.iter().map(|row| (row.offer.clash.clone(), row.pick.get())).collect()
}

/// One side, without dropping a note of the other.
fn on_side(clash: &Clash, side: Side) -> Pick {
    let both = Pick::BothNotes(side);
    if side == Side::Theirs && clash.picked(both).is_some() { both } else { Pick::One(side) }
}

type Risks = Map<(LensKey, crate::lens::QuestionId), Risk>;

fn risks(workload: &Workload, lenses: &Lenses) -> Risks {
    let of = |review: &crate::review::LensReview| {
        let key = review.lens.key.clone();
        let lens = lenses.get(&key)?;
        let risks = summary::risks(lens, review).map(|(id, risk)| ((key.clone(), id), risk));
        Some(risks.collect::<Vec<_>>())
    };
    workload.reviews.iter().filter_map(of).flatten().collect()
}

/// What both began with.
struct Before {
    /// The name of the milestone.
    name: String,
    workload: Workload,
    risks: Risks,
}

impl Before {
    /// What it says at the place of a clash. Milestones are records of their
    /// own, and a milestone holds none.
    fn says(&self, clash: &Clash) -> Option<Clash> {
        if let Place::Milestone(_) = clash.place {
            return None;
        }
        let version = said(&self.workload, &clash.place);
        Some(Clash { place: clash.place.clone(), mine: version.clone(), theirs: version })
    }
}

fn one(
    n: usize,
    row: &Row,
    lenses: &Lenses,
    before: Option<&Before>,
    (mine, theirs): (&Risks, &Risks),
) -> AnyView {
    let clash = &row.offer.clash;
    let badge = |risks: &Risks| {
        let Place::Answer(key, id) = &clash.place else { return None };
        risks.get(&(key.clone(), id.clone())).map(|risk| risk::badge(*risk))
    };
    let tag = match row.offer.changed {
        Changed::ByThem => Some("only they changed it"),
        Changed::ByBoth => Some("both changed it"),
        Changed::Unknown => None,
    };
    let words = [
        (Pick::One(Side::Mine), "Keep mine"),
        (Pick::One(Side::Theirs), "Take theirs"),
        (Pick::BothNotes(Side::Mine), "Keep mine, with both notes"),
        (Pick::BothNotes(Side::Theirs), "Take theirs, with both notes"),
    ];
    let pick = row.pick;
    let radios = words
        .into_iter()
        .filter(|(offered, _)| clash.picked(*offered).is_some())
        .map(|(offered, words)| {
            view! {
                <label class="radio">
                    <input type="radio" name=format!("take-{n}") prop:checked=move || pick.get() == offered
                        on:change=move |_| pick.set(offered) />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    let began = before.and_then(|before| {
        let clash = before.says(clash)?;
        Some(view! {
            <div class="clash-side clash-before">
                <h4>{format!("Both began with: {}", before.name)}</h4>
                {badge(&before.risks)}
                {version::said(lenses, &clash, Side::Mine)}
            </div>
        })
    });
    let title = version::title_of(lenses, clash);
    let id = format!("take-{n}");
    let labelled_by = id.clone();
    view! {
        <fieldset class="clash" aria-labelledby=labelled_by>
            <h3 id=id>{title}{tag.map(|tag| view! { " " <span class="tag">{tag}</span> })}</h3>
            <div class="clash-sides">
                {began}
                <div class="clash-side">
                    <h4>"Mine"</h4>
                    {badge(mine)}
                    {version::said(lenses, clash, Side::Mine)}
                </div>
                <div class="clash-side">
                    <h4>"Theirs"</h4>
                    {badge(theirs)}
                    {version::said(lenses, clash, Side::Theirs)}
                </div>
            </div>
            <div class="radios">{radios}</div>
        </fieldset>
    }
    .into_any()
}
