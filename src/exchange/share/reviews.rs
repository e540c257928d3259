//! Lenses and the answers to them: one bit a choice, and what is rarer only
//! where it is.
//!
//! ```text
//! LENS    2 bits: 0 bundled: number, 32 bits of its hash, 24 of its layout
//!                 1 custom: 64 bits of its hash, name, and the file or not
//!                 2 any other: key, hash, name; its layout is empty
//! REVIEW  1 bit: whether there is more than ticks. If so: what the layout
//!         lacks (questions with choices), notes, notes on pillars
//!         TICKS, and if there is more than ticks, REMARKS
//! TICKS   1 bit: whether every question has a bit in front that says whether
//!         any choice is ticked; then one bit a choice
//! REMARKS for each question with any: how many to skip, whether and why it
//!         does not apply, notes, and the same for its choices
//! ```

use std::sync::Arc;

use super::layout::{Layout, SHAPE_BITS};
use super::packing::{Packer, Unpacker};
use super::{NUMBERED, Nonsense};
use crate::collections::{Map, Set};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lens::bundled::BUNDLED;
use crate::lens::{self, ChoiceId, Lens, LensHash, PillarId, QuestionId};
use crate::review::{Answer, ChoiceMark, LensKey, LensRef, LensReview, Lenses, Reason};

const BUNDLED_LENS: u64 = 0;
const CUSTOM_LENS: u64 = 1;
const OTHER_LENS: u64 = 2;
const BUNDLED_HASH_BITS: u32 = 32;
const CUSTOM_HASH_BITS: u32 = 64;
/// Room for eight; their numbers are never used again.
const REASON_BITS: u32 = 3;
const REASONS: [Reason; 5] = [
    Reason::None,
    Reason::OutOfScope,
    Reason::BusinessPriorities,
    Reason::ArchitectureConstraints,
    Reason::Other,
];

/// The lenses while a code is written.
pub struct Writing<'a> {
    /// Those at hand.
    pub lenses: &'a Lenses,
    /// Whether lenses that a person brought are put into the code.
    pub carry: bool,
    /// Those that are in the code.
    pub carried: Vec<LensRef>,
    /// Those that the other side must have.
    pub left_out: Vec<LensRef>,
}

impl Writing<'_> {
    /// Writes which lens, and answers with its layout.
    pub fn lens(&mut self, packer: &mut Packer, of: &LensRef) -> Layout {
        let same = |lens: &&Arc<Lens>| lens.hash == of.hash && lens.name == of.name;
        let lens = self.lenses.get(&of.key).filter(same);
        let number = NUMBERED.iter().position(|key| *key == of.key.0);
        if let (Some(lens), Some(number), Some(hash)) =
            (lens, number, start_of(&of.hash, BUNDLED_HASH_BITS))
        {
            let layout = Layout::of(lens);
            packer.bits.bits(BUNDLED_LENS, 2);
            packer.bits.number(number as u64);
            packer.bits.bits(hash, BUNDLED_HASH_BITS);
            packer.bits.bits(layout.shape(), SHAPE_BITS);
            return layout;
        }
        if let (Some(lens), Some(hash)) = (lens, start_of(&of.hash, CUSTOM_HASH_BITS))
            && of.key == custom_key(hash)
        {
            packer.bits.bits(CUSTOM_LENS, 2);
            packer.bits.bits(hash, CUSTOM_HASH_BITS);
            packer.text(&of.name);
            let text = lens::to_line(lens);
            // What would not come back as this lens does not travel.
            let comes_back = || lens::parse(&text).lens.is_some_and(|l| l.hash == lens.hash);
            let carried = self.carry && comes_back();
            packer.bits.flag(carried);
            if carried {
                packer.text(&text);
                self.carried.push(of.clone());
            } else {
                self.left_out.push(of.clone());
            }
            return Layout::of(lens);
        }
        packer.bits.bits(OTHER_LENS, 2);
        packer.text(&of.key.0);
        packer.text(&of.hash.0);
        packer.text(&of.name);
        self.left_out.push(of.clone());
        Layout::default()
    }
}

