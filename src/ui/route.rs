//! Addresses of the app: everything behind `#` in the link, as data.
//!
//! Deep links work on any static host in any folder, because the host never
//! sees the fragment.

use std::fmt;

use crate::lens::QuestionId;
use crate::review::{LensKey, WorkloadId};
use crate::text::percent_decoded;

/// A page of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Where everything starts.
    Start,
    /// Name a workload; with a lens already chosen or not.
    New(Option<LensKey>),
    /// What a lens holds.
    Lens(LensKey),
    /// Bring a file.
    Open,
    /// Theme and keys.
    Settings,
    /// What is stored, backups, the bin.
    Data,
    /// What is stored and what was sent.
    Privacy,
    /// How to run a review: all of it, or from a chapter on.
    Guide(Option<String>),
    /// The words of the field: all, from one on.
    Glossary(Option<String>),
    /// The library to wander in: all lenses, or a lens, pillar, question and
    /// practice in this order.
    Explore(Vec<String>),
    /// Search over the library, with words already typed or not.
    Search(Option<String>),
    /// What the person marked in the library.
    Marks,
    /// A quiz and flash cards; with a lens already chosen or not.
    Practise(Option<LensKey>),
    /// What a link carries, as its code.
    Shared(String),
    /// Workshops: the list, or one to be made.
    Workshop(Vec<String>),
    /// Taking part in a workshop: its session, and where in it one is.
    Attend(Vec<String>),
    /// A page of one workload.
    Workload(WorkloadId, Part),
    /// An address nobody knows.
    Unknown(String),
}

/// A page of a workload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Progress, risks, what to do next.
    Overview,
    /// Answer questions; without a question, the next one to answer.
    Review(Option<(LensKey, QuestionId)>),
    /// The improvement plan.
    Plan,
    /// All milestones.
    Milestones,
    /// One milestone, read-only and compared with now.
    Milestone(u32),
    /// The whole review as a document: now, or at a milestone.
    Report(Option<u32>),
    /// Name, owner, lenses, priorities.
    Details,
    /// A workshop that ends in this workload: its session, and where in it one
    /// is.
    Workshop(Vec<String>),
}

impl Route {
    /// Reads the fragment, with or without `#`.
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let path = fragment.strip_prefix('/').unwrap_or(fragment);
        let segments: Option<Vec<String>> =
            path.split('/').filter(|s| !s.is_empty()).map(percent_decoded).collect();
        let unknown = || Self::Unknown(fragment.to_owned());
        let Some(segments) = segments else { return unknown() };
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let lens = |key: &str| LensKey(key.to_owned());
        match segments.as_slice() {
            [] => Self::Start,
            ["new"] => Self::New(None),
            ["new", key] => Self::New(Some(lens(key))),
            ["lens", key] => Self::Lens(lens(key)),
            ["open"] => Self::Open,
            ["settings"] => Self::Settings,
            ["data"] => Self::Data,
            ["privacy"] => Self::Privacy,
            ["guide"] => Self::Guide(None),
            ["guide", chapter] => Self::Guide(Some((*chapter).to_owned())),
            ["glossary"] => Self::Glossary(None),
            ["glossary", term] => Self::Glossary(Some((*term).to_owned())),
            ["explore", path @ ..] if path.len() <= 4 => Self::Explore(owned(path)),
            ["workshop", path @ ..] => Self::Workshop(owned(path)),
            ["attend", path @ ..] => Self::Attend(owned(path)),
            ["search"] => Self::Search(None),
            ["search", words] => Self::Search(Some((*words).to_owned())),
            ["marks"] => Self::Marks,
            ["practise"] => Self::Practise(None),
            ["practise", key] => Self::Practise(Some(lens(key))),
            ["s"] => Self::Shared(String::new()),
            ["s", code] => Self::Shared((*code).to_owned()),
            ["workload", id, rest @ ..] => {
                let part = match rest {
                    [] => Part::Overview,
                    ["review"] => Part::Review(None),
                    ["review", key, question] => {
                        Part::Review(Some((lens(key), QuestionId::from(*question))))
                    }
                    ["plan"] => Part::Plan,
                    ["milestones"] => Part::Milestones,
                    ["milestones", number] => match number.parse() {
                        Ok(number) => Part::Milestone(number),
                        Err(_) => return unknown(),
                    },
                    ["report"] => Part::Report(None),
                    ["report", number] => match number.parse() {
                        Ok(number) => Part::Report(Some(number)),
                        Err(_) => return unknown(),
                    },
                    ["details"] => Part::Details,
                    ["workshop", path @ ..] => Part::Workshop(owned(path)),
                    _ => return unknown(),
                };
                Self::Workload(WorkloadId((*id).to_owned()), part)
            }
            _ => unknown(),
        }
    }

    /// The first address in a text that leads to something which everybody has:
    /// a page of the library, a lens, the guide, the glossary, a search.
    pub fn in_text(text: &str) -> Option<Self> {
        text.match_indices("#/").find_map(|(at, _)| {
            let rest = &text[at..];
            let is_end = |c: char| c.is_whitespace() || "<>\"'()[]|,;&".contains(c);
            let fragment = &rest[..rest.find(is_end).unwrap_or(rest.len())];
            let route = Self::parse(fragment.trim_end_matches(['.', ':', '!', '?', '*']));
            let is_for_all = match &route {
                Self::Explore(_) | Self::Lens(_) | Self::Guide(_) | Self::Glossary(_) => true,
                Self::Search(words) => words.is_some(),
                Self::Practise(lens) => lens.is_some(),
                _ => false,
            };
            is_for_all.then_some(route)
        })
    }

    /// The workload this page belongs to.
    pub fn workload(&self) -> Option<&WorkloadId> {
        match self {
            Self::Workload(id, _) => Some(id),
            _ => None,
        }
    }

    /// Whether moving between the two keeps the page and only changes what it
    /// shows: from question to question.
    pub fn same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Workload(a, Part::Review(_)), Self::Workload(b, Part::Review(_))) => a == b,
            (Self::Guide(_), Self::Guide(_)) | (Self::Glossary(_), Self::Glossary(_)) => true,
            _ => self == other,
        }
    }
}

