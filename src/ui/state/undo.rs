//! Taking changes of the open workload back, and doing them again, where the
//! person can see it.

use leptos::prelude::*;

use super::{App, TakeBack};
use crate::review::history::Way;
use crate::review::{Command, History};
use crate::ui::platform;
use crate::ui::route::{Part, Route};

impl App {
    /// Takes the last change of the open workload back.
    pub fn undo(self) {
        self.step(Way::Back);
    }

    /// Does the last change that was taken back again.
    pub fn redo(self) {
        self.step(Way::Again);
    }

    /// What the next step this way is about, in words. Tracks the workload.
    pub fn next_step(self, way: Way) -> Option<String> {
        // The history changes with the workload, and is no signal itself.
        self.open.track();
        self.history.with_value(|h| h.next(way).map(ToString::to_string))
    }

    /// A message that offers to take a change back goes with the next change:
    /// its button would take that one back.
    pub fn drop_late_messages(self) {
        let changes = move || self.history.with_value(History::changes);
        let said_at = StoredValue::new(0);
        Effect::new(move |_| {
            self.toast.track();
            said_at.set_value(changes());
        });
        Effect::new(move |_| {
            self.open.track();
            // Once a message about this very change is there.
            platform::after(0, move || {
                let is_late = changes() != said_at.get_value()
                    && self.toast.with_untracked(|t| {
                        t.as_ref().is_some_and(|t| t.undo == Some(TakeBack::LastChange))
                    });
                if is_late {
                    self.toast.set(None);
                }
            });
        });
    }

    fn step(self, way: Way) {
        let mut history = self.history.try_update_value(std::mem::take).unwrap_or_default();
        let taken =
            self.edit(|workload, lenses, now| history.take(way, workload, lenses, now)).flatten();
        self.history.set_value(history);
        let Some(taken) = taken else {
            self.say(match way {
                Way::Back => "There is nothing to undo.",
                Way::Again => "There is nothing to redo.",
            });
            return;
        };
        let words = taken.words;
        if let Some(error) = taken.problem {
            self.say(match way {
                Way::Back => format!("Could not be undone: {words}. {error}"),
                Way::Again => format!("Could not be redone: {words}. {error}"),
            });
            return;
        }
        self.changed();
        // A lens that came back may not be at hand.
        if let Command::RestoreReview(..) | Command::TakeOver(..) = taken.command {
            self.load_lenses_of_open_workload();
        }
        if let Command::Answer { lens, question, .. } = &taken.command {
            self.follow_settled(lens, question);
        }
        self.show(&taken.command);
        self.say(match way {
            Way::Back => format!("Undone: {words}"),
            Way::Again => format!("Redone: {words}"),
        });
    }

    /// Goes to the page where a change can be seen.
    fn show(self, command: &Command) {
        let part = part(command);
        let sees = self.route.with_untracked(|route| match (route, command) {
            // The plan follows the order of the pillars.
            (Route::Workload(_, Part::Plan), Command::Priorities(_)) => true,
            // A workshop shows its answers where they are settled.
            (Route::Workload(_, Part::Workshop(_)), Command::Answer { .. }) => true,
            (Route::Workload(_, shown), _) => *shown == part,
            _ => false,
        });
        if !sees {
            self.go(&part.of(&self.workload_id()));
        }
    }
}

/// The page where a change can be seen.
fn part(command: &Command) -> Part {
    match command {
        Command::Answer { lens, question, .. } => {
            Part::Review(Some((lens.clone(), question.clone())))
        }
        Command::SaveMilestone(_)
        | Command::CloseWorkshop(..)
        | Command::DeleteMilestone(_)
        | Command::RestoreMilestone(_)
        | Command::RenameMilestone(..) => Part::Milestones,
        Command::TakeOver(..) => Part::Overview,
        Command::LensNotes(..)
        | Command::PillarNotes(..)
        | Command::Properties(_)
        | Command::Priorities(_)
        | Command::AddLens(_)
        | Command::RemoveLens(_)
        | Command::RestoreReview(..) => Part::Details,
    }
}
