//! Reading lens files: what is found in them, in which words and where.

#[path = "support/lens_files.rs"]
mod files;

use files::{QUESTION, SOUND, changed, lens, report};
use plumbline::diagnostic::{Position, Severity};
use plumbline::lens::position::locate;
use plumbline::lens::{parse, parse_bytes, to_json};
use proptest::prelude::*;
use serde_json::{Value, json};

const BOM_CRLF: &[u8] = include_bytes!("fixtures/lens/bom-crlf.json");
const WRAPPED: &str = include_str!("fixtures/lens/wrapped.json");
const ODDITIES: &str = include_str!("fixtures/lens/oddities.json");
const BROKEN: &str = include_str!("fixtures/lens/broken.json");

#[test]
fn a_sound_lens_has_no_findings_in_any_wrapping() {
    let parsed = parse(SOUND);
    assert_eq!(report(&parsed.diagnostics), "");
    assert!(parsed.aws_ready());
    let sound = parsed.lens.expect("a sound lens is usable");
    assert_eq!(sound.pillars.len(), 2);
    assert_eq!(sound.questions().count(), 3);

    let parsed = parse_bytes(BOM_CRLF);
    assert!(BOM_CRLF.starts_with(b"\xEF\xBB\xBF{\r\n"));
    assert_eq!(report(&parsed.diagnostics), "");
    assert_eq!(parsed.lens.as_ref(), Some(&sound));

    let parsed = parse(WRAPPED);
    insta::assert_snapshot!(report(&parsed.diagnostics), @"2:17 Note[wrapped]  The lens is wrapped as AWS's export-lens does it; the lens inside was read. | To import it to AWS again, take it out of the wrapper.");
    assert!(parsed.aws_ready());
    assert_eq!(parsed.lens, Some(sound));
}

