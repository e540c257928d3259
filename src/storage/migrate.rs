//! How records of older versions become records of today: numbered pure
//! functions, one list a format. Every version ever shipped has a golden file
//! in `tests/fixtures/storage/`.

use serde_json::Value;

/// From one version's data to the next one's.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The version it reads; it writes the one after.
    pub from: u32,
    /// Pure; an error is a sentence.
    pub run: fn(Value) -> Result<Value, String>,
}

/// A kind of record, with its history.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// What stands in the envelope.
    pub name: &'static str,
    /// The version this app writes.
    pub version: u32,
    /// From version 1 to [`Self::version`], without a gap.
    pub steps: &'static [Step],
}

/// A workload with its milestones ([`workload_codec`](super::workload_codec)).
/// Version 2 brought who took part in a workshop; a workload without that is
/// still written as version 1.
pub const WORKLOAD: Format =
    Format { name: "plumbline/workload", version: 2, steps: &[Step { from: 1, run: Ok }] };
/// A lens that a person brought ([`lens_shelf`](super::lens_shelf)).
pub const LENS: Format = Format { name: "plumbline/lens", version: 1, steps: &[] };
/// The settings ([`settings`](super::settings)).
pub const SETTINGS: Format = Format { name: "plumbline/settings", version: 1, steps: &[] };
/// The index ([`index`](super::index)).
pub const INDEX: Format = Format { name: "plumbline/index", version: 1, steps: &[] };
/// What one tab said where two clashed ([`clashes`](super::clashes)).
pub const CLASH: Format = Format { name: "plumbline/clash", version: 1, steps: &[] };

/// A snapshot ([`snapshots`](super::snapshots)).
pub const SNAPSHOT: Format = Format { name: "plumbline/snapshot", version: 1, steps: &[] };
/// A deleted milestone ([`milestones`](super::milestones)).
pub const MILESTONE: Format = Format { name: "plumbline/milestone", version: 1, steps: &[] };

/// What a person marked in the library ([`marks`](super::marks)).
pub const MARKS: Format = Format { name: "plumbline/marks", version: 1, steps: &[] };
/// How a person practises ([`practice`](super::practice)).
pub const PRACTICE: Format = Format { name: "plumbline/practice", version: 1, steps: &[] };

/// A workshop that the person runs ([`workshops`](super::workshops)).
pub const WORKSHOP: Format = Format { name: "plumbline/workshop", version: 1, steps: &[] };
/// A workshop that the person takes part in ([`workshops`](super::workshops)).
pub const ATTENDING: Format = Format { name: "plumbline/attending", version: 1, steps: &[] };

/// Every format.
pub const FORMATS: [Format; 11] = [
    WORKLOAD, LENS, SETTINGS, INDEX, CLASH, SNAPSHOT, MILESTONE, MARKS, PRACTICE, WORKSHOP,
    ATTENDING,
];

impl Format {
    /// Brings data of an older version to the current one.
    ///
    /// # Errors
    ///
    /// The sentence of the step that cannot read its data.
    pub fn migrate(&self, version: u32, data: Value) -> Result<Value, String> {
        self.steps.iter().filter(|s| s.from >= version).try_fold(data, |d, step| (step.run)(d))
    }

    /// Whether the steps lead from version 1 to the current one, one by one.
    pub fn is_gapless(&self) -> bool {
        self.version as usize == self.steps.len() + 1
            && self.steps.iter().zip(1..).all(|(step, n)| step.from == n)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_format_has_a_name_of_its_own_and_no_gap() {
        for (i, format) in FORMATS.iter().enumerate() {
            assert!(format.is_gapless(), "{}", format.name);
            assert!(FORMATS[..i].iter().all(|f| f.name != format.name), "{}", format.name);
        }
    }

    #[test]
    fn steps_run_from_the_version_found_and_in_order() {
        fn note(data: Value, text: &str) -> Result<Value, String> {
            let Value::String(old) = data else { return Err("This is no text.".to_owned()) };
            Ok(json!(old + text))
        }
        const STEPS: &[Step] =
            &[Step { from: 1, run: |d| note(d, " 2") }, Step { from: 2, run: |d| note(d, " 3") }];
        let format = Format { name: "test", version: 3, steps: STEPS };
        assert!(format.is_gapless());
        assert_eq!(format.migrate(1, json!("1")), Ok(json!("1 2 3")));
        assert_eq!(format.migrate(2, json!("2")), Ok(json!("2 3")));
        assert_eq!(format.migrate(3, json!("3")), Ok(json!("3")));
        assert_eq!(format.migrate(1, json!(1)), Err("This is no text.".to_owned()));
        assert!(!Format { version: 4, ..format }.is_gapless());
        assert!(!Format { version: 2, steps: &STEPS[1..], ..format }.is_gapless());
    }
}
