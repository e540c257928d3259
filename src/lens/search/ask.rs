//! A query against the indexes: which entries hold its words, and which of
//! them say most about it.

use super::marks::Sought;
use super::words::{folded, is_empty_word, words};
use super::{
    Entry, Filters, Found, Hit, Index, LONGEST_QUERY, Marked, Naming, Place, codes, marks, slip,
    stem,
};
use crate::collections::sort_by;

/// More words than this are left out.
const MOST_WORDS: usize = 12;

/// What people say, and what the lenses say instead.
const SAME: &[(&str, &str)] = &[
    ("2fa", "mfa"),
    ("multifactor", "mfa"),
    ("authentication", "identities"),
    ("authorization", "permissions"),
    ("login", "sign"),
    ("password", "secrets"),
    ("vulnerability", "patch"),
    ("cve", "patch"),
    ("segmentation", "layers"),
    ("firewall", "network"),
    ("chaos", "injection"),
    ("outage", "failure"),
    ("postmortem", "incident"),
    ("autoscaling", "scale"),
    ("autoscale", "autoscaling"),
    ("ci", "pipeline"),
    ("cd", "pipeline"),
    ("dr", "disaster"),
    ("monitoring", "observability"),
    ("telemetry", "observability"),
    ("pii", "personal"),
    ("gdpr", "personal"),
    ("sso", "federation"),
    ("finops", "cost"),
    ("spend", "cost"),
    ("carbon", "emissions"),
    ("rag", "retrieval"),
    ("llm", "model"),
    ("queue", "messages"),
    ("cdn", "edge"),
];

/// How many of the best are looked at more closely.
const CLOSE_LOOK: usize = 120;

/// A word of the query with everything in the indexes that it may mean.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// As typed, folded.
    pub typed: String,
    /// Stems that it means, with how surely.
    pub means: Vec<Meaning>,
    /// The most that it can add.
    weight: f32,
}

/// A stem in one of the indexes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    pub index: usize,
    pub stem: u32,
    pub sure: f32,
}

pub(super) fn search(indexes: &[&Index], query: &str, filters: &Filters, most: usize) -> Found {
    let query = match query.char_indices().nth(LONGEST_QUERY) {
        Some((end, _)) => &query[..end],
        None => query,
    };
    let passes = Passes::new(indexes, filters);
    if query.trim().is_empty() {
        return everything(indexes, filters, &passes, most);
    }
    let asked = understand(indexes, query);
    let named = named(indexes, query, &passes);
    let mut ranked = rank(indexes, &asked, &passes);
    ranked.retain(|(key, _)| !named.places.contains(key));
    let total = named.places.len() + ranked.len();
    let sought = sought(indexes, &asked);
    let ranked = look_closely(indexes, &sought, ranked);
    let places = named.places.iter().copied().chain(ranked.into_iter().map(|(key, _)| key));
    let hits = places
        .take(most)
        .map(|(index, entry)| hit(indexes, index, &indexes[index].entries[entry], &sought[index]))
        .collect();
    Found { hits, total, direct: named.direct }
}

/// What to look for in the texts of each index.
fn sought<'a>(indexes: &[&'a Index], asked: &'a [Asked]) -> Vec<Sought<'a>> {
    let of = |(number, index): (usize, &&'a Index)| Sought::new(index, number, asked);
    indexes.iter().enumerate().map(of).collect()
}

/// An entry: the place of its index, and its own.
type Key = (usize, usize);

/// Everything that passes the filters, where nothing is asked.
fn everything(indexes: &[&Index], filters: &Filters, passes: &Passes<'_>, most: usize) -> Found {
    if filters.is_empty() {
        return Found::default();
    }
    let mut found = Found::default();
    let sought = sought(indexes, &[]);
    for (number, index) in indexes.iter().enumerate() {
        for entry in index.entries.iter().filter(|entry| passes.entry(number, entry)) {
            found.total += 1;
            if found.hits.len() < most {
                found.hits.push(hit(indexes, number, entry, &sought[number]));
            }
        }
    }
    found
}

/// The filters, prepared for the indexes.
struct Passes<'a> {
    indexes: &'a [&'a Index],
    filters: &'a Filters,
    /// The name of the pillar in small letters.
    pillar: Option<String>,
}