#[test]
fn oddities_of_real_files_open_with_words() {
    let parsed = parse(ODDITIES);
    assert!(!parsed.aws_ready());
    insta::assert_snapshot!(report(&parsed.diagnostics), @r##"
    1:1 Aws[missing]  The key schemaVersion is missing here.
    1:1 Aws[missing]  The key description is missing here.
    2:43 Note[misspelled-key] /Name The key Name is not known and is ignored. | Did you mean name?
    2:75 Aws[characters] /name The name of the lens holds what AWS refuses there: ;. | Allowed are ASCII letters and digits, spaces, line breaks and - _ . , : / ( ) @ ! & # + ' ? ’
    4:15 Aws[id-characters] /pillars/0/id The id of the pillar holds '-', which AWS refuses in ids. | Allowed are ASCII letters, digits and _.
    5:32 Aws[title-too-long] /pillars/0/questions/0/title The title of the question has 141 characters; AWS takes 128 at most.
    6:23 Aws[wrong-type] /pillars/0/questions/0/description Expected a text in quotes, found the number 12.
    8:137 Note[misspelled-key] /pillars/0/questions/0/choices/0/helpfulResource/Url The key Url is not known and is ignored. | Did you mean url?
    8:221 Warning[url-empty] /pillars/0/questions/0/choices/0/improvementPlan/url The address is empty. | Delete the key url, or write an address.
    9:103 Warning[url-empty] /pillars/0/questions/0/choices/1/helpfulResource/url The address is empty. | Delete the key url, or write an address.
    9:158 Aws[url-padded] /pillars/0/questions/0/choices/1/improvementPlan/url There are blanks before the address; AWS wants http:// or https:// at its start.
    10:98 Aws[url-scheme] /pillars/0/questions/0/choices/2/improvementPlan/url The address does not start with http:// or https://; it is left out.
    11:16 Warning[duplicate-id] /pillars/0/questions/0/choices/3/id The choice id can was used before; this one is called can~2 here.
    11:16 Aws[duplicate-id] /pillars/0/questions/0/choices/3/id The choice id can is used twice; AWS wants them unique.
    11:62 Aws[missing] /pillars/0/questions/0/choices/3/improvementPlan The key displayText is missing here.
    11:70 Warning[url-padded] /pillars/0/questions/0/choices/3/improvementPlan/url There are blanks after the address.
    12:9 Aws[improvement-plan-missing] /pillars/0/questions/0/choices/4 The choice has no improvementPlan; AWS wants one unless the id ends in _no.
    12:16 Warning[none-of-these-id] /pillars/0/questions/0/choices/4/id "None of these" is an ordinary choice for AWS, because its id does not end in _no. | Call it nothing_no.
    14:21 Warning[default-missing] /pillars/0/questions/0/riskRules No rule has the condition default; an answer for which no rule is true counts as high risk here. | Add {"condition": "default", "risk": "HIGH_RISK"} at the end.
    15:34 Warning[unknown-id] /pillars/0/questions/0/riskRules/0/condition mulhc is no choice of this question; it counts as not selected. | Did you mean mulch?
    16:44 Warning[unknown-id] /pillars/0/questions/0/riskRules/1/condition garden_hose is no choice of this question; it counts as not selected.
    18:14 Warning[duplicate-id] /pillars/0/questions/1/id The question id water was used before; this one is called water~2 here.
    18:14 Aws[duplicate-id] /pillars/0/questions/1/id The question id water is used twice; AWS wants them unique.
    18:32 Warning[empty-text] /pillars/0/questions/1/title The title of the question is empty; "water~2" is shown.
    18:50 Aws[improvement-plan-missing] /pillars/0/questions/1/choices/0 The choice has no improvementPlan; AWS wants one unless the id ends in _no.
    18:57 Aws[id-length] /pillars/0/questions/1/choices/0/id The id of the choice has 1 character; AWS takes 3 to 128.
    18:76 Aws[characters] /pillars/0/questions/1/choices/0/title The title of the choice holds what AWS refuses there: tab. | Allowed are ASCII letters and digits, spaces, line breaks and - _ . , : / ( ) @ ! & # + ' ? ’
    18:131 Aws[resource-type] /pillars/0/questions/1/choices/0/additionalResources/0 Expected the type HELPFUL_RESOURCE or IMPROVEMENT_PLAN, found the text "VIDEO"; these resources are left out.
    18:160 Aws[empty-list] /pillars/0/questions/1/choices/0/additionalResources/0/content There is nothing in this list; AWS wants one resource at least.
    19:69 Aws[risk-repeated] /pillars/0/questions/1/riskRules/1 Another rule before this one stands for the same risk; AWS takes one a level.
    "##);
    let lens = parsed.lens.expect("odd, but usable");
    let question = &lens.pillars[0].questions[0];
    assert_eq!(question.choices[3].id.as_str(), "can~2");
    assert_eq!(question.choices[0].description.as_deref(), Some("In a barrel."));
    assert_eq!(question.choices[1].helpful_resource, None);
    let plan = question.choices[1].improvement_plan.as_ref().expect("there is a plan");
    assert_eq!(plan.url.as_deref(), Some("https://example.org/mulch"));
    assert_eq!(lens.pillars[0].questions[1].id.as_str(), "water~2");
    assert_eq!(lens.pillars[0].questions[1].title, "water~2");
}

#[test]
fn no_fault_hides_another() {
    let parsed = parse(BROKEN);
    assert!(parsed.lens.is_none());
    assert!(!parsed.aws_ready());
    insta::assert_snapshot!(report(&parsed.diagnostics), @r##"
    2:20 Aws[schema-version] /schemaVersion Expected the schema version 2021-11-01, found the number 3.
    3:5 Error[missing] /pillars/0 The key id is missing here.
    3:36 Error[wrong-type] /pillars/0/questions Expected a list of questions, found the text "none".
    4:30 Aws[wrong-type] /pillars/1/name Expected a text in quotes, found a list.
    5:7 Error[wrong-type] /pillars/1/questions/0 Expected a question as an object, found the number 7.
    7:16 Error[wrong-type] /pillars/1/questions/1/choices/0/id Expected the id of the choice, found the text "".
    7:60 Aws[wrong-type] /pillars/1/questions/1/choices/0/improvementPlan Expected a resource as an object, found the text "text".
    10:21 Aws[too-many-rules] /pillars/1/questions/1/riskRules There are 4 risk rules; AWS takes 3 at most.
    11:32 Error[condition-syntax] /pillars/1/questions/1/riskRules/0/condition The condition does not parse: expected a choice id after &&, found ) at column 9.
    12:24 Error[condition-syntax] /pillars/1/questions/1/riskRules/1/condition The condition does not parse: expected choice ids, &&, ||, ! and parentheses only, found é at column 1. | Ids are made of ASCII letters, digits, _ and -.
    12:26 Error[condition-syntax] /pillars/1/questions/1/riskRules/1/condition The condition does not parse: expected choice ids, &&, ||, ! and parentheses only, found " at column 3. | Ids are made of ASCII letters, digits, _ and -.
    12:32 Error[condition-syntax] /pillars/1/questions/1/riskRules/1/condition The condition does not parse: expected choice ids, &&, ||, ! and parentheses only, found " at column 8. | Ids are made of ASCII letters, digits, _ and -.
    12:35 Error[condition-syntax] /pillars/1/questions/1/riskRules/1/condition The condition does not parse: expected &&, found & at column 10. | Write && for and.
    12:42 Error[condition-syntax] /pillars/1/questions/1/riskRules/1/condition The condition does not parse: expected &&, || or the end after good, found and at column 17. | Write && for and.
    12:56 Error[risk-unknown] /pillars/1/questions/1/riskRules/1/risk Expected NO_RISK, MEDIUM_RISK or HIGH_RISK, found the text "MEDIUM RISK". | Did you mean MEDIUM_RISK?
    13:9 Error[missing] /pillars/1/questions/1/riskRules/2 The key condition is missing here.
    13:24 Note[misspelled-key] /pillars/1/questions/1/riskRules/2/conditions The key conditions is not known and is ignored. | Did you mean condition?
    13:43 Error[risk-unknown] /pillars/1/questions/1/riskRules/2/risk Expected NO_RISK, MEDIUM_RISK or HIGH_RISK, found null.
    14:9 Error[missing] /pillars/1/questions/1/riskRules/3 The key risk is missing here.
    14:23 Error[wrong-type] /pillars/1/questions/1/riskRules/3/condition Expected a condition in quotes, found a list.
    16:62 Error[empty-list] /pillars/1/questions/2/choices There is nothing in this list of choices.
    16:79 Error[empty-list] /pillars/1/questions/2/riskRules There is nothing in this list of risk rules.
    17:7 Error[missing] /pillars/1/questions/3 The key choices is missing here.
    17:7 Error[missing] /pillars/1/questions/3 The key riskRules is missing here.
    "##);
}

#[test]
fn what_is_no_json_is_told_at_the_exact_place() {
    let cases = [
        "",
        "\u{feff} \n",
        "{\"a\": [1, NaN]}",
        "{\n  \"ä\": \"ö\", \"b\": Infinity}",
        "[-Infinity]",
        "[nul]",
        "[True]",
        "{'a': 1}",
        "{\"a\" 1}",
        "{\"a\": 1 \"b\": 2}",
        "[1\n2]",
        "[1,]",
        "{\"a\": 1,}",
        "{\"a\": \"say \"hi\"\"}",
        "[1] 2",
        "[\"a\nb\"]",
        "[\"\\x\"]",
        "[\"\\ud800\"]",
        "[01]",
        "[1.]",
        "[1e999]",
        "// a comment\n[]",
        "[1",
        "{\"a\"",
        "[\"a",
        "lens",
        "{\"LensJSON\": \"{\\n \\\"n\\\": NaN}\"}",
        "{\"LensJSON\": {}}",
        "[]",
        "null",
        "\"text\"",
    ];
    let table: String = cases
        .iter()
        .map(|text| {
            format!("{text:?}\n  {}", report(&parse(text).diagnostics).replace('\n', "\n  "))
        })
        .map(|entry| format!("{}\n", entry.trim_end()))
        .collect();
    insta::assert_snapshot!(table, @r##"
    ""
      1:1 Error[json-syntax]  The file is empty.
    "\u{feff} \n"
      1:1 Error[json-syntax]  The file is empty.
    "{\"a\": [1, NaN]}"
      1:11 Error[json-syntax]  Found NaN where a JSON value should start. | Write a text in double quotes, or delete the key.
    "{\n  \"ä\": \"ö\", \"b\": Infinity}"
      2:18 Error[json-syntax]  Found Infinity where a JSON value should start. | Write a text in double quotes, or delete the key.
    "[-Infinity]"
      1:3 Error[json-syntax]  Found a number that JSON does not allow.
    "[nul]"
      1:2 Error[json-syntax]  Found nul where a JSON value should start.
    "[True]"
      1:2 Error[json-syntax]  Found True where a JSON value should start. | JSON writes true and false in small letters.
    "{'a': 1}"
      1:2 Error[json-syntax]  Found ' where a key in double quotes should stand.
    "{\"a\" 1}"
      1:6 Error[json-syntax]  Found 1 where a colon should follow the key.
    "{\"a\": 1 \"b\": 2}"
      1:9 Error[json-syntax]  Found " where a comma or } should stand. | A quote inside a text is written \".
    "[1\n2]"
      2:1 Error[json-syntax]  Found 2 where a comma or ] should stand.
    "[1,]"
      1:4 Error[json-syntax]  Found ] after a comma, where another value should stand. | Delete the comma before it.
    "{\"a\": 1,}"
      1:9 Error[json-syntax]  Found } after a comma, where another value should stand. | Delete the comma before it.
    "{\"a\": \"say \"hi\"\"}"
      1:13 Error[json-syntax]  Found hi where a comma or } should stand. | A quote inside a text is written \".
    "[1] 2"
      1:5 Error[json-syntax]  Found 2 after the end of the JSON value.
    "[\"a\nb\"]"
      1:4 Error[json-syntax]  Found a line break or control character inside a text. | Write \n for a line break and \t for a tab.
    "[\"\\x\"]"
      1:4 Error[json-syntax]  Found an escape that JSON does not have inside a text. | A backslash itself is written \\.
    "[\"\\ud800\"]"
      1:9 Error[json-syntax]  Found an escape that stands for no character inside a text.
    "[01]"
      1:2 Error[json-syntax]  Found a number that JSON does not allow.
    "[1.]"
      1:4 Error[json-syntax]  Found a number that JSON does not allow.
    "[1e999]"
      1:2 Error[json-syntax]  Found a number that is too large.
    "// a comment\n[]"
      1:1 Error[json-syntax]  Found / where a JSON value should start. | JSON has no comments.
    "[1"
      1:3 Error[json-syntax]  The file ends inside a list that has no ]. | Perhaps the file was cut off on its way.
    "{\"a\""
      1:5 Error[json-syntax]  The file ends inside an object that has no }. | Perhaps the file was cut off on its way.
    "[\"a"
      1:4 Error[json-syntax]  The file ends inside a text that has no closing quote. | Perhaps the file was cut off on its way.
    "lens"
      1:1 Error[json-syntax]  Found lens where a JSON value should start.
    "{\"LensJSON\": \"{\\n \\\"n\\\": NaN}\"}"
      1:14 Note[wrapped]  The lens is wrapped as AWS's export-lens does it; the lens inside was read. | To import it to AWS again, take it out of the wrapper.
      1:26 Error[json-syntax]  Found NaN where a JSON value should start. | Write a text in double quotes, or delete the key.
    "{\"LensJSON\": {}}"
      1:14 Error[wrong-type] /LensJSON Expected the lens as a text under LensJSON, found an object.
    "[]"
      1:1 Error[wrong-type]  Expected a lens as an object, found a list.
    "null"
      1:1 Error[wrong-type]  Expected a lens as an object, found null.
    "\"text\""
      1:1 Error[wrong-type]  Expected a lens as an object, found the text "text".
    "##);
}

