//! Small pictures, drawn as paths on a 24 × 24 grid. Always decoration: words
//! stand beside them.

use leptos::prelude::*;

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A plumb bob on its line: the product.
    Plumb,
    /// An octagon with an exclamation mark.
    High,
    /// A triangle with an exclamation mark.
    Medium,
    /// A circle with a tick.
    None,
    /// A dashed circle.
    Unanswered,
    /// A circle with a bar.
    NotApplicable,
    /// An arrow to the left.
    Back,
    /// An arrow to the right.
    Forward,
    /// An arrow into a tray.
    Download,
    /// An arrow out of a tray.
    Open,
    /// A plus sign.
    Add,
    /// A cross.
    Close,
    /// A flag.
    Milestone,
    /// A list with ticks.
    Plan,
    /// A sheet of paper.
    Report,
    /// A box with a line out of it.
    External,
    /// A cog, simplified to sliders.
    Settings,
    /// A waste bin.
    Delete,
    /// A lamp: help.
    Help,
    /// A printer.
    Print,
    /// Two people.
    People,
    /// An open book.
    Book,
    /// A looking glass.
    Search,
    /// Three dots that are joined.
    Share,
    /// A camera.
    Camera,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Plumb => "M12 2v8M8 10h8l-1 5-3 6-3-6z",
            Self::High => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.2v.3",
            Self::Medium => "M12 3.5 21.5 20h-19zM12 10v4.5M12 17.2v.3",
            Self::None => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.3l2.8 2.8L16 9.6",
            Self::Unanswered => {
                "M12 3a9 9 0 0 1 4 .9M19 6.4a9 9 0 0 1 1.9 4.1M20.6 15a9 9 0 0 1-2.6 3.8M14 20.8a9 9 0 0 1-4.5-.1M6 18.7a9 9 0 0 1-2.6-3.9M3.2 10.4A9 9 0 0 1 5 6.4M8 3.9l.3-.1"
            }
            Self::NotApplicable => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM7.5 12h9",
            Self::Back => "M19 12H5M11 6l-6 6 6 6",
            Self::Forward => "M5 12h14M13 6l6 6-6 6",
            Self::Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
            Self::Open => "M12 16V4M7 9l5-5 5 5M5 20h14",
            Self::Add => "M12 5v14M5 12h14",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Milestone => "M6 21V4h11l-2 4 2 4H6",
            Self::Plan => {
                "M4 7l1.5 1.5L8 6M4 13l1.5 1.5L8 12M4 19l1.5 1.5L8 18M11.5 7.5H20M11.5 13.5H20M11.5 19.5H20"
            }
            Self::Report => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            Self::External => "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
            Self::Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
            Self::Delete => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            Self::Help => {
                "M9 18h6M10 21h4M8.5 14.5a6 6 0 1 1 7 0c-.6.5-.9 1-1 1.5h-5c-.1-.5-.4-1-1-1.5z"
            }
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20v-1a6 6 0 0 1 12 0v1M16 4.6a3.5 3.5 0 0 1 0 6M18 14.5a6 6 0 0 1 3 4.5v1"
            }
            Self::Book => {
                "M12 6v14M12 6C10 4.5 7 4 3 4v14c4 0 7 .5 9 2 2-1.5 5-2 9-2V4c-4 0-7 .5-9 2z"
            }
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20",
            Self::Share => {
                "M6 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.2 10.8l7.6-4M8.2 13.2l7.6 4"
            }
            Self::Camera => "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
            Self::Print => "M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z",
        }
    }
}

/// Draws a picture in the colour and size of the text around it.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}
