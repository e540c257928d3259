//! The storage of one tab, which fails on purpose: it dies between two writes,
//! is refused, is switched off, and has another tab act between any two calls.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use plumbline::storage::{Memory, Port, PortError, keys};

/// What was tried, and how often it happened.
pub type Tally = Arc<Mutex<BTreeMap<String, u64>>>;

/// What another tab does in the meantime.
type Other = Box<dyn FnOnce() + Send>;

/// The port of one tab over the storage that all tabs share.
#[derive(Clone)]
pub struct Faulty {
    memory: Memory,
    tally: Tally,
    /// The browser lets nobody read or write; shared by all tabs.
    off: Arc<AtomicBool>,
    plan: Arc<Mutex<Plan>>,
}

/// What goes wrong in this action.
#[derive(Default)]
struct Plan {
    refusals: Option<(u32, PortError)>,
    writes_until_crash: Option<u32>,
    crashed: bool,
    calls_until_other: u32,
    other: Option<Other>,
    /// Between the comparison of this record and its writing no other tab
    /// acts: one at a time holds the lock.
    locked: Option<String>,
    inside: bool,
    written: bool,
}

impl Faulty {
    pub fn new(memory: Memory, off: Arc<AtomicBool>, tally: Tally) -> Self {
        Self { memory, tally, off, plan: Arc::default() }
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().expect("nothing panics while it holds the lock")
    }

    /// Counts what happened.
    pub fn count(&self, what: &str) {
        let mut tally = self.tally.lock().expect("counting does not panic");
        match tally.get_mut(what) {
            Some(times) => *times += 1,
            None => drop(tally.insert(what.to_owned(), 1)),
        }
    }

    /// Refuses the next writes.
    pub fn refuse(&self, writes: u32, error: PortError) {
        self.plan().refusals = Some((writes, error));
    }

    /// The tab dies after so many writes.
    pub fn crash_after(&self, writes: u32) {
        self.plan().writes_until_crash = Some(writes);
    }

    /// Has another tab act after so many calls, but not between the comparison
    /// of this record and its writing.
    pub fn meanwhile(&self, calls: u32, locked: String, other: impl FnOnce() + Send + 'static) {
        let mut plan = self.plan();
        plan.calls_until_other = calls;
        plan.locked = Some(locked);
        plan.other = Some(Box::new(other));
    }

    /// Whether the locked record was written.
    pub fn has_written(&self) -> bool {
        self.plan().written
    }

    /// Ends an action of the tab: takes back what was planned, and says
    /// whether the tab died.
    pub fn end(&self) -> bool {
        std::mem::take(&mut *self.plan()).crashed
    }

    /// Has the other tab act, when it is time.
    fn let_others_act(&self) {
        let mut plan = self.plan();
        if plan.inside || plan.other.is_none() {
            return;
        }
        if plan.calls_until_other > 0 {
            plan.calls_until_other -= 1;
            return;
        }
        let other = plan.other.take();
        drop(plan);
        self.count("another tab acted between two calls");
        other.into_iter().for_each(|other| other());
    }

    fn act(&self, writes: bool) -> Result<(), PortError> {
        self.let_others_act();
        let gone = || Err(PortError::Other("the tab is gone".to_owned()));
        let mut plan = self.plan();
        if plan.crashed {
            return gone();
        }
        match &mut plan.writes_until_crash {
            Some(0) if writes => {
                plan.crashed = true;
                self.count(match plan.inside {
                    true => "crash before a document was written",
                    false => "crash before another write",
                });
                return gone();
            }
            Some(left) if writes => *left -= 1,
            _ => {}
        }
        if self.off.load(Ordering::Relaxed) {
            self.count("storage switched off");
            return Err(PortError::Blocked);
        }
        if writes
            && let Some((left, error)) = &mut plan.refusals
            && *left > 0
        {
            *left -= 1;
            self.count(match error {
                PortError::Full => "write refused: full",
                PortError::Blocked => "write refused: blocked",
                PortError::Other(_) => "write refused: for no known reason",
            });
            return Err(error.clone());
        }
        Ok(())
    }

    /// Takes and leaves the lock.
    fn lock(&self, key: &str, inside: bool) {
        let mut plan = self.plan();
        if plan.locked.as_deref() == Some(key) {
            plan.inside = inside;
            plan.written |= !inside;
        }
    }
}

impl Port for Faulty {
    fn get(&self, key: &str) -> Result<Option<String>, PortError> {
        self.act(false)?;
        self.lock(key, true);
        self.memory.get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), PortError> {
        self.act(true)?;
        let written = self.memory.set(key, text);
        self.lock(key, false);
        if written == Err(PortError::Full) {
            let what = match keys::kind(key) {
                Some(keys::Kind::Index) => "out of room for the list",
                Some(keys::Kind::Quarantine { .. }) => "out of room in the quarantine",
                Some(keys::Kind::Deleted { .. }) => "out of room in the bin",
                _ => "out of room for a document",
            };
            self.count(what);
        }
        written
    }

    fn remove(&self, key: &str) -> Result<(), PortError> {
        self.act(true)?;
        self.memory.remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, PortError> {
        self.act(false)?;
        self.memory.keys()
    }
}