#[test]
fn bytes_that_are_no_text_are_told_at_the_exact_place() {
    let cases: [(&[u8], &str); 4] = [
        (
            b"{\n \"a\": \"\xC3\xA4\xFF\"}",
            "2:9 Error[not-utf-8]  The byte 0xFF here is not UTF-8 text. | Save the file as UTF-8.\n",
        ),
        (
            b"\xEF\xBB\xBF\xE4",
            "1:1 Error[not-utf-8]  The byte 0xE4 here is not UTF-8 text. | Save the file as UTF-8.\n",
        ),
        (
            b"{\"a\": \"\xC3",
            "1:8 Error[not-utf-8]  The byte 0xC3 here is not UTF-8 text. | Save the file as UTF-8.\n",
        ),
        (
            b"\xFF\xFE{\0",
            "1:1 Error[not-utf-8]  The file is UTF-16 text, not UTF-8. | Save the file as UTF-8.\n",
        ),
    ];
    for (bytes, want) in cases {
        assert_eq!(report(&parse_bytes(bytes).diagnostics), want);
    }
}

#[test]
fn what_must_be_there_is_missed() {
    let needed = ["/pillars", "/pillars/0/id", "/pillars/0/questions"].map(str::to_owned);
    let of_question =
        ["id", "choices", "choices/0/id", "riskRules", "riskRules/0/condition", "riskRules/0/risk"];
    let needed = needed.into_iter().chain(of_question.map(|key| format!("{QUESTION}/{key}")));
    for pointer in needed {
        let parsed = changed(&pointer, Value::Null);
        assert!(parsed.lens.is_none() && !parsed.aws_ready(), "{pointer}");
        let key = pointer.rsplit('/').next().expect("a key");
        let want = format!("The key {key} is missing here.");
        assert!(parsed.diagnostics.iter().any(|d| d.message == want), "{pointer}");
    }
    for pointer in ["/schemaVersion", "/name", "/description", "/pillars/0/name"] {
        let parsed = changed(pointer, Value::Null);
        assert!(parsed.lens.is_some() && !parsed.aws_ready(), "{pointer}");
    }
    for key in ["description", "helpfulResource", "choices/0/helpfulResource"] {
        let parsed = changed(&format!("{QUESTION}/{key}"), Value::Null);
        assert_eq!(report(&parsed.diagnostics), "", "{key}");
    }
}

