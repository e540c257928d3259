//! A workshop that came by link: joining a session, and answers that came
//! back from one.

use leptos::prelude::*;

use super::components::field::{Field, text_field};
use super::components::icon::{Icon, icon};
use super::components::notice::{Tone, notice};
use super::erased::{click, live, nothing};
use super::platform;
use super::route::{Part, Route};
use super::state::App;
use crate::exchange::share::Opened;
use crate::lens::Question;
use crate::text::{about_time, counted};
use crate::workshop::{Attending, Naming, Received, Reply, Session, Workshop, session};

/// A session to join.
pub fn view(app: App, opened: &Opened, session: Session) -> AnyView {
    platform::set_title(&format!("{} · Plumbline", session.name));
    let questions = session.questions().count();
    let facts = format!(
        "{} from {}. Takes {}.",
        counted(questions, "question"),
        session.lens.name,
        about_time(session.minutes())
    );
    let names = match session.naming {
        Naming::Named => "You may give a name, which goes back with your answers.",
        Naming::Nameless => "Nobody is asked for a name: the answers go back without one.",
    };
    let runs = runs(app, &session);
    let (mine, shown) = (app.attending(session.id.clone()), session.clone());
    let opened = opened.clone();
    let on = live(move || {
        mine.with(|mine| match mine {
            Ok(attending) => go_on(attending),
            Err(why) if untrack(|| app.has_joined(&shown.id)) => damaged(why),
            Err(_) => untrack(|| join(app, &opened, &shown)),
        })
    });
    view! {
        <div class="joining">
            <p class="help shared-eyebrow">{icon(Icon::People)}"You are invited to a workshop"</p>
            <h1 tabindex="-1">{session.name.clone()}</h1>
            <p class="lead">{facts}</p>
            <ul class="bullets">
                <li>"One question a screen. Answer for yourself, as far as you know."</li>
                <li>"Your answers stay on this device, and nobody sees them until you send them back."</li>
                <li>"You can leave and come back at any time, and it works without a network."</li>
                <li>{names}</li>
            </ul>
            {runs}
            {on}
        </div>
    }
    .into_any()
}

/// For those who run the workshop that they are invited to.
fn runs(app: App, session: &Session) -> Option<AnyView> {
    let workshop = app.workshop(session.id.clone()).get_untracked().ok()?;
    let link = page_of(&workshop);
    let words = "You run this workshop in this browser. You can take part as well.";
    let ways = view! { <a class="button" href=link>"Go to the workshop"</a> };
    Some(notice(Tone::Info, words, ways.into_any()))
}

fn page_of(workshop: &Workshop) -> String {
    Part::Workshop(vec![workshop.session.id.0.clone()]).of(&workshop.workload).to_string()
}

/// For those who have joined before.
fn go_on(attending: &Attending) -> AnyView {
    let link = Route::Attend(vec![attending.session.id.0.clone()]).to_string();
    let all = attending.session.questions().count();
    let said = attending.reply.said(&attending.session);
    let who = match attending.reply.name.as_str() {
        "" => "You have joined on this device".to_owned(),
        name => format!("You have joined on this device as {name}"),
    };
    view! {
        <p>{format!("{who}. You are done with {said} of {}.", counted(all, "question"))}</p>
        <p class="actions">
            <a class="button primary big" href=link>"Go on where you were"{icon(Icon::Forward)}</a>
        </p>
    }
    .into_any()
}

fn damaged(why: &str) -> AnyView {
    let ways = view! { <a class="button" href=Route::Data.to_string()>"See what is stored"</a> };
    let words = format!("You have joined on this device, but what is kept cannot be read. {why}");
    notice(Tone::Error, words, ways.into_any())
}

fn join(app: App, opened: &Opened, session: &Session) -> AnyView {
    let name = RwSignal::new(String::new());
    let field = Field {
        id: "join-name".to_owned(),
        label: "Your name".to_owned(),
        help: "As the others know you. You can leave it empty, and change it later.",
        most: session::PERSON,
        rows: 1,
        required: false,
    };
    let asked = (session.naming == Naming::Named).then(|| {
        text_field(field, name.into(), Signal::derive(|| None), move |text| name.set(text))
    });
    let (opened, session) = (opened.clone(), session.clone());
    view! {
        <form on:submit=move |ev| {
            ev.prevent_default();
            app.join(&session, &name.get_untracked(), &opened);
        }>
            {asked}
            <p class="actions joining-foot">
                <button type="submit" class="primary big">"Join"</button>
                <a class="button quiet" href="#/">"Not now"</a>
            </p>
        </form>
    }
    .into_any()
}

/// Somebody's answers, opened by the one who runs the workshop or by anybody
/// else.
pub fn returned(app: App, opened: &Opened, reply: &Reply) -> AnyView {
    let workshop = app.workshop(reply.session.clone()).get_untracked().ok();
    let mine = app.attending(reply.session.clone()).get_untracked().ok();
    let nameless = workshop.as_ref().is_some_and(|w| w.session.naming == Naming::Nameless);
    let heading = match reply.name.as_str() {
        "" => "Answers from a workshop".to_owned(),
        _ if nameless => "Answers from a workshop".to_owned(),
        name => format!("Answers of {name}"),
    };
    platform::set_title(&format!("{heading} · Plumbline"));
    let about = match (&workshop, &mine) {
        (Some(workshop), _) => take_in(app, workshop, reply),
        (None, Some(mine)) if mine.reply.attendee == reply.attendee => view! {
            <p class="lead">
                {format!("These are your own answers to \"{}\". Send the link to whoever runs the workshop: \
                          it is to be opened in their browser.", mine.session.name)}
            </p>
            <p class="actions">
                <a class="button primary" href=Route::Attend(vec![reply.session.0.clone()]).to_string()>
                    "Back to the workshop"
                </a>
            </p>
        }
        .into_any(),
        (None, mine) => {
            let which = mine.as_ref().map_or_else(
                || format!("a workshop on {}", reply.review.lens.name),
                |mine| format!("the workshop \"{}\"", mine.session.name),
            );
            view! {
                <p class="lead">
                    {format!("These are answers for {which}. They are to be opened in the browser of the one \
                              who runs it. Here you can read them; nothing is kept.")}
                </p>
            }
            .into_any()
        }
    };
    view! {
        <div class="joining">
            <p class="help shared-eyebrow">{icon(Icon::People)}"Returned from a workshop"</p>
            <h1 tabindex="-1">{heading}</h1>
            {about}
            {said(app, opened, reply)}
        </div>
    }
    .into_any()
}

