//! Who has answered, with their answers to look at, and the way to leave
//! somebody out.

use leptos::prelude::*;

use crate::collections;
use crate::lens::{Lens, Question};
use crate::text::{counted, people as people_in_words};
use crate::time::Timestamp;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::risk;
use crate::ui::pages::workshop::Shown;
use crate::ui::platform;
use crate::workshop::{AttendeeId, Naming, Reply, Workshop};

/// The people.
pub fn view(shown: Shown) -> AnyView {
    let left_out = RwSignal::new(None::<(String, Reply)>);
    let looked_at = RwSignal::new(collections::Set::<AttendeeId>::new());
    let content = move || {
        shown.with(|workshop| match workshop.replies.is_empty() {
            true => nobody(shown, workshop),
            false => table(shown, workshop, left_out, looked_at),
        })
    };
    let undo = move || {
        left_out.get().map(|(who, reply)| {
            let put_back = move |_| {
                let (lens, reply) = (shown.lens(), reply.clone());
                let stored = shown.app.change_workshop(&shown.id(), |workshop| {
                    workshop.receive(reply, lens.as_deref());
                });
                if stored {
                    left_out.set(None);
                    platform::focus_id("people-heading");
                }
            };
            view! {
                <div class="notice notice-info">
                    <p>{format!("{who}'s answers were left out.")}</p>
                    <div class="actions">
                        <button type="button" id="put-back" on:click=put_back>"Undo"</button>
                    </div>
                </div>
            }
        })
    };
    let twice = move || {
        let names = shown.with(|workshop| {
            workshop.twice().into_iter().map(str::to_owned).collect::<Vec<String>>()
        });
        names.filter(|names| !names.is_empty()).map(|names| {
            let words = format!(
                "More than one device answered as {}. If it is one person, leave the older answers out. \
                 If not, they are told apart by a number.",
                names.join(", ")
            );
            notice(Tone::Info, words, ().into_any())
        })
    };
    view! {
        <section class="people" aria-labelledby="people-heading">
            <h2 id="people-heading" tabindex="-1">"Who has answered"</h2>
            <div role="status">{undo}</div>
            {twice}
            {content}
        </section>
    }
    .into_any()
}

fn nobody(shown: Shown, workshop: &Workshop) -> AnyView {
    let words = match workshop.people {
        0 => "Nobody's answers are in yet. Everybody gets a link, a QR code and a file to send back once they have answered.".to_owned(),
        people => format!(
            "{} answered. Their answers were dropped when the workshop was closed.",
            people_in_words(people)
        ),
    };
    let invite = shown.link(&[]);
    view! { <p class="empty">{words}" "<a href=invite>"Invite people"</a></p> }.into_any()
}

