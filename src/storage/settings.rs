//! What a person prefers.

use serde_json::{Map, Value};

use super::migrate::SETTINGS;
use super::store::{Error, Store, read_record};
use super::{envelope, keys};
use crate::time::Timestamp;

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in storage.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this name in storage.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// What a person prefers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// The review owner of new workloads.
    pub review_owner: String,
    /// Everything else by name: what pages remember, and what other versions
    /// of the app wrote. Kept as it is.
    pub other: Map<String, Value>,
}

impl Settings {
    /// Takes over what became different between two others, and nothing else.
    pub fn carry_over(&mut self, before: &Self, after: &Self) {
        if before.theme != after.theme {
            self.theme = after.theme;
        }
        if before.review_owner != after.review_owner {
            self.review_owner.clone_from(&after.review_owner);
        }
        for name in before.other.keys().filter(|name| !after.other.contains_key(*name)) {
            self.other.remove(name);
        }
        for (name, value) in &after.other {
            if before.other.get(name) != Some(value) {
                self.other.insert(name.clone(), value.clone());
            }
        }
    }
}

impl Store {
    /// The settings; the defaults where there are none, and where they cannot
    /// be read, with the reason.
    pub fn load_settings(&self) -> (Settings, Option<Error>) {
        let text = match self.port.get(keys::SETTINGS) {
            Ok(Some(text)) => text,
            Ok(None) => return (Settings::default(), None),
            Err(error) => return (Settings::default(), Some(error.into())),
        };
        match read_settings(&text) {
            Ok(settings) => (settings, None),
            Err(error) => (Settings::default(), Some(error)),
        }
    }

    /// Changes the settings as they are stored now, so that what another tab
    /// stored stays, and answers with all of them.
    ///
    /// # Errors
    ///
    /// See [`Self::save_settings`].
    pub fn change_settings(
        &self,
        change: impl FnOnce(&mut Settings),
        now: Timestamp,
    ) -> Result<Settings, Error> {
        let mut settings = match self.load_settings() {
            // Saving sets the damaged record aside.
            (settings, None | Some(Error::Damaged { .. })) => settings,
            (_, Some(error)) => return Err(error),
        };
        change(&mut settings);
        self.save_settings(&settings, now)?;
        Ok(settings)
    }

    /// Keeps the settings, and the theme once more as bare text for the script
    /// that runs before the app.
    ///
    /// # Errors
    ///
    /// The theme may then be stored and the rest not.
    pub fn save_settings(&self, settings: &Settings, now: Timestamp) -> Result<(), Error> {
        match settings.theme {
            Theme::System => self.port.remove(keys::THEME)?,
            theme => self.port.set(keys::THEME, theme.code())?,
        }
        if let Some(stored) = self.port.get(keys::SETTINGS)? {
            match read_settings(&stored) {
                Ok(_) => {}
                Err(Error::Damaged { .. }) => self.set_aside(keys::SETTINGS, &stored)?,
                Err(other) => return Err(other),
            }
        }
        let mut data = settings.other.clone();
        data.insert("theme".to_owned(), settings.theme.code().into());
        data.insert("review_owner".to_owned(), settings.review_owner.as_str().into());
        // Other versions may have put fractions among the settings.
        let data = Value::Object(data).to_string();
        self.port.set(keys::SETTINGS, &envelope::wrap(&SETTINGS, now, &data))?;
        Ok(())
    }
}

fn read_settings(text: &str) -> Result<Settings, Error> {
    let Value::Object(mut other) = read_record(&SETTINGS, keys::SETTINGS, text)?.data else {
        return Err(Error::Damaged {
            key: keys::SETTINGS.to_owned(),
            why: "The settings are not an object.".to_owned(),
        });
    };
    let mut text = |name: &str| match other.remove(name) {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    Ok(Settings {
        theme: Theme::from_code(&text("theme")).unwrap_or_default(),
        review_owner: text("review_owner"),
        other,
    })
}
