//! Plain text from strangers, cut into what a page may show: lines, lists and
//! links. Never markup (`DOMAIN.md` §1).

/// A number with its noun: `1 question`, `3 questions`.
pub fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A number of people: `1 person`, `3 people`.
pub fn people(n: usize) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

/// A time in the words of a shelf, from minutes: `about 40 minutes`, `about 2½
/// hours`, `about 13 hours`.
pub fn about_time(minutes: u32) -> String {
    let halves = (minutes + 15) / 30;
    match minutes {
        0..100 => format!("about {minutes} minutes"),
        100..600 if halves % 2 == 1 => format!("about {}½ hours", halves / 2),
        _ => format!("about {} hours", (minutes + 30) / 60),
    }
}

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A bare http(s) address.
    Link(&'a str),
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines that follow each other.
    Paragraph(Vec<&'a str>),
    /// Lines that start with `- `, without it.
    List(Vec<&'a str>),
}

/// Cuts a text into paragraphs (at empty lines) and lists.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut fresh = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            fresh = true;
            continue;
        }
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("• ")).map(str::trim);
        match (item, blocks.last_mut()) {
            (Some(item), Some(Block::List(items))) => items.push(item),
            (Some(item), _) => blocks.push(Block::List(vec![item])),
            (None, Some(Block::Paragraph(lines))) if !fresh => lines.push(line),
            (None, _) => blocks.push(Block::Paragraph(vec![line])),
        }
        fresh = false;
    }
    blocks
}

/// Finds the bare http(s) addresses in a line. Punctuation that ends a
/// sentence is not part of an address.
pub fn spans(line: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut rest = line;
    let mut searched = 0;
    while let Some(start) = find_address(&rest[searched..]).map(|at| at + searched) {
        let end = rest[start..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”'))
            .map_or(rest.len(), |length| start + length);
        let address = trim_address(&rest[start..end]);
        if address.len() <= "https://".len() {
            searched = end;
            continue;
        }
        if start > 0 {
            spans.push(Span::Text(&rest[..start]));
        }
        spans.push(Span::Link(address));
        rest = &rest[start + address.len()..];
        searched = 0;
    }
    if !rest.is_empty() {
        spans.push(Span::Text(rest));
    }
    spans
}

// Byte by byte: the searcher for texts would come with the first file for this
// alone.
fn find_address(text: &str) -> Option<usize> {
    let starts = |at: &usize| {
        let rest = &text.as_bytes()[*at..];
        rest.starts_with(b"https://") || rest.starts_with(b"http://")
    };
    (0..text.len()).find(starts)
}

/// Takes sentence punctuation off the end, and a closing bracket that was not
/// opened inside the address.
fn trim_address(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if inner.matches('(').count() <= inner.matches(')').count() => inner,
            _ => shorter.strip_suffix(']').unwrap_or(shorter),
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

/// Takes percent-encoding back; `None` where it is broken.
pub fn percent_decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rounded_as_people_say_them() {
        for (minutes, said) in [
            (12, "about 12 minutes"),
            (99, "about 99 minutes"),
            (149, "about 2½ hours"),
            (265, "about 4½ hours"),
            (300, "about 5 hours"),
            (800, "about 13 hours"),
        ] {
            assert_eq!(about_time(minutes), said);
        }
    }

    #[test]
    fn finds_addresses() {
        let cases: [(&str, &[Span<'_>]); 5] = [
            ("no link", &[Span::Text("no link")]),
            (
                "See https://example.org/a_(b).",
                &[Span::Text("See "), Span::Link("https://example.org/a_(b)"), Span::Text(".")],
            ),
            (
                "(http://example.org)",
                &[Span::Text("("), Span::Link("http://example.org"), Span::Text(")")],
            ),
            ("https:// alone", &[Span::Text("https:// alone")]),
            ("javascript:alert(1)", &[Span::Text("javascript:alert(1)")]),
        ];
        for (line, want) in cases {
            assert_eq!(spans(line), want, "{line}");
        }
    }

    #[test]
    fn cuts_blocks() {
        assert_eq!(
            blocks("Why.\r\nMore.\n\n- one\n- two\nEnd"),
            [
                Block::Paragraph(vec!["Why.", "More."]),
                Block::List(vec!["one", "two"]),
                Block::Paragraph(vec!["End"]),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn loses_nothing(line in "(https?://|\\PC|[(). ]){0,40}") {
            let joined: String = spans(&line)
                .into_iter()
                .map(|span| match span { Span::Text(t) | Span::Link(t) => t })
                .collect();
            proptest::prop_assert_eq!(joined, line);
        }
    }
}
