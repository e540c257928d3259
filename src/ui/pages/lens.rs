//! What a lens holds and who it is for, before anyone starts; and whether AWS
//! would take it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::diagnostic::Severity;
use crate::lens::companion::{Level, QuestionNotes};
use crate::lens::{Choice, Companion, Lens, Pillar, Question, QuestionId};
use crate::review::LensKey;
use crate::text::{about_time, counted};
use crate::ui::components::findings::findings;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::level;
use crate::ui::components::notice::{Tone, notice};
use crate::ui::components::prose::prose;
use crate::ui::components::take_along::take_along;
use crate::ui::learning::word;
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::sharing::{self, Place};
use crate::ui::state::App;

/// The page of a lens.
pub fn page(app: App, key: LensKey) -> AnyView {
    let name = app.lens_name(&key).unwrap_or_else(|| "Lens".to_owned());
    platform::set_title(&format!("{name} · Plumbline"));
    app.lens_trouble.set(None);
    app.want_lens(key.clone());
    let here = key.clone();
    let content = move || {
        let lens = app.lenses.with(|l| l.get(&here).cloned());
        match (lens, app.lens_trouble.get()) {
            (Some(lens), _) => whole(app, &here, &lens),
            (None, Some(why)) => {
                let again = here.clone();
                notice(
                    Tone::Error,
                    why,
                    view! {
                        <button type="button" on:click=move |_| {
                            app.lens_trouble.set(None);
                            app.want_lens(again.clone());
                        }>"Try again"</button>
                        <a class="button" href="#/">"Go to the start"</a>
                    }
                    .into_any(),
                )
            }
            (None, None) => {
                view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any()
            }
        }
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">{name}</h1>
            {content}
        </div>
    }
    .into_any()
}

fn whole(app: App, key: &LensKey, lens: &Lens) -> AnyView {
    let companion = app.companion(key);
    let companion = companion.as_deref();
    let practices: usize = lens.questions().map(|(_, question)| practices(question).count()).sum();
    let mut facts = format!(
        "{}, {}, {}",
        counted(lens.pillars.len(), "pillar"),
        counted(lens.questions().count(), "question"),
        counted(practices, "practice")
    );
    if let Some(companion) = companion {
        facts += &format!(", {}", about_time(companion.minutes()));
    }
    let wanted = key.clone();
    let download = companion.map(|_| {
        view! {
            <a class="button" href=format!("lenses/{key}.json") download=format!("{key}.json")
                on:click=move |ev| {
                    ev.prevent_default();
                    app.download_for_aws(wanted.clone());
                }>
                {icon(Icon::Download)}"Download for AWS"
            </a>
            <a class="button quiet" href=Route::Guide(None).to_string()>
                {icon(Icon::Book)}"How to run a review"
            </a>
        }
    });
    let pillars = lens.pillars.iter().map(|p| pillar(companion, lens, p)).collect_view();
    let taken = key.clone();
    view! {
        <div class="prose lead">{prose(&lens.description)}</div>
        {companion.map(|c| view! { <p class="audience"><strong>"For: "</strong>{c.audience.clone()}</p> })}
        <p class="help">{facts}</p>
        <p class="actions">
            <a class="button primary" href=Route::New(Some(key.clone())).to_string()>
                "Start a review with this lens"
            </a>
            <a class="button" href=Route::Explore(vec![key.0.clone()]).to_string()>"Explore it"</a>
            {download}
            {sharing::button(app, Place::Lens(key.clone()))}
        </p>
        {take_along(move |form| app.download_rendition(&taken, None, form))}
        {verdict(app, key)}
        {companion.map(decides)}
        {companion.map(|c| principles(c, lens, None))}
        {pillars}
    }
    .into_any()
}

fn practices(question: &Question) -> impl Iterator<Item = &Choice> {
    question.choices.iter().filter(|choice| !choice.is_none_of_these())
}

/// How the levels of practices become the risk of a question.
fn decides(companion: &Companion) -> AnyView {
    let unpublished = companion.official.as_ref().map(|_| {
        view! {
            <p>
                "The levels are the ones that AWS publishes with its Framework. The rules of its own \
                 tool are not public, so the tool may show another risk for the same ticks."
            </p>
        }
    });
    view! {
        <details class="more">
            <summary>"How the risk is decided"</summary>
            <div class="prose">
                <p>"Every practice has a "{word("level-of-risk", "level of risk")}": what it means to go without it."</p>
                <ul class="bullets levels">
                    <li>{level::chip(Level::High)}" Without one of these, the question has a high risk."</li>
                    <li>
                        {level::chip(Level::Medium)}
                        " With every high practice but not every medium one, the risk is medium."
                    </li>
                    <li>
                        {level::chip(Level::Low)}
                        " Worth doing, but they do not decide, unless the question has nothing else."
                    </li>
                </ul>
                <p>
                    "With every high and medium practice, no risk is found. Where a question has no high \
                     practice, its worst risk is medium."
                </p>
                {unpublished}
            </div>
        </details>
    }
    .into_any()
}

