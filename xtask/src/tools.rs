//! What building needs, found or installed: the wasm target, Trunk,
//! wasm-bindgen, wasm-split-cli, wasm-opt, esbuild; and what checking needs, a
//! spell checker.
//!
//! A tool of the wanted version on `PATH` is used. What is missing goes into
//! `target/tools`, once, and an interrupted installation continues where it was.

use crate::run::{self, Outcome};
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// The target the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The oldest Node that runs the scripts and Playwright.
const NODE: u32 = 20;

/// Where missing tools are installed.
const HOME: &str = "target/tools";

/// One tool: its name, the version we want, and where it comes from.
struct Tool {
    /// The name of the program.
    program: &'static str,
    /// The wanted version.
    version: &'static str,
    /// What tells the version it has.
    told_by: Told,
    /// How to install it.
    source: Source,
    /// How long that takes, in words.
    patience: &'static str,
}

/// What tells the version of a tool.
enum Told {
    /// The tool itself, with `--version`.
    Tool,
    /// The notes `cargo install` keeps: the tool itself does not tell.
    Cargo,
}

/// Where a tool comes from.
enum Source {
    /// A crate, with the arguments `cargo install` needs beside name and version.
    Crate(&'static str, &'static [&'static str]),
    /// An npm package.
    Npm(&'static str),
}

/// Every tool a build needs. Some versions stand in Trunk.toml and Cargo.toml too.
const TOOLS: [Tool; 5] = [
    Tool {
        program: "trunk",
        version: "0.21.14",
        told_by: Told::Tool,
        source: Source::Crate(
            "trunk",
            &["--locked", "--no-default-features", "--features", "rustls"],
        ),
        patience: "four to eight minutes on two cores",
    },
    Tool {
        program: "wasm-bindgen",
        version: "0.2.130",
        told_by: Told::Tool,
        // Not `--locked`: its lock file may name a release that was withdrawn.
        source: Source::Crate("wasm-bindgen-cli", &[]),
        patience: "about two minutes on two cores",
    },
    Tool {
        program: "wasm-split-cli",
        version: "0.2.4",
        told_by: Told::Cargo,
        source: Source::Crate(
            "wasm_split_cli_support",
            &["--locked", "--features", "build-binary"],
        ),
        patience: "about two minutes on two cores",
    },
    Tool {
        program: "wasm-opt",
        version: "132",
        told_by: Told::Tool,
        source: Source::Npm("binaryen@132.0.0"),
        patience: "a few seconds",
    },
    Tool {
        program: "esbuild",
        version: "0.28.2",
        told_by: Told::Tool,
        source: Source::Npm("esbuild@0.28.2"),
        patience: "a few seconds",
    },
];

/// The spell checker. Version 9 is the last one that runs on Node 20.
const SPELLER: Tool = Tool {
    program: "cspell",
    version: "9.8.0",
    told_by: Told::Tool,
    source: Source::Npm("cspell@9.8.0"),
    patience: "less than a minute",
};

/// Makes sure that everything a build needs is there; returns the `PATH` to build with.
pub fn ensure() -> Outcome<OsString> {
    ensure_node()?;
    ensure_wasm_target()?;
    ensure_all(&TOOLS)
}

/// Makes sure that the spell checker is there; returns the `PATH` to run it with.
pub fn ensure_speller() -> Outcome<OsString> {
    ensure_node()?;
    ensure_all(&[SPELLER])
}

/// Makes sure that these tools are there; returns the `PATH` that finds them.
fn ensure_all(tools: &[Tool]) -> Outcome<OsString> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for tool in tools {
        if let Some(folder) = tool.ensure()?
            && !folders.contains(&folder)
        {
            folders.push(folder);
        }
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    std::env::join_paths(folders)
        .map_err(|error| format!("PATH cannot be extended by {HOME}: {error}."))
}

/// Makes sure that Node is there and new enough.
pub fn ensure_node() -> Outcome {
    let wanted = format!("Node {NODE} or newer is needed (https://nodejs.org)");
    let Some(version) = run::output(Command::new("node").arg("--version")) else {
        return Err(format!("{wanted}, and `node` was not found on PATH."));
    };
    match major(&version) {
        Some(number) if number >= NODE => Ok(()),
        _ => Err(format!("{wanted}, and `node --version` says {version}.")),
    }
}

/// The first number of a version like `v20.1.2`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Makes sure that the part of the Rust distribution is there that `cargo COMMAND` needs.
pub fn ensure_component(name: &str, command: &str) -> Outcome {
    if run::output(run::cargo().args([command, "--version"])).is_some() {
        return Ok(());
    }
    println!("Adding {name} …");
    run::run(Command::new("rustup").args(["component", "add", name]))
        .map_err(|sentence| format!("{name} is missing and could not be added: {sentence}"))
}

/// Makes sure that rustc can compile for the browser.
pub fn ensure_wasm_target() -> Outcome {
    let library =
        run::output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if library.is_some_and(|folder| Path::new(&folder).exists()) {
        return Ok(());
    }
    println!("Adding the compilation target {WASM} …");
    run::run(Command::new("rustup").args(["target", "add", WASM])).map_err(|sentence| {
        format!(
            "the compilation target {WASM} is missing and could not be added: {sentence} \
             Without rustup, install it the way your rustc was installed."
        )
    })
}

impl Tool {
    /// Finds or installs the tool; returns the folder to put before `PATH`, if one is needed.
    fn ensure(&self) -> Outcome<Option<PathBuf>> {
        let home = run::root().join(HOME);
        let folder = match self.source {
            Source::Crate(..) => home.join("bin"),
            Source::Npm(_) => home.join("npm").join("node_modules").join(".bin"),
        };
        let own = self.version_in(&folder);
        let found = match own {
            // An outdated copy of our own would hide a good one on PATH: replace it.
            Some(_) => None,
            None => self.version_on_path(),
        };
        if own == Some(true) {
            return Ok(Some(folder));
        }
        if found == Some(true) {
            return Ok(None);
        }
        self.install(&home)?;
        match self.version_in(&folder) {
            Some(true) => Ok(Some(folder)),
            _ => Err(format!(
                "{} {} was installed into {HOME} but does not run. Delete {HOME} and try again.",
                self.program, self.version
            )),
        }
    }

    /// Whether the tool in this folder has the wanted version; `None` if there is none.
    fn version_in(&self, folder: &Path) -> Option<bool> {
        let mut command = run_in(folder, self.program, &self.source);
        match self.told_by {
            Told::Tool => self.version_of(&mut command),
            Told::Cargo => {
                run::output(command.arg("--help"))?;
                // Without notes the tool is there, and nobody knows which it is.
                let notes = folder.parent().map(|home| home.join(".crates.toml"));
                let notes = notes.and_then(|notes| std::fs::read_to_string(notes).ok());
                Some(notes.is_some_and(|notes| self.is_noted(&notes)))
            }
        }
    }

    /// Whether the tool that `PATH` finds has the wanted version; `None` if there is none.
    fn version_on_path(&self) -> Option<bool> {
        match self.told_by {
            Told::Tool => self.version_of(&mut on_path(self.program, &self.source)),
            Told::Cargo => {
                let path = std::env::var_os("PATH")?;
                let file = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
                let first =
                    std::env::split_paths(&path).find(|folder| folder.join(&file).is_file());
                self.version_in(&first?)
            }
        }
    }

    /// Whether the tool this command starts has the wanted version; `None` if there is none.
    fn version_of(&self, command: &mut Command) -> Option<bool> {
        let words = run::output(command.arg("--version"))?;
        Some(words.split_whitespace().any(|word| word == self.version))
    }

    /// Whether the notes of `cargo install` name the wanted version.
    fn is_noted(&self, notes: &str) -> bool {
        let Source::Crate(name, _) = self.source else { return false };
        let wanted = format!("\"{name} {} (", self.version);
        notes.lines().any(|line| line.trim_start().starts_with(&wanted))
    }

    /// Installs the tool under `home`.
    fn install(&self, home: &Path) -> Outcome {
        let start = Instant::now();
        let Self { program, version, patience, .. } = self;
        println!("Installing {program} {version} into {HOME}, once: {patience} …");
        match self.source {
            Source::Crate(name, extra) => {
                let build = home.join("build");
                run::run(
                    run::cargo()
                        .args(["install", name, "--version", version, "--force", "--root"])
                        .arg(home)
                        .args(extra)
                        // What was compiled before an interruption is not compiled again.
                        .env("CARGO_TARGET_DIR", &build)
                        // The tools need not be fast: this halves the wait.
                        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                        .env("CARGO_PROFILE_RELEASE_LTO", "off")
                        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                        .env_remove("RUSTFLAGS")
                        .env_remove("CARGO_ENCODED_RUSTFLAGS"),
                )?;
                // Only disk space is at stake, so a failure here is none.
                let _ = std::fs::remove_dir_all(&build);
            }
            Source::Npm(package) => {
                let folder = home.join("npm");
                std::fs::create_dir_all(&folder)
                    .map_err(|error| format!("{} cannot be made: {error}.", folder.display()))?;
                run::run(
                    run::npm("npm")
                        .args(["install", "--no-audit", "--no-fund", "--save-exact", "--prefix"])
                        .arg(&folder)
                        .arg(package),
                )?;
            }
        }
        println!("Installed {program} {version} ({}).", run::words(start.elapsed()));
        Ok(())
    }
}

/// The program in this folder.
fn run_in(folder: &Path, program: &str, source: &Source) -> Command {
    let script = matches!(source, Source::Npm(_)) && cfg!(windows);
    Command::new(folder.join(if script { format!("{program}.cmd") } else { program.to_owned() }))
}

/// The program as `PATH` has it.
fn on_path(program: &str, source: &Source) -> Command {
    match source {
        Source::Crate(..) => Command::new(program),
        Source::Npm(_) => run::npm(program),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        for (version, expected) in
            [("v20.11.1", Some(20)), ("22.0.0", Some(22)), ("", None), ("nightly", None)]
        {
            assert_eq!(major(version), expected, "{version:?}");
        }
    }

    #[test]
    fn what_cargo_noted_tells_the_version() {
        let [_, _, split, ..] = TOOLS;
        let noted = |version: &str| {
            format!(
                "[v1]\n\"wasm_split_cli_support {version} (registry)\" = [\"wasm-split-cli\"]\n"
            )
        };
        assert!(split.is_noted(&noted(split.version)));
        assert!(!split.is_noted(&noted("0.2.40")) && !split.is_noted(""));
    }

    #[test]
    fn the_versions_agree_with_the_other_files() {
        let read = |name: &str| {
            std::fs::read_to_string(run::root().join(name)).expect("a file of the repository")
        };
        let [_, bindgen, ..] = TOOLS;
        let cargo = read("Cargo.toml");
        assert!(cargo.contains(&format!("wasm-bindgen = \"={}\"", bindgen.version)));
        let trunk = read("Trunk.toml");
        assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", bindgen.version)));
    }
}
