//! The tests in a real browser: Playwright, and the Chromium it drives.

use crate::{
    run::{self, Outcome},
    tools,
};
use serde_json::Value;
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// The folder of the browser tests.
const FOLDER: &str = "tests/e2e";

/// The variable that names the browser, here and in `playwright.config.ts`.
const VARIABLE: &str = "CHROMIUM";

/// Where Playwright writes what happened, from the root of the repository.
const REPORT: &str = "target/playwright/report.json";

/// Names under which Chromium or Chrome is found on `PATH`.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Runs the browser tests on `dist/`; returns the closing line.
pub fn test(arguments: &[String]) -> Outcome<String> {
    tools::ensure_node()?;
    if !Path::new("dist/index.html").is_file() {
        return Err("dist/ holds no site. Run: cargo xtask build".into());
    }
    install_packages()?;
    let browser = ensure_browser()?;
    // An old report must not speak for this run.
    let _ = std::fs::remove_file(REPORT);
    let mut command = playwright("test");
    command.args(arguments);
    if let Some(port) = free_port() {
        command.env("PLUMBLINE_PORT", port.to_string());
    }
    command.env("PLAYWRIGHT_JSON_OUTPUT_FILE", run::root().join(REPORT));
    if let Some(browser) = browser {
        command.env(VARIABLE, browser);
    }
    let outcome = run::run(&mut command);
    let line = closing_line();
    if outcome.is_err()
        && let Ok(line) = &line
    {
        println!("{line}");
    }
    outcome?;
    line
}

/// A port nobody listens on, so that two checkouts can be tested at once.
fn free_port() -> Option<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).ok()?;
    Some(listener.local_addr().ok()?.port())
}

/// What Playwright's own report says, in one line.
fn closing_line() -> Outcome<String> {
    let text = std::fs::read_to_string(REPORT)
        .map_err(|error| format!("Playwright left no report in {REPORT}: {error}."))?;
    let report: Value = serde_json::from_str(&text)
        .map_err(|error| format!("Playwright's report {REPORT} is not JSON: {error}."))?;
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    let passed = count("expected") + count("flaky");
    let mut line = format!("playwright: {passed} passed, {} failed", count("unexpected"));
    if count("skipped") > 0 {
        line.push_str(&format!(", {} skipped", count("skipped")));
    }
    Ok(line)
}

/// Installs the packages of the tests, unless the lock file is older than the last time.
fn install_packages() -> Outcome {
    let time = |name: &str| -> Option<SystemTime> {
        std::fs::metadata(Path::new(FOLDER).join(name)).ok()?.modified().ok()
    };
    // npm writes this file last, so it stands for a complete installation.
    let installed = time("node_modules/.package-lock.json");
    if installed.is_some() && installed >= time("package-lock.json") {
        return Ok(());
    }
    println!("Installing the packages of {FOLDER}, once …");
    run::run(
        run::npm("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(FOLDER)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}

/// Playwright's command line, in the folder of the tests.
fn playwright(command: &str) -> Command {
    let mut playwright = Command::new("node");
    playwright.args(["node_modules/@playwright/test/cli.js", command]).current_dir(FOLDER);
    playwright
}

/// Finds or installs a Chromium; `None` means Playwright's own.
fn ensure_browser() -> Outcome<Option<PathBuf>> {
    if let Some(named) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if named.is_file() {
            return Ok(Some(named));
        }
        return Err(format!("{VARIABLE} names {}, which does not exist.", named.display()));
    }
    if let Some(found) = find_browser() {
        return Ok(Some(found));
    }
    if playwright_has_browser() {
        return Ok(None);
    }
    if is_debian() {
        match install_from_debian() {
            Ok(()) => {
                if let Some(found) = find_browser() {
                    return Ok(Some(found));
                }
            }
            Err(sentence) => println!("{sentence} Trying Playwright's own Chromium instead."),
        }
    }
    println!("Installing Playwright's Chromium, once …");
    run::run(playwright("install").arg("chromium")).map_err(|sentence| {
        format!(
            "there is no Chromium, and it could not be installed: {sentence} \
             Install Chromium or Chrome, or name one in {VARIABLE}."
        )
    })?;
    Ok(None)
}

/// A Chromium or Chrome on `PATH`, Debian's first.
fn find_browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    std::iter::once(PathBuf::from("/usr/bin/chromium"))
        .chain(NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))))
        .find(|candidate| candidate.is_file())
}

/// Whether Playwright has downloaded a Chromium of its own.
fn playwright_has_browser() -> bool {
    let question = "console.log(require('@playwright/test').chromium.executablePath())";
    run::output(Command::new("node").args(["-e", question]).current_dir(FOLDER))
        .is_some_and(|path| Path::new(&path).is_file())
}

/// Whether this is Debian or close to it. Ubuntu is not: its package is a
/// placeholder for a snap, which does not start in containers.
fn is_debian() -> bool {
    let about = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is = |key: &str| {
        about.lines().filter_map(|line| line.strip_prefix(key)).any(|names| {
            let mut names = names.trim_matches('"').split_whitespace();
            names.clone().any(|name| name == "debian") && !names.any(|name| name == "ubuntu")
        })
    };
    is("ID=") || is("ID_LIKE=")
}

/// Installs Debian's Chromium, with `sudo` for everyone but root.
fn install_from_debian() -> Outcome {
    let root = run::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    println!("Installing Chromium with apt-get, once …");
    for arguments in
        [vec!["update"], vec!["install", "--yes", "--no-install-recommends", "chromium"]]
    {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            command.arg("apt-get");
        }
        run::run(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}
