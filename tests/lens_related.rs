//! What a practice is related to, for every practice of the library.

mod shipped;

use plumbline::lens::companion::Level;
use plumbline::lens::related::{self, Book, Practice};
use shipped::{Shipped, shipped};

fn books(shelf: &[Shipped]) -> Vec<Book<'_>> {
    let book = |s: &'static str, at: usize| Book {
        key: s,
        lens: &shelf[at].lens,
        companion: Some(&shelf[at].companion),
    };
    shelf.iter().enumerate().map(|(at, s)| book(s.key, at)).collect()
}

fn codes<'a>(practice: &Practice<'a>) -> Vec<&'a str> {
    let notes = practice.notes();
    let all = notes.iter().flat_map(|notes| notes.code.iter().chain(&notes.related));
    all.map(String::as_str).collect()
}

fn level(practice: &Practice<'_>) -> Option<Level> {
    practice.notes().map(|notes| notes.level)
}

fn address<'a>(practice: &Practice<'a>) -> (&'a str, &'a str, &'a str) {
    (practice.book.key, practice.question.id.as_str(), practice.choice.id.as_str())
}

#[test]
fn everything_that_is_called_related_is() {
    let shelf = shipped();
    let books = books(&shelf);
    let mut seen = [0; 4];
    for practice in books.iter().flat_map(|book| related::practices(*book)) {
        let own = address(&practice);
        let found = related::to(&practice, &books);
        let mut before = usize::MAX;
        for other in &found.by_code {
            assert_ne!(address(other), own, "it is not related to itself");
            // Who bears one of the codes first, then who shares most.
            let mine = codes(&practice);
            let mut theirs = codes(other);
            theirs.sort();
            theirs.dedup();
            let shared = theirs.iter().filter(|code| mine.contains(*code)).count();
            let code = other.notes().and_then(|notes| notes.code.as_deref());
            let bears = code.is_some_and(|code| mine.contains(&code));
            let weight = shared + if bears { 10 } else { 0 };
            assert!(shared > 0 && weight <= before, "{own:?}: {:?}", address(other));
            before = weight;
        }
        for other in &found.by_level {
            assert_eq!(other.book.key, practice.book.key, "{own:?}");
            assert_eq!(other.pillar.id, practice.pillar.id, "{own:?}");
            assert_ne!(other.question.id, practice.question.id, "{own:?}");
            assert_eq!(level(other), level(&practice), "{own:?}");
        }
        for fellows in &found.by_principle {
            let principle = fellows.principle;
            assert!(principle.questions.contains(&practice.question.id), "{own:?}");
            for other in &fellows.practices {
                assert_eq!(other.book.key, practice.book.key, "{own:?}");
                assert!(principle.questions.contains(&other.question.id), "{own:?}");
                assert_ne!(other.question.id, practice.question.id, "{own:?}");
                assert_eq!(level(other) == level(&practice), fellows.same_level, "{own:?}");
            }
        }
        for (book, _, question) in &found.questions {
            assert_ne!(book.key, practice.book.key, "{own:?}");
            let behind = |book: &Book<'_>, id| {
                let companion = book.companion.expect("the bundled ones have one");
                companion.questions.get(id).map(|notes| notes.behind.clone()).unwrap_or_default()
            };
            let here = behind(&practice.book, &practice.question.id);
            let there = behind(book, &question.id);
            let is_tied = here.contains(&question.id) || there.contains(&practice.question.id);
            assert!(is_tied, "{own:?}: {}", question.id);
        }
        let counts = [
            found.by_code.len(),
            found.questions.len(),
            found.by_principle.len(),
            found.by_level.len(),
        ];
        assert!(counts.iter().all(|count| *count <= 12), "{own:?}: {counts:?}");
        for (seen, count) in seen.iter_mut().zip(counts) {
            *seen += count;
        }
    }
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

/// Two lenses may call a practice alike; each is itself alone.
#[test]
fn a_practice_of_the_same_ids_in_another_lens_is_another() {
    let shelf = shipped();
    let framework = shelf.iter().find(|s| s.key == "framework").expect("it ships");
    let of = |key| Book { key, lens: &framework.lens, companion: Some(&framework.companion) };
    let books = [of("framework"), of("copy")];
    let coded =
        |practice: &Practice<'_>| practice.notes().is_some_and(|notes| notes.code.is_some());
    let practice = related::practices(books[0]).find(coded).expect("it has codes");
    let found = related::to(&practice, &books);
    let twin = ("copy", practice.question.id.as_str(), practice.choice.id.as_str());
    assert!(found.by_code.iter().any(|other| address(other) == twin));
    assert!(found.by_code.iter().all(|other| address(other) != address(&practice)));
}
