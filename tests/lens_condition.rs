//! Conditions: what is understood, what is refused and in which words, and
//! that the compiled form means what the tree says.

use plumbline::lens::ChoiceSet;
use plumbline::lens::condition::{Condition, Expr, parse};
use proptest::prelude::*;

const CHOICES: [&str; 6] = ["aaa", "b-1", "c_2", "default", "e", "none_no"];

fn errors(source: &str) -> Vec<String> {
    match parse(source) {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .iter()
            .map(|error| match error.hint {
                Some(hint) => format!("{error} ({hint})"),
                None => error.to_string(),
            })
            .collect(),
    }
}

#[test]
fn canonical_text_has_as_few_parentheses_as_possible() {
    let cases = [
        ("default", "default"),
        (" default\n", "default"),
        ("(default)", "(default)"),
        ("!default", "!default"),
        ("default && a", "default && a"),
        ("((a))", "a"),
        ("a&&b||c", "a && b || c"),
        ("(a && b) || c", "a && b || c"),
        ("a && (b || c)", "a && (b || c)"),
        ("a && (b && (c && d))", "a && b && c && d"),
        ("a || (b || c)", "a || b || c"),
        ("!a && !(b)", "!a && !b"),
        ("!(a && b)", "!(a && b)"),
        ("!(!(a || b))", "!!(a || b)"),
        ("a\t||\r\n  b", "a || b"),
        ("ops-model && _1", "ops-model && _1"),
    ];
    for (source, want) in cases {
        let parsed = parse(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
        assert_eq!(parsed.expr.to_string(), want, "{source}");
        assert_eq!(parse(want).map(|again| again.expr), Ok(parsed.expr), "{source}");
    }
}

#[test]
fn errors_say_what_was_expected_and_what_was_found() {
    let cases: [(&str, &[&str]); 19] = [
        ("", &["expected a choice id, found nothing at column 1"]),
        (" \n", &["expected a choice id, found nothing at column 3"]),
        ("a &&", &["expected a choice id after &&, found the end at column 5"]),
        ("aaaa && (bbb && )", &["expected a choice id after &&, found ) at column 17"]),
        ("a || || b", &["expected a choice id after ||, found || at column 6"]),
        ("&& a", &["expected a choice id, found && at column 1"]),
        ("(a || b", &["expected ) for the ( at column 1 after b, found the end at column 8"]),
        (
            "a)",
            &["expected &&, || or the end after a, found ) at column 2 (This ) was never opened.)"],
        ),
        ("a b", &["expected &&, || or the end after a, found b at column 3"]),
        (
            "a and b",
            &["expected &&, || or the end after a, found and at column 3 (Write && for and.)"],
        ),
        ("(a OR b)", &["expected &&, || or ) after a, found OR at column 4 (Write || for or.)"]),
        ("a ! b", &["expected &&, || or the end after a, found ! at column 3"]),
        ("!", &["expected a choice id after !, found the end at column 2"]),
        ("()", &["expected a choice id after (, found ) at column 2"]),
        ("a & b", &["expected &&, found & at column 3 (Write && for and.)"]),
        ("a | b", &["expected ||, found | at column 3 (Write || for or.)"]),
        (
            "default default",
            &["expected &&, || or the end after default, found default at column 9"],
        ),
        (
            "é && (",
            &[
                "expected choice ids, &&, ||, ! and parentheses only, found é at column 1 (Ids are made of ASCII letters, digits, _ and -.)",
                "expected a choice id, found && at column 3",
            ],
        ),
        (
            "a & b == c",
            &[
                "expected &&, found & at column 3 (Write && for and.)",
                "expected choice ids, &&, ||, ! and parentheses only, found == at column 7 (Ids are made of ASCII letters, digits, _ and -.)",
                "expected &&, || or the end after b, found c at column 10",
            ],
        ),
    ];
    for (source, want) in cases {
        assert_eq!(errors(source), want, "{source}");
    }
}

#[test]
fn spans_are_bytes_and_columns_are_characters() {
    let errors = parse("a && ü ||").expect_err("ü is no id");
    let places: Vec<_> = errors.iter().map(|e| (e.span.clone(), e.column)).collect();
    assert_eq!(places, [(5..7, 6), (8..10, 8)]);
    let names = parse("(b-1 || !aaa) && b-1").expect("a condition").names;
    let spans: Vec<_> = names.iter().map(|n| (n.id.as_str(), n.span.clone())).collect();
    assert_eq!(spans, [("b-1", 1..4), ("aaa", 9..12), ("b-1", 17..20)]);
}

#[test]
fn deep_nesting_is_refused_and_long_conditions_are_not() {
    let fifty = format!("{}a{}", "(!".repeat(25), ")".repeat(25));
    assert!(parse(&fifty).is_ok());
    let deeper = format!("({fifty})");
    assert_eq!(
        errors(&deeper),
        ["expected at most 50 levels of parentheses and !, found ! at column 51"]
    );
    for deep in ["(", "!", "(!", "a&&(", "!(a||"] {
        assert!(parse(&deep.repeat(100_000)).is_err(), "{deep}");
    }
    let balanced = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&balanced).is_err());
    let long = vec!["(aaa && !b-1)"; 100_000].join(" || ");
    let (condition, _) = Condition::compile(&long, &CHOICES).expect("long, but not deep");
    assert!(condition.holds(ChoiceSet(0b01), ChoiceSet::EMPTY));
    assert!(!condition.holds(ChoiceSet(0b11), ChoiceSet::EMPTY));
    assert!(errors(&"&".repeat(1_000_001)).len() <= 21);
}

