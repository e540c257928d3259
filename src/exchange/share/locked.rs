//! What is shared behind a passphrase: salt, nonce and ciphertext. The browser
//! makes the key from passphrase and salt (PBKDF2 with SHA-256, [`ROUNDS`]
//! times) and seals the frame of another code with it (AES-256-GCM), so
//! without the passphrase nothing can be read, and nothing can be changed.

use super::frame;
use super::{Error, LOCKED, Nonsense};

/// How often PBKDF2 hashes.
pub const ROUNDS: u32 = 600_000;
/// The length of the salt, in bytes.
pub const SALT: usize = 16;
/// The length of the nonce, in bytes.
pub const NONCE: usize = 12;
/// The tag of AES-GCM, in bytes: no ciphertext is shorter.
const TAG: usize = 16;
/// The way of sealing described above. Another one gets another number.
const RECIPE: u8 = 1;

/// A sealed code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// For the key.
    pub salt: [u8; SALT],
    /// For the cipher.
    pub nonce: [u8; NONCE],
    /// The ciphertext with its tag.
    pub sealed: Vec<u8>,
}

/// What is to be sealed of a code: the bytes of its frame.
pub fn sealed(code: &str) -> Option<Vec<u8>> {
    frame::bytes_of(code).ok()
}

/// The code of what was sealed.
///
/// # Errors
///
/// When it is too long for a link.
pub fn lock(locked: &Locked) -> Result<String, Error> {
    let mut payload = vec![RECIPE];
    payload.extend(locked.salt);
    payload.extend(locked.nonce);
    payload.extend(&locked.sealed);
    Ok(frame::to_text(&frame::wrap(LOCKED, &payload)?))
}

/// Reads the payload of a sealed code; `None` for a way of sealing that is not
/// known here.
pub fn read(payload: &[u8]) -> Result<Option<Locked>, Nonsense> {
    let (recipe, rest) = payload.split_first().ok_or(Nonsense)?;
    if *recipe != RECIPE {
        return Ok(None);
    }
    let (salt, rest) = rest.split_first_chunk().ok_or(Nonsense)?;
    let (nonce, sealed) = rest.split_first_chunk().ok_or(Nonsense)?;
    if sealed.len() < TAG {
        return Err(Nonsense);
    }
    Ok(Some(Locked { salt: *salt, nonce: *nonce, sealed: sealed.to_vec() }))
}
