//! What a lens's companion file says about it: what AWS's lens format cannot
//! hold. A companion stands beside its lens as `lenses/<key>.companion.json`;
//! its JSON Schema is `public/schemas/companion-1.json`.

use serde::Deserialize;

use super::{ChoiceId, Pillar, PillarId, QuestionId};
use crate::collections::Map;

/// The `format` of a companion file.
pub const FORMAT: &str = "plumbline-companion";

/// The `version` of a companion file.
pub const VERSION: u32 = 1;

/// A companion file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Companion {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always [`VERSION`].
    pub version: u32,
    /// The key of the lens: its file name without `.json`.
    pub lens: String,
    /// What the lens reviews, in one sentence.
    pub about: String,
    /// Who it is for, in one sentence.
    pub audience: String,
    /// The official lens that this one renders in other words.
    pub official: Option<Official>,
    /// The design principles, those of the whole lens first.
    pub principles: Vec<Principle>,
    /// What is said of each question of the lens.
    pub questions: Map<QuestionId, QuestionNotes>,
}

/// An official lens of AWS.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// Its alias, such as `wellarchitected`.
    pub alias: String,
    /// Its ARN.
    pub arn: String,
}

/// A design principle (DOMAIN §5 names those of the Framework).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Unique in the companion; words joined by hyphens.
    pub id: String,
    /// The pillar it belongs to; none where it holds for the whole lens.
    pub pillar: Option<PillarId>,
    /// Its name.
    pub title: String,
    /// What it means, in a few sentences.
    pub text: String,
    /// The questions that put it into practice.
    pub questions: Vec<QuestionId>,
}

/// What is said of a question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionNotes {
    /// The official number, such as `SEC 3`.
    pub code: Option<String>,
    /// The official id, where it differs from the one in the lens or not.
    pub official: Option<String>,
    /// How many minutes it takes to answer in a review.
    pub minutes: u32,
    /// Who should be in the room.
    pub roles: Vec<Role>,
    /// Questions that start a conversation, for the facilitator.
    pub prompts: Vec<String>,
    /// What people say that gives a gap away.
    pub flag: String,
    /// The questions of the Framework lens behind this one.
    #[serde(default)]
    pub behind: Vec<QuestionId>,
    /// What is said of each practice; "None of these" has no entry.
    pub practices: Map<ChoiceId, PracticeNotes>,
}

/// What is said of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeNotes {
    /// The official code, such as `SEC03-BP02`.
    pub code: Option<String>,
    /// The official choice id.
    pub official: Option<String>,
    /// The address of the official documentation.
    pub url: Option<String>,
    /// The risk of not doing it.
    pub level: Level,
    /// What it takes to put it in place for one workload.
    pub effort: Effort,
    /// Who usually does it.
    pub role: Role,
    /// Official codes of practices it is close to.
    #[serde(default)]
    pub related: Vec<String>,
}

/// The level of risk of a practice: what it means to go without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// Recommended; does not decide the risk of a question unless it has
    /// nothing else.
    Low,
    /// Missing it leaves a medium risk.
    Medium,
    /// Missing it leaves a high risk.
    High,
}

impl Level {
    /// All levels, the most severe first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// As it is shown: `High`.
    pub fn words(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }
}

/// How long it takes to put a practice in place for one workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Effort {
    /// Some hours.
    Hours,
    /// Some days.
    Days,
    /// Some weeks.
    Weeks,
}

impl Effort {
    /// As it is shown: `days`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
        }
    }
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $words:literal),* $(,)?) => {
        /// Who answers a question or puts a practice in place.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Role {
            $($(#[$doc])* $name,)*
        }

        impl Role {
            /// All roles.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As it is shown: `Security engineer`.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

roles! {
    /// Answers for the outcome and pays for it.
    ExecutiveSponsor = "Executive sponsor",
    /// Decides what the product does.
    ProductOwner = "Product owner",
    /// Knows what the business needs of the system.
    BusinessAnalyst = "Business analyst",
    /// Leads those who build.
    EngineeringLead = "Engineering lead",
    /// Decides how the parts fit.
    Architect = "Architect",
    /// Writes the software.
    Developer = "Developer",
    /// Tests it.
    Tester = "Tester",
    /// Builds what the others build on.
    PlatformEngineer = "Platform engineer",
    /// Keeps it running.
    OperationsEngineer = "Operations engineer",
    /// Keeps it safe.
    SecurityEngineer = "Security engineer",
    /// Connects it.
    NetworkEngineer = "Network engineer",
    /// Runs the databases.
    DatabaseEngineer = "Database engineer",
    /// Moves and shapes data.
    DataEngineer = "Data engineer",
    /// Learns from data.
    DataScientist = "Data scientist",
    /// Brings models into production.
    MlEngineer = "ML engineer",
    /// Watches what it costs.
    FinanceAnalyst = "Finance analyst",
    /// Knows the rules it must follow.
    ComplianceOfficer = "Compliance officer",
    /// Hears from users first.
    SupportLead = "Support lead",
    /// Buys what is bought.
    Procurement = "Procurement",
    /// Cares for the people.
    PeopleLead = "People lead",
}

impl Companion {
    /// Reads a companion.
    ///
    /// # Errors
    ///
    /// What is not as the schema says, with its place.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::check(serde_json::from_str(text)?)
    }

    /// Reads a companion that is parsed already.
    ///
    /// # Errors
    ///
    /// What is not as the schema says.
    pub fn from_value(value: serde_json::Value) -> Result<Self, Error> {
        Self::check(serde_json::from_value(value)?)
    }

    fn check(read: Self) -> Result<Self, Error> {
        if read.format != FORMAT || read.version != VERSION {
            return Err(Error::OtherFormat { format: read.format, version: read.version });
        }
        Ok(read)
    }

    /// How many minutes all questions take.
    pub fn minutes(&self) -> u32 {
        self.questions.values().map(|question| question.minutes).sum()
    }

    /// The principles of a pillar, or those of the whole lens.
    pub fn principles_of(&self, pillar: Option<&PillarId>) -> impl Iterator<Item = &Principle> {
        self.principles.iter().filter(move |principle| principle.pillar.as_ref() == pillar)
    }

    /// The principles of the whole lens that questions of this pillar put into
    /// practice.
    pub fn general_principles_in(&self, pillar: &Pillar) -> impl Iterator<Item = &Principle> {
        self.principles_of(None).filter(move |principle| {
            pillar.questions.iter().any(|question| principle.questions.contains(&question.id))
        })
    }
}

/// Why a companion cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not JSON, or not of this shape.
    #[error("The companion is not as its schema says: {0}.")]
    Shape(#[from] serde_json::Error),
    /// Some other file, or one of a version from the future.
    #[error(
        "The file says that it is {format:?} version {version}; a companion is {FORMAT:?} version {VERSION}."
    )]
    OtherFormat {
        /// What the file says.
        format: String,
        /// What the file says.
        version: u32,
    },
}
