//! What is known about a workload beside its answers, and the limits that AWS
//! sets (`DOMAIN.md` §1).

use crate::lens::limits;

/// Where the workload runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Environment {
    /// `PRODUCTION`
    Production,
    /// `PREPRODUCTION`
    #[default]
    PreProduction,
}

impl Environment {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::PreProduction, Self::Production];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Production => "PRODUCTION",
            Self::PreProduction => "PREPRODUCTION",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Production => "Production",
            Self::PreProduction => "Pre-production",
        }
    }

    /// The environment with this name in files.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.code() == code)
    }
}

/// How far the improvements are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ImprovementStatus {
    /// `NOT_APPLICABLE`: no plan was made.
    NotApplicable,
    /// `NOT_STARTED`
    #[default]
    NotStarted,
    /// `IN_PROGRESS`
    InProgress,
    /// `COMPLETE`
    Complete,
    /// `RISK_ACKNOWLEDGED`
    RiskAcknowledged,
}

impl ImprovementStatus {
    /// All, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::NotStarted,
        Self::InProgress,
        Self::Complete,
        Self::RiskAcknowledged,
        Self::NotApplicable,
    ];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotApplicable => "NOT_APPLICABLE",
            Self::NotStarted => "NOT_STARTED",
            Self::InProgress => "IN_PROGRESS",
            Self::Complete => "COMPLETE",
            Self::RiskAcknowledged => "RISK_ACKNOWLEDGED",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotApplicable => "Not applicable",
            Self::NotStarted => "Not started",
            Self::InProgress => "In progress",
            Self::Complete => "Complete",
            Self::RiskAcknowledged => "Risk acknowledged",
        }
    }

    /// The status with this name in files.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The properties of a workload.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// Required.
    pub name: String,
    /// Required by AWS; may be empty here.
    pub description: String,
    /// Where it runs.
    pub environment: Environment,
    /// Required by AWS; may be empty here.
    pub review_owner: String,
    /// Optional.
    pub industry: String,
    /// Optional; an http(s) address when given.
    pub architecture_url: String,
    /// Optional.
    pub notes: String,
    /// How far the improvements are.
    pub improvement_status: ImprovementStatus,
}

/// A text field of [`Properties`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// [`Properties::name`]
    Name,
    /// [`Properties::description`]
    Description,
    /// [`Properties::review_owner`]
    ReviewOwner,
    /// [`Properties::industry`]
    Industry,
    /// [`Properties::architecture_url`]
    ArchitectureUrl,
    /// [`Properties::notes`]
    Notes,
}

impl Field {
    /// Every text field, in the order of the form.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::Description,
        Self::ReviewOwner,
        Self::Industry,
        Self::ArchitectureUrl,
        Self::Notes,
    ];

    /// What it is called in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "the name of the review",
            Self::Description => "the description",
            Self::ReviewOwner => "the review owner",
            Self::Industry => "the industry",
            Self::ArchitectureUrl => "the address of the diagram",
            Self::Notes => "the notes on the review",
        }
    }

    /// The fewest and the most characters of a text that is not empty.
    pub fn limits(self) -> (usize, usize) {
        match self {
            Self::Name => (limits::NAME_SHORTEST, limits::WORKLOAD_NAME),
            Self::Description => {
                (limits::WORKLOAD_DESCRIPTION_SHORTEST, limits::WORKLOAD_DESCRIPTION)
            }
            Self::ReviewOwner => (limits::REVIEW_OWNER_SHORTEST, limits::REVIEW_OWNER),
            Self::Industry => (0, limits::INDUSTRY),
            Self::ArchitectureUrl => (0, limits::ARCHITECTURE_URL),
            Self::Notes => (0, limits::NOTES),
        }
    }

    /// What is wrong with this text in this field, as a sentence for the
    /// person who types it. Only the name must not be empty.
    pub fn check(self, text: &str) -> Option<String> {
        let length = text.trim().chars().count();
        let (min, max) = self.limits();
        if length == 0 {
            return (self == Self::Name)
                .then(|| "Give the workload a name, so that you find it again.".to_owned());
        }
        if length < min {
            return Some(format!("Use at least {min} characters: AWS asks for that many."));
        }
        if length > max {
            return Some(format!(
                "Use at most {max} characters: this has {length}, {} too many.",
                length - max
            ));
        }
        if self == Self::ArchitectureUrl && !is_web_address(text) {
            return Some("Start the address with https:// or http://.".to_owned());
        }
        None
    }
}

/// Whether a text is an http(s) address without white space.
pub fn is_web_address(text: &str) -> bool {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && !r.contains(char::is_whitespace))
}

impl Properties {
    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Description => &self.description,
            Field::ReviewOwner => &self.review_owner,
            Field::Industry => &self.industry,
            Field::ArchitectureUrl => &self.architecture_url,
            Field::Notes => &self.notes,
        }
    }

    /// The text of a field, to be changed.
    pub fn text_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Name => &mut self.name,
            Field::Description => &mut self.description,
            Field::ReviewOwner => &mut self.review_owner,
            Field::Industry => &mut self.industry,
            Field::ArchitectureUrl => &mut self.architecture_url,
            Field::Notes => &mut self.notes,
        }
    }

    /// Everything that is wrong, field by field.
    pub fn problems(&self) -> Vec<(Field, String)> {
        Field::ALL
            .into_iter()
            .filter_map(|f| f.check(self.text(f)).map(|message| (f, message)))
            .collect()
    }
}
