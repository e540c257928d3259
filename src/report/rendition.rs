//! Renditions of a lens: the same questions and practices for reading on
//! paper, ticking elsewhere, sorting in a table, learning by heart.

pub mod cards;
pub mod checklist;
pub mod comparison;
pub mod outline;
pub mod page;
pub mod sheet;
pub mod table;

use crate::collections::Map;
use crate::lens::companion::{PracticeNotes, Principle, QuestionNotes};
use crate::lens::{Choice, Companion, Lens, Pillar, PillarId, Question, QuestionId};
use crate::review::Answer;

/// The heading of the principles that belong to no pillar.
const GENERAL: &str = "Design principles of the whole lens";

/// What is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The key of the lens.
    pub key: &'a str,
    /// The lens.
    pub lens: &'a Lens,
    /// Its companion, where it has one.
    pub companion: Option<&'a Companion>,
    /// One pillar of it; none for all.
    pub pillar: Option<&'a PillarId>,
    /// Answers to put in; none for a blank one.
    pub answers: Option<&'a Map<QuestionId, Answer>>,
}

/// A form that a lens can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown: pillars, questions, practices.
    Outline,
    /// Markdown with boxes to tick; imports back as answers.
    Checklist,
    /// CSV; imports back as answers.
    Table,
    /// A text file for Anki's import.
    Cards,
    /// One HTML file with boxes to tick on paper.
    Sheet,
    /// One HTML file.
    Page,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Page, Self::Outline, Self::Checklist, Self::Sheet, Self::Table, Self::Cards];

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Outline => "Outline",
            Self::Checklist => "Checklist",
            Self::Table => "Table",
            Self::Cards => "Flash cards",
            Self::Sheet => "Checklist on paper",
            Self::Page => "Web page",
        }
    }

    /// What it is and what it is good for.
    pub fn about(self) -> &'static str {
        match self {
            Self::Outline => "Markdown with every question and practice, for notes and wikis.",
            Self::Checklist => {
                "Markdown with boxes to tick. Open it here again and the ticks become answers."
            }
            Self::Table => {
                "CSV with codes, levels, effort and roles. Fill in the column answer, open it here \
                 again, and it becomes a review."
            }
            Self::Cards => "A text file that Anki imports: a card for each question and practice.",
            Self::Sheet => "One HTML file to print, with boxes to tick and lines to write on.",
            Self::Page => "One HTML file with everything in it, to read offline or to print.",
        }
    }

    /// The end of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Outline => "outline.md",
            Self::Checklist => "checklist.md",
            Self::Table => "csv",
            Self::Cards => "anki.txt",
            Self::Sheet => "sheet.html",
            Self::Page => "html",
        }
    }

    /// The kind of the file.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Outline | Self::Checklist => "text/markdown",
            Self::Table => "text/csv",
            Self::Cards => "text/plain",
            Self::Sheet | Self::Page => "text/html",
        }
    }

    /// The text of the file.
    pub fn render(self, subject: &Subject<'_>) -> String {
        match self {
            Self::Outline => outline::render(subject),
            Self::Checklist => checklist::render(subject),
            Self::Table => table::render(subject),
            Self::Cards => cards::render(subject),
            Self::Sheet => sheet::render(subject),
            Self::Page => page::render(subject),
        }
    }
}

impl<'a> Subject<'a> {
    /// The pillars that are rendered.
    fn pillars(&self) -> impl Iterator<Item = &'a Pillar> + 'a {
        let wanted = self.pillar;
        self.lens.pillars.iter().filter(move |pillar| wanted.is_none_or(|id| pillar.id == *id))
    }

    /// The principles of the whole lens; of one pillar, those that its questions
    /// put into practice.
    fn general_principles(&self) -> Vec<&'a Principle> {
        let Some(companion) = self.companion else { return Vec::new() };
        match self.pillar.and_then(|id| self.lens.pillar(id)) {
            Some(pillar) => companion.general_principles_in(pillar).collect(),
            None => companion.principles_of(None).collect(),
        }
    }

    /// The principles of a pillar.
    fn principles_of(&self, pillar: &Pillar) -> Vec<&'a Principle> {
        let companion = self.companion.into_iter();
        companion.flat_map(|companion| companion.principles_of(Some(&pillar.id))).collect()
    }

    /// What the whole is called.
    fn title(&self) -> String {
        match self.pillar.and_then(|id| self.lens.pillar(id)) {
            Some(pillar) => format!("{}: {}", self.lens.name, pillar.name),
            None => self.lens.name.clone(),
        }
    }

    fn question_notes(&self, question: &Question) -> Option<&'a QuestionNotes> {
        self.companion?.questions.get(&question.id)
    }

    fn practice_notes(&self, question: &Question, choice: &Choice) -> Option<&'a PracticeNotes> {
        self.question_notes(question)?.practices.get(&choice.id)
    }

    /// The title of a question behind its code, where it has one.
    fn question_title(&self, question: &Question) -> String {
        match self.question_notes(question).and_then(|notes| notes.code.as_deref()) {
            Some(code) => format!("{code} {}", question.title),
            None => question.title.clone(),
        }
    }

    fn answer(&self, question: &Question) -> Option<&'a Answer> {
        self.answers?.get(&question.id)
    }
}

/// Level, effort and role in one line, and the code.
fn facts(notes: &PracticeNotes) -> String {
    let mut facts = Vec::new();
    facts.extend(notes.code.clone());
    facts.push(format!("{} risk without it", notes.level.words()));
    facts.push(format!("takes {}", notes.effort.words()));
    facts.push(notes.role.words().to_owned());
    facts.join(" · ")
}

/// The choices of a question but "None of these".
fn practices(question: &Question) -> impl Iterator<Item = &Choice> {
    question.choices.iter().filter(|choice| !choice.is_none_of_these())
}
