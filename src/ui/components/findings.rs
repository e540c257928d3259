//! What was found wrong with a file, each finding with its place.

use leptos::prelude::*;

use crate::collections::sort_by;
use crate::diagnostic::{Diagnostic, Severity};

/// More than this many findings help nobody at once.
const MOST_SHOWN: usize = 100;

fn word(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("Error", "finding finding-error"),
        Severity::Warning => ("Warning", "finding finding-warning"),
        Severity::Aws => ("AWS would refuse", "finding finding-aws"),
        Severity::Note => ("Note", "finding finding-note"),
    }
}

/// The findings as a list, worst first.
pub fn findings(found: &[Diagnostic]) -> AnyView {
    let mut sorted: Vec<&Diagnostic> = found.iter().collect();
    sort_by(&mut sorted, |a, b| b.severity.cmp(&a.severity));
    let more = sorted.len().saturating_sub(MOST_SHOWN);
    let items = sorted
        .into_iter()
        .take(MOST_SHOWN)
        .map(|d| {
            let (label, class) = word(d.severity);
            let place = match d.position {
                Some(position) => position.to_string(),
                None => d.pointer.clone(),
            };
            view! {
                <li class=class>
                    <span class="finding-label">{label}</span>
                    <div>
                        <p>{d.message.clone()}</p>
                        {d.hint.clone().map(|hint| view! { <p class="hint">{hint}</p> })}
                        <p class="place">{place}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="findings">{items}</ul>
        {(more > 0).then(|| view! { <p class="help">{format!("And {more} more.")}</p> })}
    }
    .into_any()
}
