//! The byte budget: what a browser loads before the first question can be answered.

use crate::run::{self, Outcome};
use std::{
    collections::BTreeSet,
    fmt::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// The build fails above this many bytes, Brotli-compressed.
const LIMIT: u64 = 200_000;

/// What we aim at.
const AIM: u64 = 160_000;

/// The folder the site is built into.
pub const DIST: &str = "dist";

/// The lens that the first question comes from.
const LENS: &str = "launch-readiness";

/// One file with its sizes in bytes.
struct Weight {
    /// Its path below `dist/`.
    name: String,
    /// As it is.
    raw: u64,
    /// Brotli-compressed at quality 11.
    brotli: u64,
}

/// Prints what the first question costs and fails when that is above the limit.
pub fn check() -> Outcome {
    let first = first_load()?;
    let later: Vec<String> =
        everything()?.into_iter().filter(|name| !first.contains(name)).collect();
    let weights = weigh(&first)?;
    let total: u64 = weights.iter().map(|weight| weight.brotli).sum();
    println!("\nLoaded until the first question:\n\n{}", table(&weights));
    println!("Loaded later:\n\n{}", table(&weigh(&later)?));
    println!(
        "For the first question, the limit is {} bytes of Brotli, the aim {}.",
        grouped(LIMIT),
        grouped(AIM)
    );
    if total > LIMIT {
        return Err(format!(
            "the first question costs {} bytes, {} above the limit. Make something smaller, \
             or load it later.",
            grouped(total),
            grouped(total - LIMIT)
        ));
    }
    Ok(())
}

/// Prints the sizes of everything in `dist/`.
pub fn print_all() -> Outcome {
    println!("\nEverything in dist/:\n\n{}", table(&weigh(&everything()?)?));
    Ok(())
}

/// The names of all files below `dist/`, in order.
pub fn everything() -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    list(Path::new(DIST), &mut names)?;
    names.sort();
    Ok(names)
}

/// The names below `dist/` that a first visit loads: the page, what its head
/// refers to, and the lens with its companion.
fn first_load() -> Outcome<Vec<String>> {
    let page = Path::new(DIST).join("index.html");
    let html = std::fs::read_to_string(&page)
        .map_err(|error| format!("{} cannot be read: {error}.", page.display()))?;
    let mut names = BTreeSet::from(["index.html".to_owned()]);
    names.extend(references(&html));
    // The build lists them as `key-hash` in <meta name="plumbline:lenses">.
    let bundle = html
        .split(['"', ' ', '='])
        .find(|word| word.strip_prefix(LENS).is_some_and(|hash| hash.starts_with('-')))
        .ok_or_else(|| format!("dist/index.html does not name the lens {LENS}."))?;
    names.insert(format!("lenses/{bundle}.json"));
    Ok(names.into_iter().collect())
}

/// What browsers fetch after the page, or only to install it.
const LATER: [&str; 2] = ["rel=\"manifest\"", "rel=\"apple-touch-icon\""];

/// The relative addresses of the scripts, styles, icons and preloads of a page.
fn references(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').filter(|tag| tag.starts_with("script") || tag.starts_with("link")) {
        let tag = tag.split('>').next().unwrap_or(tag);
        if LATER.iter().any(|rel| tag.contains(rel)) {
            continue;
        }
        for word in tag.trim_end_matches('/').split_whitespace() {
            let value = word.strip_prefix("href=").or_else(|| word.strip_prefix("src="));
            let Some(value) = value.map(|value| value.trim_matches(['"', '\''])) else { continue };
            let name = value.strip_prefix("./").unwrap_or(value);
            if !name.contains(':') {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// Adds the names of all files in a folder of `dist/`, relative to `dist/`.
fn list(folder: &Path, names: &mut Vec<String>) -> Outcome {
    let unreadable =
        |error| format!("{} cannot be read: {error}. Run: cargo xtask build", folder.display());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            list(&path, names)?;
        } else {
            let below = path.strip_prefix(DIST).expect("the folder is in dist/");
            names.push(below.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

/// Weighs files of `dist/`; Node brings the compressor.
fn weigh(names: &[String]) -> Outcome<Vec<Weight>> {
    let paths: Vec<PathBuf> = names.iter().map(|name| Path::new(DIST).join(name)).collect();
    if let Some(missing) = paths.iter().find(|path| !path.is_file()) {
        return Err(format!("the page loads {}, which does not exist.", missing.display()));
    }
    let printed = run::output(Command::new("node").arg("xtask/js/sizes.mjs").args(&paths))
        .ok_or("`node xtask/js/sizes.mjs` failed; it weighs the files of dist/.")?;
    let sizes: Vec<(u64, u64)> = serde_json::from_str(&printed).map_err(|error| {
        format!("xtask/js/sizes.mjs printed something else than sizes: {error}.")
    })?;
    let weights = names.iter().zip(sizes);
    Ok(weights.map(|(name, (raw, brotli))| Weight { name: name.clone(), raw, brotli }).collect())
}

/// The weights as a table with a total.
fn table(weights: &[Weight]) -> String {
    let width = weights.iter().map(|weight| weight.name.len()).max().unwrap_or(0).max(5);
    let mut text = String::new();
    let mut row = |name: &str, raw: &str, brotli: &str| {
        writeln!(text, "  {name:<width$}  {raw:>10}  {brotli:>10}").expect("strings take any text");
    };
    row("", "raw", "brotli");
    for weight in weights {
        row(&weight.name, &grouped(weight.raw), &grouped(weight.brotli));
    }
    let sum = |size: fn(&Weight) -> u64| grouped(weights.iter().map(size).sum());
    row("total", &sum(|weight| weight.raw), &sum(|weight| weight.brotli));
    text
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")]
        {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn references_are_what_the_browser_loads() {
        let html = r#"<head><link href=./a.css rel=stylesheet><script defer src="./b.js"></script>
            <link rel="icon" href="icons/c.svg"/><link rel="manifest" href="m.webmanifest"><link href=https://elsewhere.example/ rel=author>
            <body><a href=rescue.html>rescue</a><img src="later.png">"#;
        assert_eq!(references(html), ["a.css", "b.js", "icons/c.svg"]);
    }
}
