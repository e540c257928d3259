//! The limits and character sets of the format (`DOMAIN.md` §1), in one place.

/// The most choices a question may have and still be usable here; AWS allows
/// [`CHOICES`].
pub const USABLE_CHOICES: usize = 32;
/// The most choices of a question for AWS.
pub const CHOICES: usize = 15;

/// Lenses of a workload.
pub const LENSES_PER_WORKLOAD: usize = 20;
/// Milestones of a workload.
pub const MILESTONES_PER_WORKLOAD: usize = 100;
/// Characters of a note on an answer, a lens, a pillar or a workload (sic).
pub const NOTES: usize = 2_084;
/// Characters of a note on a choice.
pub const CHOICE_NOTES: usize = 250;
/// The fewest characters of a workload's name.
pub const WORKLOAD_NAME_MIN: usize = 3;
/// The most characters of a workload's name.
pub const WORKLOAD_NAME_MAX: usize = 100;
/// The fewest characters of a workload's description.
pub const WORKLOAD_DESCRIPTION_MIN: usize = 3;
/// The most characters of a workload's description.
pub const WORKLOAD_DESCRIPTION_MAX: usize = 250;
/// The fewest characters of a review owner.
pub const REVIEW_OWNER_MIN: usize = 3;
/// The most characters of a review owner.
pub const REVIEW_OWNER_MAX: usize = 255;
/// The most characters of an industry, by AWS's API model.
pub const INDUSTRY: usize = 100;
/// The most characters of the address of an architecture, by AWS's API model.
pub const ARCHITECTURE_URL: usize = 2_048;
/// The fewest characters of a milestone's name.
pub const MILESTONE_NAME_MIN: usize = 3;
/// The most characters of a milestone's name.
pub const MILESTONE_NAME_MAX: usize = 100;
