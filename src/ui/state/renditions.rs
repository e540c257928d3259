//! Lenses as files to take along.

use leptos::prelude::*;

use super::App;
use crate::lens::PillarId;
use crate::report::rendition::{Form, Subject};
use crate::review::LensKey;
use crate::ui::platform::files;

impl App {
    /// Downloads a lens, or one pillar of it, in a form. The lens must be at
    /// hand.
    pub fn download_rendition(self, key: &LensKey, pillar: Option<&PillarId>, form: Form) {
        let Some(lens) = self.lenses.with_untracked(|l| l.get(key).cloned()) else { return };
        let companion = self.companion(key);
        let text = form.render(&Subject {
            key: &key.0,
            lens: &lens,
            companion: companion.as_deref(),
            pillar,
            answers: None,
        });
        let name = match pillar.and_then(|id| lens.pillar(id)) {
            Some(pillar) => format!("{} {}", lens.name, pillar.name),
            None => lens.name.clone(),
        };
        let name = format!("{}.{}", files::plain_name(&name, "lens"), form.ending());
        files::download(&name, form.mime(), &text);
        self.say("The file is in your downloads.");
    }
}
