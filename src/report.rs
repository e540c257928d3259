//! Renditions of a review.
