//! `cargo xtask lens evaluate LENS ANSWERS`: the risk of every question of a
//! lens, as JSON for other tools.

use std::process::ExitCode;

use plumbline::diagnostic::{Diagnostic, has_errors};
use plumbline::exchange::aws::{self, AwsImport};
use plumbline::exchange::{Kind, detect, rendition, results};
use plumbline::lens::{Lens, parse_bytes};
use plumbline::review::{LensKey, LensRef, LensReview, summary};
use serde_json::Value;

const USAGE: &str = "\
cargo xtask lens evaluate LENS ANSWERS

  prints the risk of every question of the lens file LENS, in its order, for the
  answers in the file ANSWERS: what the AWS command line prints for answers, or
  a results file of Plumbline";

/// Runs `lens evaluate ARGUMENTS…`.
pub fn run(arguments: &[String]) -> ExitCode {
    let [lens, answers] = arguments else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if let Some(option) = arguments.iter().find(|argument| argument.starts_with("--")) {
        eprintln!("There is no option {option}.\n\n{USAGE}");
        return ExitCode::from(2);
    }
    match evaluate(lens, answers) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn evaluate(lens_file: &str, answers_file: &str) -> Result<String, String> {
    let parsed = parse_bytes(&bytes(lens_file)?);
    let Some(lens) = parsed.lens else {
        tell(lens_file, &parsed.diagnostics);
        return Err(format!("{lens_file}: the lens is not usable."));
    };
    let text = String::from_utf8(bytes(answers_file)?).map_err(|_| {
        format!("{answers_file}: the file is not UTF-8 text. Save it as UTF-8 and try again.")
    })?;
    let review = match detect(&text) {
        Kind::PlumblineResults => from_results(&text, &lens, answers_file)?,
        Kind::AwsAnswers => from_aws(&aws::read(&text), &lens, answers_file)?,
        Kind::Rendition(form) => from_aws(&rendition::read(&text, form), &lens, answers_file)?,
        Kind::AwsWorkload => {
            return Err(format!(
                "{answers_file}: there is a workload in this file, but there are no answers. \
                 Export them with list-answers."
            ));
        }
        Kind::Backup => {
            return Err(format!(
                "{answers_file}: this is a backup of everything. Export the results of one review."
            ));
        }
        Kind::Workshop => {
            return Err(format!(
                "{answers_file}: these are answers from a workshop. Export the results of its review."
            ));
        }
        Kind::Lens => {
            return Err(format!("{answers_file}: this is a lens and not answers to one."));
        }
        Kind::Unknown { sentence } => return Err(format!("{answers_file}: {sentence}")),
        Kind::NotJson { diagnostic } => {
            tell(answers_file, std::slice::from_ref(&diagnostic));
            return Err(format!("{answers_file}: the answers cannot be read."));
        }
    };
    Ok(risks(&lens, &review))
}

fn bytes(file: &str) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{file}: the file cannot be read: {error}."))
}

fn tell(file: &str, found: &[Diagnostic]) {
    for Diagnostic { message, position, hint, .. } in found {
        match position {
            Some(at) => eprintln!("{file}:{}:{}: {message}", at.line, at.column),
            None => eprintln!("{file}: {message}"),
        }
        if let Some(hint) = hint {
            eprintln!("    {hint}");
        }
    }
}

/// The review of this very lens in a results file, or else the one that
/// answers most of its questions.
fn from_results(text: &str, lens: &Lens, file: &str) -> Result<LensReview, String> {
    let read = results::read(text);
    tell(file, &read.diagnostics);
    let workload = read.workload.ok_or_else(|| format!("{file}: the results cannot be read."))?;
    let answered = |review: &LensReview| {
        review.answers.keys().filter(|id| lens.question(id).is_some()).count()
    };
    if let Some(same) = workload.reviews.iter().find(|review| review.lens.hash == lens.hash) {
        return Ok(same.clone());
    }
    let best = workload.reviews.iter().max_by_key(|review| answered(review));
    match best {
        Some(review) if review.answers.is_empty() || answered(review) > 0 => {
            eprintln!("{file}: these answers are for another version of the lens.");
            Ok(review.clone())
        }
        _ => Err(no_match(file)),
    }
}

