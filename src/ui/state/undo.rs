//! What can be taken back: commands and their inverses.

use leptos::prelude::*;

use super::App;
use crate::review::{AnswerChange, Applied, Command};

/// More steps than this are forgotten, the oldest first.
const MOST_STEPS: usize = 200;

/// One change that can be taken back.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    inverse: Command,
    words: String,
    /// Texts are one step however many letters were typed: where this is
    /// equal, the next change joins the step.
    typing: Option<Typing>,
}

#[derive(Debug, Clone, PartialEq)]
struct Typing(Command);

/// The changes of the open workload, newest last.
#[derive(Debug, Clone, Default)]
pub struct History {
    steps: Vec<Step>,
}

impl History {
    /// Remembers a change.
    pub fn push(&mut self, command: &Command, applied: Applied) {
        let typing = typing(command);
        let joins = typing.is_some() && self.steps.last().is_some_and(|s| s.typing == typing);
        if joins {
            return;
        }
        if self.steps.len() == MOST_STEPS {
            self.steps.remove(0);
        }
        self.steps.push(Step { inverse: applied.inverse, words: applied.words, typing });
    }

    /// Forgets everything: another workload is open.
    pub fn clear(&mut self) {
        self.steps.clear();
    }
}

/// The command without its text, for commands that type a text.
fn typing(command: &Command) -> Option<Typing> {
    let bare = match command.clone() {
        Command::Answer { lens, question, change: AnswerChange::Notes(_) } => {
            Command::Answer { lens, question, change: AnswerChange::Notes(String::new()) }
        }
        Command::Answer { lens, question, change: AnswerChange::Mark(choice, mut mark) } => {
            mark.notes.clear();
            Command::Answer { lens, question, change: AnswerChange::Mark(choice, mark) }
        }
        Command::LensNotes(lens, _) => Command::LensNotes(lens, String::new()),
        Command::PillarNotes(lens, pillar, _) => Command::PillarNotes(lens, pillar, String::new()),
        _ => return None,
    };
    Some(Typing(bare))
}

impl App {
    /// Takes the last change of the open workload back.
    pub fn undo(self) {
        let step = self.history.try_update_value(|h| h.steps.pop()).flatten();
        let Some(step) = step else {
            self.say("There is nothing to undo.");
            return;
        };
        if self.apply(step.inverse) {
            // Applying the inverse is no step of its own.
            self.history.update_value(|h| {
                h.steps.pop();
            });
            self.say(format!("Undone: {}", step.words));
        }
    }
}