#[test]
fn a_key_that_stands_twice_is_told_with_its_place() {
    let text = include_str!("fixtures/lens/sound.json");
    let twice = text.replacen("\"name\":", "\"name\": \"First\",\n  \"name\":", 1);
    let parsed = parse(&twice);
    let found: Vec<_> = parsed.diagnostics.iter().filter(|d| d.code == "key-twice").collect();
    assert_eq!(found.len(), 1, "{:#?}", parsed.diagnostics);
    assert_eq!(found[0].pointer, "/name");
    assert_eq!(found[0].position.map(|p| p.line), Some(4), "the one that counts");
    assert!(parsed.lens.is_some() && parsed.aws_ready(), "usable here");
}

#[test]
fn columns_inside_conditions_account_for_escapes_and_wrapping() {
    let condition = "b\\u0061d\\t&& \\u00e9\\ud83d\\ude00\\n|| good && )";
    let text = ODDITIES.replace("barrel && mulhc", condition);
    let line = text.lines().nth(14).expect("the condition's line");
    let column = |text: &str| {
        let byte = line.find(text).expect("the line holds this");
        line[..byte].chars().count() + 1
    };
    let found: Vec<_> = parse(&text)
        .diagnostics
        .into_iter()
        .filter(|d| d.code == "condition-syntax")
        .filter_map(|d| d.position)
        .collect();
    let at = |text| Position { line: 15, column: column(text) };
    assert_eq!(found, [at("\\u00e9"), at("|| good")]);

    // The same in a wrapper: the outer text has one line more, and every
    // quote and backslash is escaped once more.
    let wrapped = format!("{{\n\"LensJSON\": {}}}", json!(text));
    let found: Vec<_> = parse(&wrapped)
        .diagnostics
        .into_iter()
        .filter(|d| d.code == "condition-syntax")
        .filter_map(|d| d.position)
        .collect();
    let line = wrapped.lines().nth(1).expect("the wrapped lens");
    let at = |text: &str| {
        let byte = line.find(text).expect("the wrapped lens holds this");
        Position { line: 2, column: line[..byte].chars().count() + 1 }
    };
    assert_eq!(found, [at("\\\\u00e9"), at("|| good")]);
}

