//! What a person does with a lens: workloads, answers, risk, milestones and
//! the improvement plan. `DOMAIN.md` §3 and §4.
//!
//! Every change of a workload is a [`Command`](command::Command) and goes
//! through [`Workload::apply`](workload::Workload), so undo, autosave and
//! tests share one door. This layer knows no report, no file and no storage.

pub mod answer;
pub mod attendance;
pub mod command;
pub mod compare;
pub mod fix;
pub mod history;
pub mod merge;
pub mod milestone;
pub mod plan;
pub mod properties;
pub mod summary;
pub mod taking_in;
pub mod upgrade;
pub mod words;
pub mod workload;

pub use answer::{Answer, ChoiceMark, Reason};
pub use attendance::Attendance;
pub use command::{AnswerChange, Applied, Command, Error};
pub use history::History;
pub use milestone::{Milestone, RecordedReview};
pub use plan::PlanItem;
pub use properties::{Environment, ImprovementStatus, Properties};
pub use summary::{Counts, LensSummary};
pub use taking_in::TakenIn;
pub use words::Words;
pub use workload::{LensKey, LensRef, LensReview, Lenses, Workload, WorkloadId};
