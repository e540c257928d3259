//! Reading and writing conditions: text to tree and back.

use std::fmt;
use std::iter::Peekable;
use std::ops::Range;

/// How deep `!` and parentheses may be nested. Real conditions need three;
/// the bound keeps a stranger's file from exhausting the stack.
pub const NESTING: usize = 50;

/// After so many errors a text is no condition at all.
const MOST_ERRORS: usize = 20;

/// What a condition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Always true. Stands alone only.
    Default,
    /// True when the choice of this id is selected.
    Id(String),
    /// True when the inner one is not.
    Not(Box<Expr>),
    /// True when all are; at least two, none of them an `And`.
    And(Vec<Expr>),
    /// True when any is; at least two, none of them an `Or`.
    Or(Vec<Expr>),
}

/// An id where it stands in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The id.
    pub id: String,
    /// Its bytes in the source.
    pub span: Range<usize>,
}

/// A read condition: the tree, and every id of it in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syntax {
    /// The tree.
    pub expr: Expr,
    /// The ids; one that stands twice is here twice.
    pub names: Vec<Name>,
}

/// One thing that is wrong with the text of a condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found} at column {column}")]
pub struct SyntaxError {
    /// What would have been right here.
    pub expected: String,
    /// What is here.
    pub found: String,
    /// Where, in characters from 1.
    pub column: usize,
    /// The bytes of what was found; empty at the end of the text.
    pub span: Range<usize>,
    /// What to do about it.
    pub hint: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Id,
    End,
}

/// Reads a condition.
///
/// Characters that mean nothing are all reported; after the first thing in a
/// wrong place the rest of the grammar is not checked, since whatever followed
/// would be guesses.
pub fn parse(source: &str) -> Result<Syntax, Vec<SyntaxError>> {
    let mut errors = Vec::new();
    let tokens = tokenize(source, &mut errors);
    if let [(Token::Id, span), _] = tokens.as_slice()
        && errors.is_empty()
        && &source[span.clone()] == "default"
    {
        return Ok(Syntax { expr: Expr::Default, names: Vec::new() });
    }
    let mut parser =
        Parser { source, tokens: tokens.into_iter().peekable(), before: None, names: Vec::new() };
    let parsed = parser.whole();
    match parsed {
        Ok(expr) if errors.is_empty() => Ok(Syntax { expr, names: parser.names }),
        Ok(_) => Err(errors),
        Err(error) => {
            let at = errors.partition_point(|e| e.span.start <= error.span.start);
            errors.insert(at, *error);
            Err(errors)
        }
    }
}

fn tokenize(source: &str, errors: &mut Vec<SyntaxError>) -> Vec<(Token, Range<usize>)> {
    let bytes = source.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        if errors.len() == MOST_ERRORS {
            break;
        }
        let start = at;
        at += c.len_utf8();
        let token = match c {
            _ if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '!' => Token::Not,
            '&' | '|' => {
                if bytes.get(at) == Some(&(c as u8)) {
                    at += 1;
                } else {
                    let (expected, hint) = if c == '&' {
                        ("&&", "Write && for and.")
                    } else {
                        ("||", "Write || for or.")
                    };
                    errors.push(error(source, expected, start..at, Some(hint)));
                }
                if c == '&' { Token::And } else { Token::Or }
            }
            _ if is_id(c) => {
                at += source[at..].find(|c| !is_id(c)).unwrap_or(source.len() - at);
                Token::Id
            }
            _ => {
                let known = |c: char| {
                    c.is_whitespace() || is_id(c) || matches!(c, '(' | ')' | '!' | '&' | '|')
                };
                at = start + source[start..].find(known).unwrap_or(source.len() - start);
                errors.push(error(
                    source,
                    "choice ids, &&, ||, ! and parentheses only",
                    start..at,
                    Some("Ids are made of ASCII letters, digits, _ and -."),
                ));
                continue;
            }
        };
        tokens.push((token, start..at));
    }
    tokens.push((Token::End, source.len()..source.len()));
    tokens
}

fn is_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn error(
    source: &str,
    expected: impl Into<String>,
    span: Range<usize>,
    hint: Option<&'static str>,
) -> SyntaxError {
    let found = if span.is_empty() {
        if source.trim().is_empty() { "nothing" } else { "the end" }.to_owned()
    } else {
        shortened(&source[span.clone()])
    };
    let column = source[..span.start].chars().count() + 1;
    SyntaxError { expected: expected.into(), found, column, span, hint }
}

/// At most forty characters, so that one sentence stays one line.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

type Parse<T> = Result<T, Box<SyntaxError>>;

struct Parser<'a> {
    source: &'a str,
    tokens: Peekable<std::vec::IntoIter<(Token, Range<usize>)>>,
    /// The token before the next one, for the words of an error.
    before: Option<Range<usize>>,
    names: Vec<Name>,
}

