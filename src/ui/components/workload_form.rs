//! The properties of a workload as a form, checked as one types.

use leptos::prelude::*;

use crate::ui::erased::{change, flag};

use super::field::{Field, text_field};
use crate::review::properties::{Environment, Field as Property, Properties};

fn describe(property: Property) -> Field {
    let (id, label, help, rows) = match property {
        Property::Name => (
            "workload-name",
            "Name of the workload",
            "The system you review, such as Checkout service.",
            1,
        ),
        Property::Description => {
            ("workload-description", "Description", "What it does, and for whom.", 2)
        }
        Property::ReviewOwner => {
            ("workload-owner", "Review owner", "Who keeps this review up to date.", 1)
        }
        Property::Industry => {
            ("workload-industry", "Industry", "Such as retail or health care.", 1)
        }
        Property::ArchitectureUrl => (
            "workload-architecture",
            "Architecture diagram",
            "A link that starts with https://.",
            1,
        ),
        Property::Notes => ("workload-notes", "Notes", "Anything a reader should know.", 4),
    };
    Field {
        id: id.to_owned(),
        label: label.to_owned(),
        help,
        most: property.limits().1,
        rows,
        required: property == Property::Name,
    }
}

/// One property. `show` says whether a problem is shown: not before the person
/// has tried.
pub fn property(
    property: Property,
    properties: RwSignal<Properties>,
    show: Signal<bool>,
    changed: impl Fn() + 'static,
) -> AnyView {
    draw(property, properties, show, Box::new(changed))
}

fn draw(
    property: Property,
    properties: RwSignal<Properties>,
    show: Signal<bool>,
    changed: Box<dyn Fn()>,
) -> AnyView {
    let value = Signal::derive(move || properties.with(|p| p.text(property).to_owned()));
    let touched = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let text = value.get();
        let asks = show.get() || (touched.get() && !text.is_empty());
        if asks { property.check(&text) } else { None }
    });
    text_field(describe(property), value, problem, move |text| {
        touched.set(true);
        properties.update(|p| *p.text_mut(property) = text);
        changed();
    })
}

/// Where the workload runs.
pub fn environment(
    properties: RwSignal<Properties>,
    changed: impl Fn() + Clone + 'static,
) -> AnyView {
    let choices = Environment::ALL
        .into_iter()
        .map(|environment| {
            let changed = changed.clone();
            view! {
                <label class="radio">
                    <input type="radio" name="environment" value=environment.code()
                        prop:checked=flag(move || properties.with(|p| p.environment == environment))
                        on:change=change(move |_| {
                            properties.update(|p| p.environment = environment);
                            changed();
                        })
                    />
                    <span>{environment.words()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>"Environment"</legend>
            <div class="radios">{choices}</div>
        </fieldset>
    }
    .into_any()
}
