//! The whole review as a document, now or at a milestone: to read, to print,
//! to take along.

use leptos::prelude::*;

use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::{absent, document};
use crate::ui::learning::how_to;
use crate::ui::platform;
use crate::ui::route::Part;
use crate::ui::sharing::{self, Place};
use crate::ui::state::App;

/// The report.
pub fn page(app: App, number: Option<u32>) -> AnyView {
    platform::set_title(&format!("Report · {} · Plumbline", app.workload_name()));
    let Some(shown) = app.document(number) else {
        return absent::milestone(app.link(Part::Milestones));
    };
    let back = number.map(|n| {
        view! {
            <p class="no-print">
                <a href=app.link(Part::Milestone(n))>{icon(Icon::Back)}"Back to the milestone"</a>
            </p>
        }
    });
    view! {
        <article class="page report">
            {back}
            {document::head(&shown)}
            <p class="actions no-print">
                <button type="button" class="primary" on:click=move |_| platform::print()>
                    {icon(Icon::Print)}"Print or save as PDF"
                </button>
                <button type="button" on:click=move |_| app.download_markdown(number)>
                    {icon(Icon::Download)}"Markdown"
                </button>
                {number.is_none().then(|| view! {
                    <button type="button" on:click=move |_| app.download_results()>
                        {icon(Icon::Download)}"Results (JSON)"
                    </button>
                })}
                {sharing::button(app, Place::Review(number))}
            </p>
            {how_to("reading-the-result", "read the result")}
            {document::body(&shown)}
        </article>
    }
    .into_any()
}