/// The lenses while a code is read.
pub struct Reading<'a> {
    /// Those at hand.
    pub lenses: &'a Lenses,
    /// Those in the code.
    pub brought: Vec<(LensKey, String)>,
    /// All that the code speaks of.
    pub named: Vec<LensRef>,
    /// Those that are needed and not here.
    pub missing: Vec<LensRef>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// Reads which lens, with its layout where it is known.
    pub fn lens(&mut self, from: &mut Unpacker<'_>) -> Result<(LensRef, Layout), Nonsense> {
        let (lens, layout) = match from.bits.bits(2)? {
            BUNDLED_LENS => self.bundled(from)?,
            CUSTOM_LENS => self.custom(from)?,
            OTHER_LENS => {
                let (key, hash, name) = (from.text()?, from.text()?, from.text()?);
                (LensRef { key: LensKey(key), hash: LensHash(hash), name }, Some(Layout::default()))
            }
            _ => return Err(Nonsense),
        };
        self.named.push(lens.clone());
        if layout.is_none() {
            self.missing.push(lens.clone());
        }
        Ok((lens, layout.unwrap_or_default()))
    }

    fn bundled(&mut self, from: &mut Unpacker<'_>) -> Result<(LensRef, Option<Layout>), Nonsense> {
        let number = from.bits.size()?;
        let start = from.bits.bits(BUNDLED_HASH_BITS)?;
        let shape = from.bits.bits(SHAPE_BITS)?;
        let key = NUMBERED.get(number).ok_or(Nonsense)?;
        let name = BUNDLED.iter().find(|b| b.key == *key).map_or(*key, |b| b.name);
        let lens = LensKey((*key).to_owned());
        let then = LensRef {
            key: lens.clone(),
            hash: LensHash(format!("{start:08x}")),
            name: name.to_owned(),
        };
        let Some(here) = self.lenses.get(&lens) else { return Ok((then, None)) };
        if start_of(&here.hash, BUNDLED_HASH_BITS) == Some(start) {
            return Ok((LensRef::new(lens, here), Some(Layout::of(here))));
        }
        let now = Layout::of(here);
        let layout = if now.shape() == shape { Some(now) } else { Layout::retired(key, shape) };
        self.diagnostics.push(match layout {
            Some(_) => Diagnostic::new(
                Severity::Warning,
                "lens-changed",
                "",
                format!("The lens \"{name}\" has changed since this link was made."),
            )
            .with_hint("Everything that was answered is here. Some words and risks may differ."),
            None => Diagnostic::new(
                Severity::Error,
                "lens-unknown",
                "",
                format!("The link was made with a version of the lens \"{name}\" that is not known here."),
            )
            .with_hint("Reload the page to get the newest Plumbline and open the link again."),
        });
        Ok((then, layout))
    }

    fn custom(&mut self, from: &mut Unpacker<'_>) -> Result<(LensRef, Option<Layout>), Nonsense> {
        let start = from.bits.bits(CUSTOM_HASH_BITS)?;
        let name = from.text()?;
        let key = custom_key(start);
        let is_it = |lens: &Lens| start_of(&lens.hash, CUSTOM_HASH_BITS) == Some(start);
        let mut found = None;
        if from.bits.flag()? {
            let text = from.text()?;
            let lens = lens::parse(&text).lens.filter(is_it).ok_or(Nonsense)?;
            found = Some((LensRef::new(key.clone(), &lens), Layout::of(&lens)));
            self.brought.push((key.clone(), text));
        }
        if let Some(lens) = self.lenses.get(&key).filter(|lens| is_it(lens)) {
            found = Some((LensRef::new(key.clone(), lens), Layout::of(lens)));
        }
        Ok(match found {
            Some((lens, layout)) => (lens, Some(layout)),
            None => (LensRef { key, hash: LensHash(format!("{start:016x}")), name }, None),
        })
    }
}

/// The first bits of a hash; `None` where it is no hash.
fn start_of(hash: &LensHash, bits: u32) -> Option<u64> {
    let is_hex =
        hash.0.len() == 64 && hash.0.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hex {
        return None;
    }
    u64::from_str_radix(hash.0.get(..bits as usize / 4)?, 16).ok()
}

fn custom_key(start: u64) -> LensKey {
    LensKey(format!("custom-{start:016x}"))
}

/// Writes which questions of these are in a set.
pub fn write_scope(packer: &mut Packer, layout: &Layout, scope: Option<&Set<QuestionId>>) {
    packer.bits.flag(scope.is_some());
    let Some(scope) = scope else { return };
    let mut layout = layout.clone();
    let wanted = scope.iter().map(|id| (id, Vec::new())).collect();
    extend(packer, &mut layout, wanted);
    for (id, _) in &layout.questions {
        packer.bits.flag(scope.contains(id));
    }
}

