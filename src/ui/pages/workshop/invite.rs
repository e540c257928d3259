//! Inviting: the link, its QR code, and the page for the projector.

use leptos::prelude::*;

use super::Shown;
use crate::exchange::qr;
use crate::exchange::share::LONG;
use crate::text::{about_time, counted};
use crate::ui::components::giving;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::qr::picture;
use crate::ui::learning::how_to;
use crate::ui::platform::{self, share};
use crate::workshop::{Naming, TimeBox};

/// The link and what it asks of people.
pub fn view(shown: Shown) -> AnyView {
    view! {
        <div class="workshop-columns">
            <section aria-labelledby="invite-heading">
                <h2 id="invite-heading">"Send the link"</h2>
                <p class="help">
                    "Whoever has it can answer. It holds the name, the lens and the questions, and nobody's answers."
                </p>
                {move || link(shown)}
                <p class="actions">
                    <a class="button" href=shown.link(&["show"])>"Show it on the projector"</a>
                </p>
                {how_to("at-a-distance", "run a workshop at a distance")}
            </section>
            {agenda(shown)}
        </div>
    }
    .into_any()
}

fn link(shown: Shown) -> AnyView {
    if shown.lens().is_none() {
        return view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any();
    }
    let made = shown.session.with_value(|session| shown.app.session_link(session));
    match made {
        Ok(link) => {
            let title = shown.session.with_value(|session| session.name.clone());
            let travels = shown.session.with_value(|s| shown.app.lens_travels_with(s));
            // A lens of one's own that is too large for the link.
            let apart = (!travels).then(|| lens_file(shown));
            let instead = (link.len() > LONG).then(|| invitation_file(shown));
            view! {
                {giving::text("session-link", &link)}
                {giving::ways("session-link", link.clone(), title, || ().into_any())}
                {instead}
                {apart}
            }
            .into_any()
        }
        Err(why) => notice(Tone::Error, why, ().into_any()),
    }
}

fn invitation_file(shown: Shown) -> AnyView {
    notice(
        Tone::Warning,
        format!(
            "Chat programs may cut a link of more than {LONG} characters. Send the file instead: \
             people open it on this site with \"Open a file or a link\"."
        ),
        view! {
            <button type="button" on:click=move |_| {
                shown.session.with_value(|session| shown.app.download_invitation(session));
            }>{icon(Icon::Download)}"Download the invitation"</button>
        }
        .into_any(),
    )
}

fn lens_file(shown: Shown) -> AnyView {
    let lens = shown.session.with_value(|session| session.lens.clone());
    let app = shown.app;
    notice(
        Tone::Warning,
        format!(
            "The lens {} is too large for a link. Send its file along: people are asked for it.",
            lens.name
        ),
        view! {
            <button type="button" on:click=move |_| app.download_lens(&lens.key)>
                {icon(Icon::Download)}"Download the lens"
            </button>
        }
        .into_any(),
    )
}

fn agenda(shown: Shown) -> AnyView {
    let (parts, minutes, naming, lens) = shown.session.with_value(|session| {
        (session.agenda.clone(), session.minutes(), session.naming, session.lens.name.clone())
    });
    let rows = parts.into_iter().map(|TimeBox { title, minutes, questions }| {
        view! {
            <tr>
                <th scope="row">{title}</th>
                <td class="number">{questions.len()}</td>
                <td class="number">{minutes}</td>
            </tr>
        }
    });
    let names = match naming {
        Naming::Named => "Answers carry names where people give them.",
        Naming::Nameless => "Answers carry no names.",
    };
    view! {
        <section aria-labelledby="session-agenda-heading">
            <h2 id="session-agenda-heading">"Agenda"</h2>
            <p class="help">{format!("{lens}, {}. {names}", about_time(minutes))}</p>
            <table class="plain-table">
                <thead>
                    <tr><th scope="col">"Part"</th><th scope="col" class="number">"Questions"</th><th scope="col" class="number">"Minutes"</th></tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// A page that one reads from the last row.
pub fn projector(shown: Shown) -> AnyView {
    let (name, lens, questions, minutes) = shown.session.with_value(|session| {
        let questions = session.questions().count();
        (session.name.clone(), session.lens.name.clone(), questions, session.minutes())
    });
    platform::set_title(&format!("Join · {name} · Plumbline"));
    let code = move || {
        if shown.lens().is_none() {
            return view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any();
        }
        match shown.session.with_value(|session| shown.app.session_link(session)) {
            Ok(link) => match qr::draw(&link) {
                Some(drawing) => picture(&drawing, "QR code to join the workshop"),
                None => view! {
                    <p>"The link is too long for a QR code. Send it by mail or chat."</p>
                }
                .into_any(),
            },
            Err(why) => view! { <p>{why}</p> }.into_any(),
        }
    };
    let answered = move || shown.with(|workshop| workshop.replies.len()).unwrap_or_default();
    view! {
        <div class="page projector-page">
            <p class="actions no-print">
                <a class="button quiet" href=shown.link(&[])>{icon(Icon::Back)}"Back"</a>
                <button type="button" class="primary" id="whole-screen"
                    on:click=move |_| share::toggle_whole_screen("#projector")>"Whole screen"</button>
            </p>
            <div id="projector" class="projector">
                <div class="projector-words">
                    <h1 tabindex="-1">{name}</h1>
                    <p class="projector-what">{format!("{lens}: {}, {}", counted(questions, "question"), about_time(minutes))}</p>
                    <ol>
                        <li>"Scan the code with your phone."</li>
                        <li>"Answer alone. Nobody sees your answers until you send them back."</li>
                        <li>"Send them back: by link, as a code, or as a file."</li>
                    </ol>
                    <p class="projector-count">{move || format!("{} sent back so far", answered())}</p>
                </div>
                <div class="projector-code">{code}</div>
            </div>
        </div>
    }
    .into_any()
}
