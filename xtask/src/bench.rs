//! `cargo xtask bench`: runs the benchmarks and says what they measured.

use crate::{
    budget,
    run::{self, Outcome},
};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Where Criterion keeps its measurements.
const RESULTS: &str = "target/criterion";

/// Runs `cargo bench`, then prints every measurement and the sizes of `dist/`.
pub fn run(arguments: &[String]) -> Outcome {
    let start = SystemTime::now();
    run::run(run::cargo().arg("bench").args(arguments))?;
    let mut files = Vec::new();
    find(Path::new(RESULTS), &mut files);
    let mut measured: Vec<(String, f64)> = files
        .iter()
        .filter(|file| modified(file).is_some_and(|time| time >= start))
        .filter_map(|file| read(file))
        .collect();
    measured.sort_by(|one, other| one.0.cmp(&other.0));
    if measured.is_empty() {
        println!("\nNo benchmark was measured.");
    } else {
        println!("\nMeasured (median of one run):\n");
        let width = measured.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, nanoseconds) in measured {
            println!("  {name:<width$}  {:>12}", time(nanoseconds));
        }
    }
    if Path::new("dist/index.html").is_file() {
        return budget::print_all();
    }
    println!("\ndist/ is not built, so there are no sizes to print: cargo xtask build");
    Ok(())
}

/// Adds every `new/estimates.json` below a folder; a missing folder has none.
fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            find(&path, files);
        } else if path.ends_with("new/estimates.json") {
            files.push(path);
        }
    }
}

/// When a file was last written.
fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().ok()?.modified().ok()
}

/// The name and the median, in nanoseconds, of one measurement.
fn read(estimates: &Path) -> Option<(String, f64)> {
    let json = |path: &Path| -> Option<Value> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    };
    let median = json(estimates)?["median"]["point_estimate"].as_f64()?;
    let about = json(&estimates.with_file_name("benchmark.json"))?;
    Some((about["full_id"].as_str()?.to_owned(), median))
}

/// Nanoseconds in the unit that reads best.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        0.0..1e3 => format!("{nanoseconds:.1} ns"),
        1e3..1e6 => format!("{:.2} µs", nanoseconds / 1e3),
        1e6..1e9 => format!("{:.2} ms", nanoseconds / 1e6),
        _ => format!("{:.2} s", nanoseconds / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_take_the_unit_that_reads_best() {
        for (nanoseconds, expected) in [(12.34, "12.3 ns"), (4200.0, "4.20 µs"), (2.5e9, "2.50 s")]
        {
            assert_eq!(time(nanoseconds), expected);
        }
    }
}
