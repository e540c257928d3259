//! The language of rule conditions: `a && (b || !c)` or `default`.
//! `DOMAIN.md` §2. This file knows no lens: names and bits only.

/// A compiled condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition;
