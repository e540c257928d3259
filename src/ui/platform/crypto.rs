//! Sealing what is shared with a passphrase, by the browser's Web Crypto:
//! PBKDF2 makes the key, AES-GCM seals. The passphrase is kept nowhere.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::window;
use crate::exchange::share::{Locked, NONCE, ROUNDS, SALT};

/// Whether this page may seal: browsers offer it over https and on localhost
/// only.
pub fn can_seal() -> bool {
    subtle().is_some()
}

fn subtle() -> Option<SubtleCrypto> {
    let subtle = window().crypto().ok()?.subtle();
    (!AsRef::<JsValue>::as_ref(&subtle).is_undefined()).then_some(subtle)
}

/// Seals bytes with a passphrase.
///
/// # Errors
///
/// A sentence, when the browser cannot.
pub async fn seal(bytes: &[u8], passphrase: &str) -> Result<Locked, String> {
    let mut locked = Locked { salt: [0; SALT], nonce: [0; NONCE], sealed: Vec::new() };
    let failed = |_| "The browser could not seal the link. Try another browser.".to_owned();
    let random = window().crypto().map_err(failed)?;
    random.get_random_values_with_u8_array(&mut locked.salt).map_err(failed)?;
    random.get_random_values_with_u8_array(&mut locked.nonce).map_err(failed)?;
    let subtle = subtle().ok_or(JsValue::NULL).map_err(failed)?;
    let key = key(&subtle, passphrase, &locked.salt, "encrypt").await.map_err(failed)?;
    let promise = subtle
        .encrypt_with_object_and_u8_array(&cipher(&locked.nonce), &key, bytes)
        .map_err(failed)?;
    locked.sealed = Uint8Array::new(&JsFuture::from(promise).await.map_err(failed)?).to_vec();
    Ok(locked)
}

/// Opens what was sealed; `None` with another passphrase.
pub async fn unseal(locked: &Locked, passphrase: &str) -> Option<Vec<u8>> {
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, &locked.salt, "decrypt").await.ok()?;
    let promise = subtle
        .decrypt_with_object_and_u8_array(&cipher(&locked.nonce), &key, &locked.sealed)
        .ok()?;
    Some(Uint8Array::new(&JsFuture::from(promise).await.ok()?).to_vec())
}

/// The key that follows from passphrase and salt. Browsers write accents in
/// one of two ways, so the passphrase is brought into one of them first.
async fn key(
    subtle: &SubtleCrypto,
    passphrase: &str,
    salt: &[u8],
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    let passphrase = String::from(js_sys::JsString::from(passphrase).normalize("NFC"));
    let raw = Uint8Array::from(passphrase.as_bytes());
    let usages = Array::of1(&"deriveKey".into());
    let promise = subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &usages)?;
    let secret: CryptoKey = JsFuture::from(promise).await?.unchecked_into();
    let derivation = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", ROUNDS.into()),
    ]);
    let wanted = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let usages = Array::of1(&usage.into());
    let promise =
        subtle.derive_key_with_object_and_object(&derivation, &secret, &wanted, false, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

fn cipher(nonce: &[u8]) -> Object {
    object(&[("name", "AES-GCM".into()), ("iv", Uint8Array::from(nonce).into())])
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
