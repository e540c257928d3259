//! What changed since another version of the lens, which a person brings.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Here;
use crate::lens::compare::{Changes, compare};
use crate::lens::parse_bytes;
use crate::report::rendition::comparison::{lines, lists, render, summary};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::erased::{click, live, nothing};
use crate::ui::platform::files;

/// The field for the file, and what changed.
pub(super) fn view(here: &Here) -> AnyView {
    let outcome: RwSignal<Option<Result<Changes, String>>> = RwSignal::new(None);
    let lens = here.lens.clone();
    let look = move |file: files::File| {
        let lens = lens.clone();
        spawn_local(async move {
            let compared = match files::read(&file).await {
                Err(sentence) => Err(sentence),
                Ok(brought) => match parse_bytes(&brought.bytes).lens {
                    Some(old) => Ok(compare(&old, &lens)),
                    None => Err(format!("{} is no lens that can be read.", brought.name)),
                },
            };
            outcome.set(Some(compared));
        });
    };
    let app = here.app;
    let name = here.lens.name.clone();
    let shown = live(move || match outcome.get() {
        None => nothing(),
        Some(Err(sentence)) => view! { <p class="problem" role="alert">{sentence}</p> }.into_any(),
        Some(Ok(changes)) => {
            let text = render(&name, &changes);
            let download = click(move |_| {
                files::download("changes.md", "text/markdown", &text);
                app.say("The file is in your downloads.");
            });
            view! {
                <p role="status">{summary(&changes)}</p>
                {changes.name.as_ref().map(|(was, is)| view! {
                    <p>{format!("The lens was called {was} and is called {is} now.")}</p>
                })}
                {lists(&changes).map(|(heading, names)| list(heading, names)).collect_view()}
                {changes.changed.iter().map(|c| list(&c.question.title, lines(c))).collect_view()}
                <p><button type="button" on:click=download>{icon(Icon::Download)}"Download the comparison"</button></p>
            }
            .into_any()
        }
    });
    view! {
        <details class="more versions no-print">
            <summary>"Compare it with an older version"</summary>
            <p class="help">"Choose the file of the older lens. It is read here and not put on the shelf."</p>
            <p class="actions">
                <label class="button file">
                    {icon(Icon::Open)}<span>"Choose the older file"</span>
                    <input type="file" accept=".json"
                        on:change=move |ev| if let Some(file) = files::picked(&ev) { look(file) } />
                </label>
            </p>
            {shown}
        </details>
    }
    .into_any()
}

fn list(heading: &str, items: Vec<String>) -> AnyView {
    if items.is_empty() {
        return nothing();
    }
    let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
    view! { <h3>{heading.to_owned()}</h3><ul class="bullets">{items}</ul> }.into_any()
}
