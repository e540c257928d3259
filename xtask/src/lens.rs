//! `cargo xtask lens …`: what people who keep lenses in git run in their CI.

use std::process::ExitCode;

/// Runs `lens ARGUMENTS…`.
pub fn run(_arguments: &[String]) -> ExitCode {
    ExitCode::from(2)
}
