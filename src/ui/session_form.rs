//! The form that makes a workshop: its name, lens and questions, whether
//! answers carry names, and the agenda.

use leptos::prelude::*;

use super::components::field::{Field, text_field};
use super::components::icon::{Icon, icon};
use super::platform;
use super::state::App;
use crate::collections::{self, Map};
use crate::lens::{Lens, PillarId, QuestionId, limits};
use crate::review::{LensKey, WorkloadId};
use crate::text::{about_time, counted};
use crate::workshop::agenda::{self, Scope};
use crate::workshop::session::{LONGEST, NAME};
use crate::workshop::{Naming, TimeBox};

/// What is chosen.
#[derive(Clone, Copy)]
struct Choices {
    app: App,
    name: RwSignal<String>,
    lens: RwSignal<LensKey>,
    kind: RwSignal<Kind>,
    minutes: RwSignal<u32>,
    pillars: RwSignal<collections::Set<PillarId>>,
    picked: RwSignal<collections::Set<QuestionId>>,
    naming: RwSignal<Naming>,
    /// Time boxes that were changed by hand, by the title of their part.
    boxes: RwSignal<Map<String, u32>>,
    /// The titles of the parts in the order that was chosen by hand.
    order: RwSignal<Vec<String>>,
}

/// How the questions are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Within,
    Whole,
    Pillars,
    Picked,
}

/// The form. `lenses` are the ones to choose from; `into` is the review that
/// the workshop ends in, a new one where there is none.
pub fn view(
    app: App,
    lenses: Vec<(LensKey, String)>,
    into: Option<WorkloadId>,
    name: &str,
) -> AnyView {
    let Some((first, _)) = lenses.first().cloned() else {
        return view! { <p class="empty">"This review has no lens that is at hand."</p> }
            .into_any();
    };
    let choices = Choices {
        app,
        name: RwSignal::new(name.to_owned()),
        lens: RwSignal::new(first),
        kind: RwSignal::new(Kind::Within),
        minutes: RwSignal::new(120),
        pillars: RwSignal::default(),
        picked: RwSignal::default(),
        naming: RwSignal::new(Naming::Named),
        boxes: RwSignal::default(),
        order: RwSignal::default(),
    };
    let agenda = Memo::new(move |_| choices.agenda());
    let tried = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let short = move || choices.name.with(|n| n.trim().chars().count() < limits::NAME_SHORTEST);
    let problem = Signal::derive(move || {
        (tried.get() && short())
            .then(|| format!("Use at least {} characters.", limits::NAME_SHORTEST))
    });
    // The lens is loaded as soon as it is chosen.
    Effect::new(move |_| {
        let key = choices.lens.get();
        if !app.has_lens(&key) {
            app.want_lens(key);
        }
    });
    let into = StoredValue::new(into);
    let make = move || {
        tried.set(true);
        trouble.set(None);
        let parts = agenda.get_untracked().unwrap_or_default();
        let key = choices.lens.get_untracked();
        let lens = app.lenses.with_untracked(|l| l.get(&key).cloned());
        if untrack(short) {
            platform::focus_soon("#session-name");
            return;
        }
        let Some(lens) = lens else {
            trouble.set(Some("The lens is still on its way. Try again in a moment.".to_owned()));
            return;
        };
        if parts.is_empty() {
            trouble.set(Some("Choose at least one question.".to_owned()));
            return;
        }
        let name = choices.name.get_untracked();
        let naming = choices.naming.get_untracked();
        if let Err(why) = app.make_workshop(&name, (&key, &lens), parts, naming, into.get_value()) {
            trouble.set(Some(why));
        }
    };
    view! {
        <form class="session-form" novalidate on:submit=move |ev| {
            ev.prevent_default();
            make();
        }>
            {text_field(
                Field {
                    id: "session-name".to_owned(),
                    label: "Name of the workshop".to_owned(),
                    help: "What everybody sees, such as Checkout service, May review.",
                    most: NAME,
                    rows: 1,
                    required: true,
                },
                choices.name.into(),
                problem,
                move |text| choices.name.set(text),
            )}
            {lens_field(choices, lenses)}
            {scope(choices)}
            {naming(choices)}
            {move || agenda_view(choices, agenda)}
            <p class="problem" role="alert">{move || trouble.get()}</p>
            <p class="actions">
                <button type="submit" class="primary">"Make the workshop"</button>
            </p>
        </form>
    }
    .into_any()
}

impl Choices {
    fn at_hand(self) -> Option<std::sync::Arc<Lens>> {
        let key = self.lens.get();
        self.app.lenses.with(|lenses| lenses.get(&key).cloned())
    }

