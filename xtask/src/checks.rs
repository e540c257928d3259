//! `cargo xtask test`: everything CI runs, step by step, until the first failure.

use crate::{
    browser, budget,
    run::{self, Outcome},
    site, tools,
};
use std::time::Instant;

/// One step: its name, what it does in words, and the function that does it.
type Step = (&'static str, &'static str, fn() -> Outcome);

/// Every step before the browser tests, cheapest first.
const STEPS: [Step; 6] = [
    ("format", "cargo fmt --check", format),
    ("spelling", "the words of the lenses, the guide, the glossary and the README", spelling),
    ("lint", "clippy for the host", lint),
    ("lint-web", "clippy for the browser", lint_web),
    ("native", "the tests of the core and the tools", native),
    ("site", "the release build and its byte budget", site_step),
];

/// The name of the last step, which takes arguments of its own.
const WEB: &str = "web";

/// Runs all steps, or those that are named.
pub fn run(arguments: &[String]) -> Outcome {
    let wanted = Wanted::parse(arguments)?;
    let start = Instant::now();
    let mut report = Vec::new();
    for (name, words, step) in STEPS {
        if wanted.includes(name) {
            report.push(timed(name, words, step)?);
        }
    }
    let mut closing = None;
    if wanted.includes(WEB) {
        // Alone, the browser tests want a fresh site first; after `site` they have one.
        if !wanted.includes("site") && !wanted.as_built {
            report.push(timed("build", "the release build", site::build)?);
        }
        report.push(timed(WEB, "the tests in a browser", || {
            closing = Some(browser::test(&wanted.playwright)?);
            Ok(())
        })?);
    }
    println!();
    for (name, time) in report {
        println!("  {name:<10} {time:>12}");
    }
    println!("\nEverything passed in {}.", run::words(start.elapsed()));
    if let Some(line) = closing {
        println!("{line}");
    }
    Ok(())
}

/// Runs one step between its name and its time.
fn timed(name: &str, words: &str, step: impl FnOnce() -> Outcome) -> Outcome<(String, String)> {
    println!("\n── {name}: {words}");
    let start = Instant::now();
    let outcome = step();
    let time = run::words(start.elapsed());
    match outcome {
        Ok(()) => {
            println!("── {name}: {time}");
            Ok((name.to_owned(), time))
        }
        Err(sentence) => Err(format!("the step `{name}` failed after {time}: {sentence}")),
    }
}

/// Which steps a person asked for.
#[derive(Debug, Default, PartialEq)]
struct Wanted {
    /// The named steps; none means all.
    steps: Vec<String>,
    /// Whether the browser tests take `dist/` as it is.
    as_built: bool,
    /// What goes to Playwright.
    playwright: Vec<String>,
}

impl Wanted {
    /// Reads the arguments after `test`.
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut wanted = Self::default();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--" => wanted.playwright = words.by_ref().cloned().collect(),
                "--as-built" => wanted.as_built = true,
                name if name == WEB || STEPS.iter().any(|step| step.0 == name) => {
                    wanted.steps.push(word.clone());
                }
                _ => {
                    let names = STEPS.map(|step| step.0).join(", ");
                    return Err(format!("there is no step `{word}`. The steps: {names}, {WEB}."));
                }
            }
        }
        Ok(wanted)
    }

    /// Whether this step is to run.
    fn includes(&self, name: &str) -> bool {
        self.steps.is_empty() || self.steps.iter().any(|step| step == name)
    }
}

/// Whether the code is formatted.
fn format() -> Outcome {
    tools::ensure_component("rustfmt", "fmt")?;
    run::run(run::cargo().args(["fmt", "--all", "--check"]))
        .map_err(|sentence| format!("{sentence} `cargo fmt --all` repairs it."))
}

/// The spelling of what people read. Words of the field that no dictionary has
/// stand in `tests/spelling/words.txt`.
fn spelling() -> Outcome {
    let path = tools::ensure_speller()?;
    run::run(
        run::npm("cspell")
            .args(["lint", "--no-progress", "--config", "tests/spelling/cspell.json"])
            .args(["lenses/*.json", "README.md"])
            .env("PATH", path),
    )
    .map_err(|sentence| {
        format!(
            "{sentence} Correct the words above, or add those that are right to \
             tests/spelling/words.txt."
        )
    })
}

/// Clippy for everything that runs on the host.
fn lint() -> Outcome {
    tools::ensure_component("clippy", "clippy")?;
    let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run::run(run::cargo().args(arguments))
}

/// Clippy for the app as the browser gets it.
fn lint_web() -> Outcome {
    tools::ensure_component("clippy", "clippy")?;
    tools::ensure_wasm_target()?;
    run::run(
        run::cargo()
            .args(["clippy", "--package", "plumbline", "--lib", "--bins", "--target", tools::WASM])
            .args(["--", "-D", "warnings"]),
    )
}

/// The native tests.
fn native() -> Outcome {
    run::run(run::cargo().args(["test", "--workspace"]))
}

/// The release build and its byte budget.
fn site_step() -> Outcome {
    site::build()?;
    budget::check()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The arguments as the shell would split them.
    fn parse(line: &str) -> Outcome<Wanted> {
        Wanted::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn no_step_means_every_step() {
        let wanted = parse("").expect("nothing is fine");
        assert!(wanted.includes("format") && wanted.includes(WEB));
    }

    #[test]
    fn what_follows_the_dashes_is_for_playwright() {
        let wanted = parse("web --as-built -- --grep phone").expect("known words");
        assert_eq!(wanted.playwright, ["--grep", "phone"]);
        assert!(wanted.as_built && wanted.includes(WEB) && !wanted.includes("native"));
    }

    #[test]
    fn an_unknown_step_is_answered_with_the_known_ones() {
        let sentence = parse("browser").expect_err("no such step");
        assert!(sentence.contains("format") && sentence.ends_with("web."), "{sentence}");
    }
}
