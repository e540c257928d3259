//! A port in memory: where the browser allows no storage, and for tests,
//! which can make it fail.

use crate::collections::Map;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::port::{Port, PortError};

/// A port in memory. Clones share what they hold, like two tabs.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    texts: Map<String, String>,
    /// The UTF-16 units of `texts`, keys included.
    used: usize,
    quota: Option<usize>,
    failures: Option<(u32, PortError)>,
    writes_until_crash: Option<u32>,
    reads: u32,
}

impl Inner {
    fn alive(&self) -> Result<(), PortError> {
        if self.writes_until_crash == Some(0) {
            return Err(PortError::Other("the tab is gone".to_owned()));
        }
        Ok(())
    }

    /// Called before every write: a planned crash or failure comes first.
    fn before_write(&mut self) -> Result<(), PortError> {
        self.alive()?;
        if let Some((left, error)) = &mut self.failures
            && *left > 0
        {
            *left -= 1;
            return Err(error.clone());
        }
        if let Some(left) = &mut self.writes_until_crash {
            *left -= 1;
        }
        Ok(())
    }

    fn put(&mut self, key: &str, text: &str) {
        self.take(key);
        self.used += utf16(key) + utf16(text);
        self.texts.insert(key.to_owned(), text.to_owned());
    }

    fn take(&mut self, key: &str) {
        if let Some(old) = self.texts.remove(key) {
            self.used -= utf16(key) + utf16(&old);
        }
    }
}

/// The length that counts against a browser's quota.
pub(super) fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

impl Memory {
    /// Nothing stored, no quota, no failures.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing here panics while it holds the lock.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Room for this many UTF-16 units of keys and texts; `None` for any
    /// number.
    pub fn set_quota(&self, quota: Option<usize>) {
        self.lock().quota = quota;
    }

    /// The quota.
    pub fn quota(&self) -> Option<usize> {
        self.lock().quota
    }

    /// The UTF-16 units in use, keys and texts.
    pub fn used(&self) -> usize {
        self.lock().used
    }

    /// Makes the next writes and removals fail.
    pub fn fail_next_writes(&self, count: u32, error: PortError) {
        self.lock().failures = Some((count, error));
    }

    /// Lets so many writes and removals through; from then on every call
    /// fails, as if the tab was closed there, until [`Self::restart`].
    pub fn crash_after_writes(&self, count: u32) {
        self.lock().writes_until_crash = Some(count);
    }

    /// Takes back planned failures and crashes. What was written stays.
    pub fn restart(&self) {
        let mut inner = self.lock();
        inner.writes_until_crash = None;
        inner.failures = None;
    }

    /// Replaces a text behind everybody's back, past quota and failures.
    pub fn plant(&self, key: &str, text: &str) {
        self.lock().put(key, text);
    }

    /// Everything stored, past planned failures.
    pub fn snapshot(&self) -> Map<String, String> {
        self.lock().texts.clone()
    }

    /// How many texts were read so far.
    pub fn reads(&self) -> u32 {
        self.lock().reads
    }
}

impl Port for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, PortError> {
        let mut inner = self.lock();
        inner.alive()?;
        inner.reads += 1;
        Ok(inner.texts.get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), PortError> {
        let mut inner = self.lock();
        inner.before_write()?;
        if let Some(quota) = inner.quota {
            let replaced = inner.texts.get(key).map_or(0, |old| utf16(key) + utf16(old));
            let wanted = inner.used - replaced + utf16(key) + utf16(text);
            if wanted > quota {
                return Err(PortError::Full);
            }
        }
        inner.put(key, text);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), PortError> {
        let mut inner = self.lock();
        inner.before_write()?;
        inner.take(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, PortError> {
        let inner = self.lock();
        inner.alive()?;
        Ok(inner.texts.keys().cloned().collect())
    }
}