#[test]
fn ids_that_are_no_choice_are_named_once_and_false() {
    let (condition, unknown) =
        Condition::compile("nope || !nope2 && aaa || nope", &CHOICES).expect("a condition");
    let found: Vec<_> = unknown.iter().map(|u| (u.id.as_str(), u.span.clone())).collect();
    assert_eq!(found, [("nope", 0..4), ("nope2", 9..14)]);
    assert!(condition.holds(ChoiceSet(1), ChoiceSet::EMPTY));
    assert!(!condition.holds(ChoiceSet(2), ChoiceSet::EMPTY));
}

#[test]
fn plain_conditions_are_told_from_others() {
    let cases = [
        ("default", true),
        ("a", true),
        ("a && b && c", true),
        ("a || b", true),
        ("a || b && c", false),
        ("!a", false),
        ("a && !b", false),
    ];
    for (source, want) in cases {
        let (condition, _) = Condition::compile(source, &CHOICES).expect(source);
        assert_eq!(condition.is_plain(), want, "{source}");
        assert_eq!(condition.is_default(), source == "default", "{source}");
    }
}

/// What a tree says, written down as plainly as possible. `neutral` is what a
/// literal of a choice that is not applicable counts as in this place.
fn walk(expr: &Expr, selected: ChoiceSet, not_applicable: ChoiceSet, neutral: bool) -> bool {
    if let Some((id, positive)) = literal(expr) {
        return match CHOICES.iter().position(|choice| *choice == id) {
            Some(index) if not_applicable.contains(index) => neutral,
            Some(index) => selected.contains(index) == positive,
            None => !positive,
        };
    }
    match expr {
        Expr::Default => true,
        Expr::Id(_) => unreachable!("an id is a literal"),
        Expr::Not(inner) => !walk(inner, selected, not_applicable, true),
        Expr::And(parts) => parts.iter().all(|p| walk(p, selected, not_applicable, true)),
        Expr::Or(parts) => parts.iter().any(|p| walk(p, selected, not_applicable, false)),
    }
}

fn literal(expr: &Expr) -> Option<(&str, bool)> {
    match expr {
        Expr::Id(id) => Some((id, true)),
        Expr::Not(inner) => literal(inner).map(|(id, positive)| (id, !positive)),
        _ => None,
    }
}

/// Trees as the parser makes them: no group directly in one of its own kind.
fn flat(expr: Expr) -> Expr {
    match expr {
        Expr::Not(inner) => Expr::Not(Box::new(flat(*inner))),
        Expr::And(parts) => {
            let parts = parts.into_iter().map(flat);
            Expr::And(
                parts
                    .flat_map(|p| if let Expr::And(inner) = p { inner } else { vec![p] })
                    .collect(),
            )
        }
        Expr::Or(parts) => {
            let parts = parts.into_iter().map(flat);
            Expr::Or(
                parts.flat_map(|p| if let Expr::Or(inner) = p { inner } else { vec![p] }).collect(),
            )
        }
        leaf => leaf,
    }
}

fn expressions() -> impl Strategy<Value = Expr> {
    let id = prop_oneof![
        8 => proptest::sample::select(&CHOICES[..]).prop_map(|id| Expr::Id(id.to_owned())),
        1 => "[A-Za-z0-9_-]{1,4}".prop_map(Expr::Id),
    ];
    let tree = id.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            1 => inner.clone().prop_map(|e| Expr::Not(Box::new(e))),
            2 => proptest::collection::vec(inner.clone(), 2..5).prop_map(Expr::And),
            2 => proptest::collection::vec(inner, 2..5).prop_map(Expr::Or),
        ]
    });
    tree.prop_map(flat)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn display_parses_back_to_the_same_expression(expr in expressions()) {
        let text = expr.to_string();
        prop_assert_eq!(parse(&text).map(|parsed| parsed.expr), Ok(expr), "{}", text);
    }

    #[test]
    fn every_answer_evaluates_as_the_tree_says(expr in expressions()) {
        let text = expr.to_string();
        let (condition, _) = Condition::compile(&text, &CHOICES).expect("canonical text parses");
        for selected in 0..64 {
            for not_applicable in 0..64 {
                let (selected, not_applicable) = (ChoiceSet(selected), ChoiceSet(not_applicable));
                prop_assert_eq!(
                    condition.holds(selected, not_applicable),
                    walk(&expr, selected, not_applicable, true),
                    "{} {:?} {:?}", text, selected, not_applicable
                );
            }
        }
    }

    #[test]
    fn no_text_panics(text in "[ab()!&|é \\n_-]{0,40}|\\PC{0,40}") {
        let _ = Condition::compile(&text, &CHOICES);
        for error in parse(&text).err().into_iter().flatten() {
            prop_assert!(text.get(error.span).is_some());
        }
    }
}