#[test]
fn pointers_are_located() {
    let text = "{\"a\": [1, {\"x/y~\": \"ä\", \"z\": [[], {}]}],\n \"b\": true, \"c\\u0061\": 1, \"b\": null}";
    let cases = [
        ("", Some((1, 1))),
        ("/a", Some((1, 7))),
        ("/a/0", Some((1, 8))),
        ("/a/1", Some((1, 11))),
        ("/a/1/x~1y~0", Some((1, 20))),
        ("/a/1/z", Some((1, 30))),
        ("/a/1/z/1", Some((1, 35))),
        ("/a/2", None),
        ("/b", Some((2, 32))),
        ("/ca", Some((2, 24))),
        ("/nothing", None),
        ("/a/1/z/1/2/3", None),
    ];
    for (pointer, want) in cases {
        let want = want.map(|(line, column)| Position { line, column });
        assert_eq!(locate(text, pointer), want, "{pointer}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(locate(&deep, &"/0".repeat(99_999)), Some(Position { line: 1, column: 100_000 }));
    for broken in ["", "{", "{\"a", "{\"a\":", "]", "\"\\", "{\"a\" 1, 2: 3}"] {
        let _ = locate(broken, "/a/0");
    }
}

#[test]
fn writing_and_reading_gives_the_same_lens() {
    for text in [SOUND, WRAPPED, ODDITIES] {
        let first = lens(text);
        let written = to_json(&first);
        let again = lens(&written);
        assert_eq!(first, again);
        assert_eq!(to_json(&again), written);
    }
    let parsed = parse(&to_json(&lens(SOUND)));
    assert_eq!(report(&parsed.diagnostics), "");
}

/// Stored answers name the lens by this hash, so it must never change.
#[test]
fn the_hash_names_the_content_and_stays() {
    let sound = lens(SOUND);
    insta::assert_snapshot!(sound.hash, @"55f3dc6a7d04e334467809164c64ec1e29e3d2b21c017843691b27972c04c4e2");
    let spaced = SOUND.replace(" && ", "  &&\\n").replace("\": ", "\" :  ");
    assert_ne!(spaced, SOUND);
    assert_eq!(lens(&spaced).hash, sound.hash);
    let with_key = SOUND.replacen('{', "{\"_version\": 7,", 1);
    assert_eq!(lens(&with_key).hash, sound.hash);
    for (from, to) in [
        ("2021-11-01", "2021-11-02"),
        ("Small kitchen", "Big kitchen"),
        ("Two pillars", "2 pillars"),
        ("\"fire_safety\"", "\"fire\""),
        ("\"Fire safety\"", "\"Fire\""),
        ("\"fire_1\"", "\"fire_7\""),
        ("put out a fire", "light a fire"),
        ("Fires start small", "Fires start"),
        ("Ask the fire brigade", "Ask"),
        ("https://example.org/fire", "https://example.org/water"),
        ("Which blanket", "Which"),
        ("HELPFUL_RESOURCE", "IMPROVEMENT_PLAN"),
        ("blanket && extinguisher", "blanket && !extinguisher"),
        ("\"risk\": \"MEDIUM_RISK\"", "\"risk\": \"HIGH_RISK\""),
    ] {
        let changed = SOUND.replacen(from, to, 1);
        assert_ne!(changed, SOUND, "{from}");
        assert_ne!(lens(&changed).hash, sound.hash, "{from}");
    }
}

#[test]
fn hostile_files_are_refused_in_time() {
    let arrays = "[".repeat(100_000);
    let parsed = parse(&arrays);
    assert_eq!(parsed.diagnostics[0].code, "json-too-deep");
    assert_eq!(
        parse(&format!("{}{}", arrays, "]".repeat(100_000))).diagnostics[0].code,
        "json-too-deep"
    );
    let parens = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    for condition in [parens, "!".repeat(100_000), "& ".repeat(100_000), "x ".repeat(100_000)] {
        let parsed = changed(&format!("{QUESTION}/riskRules/0/condition"), json!(condition));
        assert!(parsed.lens.is_none());
        assert!(parsed.diagnostics.iter().any(|d| d.code == "condition-syntax"));
    }
    let mut state = 1u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(10_000_000)
    .collect();
    assert!(parse_bytes(&noise).lens.is_none());
    assert!(parse(&String::from_utf8_lossy(&noise)).lens.is_none());
    let unknown: Vec<String> = (0..200_000).map(|n| format!("blanke{n}")).collect();
    let parsed = changed(&format!("{QUESTION}/riskRules/0/condition"), json!(unknown.join("&&")));
    assert!(parsed.lens.is_some());
    let unknown = parsed.diagnostics.iter().filter(|d| d.code == "unknown-id").count();
    assert_eq!(unknown, 100, "more of them help nobody");
    let elements = format!("[{}]", "1,".repeat(2_000_000) + "1");
    assert!(parse(&elements).lens.is_none());
    assert!(changed("/pillars", json!(vec![1; 200_000])).lens.is_none());
}

/// Any JSON, with the keys of a lens likely.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[a-c()!&| ]{0,12}|default|HIGH_RISK|https?://.{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 5, |inner| {
        let key = prop_oneof![
            4 => proptest::sample::select(&[
                "schemaVersion", "name", "description", "pillars", "id", "questions", "title",
                "helpfulResource", "choices", "riskRules", "improvementPlan", "displayText",
                "additionalResources", "url", "type", "content", "condition", "risk", "LensJSON",
            ][..]).prop_map(str::to_owned),
            1 => "\\PC{0,6}",
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..7)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// All places in a value.
fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                pointers(item, format!("{at}/{index}"), all);
            }
        }
        Value::Object(object) => {
            for (key, item) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(item, format!("{at}/{key}"), all);
            }
        }
        _ => {}
    }
    all.push(at);
}

