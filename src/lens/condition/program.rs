//! A condition as a few masks: what is left of the tree once the names are
//! bits.

use super::syntax::Expr;

/// A compiled expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Program {
    /// A plain conjunction of literals.
    All(Literals),
    /// A plain disjunction of literals.
    Any(Literals),
    /// Everything else: its groups, inner ones before the group they are in.
    Groups(Box<[Group]>),
}

/// The literals directly in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Literals {
    /// Bits of `x`.
    yes: u32,
    /// Bits of `!x`.
    no: u32,
}

impl Literals {
    /// Whether all are true; what is not applicable counts as true.
    #[inline]
    fn all(self, selected: u32, not_applicable: u32) -> bool {
        ((self.yes & !selected) | (self.no & selected)) & !not_applicable == 0
    }

    /// Whether any is true; what is not applicable counts as false.
    #[inline]
    fn any(self, selected: u32, not_applicable: u32) -> bool {
        ((self.yes & selected) | (self.no & !selected)) & !not_applicable != 0
    }
}

/// One `&&` or `||` group of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    literals: Literals,
    conjunction: bool,
    /// Whether a `!` stands before the group.
    negated: bool,
    /// How many groups it is in. At most `2 * NESTING`, so that one bit of a
    /// `u128` a level is enough.
    level: u8,
    /// Whether the group around it is a conjunction.
    in_conjunction: bool,
}

const _: () = assert!(2 * super::syntax::NESTING < 128);

impl Program {
    const TRUE: Self = Self::All(Literals { yes: 0, no: 0 });

    /// Compiles with `place` giving the bit of an id; an id without one is
    /// false.
    pub(super) fn compile(expr: &Expr, place: &dyn Fn(&str) -> Option<usize>) -> Self {
        if matches!(expr, Expr::Default) {
            return Self::TRUE;
        }
        let mut groups = Vec::new();
        push_group(expr, 0, true, place, &mut groups);
        match groups.as_slice() {
            [Group { literals, conjunction: true, negated: false, .. }] => Self::All(*literals),
            [Group { literals, conjunction: false, negated: false, .. }] => Self::Any(*literals),
            _ => Self::Groups(groups.into_boxed_slice()),
        }
    }

    #[inline]
    pub(super) fn run(&self, selected: u32, not_applicable: u32) -> bool {
        match self {
            Self::All(literals) => literals.all(selected, not_applicable),
            Self::Any(literals) => literals.any(selected, not_applicable),
            Self::Groups(groups) => run_groups(groups, selected, not_applicable),
        }
    }
}

/// Each group leaves one bit at its level for the group around it: "something
/// in here is false" for a conjunction, "something in here is true" for a
/// disjunction. The last group is the whole expression.
fn run_groups(groups: &[Group], selected: u32, not_applicable: u32) -> bool {
    let mut decided: u128 = 0;
    let mut value = true;
    for group in groups {
        let bit = 1u128 << group.level;
        let inner = decided & bit != 0;
        decided &= !bit;
        value = if group.conjunction {
            !inner && group.literals.all(selected, not_applicable)
        } else {
            inner || group.literals.any(selected, not_applicable)
        } != group.negated;
        if value != group.in_conjunction {
            decided |= bit >> 1;
        }
    }
    value
}

/// Appends the groups of `expr`, inner ones first. A literal on its own is a
/// conjunction of one, since it counts as true when not applicable.
fn push_group(
    expr: &Expr,
    level: u8,
    in_conjunction: bool,
    place: &dyn Fn(&str) -> Option<usize>,
    groups: &mut Vec<Group>,
) {
    let mut expr = expr;
    let mut negated = false;
    if literal(expr).is_none() {
        while let Expr::Not(inner) = expr {
            negated = !negated;
            expr = inner;
        }
    }
    let (conjunction, parts) = match expr {
        Expr::Or(parts) => (false, parts.as_slice()),
        Expr::And(parts) => (true, parts.as_slice()),
        single => (true, std::slice::from_ref(single)),
    };
    let mut literals = Literals::default();
    // A false literal of an unknown id decides a conjunction, a true one a
    // disjunction; the others say nothing.
    let mut decided = false;
    for part in parts {
        match literal(part) {
            Some((id, positive)) => match place(id) {
                Some(bit) if positive => literals.yes |= 1 << bit,
                Some(bit) => literals.no |= 1 << bit,
                None => decided |= positive == conjunction,
            },
            None => push_group(part, level + 1, conjunction, place, groups),
        }
    }
    if decided {
        // Both sides of a group that has nothing in it: an empty disjunction
        // is false, an empty conjunction true.
        groups.push(Group {
            literals: Literals::default(),
            conjunction: !conjunction,
            negated: false,
            level: level + 1,
            in_conjunction: conjunction,
        });
    }
    groups.push(Group { literals, conjunction, negated, level, in_conjunction });
}

/// The id and the sign, where `expr` is an id with any number of `!` before it.
fn literal(mut expr: &Expr) -> Option<(&str, bool)> {
    let mut positive = true;
    loop {
        match expr {
            Expr::Id(id) => return Some((id, positive)),
            Expr::Not(inner) => {
                positive = !positive;
                expr = inner;
            }
            _ => return None,
        }
    }
}
