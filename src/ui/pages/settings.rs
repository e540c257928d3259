//! Theme and keys, and the way to the data.

use leptos::prelude::*;

use crate::storage::settings::Theme;
use crate::ui::platform;
use crate::ui::route::Route;
use crate::ui::state::App;

/// The settings.
pub fn page(app: App) -> AnyView {
    platform::set_title("Settings · Plumbline");
    let themes = Theme::ALL
        .into_iter()
        .map(|theme| {
            let words = match theme {
                Theme::System => "As the system says",
                Theme::Light => "Light",
                Theme::Dark => "Dark",
            };
            view! {
                <label class="radio">
                    <input type="radio" name="theme" value=theme.code()
                        prop:checked=move || app.settings.with(|s| s.theme == theme)
                        on:change=move |_| app.prefer(|s| s.theme = theme) />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="page narrow">
            <h1 tabindex="-1">"Settings"</h1>
            <fieldset class="field">
                <legend>"Colors"</legend>
                <div class="radios">{themes}</div>
            </fieldset>
            <fieldset class="field">
                <legend>"Keyboard"</legend>
                <label class="radio">
                    <input type="checkbox" prop:checked=move || app.keys.get()
                        on:change=move |ev| {
                            let on = event_target_checked(&ev);
                            app.prefer(|s| {
                                s.other.insert("keys".to_owned(), on.into());
                            });
                        } />
                    <span>"Single keys answer and move between questions"</span>
                </label>
                <p class="help">"Press ? to see them. Switch them off if you speak to your computer."</p>
            </fieldset>
            <section aria-labelledby="data-heading">
                <h2 id="data-heading">"Your data"</h2>
                <p>
                    "Everything is in this browser, on this device, and nowhere else. See what is stored, \
                     back it up, restore it, or delete it."
                </p>
                <p class="actions"><a class="button" href=Route::Data.to_string()>"Where is my data?"</a></p>
            </section>
            <section aria-labelledby="offline-heading">
                <h2 id="offline-heading">"Without a network"</h2>
                <p>{move || app.offline().map(|offline| offline.copy_words())}</p>
                <p><a href=Route::Privacy.to_string()>"What leaves this browser, and new versions"</a></p>
            </section>
            <section aria-labelledby="tour-heading">
                <h2 id="tour-heading">"Find your way"</h2>
                <p class="actions">
                    <button type="button" on:click=move |_| app.take_tour()>"Take the short tour"</button>
                    <a class="button quiet" href=Route::Guide(None).to_string()>"How to run a review"</a>
                </p>
            </section>
            <p class="help">{concat!("Plumbline ", env!("CARGO_PKG_VERSION"))}</p>
        </div>
    }
    .into_any()
}
