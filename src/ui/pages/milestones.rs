//! All milestones of a workload: save one, look at one, rename one, delete one.

use leptos::prelude::*;

use crate::lens::limits;
use crate::review::{Command, Counts};
use crate::time::Timestamp;
use crate::ui::components::chart;
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::milestone_form::{MilestoneForm, milestone_form};
use crate::ui::erased::{click, fact, flag, live};
use crate::ui::learning::{how_to, word};
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::state::{App, TakeBack};

/// The milestones.
pub fn page(app: App) -> AnyView {
    platform::set_title(&format!("Milestones · {} · Plumbline", app.workload_name()));
    let renamed = RwSignal::new(None::<(u32, String)>);
    let form = MilestoneForm {
        id: "milestone-name",
        help: "Such as Before launch, or the date of the workshop.",
        begin: String::new(),
        button: "Save a milestone",
    };
    let save = move |name: String| {
        let is_saved = app.apply(Command::SaveMilestone(name.clone()));
        if is_saved {
            app.say(format!("Saved the milestone {name}"));
        }
        is_saved
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">"Milestones"</h1>
            <p class="lead">
                "A "{word("milestone", "milestone")}" records the whole review as it is now. Later you can read it again and see \
                 which risks changed."
            </p>
            {how_to("following-up", "follow up and repeat")}
            {milestone_form(form, save)}
            {list(app, renamed)}
        </div>
    }
    .into_any()
}

/// The number and the name that is being typed of the milestone that gets
/// another one.
type Renamed = RwSignal<Option<(u32, String)>>;

fn list(app: App, renamed: Renamed) -> AnyView {
    let milestones = Memo::new(move |_| {
        app.workload(|w| {
            w.milestones
                .iter()
                .rev()
                .map(|m| (m.number, m.name.clone(), m.recorded_at, m.counts()))
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    live(move || {
        if milestones.with(Vec::is_empty) {
            return view! { <p class="empty">"There is no milestone yet."</p> }.into_any();
        }
        let rows = milestones
            .get()
            .into_iter()
            .map(|(number, name, recorded_at, counts)| {
                row(app, renamed, number, name, recorded_at, counts)
            })
            .collect_view();
        view! { <ol class="plain milestones">{rows}</ol> }.into_any()
    })
}

fn row(
    app: App,
    renamed: Renamed,
    number: u32,
    name: String,
    recorded_at: Timestamp,
    counts: Counts,
) -> AnyView {
    let rename = format!("Rename the milestone {name}");
    let delete = format!("Delete the milestone {name}");
    let said = format!("Deleted the milestone {name}");
    let is_renamed =
        fact(move || renamed.with(|r| r.as_ref().is_some_and(|(other, _)| *other == number)));
    let (shown, typed) = (name.clone(), name);
    view! {
        <li class="milestone">
            <div>
                {live(move || if is_renamed.get() {
                    rename_form(app, renamed, number)
                } else {
                    view! {
                        <h2><a href=app.link(Part::Milestone(number))>{shown.clone()}</a></h2>
                    }
                    .into_any()
                })}
                <p class="help">{format!("{number} · {}", platform::local_time(recorded_at))}</p>
                {chart::bar(counts)}
                <p class="help">{chart::words(counts)}</p>
            </div>
            <button type="button" class="quiet" id=format!("rename-{number}") aria-label=rename
                hidden=flag(move || is_renamed.get())
                on:click=click(move |_| {
                    renamed.set(Some((number, typed.clone())));
                    platform::focus_id_soon("milestone-new-name".to_owned());
                })>"Rename"</button>
            <button type="button" class="quiet icon-only" aria-label=delete title="Delete"
                on:click=click(move |_| {
                    if app.delete_milestone(number) {
                        app.say_with_undo(said.clone(), TakeBack::LastChange);
                    }
                })>{icon(Icon::Delete)}</button>
        </li>
    }
    .into_any()
}

/// The field for another name, in the place of the name.
fn rename_form(app: App, renamed: Renamed, number: u32) -> AnyView {
    let name = Signal::derive(move || renamed.get().map(|(_, name)| name).unwrap_or_default());
    let problem = Signal::derive(move || {
        let short = name.with(|n| n.trim().chars().count() < limits::NAME_SHORTEST);
        short.then(|| format!("Use at least {} characters.", limits::NAME_SHORTEST))
    });
    let close = move || {
        renamed.set(None);
        platform::focus_id_soon(format!("rename-{number}"));
    };
    view! {
        <form class="rename-form" novalidate on:submit=move |ev| {
            ev.prevent_default();
            if problem.get_untracked().is_some() {
                platform::focus_soon("#milestone-new-name");
            } else if app.apply(Command::RenameMilestone(number, name.get_untracked())) {
                close();
            }
        }>
            {text_field(
                Field {
                    id: "milestone-new-name".to_owned(),
                    label: "New name of the milestone".to_owned(),
                    help: "",
                    most: limits::MILESTONE_NAME,
                    rows: 1,
                    required: true,
                },
                name,
                problem,
                move |text| renamed.set(Some((number, text))),
            )}
            <p class="actions">
                <button type="submit" class="primary">"Rename"</button>
                <button type="button" class="quiet" on:click=click(move |_| close())>"Cancel"</button>
            </p>
        </form>
    }
    .into_any()
}