/// Reads what [`write_scope`] wrote.
pub fn read_scope(
    from: &mut Unpacker<'_>,
    mut layout: Layout,
) -> Result<Option<Set<QuestionId>>, Nonsense> {
    if !from.bits.flag()? {
        return Ok(None);
    }
    layout.extend(more(from)?);
    let mut scope = Vec::new();
    for (id, _) in layout.questions {
        if from.bits.flag()? {
            scope.push(id);
        }
    }
    Ok(Some(scope.into_iter().collect()))
}

/// Writes what a layout lacks of these, and adds it.
pub fn extend(
    packer: &mut Packer,
    layout: &mut Layout,
    wanted: Vec<(&QuestionId, Vec<&ChoiceId>)>,
) {
    let places = layout.places();
    let lacking: Vec<(QuestionId, Vec<ChoiceId>)> = wanted
        .into_iter()
        .filter_map(|(id, choices)| {
            let known = places.get(id).map(|place| &layout.questions[*place].1);
            let choices: Vec<ChoiceId> = choices
                .into_iter()
                .filter(|choice| known.is_none_or(|known| !known.contains(choice)))
                .cloned()
                .collect();
            (known.is_none() || !choices.is_empty()).then(|| (id.clone(), choices))
        })
        .collect();
    packer.bits.number(lacking.len() as u64);
    for (id, choices) in &lacking {
        packer.text(&id.0);
        packer.bits.number(choices.len() as u64);
        choices.iter().for_each(|choice| packer.text(&choice.0));
    }
    layout.extend(lacking);
}

/// Reads what [`extend`] wrote.
pub fn more(from: &mut Unpacker<'_>) -> Result<Vec<(QuestionId, Vec<ChoiceId>)>, Nonsense> {
    let mut more = Vec::new();
    for _ in 0..from.bits.size()? {
        let id = QuestionId(from.text()?);
        let mut choices = Vec::new();
        for _ in 0..from.bits.size()? {
            choices.push(ChoiceId(from.text()?));
        }
        more.push((id, choices));
    }
    Ok(more)
}

/// The choices that an answer speaks of.
fn spoken_of(answer: &Answer) -> Vec<&ChoiceId> {
    let ids: Set<&ChoiceId> = answer.selected.iter().chain(answer.marks.keys()).collect();
    ids.into_iter().collect()
}

/// Writes the answers to a lens.
pub fn write(packer: &mut Packer, mut layout: Layout, review: &LensReview) {
    let only_ticks = {
        let places = layout.places();
        review.notes.is_empty()
            && review.pillar_notes.is_empty()
            && review.answers.iter().all(|(id, answer)| {
                let choices = places.get(id).map(|place| &layout.questions[*place].1);
                let has = |choice| choices.is_some_and(|choices| choices.contains(choice));
                is_plain(answer) && choices.is_some() && answer.selected.iter().all(has)
            })
    };
    packer.bits.flag(!only_ticks);
    if !only_ticks {
        let wanted = review.answers.iter().map(|(id, answer)| (id, spoken_of(answer))).collect();
        extend(packer, &mut layout, wanted);
        packer.text(&review.notes);
        packer.bits.number(review.pillar_notes.len() as u64);
        for (pillar, note) in &review.pillar_notes {
            packer.text(&pillar.0);
            packer.text(note);
        }
    }
    let nothing = Answer::default();
    let answers: Vec<&Answer> =
        layout.questions.iter().map(|(id, _)| review.answers.get(id).unwrap_or(&nothing)).collect();
    ticks(packer, &layout, &answers);
    if !only_ticks {
        remarks(packer, &layout, &answers);
    }
}

fn is_plain(answer: &Answer) -> bool {
    answer.not_applicable.is_none() && answer.marks.is_empty() && answer.notes.is_empty()
}

fn ticks(packer: &mut Packer, layout: &Layout, answers: &[&Answer]) {
    let saved: usize = layout
        .questions
        .iter()
        .zip(answers)
        .filter(|(_, answer)| answer.selected.is_empty())
        .map(|((_, choices), _)| choices.len())
        .sum();
    let sparse = saved > layout.questions.len();
    packer.bits.flag(sparse);
    for ((_, choices), answer) in layout.questions.iter().zip(answers) {
        if sparse {
            packer.bits.flag(!answer.selected.is_empty());
            if answer.selected.is_empty() {
                continue;
            }
        }
        for choice in choices {
            packer.bits.flag(answer.selected.contains(choice));
        }
    }
}

