//! From an answer to a risk, case by case.

use plumbline::lens::model::ChoiceId;
use plumbline::lens::{Because, Question, Risk, parse};
use serde_json::{Value, json};

/// A question with these choices and rules.
fn question(choices: &str, rules: &[(&str, &str)]) -> Question {
    let choices: Vec<Value> =
        choices.split(' ').map(|id| json!({"id": id, "title": format!("It is {id}")})).collect();
    let rules: Vec<Value> = rules
        .iter()
        .map(|(condition, risk)| json!({"condition": condition, "risk": format!("{risk}_RISK")}))
        .collect();
    let lens = json!({"pillars": [{"id": "p", "questions": [
        {"id": "q", "choices": choices, "riskRules": rules}
    ]}]});
    let parsed = parse(&lens.to_string());
    let mut lens = parsed.lens.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics));
    lens.pillars.remove(0).questions.remove(0)
}

fn ids(text: &str) -> Vec<ChoiceId> {
    text.split_whitespace().map(ChoiceId::from).collect()
}

#[track_caller]
fn check(question: &Question, selected: &str, not_applicable: &str, want: (Risk, Because)) {
    let selected = question.choice_set(&ids(selected));
    let not_applicable = question.choice_set(&ids(not_applicable));
    let got = question.evaluate(true, selected, not_applicable);
    assert_eq!((got.risk, got.because), want);
    let got = question.evaluate(false, selected, not_applicable);
    assert_eq!((got.risk, got.because), (Risk::NotApplicable, Because::QuestionNotApplicable));
}

const NOTHING: (Risk, Because) = (Risk::Unanswered, Because::NothingSelected);
const EVERY: (Risk, Because) = (Risk::None, Because::EveryChoiceNotApplicable);

#[test]
fn the_first_true_rule_wins_not_the_worst() {
    let q =
        question("a b c d_no", &[("a && b && c", "NO"), ("a || b", "MEDIUM"), ("default", "HIGH")]);
    check(&q, "", "", NOTHING);
    check(&q, "a b c", "", (Risk::None, Because::Rule(0)));
    check(&q, "b", "", (Risk::Medium, Because::Rule(1)));
    check(&q, "c", "", (Risk::High, Because::Rule(2)));
    check(&q, "d_no", "", (Risk::High, Because::Rule(2)));
    check(&q, "d_no a b c", "", (Risk::None, Because::Rule(0)));
    let worst_first = question("a", &[("default", "HIGH"), ("a", "NO")]);
    check(&worst_first, "a", "", (Risk::High, Because::Rule(0)));
}

#[test]
fn nothing_selected_is_unanswered_even_where_a_rule_would_be_true() {
    let q = question("a b", &[("!a", "NO"), ("default", "HIGH")]);
    check(&q, "", "", NOTHING);
    check(&q, "b", "", (Risk::None, Because::Rule(0)));
}

#[test]
fn where_no_rule_is_true_the_risk_is_high() {
    let q = question("a b", &[("a && b", "NO"), ("a", "MEDIUM")]);
    check(&q, "b", "", (Risk::High, Because::NoRuleTrue));
}

#[test]
fn a_choice_that_is_not_applicable_is_neutral() {
    let q =
        question("a b c d_no", &[("a && b && c", "NO"), ("a || b", "MEDIUM"), ("default", "HIGH")]);
    check(&q, "a b", "c", (Risk::None, Because::Rule(0)));
    check(&q, "", "a", (Risk::High, Because::Rule(2)));
    check(&q, "c", "a", (Risk::High, Because::Rule(2)));
    check(&q, "", "a b c", EVERY);
    check(&q, "d_no", "a b c", (Risk::None, Because::Rule(0)));
    // Marked and ticked at once counts as marked.
    check(&q, "a b c", "a b c", EVERY);
    check(&q, "a", "a", (Risk::High, Because::Rule(2)));
    // Nobody can mark "None of these".
    check(&q, "", "d_no", NOTHING);
    check(&q, "", "a b c d_no", EVERY);
    check(&q, "d_no", "d_no", (Risk::High, Because::Rule(2)));
}