impl Part {
    /// The address of this page of a workload.
    pub fn of(self, id: &WorkloadId) -> Route {
        Route::Workload(id.clone(), self)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#/")?;
        match self {
            Self::Start => Ok(()),
            Self::New(None) => f.write_str("new"),
            Self::New(Some(key)) => write!(f, "new/{}", Encoded(&key.0)),
            Self::Lens(key) => write!(f, "lens/{}", Encoded(&key.0)),
            Self::Open => f.write_str("open"),
            Self::Settings => f.write_str("settings"),
            Self::Data => f.write_str("data"),
            Self::Privacy => f.write_str("privacy"),
            Self::Guide(None) => f.write_str("guide"),
            Self::Guide(Some(chapter)) => write!(f, "guide/{}", Encoded(chapter)),
            Self::Glossary(None) => f.write_str("glossary"),
            Self::Glossary(Some(term)) => write!(f, "glossary/{}", Encoded(term)),
            Self::Explore(path) => write_path(f, "explore", path),
            Self::Workshop(path) => write_path(f, "workshop", path),
            Self::Attend(path) => write_path(f, "attend", path),
            Self::Search(None) => f.write_str("search"),
            Self::Search(Some(words)) => write!(f, "search/{}", Encoded(words)),
            Self::Marks => f.write_str("marks"),
            Self::Practise(None) => f.write_str("practise"),
            Self::Practise(Some(key)) => write!(f, "practise/{}", Encoded(&key.0)),
            Self::Shared(code) => write!(f, "s/{}", Encoded(code)),
            Self::Workload(id, part) => {
                write!(f, "workload/{}", Encoded(&id.0))?;
                match part {
                    Part::Overview => Ok(()),
                    Part::Review(None) => f.write_str("/review"),
                    Part::Review(Some((key, question))) => {
                        write!(f, "/review/{}/{}", Encoded(&key.0), Encoded(&question.0))
                    }
                    Part::Plan => f.write_str("/plan"),
                    Part::Milestones => f.write_str("/milestones"),
                    Part::Milestone(number) => write!(f, "/milestones/{number}"),
                    Part::Report(None) => f.write_str("/report"),
                    Part::Report(Some(number)) => write!(f, "/report/{number}"),
                    Part::Details => f.write_str("/details"),
                    Part::Workshop(path) => write_path(f, "/workshop", path),
                }
            }
            Self::Unknown(fragment) => f.write_str(fragment.trim_start_matches('/')),
        }
    }
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|segment| (*segment).to_owned()).collect()
}

fn write_path(f: &mut fmt::Formatter<'_>, name: &str, path: &[String]) -> fmt::Result {
    f.write_str(name)?;
    path.iter().try_for_each(|segment| write!(f, "/{}", Encoded(segment)))
}