/// The answers that fit the lens best in a file from AWS.
fn from_aws(import: &AwsImport, lens: &Lens, file: &str) -> Result<LensReview, String> {
    tell(file, &import.diagnostics);
    if import.answer_count() == 0 && has_errors(&import.diagnostics) {
        return Err(format!("{file}: the answers cannot be read."));
    }
    let mut best: Option<(f64, &aws::ImportedReview)> = None;
    for review in &import.reviews {
        let share = aws::share_matched(review, lens);
        if best.is_none_or(|(most, _)| share > most) {
            best = Some((share, review));
        }
    }
    let key = LensKey::custom(&lens.hash);
    let Some((share, review)) = best else {
        return Ok(LensReview::new(LensRef::new(key, lens)));
    };
    if share == 0.0 && !review.answers.is_empty() {
        return Err(no_match(file));
    }
    let (review, found) = aws::into_review(review, lens, key);
    tell(file, &found);
    Ok(review)
}

fn no_match(file: &str) -> String {
    format!("{file}: not one of the answered questions is a question of this lens.")
}

/// One JSON object, questions in the order of the lens.
fn risks(lens: &Lens, review: &LensReview) -> String {
    let lines: Vec<String> = summary::risks(lens, review)
        .map(|(id, risk)| format!("    {}: \"{}\"", Value::String(id.0), risk.code()))
        .collect();
    format!("{{\n  \"questions\": {{\n{}\n  }}\n}}", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> String {
        format!("{}/../tests/fixtures/aws/{name}", env!("CARGO_MANIFEST_DIR"))
    }

    fn outcome(answers: &str) -> Result<Vec<(String, String)>, String> {
        let json = evaluate(&fixture("lens.json"), answers)?;
        let value: Value = serde_json::from_str(&json).expect("the output is JSON");
        let questions = value["questions"].as_object().expect("an object");
        let risk = |value: &Value| value.as_str().expect("a text").to_owned();
        Ok(questions.iter().map(|(id, value)| (id.clone(), risk(value))).collect())
    }

    #[test]
    fn every_shape_of_answers_can_be_evaluated() {
        let cases = [
            ("list-answers.json", ["NONE", "MEDIUM", "NOT_APPLICABLE"]),
            ("list-answers-camel.json", ["NONE", "MEDIUM", "NOT_APPLICABLE"]),
            ("list-answers-pages.json", ["NONE", "MEDIUM", "NOT_APPLICABLE"]),
            ("get-answer.json", ["NONE", "UNANSWERED", "UNANSWERED"]),
            ("get-answer-one-after-another.json", ["NONE", "MEDIUM", "NOT_APPLICABLE"]),
            ("script.json", ["NONE", "MEDIUM", "NOT_APPLICABLE"]),
            ("console.json", ["MEDIUM", "MEDIUM", "NOT_APPLICABLE"]),
            ("question-responses.json", ["MEDIUM", "MEDIUM", "UNANSWERED"]),
            ("update-answer.json", ["NONE", "UNANSWERED", "UNANSWERED"]),
        ];
        for (name, want) in cases {
            let risks = outcome(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
            let want: Vec<(String, String)> = ["menu", "queue", "water"]
                .iter()
                .zip(want)
                .map(|(id, risk)| ((*id).to_owned(), risk.to_owned()))
                .collect();
            assert_eq!(risks, want, "{name}");
        }
    }

    #[test]
    fn questions_are_printed_in_the_order_of_the_lens() {
        let text = include_str!("../../tests/fixtures/aws/lens.json")
            .replace("\"menu\"", "\"zebra \\\"\"");
        let lens = parse_bytes(text.as_bytes()).lens.expect("the lens is usable");
        let review = LensReview::new(LensRef::new(LensKey::custom(&lens.hash), &lens));
        let want = [
            "{",
            "  \"questions\": {",
            "    \"zebra \\\"\": \"UNANSWERED\",",
            "    \"queue\": \"UNANSWERED\",",
            "    \"water\": \"UNANSWERED\"",
            "  }",
            "}",
        ];
        assert_eq!(risks(&lens, &review), want.join("\n"));
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_a_sentence() {
        let cases = [
            ("no-such-file.json", "cannot be read"),
            ("lens.json", "a lens and not answers"),
            ("get-workload.json", "there are no answers"),
        ];
        for (name, want) in cases {
            let error = outcome(&fixture(name)).expect_err(name);
            assert!(error.contains(want) && error.ends_with('.'), "{name}: {error}");
        }
    }
}
