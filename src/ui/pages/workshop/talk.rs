//! One question with the room: prompts, a timer, what everybody said once it
//! is revealed, and the answer that is agreed on.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Shown, room};
use crate::collections::Map;
use crate::lens::companion::QuestionNotes;
use crate::lens::{Lens, Question, QuestionId, Risk, limits};
use crate::review::{Answer, AnswerChange, Reason};
use crate::text::{counted, people};
use crate::ui::components::agreement;
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::prose::prose;
use crate::ui::components::timer::{self, Clock};
use crate::ui::components::{chart, risk};
use crate::ui::platform::{self, share};
use crate::workshop::room::tally;
use crate::workshop::{Naming, SessionId, Tally, Vote, Workshop};

/// The page.
pub fn page(shown: Shown, id: &QuestionId) -> AnyView {
    let id = id.clone();
    // Drawn anew when the lens arrives; what is stored flows in by itself.
    (move || match shown.lens() {
        None => view! {
            <div class="page"><h1 tabindex="-1" class="loading">"Loading the lens…"</h1></div>
        }
        .into_any(),
        Some(lens) => {
            let asked = shown.session.with_value(|session| session.asks(&id));
            match lens.question(&id).filter(|_| asked) {
                Some((pillar, question)) => {
                    let (pillar, question) = (pillar.name.clone(), question.clone());
                    untrack(|| question_page(shown, lens.clone(), pillar, question))
                }
                None => super::missing(shown.app, "This question is not part of the workshop."),
            }
        }
    })
    .into_any()
}

thread_local! {
    /// The clocks of the parts. They go on from question to question.
    static CLOCKS: RefCell<Map<(SessionId, usize), Clock>> = const { RefCell::new(Map::new()) };
}

/// The clock of a part of the agenda, which is a box of so many minutes.
fn clock(session: &SessionId, part: usize, minutes: u32) -> Clock {
    CLOCKS.with_borrow_mut(|clocks| {
        let place = (session.clone(), part);
        let known = clocks.get(&place).filter(|clock| clock.is_for(minutes)).cloned();
        known.unwrap_or_else(|| {
            let clock = Clock::new(minutes);
            clocks.insert(place, clock.clone());
            clock
        })
    })
}

fn question_page(shown: Shown, lens: Arc<Lens>, pillar: String, question: Question) -> AnyView {
    let id = question.id.clone();
    let (name, minutes, part) = shown.session.with_value(|session| {
        let part = session.part_of(&id).unwrap_or_default();
        let parts = session.agenda.get(part).map_or(0, |part| part.minutes);
        (session.name.clone(), parts, part)
    });
    platform::set_title(&format!("{} · {name} · Plumbline", question.title));
    let notes = shown
        .app
        .companion(&shown.session.with_value(|s| s.lens.key.clone()))
        .and_then(|companion| companion.questions.get(&id).cloned());
    let question = StoredValue::new(question);
    let is_settled = {
        let id = id.clone();
        Memo::new(move |_| shown.with(|w| w.settled.contains(&id)).unwrap_or_default())
    };
    let revealed = RwSignal::new(is_settled.get_untracked());
    let tally = Memo::new(move |_| {
        question.with_value(|question| shown.with(|w| tally(question, &w.replies)))
    });
    let clock = clock(&shown.id(), part, minutes);
    let about = notes.as_ref().map(|notes| format!(", about {} for this question", notes.minutes));
    view! {
        <div class="page talk">
            <p class="talk-bar no-print">
                <a href=shown.link(&["room"])>{icon(Icon::Back)}"The room"</a>
                {timer::timer(clock, format!("part {} of the agenda", part + 1))}
                <button type="button" class="quiet" id="whole-screen" title="Whole screen (f)"
                    on:click=move |_| share::toggle_whole_screen(":root")>"Whole screen"</button>
            </p>
            <p class="help">{format!("{pillar} · part {} of the agenda, {minutes} minutes", part + 1)}{about}</p>
            <h1 tabindex="-1">{question.with_value(|q| q.title.clone())}</h1>
            {question.with_value(|q| q.description.as_deref().map(|text| view! {
                <details class="more"><summary>"Why it matters"</summary><div class="prose">{prose(text)}</div></details>
            }))}
            {notes.map(prompts)}
            {move || state(shown, tally.get().as_ref(), revealed)}
            {move || match (revealed.get(), tally.get_untracked()) {
                (true, Some(_)) => answers(shown, question, tally, is_settled),
                _ => ().into_any(),
            }}
            {steps(shown, &lens, &id)}
        </div>
    }
    .into_any()
}

