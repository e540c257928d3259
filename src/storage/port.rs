//! The one door to the outside: text under keys.

/// Why the storage refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// The quota is used up.
    #[error(
        "The browser's storage for this site is full. Save a copy to a file, or delete something \
         you no longer need, and try again."
    )]
    Full,
    /// The browser allows no storage here.
    #[error(
        "The browser does not let this page store anything. Allow site data for this page, or \
         save a copy to a file before you close it."
    )]
    Blocked,
    /// Anything else, in the browser's words.
    #[error("The browser's storage failed ({0}). Save a copy to a file before you close the page.")]
    Other(String),
}

/// A store of texts under keys, such as `localStorage`. Each call happens
/// whole or not at all; two calls are not one.
///
/// An adapter sees all keys of the site, also those of other apps: callers
/// look at keys under [`keys::PREFIX`](super::keys::PREFIX) only.
pub trait Port: Send + Sync {
    /// The text under a key, `None` where there is none.
    ///
    /// # Errors
    ///
    /// See [`PortError`].
    fn get(&self, key: &str) -> Result<Option<String>, PortError>;

    /// Puts a text under a key, in place of what was there.
    ///
    /// # Errors
    ///
    /// See [`PortError`]; what was there is then still there.
    fn set(&self, key: &str, text: &str) -> Result<(), PortError>;

    /// Removes a key; one that is not there is no error.
    ///
    /// # Errors
    ///
    /// See [`PortError`].
    fn remove(&self, key: &str) -> Result<(), PortError>;

    /// Every key, in any order.
    ///
    /// # Errors
    ///
    /// See [`PortError`].
    fn keys(&self) -> Result<Vec<String>, PortError>;
}
