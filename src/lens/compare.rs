//! What changed between two versions of a lens: questions and practices by
//! their ids, words by their letters, rules by what they say of every answer.

use super::risk::{ChoiceSet, TRUTH_TABLE_CHOICES};
use super::{Choice, Lens, Pillar, PillarId, Question, QuestionId, Resource};

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The name before and after, where it is another.
    pub name: Option<(String, String)>,
    /// Pillars by name that are new.
    pub pillars_added: Vec<String>,
    /// Pillars by name that are gone.
    pub pillars_gone: Vec<String>,
    /// Pillars with another name: before and after.
    pub pillars_renamed: Vec<(String, String)>,
    /// Questions that are new, in the order of the new lens.
    pub added: Vec<Named>,
    /// Questions that are gone, in the order of the old lens.
    pub gone: Vec<Named>,
    /// Questions of both in which something changed, in the order of the new
    /// lens.
    pub changed: Vec<QuestionChange>,
    /// How many questions are the same in both.
    pub same: usize,
}

/// A question by its id and title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The id.
    pub id: QuestionId,
    /// The title.
    pub title: String,
}

/// What changed in a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionChange {
    /// The question as it is now.
    pub question: Named,
    /// The pillar before and after, where it moved.
    pub moved: Option<(PillarId, PillarId)>,
    /// The title before, where it is another.
    pub title_was: Option<String>,
    /// Whether the description or the help is worded anew.
    pub reworded: bool,
    /// Titles of practices that are new.
    pub practices_added: Vec<String>,
    /// Titles of practices that are gone.
    pub practices_gone: Vec<String>,
    /// Practices with another title: before and after.
    pub practices_retitled: Vec<(String, String)>,
    /// Titles of practices whose texts are worded anew.
    pub practices_reworded: Vec<String>,
    /// What happened to the rules.
    pub rules: RulesChange,
}

/// What happened to the rules of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulesChange {
    /// They are written the same.
    Same,
    /// They are written otherwise and say the same of every answer.
    Rewritten,
    /// So many of all answers have another risk now.
    Differ {
        /// Answers with another risk.
        answers: u32,
        /// All answers.
        of: u32,
    },
    /// They are others, for other practices.
    Others,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self { same: self.same, ..Self::default() }
    }
}

/// Compares two versions.
pub fn compare(old: &Lens, new: &Lens) -> Changes {
    let mut changes = Changes {
        name: (old.name != new.name).then(|| (old.name.clone(), new.name.clone())),
        pillars_added: missing(&new.pillars, old),
        pillars_gone: missing(&old.pillars, new),
        pillars_renamed: new
            .pillars
            .iter()
            .filter_map(|pillar| {
                let was = old.pillar(&pillar.id).filter(|was| was.name != pillar.name)?;
                Some((was.name.clone(), pillar.name.clone()))
            })
            .collect(),
        ..Changes::default()
    };
    for (pillar, question) in new.questions() {
        match old.question(&question.id) {
            None => changes.added.push(named(question)),
            Some((was_in, was)) => match changed(was_in, was, pillar, question) {
                Some(change) => changes.changed.push(change),
                None => changes.same += 1,
            },
        }
    }
    let gone = old.questions().filter(|(_, question)| new.question(&question.id).is_none());
    changes.gone = gone.map(|(_, question)| named(question)).collect();
    changes
}

fn missing(pillars: &[Pillar], from: &Lens) -> Vec<String> {
    let missing = pillars.iter().filter(|pillar| from.pillar(&pillar.id).is_none());
    missing.map(|pillar| pillar.name.clone()).collect()
}

fn named(question: &Question) -> Named {
    Named { id: question.id.clone(), title: question.title.clone() }
}

fn changed(
    was_in: &Pillar,
    was: &Question,
    is_in: &Pillar,
    is: &Question,
) -> Option<QuestionChange> {
    let mut change = QuestionChange {
        question: named(is),
        moved: (was_in.id != is_in.id).then(|| (was_in.id.clone(), is_in.id.clone())),
        title_was: (was.title != is.title).then(|| was.title.clone()),
        reworded: was.description != is.description || was.helpful_resource != is.helpful_resource,
        practices_added: absent(is, was),
        practices_gone: absent(was, is),
        practices_retitled: Vec::new(),
        practices_reworded: Vec::new(),
        rules: rules(was, is),
    };
    for choice in &is.choices {
        let Some(before) = was.choices.iter().find(|c| c.id == choice.id) else { continue };
        if before.title != choice.title {
            change.practices_retitled.push((before.title.clone(), choice.title.clone()));
        }
        if texts(before) != texts(choice) {
            change.practices_reworded.push(choice.title.clone());
        }
    }
    let nothing = QuestionChange {
        question: named(is),
        moved: None,
        title_was: None,
        reworded: false,
        practices_added: Vec::new(),
        practices_gone: Vec::new(),
        practices_retitled: Vec::new(),
        practices_reworded: Vec::new(),
        rules: RulesChange::Same,
    };
    (change != nothing).then_some(change)
}

/// The titles of the choices that the other question does not have.
fn absent(question: &Question, other: &Question) -> Vec<String> {
    let absent = question.choices.iter().filter(|c| other.choice_index(&c.id).is_none());
    absent.map(|choice| choice.title.clone()).collect()
}

type Texts<'a> = (Option<&'a str>, Option<&'a Resource>, Option<&'a Resource>);

fn texts(choice: &Choice) -> Texts<'_> {
    let help = choice.helpful_resource.as_ref();
    (choice.description.as_deref(), help, choice.improvement_plan.as_ref())
}

fn rules(was: &Question, is: &Question) -> RulesChange {
    let written = |q: &Question| -> Vec<_> {
        q.rules.iter().map(|rule| (rule.condition.to_string(), rule.risk)).collect()
    };
    let same_ids = was.choices.len() == is.choices.len() && absent(is, was).is_empty();
    if written(was) == written(is) {
        return RulesChange::Same;
    }
    if !same_ids || is.choices.len() > TRUTH_TABLE_CHOICES {
        return RulesChange::Others;
    }
    // The old place of each choice.
    let places: Vec<Option<usize>> = is.choices.iter().map(|c| was.choice_index(&c.id)).collect();
    let all = 1u32 << is.choices.len();
    let mut answers = 0;
    for selected in 1..all {
        let mut before = ChoiceSet::EMPTY;
        for (bit, place) in places.iter().enumerate() {
            if let (1, Some(place)) = (selected >> bit & 1, place) {
                before = before.with(*place);
            }
        }
        let risk = |q: &Question, set| q.evaluate(true, set, ChoiceSet::EMPTY).risk;
        answers += u32::from(risk(was, before) != risk(is, ChoiceSet(selected)));
    }
    if answers == 0 { RulesChange::Rewritten } else { RulesChange::Differ { answers, of: all - 1 } }
}
