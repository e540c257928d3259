//! A stranger's text as Markdown that shows exactly this text.
//!
//! More is escaped than one reading of the specification asks for: readers of
//! Markdown differ, and a backslash before punctuation is right in all of them.

/// Text for a heading, a link or the line of a list: one line, never empty.
pub(in crate::report) fn inline(text: &str) -> String {
    let one_line = lines(text).collect::<Vec<_>>().join(" ");
    let words = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "(untitled)".to_owned() } else { escape_line(&words) }
}

/// Text for a cell of a table: line breaks are kept, and no bar is left.
pub(in crate::report) fn cell(text: &str) -> String {
    let lines: Vec<String> = lines(text)
        .map(|line| escape_line(line.trim()).replace("\\|", "&#124;"))
        .filter(|line| !line.is_empty())
        .collect();
    if lines.is_empty() { "(untitled)".to_owned() } else { lines.join("<br>") }
}

/// Lines of paragraphs, with an empty line between two of them. A line break
/// within a paragraph is kept by a backslash.
pub(in crate::report) fn block(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut gap = false;
    for line in lines(text) {
        let line = escape_line(line.trim());
        if line.is_empty() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(String::new());
            gap = false;
        } else if let Some(before) = out.last_mut() {
            before.push('\\');
        }
        out.push(line);
    }
    out
}

/// An http(s) address as a link.
pub(in crate::report) fn address(url: &str) -> Option<String> {
    let url = url.trim();
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return None;
    }
    let mut out = String::with_capacity(url.len() + 2);
    out.push('<');
    for c in url.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out.push('>');
    Some(out)
}

/// The lines of a text, by every character that some program takes for a line
/// break.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split("\r\n").flat_map(|part| part.split(BREAKS))
}

/// One line without anything that could be markup. Control characters become
/// spaces.
fn escape_line(line: &str) -> String {
    let clean: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim();
    let mut out = String::with_capacity(clean.len() + 8);
    let digits = clean.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in clean.char_indices() {
        let anywhere = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' | '#' | '$' | '{' | '}'
        );
        // A quotation, a list, a rule or the line below a heading or a table.
        let at_the_start = at == 0 && matches!(c, '>' | '-' | '+' | '=' | ':');
        let after_a_number = digits > 0 && at == digits && matches!(c, '.' | ')');
        if anywhere || at_the_start || after_a_number {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let cases = [
            ("plain", "plain"),
            ("# no heading", "\\# no heading"),
            ("> no quote", "\\> no quote"),
            ("- no list", "\\- no list"),
            ("12. no list", "12\\. no list"),
            ("1) no list", "1\\) no list"),
            ("3.14 stays", "3\\.14 stays"),
            ("a - b, 1.", "a - b, 1."),
            ("=== no underline", "\\=== no underline"),
            (":--: no table", "\\:--: no table"),
            ("<b>no</b> &amp; html", "\\<b>no\\</b> \\&amp; html"),
            ("[no](link) `no` code", "\\[no\\](link) \\`no\\` code"),
            ("    no code", "no code"),
            ("two\nlines", "two lines"),
            ("a\u{0}b\u{7}", "a b"),
            (" \n ", "(untitled)"),
        ];
        for (text, want) in cases {
            assert_eq!(inline(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_cell_keeps_lines_and_holds_no_bar() {
        assert_eq!(cell("a|b\r\n\\|c"), "a&#124;b<br>\\\\&#124;c");
    }

    #[test]
    fn a_block_keeps_lines_and_paragraphs() {
        assert_eq!(block("\n one\ntwo\\\n\n\nthree \n"), ["one\\", "two\\\\", "", "three"]);
        assert_eq!(block(" \n"), Vec::<String>::new());
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            address(" https://example.com/a b> "),
            Some("<https://example.com/a%20b%3E>".into())
        );
        assert_eq!(address("javascript:alert(1)"), None);
    }
}
