//! Links are found in whatever text they arrive in.

#[path = "support/codes.rs"]
mod codes;
#[path = "support/dice.rs"]
mod dice;

use codes::forged;
use plumbline::exchange::share::{code_in, codes_in, open};
use plumbline::review::Lenses;
use proptest::prelude::*;

fn wrapped(code: &str, width: usize, fold: &str) -> String {
    let lines: Vec<&str> = code
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).expect("a code is ASCII"))
        .collect();
    lines.join(fold)
}

#[test]
fn what_is_pasted_is_found_within_what_stands_around_it() {
    for pasted in [
        "EBcd-_9",
        "https://example.org/plumbline/#/s/EBcd-_9",
        "  <https://example.org/#/s/EBcd-_9>.\n",
        "https://example.org/#/s/EB\n cd-_9",
        "(see #/s/EBcd-_9)!",
    ] {
        assert_eq!(code_in(pasted), "EBcd-_9", "{pasted}");
    }
    assert_eq!(code_in(" "), "");
}

#[test]
fn links_are_found_in_whatever_stands_around_them() {
    let a = &forged(1, 6, b"what Ann answered");
    let b = &forged(1, 6, &[7; 300]);
    let newer = &forged(3, 1, b"of another year");
    let cut = &b[..90];
    let cases: Vec<(&str, String, Vec<&str>)> = vec![
        ("nothing", String::new(), vec![]),
        (
            "no link",
            "Dear all,\nsend me your links to https://example.org/#/explore".into(),
            vec![],
        ),
        ("a link without its code", "https://example.org/#/s/".into(), vec![]),
        ("a link", format!("https://example.org/plumbline/#/s/{a}"), vec![a]),
        ("a host in capitals", format!("HTTPS://EXAMPLE.ORG/#/s/{a}"), vec![a]),
        ("two in a sentence", format!("See x/#/s/{a}, x/#/s/{b}. Bye"), vec![a, b]),
        ("in their order", format!("x/#/s/{b} x/#/s/{a}"), vec![b, a]),
        ("each once", format!("x/#/s/{a}\n{b}\nX/#/s/{a} {a}\n{b}"), vec![a, b]),
        ("angle brackets", format!("<https://example.org/#/s/{a}>"), vec![a]),
        ("a mail as text and address", format!("x/#/s/{a}<https://x/#/s/{a}>"), vec![a]),
        ("Markdown", format!("[mine](https://x/#/s/{a}) and *x/#/s/{b}*"), vec![a, b]),
        ("emphasis", format!("_x/#/s/{a}_"), vec![a]),
        ("a chat's own links", format!("<https://x/#/s/{a}|Ann's answers>"), vec![a]),
        ("HTML", format!("<a href=\"https://x/?a=1&amp;b=2#/s/{a}&amp;c=3\">x</a>"), vec![a]),
        ("HTML that escapes all", format!("x/&#35;/s/{a} x/&#X23;/s/{b}"), vec![a, b]),
        (
            "a rewritten link",
            format!("https://safe.example/?url=https%3A%2F%2Fx%2F%23%2fs%2F{a}&amp;data=05"),
            vec![a],
        ),
        ("a sign that is encoded", format!("https://x/%23/s/{a}."), vec![a]),
        ("broken lines", format!("x/#/s/{}\nBye", wrapped(b, 72, "\n")), vec![b]),
        ("broken at once", format!("x/#/s/{}\r\nBye", wrapped(b, 4, "\r\n")), vec![b]),
        ("indented", format!("x/#/s/{} bye", wrapped(b, 60, "\n    ")), vec![b]),
        ("quoted twice", format!("> > x/#/s/{}\n> > Ann", wrapped(b, 60, "\n> > ")), vec![b]),
        ("quoted-printable", format!("x/#/s/{}", wrapped(b, 70, "=\r\n")), vec![b]),
        ("broken, and the next", format!("x/#/s/{}\nx/#/s/{a}", wrapped(b, 72, "\n")), vec![b, a]),
        ("words right below", format!("x/#/s/{a}\nThanks\nAnn"), vec![a]),
        ("cut", format!("x/#/s/{cut}\nx/#/s/{a}"), vec![cut, a]),
        ("cut before words", format!("x/#/s/{cut} {}", "and more ".repeat(60)), vec![cut]),
        ("of a newer version", format!("x/#/s/{newer}\n\n{newer}"), vec![newer]),
        ("alone on a line", format!("Mine:\n  {a}\nand\n> {b}\n"), vec![a, b]),
        ("a list", format!("- {a}\n* `{b}`,\n"), vec![a, b]),
        ("alone and broken", format!("Mine:\n\n{}\n\nAnn", wrapped(b, 72, "\n")), vec![b]),
        ("alone and cut", format!("{cut}\nThanks\n"), vec![]),
        ("alone within a line", format!("Mine is {a}"), vec![]),
        ("words like codes", "Thanks\nEBcd-_9\nEIAAAAAAAAAA".into(), vec![]),
    ];
    for (what, text, want) in cases {
        assert_eq!(codes_in(&text), want, "{what}: {text}");
    }
}

