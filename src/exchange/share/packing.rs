//! The payload: bits in front, all texts in one block behind them.
//!
//! Two bits say whether there are texts and whether they are deflated; then
//! come the length of the block and, deflated, the length of the text in it.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::bits::{Reader, Writer};
use super::{MOST_TEXT, Nonsense};

const NO_TEXT: u64 = 0;
const PLAIN: u64 = 1;
const DEFLATED: u64 = 2;
/// The best that miniz offers; a link is made once.
const LEVEL: u8 = 10;

/// Writes bits and texts side by side.
#[derive(Debug, Default)]
pub struct Packer {
    /// The bits.
    pub bits: Writer,
    texts: String,
}

impl Packer {
    /// A text: its length with the bits, its content with the texts.
    pub fn text(&mut self, text: &str) {
        self.bits.number(text.len() as u64);
        self.texts.push_str(text);
    }

    /// The payload; `None` where the texts are too long.
    pub fn into_payload(self) -> Option<Vec<u8>> {
        if self.texts.len() > MOST_TEXT {
            return None;
        }
        let mut head = Writer::default();
        let deflated = compress_to_vec(self.texts.as_bytes(), LEVEL);
        let block = if self.texts.is_empty() {
            head.bits(NO_TEXT, 2);
            Vec::new()
        } else if deflated.len() + 2 < self.texts.len() {
            head.bits(DEFLATED, 2);
            head.number(deflated.len() as u64);
            head.number(self.texts.len() as u64);
            deflated
        } else {
            head.bits(PLAIN, 2);
            head.number(self.texts.len() as u64);
            self.texts.into_bytes()
        };
        let length = self.bits.len();
        let body = self.bits.into_bytes();
        let mut body = Reader::new(&body);
        for _ in 0..length {
            head.flag(body.flag().ok()?);
        }
        let mut payload = head.into_bytes();
        payload.extend(block);
        Some(payload)
    }
}

/// Reads what [`Packer`] wrote.
#[derive(Debug)]
pub struct Unpacker<'a> {
    /// The bits.
    pub bits: Reader<'a>,
    texts: String,
    at: usize,
}

impl<'a> Unpacker<'a> {
    /// Reads a payload.
    pub fn new(payload: &'a [u8]) -> Result<Self, Nonsense> {
        let mut head = Reader::new(payload);
        let kind = head.bits(2)?;
        let length = if kind == NO_TEXT { 0 } else { head.size()? };
        let start = payload.len().checked_sub(length).ok_or(Nonsense)?;
        let (front, block) = payload.split_at(start);
        let bytes = match kind {
            NO_TEXT => Vec::new(),
            PLAIN => block.to_vec(),
            DEFLATED => inflate(block, head.size()?)?,
            _ => return Err(Nonsense),
        };
        let texts = String::from_utf8(bytes).map_err(|_| Nonsense)?;
        // The head was read from the whole; it must lie within the front.
        let bits = head.within(front)?;
        Ok(Self { bits, texts, at: 0 })
    }

    /// The next text.
    pub fn text(&mut self) -> Result<String, Nonsense> {
        let length = self.bits.size()?;
        let end = self.at.checked_add(length).ok_or(Nonsense)?;
        let text = self.texts.get(self.at..end).ok_or(Nonsense)?.to_owned();
        self.at = end;
        Ok(text)
    }

    /// Holds when everything was read.
    pub fn finish(&self) -> Result<(), Nonsense> {
        if self.bits.is_at_end() && self.at == self.texts.len() { Ok(()) } else { Err(Nonsense) }
    }
}

/// Inflates to exactly this length, and never further.
fn inflate(block: &[u8], length: usize) -> Result<Vec<u8>, Nonsense> {
    if length > MOST_TEXT {
        return Err(Nonsense);
    }
    let bytes = decompress_to_vec_with_limit(block, length).map_err(|_| Nonsense)?;
    if bytes.len() == length { Ok(bytes) } else { Err(Nonsense) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload(kind: u64, numbers: &[u64], block: &[u8]) -> Vec<u8> {
        let mut head = Writer::default();
        head.bits(kind, 2);
        numbers.iter().for_each(|n| head.number(*n));
        let mut payload = head.into_bytes();
        payload.extend(block);
        payload
    }

    #[test]
    fn bombs_and_lies_are_refused() {
        let bomb = compress_to_vec(&vec![b'a'; 50_000_000], LEVEL);
        assert!(bomb.len() < 100_000, "fifty megabytes in {}", bomb.len());
        let honest = compress_to_vec(b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", LEVEL);
        let length = honest.len() as u64;
        let no_text = vec![0xff];
        assert!(Unpacker::new(&payload(DEFLATED, &[length, 30], &honest)).is_ok());
        for (kind, numbers, block) in [
            (DEFLATED, vec![bomb.len() as u64, 50_000_000], &bomb),
            (DEFLATED, vec![bomb.len() as u64, 1_000], &bomb),
            (DEFLATED, vec![length, 29], &honest),
            (DEFLATED, vec![length, 31], &honest),
            (DEFLATED, vec![length, u64::MAX], &honest),
            (DEFLATED, vec![length - 1, 30], &honest),
            (PLAIN, vec![u64::MAX], &honest),
            (PLAIN, vec![length + 5], &honest),
            (3, vec![length], &honest),
            (PLAIN, vec![1], &no_text),
        ] {
            let payload = payload(kind, &numbers, block);
            assert_eq!(Unpacker::new(&payload).err(), Some(Nonsense), "{kind} {numbers:?}");
        }
    }

    #[test]
    fn what_is_repeated_costs_little_and_what_is_short_is_plain() {
        for text in ["", "a", "Zażółć", &"one more note, ".repeat(40)] {
            let mut packer = Packer::default();
            packer.text(text);
            let payload = packer.into_payload().expect("it is short");
            assert!(payload.len() <= text.len() + 4, "{text}");
            let mut unpacker = Unpacker::new(&payload).expect("it was just packed");
            assert_eq!(unpacker.text().as_deref(), Ok(text));
            assert_eq!(unpacker.finish(), Ok(()));
        }
    }
}
