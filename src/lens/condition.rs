//! The language of rule conditions: `a && (b || !c)` or `default`.
//! This file knows no lens: names and bits only.
//!
//! ```text
//! rule := "default" | or          or  := and ("||" and)*       and := not ("&&" not)*
//! not  := "!" not | "(" or ")" | ID                            ID  = [A-Za-z0-9_-]+
//! ```
//!
//! `!` binds tightest, then `&&`, then `||`. AWS does not document this order;
//! it is the conventional one.
//!
//! ## Choices that are not applicable
//!
//! Such a choice is neutral: its literals (`x`, `!x`, `!!x`, …) count as true
//! directly under `&&` or standing alone, and as false directly under `||`.
//! Parentheses are no node of their own: `(x) && y` has `x` directly under
//! `&&`, and `(a && b) && c` is one conjunction of three. A `!` before a group
//! negates what the group came to. AWS documents none of this beyond
//! conditions that are a plain `&&` or `||` of ids, see
//! [`Condition::is_plain`].

mod program;
mod syntax;

use std::fmt;
use std::ops::Range;

use super::risk::ChoiceSet;
use program::Program;
pub use syntax::{Expr, Name, Syntax, SyntaxError, parse};

/// A condition, compiled against the choices of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What its author wrote, verbatim.
    pub source: String,
    /// What it says.
    pub expr: Expr,
    program: Program,
    mentioned: ChoiceSet,
}

/// More unknown ids in one condition than this help nobody.
const MOST_UNKNOWN: usize = 100;

/// An id in a condition that is no choice of the question. It is false when
/// evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownId {
    /// The id.
    pub id: String,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

impl Condition {
    /// Reads and compiles `source` for a question whose choices have these
    /// ids, in this order. Where an id stands twice the first one counts, and
    /// choices beyond the thirty-second cannot be named.
    ///
    /// Returns the condition with its unknown ids (each once, where it first
    /// stands, a hundred at most), or everything that is wrong with the syntax.
    pub fn compile(
        source: &str,
        choices: &[&str],
    ) -> Result<(Self, Vec<UnknownId>), Vec<SyntaxError>> {
        let Syntax { expr, names } = parse(source)?;
        let place = |id: &str| choices.iter().take(32).position(|choice| *choice == id);
        let mut unknown: Vec<UnknownId> = Vec::new();
        let mut mentioned = ChoiceSet::EMPTY;
        for Name { id, span } in names {
            match place(&id) {
                Some(index) => mentioned = mentioned.with(index),
                None if unknown.len() < MOST_UNKNOWN && unknown.iter().all(|u| u.id != id) => {
                    unknown.push(UnknownId { id, span });
                }
                None => {}
            }
        }
        let program = Program::compile(&expr, &place);
        Ok((Self { source: source.to_owned(), expr, program, mentioned }, unknown))
    }

    /// Whether this is the rule that is always true.
    pub fn is_default(&self) -> bool {
        matches!(self.expr, Expr::Default)
    }

    /// Whether the condition is `default`, one id, or ids joined by `&&` only
    /// or by `||` only. For anything else AWS does not document what a choice
    /// that is not applicable does.
    pub fn is_plain(&self) -> bool {
        match &self.expr {
            Expr::Default | Expr::Id(_) => true,
            Expr::Not(_) => false,
            Expr::And(parts) | Expr::Or(parts) => parts.iter().all(|p| matches!(p, Expr::Id(_))),
        }
    }

    /// The choices that the condition names.
    pub fn mentioned(&self) -> ChoiceSet {
        self.mentioned
    }

    /// Whether the condition holds for this answer. A choice that is both
    /// selected and not applicable counts as not applicable.
    #[inline]
    pub fn holds(&self, selected: ChoiceSet, not_applicable: ChoiceSet) -> bool {
        self.program.run(selected.0, not_applicable.0)
    }
}

/// The canonical text, which parses back to the same expression.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}