fn remarks(packer: &mut Packer, layout: &Layout, answers: &[&Answer]) {
    let told: Vec<usize> = (0..answers.len()).filter(|place| !is_plain(answers[*place])).collect();
    packer.bits.number(told.len() as u64);
    let mut next = 0;
    for place in told {
        let answer = answers[place];
        packer.bits.number((place - next) as u64);
        next = place + 1;
        said(packer, answer.not_applicable, &answer.notes);
        packer.bits.number(answer.marks.len() as u64);
        let mut next_choice = 0;
        for (at, choice) in layout.questions[place].1.iter().enumerate() {
            if let Some(mark) = answer.marks.get(choice) {
                packer.bits.number((at - next_choice) as u64);
                next_choice = at + 1;
                said(packer, mark.not_applicable, &mark.notes);
            }
        }
    }
}

fn said(packer: &mut Packer, not_applicable: Option<Reason>, notes: &str) {
    packer.bits.flag(not_applicable.is_some());
    if let Some(reason) = not_applicable {
        let number = REASONS.iter().position(|r| *r == reason).unwrap_or_default();
        packer.bits.bits(number as u64, REASON_BITS);
    }
    packer.text(notes);
}

fn read_said(from: &mut Unpacker<'_>) -> Result<(Option<Reason>, String), Nonsense> {
    let not_applicable = if from.bits.flag()? {
        let number = from.bits.bits(REASON_BITS)? as usize;
        Some(*REASONS.get(number).ok_or(Nonsense)?)
    } else {
        None
    };
    Ok((not_applicable, from.text()?))
}

/// Reads what [`write`] wrote.
pub fn read(
    from: &mut Unpacker<'_>,
    lens: LensRef,
    mut layout: Layout,
) -> Result<LensReview, Nonsense> {
    let mut review = LensReview::new(lens);
    let only_ticks = !from.bits.flag()?;
    if !only_ticks {
        layout.extend(more(from)?);
        review.notes = from.text()?;
        let mut notes = Vec::new();
        for _ in 0..from.bits.size()? {
            notes.push((PillarId(from.text()?), from.text()?));
        }
        review.pillar_notes = notes.into_iter().filter(|(_, note)| !note.is_empty()).collect();
    }
    let mut answers = read_ticks(from, &layout)?;
    if !only_ticks {
        read_remarks(from, &layout, &mut answers)?;
    }
    let ids = layout.questions.into_iter().map(|(id, _)| id);
    let answers: Map<QuestionId, Answer> = ids.zip(answers).collect();
    review.answers = answers.into_iter().filter(|(_, answer)| !answer.is_empty()).collect();
    Ok(review)
}

fn read_ticks(from: &mut Unpacker<'_>, layout: &Layout) -> Result<Vec<Answer>, Nonsense> {
    let sparse = from.bits.flag()?;
    let mut answers = Vec::new();
    for (_, choices) in &layout.questions {
        let mut ticked = Vec::new();
        if !sparse || from.bits.flag()? {
            for choice in choices {
                if from.bits.flag()? {
                    ticked.push(choice.clone());
                }
            }
        }
        answers.push(Answer { selected: ticked.into_iter().collect(), ..Answer::default() });
    }
    Ok(answers)
}

fn read_remarks(
    from: &mut Unpacker<'_>,
    layout: &Layout,
    answers: &mut [Answer],
) -> Result<(), Nonsense> {
    let mut next = 0;
    for _ in 0..from.bits.size()? {
        let place = from.bits.size()?.checked_add(next).ok_or(Nonsense)?;
        next = place.checked_add(1).ok_or(Nonsense)?;
        let (answer, (_, choices)) =
            answers.get_mut(place).zip(layout.questions.get(place)).ok_or(Nonsense)?;
        (answer.not_applicable, answer.notes) = read_said(from)?;
        let mut marks = Vec::new();
        let mut next_choice = 0;
        for _ in 0..from.bits.size()? {
            let at = from.bits.size()?.checked_add(next_choice).ok_or(Nonsense)?;
            next_choice = at.checked_add(1).ok_or(Nonsense)?;
            let choice = choices.get(at).ok_or(Nonsense)?;
            let (not_applicable, notes) = read_said(from)?;
            marks.push((choice.clone(), ChoiceMark { not_applicable, notes }));
        }
        answer.marks = marks.into_iter().filter(|(_, mark)| !mark.is_empty()).collect();
    }
    Ok(())
}
