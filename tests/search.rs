//! What search finds in the library as it ships.

#[path = "support/queries.rs"]
mod queries;
mod shipped;

use std::sync::{Arc, LazyLock};

use plumbline::lens::companion::{Effort, Level, Role};
use plumbline::lens::search::{Filters, Found, Index, Place, is_name, search};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use queries::EXPECTED;

static LIBRARY: LazyLock<Vec<Index>> = LazyLock::new(|| {
    shipped::shipped()
        .into_iter()
        .map(|s| Index::build(s.key, Arc::new(s.lens), Some(Arc::new(s.companion))))
        .collect()
});

fn ask(query: &str, filters: &Filters) -> Found {
    let indexes: Vec<&Index> = LIBRARY.iter().collect();
    search(&indexes, query, filters, 20)
}

/// The address of a place: `framework/sec_x/choice`.
fn address(index: usize, place: Place) -> String {
    let index = &LIBRARY[index];
    let id = match place {
        Place::Lens => String::new(),
        Place::Pillar(_) => index.pillar(place).expect("it has one").id.to_string(),
        Place::Principle(n) => {
            let companion = index.companion.as_ref().expect("it has principles");
            format!("principle {}", companion.principles[n].id)
        }
        Place::Question(..) => index.question(place).expect("it is one").id.to_string(),
        Place::Practice(..) => index.practice(place).expect("it is one").id.to_string(),
    };
    format!("{}/{id}", index.key)
}

fn first(query: &str) -> Option<String> {
    let found = ask(query, &Filters::default());
    found.hits.first().map(|hit| address(hit.index, hit.place))
}

