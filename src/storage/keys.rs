//! Every storage key, in one place.

use crate::review::{LensKey, WorkloadId};
use crate::time::Timestamp;
use crate::workshop::SessionId;

/// What every key of this app starts with; a site may hold other apps.
pub const PREFIX: &str = "plumbline/";
/// The list of workloads and lenses; can be rebuilt from them.
pub const INDEX: &str = "plumbline/index";
/// The settings.
pub const SETTINGS: &str = "plumbline/settings";
/// `light` or `dark` as bare text, absent to follow the system: a script
/// reads it before the app starts.
pub const THEME: &str = "plumbline/theme";
/// What a person marked in the library.
pub const MARKS: &str = "plumbline/marks";
/// How a person practises.
pub const PRACTICE: &str = "plumbline/practice";

const WORKLOAD: &str = "plumbline/workload/";
const LENS: &str = "plumbline/lens/";
const QUARANTINE: &str = "plumbline/quarantine/";
const DELETED: &str = "plumbline/deleted/";
const CLASH: &str = "plumbline/clash/";
const SNAPSHOT: &str = "plumbline/snapshot/";
const WORKSHOP: &str = "plumbline/workshop/";
const ATTENDING: &str = "plumbline/attending/";
const MILESTONE: &str = "plumbline/milestone/";

/// What a key holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// [`INDEX`]
    Index,
    /// [`SETTINGS`]
    Settings,
    /// [`THEME`]
    Theme,
    /// [`MARKS`]
    Marks,
    /// [`PRACTICE`]
    Practice,
    /// A workload with its milestones.
    Workload(WorkloadId),
    /// A lens that a person brought.
    Lens(LensKey),
    /// A damaged record that stood in the way of a new one.
    Quarantine {
        /// The key it was found under.
        original: String,
    },
    /// A copy of records that were about to be changed.
    Snapshot {
        /// When it was taken.
        at: Timestamp,
    },
    /// A milestone by itself; only ever found in the bin.
    Milestone {
        /// The workload it belongs to.
        workload: WorkloadId,
        /// Its number.
        number: u32,
    },
    /// A record in the bin.
    Deleted {
        /// When it was deleted.
        at: Timestamp,
        /// The key it was deleted from.
        original: String,
    },
    /// What one tab said where two tabs clashed, until a person has picked.
    Clash(WorkloadId),
    /// A workshop that the person runs.
    Workshop(SessionId),
    /// A workshop that the person takes part in, with the answers so far.
    Attending(SessionId),
    /// Under [`PREFIX`], but none of the above: a newer version's, perhaps.
    Unknown,
}

/// The key of a workload.
pub fn workload(id: &WorkloadId) -> String {
    format!("{WORKLOAD}{id}")
}

/// The key of a lens that a person brought.
pub fn lens(key: &LensKey) -> String {
    format!("{LENS}{key}")
}

/// The key of a workshop that the person runs.
pub fn workshop(session: &SessionId) -> String {
    format!("{WORKSHOP}{session}")
}

/// The key of a workshop that the person takes part in.
pub fn attending(session: &SessionId) -> String {
    format!("{ATTENDING}{session}")
}

/// The key of the `n`-th quarantined record that was found under a key.
pub fn quarantine(original: &str, n: u32) -> String {
    format!("{QUARANTINE}{original}@{n}")
}

/// The key of a snapshot.
pub fn snapshot(at: Timestamp) -> String {
    format!("{SNAPSHOT}{}", at.0)
}

/// The key that a milestone would have by itself.
pub fn milestone(workload: &WorkloadId, number: u32) -> String {
    format!("{MILESTONE}{number}/{workload}")
}

/// The key of a record in the bin.
pub fn deleted(at: Timestamp, original: &str) -> String {
    format!("{DELETED}{}/{original}", at.0)
}

/// The key of what was said where two tabs clashed about a workload.
pub fn clash(workload: &WorkloadId, fingerprint: u64) -> String {
    format!("{CLASH}{workload}@{fingerprint:016x}")
}