/// What holds for every input.
fn check_promises(text: &str) -> Result<(), TestCaseError> {
    let parsed = parse(text);
    let errors = parsed.diagnostics.iter().any(|d| d.severity == Severity::Error);
    prop_assert_eq!(parsed.lens.is_none(), errors);
    prop_assert!(parsed.diagnostics.iter().all(|d| d.position.is_some()));
    prop_assert!(parsed.diagnostics.is_sorted_by_key(|d| d.position));
    if let Some(lens) = parsed.lens {
        for (_, question) in lens.questions() {
            prop_assert!((1..=32).contains(&question.choices.len()) && !question.rules.is_empty());
        }
        prop_assert_eq!(parse(&to_json(&lens)).lens, Some(lens));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_bytes(&bytes);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}|[\\[\\]{}\",:\\\\ntfu0-9.eE\\n -]{0,60}") {
        check_promises(&text)?;
    }

    #[test]
    fn any_json_is_read(value in values()) {
        check_promises(&value.to_string())?;
    }

    #[test]
    fn mutated_values_are_read(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), values()), 1..4),
        wrapped in any::<bool>(),
    ) {
        let mut lens: Value = serde_json::from_str(SOUND).expect("the fixture is JSON");
        for (place, value) in changes {
            let mut all = Vec::new();
            pointers(&lens, String::new(), &mut all);
            *lens.pointer_mut(&all[place.index(all.len())]).expect("the place is there") = value;
        }
        let text = lens.to_string();
        check_promises(&if wrapped { json!({"LensJSON": text}).to_string() } else { text })?;
    }

    #[test]
    fn mutated_text_is_read(
        start in any::<prop::sample::Index>(),
        length in 0usize..20,
        put in "\\PC{0,3}|[\"{}\\[\\],:\\\\]",
    ) {
        let characters: Vec<char> = SOUND.chars().collect();
        let start = start.index(characters.len());
        let end = (start + length).min(characters.len());
        let text: String = characters[..start].iter().copied()
            .chain(put.chars())
            .chain(characters[end..].iter().copied())
            .collect();
        check_promises(&text)?;
    }

    #[test]
    fn every_place_is_located_where_it_stands(value in values(), spaces in "[ \\n]{0,3}") {
        let text = serde_json::to_string_pretty(&value).expect("any value can be written");
        let text = format!("{spaces}{text}");
        let mut all = Vec::new();
        pointers(&value, String::new(), &mut all);
        for pointer in all {
            let at = locate(&text, &pointer).expect("the value is there");
            let line = text.split('\n').nth(at.line - 1).expect("the line is there");
            let rest: String = line.chars().skip(at.column - 1).collect();
            let found = value.pointer(&pointer).expect("the value is there");
            let start = match found {
                Value::Array(_) => "[".to_owned(),
                Value::Object(_) => "{".to_owned(),
                scalar => scalar.to_string(),
            };
            prop_assert!(rest.starts_with(&start), "{pointer} {rest} {start}");
        }
    }
}
