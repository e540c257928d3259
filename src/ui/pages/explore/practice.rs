//! A practice: what it means, what it changes, what it is related to.

use leptos::prelude::*;

use super::{Here, PRINCIPLES, address, parts};
use crate::lens::effect::{self, Step};
use crate::lens::related::{self, Book, Fellows, Practice};
use crate::lens::{Choice, Pillar, Question, Risk, services};
use crate::review::LensKey;
use crate::ui::components::{prose, risk};
use crate::ui::erased::{click, live, nothing};
use crate::ui::route::Route;

/// The lens whose codes the others refer to.
const FRAMEWORK: &str = "framework";

/// The page of the practice at this place.
pub(super) fn page(here: &Here, p: usize, q: usize, c: usize) -> AnyView {
    let pillar = &here.lens.pillars[p];
    let question = &pillar.questions[q];
    let choice = &question.choices[c];
    parts::title(here, &choice.title);
    let notes = here.practice_notes(question, choice);
    // The whole pillar in a row.
    let row: Vec<_> = pillar
        .questions
        .iter()
        .flat_map(|question| parts::practices(question).map(move |choice| (question, choice)))
        .collect();
    let place = row.iter().position(|(q, c)| q.id == question.id && c.id == choice.id);
    let neighbor = |place: Option<usize>| {
        let (question, choice) = row.get(place?)?;
        let to = here.to(&[pillar.id.as_str(), question.id.as_str(), choice.id.as_str()]);
        Some((to, choice.title.clone()))
    };
    let of =
        place.map(|place| format!("Practice {} of {} in {}", place + 1, row.len(), pillar.name));
    let official = notes.and_then(|n| n.url.clone()).filter(|url| {
        let shown = choice.helpful_resource.as_ref().and_then(|r| r.url.as_ref());
        shown != Some(url)
    });
    let question_to = here.to(&[pillar.id.as_str(), question.id.as_str()]);
    let crumbs =
        [(here.to(&[pillar.id.as_str()]), pillar.name.as_str()), (question_to, &question.title)];
    let heading = |words| view! { <h2>{words}</h2> }.into_any();
    view! {
        {parts::crumbs(here, &crumbs)}
        <p class="help">{of}</p>
        <h1 tabindex="-1">{choice.title.clone()}</h1>
        {notes.map(parts::facts)}
        <div class="mark-this no-print">
            {super::marking::one(here, question, choice)}
            {parts::share(here, Some(pillar), Some(question), Some(choice))}
        </div>
        {parts::explanation(choice, heading)}
        {services_named(choice)}
        {official.as_deref().map(prose::read_more)}
        {(!choice.is_none_of_these()).then(|| changes(question, c))}
        {related_part(here, (p, q, c))}
        {parts::steps(
            "Previous and next practice",
            neighbor(place.and_then(|place| place.checked_sub(1))),
            neighbor(place.map(|place| place + 1)),
        )}
    }
    .into_any()
}

/// The services that the practice names, each with what else the library says of it.
fn services_named(choice: &Choice) -> AnyView {
    let named = services::of(choice);
    if named.is_empty() {
        return nothing();
    }
    let links = named
        .iter()
        .map(|name| {
            let to = Route::Search(Some((*name).to_owned())).to_string();
            view! { <li><a href=to>{*name}</a></li> }
        })
        .collect_view();
    view! {
        <div class="services">
            <h2>"Services it names"</h2>
            <ul class="aspects">{links}</ul>
        </div>
    }
    .into_any()
}

/// What the practice changes in the rules of its question.
fn changes(question: &Question, c: usize) -> AnyView {
    let effect = effect::of(question, c);
    let row = |words: &'static str, Step { without, with }: Step| {
        let badge = |r: Risk| risk::badge(r);
        view! {
            <tr><th scope="row">{words}</th><td data-label="Without it">{badge(without)}</td><td data-label="With it">{badge(with)}</td></tr>
        }
    };
    let often = effect.lowers.map(|(lowers, of)| match lowers {
        0 => "It decides no risk by itself: whatever else is in place, the risk is the same with it and without it.".to_owned(),
        n if n == of => "It lowers the risk whatever else is in place.".to_owned(),
        n => format!(
            "There are {of} ways in which the other practices can be in place. In {n} of them, this one lowers the risk."
        ),
    });
    view! {
        <section>
            <h2>"What it changes"</h2>
            <table class="plain-table effect">
                <caption class="unseen">"The risk of the question without this practice and with it"</caption>
                <thead><tr><th scope="col">"In place besides it"</th><th scope="col">"Without it"</th><th scope="col">"With it"</th></tr></thead>
                <tbody>
                    {row("Nothing else", effect.alone)}
                    {row("Every other practice", effect.among_all)}
                </tbody>
            </table>
            <p>{often}</p>
            <details class="more">
                <summary>"Show the rules"</summary>
                <p class="help">"The first rule that is true decides. Those that name this practice are set off."</p>
                {parts::rules(question, &effect.rules)}
            </details>
        </section>
    }
    .into_any()
}