    /// The agenda as it is chosen; `None` while the lens is on its way.
    fn agenda(self) -> Option<Vec<TimeBox>> {
        let lens = self.at_hand()?;
        let companion = self.app.companion(&self.lens.get());
        let scope = match self.kind.get() {
            Kind::Within => Scope::Within(self.minutes.get()),
            Kind::Whole => Scope::Whole,
            Kind::Pillars => Scope::Pillars(self.pillars.get()),
            Kind::Picked => Scope::Picked(self.picked.get()),
        };
        let mut parts = agenda::agenda(&lens, companion.as_deref(), &scope);
        self.boxes.with(|boxes| {
            for part in &mut parts {
                part.minutes = boxes.get(&part.title).copied().unwrap_or(part.minutes);
            }
        });
        self.order.with(|order| {
            let place = |part: &TimeBox| {
                order.iter().position(|title| *title == part.title).unwrap_or(usize::MAX)
            };
            crate::collections::sort_by(&mut parts, |a, b| place(a).cmp(&place(b)));
        });
        Some(parts)
    }

    fn forget_parts(self) {
        self.pillars.set(collections::Set::new());
        self.picked.set(collections::Set::new());
        self.boxes.set(Map::new());
        self.order.set(Vec::new());
    }
}

fn lens_field(choices: Choices, lenses: Vec<(LensKey, String)>) -> AnyView {
    let keys: Vec<LensKey> = lenses.iter().map(|(key, _)| key.clone()).collect();
    let options = lenses
        .into_iter()
        .enumerate()
        .map(|(place, (_, name))| view! { <option value=place.to_string()>{name}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label for="session-lens">"Lens"</label>
            <p class="help">"The questions come from it."</p>
            <select id="session-lens" on:change=move |ev| {
                let place: usize = event_target_value(&ev).parse().unwrap_or_default();
                if let Some(key) = keys.get(place) {
                    choices.forget_parts();
                    choices.lens.set(key.clone());
                }
            }>{options}</select>
            <p class="problem" role="alert">{move || choices.app.lens_trouble.get()}</p>
        </div>
    }
    .into_any()
}

fn scope(choices: Choices) -> AnyView {
    let radio = move |kind: Kind, words: &'static str, help: &'static str| {
        view! {
            <label class="card-check">
                <input type="radio" name="session-scope" prop:checked=move || choices.kind.get() == kind
                    on:change=move |_| choices.kind.set(kind) />
                <span><strong>{words}</strong>" "<span class="help">{help}</span></span>
            </label>
        }
    };
    let times = move || {
        [60, 90, 120, 180, 240, 360]
        .map(|minutes| {
            view! {
                <option value=minutes.to_string() selected=minutes == 120>{about_time(minutes)}</option>
            }
        })
        .collect_view()
    };
    view! {
        <fieldset class="field">
            <legend>"Questions"</legend>
            {radio(Kind::Within, "What fits into the time", "The weightiest questions, by their level of risk and the time they take.")}
            {radio(Kind::Whole, "The whole lens", "Every question.")}
            {radio(Kind::Pillars, "Some pillars", "All questions of the pillars you choose.")}
            {radio(Kind::Picked, "Picked by hand", "Just the questions you choose.")}
            {move || match choices.kind.get() {
                Kind::Within => view! {
                    <div class="field">
                        <label for="session-time">"Time"</label>
                        <select id="session-time" prop:value=move || choices.minutes.get().to_string() on:change=move |ev| {
                            choices.minutes.set(event_target_value(&ev).parse().unwrap_or(120));
                        }>{times()}</select>
                    </div>
                }.into_any(),
                Kind::Whole => ().into_any(),
                Kind::Pillars => pillars(choices),
                Kind::Picked => questions(choices),
            }}
        </fieldset>
    }
    .into_any()
}

fn pillars(choices: Choices) -> AnyView {
    let Some(lens) = choices.at_hand() else { return waiting() };
    let items = lens.pillars.iter().map(|pillar| {
        let (id, name) = (pillar.id.clone(), pillar.name.clone());
        let shown = id.clone();
        view! {
            <label class="card-check">
                <input type="checkbox" prop:checked=move || choices.pillars.with(|p| p.contains(&shown))
                    on:change=move |ev| {
                        let on = event_target_checked(&ev);
                        choices.pillars.update(|pillars| {
                            if on { pillars.insert(id.clone()); } else { pillars.remove(&id); }
                        });
                    } />
                <span>{name}" "<span class="help">{counted(pillar.questions.len(), "question")}</span></span>
            </label>
        }
    });
    view! { <div class="session-parts" role="group" aria-label="Pillars">{items.collect_view()}</div> }
        .into_any()
}

fn questions(choices: Choices) -> AnyView {
    let Some(lens) = choices.at_hand() else { return waiting() };
    let groups = lens.pillars.iter().map(|pillar| {
        let items = pillar.questions.iter().map(|question| {
            let (id, shown) = (question.id.clone(), question.id.clone());
            view! {
                <label class="session-question">
                    <input type="checkbox" prop:checked=move || choices.picked.with(|p| p.contains(&shown))
                        on:change=move |ev| {
                            let on = event_target_checked(&ev);
                            choices.picked.update(|picked| {
                                if on { picked.insert(id.clone()); } else { picked.remove(&id); }
                            });
                        } />
                    <span>{question.title.clone()}</span>
                </label>
            }
        });
        view! {
            <fieldset class="session-pillar">
                <legend>{pillar.name.clone()}</legend>
                {items.collect_view()}
            </fieldset>
        }
    });
    view! { <div class="session-parts">{groups.collect_view()}</div> }.into_any()
}

fn waiting() -> AnyView {
    view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any()
}

fn naming(choices: Choices) -> AnyView {
    let radio = move |naming: Naming, words: &'static str, help: &'static str| {
        view! {
            <label class="card-check">
                <input type="radio" name="session-naming" prop:checked=move || choices.naming.get() == naming
                    on:change=move |_| choices.naming.set(naming) />
                <span><strong>{words}</strong>" "<span class="help">{help}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>"Names"</legend>
            {radio(Naming::Named, "With names", "People may give one. You see who ticked what.")}
            {radio(Naming::Nameless, "Without names", "Nobody is asked. You see how many ticked what.")}
        </fieldset>
    }
    .into_any()
}

fn agenda_view(choices: Choices, agenda: Memo<Option<Vec<TimeBox>>>) -> AnyView {
    let Some(parts) = agenda.get() else { return waiting() };
    if parts.is_empty() {
        return view! {
            <section class="session-agenda" aria-labelledby="agenda-heading">
                <h2 id="agenda-heading">"Agenda"</h2>
                <p class="empty">"No question is chosen yet."</p>
            </section>
        }
        .into_any();
    }
    let titles: Vec<String> = parts.iter().map(|part| part.title.clone()).collect();
    let questions: usize = parts.iter().map(|part| part.questions.len()).sum();
    let minutes: u32 = parts.iter().map(|part| part.minutes).sum();
    let last = parts.len() - 1;
    let rows = parts.into_iter().enumerate().map(|(place, part)| {
        let id = format!("part-{place}");
        let label = format!("Minutes for {}", part.title);
        let (title, up, down) = (part.title.clone(), titles.clone(), titles.clone());
        let moved = move |titles: &[String], to: usize| {
            let mut titles = titles.to_vec();
            titles.swap(place, to);
            choices.order.set(titles);
        };
        view! {
            <li class="session-part">
                <div>
                    <strong>{part.title.clone()}</strong>
                    <p class="help">{counted(part.questions.len(), "question")}</p>
                </div>
                <div class="session-minutes">
                    <input id=id type="number" inputmode="numeric" min="1" max=LONGEST.to_string()
                        aria-label=label prop:value=part.minutes.to_string()
                        on:change=move |ev| {
                            if let Ok(minutes) = event_target_value(&ev).parse::<u32>() {
                                let minutes = minutes.clamp(1, LONGEST);
                                choices.boxes.update(|boxes| { boxes.insert(title.clone(), minutes); });
                            }
                        } />
                    <span>"min"</span>
                </div>
                <div class="session-move">
                    <button type="button" class="quiet" disabled=place == 0
                        aria-label=format!("Earlier: {}", part.title) title="Earlier"
                        on:click=move |_| moved(&up, place - 1)>"↑"</button>
                    <button type="button" class="quiet" disabled=place == last
                        aria-label=format!("Later: {}", part.title) title="Later"
                        on:click=move |_| moved(&down, place + 1)>"↓"</button>
                </div>
            </li>
        }
    });
    view! {
        <section class="session-agenda" aria-labelledby="agenda-heading">
            <h2 id="agenda-heading">"Agenda"</h2>
            <p class="help">
                {icon(Icon::Plan)}" "
                {format!("{}, {}. Change the time of a part as you like.", counted(questions, "question"), about_time(minutes))}
            </p>
            <ol class="plain">{rows.collect_view()}</ol>
        </section>
    }
    .into_any()
}
