//! Names that lead straight to a thing: official codes such as `SEC02-BP03`,
//! however they are typed, and ids.

/// A code without what people leave out: `sec 2 bp 3`, `SEC02-BP03` and
/// `sec2bp3` are `SEC2BP3`. `None` where this is no code, nor the beginning of
/// one with a number in it.
pub(super) fn code(text: &str) -> Option<String> {
    let mut name = String::new();
    let (mut letters, mut numbers, mut in_number) = (0, 0, false);
    for c in text.trim().chars() {
        match c {
            'a'..='z' | 'A'..='Z' => {
                let c = c.to_ascii_uppercase();
                // After the first number only `BP` may come.
                let fits = match numbers {
                    0 => letters < 6,
                    1 => (letters == 0 && c == 'B') || (letters == 1 && c == 'P'),
                    _ => false,
                };
                if !fits {
                    return None;
                }
                if in_number {
                    in_number = false;
                }
                letters += 1;
                name.push(c);
            }
            '0'..='9' => {
                if !in_number {
                    if letters < 2 {
                        return None;
                    }
                    in_number = true;
                    numbers += 1;
                    letters = 0;
                }
                // A number begins with something else than nought.
                if c != '0' || name.ends_with(|c: char| c.is_ascii_digit()) {
                    name.push(c);
                }
            }
            ' ' | '-' | '_' | '.' | '\u{2010}'..='\u{2015}' => {
                in_number = in_number && numbers == 2;
            }
            _ => return None,
        }
    }
    (numbers > 0 && name.len() < 20).then_some(name)
}

/// An id as it is compared: official ones have hyphens where lenses of people
/// have underscores.
pub(super) fn id(text: &str) -> String {
    text.trim().chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_are_typed() {
        let cases = [
            ("SEC02-BP03", Some("SEC2BP3")),
            ("sec 2 bp 3", Some("SEC2BP3")),
            ("sec2bp3", Some("SEC2BP3")),
            (" OPS 11", Some("OPS11")),
            ("SEC02-B", Some("SEC2B")),
            ("SEC02-BP0", Some("SEC2BP")),
            ("rel10", Some("REL10")),
            ("sec", None),
            ("security 2", None),
            ("2", None),
            ("s3", None),
            ("sec2 backups", None),
            ("sec02-bp03-bp04", None),
            ("", None),
        ];
        for (text, want) in cases {
            assert_eq!(code(text).as_deref(), want, "{text}");
        }
    }
}
