//! Versioned records over a key-value port.
//!
//! The promise of this layer: no answer is ever lost. A document is written
//! before the index that lists it, and the index can be rebuilt from the
//! documents. A record that a second tab changed is not written over: both are
//! merged, and where they clash, both are kept. A
//! record that is newer than this app is never touched; a damaged one is
//! copied to a quarantine key before anything takes its place, and both are
//! listed with their text. Deleting moves to a bin that keeps things 30 days;
//! replacing leaves a snapshot.
//!
//! What must *not* be here: no browser (see [`port::Port`]), no clock (`now`
//! is an argument), no JSON of a lens (its text is kept as it came).

pub mod batch;
pub mod clashes;
pub mod envelope;
pub mod index;
pub mod keys;
pub mod lens_shelf;
pub mod lineage;
pub mod marks;
pub mod meeting;
pub mod memory;
pub mod migrate;
pub mod milestones;
pub mod moving;
pub mod port;
pub mod practice;
pub mod reminder;
pub mod restore;
pub mod room;
pub mod settings;
pub mod snapshots;
pub mod store;
pub mod trash;
pub mod unreadable;
pub mod workload_codec;
pub mod workshops;

pub use batch::{Change, Changed, Put, TakenBack};
pub use clashes::KeptClash;
pub use index::{Index, IndexEntry, LensEntry};
pub use lens_shelf::StoredLens;
pub use lineage::{Lineage, Stamps, Tab};
pub use meeting::Met;
pub use memory::Memory;
pub use port::{Port, PortError};
pub use reminder::Reminder;
pub use restore::{Choice, Facts, Item, Newer, State, What};
pub use room::Room;
pub use settings::{Settings, Theme};
pub use snapshots::{Before, Snapshot};
pub use store::{Error, Loaded, Revision, Saved, Store};
pub use trash::{Deleted, Restored, Trash, TrashEntry};
pub use unreadable::{Unreadable, Why};
