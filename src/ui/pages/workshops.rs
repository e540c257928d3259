//! Workshops: those that the person runs, those that the person takes part in,
//! and the form for a new one.

use leptos::prelude::*;

use crate::lens::bundled::BUNDLED;
use crate::review::LensKey;
use crate::text::{counted, people};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::workshop_card::{WorkshopCard, workshop_card};
use crate::ui::learning::how_to;
use crate::ui::platform;
use crate::ui::route::{Part, Route};
use crate::ui::session_form;
use crate::ui::state::App;
use crate::workshop::{Attending, Workshop};

/// The list, or the form for a new one, with a lens already chosen or not.
pub fn page(app: App, path: &[String]) -> AnyView {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path[..] {
        ["new"] => new(app, None),
        ["new", lens] => new(app, Some(LensKey(lens.to_owned()))),
        _ => list(app),
    }
}

fn new(app: App, chosen: Option<LensKey>) -> AnyView {
    platform::set_title("New workshop · Plumbline");
    let bundled = BUNDLED.iter().map(|b| (LensKey(b.key.to_owned()), b.name.to_owned()));
    let custom = app.custom.get_untracked().into_iter().map(|c| (c.key, c.name));
    let mut lenses: Vec<(LensKey, String)> = bundled.chain(custom).collect();
    if let Some(chosen) = chosen {
        // The chosen one first: the form begins with it.
        crate::collections::sort_by(&mut lenses, |a, b| (a.0 != chosen).cmp(&(b.0 != chosen)));
    }
    view! {
        <div class="page narrow">
            <p><a href=Route::Workshop(Vec::new()).to_string()>{icon(Icon::Back)}"All workshops"</a></p>
            <h1 tabindex="-1">"New workshop"</h1>
            <p class="lead">
                "Everybody answers alone on their own device. Then you look at the answers together, \
                 talk where they differ, and settle each question."
            </p>
            {how_to("preparing", "prepare a review")}
            {session_form::view(app, lenses, None, "")}
        </div>
    }
    .into_any()
}

fn list(app: App) -> AnyView {
    platform::set_title("Workshops · Plumbline");
    view! {
        <div class="page workshops">
            <h1 tabindex="-1">"Workshops"</h1>
            <p class="lead">
                "Know what the room thinks before the loudest voice says it. No account and no server: \
                 the questions go out by link, and the answers come back by link, QR code or file."
            </p>
            <p class="actions">
                <a class="button primary" href=Route::Workshop(vec!["new".to_owned()]).to_string()>
                    {icon(Icon::Add)}"Make a workshop"
                </a>
            </p>
            <ol class="plain workshop-steps">
                <li><strong>"Invite"</strong><span>"Show the QR code or send the link. People answer on their phones, also without a network."</span></li>
                <li><strong>"Collect"</strong><span>"Paste the links that come back, open files, or scan the codes with the camera."</span></li>
                <li><strong>"Talk"</strong><span>"Begin where the answers differ most. Settle each question with a note of what was said."</span></li>
                <li><strong>"Close"</strong><span>"Save a milestone and take the recap along, with five improvements to begin with."</span></li>
            </ol>
            {how_to("holding-the-conversation", "hold the conversation")}
            {move || run(app)}
            {move || attended(app)}
        </div>
    }
    .into_any()
}

fn run(app: App) -> AnyView {
    let workshops = app.workshops();
    if workshops.is_empty() {
        return ().into_any();
    }
    let cards = workshops.into_iter().map(|workshop| card(app, workshop)).collect_view();
    view! {
        <section aria-labelledby="run-heading">
            <h2 id="run-heading">"Workshops you run"</h2>
            <ul class="cards">{cards}</ul>
        </section>
    }
    .into_any()
}

fn card(app: App, workshop: Workshop) -> AnyView {
    let Workshop { session, workload, settled, people: took_part, .. } = workshop;
    let all = session.questions().count();
    let is_there = app.index.with(|index| index.iter().any(|entry| entry.id == workload));
    let to = Part::Workshop(vec![session.id.0.clone()]).of(&workload).to_string();
    let heading = match is_there {
        true => view! { <a class="card-link" href=to>{session.name.clone()}</a> }.into_any(),
        false => session.name.clone().into_any(),
    };
    let gone = (!is_there).then(|| {
        view! { <p class="problem">"Its review was deleted. It may be in the bin: see "<a href=Route::Data.to_string()>"what is stored"</a>"."</p> }
    });
    let name = session.name.clone();
    let card = WorkshopCard {
        heading: view! { <h3>{heading}</h3> }.into_any(),
        about: format!("{}, {}", session.lens.name, platform::local_date(session.made_at)),
        state: format!(
            "{} took part, {} of {} settled",
            people(took_part),
            settled.len(),
            counted(all, "question")
        ),
        problem: gone.into_any(),
        name: name.clone(),
    };
    workshop_card(card, move || app.delete_workshop(&session.id, &name))
}

fn attended(app: App) -> AnyView {
    let attended = app.attended();
    if attended.is_empty() {
        return ().into_any();
    }
    let cards = attended
        .into_iter()
        .map(|attending| {
            let to = Route::Attend(vec![attending.session.id.0.clone()]).to_string();
            let all = attending.session.questions().count();
            let state = if attending.is_returned() { "Answers sent back" } else { "Answers not sent back yet" };
            let Attending { session, reply, .. } = &attending;
            view! {
                <li class="card">
                    <h3><a class="card-link" href=to>{session.name.clone()}</a></h3>
                    <p class="help">{session.lens.name.clone()}</p>
                    <p>{format!("{} of {} answered", reply.said(session), counted(all, "question"))}</p>
                    <p class="help">{state}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="attended-heading">
            <h2 id="attended-heading">"Workshops you take part in"</h2>
            <ul class="cards">{cards}</ul>
        </section>
    }
    .into_any()
}
