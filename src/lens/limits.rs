//! The limits and character sets of AWS and of Plumbline, in one place.
//! Lengths count characters (Unicode scalar values).

/// The longest lens file for AWS.
pub const FILE: usize = 500_000;
/// The longest file that is read at all; it keeps a stranger's file from
/// filling the memory.
pub const USABLE_FILE: usize = 5_000_000;
/// The one version of the format that is known.
pub const SCHEMA_VERSION: &str = "2021-11-01";

/// The most pillars of a lens.
pub const PILLARS: usize = 10;
/// The most questions of a pillar.
pub const QUESTIONS: usize = 20;
/// The most choices of a question for AWS.
pub const CHOICES: usize = 15;
/// The most choices a question may have and still be usable here; AWS allows
/// [`CHOICES`].
pub const USABLE_CHOICES: usize = 32;
/// The most risk rules of a question, one for each level of risk.
pub const RULES: usize = 3;
/// The most groups of additional resources of a choice.
pub const ADDITIONAL_RESOURCES: usize = 2;
/// The most resources in one such group.
pub const ADDITIONAL_CONTENT: usize = 5;

/// The shortest id.
pub const ID_SHORTEST: usize = 3;
/// The longest id in a lens file.
pub const ID: usize = 128;
/// The longest pillar or choice id that AWS's API takes.
pub const API_ID: usize = 64;
/// The longest name of a lens or pillar, and the longest title.
pub const TITLE: usize = 128;
/// The longest description of a lens or question.
pub const DESCRIPTION: usize = 2_048;
/// The longest text of a resource.
pub const DISPLAY_TEXT: usize = 2_048;
/// The longest address.
pub const URL: usize = 1_024;
/// The longest name of a version.
pub const VERSION: usize = 32;

/// The most lenses of a workload.
pub const LENSES_PER_WORKLOAD: usize = 20;
/// The most milestones of a workload.
pub const MILESTONES: usize = 100;
/// The most workloads of an account.
pub const WORKLOADS: usize = 1_000;

/// The shortest name of a workload, and of a milestone.
pub const NAME_SHORTEST: usize = 3;
/// The longest name of a workload.
pub const WORKLOAD_NAME: usize = 100;
/// The shortest description of a workload.
pub const WORKLOAD_DESCRIPTION_SHORTEST: usize = 3;
/// The longest description of a workload.
pub const WORKLOAD_DESCRIPTION: usize = 250;
/// The shortest name of a review owner.
pub const REVIEW_OWNER_SHORTEST: usize = 3;
/// The longest name of a review owner.
pub const REVIEW_OWNER: usize = 255;
/// The longest industry, by AWS's API model.
pub const INDUSTRY: usize = 100;
/// The longest address of an architecture, by AWS's API model.
pub const ARCHITECTURE_URL: usize = 2_048;
/// The longest name of a milestone.
pub const MILESTONE_NAME: usize = 100;
/// The longest notes on an answer, a lens, a pillar or a workload. The odd
/// number is AWS's.
pub const NOTES: usize = 2_084;
/// The longest notes on a choice.
pub const CHOICE_NOTES: usize = 250;

/// Whether AWS allows the character in an id.
pub fn is_id_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether AWS allows the character in the name or description of a lens, the
/// name of a pillar, the title or description of a question and the title of
/// a choice. Texts of resources may hold anything.
pub fn is_text_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || " \n-_.,:/()@!&#+'?\u{2019}".contains(c)
}

/// Whether AWS allows the character in the name of a lens version.
pub fn is_version_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

/// Whether AWS would take this as the name of a lens version.
pub fn is_version(name: &str) -> bool {
    (1..=VERSION).contains(&name.len()) && name.chars().all(is_version_character)
}
