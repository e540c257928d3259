//! The developer's commands: `cargo xtask serve | build | test | bench | lens`.

mod evaluate;
mod lens;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  serve                      set up what is missing, build and open the app on localhost
  build                      write the static site to dist/
  test                       everything CI runs
  lens check FILE…           print what is wrong with lens files; --aws: judge as AWS would
  lens evaluate LENS ANSWERS print the risk of every question as JSON";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "lens" => match rest.split_first() {
            Some((command, rest)) if command == "evaluate" => evaluate::run(rest),
            _ => lens::run(rest),
        },
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
