//! A lens as a checklist for paper: one HTML file with boxes to tick and lines
//! to write on.

use super::page::escaped;
use super::{Subject, practices};

const STYLE: &str = "\
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: #fff; color: #1d2327; font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; padding-bottom: .25rem; border-bottom: 2px solid #545d66; }
h3 { margin: 1.5rem 0 .5rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; gap: .7rem; padding: .3rem 0; }
li::before { content: \"\"; flex: none; width: .95rem; height: .95rem; margin-top: .15rem; border: 1.5px solid #1d2327; border-radius: 2px; }
li span { margin-left: auto; color: #545d66; font-size: .85rem; white-space: nowrap; }
.head { display: flex; flex-wrap: wrap; gap: .5rem 2rem; }
.head span, .notes { color: #545d66; font-size: .9rem; }
.head span { flex: 1 1 12rem; border-bottom: 1px solid #868d93; padding-bottom: .2rem; }
.notes { margin: .6rem 0 0; padding-bottom: 1.6rem; border-bottom: 1px solid #868d93; }
@media print { @page { margin: 16mm; } body { max-width: none; padding: 0; font-size: 10.5pt; } section { break-inside: avoid; } h2 { break-after: avoid; } }
";

/// Renders the sheet.
pub fn render(subject: &Subject<'_>) -> String {
    let title = escaped(&subject.title());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <style>\n{STYLE}</style>\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p class=\"head\"><span>System</span><span>Date</span><span>Who was there</span></p>\n"
    );
    for pillar in subject.pillars() {
        out += &format!("<h2>{}</h2>\n", escaped(&pillar.name));
        for question in &pillar.questions {
            let heading = escaped(&subject.question_title(question));
            out += &format!("<section>\n<h3>{heading}</h3>\n<ul>\n");
            for choice in practices(question) {
                let level = subject
                    .practice_notes(question, choice)
                    .map(|notes| format!(" <span>{} risk</span>", notes.level.words()));
                let title = escaped(&choice.title);
                out += &format!("<li><div>{title}</div>{}</li>\n", level.unwrap_or_default());
            }
            out += "<li>None of these</li>\n</ul>\n<p class=\"notes\">Notes</p>\n</section>\n";
        }
    }
    out += "</body>\n</html>\n";
    out
}
