//! A shelf with the bundled lenses.

use std::sync::{Arc, LazyLock};

use plumbline::review::{LensKey, Lenses};

use crate::shipped::shipped;

/// All of them by their keys; read once.
pub fn bundled() -> Lenses {
    static SHELF: LazyLock<Lenses> = LazyLock::new(|| {
        let all = shipped().into_iter();
        all.map(|shipped| (LensKey(shipped.key.to_owned()), Arc::new(shipped.lens))).collect()
    });
    SHELF.clone()
}
