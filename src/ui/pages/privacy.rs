//! What leaves this browser: what is stored where, every request of this visit,
//! and the rules that the browser holds the page to.

use leptos::prelude::*;

use crate::text::counted;
use crate::ui::platform;
use crate::ui::state::App;
use crate::ui::state::offline::{Kept, Offline, Request, Update};

/// The page.
pub fn page(app: App) -> AnyView {
    platform::set_title("What leaves this browser · Plumbline");
    platform::announce("plumbline:wish", "tell");
    let asked = Memo::new(move |_| app.offline().map(|offline| (offline.folder, offline.requests)));
    view! {
        <div class="page narrow privacy">
            <h1 tabindex="-1">"What leaves this browser"</h1>
            <p class="lead">
                "Nothing that you type. Plumbline has no server that could take it, and the rules below keep \
                 the page from sending it anywhere."
            </p>
            <section aria-labelledby="requests-heading">
                <h2 id="requests-heading">"Requests of this visit"</h2>
                {move || requests(asked.get())}
            </section>
            <section aria-labelledby="copy-heading">
                <h2 id="copy-heading">"Without a network"</h2>
                {copy(app)}
            </section>
            <section aria-labelledby="stored-heading">
                <h2 id="stored-heading">"What is stored, and where"</h2>
                {move || stored(app)}
            </section>
            <section aria-labelledby="rules-heading">
                <h2 id="rules-heading">"The rules of this page"</h2>
                {rules(&platform::policy().unwrap_or_default())}
            </section>
            <section aria-labelledby="yourself-heading">
                <h2 id="yourself-heading">"What only you can send"</h2>
                <ul class="bullets">
                    <li>"Files that you download here: results, reports, lenses. Plumbline only gives them to you."</li>
                    <li>"Links that you make with Share: what you share stands behind the # of the link, \
                         which no host sees. Who has the link can read it."</li>
                    <li>"Answers to a workshop: they go back when you send the link, show the QR code or hand \
                         over the file. What the camera sees while you collect answers is looked at in this \
                         browser and not kept."</li>
                    <li>"Links to elsewhere, such as the documentation of AWS: they open when you click, and the \
                         other site is not told where you came from."</li>
                    <li>"The address of this page. Everything behind its # stays in the browser; the site \
                         does not see it."</li>
                </ul>
            </section>
        </div>
    }
    .into_any()
}

/// The sentence, and every request.
fn requests(asked: Option<(String, Vec<Request>)>) -> AnyView {
    let Some((folder, requests)) = asked else {
        return view! { <p class="loading">"Looking…"</p> }.into_any();
    };
    let all = counted(requests.len(), "request");
    let (class, sentence) = match requests.iter().filter(|r| !r.own).count() {
        0 => ("verdict", format!("{all}, all to this site.")),
        strangers => ("verdict problem", format!("{strangers} of {all} went to other sites.")),
    };
    let (for_later, now): (Vec<Request>, Vec<Request>) =
        requests.into_iter().partition(|r| r.by == "worker");
    view! {
        <p class=class><strong>{sentence}</strong></p>
        <p class="help">
            "This site is "<code>{folder}</code>". Each request is for a file of Plumbline, the same for \
             everybody. As for every page, the host sees which files were asked for, when, and from which \
             network address; nothing of your reviews is in that."
        </p>
        {table("By this page", now)}
        {table("For days without a network", for_later)}
    }
    .into_any()
}

fn table(caption: &'static str, requests: Vec<Request>) -> Option<AnyView> {
    if requests.is_empty() {
        return None;
    }
    let rows = requests.iter().map(row).collect_view();
    Some(
        view! {
            <details class="more">
                <summary>{format!("{caption}: {}", requests.len())}</summary>
                <table class="plain-table requests">
                    <thead><tr>
                        <th scope="col">"Address"</th>
                        <th scope="col">"What it is"</th>
                        <th scope="col">"Where to"</th>
                        <th scope="col" class="number">"Size"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
        .into_any(),
    )
}

fn row(request: &Request) -> AnyView {
    let place = if request.own { "This site" } else { "Another site" };
    view! {
        <tr class:problem=!request.own>
            <th scope="row"><code>{request.address.clone()}</code></th>
            <td data-label="What it is">{what(request)}</td>
            <td data-label="Where to">{place}</td>
            <td data-label="Size" class="number">{size(request)}</td>
        </tr>
    }
    .into_any()
}

fn what(request: &Request) -> &'static str {
    let path = request.address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        None | Some("html") => "Page",
        Some("wasm") => "Program",
        Some("js") => "Script",
        Some("css") => "Styles",
        Some("png" | "svg" | "ico") => "Icon",
        Some("webmanifest") => "Name and icons",
        Some("json") if path.starts_with("schemas/") => "Description of a format",
        Some("json") => "Lens or text",
        Some(_) => "Other",
    }
}