fn prompts(notes: QuestionNotes) -> AnyView {
    let items = notes.prompts.into_iter().map(|prompt| view! { <li>{prompt}</li> }).collect_view();
    view! {
        <section class="facilitator talk-prompts" aria-labelledby="prompts-heading">
            <h2 id="prompts-heading">{icon(Icon::People)}"To begin with"</h2>
            <ul class="prompts">{items}</ul>
            <p class="flag"><strong>"Listen for: "</strong>{notes.flag}</p>
        </section>
    }
    .into_any()
}

/// How many answered, before and after it is revealed what.
fn state(shown: Shown, tally: Option<&Tally>, revealed: RwSignal<bool>) -> AnyView {
    let Some(tally) = tally else {
        return view! { <p class="empty">"This workshop cannot be read any more."</p> }.into_any();
    };
    let everybody = tally.votes.len();
    let words = match everybody {
        0 => "Nobody's answers are in. You can settle the question all the same.".to_owned(),
        _ if tally.nobody_knows() => {
            "Nobody could answer this. Find out who can before you settle it.".to_owned()
        }
        _ => format!("{} of {} answered.", tally.answered(), people(everybody)),
    };
    let unsure = (tally.unsure > 0 && !tally.nobody_knows())
        .then(|| format!(" {} could not.", people(tally.unsure)));
    let button = (!revealed.get()).then(|| {
        let words = if everybody == 0 { "Settle it" } else { "Reveal the answers" };
        view! {
            <button type="button" class="primary" id="reveal" title="Reveal (r)" on:click=move |_| {
                revealed.set(true);
                platform::focus_soon("#answers-heading");
            }>{words}</button>
        }
    });
    let missing = (everybody == 0).then(|| {
        view! { <a class="button" href=shown.link(&["collect"])>"Collect answers"</a> }
    });
    view! {
        <div class="talk-state">
            <p role="status">{words}{unsure}</p>
            <p class="actions">{button}{missing}</p>
        </div>
    }
    .into_any()
}