impl<'a> Passes<'a> {
    fn new(indexes: &'a [&'a Index], filters: &'a Filters) -> Self {
        let pillar = filters.pillar.as_deref().map(str::to_lowercase);
        Self { indexes, filters, pillar }
    }

    fn entry(&self, number: usize, entry: &Entry) -> bool {
        let (index, filters) = (self.indexes[number], self.filters);
        let lens = filters.lens.as_ref().is_none_or(|key| *key == index.key);
        let level = filters.level.is_none() || filters.level == entry.level;
        let effort = filters.effort.is_none() || filters.effort == entry.effort;
        lens && level && effort && self.pillar(index, entry) && self.role(index, entry)
    }

    fn pillar(&self, index: &Index, entry: &Entry) -> bool {
        let Some(wanted) = &self.pillar else { return true };
        entry.pillar.is_some_and(|p| index.lens.pillars[p].name.to_lowercase() == *wanted)
    }

    fn role(&self, index: &Index, entry: &Entry) -> bool {
        let Some(role) = self.filters.role else { return true };
        let notes = index.companion.as_ref().zip(index.question(entry.place));
        let Some(notes) = notes.and_then(|(c, question)| c.questions.get(&question.id)) else {
            return false;
        };
        match index.practice(entry.place) {
            Some(choice) => notes.practices.get(&choice.id).is_some_and(|n| n.role == role),
            None => notes.roles.contains(&role),
        }
    }
}

/// What the query names by a code or an id.
#[derive(Default)]
struct Named {
    places: Vec<Key>,
    direct: bool,
}

fn named(indexes: &[&Index], query: &str, passes: &Passes<'_>) -> Named {
    let mut names = Vec::new();
    let code = codes::code(query);
    names.extend(code.clone());
    let id = codes::id(query);
    let is_id = !id.contains(char::is_whitespace);
    if is_id {
        names.push(id.clone());
    }
    // How well it fits, the place of the index, the entry.
    let mut found: Vec<(u8, usize, usize)> = Vec::new();
    for (number, index) in indexes.iter().enumerate() {
        for (which, wanted) in names.iter().enumerate() {
            let by_code = code.is_some() && which == 0;
            // The beginning of an id has an underscore at least.
            let beginnings = by_code || wanted.contains('_');
            let from = index.names.partition_point(|(name, ..)| name < wanted);
            for (name, entry, naming) in &index.names[from..] {
                if !name.starts_with(wanted.as_str()) || !(beginnings || name == wanted) {
                    break;
                }
                let exact = name == wanted;
                let rest = &name[wanted.len()..];
                // Of `SEC1`, its practices come before `SEC10`.
                let close =
                    exact || !by_code || rest.starts_with(['B', 'P']) || wanted.ends_with('P');
                let fit = match (*naming, exact, close) {
                    (Naming::Own, true, _) => 0,
                    (Naming::Own, false, true) => 1,
                    (Naming::Related, true, _) => 2,
                    (Naming::Own, false, false) => 3,
                    (Naming::Related, false, _) => continue,
                };
                let entry = usize::from(*entry);
                if passes.entry(number, &index.entries[entry]) {
                    found.push((fit, number, entry));
                }
            }
        }
    }
    sort_by(&mut found, |a, b| a.cmp(b));
    let direct = found.first().is_some_and(|(fit, ..)| *fit == 0);
    let mut places = Vec::new();
    for (_, number, entry) in found {
        if !places.contains(&(number, entry)) && places.len() < 200 {
            places.push((number, entry));
        }
    }
    Named { places, direct }
}

/// The words of the query with what they mean.
fn understand(indexes: &[&Index], query: &str) -> Vec<Asked> {
    let typed: Vec<String> =
        words(query).take(MOST_WORDS * 2).map(|(_, word)| folded(word)).collect();
    let unfinished = query.ends_with(char::is_alphanumeric);
    let count: usize = indexes.iter().map(|index| index.entries.len()).sum();
    let speaking = typed.iter().filter(|word| !is_empty_word(word)).count();
    let mut asked = Vec::new();
    for (place, word) in typed.iter().enumerate() {
        let is_last = unfinished && place + 1 == typed.len();
        if asked.len() == MOST_WORDS || (is_empty_word(word) && speaking > 0) {
            continue;
        }
        let mut means = meanings(indexes, word, is_last);
        // `back up` is found where `backup` stands.
        let neighbors = [place.checked_sub(1).map(|b| (b, place)), Some((place, place + 1))];
        for (first, second) in neighbors.into_iter().flatten() {
            if let (Some(first), Some(second)) = (typed.get(first), typed.get(second)) {
                let joined = format!("{first}{second}");
                exactly(indexes, &joined, 1.4, &mut means);
                same(indexes, &joined, &mut means);
            }
        }
        if means.is_empty()
            && let Some(halves) = halves(indexes, word)
        {
            for half in halves {
                let means = meanings(indexes, half, false);
                asked.push(Asked { typed: half.to_owned(), means, weight: 0.0 });
            }
            continue;
        }
        if means.is_empty() {
            slips(indexes, word, is_last, &mut means);
        }
        // A word that stands nowhere tells nothing.
        if !means.is_empty() {
            asked.push(Asked { typed: word.clone(), means, weight: 0.0 });
        }
    }
    for word in &mut asked {
        word.weight = weight(indexes, word, count);
    }
    asked
}

