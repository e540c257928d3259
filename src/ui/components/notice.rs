//! A message that stays until it is dealt with.

use leptos::prelude::*;

/// How much a message asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something needs the person.
    Warning,
    /// Something failed.
    Error,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice-info",
            Self::Warning => "notice notice-warning",
            Self::Error => "notice notice-error",
        }
    }
}

/// A message with the ways out.
pub fn notice(tone: Tone, text: impl Into<String>, actions: AnyView) -> AnyView {
    view! {
        <div class=tone.class() role=if tone == Tone::Error { "alert" } else { "note" }>
            <p>{text.into()}</p>
            <div class="actions">{actions}</div>
        </div>
    }
    .into_any()
}
