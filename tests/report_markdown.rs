//! Reports: what they hold, how they read, and that no text in a lens or a
//! note can become markup.

#[path = "support/exchange.rs"]
mod support;

use std::sync::Arc;

use plumbline::lens::{Lens, Risk};
use plumbline::report::document::{self, ChoiceState, Document, Footnote};
use plumbline::report::markdown;
use plumbline::review::{
    AnswerChange, ChoiceMark, Command, ImprovementStatus, LensKey, LensRef, Lenses, Properties,
    Reason, Workload, WorkloadId,
};
use plumbline::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use support::{any_answer, lens, shelf};

const NOW: Timestamp = Timestamp(1_795_362_926_000);
const DATE: &str = "22 November 2026";

fn answered(key: &LensKey, lenses: &Lenses) -> Workload {
    let mut workload = Workload::new(
        WorkloadId("w1".into()),
        Properties {
            name: "Tea kitchen".into(),
            description: "Serves tea to the whole floor.".into(),
            review_owner: "floor@tea.example".into(),
            architecture_url: "https://tea.example/floor_plan".into(),
            notes: "Opens at seven.\nCloses at five.\n\nNever on Sundays.".into(),
            improvement_status: ImprovementStatus::InProgress,
            ..Properties::default()
        },
        [LensRef::new(key.clone(), &lenses[key])],
        Timestamp(1_700_000_000_000),
    );
    let answer = |question: &str, change| Command::Answer {
        lens: key.clone(),
        question: question.into(),
        change,
    };
    let mark = |reason, notes: &str| ChoiceMark { not_applicable: reason, notes: notes.into() };
    let commands = [
        answer("menu", AnswerChange::Select("menu_daily".into())),
        answer("menu", AnswerChange::Notes("Asked on Monday.\n# not a heading".into())),
        answer(
            "menu",
            AnswerChange::Mark("menu_daily".into(), mark(None, "Every morning\nat six.")),
        ),
        answer("water", AnswerChange::Select("water_tank".into())),
        Command::LensNotes(key.clone(), "A first look.".into()),
        Command::PillarNotes(key.clone(), "supply".into(), "1. Good | bad".into()),
        Command::SaveMilestone("First look".into()),
        answer("queue", AnswerChange::Select("queue_second".into())),
        answer(
            "queue",
            AnswerChange::Mark(
                "queue_sign".into(),
                mark(Some(Reason::ArchitectureConstraints), "No door."),
            ),
        ),
    ];
    for command in commands {
        workload.apply(command, lenses, NOW).expect("all commands are allowed");
    }
    workload
}

fn report() -> Document {
    let (key, lenses) = shelf();
    document::build(&answered(&key, &lenses), &lenses, None, DATE)
}

#[test]
fn a_report_reads_like_this() {
    insta::assert_snapshot!(markdown::render(&report()));
}

#[test]
fn a_report_as_of_a_milestone_reads_like_this() {
    let (key, lenses) = shelf();
    let workload = answered(&key, &lenses);
    let document = document::build(&workload, &lenses, workload.milestones.first(), DATE);
    insta::assert_snapshot!(markdown::render(&document));
}

#[test]
fn a_report_without_its_lens_keeps_the_answers() {
    let (key, lenses) = shelf();
    let mut workload = answered(&key, &lenses);
    workload.milestones.clear();
    let document = document::build(&workload, &Lenses::new(), None, DATE);
    insta::assert_snapshot!(markdown::render(&document));
}

#[test]
fn answers_of_another_version_are_told() {
    let (key, lenses) = shelf();
    let workload = answered(&key, &lenses);
    let mut newer = lens();
    newer.pillars.remove(1);
    newer.pillars[0].questions[0].choices.remove(0);
    let newer = Lenses::from([(key, Arc::new(newer))]);
    let document = document::build(&workload, &newer, None, DATE);
    let section = &document.lenses[0];
    let titles: Vec<_> = section.kept.iter().map(|q| q.title.as_str()).collect();
    assert_eq!(titles, ["water"]);
    assert_eq!(section.kept_notes, [("supply".to_owned(), "1. Good | bad".to_owned())]);
    let choices = &section.pillars[0].questions[0].choices;
    let last = choices.last().expect("the ticked choice is told");
    assert_eq!(
        (last.title.as_str(), last.state, last.known),
        ("menu_daily", ChoiceState::Ticked, false)
    );
}