/// How rare the word is: the sureness of its meanings counts.
fn weight(indexes: &[&Index], word: &Asked, count: usize) -> f32 {
    let best = word.means.iter().map(|m| m.sure).fold(0.0, f32::max);
    let entries: usize = word
        .means
        .iter()
        .filter(|m| m.sure >= best)
        .map(|m| indexes[m.index].postings_of(m.stem).len())
        .sum();
    (1.0 + count as f32 / (1.0 + entries as f32)).ln()
}

fn exactly(indexes: &[&Index], word: &str, sure: f32, means: &mut Vec<Meaning>) {
    let stem = stem::stem(word);
    for (number, index) in indexes.iter().enumerate() {
        if let Some(stem) = index.stems.find(&stem) {
            means.push(Meaning { index: number, stem: stem as u32, sure });
        }
    }
}

/// What the lenses say instead.
fn same(indexes: &[&Index], word: &str, means: &mut Vec<Meaning>) {
    for (_, instead) in SAME.iter().filter(|(said, _)| *said == word) {
        exactly(indexes, instead, 0.8, means);
    }
}

fn meanings(indexes: &[&Index], word: &str, unfinished: bool) -> Vec<Meaning> {
    let mut means = Vec::new();
    exactly(indexes, word, 1.0, &mut means);
    let is_known = !means.is_empty();
    same(indexes, word, &mut means);
    if unfinished || !is_known {
        for (number, index) in indexes.iter().enumerate() {
            for place in index.words.beginning(word) {
                // The nearer the word is to its end, the surer.
                let share = word.len() as f32 / index.words.get(place).len() as f32;
                let sure = if share == 1.0 { 1.0 } else { 0.45 + 0.35 * share };
                means.push(Meaning { index: number, stem: index.stem_of[place], sure });
            }
        }
    }
    means
}

/// Words that differ by a slip of the finger.
fn slips(indexes: &[&Index], word: &str, unfinished: bool, means: &mut Vec<Meaning>) {
    let most = slip::allowed(word.chars().count());
    if most == 0 {
        return;
    }
    let letters = slip::letters(word);
    let mut near: Vec<(f32, &str)> = Vec::new();
    for index in indexes {
        for (place, own) in index.letters.iter().enumerate() {
            if (letters & !own).count_ones() as usize > most {
                continue;
            }
            let known = index.words.get(place);
            let extra = (own & !letters).count_ones() as usize;
            let whole = (extra <= most).then(|| slip::distance(word, known, most, false)).flatten();
            let found = match whole {
                Some(slips) => Some((slips, 1.0)),
                None if unfinished => slip::distance(word, known, most, true).map(|s| (s, 0.6)),
                None => None,
            };
            if let Some((slips, whole)) = found {
                // People seldom miss the first letter.
                let first = known.as_bytes().first() == word.as_bytes().first();
                let first = if first { 1.0 } else { 0.7 };
                near.push((whole * first * [1.0, 0.7, 0.45][slips.min(2)], known));
            }
        }
    }
    // Where something is near, what is far is noise. Other forms of what is
    // near count as well, wherever they stand.
    let best = near.iter().map(|(sure, _)| *sure).fold(0.0, f32::max);
    near.retain(|(sure, _)| *sure > best * 0.7);
    sort_by(&mut near, |a, b| a.1.cmp(b.1).then(b.0.total_cmp(&a.0)));
    near.dedup_by(|a, b| a.1 == b.1);
    for (sure, known) in near {
        exactly(indexes, known, sure, means);
    }
}

