//! The form that saves a milestone: its name and the button.

use leptos::prelude::*;

use super::field::{Field, text_field};
use super::icon::{Icon, icon};
use crate::lens::limits;
use crate::ui::platform;

/// What the form says.
pub struct MilestoneForm {
    /// The id of the field.
    pub id: &'static str,
    /// What a name may look like.
    pub help: &'static str,
    /// The name that is suggested; the field begins with it.
    pub begin: String,
    /// The words of the button.
    pub button: &'static str,
}

/// Draws the form. `save` gets the name, without spaces around it, once it is
/// long enough (DOMAIN, limits), and says whether the milestone was saved; then
/// the field begins anew.
pub fn milestone_form(form: MilestoneForm, save: impl Fn(String) -> bool + 'static) -> AnyView {
    let MilestoneForm { id, help, begin, button } = form;
    let name = RwSignal::new(begin.clone());
    let tried = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let short = name.with(|n| n.trim().chars().count() < limits::NAME_SHORTEST);
        (tried.get() && short)
            .then(|| format!("Use at least {} characters.", limits::NAME_SHORTEST))
    });
    let submit = move || {
        tried.set(true);
        if problem.get_untracked().is_some() {
            platform::focus_id_soon(id.to_owned());
        } else if save(name.get_untracked().trim().to_owned()) {
            tried.set(false);
            name.set(begin.clone());
        }
    };
    view! {
        <form class="inline-form" novalidate on:submit=move |ev| {
            ev.prevent_default();
            submit();
        }>
            {text_field(
                Field {
                    id: id.to_owned(),
                    label: "Name of the milestone".to_owned(),
                    help,
                    most: limits::MILESTONE_NAME,
                    rows: 1,
                    required: true,
                },
                name.into(),
                problem,
                move |text| name.set(text),
            )}
            <button type="submit" class="primary">{icon(Icon::Milestone)}{button}</button>
        </form>
    }
    .into_any()
}
