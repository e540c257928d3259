//! The source files of the app as text: their code alone, comments and what
//! stands in quotes left out, and the paths inside the crate that they name.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file: its path from `src/`, and its lines, with the code alone
/// beside them.
pub struct Source {
    pub path: String,
    pub lines: Vec<String>,
    pub code: Vec<String>,
}

/// All files below `src/`.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 10, "the sources were not found");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        let inside = path.strip_prefix(&root).expect("it is inside");
        source(inside.to_str().expect("paths are text"), &text)
    };
    files.into_iter().map(read).collect()
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A file of this text.
pub fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        lines: text.lines().map(str::to_owned).collect(),
        code: code_only(text).lines().map(str::to_owned).collect(),
    }
}

/// The text with comments and what stands in quotes taken out, line by line
/// as before.
fn code_only(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut code = String::new();
    let mut at = 0;
    let starts = |at: usize, what: &str| {
        what.chars().enumerate().all(|(i, c)| characters.get(at + i) == Some(&c))
    };
    while at < characters.len() {
        let c = characters[at];
        let word_before =
            at > 0 && (characters[at - 1].is_alphanumeric() || characters[at - 1] == '_');
        if starts(at, "//") {
            while at < characters.len() && characters[at] != '\n' {
                at += 1;
            }
        } else if starts(at, "/*") {
            while at < characters.len() && !starts(at, "*/") {
                if characters[at] == '\n' {
                    code.push('\n');
                }
                at += 1;
            }
            at += 2;
        } else if c == 'r' && !word_before && (starts(at, "r\"") || starts(at, "r#")) {
            let hashes = characters[at + 1..].iter().take_while(|c| **c == '#').count();
            if characters.get(at + 1 + hashes) != Some(&'"') {
                // A raw identifier.
                code.push(c);
                at += 1;
                continue;
            }
            let end = format!("\"{}", "#".repeat(hashes));
            at += 2 + hashes;
            while at < characters.len() && !starts(at, &end) {
                if characters[at] == '\n' {
                    code.push('\n');
                }
                at += 1;
            }
            at += end.len();
            code.push_str("\"\"");
        } else if c == '"' {
            at += 1;
            while at < characters.len() && characters[at] != '"' {
                if characters[at] == '\\' {
                    at += 1;
                }
                if characters.get(at) == Some(&'\n') {
                    code.push('\n');
                }
                at += 1;
            }
            at += 1;
            code.push_str("\"\"");
        } else if starts(at, "'\"'") || starts(at, "'\\\"'") {
            at += if characters[at + 1] == '"' { 3 } else { 4 };
            code.push_str("' '");
        } else {
            code.push(c);
            at += 1;
        }
    }
    code
}

impl Source {
    /// The layer, which is the first name in the path: `lens` for
    /// `lens/model.rs` and for `lens.rs`.
    pub fn layer(&self) -> &str {
        self.path.split(['/', '.']).next().expect("a path has a name")
    }

    pub fn is_core(&self) -> bool {
        !matches!(self.layer(), "ui" | "main")
    }

    pub fn is_in(&self, module: &str) -> bool {
        self.path == format!("{module}.rs") || self.path.starts_with(&format!("{module}/"))
    }

    /// The module of the file: `["lens", "model"]`.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
        if module == ["lib"] || module == ["main"] {
            module.clear();
        }
        module
    }

    pub fn place(&self, line: usize) -> String {
        format!("src/{}:{}: {}", self.path, line + 1, self.lines[line].trim())
    }

    /// Every path inside the crate that the file names, as `lens::model`,
    /// with its line.
    pub fn paths(&self) -> Vec<(usize, String)> {
        let code = self.code.join("\n");
        let mut found = Vec::new();
        for (at, name) in names(&code) {
            let after = |path: &str| code[at..].starts_with(path);
            // Nested modules of a file (`mod tests`) make `super` mean less;
            // they are read as if they were not nested, and what is refused
            // then would be hard to read anyway.
            let base = match name {
                "crate" | "plumbline"
                    if after(name) && code[at + name.len()..].starts_with("::") =>
                {
                    Some((Vec::new(), name.len() + 2))
                }
                "super" if code[at + 5..].starts_with("::") => {
                    if code[..at].ends_with("super::") {
                        continue;
                    }
                    let mut module = self.module();
                    let mut skip = 0;
                    while code[at + skip..].starts_with("super::") {
                        module.pop();
                        skip += 7;
                    }
                    Some((module, skip))
                }
                _ => None,
            };
            let Some((module, skip)) = base else { continue };
            let line = code[..at].matches('\n').count();
            for rest in expand(&code[at + skip..]) {
                let path: Vec<&str> = module
                    .iter()
                    .map(String::as_str)
                    .chain(rest.iter().map(String::as_str))
                    .collect();
                found.push((line, path.join("::")));
            }
        }
        found
    }
}

/// All identifiers with their byte offsets.
fn names(code: &str) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    let mut start = None;
    for (at, c) in code.char_indices().chain([(code.len(), ' ')]) {
        if c.is_alphanumeric() || c == '_' {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            names.push((from, &code[from..at]));
        }
    }
    names
}

/// The paths at the start of `code`: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn expand(code: &str) -> Vec<Vec<String>> {
    let code = code.trim_start();
    if let Some(group) = code.strip_prefix('{') {
        let mut depth = 0;
        let mut start = 0;
        let mut paths = Vec::new();
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    paths.extend(expand(&group[start..at]));
                    return paths;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    paths.extend(expand(&group[start..at]));
                    start = at + 1;
                }
                _ => {}
            }
        }
        return paths;
    }
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    if name.is_empty() {
        return Vec::new();
    }
    match rest.strip_prefix("::") {
        Some(rest) => {
            let inner = expand(rest);
            if inner.is_empty() {
                return vec![vec![name.to_owned()]];
            }
            inner
                .into_iter()
                .map(|mut path| {
                    path.insert(0, name.to_owned());
                    path
                })
                .collect()
        }
        None => vec![vec![name.to_owned()]],
    }
}
