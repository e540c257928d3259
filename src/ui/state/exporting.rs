//! Files to take along.

use leptos::prelude::*;

use super::App;
use crate::collections::Map;
use crate::exchange::results;
use crate::report::document::{self, Document};
use crate::report::markdown;
use crate::review::{LensKey, Milestone, Workload};
use crate::ui::platform::{self, files};

impl App {
    /// The open workload as a report: now, or at a milestone.
    pub fn document(self, number: Option<u32>) -> Option<Document> {
        let date = platform::local_date(platform::now());
        let lenses = self.lenses.get();
        self.workload(|w| {
            let milestone: Option<&Milestone> = match number {
                Some(n) => Some(w.milestones.iter().find(|m| m.number == n)?),
                None => None,
            };
            let date = milestone.map_or(date, |m| platform::local_date(m.recorded_at));
            Some(document::build(w, &lenses, milestone, &date))
        })
        .flatten()
    }

    /// Downloads the results as JSON.
    pub fn download_results(self) {
        let lenses = self.lenses.get_untracked();
        let Some(workload) = self.open_untracked() else { return };
        let sources: Map<_, _> = workload
            .reviews
            .iter()
            .map(|r| &r.lens)
            .chain(
                workload.milestones.iter().flat_map(|m| m.reviews.iter().map(|r| &r.review.lens)),
            )
            .filter(|lens| lens.key.is_custom())
            .filter_map(|lens| Some((lens.key.clone(), self.lens_source(&lens.key)?)))
            .collect();
        let text = results::write(&workload, &lenses, &sources, platform::now());
        files::download(&file_name(&workload, "plumbline.json"), "application/json", &text);
        self.say("The results are in your downloads.");
    }

    /// Downloads the report as Markdown.
    pub fn download_markdown(self, number: Option<u32>) {
        let (Some(workload), Some(document)) = (self.open_untracked(), self.document(number))
        else {
            return;
        };
        let text = markdown::render(&document);
        files::download(&file_name(&workload, "md"), "text/markdown", &text);
        self.say("The report is in your downloads.");
    }

    fn open_untracked(self) -> Option<Workload> {
        self.open.with_untracked(|opened| match opened {
            super::Opened::Ready(w) => Some(w.clone()),
            _ => None,
        })
    }
}

/// A file name that every system takes: the workload's name, the date.
fn file_name(workload: &Workload, ending: &str) -> String {
    let name = files::plain_name(&workload.properties.name, "review");
    format!("{name}-{}.{ending}", platform::now().iso_date())
}

impl App {
    /// Downloads a bundled lens as AWS takes it. Browsers do not ask the service
    /// worker for what a link downloads, so that it would need the network.
    pub fn download_for_aws(self, lens: LensKey) {
        leptos::task::spawn_local(async move {
            match files::fetch_text(&format!("lenses/{lens}.json")).await {
                Ok(text) => files::download(&format!("{lens}.json"), "application/json", &text),
                Err(sentence) => self.say(sentence),
            }
        });
    }
}