/// `loadbalancer` as `load` and `balancer`, where both are known.
fn halves<'w>(indexes: &[&Index], word: &'w str) -> Option<[&'w str; 2]> {
    let is_known = |half: &str| {
        let stem = stem::stem(half);
        half.len() > 2 && indexes.iter().any(|index| index.stems.find(&stem).is_some())
    };
    word.char_indices()
        .map(|(at, _)| word.split_at(at))
        .find(|(first, second)| is_known(first) && is_known(second))
        .map(|(first, second)| [first, second])
}

impl Index {
    fn postings_of(&self, stem: u32) -> &[super::Posting] {
        let stem = stem as usize;
        let start = stem.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.postings[start..self.ends[stem] as usize]
    }
}

/// The entries that pass and hold enough of the words, the best first.
fn rank(indexes: &[&Index], asked: &[Asked], passes: &Passes<'_>) -> Vec<(Key, f32)> {
    let starts: Vec<usize> = indexes
        .iter()
        .scan(0, |sum, index| {
            let start = *sum;
            *sum += index.entries.len();
            Some(start)
        })
        .collect();
    let count: usize = indexes.iter().map(|index| index.entries.len()).sum();
    let mut scores = vec![0.0f32; count];
    let mut held = vec![0.0f32; count];
    let mut best = vec![0.0f32; count];
    let mut touched: Vec<usize> = Vec::new();
    for word in asked {
        for meaning in &word.means {
            let start = starts[meaning.index];
            for posting in indexes[meaning.index].postings_of(meaning.stem) {
                let place = start + usize::from(posting.entry);
                let weight = f32::from(posting.weight);
                let says = meaning.sure * weight / (weight + 12.0);
                if best[place] == 0.0 {
                    touched.push(place);
                }
                best[place] = best[place].max(says);
            }
        }
        for place in touched.drain(..) {
            scores[place] += best[place] * word.weight;
            held[place] += word.weight;
            best[place] = 0.0;
        }
    }
    let all: f32 = asked.iter().map(|word| word.weight).sum();
    let mut ranked = Vec::new();
    for (number, index) in indexes.iter().enumerate() {
        for (place, entry) in index.entries.iter().enumerate() {
            let at = starts[number] + place;
            let share = held[at] / all;
            if held[at] == 0.0 || share < 0.5 || !passes.entry(number, entry) {
                continue;
            }
            ranked.push(((number, place), scores[at] * share * share));
        }
    }
    sort_by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
    ranked
}

/// Looks at the best once more: words that stand together in the title, and
/// titles that say little else, count more.
fn look_closely(
    indexes: &[&Index],
    sought: &[Sought<'_>],
    mut ranked: Vec<(Key, f32)>,
) -> Vec<(Key, f32)> {
    let close = ranked.len().min(CLOSE_LOOK);
    for ((number, place), score) in &mut ranked[..close] {
        let index = indexes[*number];
        let entry = &index.entries[*place];
        let title = index.title(entry.place);
        let mut speaking = 0;
        let mut matched = 0;
        let mut together = 0;
        let mut before: Option<usize> = None;
        for (_, word) in words(title) {
            if is_empty_word(&folded(word)) {
                continue;
            }
            speaking += 1;
            let which = sought[*number].which(word);
            if let Some(which) = which {
                matched += 1;
                together += usize::from(before.is_some_and(|b| b + 1 == which));
            }
            before = which;
        }
        let share = matched as f32 / speaking.max(1) as f32;
        let kind = match entry.place {
            Place::Lens | Place::Pillar(_) if share == 1.0 => 2.0,
            Place::Lens | Place::Pillar(_) => 0.8,
            Place::Principle(_) => 0.9,
            Place::Question(..) | Place::Practice(..) => 1.0,
        };
        *score *= (1.0 + 0.5 * share + 0.12 * together as f32) * kind;
    }
    sort_by(&mut ranked[..close], |a, b| b.1.total_cmp(&a.1));
    ranked
}

/// A result in words.
fn hit(indexes: &[&Index], number: usize, entry: &Entry, sought: &Sought<'_>) -> Hit {
    let index = indexes[number];
    let title = index.title(entry.place);
    Hit {
        index: number,
        place: entry.place,
        title: Marked { text: title.to_owned(), marks: sought.marks(title) },
        excerpt: marks::excerpt(&index.texts(entry.place), sought),
        code: index.code(entry.place).map(str::to_owned),
        level: entry.level,
    }
}
