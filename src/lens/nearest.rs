//! "Did you mean …?": the known word that a misspelled one is closest to.

/// Words longer than this get no suggestion, so that hostile files cost no
/// time.
const LONGEST: usize = 128;

/// The candidate with the smallest edit distance to `word`, if it is small
/// enough to be a slip: a third of the word, at least one. Differences of
/// upper and lower case cost nothing; of equals the first one wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = folded(word)?;
    let mut bound = (word.len() / 3).max(1) + 1;
    let mut best = None;
    for candidate in candidates {
        let Some(other) = folded(candidate) else { continue };
        if word.len().abs_diff(other.len()) >= bound {
            continue;
        }
        let distance = distance(&word, &other);
        if distance < bound {
            bound = distance;
            best = Some(candidate);
        }
    }
    best
}

fn folded(word: &str) -> Option<Vec<char>> {
    let letters: Vec<char> =
        word.chars().take(LONGEST + 1).map(|c| c.to_ascii_lowercase()).collect();
    (letters.len() <= LONGEST).then_some(letters)
}

/// How many letters have to be put in, taken out, replaced or swapped with
/// their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before_last[j - 2] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_else() {
        let known = ["backup_tested", "backups", "owner"];
        let cases = [
            ("backup_testd", Some("backup_tested")),
            ("Backups", Some("backups")),
            ("onwer", Some("owner")),
            ("backup", Some("backups")),
            ("encryption", None),
            ("", None),
            ("xy", None),
        ];
        for (word, want) in cases {
            assert_eq!(nearest(word, known), want, "{word}");
        }
        assert_eq!(nearest(&"x".repeat(10_000), known), None);
    }
}
