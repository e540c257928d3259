//! Who took part in the workshop that a milestone closed.

use crate::text::people;

/// Who took part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attendance {
    /// What the workshop was called.
    pub workshop: String,
    /// How many took part.
    pub count: usize,
    /// The names of those who gave one, sorted.
    pub people: Vec<String>,
}

impl Attendance {
    /// Who took part, in words: `Ada, Grace and 3 others`.
    pub fn words(&self) -> String {
        let others = self.count.saturating_sub(self.people.len());
        let unnamed = match (self.people.is_empty(), others) {
            (_, 0) => None,
            (true, n) => Some(people(n)),
            (false, 1) => Some("1 other".to_owned()),
            (false, n) => Some(format!("{n} others")),
        };
        let mut all: Vec<String> = self.people.iter().cloned().chain(unnamed).collect();
        match all.pop() {
            None => "Nobody".to_owned(),
            Some(only) if all.is_empty() => only,
            Some(last) => format!("{} and {last}", all.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_in_words() {
        let cases: [(&[&str], usize, &str); 7] = [
            (&[], 0, "Nobody"),
            (&[], 1, "1 person"),
            (&[], 4, "4 people"),
            (&["Ada"], 1, "Ada"),
            (&["Ada"], 2, "Ada and 1 other"),
            (&["Ada", "Grace"], 2, "Ada and Grace"),
            (&["Ada", "Grace"], 5, "Ada, Grace and 3 others"),
        ];
        for (people, count, words) in cases {
            let people = people.iter().map(|name| (*name).to_owned()).collect();
            let attendance = Attendance { workshop: String::new(), count, people };
            assert_eq!(attendance.words(), words);
        }
    }
}
