//! The parts of a session, and how far one is with each.

use leptos::prelude::*;

use super::{Taking, bar, progress};
use crate::text::{about_time, counted};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{click, live, nothing, words};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::workshop::TimeBox;

/// The page.
pub(super) fn view(taking: Taking) -> AnyView {
    let session = taking.session.clone();
    platform::set_title(&format!("{} · Plumbline", session.name));
    let (far, filled) = (taking.record, taking.record);
    let how_far = move || far.with(|r| r.as_ref().map(progress).unwrap_or_default());
    let how_full = move || {
        filled.with(|r| {
            r.as_ref().map_or_else(
                |_| nothing(),
                |r| bar(r.reply.said(&r.session), r.session.questions().count()),
            )
        })
    };
    let parts = (0..session.agenda.len()).map(|place| part(&taking, place)).collect_view();
    let unknown = session.questions().count() - taking.questions().len();
    let unknown = (unknown > 0).then(|| {
        let words = format!(
            "{} of this workshop cannot be shown: the lens in your browser does not have them. Leave \
             them to the others.",
            counted(unknown, "question")
        );
        notice(Tone::Warning, words, nothing())
    });
    let ways = ways(taking.clone());
    let left = taking.clone();
    view! {
        <div class="page narrow attend">
            <p class="help">{format!("Workshop · {}", session.lens.name)}</p>
            <h1 tabindex="-1">{session.name.clone()}</h1>
            <div class="attend-progress">
                <p>{words(how_far)}</p>
                {live(how_full)}
            </div>
            {ways}
            {unknown}
            {taking.kept()}
            {parts}
            <p class="actions attend-leave">
                <button type="button" class="quiet" on:click=click(move |_| leave(&left))>
                    {icon(Icon::Delete)}"Leave the workshop and delete my answers"
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// On with the questions, or back with the answers.
fn ways(taking: Taking) -> AnyView {
    live(move || {
        let (said, returned) = taking.record.with(|record| {
            let record = record.as_ref().ok();
            (
                record.map_or(0, |r| r.reply.said(&r.session)),
                record.and_then(|r| r.returned.map(|_| r.is_returned())),
            )
        });
        let next = taking.next();
        let is_done = next.is_none();
        let on = next.map(|id| {
            let words = if said == 0 { "Start" } else { "Go on" };
            view! {
                <a class="button primary" href=taking.question(&id)>{words}{icon(Icon::Forward)}</a>
            }
        });
        let back = view! {
            <a class="button" class:primary=is_done href=taking.returning()>"Return my answers"</a>
        };
        let sent = returned.map(|is_newest| {
            let words = if is_newest {
                "You returned your answers. You can still change them and return them again; the newer ones count."
            } else {
                "You changed something since you returned your answers. Return them again; the newer ones count."
            };
            view! { <p class="help">{words}</p> }
        });
        view! { <p class="actions attend-ways">{on}{back}</p>{sent} }.into_any()
    })
}

/// A part of the agenda with its questions.
fn part(taking: &Taking, place: usize) -> AnyView {
    let Some(lens) = taking.lens.clone() else { return nothing() };
    let TimeBox { title, minutes, questions } = &taking.session.agenda[place];
    let at_hand: Vec<_> =
        questions.iter().filter_map(|id| lens.question(id).map(|(_, q)| q.clone())).collect();
    let ids: Vec<_> = at_hand.iter().map(|q| q.id.clone()).collect();
    let (all, time) = (ids.len(), about_time(*minutes));
    let counting = taking.clone();
    let facts = move || {
        let done = counting.reply(|reply| ids.iter().filter(|id| reply.has_said(id)).count());
        format!("{time} · {done} of {all} done")
    };
    let rows = at_hand.into_iter().map(|question| {
        let link = taking.question(&question.id);
        let (asked, done) = (taking.clone(), taking.clone());
        let (id, title) = (question.id.clone(), question.title.clone());
        let has_note = {
            let (noted, id) = (taking.clone(), question.id.clone());
            move || noted.reply(|r| r.review.answers.get(&id).is_some_and(|a| !a.notes.is_empty()))
        };
        let said = move || {
            let note = if has_note() { ", with a note" } else { "" };
            format!("{}{note}", asked.reply(|reply| reply.in_words(&question)))
        };
        view! {
            <li class:done=move || done.reply(|reply| reply.has_said(&id))>
                <a href=link>
                    <span>{title}</span>
                    <span class="attend-said">{words(said)}</span>
                </a>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <p class="help">{words(facts)}</p>
            <ol class="plain attend-questions">{rows}</ol>
        </section>
    }
    .into_any()
}

/// Deletes the answers, with a way back, and goes to the start.
fn leave(taking: &Taking) {
    let (app, session) = (taking.app, taking.session.clone());
    // The page goes with the record.
    app.go(&Route::Start);
    app.leave_workshop(&session.id, &format!("your answers to {}", session.name));
}
