//! Answers from a checklist or a table that was filled in elsewhere. Both come
//! from our own renditions of a lens, through whatever editor or spreadsheet a
//! person likes.

mod checklist;
mod table;

use super::aws::{AwsImport, ImportedAnswer, ImportedReview, MOST_ANSWERS};
use crate::collections::Map;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::QuestionId;
use crate::review::Answer;

/// A rendition that holds answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown with boxes to tick.
    Checklist,
    /// CSV, or what a spreadsheet makes of it.
    Table,
}

/// Whether a text is one of our renditions.
pub fn form_of(text: &str) -> Option<Form> {
    let text = super::json::without_bom(text);
    if checklist::is_one(text) {
        Some(Form::Checklist)
    } else if table::is_one(text) {
        Some(Form::Table)
    } else {
        None
    }
}

/// Reads the answers. Questions of which nothing is said are left out.
pub fn read(text: &str, form: Form) -> AwsImport {
    let text = super::json::without_bom(text);
    let mut read = Read::default();
    match form {
        Form::Checklist => checklist::read(text, &mut read),
        Form::Table => table::read(text, &mut read),
    }
    read.import()
}

/// What was read so far.
#[derive(Default)]
struct Read {
    lens: Option<String>,
    questions: Vec<QuestionId>,
    answers: Map<QuestionId, Answer>,
    found: Vec<Diagnostic>,
}

impl Read {
    /// The answer to a question; `None` where there are too many.
    fn answer(&mut self, id: &str) -> Option<&mut Answer> {
        let id = QuestionId(id.to_owned());
        if !self.answers.contains_key(&id) {
            if self.questions.len() == MOST_ANSWERS {
                self.warn(
                    "too-many",
                    "",
                    format!("Plumbline reads up to {MOST_ANSWERS} answers and left out the rest."),
                );
                return None;
            }
            self.questions.push(id.clone());
        }
        Some(self.answers.get_or_insert_with(id, Answer::default))
    }

    fn warn(&mut self, code: &'static str, place: &str, message: String) {
        // A hundred say what a thousand would.
        if self.found.len() < 100 {
            self.found.push(Diagnostic::new(Severity::Warning, code, place, message));
        }
    }

    fn import(mut self) -> AwsImport {
        let answers: Vec<ImportedAnswer> = self
            .questions
            .into_iter()
            .filter_map(|id| {
                let answer = self.answers.remove(&id)?;
                (!answer.is_empty()).then(|| ImportedAnswer {
                    question_id: id,
                    pillar_id: None,
                    title: String::new(),
                    answer,
                    reported_risk: None,
                    choices: Vec::new(),
                })
            })
            .collect();
        let reviews = if answers.is_empty() {
            self.found.push(Diagnostic::new(
                Severity::Error,
                "no-answers",
                "",
                "Nothing is ticked or filled in yet.",
            ));
            Vec::new()
        } else {
            vec![ImportedReview { lens_alias: self.lens, answers, ..ImportedReview::default() }]
        };
        AwsImport { reviews, diagnostics: self.found, ..AwsImport::default() }
    }
}