/// What is related, among the lenses at hand; it grows as they arrive.
fn related_part(here: &Here, (p, q, c): (usize, usize, usize)) -> AnyView {
    let app = here.app;
    let here = here.clone();
    // The codes of the others are those of the Framework.
    let ties = here.notes(&here.lens.pillars[p].questions[q]).is_some_and(|notes| {
        !notes.behind.is_empty() || notes.practices.values().any(|n| !n.related.is_empty())
    });
    if ties {
        app.want_lens(LensKey(FRAMEWORK.to_owned()));
    }
    let failed = RwSignal::new(0);
    let asked = RwSignal::new(false);
    live(move || {
        let shelf: Vec<_> = app.lenses.with(|lenses| {
            let all =
                lenses.iter().map(|(key, lens)| (key.clone(), lens.clone(), app.companion(key)));
            all.collect()
        });
        let books: Vec<Book<'_>> = shelf
            .iter()
            .map(|(key, lens, companion)| Book {
                key: &key.0,
                lens,
                companion: companion.as_deref(),
            })
            .collect();
        let Some(book) = books.iter().find(|book| book.key == here.key.0).copied() else {
            return nothing();
        };
        let pillar = &book.lens.pillars[p];
        let question = &pillar.questions[q];
        let practice = Practice { book, pillar, question, choice: &question.choices[c] };
        let related = related::to(&practice, &books);
        let (loaded, all) = app.lenses_loaded();
        let rest = (loaded < all && here.companion.is_some()).then(|| {
            let words = if asked.get() && failed.get() == 0 {
                format!("Loading the lenses: {loaded} of {all}")
            } else {
                "Look in the other lenses too".to_owned()
            };
            view! {
                <p class="no-print">
                    <button type="button" disabled=move || asked.get() && failed.get() == 0
                        on:click=click(move |_| {
                            asked.set(true);
                            app.want_all_lenses(failed);
                        })>{words}</button>
                </p>
            }
        });
        let questions = related
            .questions
            .iter()
            .map(|(book, pillar, question)| question_row(book, pillar, question));
        let questions: Vec<_> = questions.collect();
        let principles = [true, false].map(|same| by_principle(&here, &related.by_principle, same));
        let is_something = !related.by_code.is_empty()
            || !questions.is_empty()
            || !related.by_principle.is_empty()
            || !related.by_service.is_empty()
            || !related.by_level.is_empty()
            || related.by_risk.is_some()
            || rest.is_some();
        if !is_something {
            return nothing();
        }
        let level = practice.notes().map(|n| n.level.words().to_lowercase()).unwrap_or_default();
        view! {
            <section class="related">
                <h2>"Related"</h2>
                {(!related.by_code.is_empty()).then(|| view! { <h3>"Close to it"</h3>{list(&here, &related.by_code)} })}
                {(!questions.is_empty()).then(|| view! {
                    <h3>"The same question in other lenses"</h3><ul class="bullets">{questions}</ul>
                })}
                {rest}
                {principles.into_iter().collect_view()}
                {(!related.by_service.is_empty()).then(|| view! {
                    <h3>"Same services"</h3>{by_service(&here, &related.by_service)}
                })}
                {(!related.by_level.is_empty()).then(|| view! {
                    <h3>{format!("Also of {level} risk in {}", practice.pillar.name)}</h3>
                    {list(&here, &related.by_level)}
                })}
                {related.by_risk.as_ref().map(|(risk, practices)| {
                    let risk = risk.words().to_lowercase();
                    view! {
                        <h3>{format!("Also {risk} where it alone is missing, in {}", practice.pillar.name)}</h3>
                        {list(&here, practices)}
                    }
                })}
            </section>
        }
        .into_any()
    })
}

/// Principles whose practices are of the same level, or of others.
fn by_principle(here: &Here, all: &[Fellows<'_>], same_level: bool) -> Option<AnyView> {
    let those: Vec<_> = all
        .iter()
        .filter(|fellows| fellows.same_level == same_level)
        .map(|Fellows { principle, practices, .. }| {
            let to = here.to(&[PRINCIPLES, &principle.id]);
            view! {
                <p class="related-principle">"By the principle "<a href=to>{principle.title.clone()}</a></p>
                {list(here, practices)}
            }
        })
        .collect();
    let heading =
        if same_level { "Same principle, same level" } else { "Same principle, other levels" };
    (!those.is_empty()).then(|| view! { <h3>{heading}</h3>{those} }.into_any())
}

fn question_row(book: &Book<'_>, pillar: &Pillar, question: &Question) -> AnyView {
    let to = address(book.key, &[pillar.id.as_str(), question.id.as_str()]);
    view! {
        <li><a href=to>{question.title.clone()}</a>" "<span class="help">{book.lens.name.clone()}</span></li>
    }
    .into_any()
}

/// Practices that lead to their pages; those of other lenses say which.
fn list(here: &Here, practices: &[Practice<'_>]) -> AnyView {
    let rows = practices.iter().map(|other| row(here, other, &[])).collect_view();
    view! { <ul class="practice-list">{rows}</ul> }.into_any()
}

/// Practices with the services that tie them to this one.
fn by_service(here: &Here, practices: &[(Practice<'_>, Vec<&'static str>)]) -> AnyView {
    let rows = practices.iter().map(|(other, shared)| row(here, other, shared)).collect_view();
    view! { <ul class="practice-list">{rows}</ul> }.into_any()
}

fn row(here: &Here, other: &Practice<'_>, shared: &[&'static str]) -> AnyView {
    let path = [other.pillar.id.as_str(), other.question.id.as_str(), other.choice.id.as_str()];
    let to = address(other.book.key, &path);
    let lens = (other.book.key != here.key.0).then(|| other.book.lens.name.clone());
    let words: Vec<String> =
        lens.into_iter().chain((!shared.is_empty()).then(|| shared.join(", "))).collect();
    let beside = (!words.is_empty()).then(|| words.join(" · "));
    parts::practice_link(to, other.notes(), other.choice, beside)
}
