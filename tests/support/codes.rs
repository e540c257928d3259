//! Codes of links as Plumbline itself never makes them: forged by a program
//! that knows the format, or damaged on their way. Nothing here uses the code
//! under test, so that a mistake there is not made here as well.

#![allow(dead_code, reason = "each test file uses a part of this")]

use sha2::{Digest, Sha256};

use crate::dice::Dice;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A frame around any payload, with a checksum that fits.
pub fn forged(version: u8, kind: u8, payload: &[u8]) -> String {
    let mut bytes = vec![version << 4 | kind];
    let mut length = payload.len();
    while length > 0x7f {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    let digest =
        Sha256::new().chain_update("plumbline link").chain_update(&bytes).chain_update(payload);
    bytes.extend(&digest.finalize()[..5]);
    bytes.extend(payload);
    to_text(&bytes)
}

/// Bytes as characters of a link.
pub fn to_text(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes.iter().flat_map(|b| (0..8).rev().map(move |n| b >> n & 1)).collect();
    bits.chunks(6)
        .map(|six| {
            let value = six.iter().fold(0, |v, bit| v << 1 | bit) << (6 - six.len());
            char::from(ALPHABET.as_bytes()[usize::from(value)])
        })
        .collect()
}

/// One of the ways in which links go wrong.
pub fn damaged(code: &str, dice: &mut Dice) -> String {
    let mut characters: Vec<char> = code.chars().collect();
    let other = |dice: &mut Dice| char::from(ALPHABET.as_bytes()[dice.below(64)]);
    for _ in 0..=dice.below(3) {
        if characters.is_empty() {
            break;
        }
        let at = dice.below(characters.len());
        match dice.below(9) {
            0 => characters.truncate(at),
            1 => {
                characters.remove(at);
            }
            2 => characters.insert(at, other(dice)),
            3 if at > 0 => characters.swap(at, at - 1),
            4 => {
                let end = (at + 1 + dice.below(6)).min(characters.len());
                for c in &mut characters[at..end] {
                    *c = other(dice);
                }
            }
            5 => {
                let c = characters[at];
                characters[at] =
                    if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
            }
            6 => {
                let end = (at + 1 + dice.below(10)).min(characters.len());
                characters.drain(at..end);
            }
            7 => {
                let bit =
                    ALPHABET.find(characters[at]).map_or(0, |place| place ^ (1 << dice.below(6)));
                characters[at] = char::from(ALPHABET.as_bytes()[bit]);
            }
            _ => characters[at] = other(dice),
        }
    }
    characters.into_iter().collect()
}
