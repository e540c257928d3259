//! The limits and character sets of the format (`DOMAIN.md` §1), in one place.

/// The most choices a question may have and still be usable here; AWS allows
/// [`CHOICES`].
pub const USABLE_CHOICES: usize = 32;
/// The most choices of a question for AWS.
pub const CHOICES: usize = 15;