/// For the one who runs the workshop.
fn take_in(app: App, workshop: &Workshop, reply: &Reply) -> AnyView {
    let outcome = RwSignal::new(None::<Received>);
    let link = page_of(workshop);
    let lead = format!("They belong to your workshop \"{}\".", workshop.session.name);
    let reply = reply.clone();
    let take = move |_| {
        let lens = app.lenses.with_untracked(|l| l.get(&reply.review.lens.key).cloned());
        if let Some(received) = app.receive(&reply, lens.as_deref()) {
            outcome.set(Some(received));
        }
    };
    view! {
        <p class="lead">{lead}</p>
        <p role="status">{move || outcome.get().map_or("", became)}</p>
        <p class="actions">
            {live(move || match outcome.get() {
                None => nothing(),
                Some(_) => view! {
                    <a class="button primary" href=link.clone()>"Go to the workshop"</a>
                }
                .into_any(),
            })}
            <button type="button" class="primary" hidden=move || outcome.get().is_some()
                on:click=click(take)>"Take them in"</button>
        </p>
    }
    .into_any()
}

/// What became of a reply, in words.
fn became(received: Received) -> &'static str {
    match received {
        Received::New => "Taken in. They are the first from this person.",
        Received::Newer => "Taken in, in place of older ones from the same person.",
        Received::Same => "These answers were here already. Nothing changed.",
        Received::Older => "Newer answers from the same person are here already, and they stay.",
        Received::OtherSession => "They are from another workshop and were not taken in.",
        Received::TooMany => "This workshop is full. They were not taken in.",
    }
}

/// What is inside, to read.
fn said(app: App, opened: &Opened, reply: &Reply) -> AnyView {
    let lenses = app.lenses_with(opened);
    let Some(lens) = lenses.get(&reply.review.lens.key) else { return nothing() };
    let spoken = |question: &Question| {
        reply.has_said(&question.id) || reply.review.answers.contains_key(&question.id)
    };
    let rows: Vec<AnyView> = lens
        .questions()
        .filter(|(_, question)| spoken(question))
        .map(|(_, question)| answer(reply, question))
        .collect();
    if rows.is_empty() {
        return view! { <p>"Nothing is answered yet."</p> }.into_any();
    }
    let count = counted(rows.len(), "question");
    view! {
        <section aria-labelledby="returned-inside">
            <h2 id="returned-inside">"What is inside"</h2>
            <p class="help">{format!("Said to {count} of {}.", lens.name)}</p>
            <ol class="plain returned">{rows}</ol>
        </section>
    }
    .into_any()
}

fn answer(reply: &Reply, question: &Question) -> AnyView {
    let answer = reply.review.answer(&question.id);
    let unsure = reply.is_unsure(&question.id);
    let ticked = question.choices.iter().filter(|c| !unsure && answer.selected.contains(&c.id));
    let ticked = ticked.map(|choice| view! { <li>{choice.title.clone()}</li> }).collect_view();
    let notes = answer.notes.clone();
    view! {
        <li>
            <h3>{question.title.clone()}</h3>
            <p class="attend-said">{reply.in_words(question)}</p>
            <ul class="bullets">{ticked}</ul>
            {(!notes.is_empty()).then(|| view! { <p class="returned-note">{notes}</p> })}
        </li>
    }
    .into_any()
}

/// The workshops that the person takes part in, for the start page; nothing
/// where there are none.
pub fn mine(app: App) -> AnyView {
    live(move || {
        let attended = app.attended();
        if attended.is_empty() {
            return nothing();
        }
        view! {
            <section aria-labelledby="attended-heading">
                <h2 id="attended-heading">"Workshops you take part in"</h2>
                {list(&attended)}
            </section>
        }
        .into_any()
    })
}

/// Workshops that the person takes part in, with links.
pub fn list(attended: &[Attending]) -> AnyView {
    let rows = attended.iter().map(|attending| {
        let link = Route::Attend(vec![attending.session.id.0.clone()]).to_string();
        view! {
            <li>
                <a href=link>{attending.session.name.clone()}</a>
                <span class="help">{progress(attending)}</span>
            </li>
        }
    });
    view! { <ul class="plain attend-list">{rows.collect_view()}</ul> }.into_any()
}

/// How far somebody is.
pub fn progress(attending: &Attending) -> String {
    let all = attending.session.questions().count();
    let said = attending.reply.said(&attending.session);
    let unsure = attending.session.questions().filter(|id| attending.reply.is_unsure(id)).count();
    let mut words = format!("{} of {all} answered", said - unsure);
    if unsure > 0 {
        words.push_str(&format!(", {unsure} you cannot answer"));
    }
    words
}
