//! One file a page. Pages never import pages.

pub mod attend;
pub mod data;
pub mod details;
pub mod explore;
pub mod glossary;
pub mod guide;
pub mod lens;
pub mod marks;
pub mod milestone;
pub mod milestones;
pub mod new;
pub mod not_found;
pub mod open;
pub mod overview;
pub mod plan;
pub mod practise;
pub mod privacy;
pub mod report;
pub mod review;
pub mod search;
pub mod settings;
pub mod shared;
pub mod shelf;
pub mod start;
pub mod workshop;
pub mod workshops;
