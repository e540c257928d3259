//! One file a page. Pages never import pages.

pub mod data;
pub mod details;
pub mod glossary;
pub mod guide;
pub mod lens;
pub mod milestone;
pub mod milestones;
pub mod new;
pub mod not_found;
pub mod open;
pub mod overview;
pub mod plan;
pub mod privacy;
pub mod report;
pub mod review;
pub mod settings;
pub mod shared;
pub mod shelf;
pub mod start;
