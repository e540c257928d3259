//! A QR code, black on white in every theme, so that every camera reads it.

use leptos::prelude::*;

use crate::exchange::qr::Drawing;

/// The picture, with a name for those who do not see it.
pub fn picture(drawing: &Drawing, name: &str) -> AnyView {
    let size = drawing.size;
    view! {
        <svg class="qr" role="img" aria-label=name.to_owned() viewBox=format!("0 0 {size} {size}")
            shape-rendering="crispEdges">
            <path class="qr-paper" d=format!("M0,0h{size}v{size}h-{size}z") />
            <path class="qr-ink" d=drawing.path.clone() />
        </svg>
    }
    .into_any()
}
