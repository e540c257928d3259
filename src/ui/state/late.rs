//! Changes of a record that are not stored yet: they hold on the page, and are
//! tried again whenever something is stored or the tab wakes up.

type Change<T> = Box<dyn Fn(&mut T)>;

/// The changes of one record, in the order they were made.
pub(super) struct Late<T> {
    changes: Vec<Change<T>>,
    was_refused: bool,
}

impl<T> Late<T> {
    /// Everything is stored.
    pub(super) const fn none() -> Self {
        Self { changes: Vec::new(), was_refused: false }
    }

    /// Whether everything is stored.
    pub(super) fn is_none(&self) -> bool {
        self.changes.is_empty()
    }

    /// One more.
    pub(super) fn push(&mut self, change: impl Fn(&mut T) + 'static) {
        self.changes.push(Box::new(change));
    }

    /// Makes them, on what is stored.
    pub(super) fn make(&self, record: &mut T) {
        for change in &self.changes {
            change(record);
        }
    }

    /// The browser refused them.
    pub(super) fn refused(&mut self) {
        self.was_refused = true;
    }

    /// They are stored; whether they had been refused before.
    pub(super) fn stored(&mut self) -> bool {
        let was_refused = self.was_refused;
        *self = Self::none();
        was_refused
    }
}