#[test]
fn risks_that_aws_does_not_document_have_a_footnote() {
    let document = report();
    assert_eq!(document.footnotes, [Footnote::NotApplicableChoice, Footnote::NoRuleTrue]);
    let questions: Vec<_> = document.lenses[0]
        .pillars
        .iter()
        .flat_map(|pillar| &pillar.questions)
        .map(|question| (question.risk, question.footnotes.as_slice()))
        .collect();
    assert_eq!(
        questions,
        [(Some(Risk::Medium), [].as_slice()), (Some(Risk::None), &[0]), (Some(Risk::High), &[1]),]
    );
}

#[test]
fn a_milestone_tells_the_risks_of_its_time() {
    let (key, lenses) = shelf();
    let mut workload = answered(&key, &lenses);
    let milestone = &mut workload.milestones[0];
    for risk in milestone.reviews[0].risks.values_mut() {
        *risk = Risk::Medium;
    }
    let document = document::build(&workload, &lenses, workload.milestones.first(), DATE);
    assert_eq!(document.counts.medium, 3);
    assert!(document.footnotes.is_empty(), "today's evaluation explains nothing here");
    for entry in &document.plan {
        assert_eq!(entry.risk, Risk::Medium, "{entry:#?}");
    }
}

#[test]
fn anchors_are_unique() {
    let document = report();
    let mut anchors: Vec<&str> = document.contents().map(|line| line.anchor).collect();
    for lens in &document.lenses {
        let questions = lens.pillars.iter().flat_map(|pillar| &pillar.questions);
        anchors.extend(questions.chain(&lens.kept).map(|question| question.anchor.as_str()));
    }
    let all = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), all);
}

/// What a reader of Markdown sees: how many of each kind of markup, and the
/// plain text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Markup {
    headings: usize,
    rows: usize,
    cells: usize,
    items: usize,
    tasks: usize,
    links: usize,
    html: Vec<String>,
    other: Vec<String>,
}

fn markup(text: &str) -> Markup {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_TASKLISTS);
    options.insert(Options::ENABLE_STRIKETHROUGH);
    options.insert(Options::ENABLE_FOOTNOTES);
    options.insert(Options::ENABLE_GFM);
    options.insert(Options::ENABLE_MATH);
    let mut seen = Markup::default();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                assert!(level <= HeadingLevel::H4);
                seen.headings += 1;
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => seen.rows += 1,
            Event::Start(Tag::TableCell) => seen.cells += 1,
            Event::Start(Tag::Item) => seen.items += 1,
            Event::Start(Tag::Link { .. }) => seen.links += 1,
            Event::TaskListMarker(_) => seen.tasks += 1,
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim().to_owned();
                if html != "<br>" {
                    seen.html.push(html);
                }
            }
            Event::Start(
                Tag::Paragraph
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Table(_)
                | Tag::Strong
                | Tag::HtmlBlock,
            )
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak => {}
            other => seen.other.push(format!("{other:?}")),
        }
    }
    seen
}

/// Texts that try to become markup.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(vec![
            "# ", "## x\n", "\n", "\n\n", "\r", "\u{2028}", "> ", "- ", "* ", "+ ", "1. ", "1) ",
            "---", "***", "===", "```", "~~~", "`", "|", "a | b\n--- | ---\n", ":-:", "<b>",
            "<script>", "<!--", "</a>", "&lt;", "&#35;", "[a](b)", "![a](b)", "[a]: b", "[^1]",
            "[^1]: x", "[x] ", "<https://x.example>", "\\", "\\\n", "    ", "\t", "_", "__", "**",
            "~~", "$$", "$x$", "{#id}", "\u{0}", "x", "\u{a0}", "!", ":", "=",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

