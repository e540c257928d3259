//! When to remind a person of a backup: rarely, and never while there is
//! nothing new to lose.

use super::index::IndexEntry;
use super::settings::Settings;
use crate::time::Timestamp;

const DAY: i64 = 24 * 60 * 60 * 1_000;
const LAST: &str = "last_backup";
const EVERY: &str = "backup_reminder";
const SINCE: &str = "reviews_since";

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reminder {
    /// Never.
    Off,
    /// Every week.
    Week,
    /// Every month.
    #[default]
    Month,
}

impl Reminder {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Off, Self::Week, Self::Month];

    /// The name in storage.
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    fn pause(self) -> Option<i64> {
        match self {
            Self::Off => None,
            Self::Week => Some(7 * DAY),
            Self::Month => Some(30 * DAY),
        }
    }
}

impl Settings {
    /// When everything was last backed up from here.
    pub fn last_backup(&self) -> Option<Timestamp> {
        self.time(LAST)
    }

    /// Remembers that everything was just backed up.
    pub fn backed_up(&mut self, now: Timestamp) {
        self.other.insert(LAST.to_owned(), now.0.into());
    }

    /// How often to remind.
    pub fn reminder(&self) -> Reminder {
        let code = self.other.get(EVERY).and_then(|v| v.as_str()).unwrap_or_default();
        Reminder::ALL.into_iter().find(|r| r.code() == code).unwrap_or_default()
    }

    /// Chooses how often to remind.
    pub fn remind(&mut self, how_often: Reminder) {
        self.other.insert(EVERY.to_owned(), how_often.code().into());
    }

    /// Since when there are reviews to lose; remembers `now` where it was not
    /// known, and says so with `true`.
    pub fn count_from(&mut self, now: Timestamp) -> bool {
        let unknown = self.time(SINCE).is_none();
        if unknown {
            self.other.insert(SINCE.to_owned(), now.0.into());
        }
        unknown
    }

    /// Whether it is time for a backup: something changed since the last one,
    /// and that is long ago.
    pub fn backup_is_due(&self, workloads: &[IndexEntry], now: Timestamp) -> bool {
        let Some(pause) = self.reminder().pause() else { return false };
        let Some(changed) = workloads.iter().map(|w| w.updated_at).max() else { return false };
        let last = self.last_backup();
        let Some(from) = last.or(self.time(SINCE)) else { return false };
        last.is_none_or(|last| changed > last) && now.0.saturating_sub(from.0) >= pause
    }

    fn time(&self, name: &str) -> Option<Timestamp> {
        self.other.get(name)?.as_i64().map(Timestamp)
    }
}

/// How long ago something was, for people: `today`, `3 days ago`.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    match now.0.saturating_sub(then.0).div_euclid(DAY) {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{Counts, WorkloadId};

    fn changed_on(day: i64) -> Vec<IndexEntry> {
        vec![IndexEntry {
            id: WorkloadId("w".to_owned()),
            name: "W".to_owned(),
            updated_at: Timestamp(day * DAY),
            lenses: Vec::new(),
            counts: Counts::default(),
            milestones: 0,
        }]
    }

    #[test]
    fn a_reminder_comes_late_and_only_for_something_new() {
        // Since, last backup, how often, last change, today: is it due?
        let cases = [
            (Some(0), None, Reminder::Month, 20, 29, false),
            (Some(0), None, Reminder::Month, 20, 30, true),
            (Some(0), None, Reminder::Week, 5, 7, true),
            (Some(0), None, Reminder::Off, 20, 900, false),
            (None, None, Reminder::Week, 20, 900, false),
            (Some(0), Some(100), Reminder::Week, 99, 900, false),
            (Some(0), Some(100), Reminder::Week, 101, 106, false),
            (Some(0), Some(100), Reminder::Week, 101, 107, true),
            // A clock that was set back.
            (Some(0), Some(100), Reminder::Week, 101, 3, false),
        ];
        for case in cases {
            let (since, last, how_often, changed, today, due) = case;
            let mut settings = Settings::default();
            if let Some(day) = since {
                assert!(settings.count_from(Timestamp(day * DAY)));
                assert!(!settings.count_from(Timestamp(1)));
            }
            if let Some(day) = last {
                settings.backed_up(Timestamp(day * DAY));
            }
            settings.remind(how_often);
            assert_eq!(settings.reminder(), how_often);
            let now = Timestamp(today * DAY);
            assert_eq!(settings.backup_is_due(&changed_on(changed), now), due, "{case:?}");
            assert!(!settings.backup_is_due(&[], now));
        }
        assert_eq!(Settings::default().reminder(), Reminder::Month);
    }

    #[test]
    fn days_are_counted_in_words() {
        let at = |hours: i64| Timestamp(hours * DAY / 24);
        let cases = [(0, "today"), (23, "today"), (25, "yesterday"), (49, "2 days ago")];
        for (hours, want) in cases {
            assert_eq!(ago(at(0), at(hours)), want);
        }
        assert_eq!(ago(at(50), at(0)), "today");
    }
}