#[test]
fn literals_are_neutral_by_the_group_they_stand_in() {
    for (condition, selected, not_applicable, holds) in [
        ("a", "b", "a", true),
        ("!a", "b", "a", true),
        ("a && b", "b", "a", true),
        ("!a && b", "b", "a", true),
        ("a || c", "b", "a", false),
        ("!a || c", "b", "a", false),
        ("b && (a || c)", "b", "a", false),
        ("c || a && b", "b", "a", true),
        ("c || a && b", "b", "a c", true),
        ("!(a && b)", "c", "a", true),
        ("!(a && b)", "b", "a", false),
        ("!(a || b)", "c", "a", true),
        ("!!a && b", "b", "a", true),
        ("a && !a", "b", "a", true),
        ("(a) || c", "b", "a", false),
    ] {
        let q = question("a b c", &[(condition, "NO"), ("default", "HIGH")]);
        let want =
            if holds { (Risk::None, Because::Rule(0)) } else { (Risk::High, Because::Rule(1)) };
        check(&q, selected, not_applicable, want);
    }
}

#[test]
fn only_ids_decide_what_none_of_these_is() {
    // AWS knows nothing of titles, so this one can be marked.
    let mut q = question("a none", &[("a", "NO"), ("default", "HIGH")]);
    q.choices[1].title = "None of these".to_owned();
    check(&q, "", "a none", EVERY);
    check(&q, "", "a", (Risk::None, Because::Rule(0)));
}

#[test]
fn a_question_of_none_of_these_only_is_evaluated() {
    let q = question("a_no", &[("a_no", "HIGH"), ("default", "NO")]);
    check(&q, "", "", NOTHING);
    check(&q, "", "a_no", NOTHING);
    check(&q, "a_no", "a_no", (Risk::High, Because::Rule(0)));
}

#[test]
fn answers_beyond_the_documents_are_told() {
    let q = question("a b c", &[("a && b", "NO"), ("a || b && c", "MEDIUM"), ("default", "HIGH")]);
    let beyond = |applies, selected: &str, not_applicable: &str| {
        let (s, n) = (q.choice_set(&ids(selected)), q.choice_set(&ids(not_applicable)));
        q.is_beyond_documented(applies, s, n)
    };
    assert!(!beyond(true, "a", ""), "nothing is marked");
    assert!(!beyond(true, "a", "b"), "the first rule decides and is plain");
    assert!(beyond(true, "c", "a"), "the second rule was read");
    assert!(!beyond(false, "c", "a"), "the question does not apply");
    assert!(!beyond(true, "", "a b c"), "every choice is marked");
    let unnamed = question("a b c", &[("a && !b", "NO"), ("default", "HIGH")]);
    let c = unnamed.choice_set(&ids("c"));
    let a = unnamed.choice_set(&ids("a"));
    assert!(!unnamed.is_beyond_documented(true, a, c), "no rule names what is marked");
}

#[test]
fn reachable_risks_are_computed() {
    let q = question("a b", &[("a || b", "NO"), ("a", "MEDIUM"), ("default", "HIGH")]);
    assert_eq!(q.reachable_risks(), Some(vec![Risk::None]));
    let q = question("a b c_no", &[("a && b", "NO"), ("a", "MEDIUM")]);
    assert_eq!(q.reachable_risks(), Some(vec![Risk::None, Risk::Medium, Risk::High]));
    let many = (0..20).map(|n| format!("c{n}")).collect::<Vec<_>>();
    let rules = [(many.join(" && "), "NO"), ("default".to_owned(), "HIGH")];
    let rules: Vec<(&str, &str)> = rules.iter().map(|(c, r)| (c.as_str(), *r)).collect();
    let q = question(&many.join(" "), &rules);
    assert_eq!(q.reachable_risks(), Some(vec![Risk::None, Risk::High]));
    let q = question(&format!("{} more", many.join(" ")), &rules);
    assert_eq!(q.reachable_risks(), None);
}

#[test]
fn thirty_two_choices_are_evaluated() {
    let ids: Vec<String> = (0..32).map(|n| format!("c{n}")).collect();
    let q = question(&ids.join(" "), &[("c31 && !c0", "NO"), ("default", "HIGH")]);
    check(&q, "c31", "", (Risk::None, Because::Rule(0)));
    check(&q, "c31 c0", "", (Risk::High, Because::Rule(1)));
    check(&q, "", &ids.join(" "), EVERY);
}
