//! Share: a button and its dialog, from a lens, a question or a review to a
//! link. Nothing is sent: the link carries everything itself.

mod choice;
mod result;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::collections;
use crate::exchange::share::{self, Locked, Made, Notes, Shared};
use crate::lens::{ChoiceId, PillarId, QuestionId};
use crate::review::{LensKey, LensRef};
use crate::ui::components::dialog::dialog;
use crate::ui::components::field::{Field, text_field};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::platform::crypto;
use crate::ui::state::App;

/// Where the person stands when sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At a lens.
    Lens(LensKey),
    /// At a question of the open review.
    Question(LensKey, QuestionId),
    /// At the open review: now, or at a milestone.
    Review(Option<u32>),
    /// At a page of the library.
    Library(Page),
}

/// A page of the library: a lens, a pillar, a question or a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lens.
    pub lens: LensKey,
    /// The pillar, for all but the page of the lens.
    pub pillar: Option<PillarId>,
    /// The question, for itself and its practices.
    pub question: Option<QuestionId>,
    /// The practice.
    pub practice: Option<ChoiceId>,
    /// The address of the page.
    pub address: String,
}

/// What can be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Lens,
    Pillar,
    Question,
    Practice,
    Blank,
    Answers,
    Review,
}

/// What was chosen in the dialog.
#[derive(Clone, Copy)]
struct Choices {
    app: App,
    place: StoredValue<Place>,
    what: RwSignal<What>,
    pillar: RwSignal<Option<PillarId>>,
    question: RwSignal<Option<QuestionId>>,
    practice: RwSignal<Option<ChoiceId>>,
    /// The pillars that a blank review leaves out.
    without: RwSignal<collections::Set<PillarId>>,
    name: RwSignal<String>,
    from: RwSignal<String>,
    notes: RwSignal<bool>,
    passphrase: RwSignal<String>,
}

/// What became of the choices.
#[derive(Debug, Clone, PartialEq)]
struct Outcome {
    shared: Shared,
    made: Result<Made, share::Error>,
}

/// The button, with its dialog.
pub fn button(app: App, place: Place) -> AnyView {
    let open = RwSignal::new(false);
    let words = match place {
        Place::Question(..) => "Share this question",
        Place::Lens(_) | Place::Review(_) | Place::Library(_) => "Share",
    };
    let place = StoredValue::new(place);
    view! {
        <button type="button" on:click=move |_| open.set(true)>{icon(Icon::Share)}{words}</button>
        {dialog("share", "Share by link", open, move || content(app, place.get_value()))}
    }
    .into_any()
}

fn content(app: App, place: Place) -> AnyView {
    if let Place::Library(page) = &place
        && !page.lens.is_custom()
    {
        // Everybody has this page: its address is enough.
        return result::page(&page.address);
    }
    let owner = app.settings.with_untracked(|s| s.review_owner.clone());
    let choices = Choices {
        app,
        what: RwSignal::new(place.offers()[0]),
        pillar: RwSignal::new(place.page().and_then(|page| page.pillar.clone())),
        question: RwSignal::new(place.question()),
        practice: RwSignal::new(place.page().and_then(|page| page.practice.clone())),
        place: StoredValue::new(place),
        without: RwSignal::default(),
        name: RwSignal::default(),
        from: RwSignal::new(owner),
        notes: RwSignal::new(true),
        passphrase: RwSignal::default(),
    };
    let outcome = Memo::new(move |_| choices.outcome());
    let sealed = RwSignal::new(None::<String>);
    // What is sealed is another thing as soon as anything changes.
    Effect::new(move |_| {
        outcome.track();
        choices.passphrase.track();
        sealed.set(None);
    });
    view! {
        <div class="share">
            <p class="help">
                "The link carries what you share in itself. No server is asked and none learns of it: \
                 who has the link can read it."
            </p>
            {choice::view(choices)}
            {protection(choices)}
            {move || match outcome.get() {
                None => view! { <p class="loading" role="status">"Loading the lens…"</p> }.into_any(),
                Some(outcome) => finish(choices, outcome, sealed),
            }}
        </div>
    }
    .into_any()
}

/// A passphrase, folded away: few want one.
fn protection(choices: Choices) -> AnyView {
    if !crypto::can_seal() {
        return view! {
            <p class="help">
                "A passphrase is offered where the page comes over https. Here the browser does not allow it."
            </p>
        }
        .into_any();
    }
    let field = Field {
        id: "share-passphrase".to_owned(),
        label: "Passphrase".to_owned(),
        help: "Whoever opens the link needs it. Tell it by another way than the link. Nobody can recover it.",
        most: 200,
        rows: 1,
        required: false,
    };
    view! {
        <details class="more" data-secret="">
            <summary>"Protect it with a passphrase"</summary>
            {text_field(field, choices.passphrase.into(), Signal::derive(|| None), move |text| {
                choices.passphrase.set(text);
            })}
        </details>
    }
    .into_any()
}

/// The link, or what is to be done before there is one.
fn finish(choices: Choices, outcome: Outcome, sealed: RwSignal<Option<String>>) -> AnyView {
    let made = match &outcome.made {
        Ok(made) => made.clone(),
        Err(error) => return result::too_large(choices, &outcome.shared, &error.to_string()),
    };
    if choices.passphrase.with(|p| p.trim().is_empty()) {
        return result::view(choices, &outcome.shared, &made, &made.code, false);
    }
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let inner = made.code.clone();
    let seal = move |_| {
        let (passphrase, inner) = (choices.passphrase.get_untracked(), inner.clone());
        busy.set(true);
        spawn_local(async move {
            let outcome = sealed_code(&inner, &passphrase).await;
            // Meanwhile something else may have been typed.
            if choices.passphrase.try_get_untracked().as_ref() == Some(&passphrase) {
                busy.set(false);
                match outcome {
                    Ok(code) => sealed.set(Some(code)),
                    Err(sentence) => trouble.set(Some(sentence)),
                }
            }
        });
    };
    let seal = StoredValue::new(seal);
    (move || match sealed.get() {
        Some(code) => result::view(choices, &outcome.shared, &made, &code, true),
        None => view! {
            <p class="problem" role="alert">{move || trouble.get()}</p>
            <p class="actions">
                <button type="button" class="primary" disabled=move || busy.get()
                    on:click=move |ev| seal.with_value(|seal| seal(ev))>
                    {move || if busy.get() { "Sealing…" } else { "Make the protected link" }}
                </button>
            </p>
        }
        .into_any(),
    })
    .into_any()
}

