//! Slips of the finger: how many letters two words differ by, as far as it
//! matters.

/// Longer words are taken as they are typed.
const LONGEST: usize = 32;

/// How many slips a word of this length may hold.
pub(super) fn allowed(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Which letters a word holds: two words that differ by one slip differ by two
/// letters here at most.
pub(super) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte & 31))
}

/// How many letters have to be put in, taken out, replaced or swapped with
/// their neighbor, where it is no more than `most`. With `beginning`, what
/// follows in `word` costs nothing.
pub(super) fn distance(typed: &str, word: &str, most: usize, beginning: bool) -> Option<usize> {
    let (a, b) = (typed.as_bytes(), word.as_bytes());
    let too_far = a.len() > b.len() + most || (!beginning && b.len() > a.len() + most);
    if too_far || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let b = &b[..b.len().min(a.len() + most)];
    let mut rows = [[0u8; LONGEST + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let (before, last, now) = ((i + 1) % 3, (i + 2) % 3, i % 3);
        rows[now][0] = i as u8;
        let mut least = i as u8;
        for j in 1..=b.len() {
            let replaced = rows[last][j - 1] + u8::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[last][j] + 1).min(rows[now][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[before][j - 2] + 1);
            }
            rows[now][j] = best;
            least = least.min(best);
        }
        if usize::from(least) > most {
            return None;
        }
    }
    let row = &rows[a.len() % 3][..=b.len()];
    let found = if beginning { row.iter().min() } else { row.last() };
    found.map(|distance| usize::from(*distance)).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        // Typed, word, most, as a beginning, distance.
        let cases = [
            ("backup", "backup", 0, false, Some(0)),
            ("bakcup", "backup", 1, false, Some(1)),
            ("bckup", "backup", 1, false, Some(1)),
            ("baackup", "backup", 1, false, Some(1)),
            ("bacjup", "backup", 1, false, Some(1)),
            ("bacjip", "backup", 1, false, None),
            ("bacjip", "backup", 2, false, Some(2)),
            ("encrp", "encryption", 1, true, Some(1)),
            ("encrp", "encryption", 1, false, None),
            ("", "a", 1, false, Some(1)),
            ("abc", "", 2, false, None),
        ];
        for (typed, word, most, beginning, want) in cases {
            assert_eq!(distance(typed, word, most, beginning), want, "{typed} {word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_two_words_can_be_compared(
            a in "\\PC{0,40}", b in "[a-d]{0,40}", most in 0usize..4, beginning: bool,
        ) {
            let _ = distance(&a, &b, most, beginning);
            proptest::prop_assert_eq!(
                distance(&b, &b, most, beginning).is_none(), b.len() > LONGEST
            );
        }

        #[test]
        fn one_slip_changes_two_letters_at_most(a in "[a-z]{1,9}", b in "[a-z]{1,9}") {
            if let Some(slips) = distance(&a, &b, 3, false) {
                let differ = (letters(&a) ^ letters(&b)).count_ones() as usize;
                proptest::prop_assert!(differ <= 2 * slips);
            }
        }
    }
}
