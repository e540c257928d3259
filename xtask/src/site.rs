//! The site: built into `dist/` or served with rebuild on change, by Trunk.

use crate::{
    budget,
    run::{self, Outcome},
    tools,
};
use std::{net::TcpListener, process::Command, time::Instant};

/// The first port tried when the app is served.
const PORT: u16 = 8080;

/// Where the site lies while it is served.
const SERVED: &str = "target/serve";

/// Builds the release site into `dist/`.
pub fn build() -> Outcome {
    run::run(trunk()?.args(["build", "--release"]))
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
