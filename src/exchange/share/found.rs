//! Links within any text: a mail, a chat, a list that somebody collected.
//!
//! A code says its own length in its first characters, so it is put together
//! again over the line breaks and quotation marks of mail programs, and what
//! stands behind it is left alone.

use super::MOST_CODE;
use super::frame;
use crate::collections::Set;

/// What stands before a code in a link, as it is and as programs that rewrite
/// links spell it.
const MARKERS: [&str; 6] = ["#/s/", "%23/s/", "%23%2Fs%2F", "#%2Fs%2F", "&#35;/s/", "&#x23;/s/"];
/// So many characters hold what a code says of its length.
const HEAD: usize = 6;

/// The codes of all links in a text, and the codes that stand alone on a
/// line, in their order, each once.
///
/// What stands in a link is given as it is, also where it was cut or changed,
/// so that opening it can say so. A code alone on a line is given only where
/// it is whole: other words look like codes too.
pub fn codes_in(text: &str) -> Vec<String> {
    let mut found = Found::default();
    let mut rest = text;
    while let Some((before, after)) = at_link(rest) {
        bare(before, &mut found);
        let (code, end) = code_at(after);
        found.add(code);
        rest = &after[end..];
    }
    bare(rest, &mut found);
    found.codes
}

#[derive(Default)]
struct Found {
    codes: Vec<String>,
    seen: Set<String>,
}

impl Found {
    fn add(&mut self, code: String) {
        if !code.is_empty() && self.seen.insert(code.clone()) {
            self.codes.push(code);
        }
    }
}

/// The text before the next link and the one from its code on.
fn at_link(text: &str) -> Option<(&str, &str)> {
    text.match_indices(['#', '%', '&']).find_map(|(at, _)| {
        let rest = &text[at..];
        let marker = MARKERS.iter().find(|marker| {
            rest.get(..marker.len()).is_some_and(|start| start.eq_ignore_ascii_case(marker))
        })?;
        Some((&text[..at], &rest[marker.len()..]))
    })
}

/// The code at the start of a text, and where what was read of it ends.
fn code_at(text: &str) -> (String, usize) {
    let first = text.find(|c| !frame::is_of_the_alphabet(c)).unwrap_or(text.len());
    let mut code = String::new();
    let mut most = HEAD;
    let mut rest = text;
    loop {
        let c = rest.chars().next();
        match c.filter(|c| frame::is_of_the_alphabet(*c)) {
            Some(c) => {
                code.push(c);
                rest = &rest[1..];
            }
            None => match folded(rest) {
                Some(after) => rest = after,
                None => break,
            },
        }
        if code.len() == most {
            if most > HEAD {
                break;
            }
            match frame::promised(&code) {
                Some(all) if (HEAD + 1..=MOST_CODE).contains(&all) => most = all,
                _ => break,
            }
        }
    }
    match frame::is_whole(&code) {
        true => (code, text.len() - rest.len()),
        false => (text[..first].to_owned(), first),
    }
}

/// The text behind what programs put into the middle of a link to break it:
/// blanks and line breaks, with the marks of a quotation or an encoding.
fn folded(text: &str) -> Option<&str> {
    const UNSEEN: [char; 3] = ['\u{ad}', '\u{200b}', '\u{feff}'];
    let soft = text.strip_prefix('=').filter(|rest| rest.starts_with(['\r', '\n']));
    let start = soft.unwrap_or(text);
    let rest = start.trim_start_matches(|c: char| c.is_whitespace() || UNSEEN.contains(&c));
    let blank = &start[..start.len() - rest.len()];
    if blank.is_empty() {
        return None;
    }
    match blank.contains('\n') {
        true => Some(rest.trim_start_matches(|c: char| c == '>' || c.is_whitespace())),
        false => Some(rest),
    }
}

/// Codes that stand alone: on a line, or on lines that a program broke.
fn bare(text: &str, found: &mut Found) {
    let mut block: Vec<&str> = Vec::new();
    for line in text.lines().map(alone).chain([None]) {
        if let Some(line) = line {
            block.push(line);
            continue;
        }
        let joined = block.concat();
        if block.len() > 1 && frame::is_whole(&joined) {
            found.add(joined);
        } else {
            block.iter().filter(|line| frame::is_whole(line)).for_each(|line| {
                found.add((*line).to_owned());
            });
        }
        block.clear();
    }
}

/// The only word of a line, without quotation marks and a bullet before it and
/// punctuation around it.
fn alone(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let line =
        ["- ", "* ", "• "].iter().find_map(|bullet| line.strip_prefix(bullet)).unwrap_or(line);
    let word = line.trim_matches(|c: char| !frame::is_of_the_alphabet(c));
    (!word.is_empty() && word.chars().all(frame::is_of_the_alphabet)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_code_is_put_together_again() {
        let payload = vec![7; MOST_CODE * 3 / 4 - 9];
        let code = frame::to_text(&frame::wrap(6, &payload).expect("none is longer"));
        assert_eq!(code.len(), MOST_CODE);
        let (start, end) = code.split_at(MOST_CODE / 2);
        assert_eq!(codes_in(&format!("x/#/s/{start}\n> {end}\nAnn")), [code]);
    }
}