fn table(
    shown: Shown,
    workshop: &Workshop,
    left_out: RwSignal<Option<(String, Reply)>>,
    looked_at: RwSignal<collections::Set<AttendeeId>>,
) -> AnyView {
    let all = workshop.session.questions().count();
    let rows =
        workshop.replies.iter().enumerate().map(|(place, reply)| {
            row(shown, workshop.called(place), reply, all, left_out, looked_at)
        });
    view! {
        <table class="plain-table people-table">
            <thead>
                <tr>
                    <th scope="col">"Person"</th>
                    <th scope="col">{format!("Answered of {all}")}</th>
                    <th scope="col">"Cannot say"</th>
                    <th scope="col">"Changed"</th>
                    <th scope="col"><span class="unseen">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(
    shown: Shown,
    who: String,
    reply: &Reply,
    all: usize,
    left_out: RwSignal<Option<(String, Reply)>>,
    looked_at: RwSignal<collections::Set<AttendeeId>>,
) -> AnyView {
    let (answered, unsure, naming) = shown.session.with_value(|session| {
        let answered = session.questions().filter(|id| reply.answers(id)).count();
        let unsure = session.questions().filter(|id| reply.is_unsure(id)).count();
        (answered, unsure, session.naming)
    });
    let is_shown = {
        let id = reply.attendee.clone();
        Memo::new(move |_| looked_at.with(|looked| looked.contains(&id)))
    };
    let toggle = {
        let id = reply.attendee.clone();
        move |_| {
            looked_at.update(|looked| {
                if !looked.remove(&id) {
                    looked.insert(id.clone());
                }
            });
        }
    };
    // Who answers without a name is not to be looked at one by one.
    let name = match naming {
        Naming::Named => view! {
            <button type="button" class="quiet look" on:click=toggle
                aria-expanded=move || if is_shown.get() { "true" } else { "false" }
                title="Look at the answers">{who.clone()}</button>
        }
        .into_any(),
        Naming::Nameless => who.clone().into_any(),
    };
    let leave_out = {
        let (who, reply) = (who.clone(), reply.clone());
        move |_| {
            let id = reply.attendee.clone();
            if shown.app.change_workshop(&shown.id(), |workshop| workshop.leave_out(&id)) {
                left_out.set(Some((who.clone(), reply.clone())));
                platform::focus_id_soon("put-back".to_owned());
            }
        }
    };
    let changed = changed(reply.changed_at);
    let label = format!("Leave out {who}");
    let reply = reply.clone();
    let answers = move || {
        is_shown.get().then(|| {
            let answers = shown.lens().map(|lens| answers(shown, &reply, &lens));
            view! { <tr class="looked"><td colspan="5">{answers}</td></tr> }
        })
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{if answered == all { format!("All {all}") } else { answered.to_string() }}</td>
            <td>{if unsure == 0 { "–".to_owned() } else { unsure.to_string() }}</td>
            <td>{changed}</td>
            <td>
                <button type="button" class="quiet icon-only" title="Leave out" aria-label=label
                    on:click=leave_out>{icon(Icon::Close)}</button>
            </td>
        </tr>
        {answers}
    }
    .into_any()
}

/// The time of day where it was today, else the date.
fn changed(at: Timestamp) -> String {
    let day = platform::local_date(at);
    if day == platform::local_date(platform::now()) { platform::local_clock(at) } else { day }
}

/// One person's answers, question by question.
fn answers(shown: Shown, reply: &Reply, lens: &Lens) -> AnyView {
    let mut silent = 0;
    let mut items = Vec::new();
    shown.session.with_value(|session| {
        for (_, _, question) in session.at_hand(lens) {
            match reply.has_said(&question.id) {
                true => items.push(said(reply, question)),
                false => silent += 1,
            }
        }
    });
    let silent = (silent > 0).then(
        || view! { <p class="help">{format!("{} not answered.", counted(silent, "question"))}</p> },
    );
    view! { <ul class="plain looked-answers">{items}</ul>{silent} }.into_any()
}

fn said(reply: &Reply, question: &Question) -> AnyView {
    let answer = reply.review.answer(&question.id);
    let level = match reply.is_unsure(&question.id) {
        true => view! { <span class="tag">"Cannot say"</span> }.into_any(),
        false => risk::badge(answer.evaluate(question).risk),
    };
    let excused = answer.not_applicable.map(|reason| format!("Does not apply: {}", reason.words()));
    let ticks = question.choices.iter().filter_map(|choice| {
        let mark = answer.mark(&choice.id);
        let words = match mark.not_applicable {
            Some(_) => Some(format!("{} (does not apply)", choice.title)),
            None => answer.selected.contains(&choice.id).then(|| choice.title.clone()),
        };
        let words = match (words, mark.notes.trim()) {
            (words, "") => words?,
            (Some(words), note) => format!("{words}: {note}"),
            (None, note) => format!("Not ticked: {}: {note}", choice.title),
        };
        Some(view! { <li>{words}</li> })
    });
    let note = (!answer.notes.trim().is_empty())
        .then(|| view! { <p class="looked-note">{answer.notes.clone()}</p> });
    view! {
        <li>
            <p>{level}" "<strong>{question.title.clone()}</strong></p>
            {excused.map(|words| view! { <p class="help">{words}</p> })}
            <ul class="bullets">{ticks.collect_view()}</ul>
            {note}
        </li>
    }
    .into_any()
}