#[test]
fn the_expected_comes_first() {
    assert!(EXPECTED.len() >= 60);
    let wrong: Vec<String> = EXPECTED
        .iter()
        .filter(|(query, want)| first(query).as_deref() != Some(want))
        .map(|(query, want)| format!("{query:?}: expected {want}, found {:?}", first(query)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_and_ids_are_told_from_words() {
    let cases = [
        ("SEC02-BP03", true),
        ("sec 2 bp 3", true),
        ("SEC 3", true),
        (" sec_permissions_least_privileges ", true),
        ("sec-permissions", true),
        ("least privilege", false),
        ("multi-region failover", false),
        ("backups", false),
        ("", false),
    ];
    for (typed, want) in cases {
        assert_eq!(is_name(typed), want, "{typed:?}");
    }
}

#[test]
fn a_code_is_direct_only_where_what_bears_it_is_here() {
    let without: Vec<&Index> = LIBRARY.iter().filter(|index| index.key != "framework").collect();
    let found = search(&without, "SEC02-BP03", &Filters::default(), 12);
    assert!(!found.direct && !found.hits.is_empty());
    assert!(ask("SEC02-BP03", &Filters::default()).direct);
}

#[test]
fn a_code_leads_straight_there_however_it_is_typed() {
    for index in LIBRARY.iter() {
        let Some(companion) = &index.companion else { continue };
        for (id, notes) in &companion.questions {
            let practices = notes.practices.iter();
            let codes = practices.map(|(id, n)| (id.to_string(), n.code.clone()));
            for (id, code) in codes.chain([(id.to_string(), notes.code.clone())]) {
                let Some(code) = code else { continue };
                let typed = [code.clone(), code.to_lowercase(), code.replace([' ', '-'], "")];
                for typed in typed {
                    let found = ask(&typed, &Filters::default());
                    assert!(found.direct, "{typed}");
                    let hit = &found.hits[0];
                    assert_eq!(hit.code.as_deref(), Some(code.as_str()), "{typed}");
                    assert_eq!(address(hit.index, hit.place), format!("{}/{id}", index.key));
                }
            }
        }
    }
}

#[test]
fn typing_on_keeps_finding() {
    let whole = "encryption";
    for end in 3..=whole.len() {
        let found = ask(&whole[..end], &Filters::default());
        assert!(found.total > 0, "{}", &whole[..end]);
    }
    assert_eq!(ask("", &Filters::default()), Found::default());
    assert_eq!(ask("   ?! ", &Filters::default()).total, 0);
    assert_eq!(ask("qqqqqzzzz", &Filters::default()).total, 0);
}

#[test]
fn filters_alone_list_everything_that_passes() {
    let filters = Filters {
        lens: Some("framework".to_owned()),
        level: Some(Level::High),
        ..Filters::default()
    };
    let found = ask("", &filters);
    let high = LIBRARY
        .iter()
        .filter(|index| index.key == "framework")
        .filter_map(|index| index.companion.as_ref())
        .flat_map(|companion| companion.questions.values())
        .flat_map(|question| question.practices.values())
        .filter(|notes| notes.level == Level::High)
        .count();
    assert_eq!(found.total, high);
}

#[test]
fn what_matched_is_marked() {
    let found = ask("least privileg", &Filters::default());
    let marked: Vec<&str> = found
        .hits
        .iter()
        .flat_map(|hit| [&hit.title, &hit.excerpt])
        .flat_map(|text| text.marks.iter().map(|mark| &text.text[mark.clone()]))
        .collect();
    assert!(marked.iter().any(|word| word.to_lowercase().starts_with("privileg")), "{marked:?}");
    let found = ask("rotating credentails", &Filters::default());
    let title = &found.hits[0].title;
    assert_eq!(&title.text[title.marks[0].clone()], "Credentials");
}

fn any_query() -> impl Strategy<Value = String> {
    let word = select(vec![
        "backup", "bakup", "encrypt", "SEC", "sec02", "-", "bp", "03", "the", "tenant", "data",
        "é", "日本", "_", "ops_", "s", "💥", "\u{301}", "no", "x",
    ]);
    let words = vec(word, 0..6).prop_map(|words| words.join(" "));
    prop_oneof!["\\PC{0,60}", ".{0,260}", words.clone(), words.prop_map(|w| w.replace(' ', ""))]
}

fn any_filters() -> impl Strategy<Value = Filters> {
    let lens = select(LIBRARY.iter().map(|index| index.key.clone()).collect::<Vec<_>>());
    let pillar = select(vec!["security", "Cost Optimization", "none such"]);
    (
        option::weighted(0.3, lens),
        option::weighted(0.3, pillar.prop_map(str::to_owned)),
        option::weighted(0.3, select(Level::ALL.to_vec())),
        option::weighted(0.2, select(vec![Effort::Hours, Effort::Days, Effort::Weeks])),
        option::weighted(0.2, select(Role::ALL.to_vec())),
    )
        .prop_map(|(lens, pillar, level, effort, role)| Filters {
            lens,
            pillar,
            level,
            effort,
            role,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_query_breaks_it(query in any_query(), filters in any_filters()) {
        let found = ask(&query, &filters);
        prop_assert!(found.hits.len() <= found.total && found.hits.len() <= 20);
        for (place, hit) in found.hits.iter().enumerate() {
            let index = &LIBRARY[hit.index];
            for text in [&hit.title, &hit.excerpt] {
                let mut end = 0;
                for mark in &text.marks {
                    prop_assert!(mark.start >= end && mark.end > mark.start);
                    prop_assert!(text.text.get(mark.clone()).is_some(), "{mark:?} of {text:?}");
                    end = mark.end;
                }
            }
            prop_assert!(filters.lens.as_ref().is_none_or(|key| *key == index.key));
            if let Some(pillar) = &filters.pillar {
                let own = index.pillar(hit.place).map(|p| p.name.to_lowercase());
                prop_assert_eq!(own, Some(pillar.to_lowercase()));
            }
            let notes = index.question(hit.place).map(|question| {
                let companion = index.companion.as_ref().expect("the bundled ones have one");
                &companion.questions[&question.id]
            });
            let practice = index.practice(hit.place).map(|choice| {
                &notes.expect("it has a question").practices[&choice.id]
            });
            prop_assert!(filters.level.is_none() || filters.level == practice.map(|p| p.level));
            prop_assert!(filters.effort.is_none() || filters.effort == practice.map(|p| p.effort));
            if let Some(role) = filters.role {
                let fits = match practice {
                    Some(practice) => practice.role == role,
                    None => notes.is_some_and(|notes| notes.roles.contains(&role)),
                };
                prop_assert!(fits);
            }
            let again = found.hits[..place].iter().any(|h| (h.index, h.place) == (hit.index, hit.place));
            prop_assert!(!again);
        }
    }
}

/// Only who types a whole code or id is led straight there.
#[test]
fn a_beginning_leads_nowhere_by_itself() {
    let cases = [
        ("SEC02-BP03", true),
        ("sec 2 bp 3", true),
        ("SEC 2", true),
        ("SEC02-BP", false),
        ("SEC02-BP99", false),
        ("ops_observability_application_telemetry", true),
        ("ops_observability_application", false),
        ("backup", false),
        ("", false),
    ];
    for (query, want) in cases {
        assert_eq!(ask(query, &Filters::default()).direct, want, "{query}");
    }
}

/// What a code names comes before everything that is close to it, and each
/// thing stands there once.
#[test]
fn own_codes_come_before_related_ones() {
    let mut related = 0;
    for index in LIBRARY.iter().filter(|index| index.key == "framework") {
        let companion = index.companion.as_ref().expect("it has one");
        for code in companion.questions.values().flat_map(|q| q.practices.values()) {
            let Some(code) = code.code.as_deref() else { continue };
            let everything: Vec<&Index> = LIBRARY.iter().rev().collect();
            for indexes in [LIBRARY.iter().collect(), everything] {
                let found = search(&indexes, code, &Filters::default(), 200);
                let bears: Vec<bool> =
                    found.hits.iter().map(|hit| hit.code.as_deref() == Some(code)).collect();
                assert!(bears[0], "{code}");
                related += usize::from(bears.len() > 1);
                let mut places: Vec<String> =
                    found.hits.iter().map(|hit| format!("{} {:?}", hit.index, hit.place)).collect();
                places.sort();
                places.dedup();
                assert_eq!(places.len(), found.hits.len(), "{code}");
            }
        }
    }
    assert!(related > 20, "{related}");
}

/// Ids hold words that stand in the texts, too.
#[test]
fn what_an_id_names_is_found_once() {
    let mut several = 0;
    for (_, question) in LIBRARY.iter().flat_map(|index| index.lens.questions()).step_by(5) {
        for choice in question.choices.iter().filter(|choice| !choice.is_none_of_these()) {
            let indexes: Vec<&Index> = LIBRARY.iter().collect();
            let found = search(&indexes, choice.id.as_str(), &Filters::default(), 400);
            let mut places: Vec<String> =
                found.hits.iter().map(|hit| format!("{} {:?}", hit.index, hit.place)).collect();
            places.sort();
            places.dedup();
            assert_eq!(places.len(), found.total, "{}", choice.id);
            several += usize::from(found.total > 1);
        }
    }
    assert!(several > 10, "{several}");
}

#[test]
fn who_asks_for_more_finds_no_more() {
    let count = |query: &str| ask(query, &Filters::default()).total;
    let words = ["tenant", "emissions", "retrieval", "credentials"];
    let all = count(&words.join(" "));
    for word in words {
        assert!(count(word) > 0 && all < count(word), "{word}: {} against {all}", count(word));
    }
}

/// A filter alone lists all that passes, pillars by their names in any case.
#[test]
fn filters_leave_nothing_out() {
    let pillar = |name: &str| {
        let filters = Filters { pillar: Some(name.to_owned()), ..Filters::default() };
        (ask("", &filters).total, ask("data", &filters).total)
    };
    let (all, with_word) = pillar("Security");
    assert!(with_word > 0 && all > with_word, "{all} {with_word}");
    assert_eq!((pillar("security"), pillar("SECURITY")), ((all, with_word), (all, with_word)));
    let mut of_roles = 0;
    for role in Role::ALL {
        let filters = Filters { role: Some(*role), ..Filters::default() };
        let companions = LIBRARY.iter().filter_map(|index| index.companion.as_ref());
        let want: usize = companions
            .flat_map(|companion| companion.questions.values())
            .map(|question| {
                let practices = question.practices.values().filter(|p| p.role == *role).count();
                practices + usize::from(question.roles.contains(role))
            })
            .sum();
        let found = ask("", &filters).total;
        assert_eq!(found, want, "{role:?}");
        of_roles += found;
    }
    assert!(of_roles > 500, "{of_roles}");
}

/// `SEC 1` is nearer to its practices than to `SEC 10`.
#[test]
fn practices_of_a_question_come_before_questions_of_longer_numbers() {
    let indexes: Vec<&Index> = LIBRARY.iter().filter(|index| index.key == "framework").collect();
    for (query, own, longer) in [("sec 1", "SEC01", "SEC 1"), ("ops1", "OPS01", "OPS 1")] {
        let found = search(&indexes, query, &Filters::default(), 200);
        let codes: Vec<&str> = found.hits.iter().filter_map(|hit| hit.code.as_deref()).collect();
        assert_eq!(codes[0], longer, "{query}");
        let last = codes.iter().rposition(|code| code.starts_with(own)).expect("it has practices");
        let next = codes.iter().position(|code| code.starts_with(longer) && *code != longer);
        assert!(next.expect("there are more") > last, "{query}: {codes:?}");
    }
}
