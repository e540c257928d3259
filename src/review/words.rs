//! What a change did, in few words: for "Undo: …" and for announcements.

use std::fmt;

/// Longer names are cut: the words stand on buttons and in messages.
const LONGEST_NAME: usize = 60;

/// What a change did. Shown as one phrase in the past tense, such as
/// `ticked Encrypt backups`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The phrase; `{}` stands for the name.
    pub phrase: &'static str,
    /// The name that people see of what was changed; may be empty.
    pub name: String,
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.phrase.split_once("{}") {
            Some((before, after)) => write!(f, "{before}{}{after}", cut(&self.name)),
            None => f.write_str(self.phrase),
        }
    }
}

/// The name on one line, cut where it is too long.
fn cut(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let start: String = name.chars().take(LONGEST_NAME - 1).collect();
    // Between two words, unless the last one is very long.
    let whole = start.rfind(' ').filter(|place| *place > start.len() / 2);
    format!(
        "{}…",
        start[..whole.unwrap_or(start.len())].trim_end_matches([' ', ',', '.', ':', ';'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_between_words() {
        let of = |name: &str| Words { phrase: "ticked {}", name: name.to_owned() }.to_string();
        let cases = [
            ("Encrypt backups", "ticked Encrypt backups".to_owned()),
            ("", "ticked ".to_owned()),
            ("On two\n lines", "ticked On two lines".to_owned()),
            (&"é".repeat(60), format!("ticked {}", "é".repeat(60))),
            (&"é".repeat(61), format!("ticked {}…", "é".repeat(59))),
            (
                "Every change reaches production through a pipeline, and is watched there",
                "ticked Every change reaches production through a pipeline, and is…".to_owned(),
            ),
            (
                "Every change reaches production through one pipeline, and it is watched there",
                "ticked Every change reaches production through one pipeline, and…".to_owned(),
            ),
        ];
        for (name, want) in cases {
            assert_eq!(of(name), want, "{name}");
        }
        // A name is not a template.
        assert_eq!(of("{}"), "ticked {}");
    }

    proptest::proptest! {
        #[test]
        fn words_are_one_line_and_short(name in "\\PC{0,200}") {
            let words = Words { phrase: "ticked {}", name }.to_string();
            proptest::prop_assert!(words.chars().count() <= "ticked ".len() + LONGEST_NAME);
            proptest::prop_assert!(!words.contains('\n'));
        }
    }
}