/// Writes a text into every place where a stranger's text can be.
fn with_texts(texts: &[String]) -> (Workload, Lenses) {
    let mut texts = texts.iter().cycle().cloned();
    let mut next = || texts.next().expect("there is a text");
    let mut lens: Lens = lens();
    lens.name = next();
    for pillar in &mut lens.pillars {
        pillar.name = next();
        for question in &mut pillar.questions {
            question.title = next();
            question.description = Some(next());
            for choice in &mut question.choices {
                choice.title = next();
                if let Some(plan) = &mut choice.improvement_plan {
                    plan.display_text = next();
                    plan.url = Some(format!("https://x.example/{}", next()));
                }
            }
        }
    }
    let (key, _) = shelf();
    let lenses = Lenses::from([(key.clone(), Arc::new(lens))]);
    let mut workload = answered(&key, &lenses);
    workload.milestones.clear();
    let properties = &mut workload.properties;
    for text in [
        &mut properties.name,
        &mut properties.description,
        &mut properties.review_owner,
        &mut properties.industry,
        &mut properties.architecture_url,
        &mut properties.notes,
    ] {
        *text = next();
    }
    properties.architecture_url.retain(|c| !c.is_whitespace());
    properties.architecture_url.insert_str(0, "https://x.example/");
    let review = &mut workload.reviews[0];
    review.notes = next();
    for notes in review.pillar_notes.values_mut() {
        *notes = next();
    }
    for answer in review.answers.values_mut() {
        answer.notes = next();
        for mark in answer.marks.values_mut() {
            mark.notes = next();
        }
        let id = next();
        answer.selected.insert(id.as_str().into());
    }
    (workload, lenses)
}

fn rendered(texts: &[String]) -> String {
    let (workload, lenses) = with_texts(texts);
    markdown::render(&document::build(&workload, &lenses, None, DATE))
}

proptest! {
    #[test]
    fn no_text_becomes_markup(texts in prop::collection::vec(hostile(), 1..12)) {
        // Empty texts leave lines out; a letter in front keeps them, and the
        // last letter of an address keeps the address.
        let texts: Vec<String> = texts.into_iter().map(|text| format!("{text}x")).collect();
        let plain: Vec<String> = (0..texts.len()).map(|place| format!("x{place}x")).collect();
        let text = rendered(&texts);
        let (seen, want) = (markup(&text), markup(&rendered(&plain)));
        // Ids that are the same text twice are one choice.
        prop_assert_eq!(seen.headings, want.headings, "{}", text);
        prop_assert_eq!(seen.rows, want.rows, "{}", text);
        prop_assert_eq!(seen.cells, want.cells, "{}", text);
        prop_assert_eq!(seen.items, want.items, "{}", text);
        prop_assert_eq!(seen.tasks, want.tasks, "{}", text);
        prop_assert_eq!(seen.links, want.links, "{}", text);
        prop_assert_eq!(&seen.html, &want.html, "{}", text);
        prop_assert_eq!(&seen.other, &want.other, "{}", text);
        prop_assert_eq!(want.other, Vec::<String>::new());
    }

    #[test]
    fn every_answer_can_be_told(answer in any_answer(), at_hand in any::<bool>()) {
        let (key, lenses) = shelf();
        let mut workload = answered(&key, &lenses);
        workload.reviews[0].answers.insert("menu".into(), answer.clone());
        let lenses = if at_hand { lenses } else { Lenses::new() };
        let document = document::build(&workload, &lenses, None, DATE);
        let questions = document.lenses[0].pillars.iter().flat_map(|pillar| &pillar.questions);
        let ticked: usize = questions
            .chain(&document.lenses[0].kept)
            .flat_map(|question| &question.choices)
            .filter(|choice| choice.state != ChoiceState::NotTicked || !choice.notes.is_empty())
            .count();
        let told: usize = workload.reviews[0]
            .answers
            .values()
            .map(|a| a.selected.iter().chain(a.marks.keys()).collect::<plumbline::collections::Set<_>>().len())
            .sum();
        prop_assert_eq!(ticked, told);
        let _ = markdown::render(&document);
    }
}
