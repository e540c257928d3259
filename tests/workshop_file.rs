//! The file of a workshop: what it holds comes back, and what is wrong with it
//! is told.

use plumbline::exchange::session_file::{self, Read};
use plumbline::exchange::share::MOST_CODE;
use plumbline::exchange::{Kind, detect};
use plumbline::workshop::gathering::MOST_PEOPLE;
use proptest::prelude::*;
use serde_json::json;

fn codes(text: &[&str]) -> Vec<String> {
    text.iter().map(|&code| code.to_owned()).collect()
}

#[test]
fn a_file_looks_like_this() {
    let text = session_file::write(Some("GAbc"), &codes(&["GXy", "GZ-_"]));
    insta::assert_snapshot!(text, @r#"
    {
      "format": "plumbline-workshop",
      "replies": [
        "GXy",
        "GZ-_"
      ],
      "session": "GAbc",
      "version": 1
    }
    "#);
    assert_eq!(detect(&text), Kind::Workshop);
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        session in proptest::option::of("[A-Za-z0-9_-]{1,40}"),
        replies in proptest::collection::vec("[A-Za-z0-9_-]{1,40}", 0..20),
    ) {
        prop_assume!(session.is_some() || !replies.is_empty());
        let text = session_file::write(session.as_deref(), &replies);
        prop_assert_eq!(detect(&text), Kind::Workshop);
        let want = Read { session, replies, diagnostics: Vec::new() };
        prop_assert_eq!(session_file::read(&text), Ok(want));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = session_file::read(&text);
        let _ = session_file::read(&format!("{{\"format\":\"plumbline-workshop\",{text}}}"));
    }
}

#[test]
fn whole_links_and_unknown_keys_are_taken() {
    let file = json!({
        "format": "plumbline-workshop", "version": 1, "later": {"x": []}, "session": null,
        "replies": ["https://example.org/#/s/GAbc", " GX\n y. "],
    });
    let read = session_file::read(&file.to_string()).expect("it can be read");
    assert_eq!(read.replies, ["GAbc", "GXy"]);
    assert_eq!((read.session, read.diagnostics), (None, Vec::new()));
}

#[test]
fn what_is_wrong_is_told() {
    // File, code, part of the message.
    let file = |rest: &str| format!(r#"{{"format": "plumbline-workshop", {rest}}}"#);
    let cases = [
        (String::new(), "empty", ""),
        ("[]".to_owned(), "other-format", "no file of a workshop"),
        (r#"{"format": "plumbline-results"}"#.to_owned(), "other-format", "no file of a workshop"),
        (file(r#""replies": ["GA"]"#), "no-version", "1 was expected"),
        (file(r#""version": 2, "replies": ["GA"]"#), "newer-version", "newer Plumbline"),
        (file(r#""version": 1"#), "empty-workshop", "neither a session nor an answer"),
        (file(r#""version": 1, "replies": "GA""#), "wrong-type", "a list"),
        (file(r#""version": 1, "replies": [7]"#), "no-code", "no text"),
        (file(r#""version": 1, "session": " . ""#), "no-code", "This session is empty"),
    ];
    for (text, code, part) in cases {
        let found = session_file::read(&text).expect_err(&text);
        assert_eq!(found.code, code, "{text}");
        assert!(found.message.contains(part), "{text}: {}", found.message);
    }
}

#[test]
fn what_can_be_used_comes_with_what_was_left_out() {
    let file = json!({
        "format": "plumbline-workshop", "version": 1, "session": 3,
        "replies": ["GA", {}, "x".repeat(3 * MOST_CODE), "GB"],
    });
    let read = session_file::read(&file.to_string()).expect("some of it can be read");
    assert_eq!(read.replies, ["GA", "GB"]);
    let found: Vec<(&str, &str)> =
        read.diagnostics.iter().map(|d| (d.code, d.pointer.as_str())).collect();
    let want =
        [("no-code", "/session"), ("no-code", "/replies/1"), ("code-too-long", "/replies/2")];
    assert_eq!(found, want);
}

#[test]
fn no_more_replies_are_read_than_a_session_takes() {
    let many = vec!["GA".to_owned(); MOST_PEOPLE + 10];
    let read = session_file::read(&session_file::write(None, &many)).expect("it can be read");
    assert_eq!(read.replies.len(), MOST_PEOPLE);
    assert_eq!(read.diagnostics.len(), 1);
}
