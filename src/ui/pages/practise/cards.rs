//! Flash cards: a practice, what it looks like, and how well one remembered.

use leptos::prelude::*;

use super::{Here, address, ending};
use crate::learn::{Grade, PracticeId};
use crate::lens::{Choice, Question};
use crate::text::counted;
use crate::ui::components::prose;
use crate::ui::erased::{click, live, nothing};
use crate::ui::platform;

/// The cards for today. Tracks what was practised.
pub(super) fn session(here: &Here) -> Vec<PracticeId> {
    let mut all = Vec::new();
    for (_, question) in here.lens.questions() {
        for choice in question.choices.iter().filter(|choice| !choice.is_none_of_these()) {
            all.push(PracticeId {
                lens: here.key.clone(),
                question: question.id.clone(),
                choice: choice.id.clone(),
            });
        }
    }
    here.app.practice().session(&all, platform::today())
}

/// The session.
pub(super) fn view(here: Here, cards: Vec<PracticeId>) -> AnyView {
    let first = cards.len();
    // Those that were not remembered well come again at the end.
    let queue = RwSignal::new(cards);
    let place = RwSignal::new(0);
    let count = Memo::new(move |_| queue.with(Vec::len));
    live(move || {
        platform::focus_soon("#item");
        let n = place.get();
        match queue.with_untracked(|queue| queue.get(n).cloned()) {
            Some(card) => one(&here, card, queue, place, count),
            None => view! {
                <section class="quiz" aria-labelledby="item">
                    <h2 id="item" tabindex="-1">{format!("{} done", counted(first, "card"))}</h2>
                    <p>"Each comes back on its day. Come again when you like."</p>
                    {ending(&here)}
                </section>
            }
            .into_any(),
        }
    })
}

fn one(
    here: &Here,
    id: PracticeId,
    queue: RwSignal<Vec<PracticeId>>,
    place: RwSignal<usize>,
    count: Memo<usize>,
) -> AnyView {
    let places = here.lens.pillars.iter().enumerate().find_map(|(p, pillar)| {
        let q = pillar.questions.iter().position(|q| q.id == id.question)?;
        Some((p, q, pillar.questions[q].choice_index(&id.choice)?))
    });
    let Some((p, q, c)) = places else { return nothing() };
    let pillar = &here.lens.pillars[p];
    let (question, choice) = (pillar.questions[q].clone(), pillar.questions[q].choices[c].clone());
    let number = place.get_untracked();
    let is_open = RwSignal::new(false);
    let app = here.app;
    let title = choice.title.clone();
    let to = address(here, p, q, Some(c));
    let grades = move || {
        Grade::ALL
            .into_iter()
            .map(|grade| {
                let id = id.clone();
                view! {
                    <button type="button" on:click=click(move |_| {
                        app.grade_card(id.clone(), grade);
                        let stands = queue.with_untracked(|queue| {
                            queue.iter().skip(number + 1).any(|other| *other == id)
                        });
                        if grade.comes_again_today() && !stands {
                            queue.update(|queue| queue.push(id.clone()));
                        }
                        place.set(number + 1);
                    })>{grade.words()}</button>
                }
            })
            .collect_view()
    };
    view! {
        <section class="quiz flash" aria-labelledby="item">
            <p class="help">{move || format!("{} of {}", number + 1, count.get())}" · "{pillar.name.clone()}</p>
            <h2 id="item" tabindex="-1">{title}</h2>
            <p class="help">"What does this look like, and how do you get there?"</p>
            {live(move || match is_open.get() {
                false => view! {
                    <p class="actions"><button type="button" class="primary" on:click=click(move |_| {
                        is_open.set(true);
                        platform::after(0, || {
                            platform::focus_id("card-back");
                        });
                    })>"Show the answer"</button></p>
                }
                .into_any(),
                true => view! {
                    <div id="card-back" tabindex="-1" class="asked">
                        {back(&question, &choice)}
                        <p><a href=to.clone() target="_blank">"Read all of it in a new tab"</a></p>
                    </div>
                    <fieldset>
                        <legend>"How well did you know it?"</legend>
                        <div class="grades">{grades()}</div>
                    </fieldset>
                }
                .into_any(),
            })}
        </section>
    }
    .into_any()
}

fn back(question: &Question, choice: &Choice) -> AnyView {
    let description = choice.description.as_deref().map(prose::prose);
    let looks = choice.helpful_resource.as_ref().map(|r| prose::prose(&r.display_text));
    let plan = choice.improvement_plan.as_ref().map(|r| {
        view! { <h3>"How to get there"</h3>{prose::prose(&r.display_text)} }
    });
    view! {
        <p class="help">{question.title.clone()}</p>
        <div class="prose">{description}{looks}{plan}</div>
    }
    .into_any()
}