impl Parser<'_> {
    fn peek(&mut self) -> (Token, Range<usize>) {
        let end = self.source.len();
        self.tokens.peek().cloned().unwrap_or((Token::End, end..end))
    }

    fn eat(&mut self, wanted: Token) -> Option<Range<usize>> {
        let (_, span) = self.tokens.next_if(|(token, _)| *token == wanted)?;
        self.before = Some(span.clone());
        Some(span)
    }

    fn fail<T>(&mut self, expected: &str, hint: Option<&'static str>) -> Parse<T> {
        let (_, span) = self.peek();
        let expected = match &self.before {
            Some(before) => format!("{expected} after {}", shortened(&self.source[before.clone()])),
            None => expected.to_owned(),
        };
        Err(Box::new(error(self.source, expected, span, hint)))
    }

    fn whole(&mut self) -> Parse<Expr> {
        let expr = self.or(0)?;
        match self.peek().0 {
            Token::End => Ok(expr),
            Token::Close => self.fail("&&, || or the end", Some("This ) was never opened.")),
            _ => self.missing_operator("&&, || or the end"),
        }
    }

    fn missing_operator<T>(&mut self, expected: &str) -> Parse<T> {
        let (_, span) = self.peek();
        let hint = match self.source[span].to_ascii_lowercase().as_str() {
            "and" => Some("Write && for and."),
            "or" => Some("Write || for or."),
            _ => None,
        };
        self.fail(expected, hint)
    }

    fn or(&mut self, depth: usize) -> Parse<Expr> {
        let first = self.and(depth)?;
        let mut parts = Vec::new();
        flatten_or(first, &mut parts);
        while self.eat(Token::Or).is_some() {
            flatten_or(self.and(depth)?, &mut parts);
        }
        Ok(single_or(parts, Expr::Or))
    }

    fn and(&mut self, depth: usize) -> Parse<Expr> {
        let first = self.not(depth)?;
        let mut parts = Vec::new();
        flatten_and(first, &mut parts);
        while self.eat(Token::And).is_some() {
            flatten_and(self.not(depth)?, &mut parts);
        }
        Ok(single_or(parts, Expr::And))
    }

    fn not(&mut self, depth: usize) -> Parse<Expr> {
        if depth == NESTING && matches!(self.peek().0, Token::Not | Token::Open) {
            let (_, span) = self.peek();
            let expected = format!("at most {NESTING} levels of parentheses and !");
            return Err(Box::new(error(self.source, expected, span, None)));
        }
        if self.eat(Token::Not).is_some() {
            return Ok(Expr::Not(Box::new(self.not(depth + 1)?)));
        }
        if let Some(open) = self.eat(Token::Open) {
            let inner = self.or(depth + 1)?;
            return if self.eat(Token::Close).is_some() {
                Ok(inner)
            } else if self.peek().0 == Token::End {
                let column = self.source[..open.start].chars().count() + 1;
                self.fail(&format!(") for the ( at column {column}"), None)
            } else {
                self.missing_operator("&&, || or )")
            };
        }
        match self.eat(Token::Id) {
            Some(span) => {
                let id = self.source[span.clone()].to_owned();
                self.names.push(Name { id: id.clone(), span });
                Ok(Expr::Id(id))
            }
            None => self.fail("a choice id", None),
        }
    }
}

fn flatten_or(expr: Expr, parts: &mut Vec<Expr>) {
    match expr {
        Expr::Or(inner) => parts.extend(inner),
        other => parts.push(other),
    }
}

fn flatten_and(expr: Expr, parts: &mut Vec<Expr>) {
    match expr {
        Expr::And(inner) => parts.extend(inner),
        other => parts.push(other),
    }
}

fn single_or(mut parts: Vec<Expr>, group: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            group(parts)
        }
        None => unreachable!("a group is made of what was read"),
    }
}

/// Canonical text with as few parentheses as possible.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The one id that alone would be a keyword.
            Self::Id(id) if id == "default" => f.write_str("(default)"),
            _ => self.write(f),
        }
    }
}

impl Expr {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Id(id) => f.write_str(id),
            Self::Not(inner) => {
                f.write_str("!")?;
                inner.write_within(f, |e| matches!(e, Self::And(_) | Self::Or(_)))
            }
            Self::And(parts) => {
                write_joined(f, parts, " && ", |e| matches!(e, Self::And(_) | Self::Or(_)))
            }
            Self::Or(parts) => write_joined(f, parts, " || ", |e| matches!(e, Self::Or(_))),
        }
    }

    fn write_within(&self, f: &mut fmt::Formatter<'_>, needs: fn(&Self) -> bool) -> fmt::Result {
        if needs(self) {
            f.write_str("(")?;
            self.write(f)?;
            f.write_str(")")
        } else {
            self.write(f)
        }
    }
}

fn write_joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expr],
    operator: &str,
    needs: fn(&Expr) -> bool,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(operator)?;
        }
        part.write_within(f, needs)?;
    }
    Ok(())
}
