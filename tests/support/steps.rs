//! What happens in a random history of two tabs: what people do, what tabs do,
//! and what goes wrong.

use plumbline::review::history::Way;
use plumbline::review::{AnswerChange, Command, WorkloadId};
use plumbline::storage::PortError;
use proptest::prelude::*;

use crate::{commands, lenses};

#[derive(Debug, Clone)]
pub enum Step {
    /// A person does something to a review that a tab has open, or begins it.
    Edit { tab: usize, id: u8, command: Command },
    /// Takes it back, or does it again.
    Walk { tab: usize, id: u8, way: Way },
    /// A tab saves what it has open, if that was changed.
    Save { tab: usize, id: u8 },
    /// The same, while the other tab acts after so many calls to the storage.
    SaveMeanwhile { tab: usize, id: u8, calls: u32, other: Other },
    /// A tab opens what is stored; what it has not saved is given up.
    Open { tab: usize, id: u8 },
    /// The list is opened.
    List { tab: usize },
    /// Deletes a review.
    Delete { tab: usize, id: u8 },
    /// Undoes the last deletion that a tab remembers.
    TakeBack { tab: usize },
    /// Puts the last thing in the bin back.
    Restore { tab: usize },
    /// Empties the bin of what is old.
    Empty { tab: usize },
    /// Deletes everything.
    DeleteEverything { tab: usize },
    /// Saves the settings.
    SaveSettings { tab: usize },
    /// Something outside the app spoils a record.
    Rot { id: u8, how: Rot },
    /// The same, of the list.
    RotIndex { how: Rot },
    /// The disk has room for so much more.
    Room(Option<usize>),
    /// The browser lets nobody read or write, or lets them again.
    Off(bool),
    /// In the next step the tab's writes are refused.
    Refuse(u32, PortError),
    /// In the next step the tab dies after so many writes.
    Crash(u32),
}

/// What the other tab does in the meantime.
#[derive(Debug, Clone, Copy)]
pub enum Other {
    Save(u8),
    Delete(u8),
    List,
}

#[derive(Debug, Clone, Copy)]
pub enum Rot {
    Cut,
    Garbage,
    Newer,
    OtherId,
    /// One letter is another: not always to be noticed.
    Flip(usize),
    /// Only of the list.
    Gone,
}

impl Rot {
    pub fn name(self) -> &'static str {
        match self {
            Self::Cut => "rot: cut in half",
            Self::Garbage => "rot: garbage",
            Self::Newer => "rot: a newer version",
            Self::OtherId => "rot: another's record",
            Self::Flip(_) => "rot: one letter",
            Self::Gone => "rot: emptied",
        }
    }

    pub fn of(self, text: &str) -> String {
        match self {
            Self::Cut => text.chars().take(text.chars().count() / 2).collect(),
            Self::Garbage => format!("\u{fffd}{text}"),
            Self::Newer => text.replacen("\"version\":1", "\"version\":9", 1),
            Self::OtherId => text.replace("\"id\":\"w", "\"id\":\"x"),
            Self::Flip(at) => {
                let at = at % text.chars().count().max(1);
                let flip = |(n, c)| if n == at { if c == '7' { '"' } else { '7' } } else { c };
                text.chars().enumerate().map(flip).collect()
            }
            Self::Gone => String::new(),
        }
    }
}

pub fn step() -> impl Strategy<Value = Step> {
    let tab = || 0..2usize;
    let id = || prop_oneof![3 => Just(0u8), 1 => 1..3u8];
    let rot = || {
        prop_oneof![
            4 => prop::sample::select(vec![Rot::Cut, Rot::Garbage, Rot::Newer, Rot::OtherId]),
            1 => any::<usize>().prop_map(Rot::Flip),
        ]
    };
    let refusal = prop::sample::select(vec![
        PortError::Full,
        PortError::Blocked,
        PortError::Other("no reason".to_owned()),
    ]);
    let other = prop_oneof![
        4 => id().prop_map(Other::Save),
        1 => id().prop_map(Other::Delete),
        1 => Just(Other::List),
    ];
    let way = prop::sample::select(vec![Way::Back, Way::Back, Way::Again]);
    prop_oneof![
        24 => (tab(), id(), commands::command(lenses::lenses()))
            .prop_map(|(tab, id, command)| Step::Edit { tab, id, command }),
        6 => (tab(), id(), way).prop_map(|(tab, id, way)| Step::Walk { tab, id, way }),
        12 => (tab(), id()).prop_map(|(tab, id)| Step::Save { tab, id }),
        12 => (tab(), id(), 0..8u32, other)
            .prop_map(|(tab, id, calls, other)| Step::SaveMeanwhile { tab, id, calls, other }),
        3 => (tab(), id()).prop_map(|(tab, id)| Step::Open { tab, id }),
        2 => tab().prop_map(|tab| Step::List { tab }),
        2 => (tab(), id()).prop_map(|(tab, id)| Step::Delete { tab, id }),
        2 => tab().prop_map(|tab| Step::TakeBack { tab }),
        1 => tab().prop_map(|tab| Step::Restore { tab }),
        1 => tab().prop_map(|tab| Step::Empty { tab }),
        1 => tab().prop_map(|tab| Step::DeleteEverything { tab }),
        1 => tab().prop_map(|tab| Step::SaveSettings { tab }),
        2 => (id(), rot()).prop_map(|(id, how)| Step::Rot { id, how }),
        1 => prop_oneof![rot(), Just(Rot::Gone)].prop_map(|how| Step::RotIndex { how }),
        2 => prop::option::of(0..1_000usize).prop_map(Step::Room),
        2 => prop_oneof![1 => Just(true), 2 => Just(false)].prop_map(Step::Off),
        3 => (1..3u32, refusal).prop_map(|(n, error)| Step::Refuse(n, error)),
        6 => (0..4u32).prop_map(Step::Crash),
    ]
}

/// The review of a step.
pub fn name(id: u8) -> WorkloadId {
    WorkloadId(format!("w{id}"))
}

/// The name of a command, for the count.
pub fn kind(command: &Command) -> &'static str {
    match command {
        Command::Answer { change, .. } => match change {
            AnswerChange::Select(_) => "tick",
            AnswerChange::Unselect(_) => "untick",
            AnswerChange::NotApplicable(_) => "question (not) applicable",
            AnswerChange::Mark(..) => "practice (not) applicable, or its note",
            AnswerChange::Notes(_) => "notes on an answer",
            AnswerChange::Replace(_) => "answer replaced",
        },
        Command::LensNotes(..) => "notes on a lens",
        Command::PillarNotes(..) => "notes on a pillar",
        Command::Properties(_) => "details",
        Command::Priorities(_) => "priorities",
        Command::AddLens(_) => "lens added",
        Command::RemoveLens(_) => "lens removed",
        Command::RestoreReview(..) => "lens put back",
        Command::SaveMilestone(_) | Command::CloseWorkshop(..) => "milestone saved",
        Command::DeleteMilestone(_) => "milestone deleted",
        Command::RestoreMilestone(_) => "milestone put back",
        Command::RenameMilestone(..) => "milestone renamed",
        Command::TakeOver(..) => "taken over from somebody",
    }
}