/// A text as one path segment: everything but the unreserved characters of
/// RFC 3986 is percent-encoded.
struct Encoded<'a>(&'a str);

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                write!(f, "{}", byte as char)?;
            } else {
                write!(f, "%{byte:02X}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_addresses() {
        let id = WorkloadId("w1".to_owned());
        let cases = [
            ("", Route::Start),
            ("#/", Route::Start),
            ("#/new/launch-readiness", Route::New(Some(LensKey("launch-readiness".to_owned())))),
            ("#/guide/prepare", Route::Guide(Some("prepare".to_owned()))),
            ("#/glossary", Route::Glossary(None)),
            ("#/explore", Route::Explore(Vec::new())),
            ("#/explore/saas/cost", Route::Explore(vec!["saas".to_owned(), "cost".to_owned()])),
            ("#/explore/1/2/3/4/5", Route::Unknown("/explore/1/2/3/4/5".to_owned())),
            ("#/search/back%20up", Route::Search(Some("back up".to_owned()))),
            ("#/s/EBcd-_9", Route::Shared("EBcd-_9".to_owned())),
            ("#/s/", Route::Shared(String::new())),
            ("#/workshop", Route::Workshop(Vec::new())),
            ("#/attend/5", Route::Attend(vec!["5".to_owned()])),
            ("#/workload/w1/workshop/5", Part::Workshop(vec!["5".to_owned()]).of(&id)),
            ("#/workload/w1", Part::Overview.of(&id)),
            ("#/workload/w1/", Part::Overview.of(&id)),
            ("#/workload/w1/report/3", Part::Report(Some(3)).of(&id)),
            ("#/workload/w1/report/x", Route::Unknown("/workload/w1/report/x".to_owned())),
            ("#/%zz", Route::Unknown("/%zz".to_owned())),
            ("#/nowhere", Route::Unknown("/nowhere".to_owned())),
        ];
        for (fragment, want) in cases {
            assert_eq!(Route::parse(fragment), want, "{fragment}");
        }
    }

    #[test]
    fn finds_addresses_in_texts() {
        let explore = |path: &[&str]| {
            Some(Route::Explore(path.iter().map(|segment| (*segment).to_owned()).collect()))
        };
        let cases = [
            ("", None),
            ("#/", None),
            ("https://x/#/workload/w1 and #/settings", None),
            ("https://x/#/explore/saas/cost.", explore(&["saas", "cost"])),
            ("See <https://x/some/#/explore/saas>, or <x>", explore(&["saas"])),
            ("[this](HTTPS://X/#/explore/a/b%20c)", explore(&["a", "b c"])),
            (
                "x/#/new then x/#/lens/framework\n",
                Some(Route::Lens(LensKey("framework".to_owned()))),
            ),
            ("x/#/s/EAB", None),
        ];
        for (text, want) in cases {
            assert_eq!(Route::in_text(text), want, "{text}");
        }
    }

    fn any_route() -> impl Strategy<Value = Route> {
        let text = "\\PC{1,12}";
        let part = prop_oneof![
            Just(Part::Overview),
            Just(Part::Review(None)),
            (text, text)
                .prop_map(|(l, q)| Part::Review(Some((LensKey(l), QuestionId::from(q.as_str()))))),
            Just(Part::Plan),
            Just(Part::Milestones),
            any::<u32>().prop_map(Part::Milestone),
            proptest::option::of(any::<u32>()).prop_map(Part::Report),
            Just(Part::Details),
            proptest::collection::vec(text, 0..=3).prop_map(Part::Workshop),
        ];
        prop_oneof![
            Just(Route::Start),
            proptest::option::of(text).prop_map(|l| Route::New(l.map(LensKey))),
            text.prop_map(|l| Route::Lens(LensKey(l))),
            Just(Route::Open),
            Just(Route::Data),
            Just(Route::Settings),
            Just(Route::Privacy),
            Just(Route::Marks),
            proptest::option::of(text).prop_map(|l| Route::Practise(l.map(LensKey))),
            proptest::option::of(text).prop_map(Route::Guide),
            proptest::option::of(text).prop_map(Route::Glossary),
            proptest::collection::vec(text, 0..=4).prop_map(Route::Explore),
            proptest::option::of(text).prop_map(Route::Search),
            text.prop_map(Route::Shared),
            proptest::collection::vec(text, 0..=3).prop_map(Route::Workshop),
            proptest::collection::vec(text, 0..=3).prop_map(Route::Attend),
            (text, part).prop_map(|(id, part)| part.of(&WorkloadId(id))),
        ]
    }

    proptest! {
        #[test]
        fn addresses_round_trip(route in any_route()) {
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }

        #[test]
        fn no_fragment_panics(fragment in "\\PC*") {
            let _ = Route::parse(&fragment).to_string();
            let _ = Route::in_text(&format!("#/{fragment}"));
        }
    }
}
