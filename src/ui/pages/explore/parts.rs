//! What the pages of the library share: where one is, the way to the
//! neighbors, and what is said of a practice.

use leptos::prelude::*;

use super::Here;
use crate::lens::companion::{PracticeNotes, QuestionNotes};
use crate::lens::{Choice, Pillar, Question, ResourceKind};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::{level, prose, risk, why};
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::sharing::{self, Page, Place};

/// Sets the title of the tab.
pub(super) fn title(here: &Here, words: &str) {
    platform::set_title(&format!("{words} · {} · Plumbline", here.lens.name));
}

/// Where one is: the library, the lens, and what lies between it and the page,
/// each with its address.
pub(super) fn crumbs(here: &Here, between: &[(String, &str)]) -> AnyView {
    let lens = (here.to(&[]), here.lens.name.as_str());
    let steps = std::iter::once((Route::Explore(Vec::new()).to_string(), "Library"))
        .chain([lens])
        .chain(between.iter().map(|(to, words)| (to.clone(), *words)))
        .map(|(to, words)| view! { <li><a href=to>{words.to_owned()}</a></li> })
        .collect_view();
    view! { <nav aria-label="Where you are"><ol class="crumbs">{steps}</ol></nav> }.into_any()
}

/// The button to share a page: of the lens, or of what is named.
pub(super) fn share(
    here: &Here,
    pillar: Option<&Pillar>,
    question: Option<&Question>,
    practice: Option<&Choice>,
) -> AnyView {
    let path: Vec<&str> = [
        pillar.map(|p| p.id.as_str()),
        question.map(|q| q.id.as_str()),
        practice.map(|c| c.id.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let page = Page {
        lens: here.key.clone(),
        pillar: pillar.map(|p| p.id.clone()),
        question: question.map(|q| q.id.clone()),
        practice: practice.map(|c| c.id.clone()),
        address: here.to(&path),
    };
    sharing::button(here.app, Place::Library(page))
}

/// A neighbor: its address and its name.
pub(super) type Neighbor = Option<(String, String)>;

/// The way to the neighbors.
pub(super) fn steps(label: &'static str, before: Neighbor, after: Neighbor) -> AnyView {
    let before = before.map(|(to, words)| {
        view! {
            <a class="button step" rel="prev" href=to>
                {icon(Icon::Back)}<span><span class="help">"Previous"</span><span>{words}</span></span>
            </a>
        }
    });
    let after = after.map(|(to, words)| {
        view! {
            <a class="button step step-next" rel="next" href=to>
                <span><span class="help">"Next"</span><span>{words}</span></span>{icon(Icon::Forward)}
            </a>
        }
    });
    view! { <nav class="explore-steps no-print" aria-label=label>{before}{after}</nav> }.into_any()
}

impl Here {
    /// What the companion says of a question.
    pub(super) fn notes(&self, question: &Question) -> Option<&QuestionNotes> {
        self.companion.as_ref()?.questions.get(&question.id)
    }

    /// What it says of a practice.
    pub(super) fn practice_notes(
        &self,
        question: &Question,
        choice: &Choice,
    ) -> Option<&PracticeNotes> {
        self.notes(question)?.practices.get(&choice.id)
    }

    /// The code of a question in front of its title.
    pub(super) fn question_title(&self, question: &Question) -> AnyView {
        view! { {code(self.notes(question).and_then(|n| n.code.as_deref()))}{question.title.clone()} }
            .into_any()
    }
}

/// An official code, where there is one.
pub(super) fn code(code: Option<&str>) -> Option<AnyView> {
    code.map(|code| view! { <span class="code">{code.to_owned()}</span>" " }.into_any())
}

/// The choices of a question but "None of these".
pub(super) fn practices(question: &Question) -> impl Iterator<Item = &Choice> {
    question.choices.iter().filter(|choice| !choice.is_none_of_these())
}

/// The practices of a question, each leading to its page.
pub(super) fn practice_links(here: &Here, pillar: &Pillar, question: &Question) -> AnyView {
    let rows = practices(question)
        .map(|choice| {
            let notes = here.practice_notes(question, choice);
            let to = here.to(&[pillar.id.as_str(), question.id.as_str(), choice.id.as_str()]);
            practice_link(to, notes, choice, None)
        })
        .collect_view();
    view! { <ul class="practice-list">{rows}</ul> }.into_any()
}

/// A practice that leads to its page; `beside` says more, such as its lens where
/// it is another one.
pub(super) fn practice_link(
    to: String,
    notes: Option<&PracticeNotes>,
    choice: &Choice,
    beside: Option<String>,
) -> AnyView {
    view! {
        <li>
            {notes.map(|n| level::chip(n.level))}
            <span>
                <a href=to>{choice.title.clone()}</a>
                {beside.map(|words| view! { " "<span class="help">{words}</span> })}
            </span>
            {notes.and_then(|n| n.code.clone()).map(|code| view! { <span class="code">{code}</span> })}
        </li>
    }
    .into_any()
}

/// Level, effort, role and code of a practice.
pub(super) fn facts(notes: &PracticeNotes) -> AnyView {
    view! {
        <ul class="aspects">
            {notes.code.clone().map(|code| view! { <li>{code}</li> })}
            <li>{level::chip(notes.level)}</li>
            <li>{format!("Takes {}", notes.effort.words())}</li>
            <li>{format!("Usually done by: {}", notes.role.words())}</li>
        </ul>
    }
    .into_any()
}

/// What a practice means and how to get there.
pub(super) fn explanation(choice: &Choice, heading: fn(&'static str) -> AnyView) -> AnyView {
    let more = |kind: ResourceKind| {
        choice
            .additional_resources
            .iter()
            .filter(|group| group.kind == kind)
            .flat_map(|group| &group.content)
            .map(prose::resource)
            .collect_view()
    };
    let description = choice.description.as_deref().map(prose::prose);
    let helpful = choice.helpful_resource.as_ref().map(prose::resource);
    let plan = choice.improvement_plan.as_ref().map(prose::resource);
    let is_planned = plan.is_some();
    view! {
        <div class="prose">{description}</div>
        {helpful}
        {more(ResourceKind::Helpful)}
        {is_planned.then(|| heading("How to get there"))}
        {plan}
        {more(ResourceKind::ImprovementPlan)}
    }
    .into_any()
}

/// The rules of a question, in order; those in `named` are set off.
pub(super) fn rules(question: &Question, named: &[usize]) -> AnyView {
    let rows = question
        .rules
        .iter()
        .enumerate()
        .map(|(place, rule)| {
            view! {
                <li class:decides=named.contains(&place)>
                    <code>{rule.condition.to_string()}</code>
                    <span class="rule-foot">{risk::badge(rule.risk)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="plain rules">{rows}</ol>{why::names(question)} }.into_any()
}