/// What came over the network.
fn size(request: &Request) -> String {
    match request.sent {
        _ if request.kept => "kept here".to_owned(),
        Some(0) => "cached here".to_owned(),
        Some(bytes) => bytes_in_words(bytes),
        None => "unknown".to_owned(),
    }
}

fn bytes_in_words(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    if bytes < 1_000 { format!("{bytes} B") } else { format!("{}.{} kB", tenths / 10, tenths % 10) }
}

/// Whether the copy is whole, and new versions.
fn copy(app: App) -> AnyView {
    let said = Memo::new(move |_| {
        app.offline().map(|offline| (offline.copy_words(), offline.update_words()))
    });
    let state = Memo::new(move |_| app.offline().map(|o| (o.copy, o.update, o.version)));
    let buttons = move || {
        let (copy, update, version) = state.get()?;
        let reload = (update == Update::Ready).then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| app.go_over()>"Reload now"</button>
            }
        });
        let again = (copy == Kept::Failed).then(|| {
            view! { <button type="button" on:click=move |_| app.fetch_copy_again()>"Try again"</button> }
        });
        let look = (copy == Kept::Ready).then(|| {
            let busy = matches!(update, Update::Looking | Update::Underway);
            view! {
                <button type="button" disabled=busy on:click=move |_| app.look_for_update()>
                    "Look for a new version"
                </button>
            }
        });
        let version = (!version.is_empty())
            .then(|| view! { <p class="help">"This version: "<code>{version}</code></p> });
        Some(view! { <p class="actions">{reload}{again}{look}</p>{version} })
    };
    view! {
        <div role="status">
            <p>{move || said.get().map_or_else(|| "Looking…".to_owned(), |(copy, _)| copy)}</p>
            <p>{move || said.get().and_then(|(_, update)| update)}</p>
        </div>
        {buttons}
    }
    .into_any()
}

fn stored(app: App) -> AnyView {
    app.index.track();
    let usage = app.room().records;
    let total: usize = usage.iter().map(|(_, size)| size).sum();
    let records = match usage.len() {
        0 => "Nothing yet".to_owned(),
        count => format!("{}, {}", counted(count, "record"), bytes_in_words(total as u64)),
    };
    let drafts = match platform::drafts::count() {
        0 => "Nothing now".to_owned(),
        count => counted(count, "form"),
    };
    let files = match app.offline() {
        Some(Offline { copy: Kept::Ready, files, .. }) => counted(files, "file"),
        _ => "Nothing yet".to_owned(),
    };
    let rows = [
        (
            "Reviews, milestones, your lenses, marks, settings",
            "This browser, localStorage",
            records,
        ),
        ("Plumbline itself, for days without a network", "This browser, Cache Storage", files),
        ("Half-filled forms, until the tab is closed", "This tab, sessionStorage", drafts),
        ("Cookies, databases", "This browser", "Nothing".to_owned()),
        ("Anything about you", "A server", "Nothing".to_owned()),
    ]
    .map(|(thing, place, amount)| {
        view! { <tr><th scope="row">{thing}</th><td>{place}</td><td>{amount}</td></tr> }
    });
    view! {
        <table class="plain-table stored">
            <thead><tr>
                <th scope="col">"What"</th><th scope="col">"Where"</th><th scope="col">"How much"</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The content security policy in plain words.
fn rules(policy: &str) -> AnyView {
    let rows: Vec<_> = policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_whitespace();
            let name = words.next()?;
            let sources: Vec<&str> = words.map(source).collect();
            Some(view! {
                <tr><th scope="row">{subject(name)}</th><td>{sources.join(", ")}</td></tr>
            })
        })
        .collect();
    view! {
        <p>
            "The page carries a content security policy. The browser enforces it, and nothing that runs in the \
             page can lift it."
        </p>
        <table class="plain-table">
            <thead><tr><th scope="col">"For"</th><th scope="col">"Allowed"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <details class="more">
            <summary>"As the browser reads it"</summary>
            <p><code>{policy.to_owned()}</code></p>
        </details>
        <p class="help">"A test visits every page of Plumbline and fails on any request to another site."</p>
    }
    .into_any()
}

fn subject(directive: &str) -> String {
    match directive {
        "default-src" => "Everything not named below",
        "script-src" => "Programs",
        "style-src" => "Styles",
        "img-src" => "Images",
        "connect-src" => "Asking for and sending data",
        "font-src" => "Fonts",
        "manifest-src" => "Name and icons when installed",
        "worker-src" => "Work in the background",
        "base-uri" => "Redirecting the page's own addresses",
        "form-action" => "Sending forms",
        other => other,
    }
    .to_owned()
}

fn source(word: &str) -> &str {
    match word {
        "'none'" => "nothing",
        "'self'" => "this site",
        "'wasm-unsafe-eval'" => "WebAssembly",
        "data:" => "drawn by the page itself",
        other => other,
    }
}
