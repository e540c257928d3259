//! The developer's commands: `cargo xtask serve | build | test | bench | lens`.
//!
//! * [`run`]: other programs, and how their failures become sentences.
//! * [`tools`]: what building needs, found or installed into `target/tools`.
//! * [`site`]: the site in `dist/`, built or served by Trunk.
//! * [`budget`]: what the first question costs in bytes.
//! * [`checks`]: everything CI runs, step by step.
//! * [`browser`]: the browser tests and the browser they need.
//! * [`mod@bench`]: what is measured, in time and bytes.
//! * [`lens`] and [`evaluate`]: what people who keep lenses in git run in their CI.

mod bench;
mod browser;
mod budget;
mod checks;
mod evaluate;
mod lens;
mod run;
mod site;
mod tools;

use run::Outcome;
use std::process::ExitCode;

/// What a person sees who asks for no command, or for one that does not exist.
const USAGE: &str = "\
cargo xtask COMMAND

  serve [TRUNK OPTIONS]      set up what is missing, build and open the app on localhost
  build                      write the static site to dist/
  test                       everything CI runs
  test STEP…                 only these steps: format, lint, lint-web, native, site, web
  test web [--as-built] -- ARGUMENTS
                             the browser tests with Playwright's own arguments;
                             --as-built: on dist/ as it is
  bench [ARGUMENTS]          run the benchmarks and print what was measured
  lens check FILE…           print what is wrong with lens files; --aws: judge as AWS would
  lens evaluate LENS ANSWERS print the risk of every question as JSON";

/// Finds the command and turns its outcome into an exit code.
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else { return usage() };
    if command == "lens" {
        return match rest.split_first() {
            Some((command, rest)) if command == "evaluate" => evaluate::run(rest),
            _ => lens::run(rest),
        };
    }
    // Paths in this program are relative to the root of the repository,
    // whatever folder the command was given in.
    if let Err(error) = std::env::set_current_dir(run::root()) {
        eprintln!("error: the repository's folder is gone: {error}");
        return ExitCode::FAILURE;
    }
    let outcome: Outcome = match command.as_str() {
        "serve" => site::serve(rest),
        "build" if rest.is_empty() => site::build_and_weigh(),
        "test" => checks::run(rest),
        "bench" => bench::run(rest),
        _ => return usage(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nerror: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Prints how the commands are used.
fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}
