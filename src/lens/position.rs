//! Where a JSON pointer stands in a text: line and column for people.
//!
//! One walk over the text finds any number of pointers. The walk keeps its
//! own stack, so nesting cannot overflow the program's.

use crate::collections::Map;
use crate::diagnostic::Position;

/// The position of the value at an RFC 6901 `pointer`, or `None` where the
/// text has no such value. Of a key that is used twice the last value counts,
/// as in reading.
pub fn locate(text: &str, pointer: &str) -> Option<Position> {
    let offset = offsets(text, &[pointer])[0]?;
    Some(positions(text, &[offset])[0])
}

/// The byte offsets of the values at these pointers, in one walk.
pub fn offsets(text: &str, pointers: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; pointers.len()];
    Walk { text, wanted: Wanted::new(pointers), found: &mut found }.run();
    found
}

/// The positions of byte offsets, which have to be sorted, in one walk.
pub fn positions(text: &str, offsets: &[usize]) -> Vec<Position> {
    let mut line = 1;
    let mut column = 1;
    let mut done = 0;
    let mut result = Vec::with_capacity(offsets.len());
    for &offset in offsets {
        let mut offset = offset.clamp(done, text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let part = &text[done..offset];
        match part.rfind('\n') {
            Some(newline) => {
                line += part.bytes().filter(|b| *b == b'\n').count();
                column = part[newline + 1..].chars().count() + 1;
            }
            None => column += part.chars().count(),
        }
        done = offset;
        result.push(Position { line, column });
    }
    result
}

/// Byte offsets into the JSON string that starts at `start`, for byte offsets
/// (sorted) into what the string says once its escapes are resolved.
pub fn inside_string(text: &str, start: usize, decoded: &[usize]) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut raw = start + 1;
    let mut said = 0;
    decoded
        .iter()
        .map(|&wanted| {
            while said < wanted && raw < bytes.len() && bytes[raw] != b'"' {
                let (step, meaning) = character(&text[raw..]);
                raw += step;
                said += meaning;
            }
            raw
        })
        .collect()
}

/// How many bytes the first character of a JSON string takes in the file, and
/// how many in memory.
fn character(text: &str) -> (usize, usize) {
    let code = |at: usize| text.get(at..at + 4).and_then(|h| u32::from_str_radix(h, 16).ok());
    match text.as_bytes() {
        [b'\\', b'u', ..] => match code(2) {
            Some(0xD800..=0xDBFF) => (12.min(text.len()), 4),
            Some(c) => (6, char::from_u32(c).map_or(3, char::len_utf8)),
            None => (2, 1),
        },
        [b'\\', _, ..] => (2, 1),
        _ => {
            let length = text.chars().next().map_or(1, char::len_utf8);
            (length, length)
        }
    }
}

/// The wanted pointers as a tree of their segments.
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: Map<String, usize>,
    pointers: Vec<usize>,
}

impl Wanted {
    fn new(pointers: &[&str]) -> Self {
        let mut nodes = vec![Node::default()];
        for (index, pointer) in pointers.iter().enumerate() {
            let mut node = 0;
            for segment in pointer.split('/').skip(1) {
                let segment = segment.replace("~1", "/").replace("~0", "~");
                let next = nodes.len();
                node = *nodes[node].children.get_or_insert_with(segment, || next);
                if node == next {
                    nodes.push(Node::default());
                }
            }
            nodes[node].pointers.push(index);
        }
        Self { nodes }
    }

    fn child(
        &self,
        node: Option<usize>,
        segment: impl FnOnce() -> Option<String>,
    ) -> Option<usize> {
        let children = &self.nodes[node?].children;
        if children.is_empty() { None } else { children.get(&segment()?).copied() }
    }
}

struct Walk<'a> {
    text: &'a str,
    wanted: Wanted,
    found: &'a mut [Option<usize>],
}

/// An open list or object.
struct Frame {
    object: bool,
    /// The place of the current element of a list.
    index: usize,
    /// Whether the next string is a key.
    key_next: bool,
    node: Option<usize>,
}

impl Walk<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut stack: Vec<Frame> = Vec::new();
        // The node of the value that comes next.
        let mut node = Some(0);
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            at += 1;
            match bytes[start] {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => continue,
                opening @ (b'{' | b'[') => {
                    self.record(node, start);
                    let object = opening == b'{';
                    stack.push(Frame { object, index: 0, key_next: object, node });
                    if !object {
                        node = self.wanted.child(node, || Some("0".to_owned()));
                    }
                    continue;
                }
                b'}' | b']' => {
                    stack.pop();
                }
                b'"' => {
                    at = string_end(bytes, at);
                    if let Some(frame) = stack.last_mut().filter(|frame| frame.key_next) {
                        frame.key_next = false;
                        let raw = &self.text[start..at];
                        node = self
                            .wanted
                            .child(frame.node, || serde_json::from_str::<String>(raw).ok());
                        continue;
                    }
                    self.record(node, start);
                }
                _ => {
                    let scalar = |b: &u8| !b" \t\r\n,:{}[]\"".contains(b);
                    at += bytes[at..].iter().take_while(|b| scalar(b)).count();
                    self.record(node, start);
                }
            }
            // A value has ended.
            match stack.last_mut() {
                None => return,
                Some(frame) if frame.object => frame.key_next = true,
                Some(frame) => {
                    frame.index += 1;
                    let index = frame.index;
                    node = self.wanted.child(frame.node, || Some(index.to_string()));
                }
            }
        }
    }

    fn record(&mut self, node: Option<usize>, offset: usize) {
        if let Some(node) = node {
            for &pointer in &self.wanted.nodes[node].pointers {
                self.found[pointer] = Some(offset);
            }
        }
    }
}

/// The offset after the closing quote of a string whose first character is at
/// `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
