//! No acknowledged answer is lost, whatever happens: thousands of random
//! histories of two tabs in which people edit, undo, redo, save, delete and
//! restore, while disks are full, writes are refused, storage is switched off,
//! tabs die between any two writes, the other tab acts between any two calls,
//! and records rot.
//!
//! `cargo test --test storage_history -- --nocapture` tells which faults were
//! tried, and how often; `PLUMBLINE_HISTORIES` asks for more of them.

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/commands.rs"]
mod commands;
#[path = "support/faulty.rs"]
mod faulty;
#[path = "support/lenses.rs"]
mod lenses;
#[path = "support/steps.rs"]
mod steps;
#[path = "support/world.rs"]
mod world;

use std::collections::BTreeMap;

use faulty::Tally;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use steps::step;
use world::World;

/// How many histories are tried.
const HISTORIES: u32 = 10_000;

/// Tries so many histories; answers with what happened in them.
fn try_histories(histories: u32) -> BTreeMap<String, u64> {
    let lenses = lenses::lenses();
    let tally = Tally::default();
    let config =
        ProptestConfig { cases: histories, failure_persistence: None, ..ProptestConfig::default() };
    let strategy = prop::collection::vec(step(), 1..40);
    let tried = TestRunner::new(config).run(&strategy, |steps| {
        let mut world = World::new(&lenses, &tally);
        world.count("histories");
        for step in steps {
            world.count("steps");
            world.run(step);
        }
        world.heal();
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
    std::mem::take(&mut *tally.lock().expect("the histories are over"))
}

#[test]
fn nothing_that_was_acknowledged_is_ever_lost() {
    let wanted = std::env::var("PLUMBLINE_HISTORIES").ok().and_then(|n| n.parse().ok());
    let histories = wanted.unwrap_or(HISTORIES);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(8)) as u32;
    let tallies: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|_| scope.spawn(move || try_histories(histories.div_ceil(threads))))
            .collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut tally = BTreeMap::<String, u64>::new();
    for part in tallies {
        let part = part.unwrap_or_else(|failure| std::panic::resume_unwind(failure));
        for (what, times) in part {
            *tally.entry(what).or_default() += times;
        }
    }
    let lines: Vec<String> = tally.iter().map(|(what, n)| format!("  {n:>9} × {what}")).collect();
    println!("Tried, and nothing was lost:\n{}", lines.join("\n"));
    // A fault that never happens proves nothing.
    assert!(tally["histories"] >= u64::from(histories));
    for what in [
        "another tab acted between two calls",
        "crash before a document was written",
        "crash before another write",
        "storage switched off",
        "write refused: full",
        "write refused: blocked",
        "write refused: for no known reason",
        "out of room for a document",
        "out of room for the list",
        "out of room in the bin",
        "out of room in the quarantine",
        "rot: cut in half",
        "rot: garbage",
        "rot: a newer version",
        "rot: another's record",
        "rot: one letter",
        "rot: emptied",
        "clashes: both kept",
        "clashes: brought together",
        "clashes: a version kept to pick from",
        "clashes: the other tab's version taken",
        "unsaved work saved in the end",
        "edit: undo",
        "edit: redo",
    ] {
        assert!(tally.contains_key(what) || histories < HISTORIES, "never happened: {what}");
    }
}
