//! The lenses that come with Plumbline: what the shelf says of them before
//! they are loaded. A test holds these facts against the files.

/// A lens that ships with the app as `lenses/<key>.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// The file name without `.json`.
    pub key: &'static str,
    /// As in the file.
    pub name: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// How many pillars it has.
    pub pillars: usize,
    /// How many questions it has.
    pub questions: usize,
    /// [`Lens::hash`](super::Lens) of the file.
    pub hash: &'static str,
    /// How many minutes a first review takes, about three a question.
    pub minutes: usize,
}

/// Every bundled lens, in the order of the shelf.
pub const BUNDLED: &[Bundled] = &[Bundled {
    key: "launch-readiness",
    name: "Launch readiness",
    about: "A consistent review before a system goes live: what must be true before real users arrive.",
    pillars: 6,
    questions: 21,
    hash: "16f83b28d4c1da16fdeb7642cc9431e7e9393bd1d11054764b30d79a0b49224d",
    minutes: 60,
}];