/// What a key holds; `None` where it is not of this app.
pub fn kind(key: &str) -> Option<Kind> {
    if !key.starts_with(PREFIX) {
        return None;
    }
    Some(match key {
        INDEX => Kind::Index,
        SETTINGS => Kind::Settings,
        THEME => Kind::Theme,
        MARKS => Kind::Marks,
        PRACTICE => Kind::Practice,
        _ => special(key).unwrap_or(Kind::Unknown),
    })
}

/// Says what a name after a prefix names.
type Make = fn(String) -> Kind;

fn special(key: &str) -> Option<Kind> {
    let plain: [(&str, Make); 4] = [
        (WORKLOAD, |id| Kind::Workload(WorkloadId(id))),
        (LENS, |lens| Kind::Lens(LensKey(lens))),
        (WORKSHOP, |session| Kind::Workshop(SessionId(session))),
        (ATTENDING, |session| Kind::Attending(SessionId(session))),
    ];
    for (prefix, make) in plain {
        if let Some(name) = key.strip_prefix(prefix) {
            return Some(make(name.to_owned()));
        }
    }
    if let Some(rest) = key.strip_prefix(QUARANTINE) {
        let (original, n) = rest.rsplit_once('@')?;
        n.parse::<u32>().ok()?;
        return Some(Kind::Quarantine { original: original.to_owned() });
    }
    if let Some(rest) = key.strip_prefix(CLASH) {
        let (workload, _) = rest.rsplit_once('@')?;
        return Some(Kind::Clash(WorkloadId(workload.to_owned())));
    }
    if let Some(at) = key.strip_prefix(SNAPSHOT) {
        return Some(Kind::Snapshot { at: Timestamp(at.parse().ok()?) });
    }
    if let Some(rest) = key.strip_prefix(MILESTONE) {
        let (number, workload) = rest.split_once('/')?;
        let workload = WorkloadId(workload.to_owned());
        return Some(Kind::Milestone { workload, number: number.parse().ok()? });
    }
    let (at, original) = key.strip_prefix(DELETED)?.split_once('/')?;
    Some(Kind::Deleted { at: Timestamp(at.parse().ok()?), original: original.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_says_what_it_holds() {
        let id = WorkloadId("a/b@1".to_owned());
        let lens_key = LensKey("custom-0".to_owned());
        let cases = [
            (INDEX.to_owned(), Some(Kind::Index)),
            (SETTINGS.to_owned(), Some(Kind::Settings)),
            (THEME.to_owned(), Some(Kind::Theme)),
            (MARKS.to_owned(), Some(Kind::Marks)),
            (PRACTICE.to_owned(), Some(Kind::Practice)),
            (workload(&id), Some(Kind::Workload(id.clone()))),
            (workshop(&SessionId("5".to_owned())), Some(Kind::Workshop(SessionId("5".to_owned())))),
            (
                attending(&SessionId("5".to_owned())),
                Some(Kind::Attending(SessionId("5".to_owned()))),
            ),
            (lens(&lens_key), Some(Kind::Lens(lens_key.clone()))),
            (quarantine(&workload(&id), 3), Some(Kind::Quarantine { original: workload(&id) })),
            (
                deleted(Timestamp(-5), &workload(&id)),
                Some(Kind::Deleted { at: Timestamp(-5), original: workload(&id) }),
            ),
            (clash(&id, 7), Some(Kind::Clash(id.clone()))),
            ("plumbline/clash/x".to_owned(), Some(Kind::Unknown)),
            (snapshot(Timestamp(7)), Some(Kind::Snapshot { at: Timestamp(7) })),
            (milestone(&id, 3), Some(Kind::Milestone { workload: id.clone(), number: 3 })),
            ("plumbline/quarantine/x".to_owned(), Some(Kind::Unknown)),
            ("plumbline/snapshot/x".to_owned(), Some(Kind::Unknown)),
            ("plumbline/milestone/x".to_owned(), Some(Kind::Unknown)),
            ("plumbline/deleted/soon/x".to_owned(), Some(Kind::Unknown)),
            ("plumbline/someday".to_owned(), Some(Kind::Unknown)),
            ("another-app".to_owned(), None),
        ];
        for (key, want) in cases {
            assert_eq!(kind(&key), want, "{key}");
        }
    }
}
