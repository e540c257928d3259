//! The changes of one workload that can be taken back and done again.

use super::command::{Applied, Command, Error};
use super::words::Words;
use super::workload::{Lenses, Workload};
use crate::time::Timestamp;

/// More steps than this are forgotten, the oldest first.
const MOST_STEPS: usize = 200;

/// One change, with the way to the other side of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    /// Applied, it takes the change back, or does it again.
    command: Command,
    words: Words,
    typing: Option<String>,
}

/// Which way a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Undo.
    Back,
    /// Redo.
    Again,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What the change had done, in words.
    pub words: Words,
    /// What was applied: it names the place.
    pub command: Command,
    /// Why it could not be; the workload is as it was.
    pub problem: Option<Error>,
}

/// The changes of one workload, newest last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    changes: usize,
}

impl History {
    /// Remembers a change. Typing is one step however many letters: what goes
    /// on typing the same text joins the step before.
    pub fn push(&mut self, applied: Applied) {
        let Applied { inverse, words, typing } = applied;
        self.undone.clear();
        self.changes += 1;
        let joins = typing.is_some()
            && self
                .done
                .last()
                .is_some_and(|s| s.typing == typing && same_place(&s.command, &inverse));
        if joins {
            return;
        }
        if self.done.len() == MOST_STEPS {
            self.done.remove(0);
        }
        self.done.push(Step { command: inverse, words, typing });
    }

    /// Forgets what must not be taken back or done again any more.
    pub fn forget(&mut self, is_stale: impl Fn(&Command) -> bool) {
        self.done.retain(|step| !is_stale(&step.command));
        self.undone.retain(|step| !is_stale(&step.command));
    }

    /// Forgets everything: another workload is open.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// How many changes were remembered, to tell whether another came since.
    pub fn changes(&self) -> usize {
        self.changes
    }

    /// What the next step this way would take back or do again.
    pub fn next(&self, way: Way) -> Option<&Words> {
        let steps = match way {
            Way::Back => &self.done,
            Way::Again => &self.undone,
        };
        steps.last().map(|step| &step.words)
    }

    /// Takes the last change back, or does the last one that was taken back
    /// again; `None` where there is none. A step that has become impossible is
    /// forgotten, so that it does not stand in the way of those before it.
    pub fn take(
        &mut self,
        way: Way,
        workload: &mut Workload,
        lenses: &Lenses,
        now: Timestamp,
    ) -> Option<Taken> {
        let (from, to) = match way {
            Way::Back => (&mut self.done, &mut self.undone),
            Way::Again => (&mut self.undone, &mut self.done),
        };
        let Step { command, words, .. } = from.pop()?;
        let problem = match workload.take_back(command.clone(), lenses, now) {
            Ok(applied) => {
                // Not joined by what is typed next.
                let step = Step { command: applied.inverse, words: words.clone(), typing: None };
                to.push(step);
                None
            }
            Err(error) => Some(error),
        };
        Some(Taken { words, command, problem })
    }
}

/// Whether two texts that are typed are of one question; those that are of no
/// question are told apart by their names.
fn same_place(a: &Command, b: &Command) -> bool {
    match (a, b) {
        (
            Command::Answer { lens, question, .. },
            Command::Answer { lens: other_lens, question: other_question, .. },
        ) => lens == other_lens && question == other_question,
        (Command::Answer { .. }, _) | (_, Command::Answer { .. }) => false,
        _ => true,
    }
}
