//! `cargo xtask lens …`: what people who keep lenses in git run in their CI.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use plumbline::diagnostic::{Diagnostic, Severity};
use plumbline::lens::{Parsed, parse_bytes};

const USAGE: &str = "\
cargo xtask lens COMMAND

  check FILE… [--aws]  print what is wrong with lens files
                       exits 1 when one is not usable here; with --aws, when AWS would refuse it";

/// Runs `lens ARGUMENTS…`.
pub fn run(arguments: &[String]) -> ExitCode {
    let Some((command, rest)) = arguments.split_first() else { return usage("") };
    match command.as_str() {
        "check" => check(rest),
        other => usage(&format!("There is no command \"lens {other}\".")),
    }
}

fn usage(complaint: &str) -> ExitCode {
    if !complaint.is_empty() {
        eprintln!("{complaint}\n");
    }
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn check(arguments: &[String]) -> ExitCode {
    let (options, files): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| argument.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| **option != "--aws") {
        return usage(&format!("There is no option {unknown}."));
    }
    if files.is_empty() {
        return usage("Which files shall be checked?");
    }
    let as_aws = !options.is_empty();
    let mut good = true;
    for file in files {
        good &= check_file(file, as_aws);
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints what was found and says whether the file is good.
fn check_file(file: &str, as_aws: bool) -> bool {
    let bytes = match std::fs::read(Path::new(file)) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: the file cannot be read: {error}");
            return false;
        }
    };
    let parsed = parse_bytes(&bytes);
    print!("{}", report(file, &parsed));
    if as_aws { parsed.aws_ready() } else { parsed.lens.is_some() }
}

/// One line for every finding, a hint below it, and both verdicts at the end.
fn report(file: &str, parsed: &Parsed) -> String {
    let mut out = String::new();
    for found in &parsed.diagnostics {
        let Diagnostic { severity, code, message, position, hint, .. } = found;
        let _ = match position {
            Some(at) => write!(out, "{file}:{}:{}: ", at.line, at.column),
            None => write!(out, "{file}: "),
        };
        let _ = writeln!(out, "{}[{code}]: {message}", word(*severity));
        if let Some(hint) = hint {
            let _ = writeln!(out, "    {hint}");
        }
    }
    let usable = if parsed.lens.is_some() { "usable here" } else { "not usable here" };
    let ready =
        if parsed.aws_ready() { "nothing found that AWS refuses" } else { "AWS would refuse it" };
    let _ = writeln!(out, "{file}: {usable}; {ready}");
    out
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Aws => "aws",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_places_hints_and_both_verdicts() {
        let text = "{\"name\": \"A lens\",\n \"Description\": \"\",\n \"pillars\": 7}";
        let parsed = parse_bytes(text.as_bytes());
        insta::assert_snapshot!(report("lens.json", &parsed), @r##"
        lens.json:1:1: aws[missing]: The key schemaVersion is missing here.
        lens.json:1:1: aws[missing]: The key description is missing here.
        lens.json:2:17: note[misspelled-key]: The key Description is not known and is ignored.
            Did you mean description?
        lens.json:3:13: error[wrong-type]: Expected a list of pillars, found the number 7.
        lens.json: not usable here; AWS would refuse it
        "##);
    }
}
