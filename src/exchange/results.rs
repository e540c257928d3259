//! Our own results file: one workload with everything a person wrote, the
//! risks, the milestones and the plan, as JSON that other tools can read and
//! that opens on another machine with nothing lost.
//!
//! `public/schemas/results-1.json` describes every field. What is computed
//! (risks of today, counts, titles, the plan) is there for readers of the file
//! and is computed anew when the file is opened.

mod read;
mod write;

use crate::diagnostic::Diagnostic;
use crate::review::{LensKey, Workload};

pub use read::read;
pub use write::write;

/// The first member of every results file.
pub const FORMAT: &str = "plumbline-results";
/// Stands in for the id of a workload that cannot be a key of the storage;
/// whoever keeps the workload gives it a new one.
pub const UNFIT_ID: &str = "imported";
/// The version of the format that is written here.
pub const VERSION: u32 = 1;

/// A read results file with everything found on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// The workload, where the file is usable.
    pub workload: Option<Workload>,
    /// The lenses that people brought, as the text of a lens file. Their keys
    /// are those in the workload, and follow from their content.
    pub custom_lenses: Vec<(LensKey, String)>,
    /// Everything found, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}
