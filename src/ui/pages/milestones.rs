//! All milestones of a workload: save one, look at one, delete one.

use leptos::prelude::*;

use crate::lens::limits;
use crate::review::Command;
use crate::ui::components::chart;
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::state::{App, TakeBack};

/// The milestones.
pub fn page(app: App) -> AnyView {
    platform::set_title(&format!("Milestones · {} · Plumbline", app.workload_name()));
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let length = name.with(|n| n.trim().chars().count());
        (tried.get() && length < limits::NAME_SHORTEST)
            .then(|| format!("Use at least {} characters.", limits::NAME_SHORTEST))
    });
    let save = move || {
        tried.set(true);
        if problem.get_untracked().is_some() {
            platform::focus_soon("#milestone-name");
            return;
        }
        if app.apply(Command::SaveMilestone(name.get_untracked())) {
            app.say(format!("Saved the milestone {}", name.get_untracked().trim()));
            tried.set(false);
            name.set(String::new());
        }
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">"Milestones"</h1>
            <p class="lead">
                "A milestone records the whole review as it is now. Later you can read it again and see \
                 which risks changed."
            </p>
            <form class="inline-form" novalidate on:submit=move |ev| {
                ev.prevent_default();
                save();
            }>
                {text_field(
                    Field {
                        id: "milestone-name".to_owned(),
                        label: "Name of the milestone".to_owned(),
                        help: "Such as Before launch, or the date of the workshop.",
                        most: limits::MILESTONE_NAME,
                        rows: 1,
                        required: true,
                    },
                    name.into(),
                    problem,
                    move |text| name.set(text),
                )}
                <button type="submit" class="primary">{icon(Icon::Milestone)}"Save a milestone"</button>
            </form>
            {move || list(app)}
        </div>
    }
    .into_any()
}

fn list(app: App) -> AnyView {
    let milestones = app
        .workload(|w| {
            w.milestones
                .iter()
                .rev()
                .map(|m| (m.number, m.name.clone(), m.recorded_at, m.counts()))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default();
    if milestones.is_empty() {
        return view! { <p class="empty">"There is no milestone yet."</p> }.into_any();
    }
    let rows = milestones
        .into_iter()
        .map(|(number, name, recorded_at, counts)| {
            let label = format!("Delete the milestone {name}");
            let said = format!("Deleted the milestone {name}");
            view! {
                <li class="milestone">
                    <div>
                        <h2><a href=app.link(Part::Milestone(number))>{name}</a></h2>
                        <p class="help">{format!("{number} · {}", platform::local_time(recorded_at))}</p>
                        {chart::bar(counts)}
                        <p class="help">{chart::words(counts)}</p>
                    </div>
                    <button type="button" class="quiet icon-only" aria-label=label title="Delete"
                        on:click=move |_| {
                            if app.delete_milestone(number) {
                                app.say_with_undo(said.clone(), TakeBack::LastChange);
                            }
                        }>{icon(Icon::Delete)}</button>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="plain milestones">{rows}</ol> }.into_any()
}
