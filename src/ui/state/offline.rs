//! The copy of the site for days without a network, new versions, and what was
//! asked of the network: as `public/offline.js` tells it.

use leptos::prelude::*;
use serde::Deserialize;

use super::App;
use crate::ui::platform;

/// The first page stands by then, and the person has begun: by feel.
const LATE_MS: i32 = 2_000;

/// Everything the script knows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Offline {
    /// The address of this site.
    pub folder: String,
    /// Of the page that is open.
    pub version: String,
    /// How far the copy is.
    pub copy: Kept,
    /// Whether there is a newer version.
    pub update: Update,
    /// How many files a copy has.
    pub files: usize,
    /// What could not be fetched, and why; empty where nothing failed.
    pub why: String,
    /// Every request of this visit.
    pub requests: Vec<Request>,
}

/// How far the copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// Being made.
    Underway,
    /// Whole.
    Ready,
    /// Not whole.
    Failed,
    /// The browser keeps none.
    Impossible,
    /// It would over `https`.
    Insecure,
    /// Not wanted, while serving for development.
    Off,
}

/// What is known of a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Update {
    /// Nothing.
    None,
    /// The site is being asked.
    Looking,
    /// There is none.
    Newest,
    /// It is being fetched.
    Underway,
    /// It is here.
    Ready,
    /// It could not be fetched.
    Failed,
    /// The site could not be asked.
    Unreachable,
    /// It is here and could not take over.
    Stuck,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Request {
    /// Where to, without the fragment, which is never sent; from the folder of
    /// the site where it is in there.
    pub address: String,
    /// Whether that is the site the page is from.
    pub own: bool,
    /// `page`, or who asked, in the words of the browser.
    pub kind: String,
    /// `page` or `worker`.
    pub by: String,
    /// Bytes that came over the network, where the browser says so.
    pub sent: Option<u64>,
    /// Bytes of the content.
    pub size: Option<u64>,
    /// Whether it was answered from the copy.
    pub kept: bool,
}

impl App {
    /// Runs the script, late: the first page comes first.
    pub fn follow_offline(self) {
        platform::on_announcement("plumbline:offline", move |text| self.told.set(Some(text)));
        platform::after(LATE_MS, || platform::add_script("offline"));
    }

    /// What the script told last; nothing before it runs.
    pub fn offline(self) -> Option<Offline> {
        self.told.with(|told| serde_json::from_str(told.as_deref()?).ok())
    }

    /// Looks for a new version.
    pub fn look_for_update(self) {
        platform::announce("plumbline:wish", "look");
    }

    /// Fetches what is missing of the copy.
    pub fn fetch_copy_again(self) {
        platform::announce("plumbline:wish", "again");
    }

    /// Saves, and reloads the page in the new version; without saving, never.
    pub fn go_over(self) {
        self.save_now();
        let refused = if self.holds_the_only_copy() {
            "What this tab alone holds is not saved, so the page was not reloaded. See Where is my data."
        } else if untrack(|| self.lives_in_memory()) {
            "This browser stores nothing, so the page was not reloaded: what you did would be \
             gone. Download a copy first."
        } else {
            return platform::announce("plumbline:wish", "take");
        };
        self.say(refused);
    }
}

impl Offline {
    /// How far the copy is, as a sentence.
    pub fn copy_words(&self) -> String {
        match self.copy {
            Kept::Underway => "Everything that is needed without a network is being fetched.",
            Kept::Ready => {
                return format!(
                    "Plumbline works without a network: all {} files of this version are kept in \
                     this browser.",
                    self.files
                );
            }
            Kept::Failed => {
                return format!(
                    "Plumbline needs the network: not everything could be fetched.{}",
                    self.because()
                );
            }
            Kept::Impossible => {
                return format!(
                    "Plumbline needs the network: this browser keeps no copy of it here, as in \
                     some private windows or where storage is blocked.{}",
                    self.because()
                );
            }
            Kept::Insecure => {
                "Plumbline needs the network: browsers keep a copy of a site only where its \
                 address begins with https."
            }
            Kept::Off => "This is a development build. It keeps no copy of itself.",
        }
        .to_owned()
    }

    /// What is known of a newer version, as a sentence; nothing where nothing is.
    pub fn update_words(&self) -> Option<String> {
        Some(match self.update {
            Update::None => return None,
            Update::Looking => "Asking the site…".to_owned(),
            Update::Newest => "This is the newest version.".to_owned(),
            Update::Underway => "A new version is being fetched. Go on meanwhile.".to_owned(),
            Update::Ready => "A new version is ready.".to_owned(),
            Update::Failed => format!(
                "A new version could not be fetched whole. You go on with the one you have, and \
                 the next visit tries again.{}",
                self.because()
            ),
            Update::Unreachable => {
                "The site could not be asked. There may be no network; you go on with the version \
                 you have."
                    .to_owned()
            }
            Update::Stuck => {
                "The new version could not take over. Close the other tabs of Plumbline, then \
                 reload this one."
                    .to_owned()
            }
        })
    }

    fn because(&self) -> String {
        if self.why.is_empty() { String::new() } else { format!(" ({})", self.why) }
    }
}
