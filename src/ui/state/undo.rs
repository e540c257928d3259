//! What can be taken back: commands and their inverses.

use leptos::prelude::*;

use super::App;
use crate::lens::QuestionId;
use crate::review::{AnswerChange, Applied, Command, LensKey, Reason};

/// More steps than this are forgotten, the oldest first.
const MOST_STEPS: usize = 200;

/// One change that can be taken back.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    inverse: Command,
    words: String,
    typing: Typing,
}

/// Names the text that a change types. Texts are one step however many letters
/// were typed: where this is equal, the next change joins the step.
pub type Typing = Option<String>;

/// The changes of the open workload, newest last.
#[derive(Debug, Clone, Default)]
pub struct History {
    steps: Vec<Step>,
}

impl History {
    /// Remembers a change.
    pub fn push(&mut self, typing: Typing, applied: Applied) {
        let joins = typing.is_some() && self.steps.last().is_some_and(|s| s.typing == typing);
        if joins {
            return;
        }
        if self.steps.len() == MOST_STEPS {
            self.steps.remove(0);
        }
        self.steps.push(Step { inverse: applied.inverse, words: applied.words, typing });
    }

    /// Forgets what cannot be taken back any more.
    pub fn forget(&mut self, is_stale: impl Fn(&Command) -> bool) {
        self.steps.retain(|step| !is_stale(&step.inverse));
    }

    /// Forgets everything: another workload is open.
    pub fn clear(&mut self) {
        self.steps.clear();
    }
}

/// Which text of an answer a change types.
pub fn typing_an_answer(lens: &LensKey, question: &QuestionId, change: &AnswerChange) -> Typing {
    match change {
        AnswerChange::Notes(_) => Some(format!("answer {lens} {question}")),
        AnswerChange::Mark(choice, mark) => {
            let excused = mark.not_applicable.map_or("", Reason::code);
            Some(format!("choice {lens} {question} {choice} {excused}"))
        }
        _ => None,
    }
}

/// Which text a command types.
pub fn typing(command: &Command) -> Typing {
    match command {
        Command::Answer { lens, question, change } => typing_an_answer(lens, question, change),
        Command::LensNotes(lens, _) => Some(format!("lens {lens}")),
        Command::PillarNotes(lens, pillar, _) => Some(format!("pillar {lens} {pillar}")),
        _ => None,
    }
}

impl App {
    /// Takes the last change of the open workload back.
    pub fn undo(self) {
        let step = self.history.try_update_value(|h| h.steps.pop()).flatten();
        let Some(step) = step else {
            self.say("There is nothing to undo.");
            return;
        };
        let outcome = self.edit(|workload, lenses, now| workload.apply(step.inverse, lenses, now));
        if self.settle(outcome, |_, _| ()) {
            self.say(format!("Undone: {}", step.words));
        }
    }
}
