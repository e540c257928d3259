//! The forms of a word under one: `encrypts`, `encrypted` and `encryption`
//! come to `encrypt`. English, by endings alone; what comes out is compared,
//! never shown, so it need not be a word.

/// An ending, what stands in its place, and how many letters must stay.
const ENDINGS: &[(&str, &str, usize)] = &[
    ("ization", "iz", 3),
    ("isation", "iz", 3),
    ("ised", "iz", 3),
    ("ising", "iz", 3),
    ("atically", "", 4),
    ("ically", "", 4),
    ("ated", "", 4),
    ("ating", "", 4),
    ("ability", "", 3),
    ("ibility", "", 4),
    ("atic", "", 4),
    ("ation", "", 4),
    ("ment", "", 4),
    ("ness", "", 4),
    ("ance", "", 4),
    ("ence", "", 4),
    ("able", "", 3),
    ("ible", "", 4),
    ("ply", "pli", 2),
    ("ery", "er", 4),
    ("ity", "", 4),
    ("ing", "", 3),
    ("ant", "", 4),
    ("ent", "", 4),
    ("ate", "", 4),
    ("ise", "iz", 3),
    ("ion", "", 4),
    ("ed", "", 3),
    ("er", "", 5),
    ("al", "", 5),
    ("ic", "", 4),
    ("ly", "", 4),
];

/// What is left of a word in small letters.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return stem;
    }
    singular(&mut stem);
    // `documentations` loses two endings after its plural, and no word here
    // more than three.
    for _ in 0..3 {
        if !shorten(&mut stem) {
            break;
        }
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    let bytes = stem.as_bytes();
    if let [.., a, b] = bytes
        && a == b
        && stem.len() > 3
        && !b"aeiou".contains(a)
    {
        stem.pop();
    }
    if stem.len() > 2 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

fn singular(word: &mut String) {
    if word.ends_with("ies") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
}

fn shorten(word: &mut String) -> bool {
    for (ending, instead, least) in ENDINGS {
        let Some(rest) = word.strip_suffix(ending) else { continue };
        let sounds = rest.bytes().any(|b| b"aeiouy".contains(&b));
        let fits = match *ending {
            // `decision`, but not `onion`; `speed` keeps its end.
            "ion" => rest.ends_with(['s', 't']),
            "ed" => !rest.ends_with('e'),
            _ => true,
        };
        if rest.len() >= *least && sounds && fits {
            let left = rest.len();
            word.truncate(left);
            word.push_str(instead);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one() {
        let families = [
            "encrypt encrypts encrypted encrypting encryption",
            "automate automates automated automation automatic automatically",
            "deploy deploys deployed deployment deployments deploying",
            "scale scales scaled scaling scalable scalability",
            "optimize optimise optimization optimisation optimized optimised",
            "recover recovers recovered recovery recoveries",
            "observe observed observability",
            "comply compliance compliant",
            "reliable reliability rely",
            "document documents documented documentation",
            "operate operates operation operations operational",
            "log logs logging logged",
            "cache caches caching cached",
            "secure security secured",
            "ready readiness",
            "policy policies",
            "database databases",
            "process processes",
            "cost costs",
            "configure configuration configurations",
        ];
        for family in families {
            let stems: Vec<String> = family.split(' ').map(stem).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{family}: {stems:?}");
        }
        for (one, other) in [("server", "serverless"), ("cost", "custom"), ("test", "tenant")] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn other_scripts_and_numbers_stay() {
        for word in ["s3", "ec2", "größe", "日本語", "aws"] {
            assert_eq!(stem(word), word);
        }
    }
}