async fn sealed_code(code: &str, passphrase: &str) -> Result<String, String> {
    let bytes = share::sealed(code).ok_or("The link could not be made. Reload the page.")?;
    let locked: Locked = crypto::seal(&bytes, passphrase).await?;
    share::lock(&locked).map_err(|error| error.to_string())
}

impl Place {
    /// What can be shared from here, the likeliest first.
    fn offers(&self) -> &'static [What] {
        match self {
            Self::Lens(_) => {
                &[What::Lens, What::Pillar, What::Question, What::Practice, What::Blank]
            }
            Self::Question(..) => &[What::Question, What::Practice, What::Answers, What::Review],
            Self::Review(_) => &[What::Review, What::Answers, What::Blank],
            Self::Library(page) => match (&page.pillar, &page.question, &page.practice) {
                (_, _, Some(_)) => &[What::Practice],
                (_, Some(_), None) => &[What::Question],
                (Some(_), None, None) => &[What::Pillar],
                (None, None, None) => &[What::Lens],
            },
        }
    }

    fn page(&self) -> Option<&Page> {
        match self {
            Self::Library(page) => Some(page),
            _ => None,
        }
    }

    fn question(&self) -> Option<QuestionId> {
        match self {
            Self::Question(_, question) => Some(question.clone()),
            Self::Library(page) => page.question.clone(),
            _ => None,
        }
    }
}

impl Choices {
    /// The lens that parts are chosen of. Tracks the shelf.
    fn lens(self) -> Option<(LensKey, std::sync::Arc<crate::lens::Lens>)> {
        let key = self.place.with_value(|place| match place {
            Place::Lens(key) | Place::Question(key, _) => Some(key.clone()),
            Place::Library(page) => Some(page.lens.clone()),
            Place::Review(_) => None,
        });
        match key {
            Some(key) => {
                let lens = self.app.lenses.with(|l| l.get(&key).cloned())?;
                Some((key, lens))
            }
            None => self.app.open_lenses().into_iter().next(),
        }
    }

    /// What is shared as of now; `None` while a lens is on its way.
    fn shared(self) -> Option<Shared> {
        let app = self.app;
        let lens = self.lens();
        let part = || lens.as_ref().map(|(key, lens)| LensRef::new(key.clone(), lens));
        Some(match self.what.get() {
            What::Lens => Shared::Lens(part()?),
            What::Pillar => Shared::Pillar(part()?, self.chosen_pillar()?),
            What::Question => Shared::Question(part()?, self.chosen_question()?),
            What::Practice => {
                Shared::Practice(part()?, self.chosen_question()?, self.chosen_practice()?)
            }
            What::Blank => match self.place.get_value() {
                Place::Review(_) => Shared::Blank(app.blank_of_open(&self.name.get())?),
                _ => {
                    let (key, lens) = lens.clone()?;
                    Shared::Blank(share::Blank {
                        name: self.name.get().trim().to_owned(),
                        lenses: vec![(LensRef::new(key, &lens), self.scope(&lens))],
                    })
                }
            },
            What::Answers => {
                let only = match self.place.get_value() {
                    Place::Question(key, _) => Some(key),
                    _ => None,
                };
                let number = self.milestone();
                Shared::Answers(app.answers_of_open(
                    self.from.get().trim(),
                    only.as_ref(),
                    number,
                )?)
            }
            What::Review => Shared::Review(app.review_to_share(self.milestone())?),
        })
    }

    fn milestone(self) -> Option<u32> {
        self.place.with_value(|place| match place {
            Place::Review(number) => *number,
            _ => None,
        })
    }

    fn outcome(self) -> Option<Outcome> {
        let shared = self.shared()?;
        let notes = if self.notes.get() { Notes::With } else { Notes::Without };
        let made = self.app.lenses.with(|lenses| share::write(&shared, lenses, notes));
        Some(Outcome { shared, made })
    }

    fn chosen_pillar(self) -> Option<PillarId> {
        self.pillar.get().or_else(|| Some(self.lens()?.1.pillars.first()?.id.clone()))
    }

    fn chosen_question(self) -> Option<QuestionId> {
        self.question.get().or_else(|| Some(self.lens()?.1.questions().next()?.1.id.clone()))
    }

    fn chosen_practice(self) -> Option<ChoiceId> {
        let (_, lens) = self.lens()?;
        let question = self.chosen_question()?;
        let (_, question) = lens.question(&question)?;
        self.practice
            .get()
            .filter(|id| question.choice_index(id).is_some())
            .or_else(|| Some(question.choices.first()?.id.clone()))
    }

    /// The questions of the pillars that stay in; `None` is all of them.
    fn scope(self, lens: &crate::lens::Lens) -> Option<collections::Set<QuestionId>> {
        self.without.with(|without| {
            (!without.is_empty()).then(|| {
                lens.questions()
                    .filter(|(pillar, _)| !without.contains(&pillar.id))
                    .map(|(_, question)| question.id.clone())
                    .collect()
            })
        })
    }
}
