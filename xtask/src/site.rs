//! The site: built into `dist/` or served with rebuild on change, by Trunk.

use crate::{
    budget,
    run::{self, Outcome},
    tools,
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// The first port tried when the app is served.
const PORT: u16 = 8080;

/// Where the site lies while it is served.
const SERVED: &str = "target/serve";

/// What `.cargo/config.toml` says for the browser; flags in the environment replace it.
const FLAGS: [&str; 2] = ["--cfg=erase_components", "-Clink-args=--emit-relocs"];

/// Builds the release site into `dist/`.
pub fn build() -> Outcome {
    let mut command = trunk()?;
    let flags: Vec<String> = FLAGS.map(str::to_owned).into_iter().chain(short_paths()?).collect();
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    run::run(command.args(["build", "--release"]))?;
    check_anonymous()
}

/// The flags that shorten the paths of source files, which panics tell: whose
/// machine built the site is nobody's business, and short paths are fewer bytes.
fn short_paths() -> Outcome<Vec<String>> {
    // With the dependencies, so that this also fetches what is missing.
    let metadata = run::output(run::cargo().args([
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform",
        tools::WASM,
    ]))
    .ok_or("`cargo metadata --locked` failed; run it to see why.")?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| format!("`cargo metadata` printed something else than JSON: {error}."))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let homes: BTreeSet<&Path> = packages
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| Path::new(package["manifest_path"].as_str()?).parent()?.parent())
        .collect();
    let mut flags: Vec<String> = std::iter::once(run::root().as_path())
        .chain(homes)
        .map(|folder| format!("--remap-path-prefix={}=", folder.display()))
        .collect();
    // The standard library has such paths where its sources are installed.
    let about = run::output(Command::new("rustc").arg("-vV")).unwrap_or_default();
    let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    let sysroot = run::output(Command::new("rustc").args(["--print", "sysroot"]));
    if let (Some(commit), Some(sysroot)) = (commit, sysroot) {
        let sources = Path::new(&sysroot).join("lib/rustlib/src/rust");
        flags.push(format!("--remap-path-prefix={}=/rustc/{commit}", sources.display()));
    }
    Ok(flags)
}

/// Fails when a file of `dist/` tells where it was built.
fn check_anonymous() -> Outcome {
    let mut folders = vec![run::root()];
    folders.extend(
        ["HOME", "USERPROFILE", "CARGO_HOME"]
            .iter()
            .filter_map(std::env::var_os)
            .map(PathBuf::from),
    );
    let needles: Vec<String> = folders.iter().filter_map(|folder| inside(folder)).collect();
    for name in budget::everything()? {
        let path = Path::new(budget::DIST).join(&name);
        let content = std::fs::read(&path)
            .map_err(|error| format!("{} cannot be read: {error}.", path.display()))?;
        if let Some(needle) = needles.iter().find(|needle| contains(&content, needle.as_bytes())) {
            return Err(format!(
                "dist/{name} contains {needle}, a folder of this machine. short_paths() in \
                 xtask/src/site.rs keeps such paths out; this one got past it."
            ));
        }
    }
    Ok(())
}

/// What every path inside this folder begins with; nothing for the root of all folders.
fn inside(folder: &Path) -> Option<String> {
    folder.file_name()?;
    let text = folder.to_string_lossy();
    let text = text.trim_end_matches(['/', '\\']);
    Some(format!("{text}{}", std::path::MAIN_SEPARATOR))
}

/// Whether these bytes stand somewhere in a file.
fn contains(content: &[u8], bytes: &[u8]) -> bool {
    content.windows(bytes.len()).any(|window| window == bytes)
}

/// Builds the release site and prints what it weighs.
pub fn build_and_weigh() -> Outcome {
    let start = Instant::now();
    build()?;
    budget::check()?;
    println!(
        "\nThe site is in dist/ ({}). Put the folder on any static host.",
        run::words(start.elapsed())
    );
    Ok(())
}

/// Serves the app on localhost, rebuilds it on change and opens it in a browser.
pub fn serve(arguments: &[String]) -> Outcome {
    let mut command = trunk()?;
    // Not into dist/, which holds what is published.
    command.args(["serve", "--open", "--dist", SERVED]);
    let says_port = |word: &String| word.starts_with("--port") || word.starts_with("-p");
    if !arguments.iter().any(says_port) {
        let port = free_port();
        println!(
            "Plumbline will open on http://127.0.0.1:{port}/ once it is built. Ctrl+C stops it."
        );
        command.arg("--port").arg(port.to_string());
    }
    run::run(command.args(arguments.iter().filter(|word| *word != "--")))
}

/// Trunk, with every tool it calls in place.
fn trunk() -> Outcome<Command> {
    let path = tools::ensure()?;
    let mut command = Command::new("trunk");
    command.env("PATH", &path);
    // Trunk understands only `true` and `false` here, and stops at anything else.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// The first free port from [`PORT`] on; [`PORT`] itself if there is none nearby.
fn free_port() -> u16 {
    (PORT..PORT + 20).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).unwrap_or(PORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_those_of_the_configuration() {
        let file = run::root().join(".cargo/config.toml");
        let text = std::fs::read_to_string(file).expect("a file of the repository");
        let flags: Vec<&str> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","))
            .collect();
        assert_eq!(flags, FLAGS);
    }

    #[test]
    fn source_paths_lose_the_folders_of_this_machine() {
        let flags = short_paths().expect("cargo knows its packages");
        let root = run::root();
        assert!(flags.contains(&format!("--remap-path-prefix={}=", root.display())));
        assert!(flags.len() >= 2, "{flags:?}");
    }

    #[test]
    fn a_folder_of_this_machine_is_found_in_a_file() {
        let home = inside(Path::new("/home/somebody/")).expect("not the root");
        assert!(contains(b"\0/home/somebody/code/lib.rs\0", home.replace('\\', "/").as_bytes()));
        assert!(
            !contains(b"/home/somebodyelse", home.as_bytes()) && !contains(b"", home.as_bytes())
        );
        assert_eq!(inside(Path::new("/")), None);
    }
}
