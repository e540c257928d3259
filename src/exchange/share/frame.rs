//! The frame around every code, the same in all versions: whether it is whole
//! is known before anything in it is read.

use sha2::{Digest, Sha256};

use super::{Error, MOST_CODE, VERSION};
use crate::diagnostic::{Diagnostic, Severity};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Five bytes: of a million million damaged codes one would pass.
const CHECKSUM: usize = 5;
/// Keeps other uses of the same hash apart.
const SALT: &[u8] = b"plumbline link";
/// The finding about a link that a newer Plumbline made.
const NEWER: &str = "link-newer";

/// What a sound frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame<'a> {
    /// What is shared.
    pub kind: u8,
    /// The rest.
    pub payload: &'a [u8],
}

/// Puts the frame around a payload.
pub fn wrap(kind: u8, payload: &[u8]) -> Result<Vec<u8>, Error> {
    if (payload.len() + 9) * 4 > MOST_CODE * 3 {
        return Err(Error::TooLarge);
    }
    let mut bytes = vec![VERSION << 4 | kind];
    let mut length = payload.len();
    while length > 0x7f {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(checksum(&bytes, payload));
    bytes.extend(payload);
    Ok(bytes)
}

fn checksum(head: &[u8], payload: &[u8]) -> [u8; CHECKSUM] {
    let digest =
        Sha256::new().chain_update(SALT).chain_update(head).chain_update(payload).finalize();
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&digest[..CHECKSUM]);
    sum
}

/// The bytes as characters of a link.
pub fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 2);
    for three in bytes.chunks(3) {
        let group = three.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let at = group >> (18 - 6 * place) & 63;
            text.push(char::from(ALPHABET[at as usize]));
        }
    }
    text
}

/// The code in what a person pasted: a whole link, or the code alone, without
/// line breaks and without the punctuation that ends a sentence.
pub fn code_in(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let code = text.rsplit_once("#/s/").map_or(text.as_str(), |(_, code)| code);
    code.trim_end_matches(|c: char| !is_of_the_alphabet(c)).to_owned()
}

/// Whether codes are made of this character.
pub fn is_of_the_alphabet(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The bytes of a code as far as they arrived; `None` where its last
/// character says nothing that an encoder would say.
fn from_text(code: &str) -> Result<(Vec<u8>, bool), Diagnostic> {
    let mut bytes = Vec::with_capacity(code.len() * 3 / 4);
    let (mut group, mut held) = (0u32, 0);
    for c in code.chars() {
        let Some(value) = ALPHABET.iter().position(|a| char::from(*a) == c) else {
            return Err(damaged(format!(
                "The link holds a character that does not belong there: {c}"
            )));
        };
        group = (group << 6 | value as u32) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((group >> held) as u8);
        }
    }
    let clean = held < 6 && group & ((1 << held) - 1) == 0;
    Ok((bytes, clean))
}

fn finding(code: &'static str, message: impl Into<String>, hint: &str) -> Diagnostic {
    Diagnostic::new(Severity::Error, code, "", message).with_hint(hint)
}

fn damaged(message: impl Into<String>) -> Diagnostic {
    finding(
        "link-damaged",
        message,
        "Copy the whole link again from where it came from, or ask for the file instead.",
    )
}

fn changed() -> Diagnostic {
    damaged("The link was changed on its way: its checksum does not fit. Nothing of it was opened.")
}

fn cut(arrived: usize, of: Option<usize>) -> Diagnostic {
    let message = match of {
        Some(all) => format!("The link was cut: {arrived} of its {all} characters arrived."),
        None if arrived == 0 => "The link was cut: nothing of what it shares arrived.".to_owned(),
        None => format!("The link was cut: only {arrived} characters of it arrived."),
    };
    finding(
        "link-cut",
        message,
        "Copy the whole link again, or ask for the file: some chat and mail programs cut long links.",
    )
}

/// The bytes of a whole and undamaged code.
///
/// # Errors
///
/// What is wrong with it.
pub fn bytes_of(code: &str) -> Result<Vec<u8>, Diagnostic> {
    if code.len() > MOST_CODE {
        return Err(damaged(format!(
            "The link has {} characters. Plumbline never makes one of more than {MOST_CODE}.",
            code.len()
        )));
    }
    let (bytes, clean) = from_text(code)?;
    let (start, length) = match head(&bytes) {
        Head::Cut => return Err(cut(code.len(), None)),
        Head::Damaged => return Err(changed()),
        Head::Sound { start, length } => (start, length),
    };
    let all = characters(start, length);
    match code.len() {
        arrived if arrived < all => return Err(cut(arrived, Some(all))),
        arrived if arrived > all => {
            let more = arrived - all;
            let characters = if more == 1 { "character" } else { "characters" };
            return Err(damaged(format!("The link has {more} {characters} too many.")));
        }
        _ if !clean => return Err(changed()),
        _ => {}
    }
    frame_of(&bytes).map(|_| ())?;
    Ok(bytes)
}

/// The frame of bytes that are whole.
///
/// # Errors
///
/// What is wrong with them.
pub fn frame_of(bytes: &[u8]) -> Result<Frame<'_>, Diagnostic> {
    let Head::Sound { start, length } = head(bytes) else { return Err(changed()) };
    let (head, rest) = bytes.split_at(start);
    let Some((sum, payload)) = rest.split_at_checked(CHECKSUM) else { return Err(changed()) };
    if payload.len() != length || checksum(head, payload) != sum {
        return Err(changed());
    }
    let (version, kind) = (head[0] >> 4, head[0] & 15);
    if version != VERSION {
        return Err(newer());
    }
    Ok(Frame { kind, payload })
}

/// The link says something that this version does not know.
pub fn newer() -> Diagnostic {
    finding(
        NEWER,
        "The link was made by a newer Plumbline, and this one cannot read it.",
        "Reload the page to get the newest Plumbline and open the link again.",
    )
}

/// Whether a code is whole and unchanged, whatever its version.
pub fn is_whole(code: &str) -> bool {
    bytes_of(code).map_or_else(|found| found.code == NEWER, |_| true)
}

/// How many characters a code has, as its first ones say.
pub fn promised(start: &str) -> Option<usize> {
    match head(&from_text(start).ok()?.0) {
        Head::Sound { start, length } => Some(characters(start, length)),
        _ => None,
    }
}

/// The characters of a code with a head and a payload of so many bytes.
fn characters(head: usize, payload: usize) -> usize {
    ((head + CHECKSUM + payload) * 4).div_ceil(3)
}

enum Head {
    Cut,
    Damaged,
    Sound { start: usize, length: usize },
}

fn head(bytes: &[u8]) -> Head {
    let mut length = 0;
    for place in 0..3 {
        let Some(byte) = bytes.get(1 + place) else { return Head::Cut };
        length |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return match (byte, place) {
                (0, 1..) => Head::Damaged,
                _ => Head::Sound { start: 2 + place, length },
            };
        }
    }
    Head::Damaged
}