fn whole() -> impl Strategy<Value = String> {
    (0u8..9, prop::collection::vec(any::<u8>(), 0..200))
        .prop_map(|(kind, payload)| forged(1, kind, &payload))
}

/// A link as one of many programs passes it on, with what they put around it.
fn passed_on() -> impl Strategy<Value = (String, String)> {
    let before = prop::sample::select(vec![
        "",
        "Here: ",
        "Here:\n",
        "> ",
        "<",
        "[x](",
        "\"",
        "see https://",
    ]);
    let marker = prop::sample::select(vec![
        "x/#/s/",
        "HTTPS://X.ORG/#/s/",
        "x%2F%23%2Fs%2F",
        "x%2F%23%2fs%2f",
        "x/&#35;/s/",
    ]);
    let fold = prop::sample::select(vec!["\n", "\r\n", "\n  ", "\n> ", "=\n", " ", "\u{200b}"]);
    let after = prop::sample::select(vec!["\n", ">\n", ").\n", "&amp;x=1\n", ", and\n", "\nAnn\n"]);
    (whole(), before, marker, 3usize..100, fold, after).prop_map(
        |(code, before, marker, width, fold, after)| {
            let text = format!("{before}{marker}{}{after}", wrapped(&code, width, fold));
            (code, text)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_link_comes_back_in_its_order(links in prop::collection::vec(passed_on(), 0..6)) {
        let text: String = links.iter().map(|(_, text)| text.as_str()).collect();
        let mut want: Vec<&String> = Vec::new();
        for (code, _) in &links {
            if !want.contains(&code) {
                want.push(code);
            }
        }
        let found = codes_in(&text);
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), want, "{}", text);
    }

    #[test]
    fn no_text_panics_and_nothing_is_made_up(
        text in "(\\PC{0,20}|#/s/|%23/S/|[A-Za-z0-9_-]{0,30}|\n|\r\n|> |=|é|\u{200b}){0,20}",
    ) {
        let letters: String = text.chars().filter(char::is_ascii).collect();
        let kept: String = letters.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        for code in codes_in(&text) {
            prop_assert!(kept.contains(&code), "{code}");
            let _ = open(&code, &Lenses::new());
        }
    }
}

/// Text without end costs no more than reading it a few times.
#[test]
fn long_texts_are_read_in_no_time() {
    let long = "E".to_owned() + &"_".repeat(99_000);
    let texts = [
        "#/s/".repeat(200_000),
        "#/s/E\n".repeat(100_000),
        "EAD__w\n".repeat(100_000),
        format!("#/s/{}", "EAD__w ".repeat(100_000)),
        format!("{long}\n").repeat(10),
        ">\n>".repeat(200_000),
        "#/s/ \n>".repeat(100_000),
    ];
    let start = std::time::Instant::now();
    for text in texts {
        assert!(codes_in(&text).len() < 20);
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
