//! The answers on their way back: as a link, a QR code or a file.

use leptos::prelude::*;

use super::{Taking, bar, progress};
use crate::exchange::share::{LONG, Notes};
use crate::lens::QuestionId;
use crate::text::counted;
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::giving;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::erased::{change, click, flag, live, nothing, words};
use crate::ui::platform;
use crate::workshop::{Naming, Reply, session};

/// The page.
pub(super) fn view(taking: Taking) -> AnyView {
    platform::set_title(&format!("Return your answers · {} · Plumbline", taking.session.name));
    let (far, filled) = (taking.record, taking.record);
    let how_full = move || {
        filled.with(|r| {
            r.as_ref().map_or_else(
                |_| nothing(),
                |r| bar(r.reply.said(&r.session), r.session.questions().count()),
            )
        })
    };
    view! {
        <div class="page narrow attend">
            <p class="help"><a href=taking.overview()>{taking.session.name.clone()}</a></p>
            <h1 tabindex="-1">"Return your answers"</h1>
            <div class="attend-progress">
                <p>{words(move || far.with(|r| r.as_ref().map(progress).unwrap_or_default()))}</p>
                {live(how_full)}
            </div>
            {open_ones(&taking)}
            {name(&taking)}
            {ways(&taking)}
            {sent(&taking)}
            {taking.kept()}
        </div>
    }
    .into_any()
}

/// The questions that nothing was said to.
fn open_ones(taking: &Taking) -> AnyView {
    let taking = taking.clone();
    let questions = taking.questions();
    let open = Memo::new(move |_| {
        let open = |id: &QuestionId| taking.reply(|reply| !reply.has_said(id));
        let all = questions.iter().enumerate();
        let left = all.filter(|(_, (_, id))| open(id)).map(|(n, (_, id))| {
            let title = taking.lens.as_ref().and_then(|lens| lens.question(id));
            let title = title.map(|(_, q)| q.title.clone()).unwrap_or_default();
            (format!("{}. {title}", n + 1), taking.question(id))
        });
        left.collect::<Vec<_>>()
    });
    live(move || {
        let open = open.get();
        if open.is_empty() {
            return nothing();
        }
        let (verb, them) = if open.len() == 1 { ("is", "it") } else { ("are", "them") };
        let lead = format!(
            "{} {verb} still open. You can return your answers without {them}.",
            counted(open.len(), "question")
        );
        let links = open
            .into_iter()
            .map(|(title, link)| view! { <li><a href=link>{title}</a></li> })
            .collect_view();
        view! {
            <div class="notice notice-warning" role="note">
                <p>{lead}</p>
                <details>
                    <summary>"Show which"</summary>
                    <ul class="plain attend-open">{links}</ul>
                </details>
            </div>
        }
        .into_any()
    })
}

/// The name that goes along, where names are asked for.
fn name(taking: &Taking) -> AnyView {
    if taking.session.naming == Naming::Nameless {
        return view! { <p class="help">"Your answers go back without a name."</p> }.into_any();
    }
    let typed = RwSignal::new(taking.reply(|reply| reply.name.clone()));
    let (app, session) = (taking.app, taking.session.clone());
    let field = Field {
        id: "attend-name".to_owned(),
        label: "Your name".to_owned(),
        help: "It goes back with your answers, so that people can ask you. Leave it empty to stay without one.",
        most: session::PERSON,
        rows: 1,
        required: false,
    };
    text_field(field, typed.into(), Signal::derive(|| None), move |text| {
        typed.set(text.clone());
        app.change_attending(&session.id, |attending| {
            attending.reply.rename(&text, platform::now());
        });
    })
}

/// The link, its QR code, and the file.
fn ways(taking: &Taking) -> AnyView {
    let with_notes = RwSignal::new(true);
    let noted = taking.clone();
    let has_notes = Memo::new(move |_| {
        noted.reply(|reply| reply.review.answers.values().any(|answer| !answer.notes.is_empty()))
    });
    let read = taking.clone();
    // Not built again when only the way back is remembered.
    let what = Memo::new(move |_| {
        let notes = if with_notes.get() { Notes::With } else { Notes::Without };
        (read.record.with(|r| r.as_ref().map(|r| r.reply.clone()).ok()), notes == Notes::With)
    });
    let taking = taking.clone();
    let given = live(move || {
        let (Some(reply), with_notes) = what.get() else { return nothing() };
        let notes = if with_notes { Notes::With } else { Notes::Without };
        untrack(|| give(&taking, &reply, notes))
    });
    view! {
        {live(move || match has_notes.get() {
            true => view! {
                <label class="switch">
                    <input type="checkbox" prop:checked=flag(move || with_notes.get())
                        on:change=change(move |ev| with_notes.set(event_target_checked(&ev))) />
                    <span>"Include my notes"</span>
                </label>
            }
            .into_any(),
            false => nothing(),
        })}
        {given}
    }
    .into_any()
}

fn give(taking: &Taking, reply: &Reply, notes: Notes) -> AnyView {
    let used = {
        let (app, session, state) = (taking.app, taking.session.clone(), reply.changed_at);
        move || {
            app.change_attending(&session.id, |attending| attending.returned = Some(state));
        }
    };
    let link = match taking.app.reply_link(reply, notes) {
        Ok(link) => link,
        Err(sentence) => return notice(Tone::Warning, sentence, nothing()),
    };
    let file = {
        let (taking, reply, used) = (taking.clone(), reply.clone(), used.clone());
        move |_| match taking.app.download_reply(&taking.session, &reply, notes) {
            Ok(()) => {
                used();
                taking.app.say("The file with your answers is in your downloads.");
            }
            Err(sentence) => taking.app.trouble.set(Some(sentence)),
        }
    };
    let file = view! {
        <button type="button" on:click=click(file)>{icon(Icon::Download)}"Download a file"</button>
    };
    let long = (link.len() > LONG).then(|| {
        let words = format!(
            "Chat programs cut links of more than {LONG} characters, and this one has {}. A file is safer.",
            link.len()
        );
        notice(Tone::Warning, words, nothing())
    });
    let title = format!("Answers to {}", taking.session.name);
    view! {
        <section class="attend-give" aria-labelledby="attend-give">
            <h2 id="attend-give">"Send them to whoever runs the workshop"</h2>
            <p class="help">
                "Send the link in a chat or mail, show the QR code to their camera, or hand over the file. Nobody sees \
                 your answers before."
            </p>
            {long}
            {giving::ways_back("attend-link", link.clone(), title, file.into_any(), smaller, used)}
            <details class="more">
                <summary>"Show the link"</summary>
                {giving::text("attend-link", &link)}
            </details>
        </section>
    }
    .into_any()
}

/// What makes a link small enough for a QR code.
fn smaller() -> AnyView {
    view! { <p>"Leave the notes out, or send the link."</p> }.into_any()
}

/// That they are on their way, and what may still be done.
fn sent(taking: &Taking) -> AnyView {
    let record = taking.record;
    let state = Memo::new(move |_| {
        record.with(|r| r.as_ref().ok().and_then(|r| r.returned.map(|_| r.is_returned())))
    });
    let tell = move || {
        match state.get() {
            None => "",
            Some(true) => {
                "Thank you. You can change answers and send them again; the newer ones count."
            }
            Some(false) => {
                "You changed something since you sent them. Send them again; the newer ones count."
            }
        }
        .to_owned()
    };
    view! { <p class="attend-sent" role="status">{words(tell)}</p> }.into_any()
}
