//! Pieces of pages. They take values and callbacks, never storage, routes or
//! state.

pub mod absent;
pub mod agreement;
pub mod chart;
pub mod dialog;
pub mod document;
pub mod fetched;
pub mod field;
pub mod findings;
pub mod giving;
pub mod icon;
pub mod level;
pub mod marked;
pub mod marking;
pub mod milestone_form;
pub mod notice;
pub mod prose;
pub mod qr;
pub mod reason;
pub mod risk;
pub mod take_along;
pub mod term;
pub mod timer;
pub mod version;
pub mod why;
pub mod workload_form;
pub mod workshop_card;