/// The design principles of a pillar, or of the whole lens.
fn principles(companion: &Companion, lens: &Lens, pillar: Option<&Pillar>) -> Option<AnyView> {
    let of = pillar.map(|pillar| &pillar.id);
    let items: Vec<_> = companion
        .principles_of(of)
        .map(|principle| {
            let questions = principle
                .questions
                .iter()
                .filter_map(|id| {
                    let (_, question) = lens.question(id)?;
                    let number = companion.questions.get(id).and_then(|notes| notes.code.clone());
                    let number = number.map(|code| view! { <span class="code">{code}</span>" " });
                    Some(view! {
                        <li><a href=format!("#question-{id}") on:click=reveal(id)>{number}{question.title.clone()}</a></li>
                    })
                })
                .collect_view();
            view! {
                <li>
                    <details>
                        <summary>{principle.title.clone()}</summary>
                        <div class="prose">
                            <p>{principle.text.clone()}</p>
                            <p class="help">"Questions that put it into practice:"</p>
                            <ul class="bullets">{questions}</ul>
                        </div>
                    </details>
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    let list = view! { <ul class="plain">{items}</ul> };
    Some(match pillar {
        None => view! {
            <section class="lens-pillar"><h2>"Design principles"</h2>{list}</section>
        }
        .into_any(),
        Some(_) => view! { <h3>"Design principles"</h3>{list}<h3>"Questions"</h3> }.into_any(),
    })
}

/// Opens a question on this page; the address stays that of the page.
fn reveal(id: &QuestionId) -> impl Fn(MouseEvent) + 'static {
    let id = format!("question-{id}");
    move |event| {
        event.prevent_default();
        platform::unfold(&id);
    }
}

fn pillar(companion: Option<&Companion>, lens: &Lens, pillar: &Pillar) -> AnyView {
    let questions = pillar
        .questions
        .iter()
        .map(|question| one(companion.and_then(|c| c.questions.get(&question.id)), question))
        .collect_view();
    view! {
        <section class="lens-pillar">
            <h2>{pillar.name.clone()}</h2>
            {companion.and_then(|c| principles(c, lens, Some(pillar)))}
            <ol class="plain">{questions}</ol>
        </section>
    }
    .into_any()
}

/// A question with its practices, folded.
fn one(notes: Option<&QuestionNotes>, question: &Question) -> AnyView {
    let practices = practices(question)
        .map(|choice| {
            let notes = notes.and_then(|notes| notes.practices.get(&choice.id));
            let code = notes.and_then(|n| n.code.clone());
            view! {
                <li>
                    {notes.map(|n| level::chip(n.level))}
                    <span>{choice.title.clone()}</span>
                    {code.map(|code| view! { <span class="code">{code}</span> })}
                </li>
            }
        })
        .collect_view();
    let code = notes.and_then(|n| n.code.clone());
    let minutes = notes.map(|n| {
        let roles: Vec<&str> = n.roles.iter().map(|role| role.words()).collect();
        view! { <p class="help">{format!("About {} minutes with: {}.", n.minutes, roles.join(", "))}</p> }
    });
    view! {
        <li>
            <details id=format!("question-{}", question.id)>
                <summary>
                    {code.map(|code| view! { <span class="code">{code}</span>" " })}
                    {question.title.clone()}
                </summary>
                <div class="prose">{question.description.as_deref().map(prose)}{minutes}</div>
                <ul class="practice-list">{practices}</ul>
            </details>
        </li>
    }
    .into_any()
}

/// Whether AWS would take it, for lenses that people brought.
fn verdict(app: App, key: &LensKey) -> Option<AnyView> {
    let found = app.found.with(|f| f.get(key).cloned())?;
    let refused = found.iter().filter(|d| d.severity == Severity::Aws).count();
    let words = if refused == 0 {
        "This lens is usable here, and nothing was found that the AWS Well-Architected Tool would refuse."
            .to_owned()
    } else {
        let places = if refused == 1 { "one place" } else { "several places" };
        format!(
            "This lens is usable here. The AWS Well-Architected Tool would refuse it in {places}: see below."
        )
    };
    let list = (!found.is_empty()).then(|| {
        let count = found.len();
        view! {
            <details class="more">
                <summary>{format!("What was found in the file ({count})")}</summary>
                {findings(&found)}
            </details>
        }
    });
    Some(view! { <div class="verdict"><p>{words}</p>{list}</div> }.into_any())
}