/// What everybody said, and the answer that is agreed on.
fn answers(
    shown: Shown,
    question: StoredValue<Question>,
    tally: Memo<Option<Tally>>,
    is_settled: Memo<bool>,
) -> AnyView {
    let (app, key) = (shown.app, shown.session.with_value(|s| s.lens.key.clone()));
    let id = question.with_value(|q| q.id.clone());
    // It begins with what is agreed already, else with what most say.
    let now = untrack(|| app.answer(&key, &id));
    let kept = untrack(|| app.not_settled(&shown.id(), &id));
    let begin = match is_settled.get_untracked() || !now.is_empty() {
        true => now,
        false => tally
            .with_untracked(|tally| {
                question.with_value(|question| tally.as_ref().map(|t| most(question, t)))
            })
            .unwrap_or_default(),
    };
    // What was ticked and written without settling it comes before both.
    let agreed = RwSignal::new(kept.unwrap_or(begin));
    {
        let id = id.clone();
        Effect::new(move |before: Option<()>| {
            let now = agreed.get();
            if before.is_some() {
                app.keep_not_settled(&shown.id(), &id, now);
            }
        });
    }
    let would_be = Memo::new(move |_| question.with_value(|q| agreed.with(|a| a.evaluate(q).risk)));
    let settle = {
        let (key, id) = (key.clone(), id.clone());
        move || {
            if app.settle_question(&shown.id(), &key, &id, agreed.get_untracked()) {
                app.say("Settled.");
                platform::focus_soon("#next-talk");
            }
        }
    };
    let open_again = move |_| {
        let id = id.clone();
        app.open_question_again(&shown.id(), &id);
    };
    let rows = move || {
        let tally = tally.get();
        question.with_value(|question| {
            let places = 0..question.choices.len();
            places
                .map(|place| choice(shown, question, place, tally.as_ref(), agreed))
                .collect_view()
        })
    };
    let note = Signal::derive(move || agreed.with(|a| a.notes.clone()));
    let field = Field {
        id: "agreed-note".to_owned(),
        label: "What was said".to_owned(),
        help: "Why the room agreed on this, and what was left open. It becomes the note of the answer.",
        most: limits::NOTES,
        rows: 3,
        required: false,
    };
    view! {
        <section aria-labelledby="answers-heading" class="talk-answers">
            <h2 id="answers-heading" tabindex="-1">"What the room said"</h2>
            {move || tally.get().map(|tally| voices(shown, &tally))}
            <form novalidate on:submit=move |ev| {
                ev.prevent_default();
                settle();
            }>
                <fieldset class="talk-choices">
                    <legend>"The agreed answer"</legend>
                    <ul class="plain" class:faded=move || agreed.with(|a| a.not_applicable.is_some())>{rows}</ul>
                    <label class="card-check">
                        <input type="checkbox" id="not-applicable"
                            prop:checked=move || agreed.with(|a| a.not_applicable.is_some())
                            on:change=move |ev| {
                                let on = event_target_checked(&ev);
                                agreed.update(|a| a.not_applicable = on.then_some(Reason::None));
                            } />
                        <span>"The question does not apply"</span>
                    </label>
                </fieldset>
                {text_field(field, note, Signal::derive(|| None), move |text| agreed.update(|a| a.notes = text))}
                <p class="talk-risk" role="status">"With this answer: "{move || risk::badge(would_be.get())}</p>
                <p class="actions">
                    <button type="submit" class="primary" id="settle" title="Settle (s)"
                        disabled=move || would_be.get() == Risk::Unanswered>
                        {move || if is_settled.get() { "Settle again" } else { "Settle" }}
                    </button>
                    {move || is_settled.get().then(|| view! {
                        <span class="tag">"Settled"</span>
                        <button type="button" class="quiet" id="open-again" title="Open it again (o)" on:click=open_again.clone()>"Open it again"</button>
                    })}
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// What more than half of those who answered say.
fn most(question: &Question, tally: &Tally) -> Answer {
    let answered = tally.answered();
    let most = |count: usize| count * 2 > answered;
    let skipped = tally.votes.iter().filter(|vote| matches!(vote, Vote::Answer(b) if !b.applies));
    let mut answer = Answer::default();
    if most(skipped.count()) {
        answer.not_applicable = Some(Reason::None);
    }
    for (choice, ticks) in question.choices.iter().zip(&tally.ticks) {
        if most(*ticks) {
            answer.selected.insert(choice.id.clone());
        }
    }
    answer
}

/// How far they agree, and the risk that each answer would give.
fn voices(shown: Shown, tally: &Tally) -> AnyView {
    if tally.answered() == 0 {
        return ().into_any();
    }
    let named = shown.session.with_value(|s| s.naming) == Naming::Named;
    let rows = chart::ORDER.into_iter().filter(|risk| tally.risks.get(*risk) > 0).map(|level| {
        let who = shown
            .with(|workshop| {
                called(workshop, tally, |vote| matches!(vote, Vote::Answer(b) if b.risk == level))
            })
            .unwrap_or_default();
        let count = tally.risks.get(level);
        view! {
            <tr>
                <th scope="row">{risk::badge(level)}</th>
                <td class="number">{count}</td>
                {named.then(|| view! { <td>{who.join(", ")}</td> })}
            </tr>
        }
    });
    let unsure = shown
        .with(|workshop| called(workshop, tally, |vote| *vote == Vote::Unsure))
        .filter(|who| named && !who.is_empty())
        .map(|who| view! { <p class="help">{format!("Could not answer: {}", who.join(", "))}</p> });
    view! {
        <div class="talk-voices">
            {agreement::meter(tally.agreement)}
            <table class="plain-table">
                <caption class="unseen">"The risk that each answer alone would give"</caption>
                <thead>
                    <tr>
                        <th scope="col">"By their answer"</th>
                        <th scope="col" class="number">"People"</th>
                        {named.then(|| view! { <th scope="col">"Who"</th> })}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {unsure}
        </div>
    }
    .into_any()
}

/// What those are called whose vote is like this.
fn called(workshop: &Workshop, tally: &Tally, is_one: impl Fn(&Vote) -> bool) -> Vec<String> {
    let votes = tally.votes.iter().enumerate();
    votes.filter(|(_, vote)| is_one(vote)).map(|(place, _)| workshop.called(place)).collect()
}

/// A practice with who ticked it, and whether the room agrees on it.
fn choice(
    shown: Shown,
    question: &Question,
    place: usize,
    tally: Option<&Tally>,
    agreed: RwSignal<Answer>,
) -> AnyView {
    let it = &question.choices[place];
    let asked = StoredValue::new(question.clone());
    let (id, shown_id) = (it.id.clone(), it.id.clone());
    let votes = tally.filter(|tally| tally.answered() > 0).map(|tally| {
        let (ticks, all) = (tally.ticks[place], tally.answered());
        let not_applicable = tally.not_applicable[place];
        let named = shown.session.with_value(|s| s.naming) == Naming::Named;
        let who = shown.with(|workshop| {
            called(
                workshop,
                tally,
                |vote| matches!(vote, Vote::Answer(b) if b.applies && b.ticked.contains(place)),
            )
        });
        let who = who.filter(|who| named && !who.is_empty());
        let excused = (not_applicable > 0)
            .then(|| format!("{} say it does not apply", people(not_applicable)));
        view! {
            <span class="talk-votes">
                {agreement::share(ticks, all)}
                <span class="talk-count">{format!("{ticks} of {all}")}</span>
                <span class="help">{who.map(|who| who.join(", "))}{excused}</span>
            </span>
        }
    });
    view! {
        <li class="talk-choice">
            <label>
                <input type="checkbox" id=format!("choice-{place}")
                    prop:checked=move || agreed.with(|a| a.selected.contains(&shown_id))
                    on:change=move |ev| {
                        let on = event_target_checked(&ev);
                        let change = match on {
                            true => AnswerChange::Select(id.clone()),
                            false => AnswerChange::Unselect(id.clone()),
                        };
                        // A choice of the question is never refused.
                        agreed.update(|answer| {
                            let _ = asked.with_value(|question| answer.change(question, change));
                        });
                    } />
                <span>{it.title.clone()}</span>
            </label>
            {votes}
        </li>
    }
    .into_any()
}

/// The ways to the question before and after.
fn steps(shown: Shown, lens: &Arc<Lens>, id: &QuestionId) -> AnyView {
    let tallies = shown.with(|w| room::ordered(w, lens, room::order())).unwrap_or_default();
    let ids: Vec<QuestionId> = tallies.into_iter().map(|tally| tally.question).collect();
    let here = ids.iter().position(|other| other == id);
    let to = |place: Option<usize>| {
        place.and_then(|place| ids.get(place)).map(|id| shown.link(&["room", id.as_str()]))
    };
    let before = to(here.and_then(|place| place.checked_sub(1)));
    let after = to(here.map(|place| place + 1));
    let count = here.map(|place| format!("{} of {}", place + 1, counted(ids.len(), "question")));
    let next = match after {
        Some(to) => view! { <a class="button" id="next-talk" href=to>"Next"{icon(Icon::Forward)}</a> }.into_any(),
        None => view! { <a class="button" id="next-talk" href=shown.link(&["recap"])>"To the recap"{icon(Icon::Forward)}</a> }.into_any(),
    };
    view! {
        <nav class="talk-steps no-print" aria-label="Questions of the workshop">
            {match before {
                Some(to) => view! { <a class="button" id="previous-talk" href=to>{icon(Icon::Back)}"Previous"</a> }.into_any(),
                None => view! { <span></span> }.into_any(),
            }}
            <span class="help">{count}</span>
            {next}
        </nav>
        <p class="help talk-keys no-print" hidden=move || !shown.app.keys.get()>
            "Keys: "<kbd>"←"</kbd><kbd>"→"</kbd>" step, "<kbd>"r"</kbd>" reveals, "<kbd>"t"</kbd>" runs the timer, "
            <kbd>"w"</kbd>" writes what was said, "<kbd>"s"</kbd>" settles, "<kbd>"o"</kbd>" opens again, "<kbd>"f"</kbd>" fills the screen, "<kbd>"1"</kbd>" … tick, "<kbd>"n"</kbd>" does not apply."
        </p>
    }
    .into_any()
}
