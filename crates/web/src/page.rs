//! What does every page know, whatever it shows?
//!
//! A template is given a [`Page`] named `page` and, where it asks for something, a [`Form`] named `form`.

use std::{
    cmp::Ordering,
    collections::BTreeMap,
    future::{Ready, ready},
};

use axum::{
    extract::Query,
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use fengqiao_base::{Day, Duty, Moment, Refusal, local_day};
use serde::Deserialize;

use crate::{
    assets::Assets,
    format,
    lang::{Lang, RefusalText, Value},
};

/// What every template is given.
#[derive(Debug, Clone)]
pub struct Page {
    /// The reader's language.
    pub lang: Lang,
    /// The name of the district that runs the platform, in the reader's language.
    pub district: String,
    /// Path and query of this page as they stood in the request line, percent-encoded; to come back to after
    /// changing language or size.
    pub path: String,
    /// The present day in China; terms are counted from it.
    pub today: Day,
    /// Token against forged forms.
    pub csrf: String,
    /// The nonce of this answer's content security policy.
    pub nonce: String,
    /// Who is signed in.
    pub user: Option<User>,
    /// The entry of the navigation this page belongs to.
    pub nav: &'static str,
    /// Whether the reader asked for large text, high contrast and simple paths (长辈版).
    pub elder: bool,
    /// What the last act came to, shown once.
    pub flash: Option<Flash>,
    /// How many notices wait to be read; none for whoever gets none.
    pub unread: Option<u32>,
    /// Addresses of style, script and icons.
    pub assets: &'static Assets,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The name to show.
    pub name: String,
    /// The body the person works for, to show under the name.
    pub body: Option<String>,
    /// The duties of the account.
    pub duties: Vec<Duty>,
    /// The entries of the desk's navigation this person may open.
    pub areas: Vec<&'static str>,
}

/// What an act came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// Its weight.
    pub kind: FlashKind,
    /// The sentence, already in the reader's language.
    pub text: String,
}

/// How an act came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashKind {
    /// It was done.
    Done,
    /// Something to know.
    Notice,
    /// It was not done.
    Problem,
}

impl FlashKind {
    /// The look of the notice box: `done`, `info`, `problem`.
    pub fn look(self) -> &'static str {
        match self {
            FlashKind::Done => "done",
            FlashKind::Notice => "info",
            FlashKind::Problem => "problem",
        }
    }

    /// The picture beside the text.
    pub fn icon(self) -> &'static str {
        match self {
            FlashKind::Done => "circle-check",
            FlashKind::Notice => "info-circle",
            FlashKind::Problem => "alert-circle",
        }
    }
}

impl Page {
    /// A page nobody is signed in to, at `path`, on the day of `now`.
    pub fn new(lang: Lang, district: impl Into<String>, path: impl Into<String>, now: Moment) -> Self {
        Self {
            lang,
            district: district.into(),
            path: path.into(),
            today: local_day(now),
            csrf: String::new(),
            nonce: String::new(),
            user: None,
            nav: "",
            elder: false,
            flash: None,
            unread: None,
            assets: Assets::built(),
        }
    }

    /// The sentence of `key`.
    pub fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// The sentence of `key` with values: `page.ta("intake-list-count", &[("count", &n)])`.
    pub fn ta(&self, key: &str, args: &[(&'static str, &dyn Value)]) -> String {
        self.lang.ta(key, args)
    }

    /// The sentence of `key` with values that are texts already.
    pub fn told(&self, key: &str, texts: &[(&'static str, String)]) -> String {
        let args: Vec<(&'static str, &dyn Value)> =
            texts.iter().map(|(name, text)| (*name, text as &dyn Value)).collect();
        self.ta(key, &args)
    }

    /// An attribute of `key`, if it has it: `page.attr(label, "hint")`.
    pub fn attr(&self, key: &str, attribute: &str) -> Option<String> {
        self.lang.find(&format!("{key}.{attribute}"), &[])
    }

    /// The sentence of a code: `page.code("case-stage", "mediating")` looks up `case-stage-mediating`; underscores
    /// of the code are hyphens in the key.
    pub fn code(&self, prefix: &str, code: &str) -> String {
        let key = [prefix, "-", code].concat();
        self.lang.t(&if code.contains('_') { key.replace('_', "-") } else { key })
    }

    /// A refusal in words.
    pub fn refusal(&self, refusal: &Refusal) -> RefusalText {
        self.lang.refusal(refusal)
    }

    /// A day: `2026年11月24日`.
    pub fn day(&self, day: impl Plain<Day>) -> String {
        format::day(self.lang, day.plain())
    }

    /// A day as a `datetime` attribute carries it.
    pub fn iso_day(&self, day: impl Plain<Day>) -> String {
        format::iso_day(day.plain())
    }

    /// A day by its distance from today: `昨天`, `3 天后`.
    pub fn relative(&self, day: impl Plain<Day>) -> String {
        format::relative_day(self.lang, self.today, day.plain())
    }

    /// How much of a term is left: `还剩 3 天`, `逾期 2 天`.
    pub fn days_left(&self, due: impl Plain<Day>) -> String {
        format::days_left(self.lang, self.today, due.plain())
    }

    /// How a term stands: `over`, `soon` (3 days or less) or `open`. The same three words are the looks of a badge.
    pub fn urgency(&self, due: impl Plain<Day>) -> &'static str {
        match (due.plain() - self.today).whole_days() {
            days if days < 0 => "over",
            0..=3 => "soon",
            _ => "open",
        }
    }

    /// How a step stands when `current` is being done: `done`, `now` or `todo`.
    pub fn step(&self, step: impl Plain<usize>, current: impl Plain<usize>) -> &'static str {
        match step.plain().cmp(&current.plain()) {
            Ordering::Less => "done",
            Ordering::Equal => "now",
            Ordering::Greater => "todo",
        }
    }

    /// A moment in China's time.
    pub fn moment(&self, at: impl Plain<Moment>) -> String {
        format::moment(self.lang, at.plain())
    }

    /// A moment as a `datetime` attribute carries it.
    pub fn iso_moment(&self, at: impl Plain<Moment>) -> String {
        format::iso_moment(at.plain())
    }

    /// An amount, given in fen.
    pub fn money(&self, fen: impl Plain<i64>) -> String {
        format::money(self.lang, fen.plain())
    }

    /// How many a list holds: `共 50 条`, `超过 1,000 条`.
    pub fn count(&self, found: impl Plain<u64>) -> String {
        format::count(self.lang, found.plain())
    }

    /// How many wait: `7`, `99+`.
    pub fn waiting(&self, count: impl Plain<u32>) -> String {
        match count.plain() {
            count if count > 99 => "99+".to_owned(),
            count => count.to_string(),
        }
    }

    /// Whether `entry` is the navigation entry of this page.
    pub fn is_at(&self, entry: &str) -> bool {
        self.nav == entry
    }

    /// Whether the signed-in person may open this entry of the desk.
    pub fn may_open(&self, entry: &str) -> bool {
        self.user.as_ref().is_some_and(|user| user.areas.contains(&entry))
    }

    /// The other languages, each with the address that switches to it.
    pub fn languages(&self) -> Vec<(Lang, String)> {
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        others.map(|lang| (lang, self.preference("lang", lang.code()))).collect()
    }

    /// The address that switches elder mode on or off.
    pub fn elder_switch(&self) -> String {
        self.preference("elder", if self.elder { "off" } else { "on" })
    }

    fn preference(&self, name: &str, value: &str) -> String {
        format!("/preferences?{name}={value}&back={}", percent_encoded(&self.path))
    }
}

/// A small value, however often a template has borrowed it on the way here.
pub trait Plain<T>: Copy {
    /// The value itself.
    fn plain(self) -> T;
}

macro_rules! plain {
    ($($value:ty),+) => {$(
        impl Plain<$value> for $value {
            fn plain(self) -> $value {
                self
            }
        }
    )+};
}

plain!(Day, Moment, i64, u32, u64, usize);

impl<T, P: Plain<T>> Plain<T> for &P {
    fn plain(self) -> T {
        (*self).plain()
    }
}

/// One choice of a list of choices in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// A line of help under it.
    pub hint: Option<String>,
    /// Whether ticking all leaves it alone.
    pub is_apart: bool,
}

impl Choice {
    /// A choice; the text is in the reader's language.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), hint: None, is_apart: false }
    }

    /// Adds a line of help.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Keeps it from being ticked together with all others.
    pub fn apart(mut self) -> Self {
        self.is_apart = true;
        self
    }
}

/// What a form shows again: what was typed, what is wrong with it, and what keeps a second click harmless.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
    /// The key under which this form is acted on once, however often it arrives.
    pub idempotency_key: String,
    /// The version of what the form changes, as it was when it was shown.
    pub version: Option<i64>,
}

/// What is wrong with one field, or with the whole form when no field is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field; empty for the whole form.
    pub field: String,
    /// The sentence, already in the reader's language.
    pub text: String,
    /// The article behind it.
    pub law: Option<String>,
}

impl Form {
    /// An empty form with its idempotency key.
    pub fn new(idempotency_key: impl Into<String>) -> Self {
        Self { idempotency_key: idempotency_key.into(), ..Self::default() }
    }

    /// The form as it was sent, to be shown again.
    pub fn sent(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "idempotency_key" => form.idempotency_key = value,
                "version" => form.version = value.parse().ok(),
                "csrf" => {}
                _ => form.values.entry(name).or_default().push(value),
            }
        }
        form
    }

    /// Fills a field, replacing what it held.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.insert(name.into(), vec![value.into()]);
        self
    }

    /// Fills a field that holds several values.
    pub fn with_all<V: Into<String>>(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.values.insert(name.into(), values.into_iter().map(Into::into).collect());
        self
    }

    /// States the version the form was made from.
    pub fn at_version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// Marks a field as wrong. The sentence is in the reader's language; `field` is empty for the whole form.
    pub fn wrong(mut self, field: impl Into<String>, text: impl Into<String>) -> Self {
        self.errors.push(FieldError { field: field.into(), text: text.into(), law: None });
        self
    }

    /// Marks what a refusal names as wrong.
    pub fn refused(mut self, lang: Lang, refusal: &Refusal) -> Self {
        let text = lang.refusal(refusal);
        self.errors.push(FieldError {
            field: text.field.unwrap_or_default().to_owned(),
            text: text.to_string(),
            law: text.law,
        });
        self
    }

    /// What a field holds; empty if nothing.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// What a repeated field holds.
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a choice was made.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|one| one == value)
    }

    /// Whether the form came back only to get one more empty row: it is then shown again and not acted on.
    pub fn asks_for_row(&self) -> bool {
        self.values.contains_key("add_row")
    }

    /// How many rows of a repeated group to show: as many as `group-0-…`, `group-1-…` were sent, one more if that
    /// was asked for, at least `least` and at most 100.
    pub fn rows(&self, group: &str, least: impl Plain<usize>) -> usize {
        let prefix = format!("{group}-");
        let sent = self.values.keys().filter_map(|name| {
            let (row, _) = name.strip_prefix(&prefix)?.split_once('-')?;
            row.parse::<usize>().ok()
        });
        let asked = usize::from(self.has("add_row", group));
        (sent.max().map_or(0, |last| last + 1).min(100) + asked).max(least.plain()).min(100)
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == name).map(|error| error.text.as_str())
    }

    /// Everything that is wrong, in the order it was found.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether anything is wrong.
    pub fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// A change of preference asked for by a link, so that it works without script.
#[derive(Debug, Deserialize)]
pub struct Preferences {
    lang: Option<String>,
    elder: Option<String>,
    #[serde(default)]
    back: String,
}

/// Answers `GET /preferences`: keeps language and elder mode in cookies and goes back to where the reader was.
pub fn preferences(Query(asked): Query<Preferences>) -> Ready<Response> {
    const KEEP: &str = "Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";
    let mut cookies = Vec::new();
    if let Some(lang) = asked.lang.as_deref().and_then(Lang::from_tag) {
        cookies.push((header::SET_COOKIE, format!("lang={}; {KEEP}", lang.code())));
    }
    match asked.elder.as_deref() {
        Some("on") => cookies.push((header::SET_COOKIE, format!("elder=on; {KEEP}"))),
        Some(_) => cookies.push((header::SET_COOKIE, format!("elder=off; {KEEP}"))),
        None => {}
    }
    ready((AppendHeaders(cookies), Redirect::to(own_path(&asked.back))).into_response())
}

/// A path on this site, or the start page: nobody is sent elsewhere by a crafted link.
pub fn own_path(path: &str) -> &str {
    let inside = path.starts_with('/') && !path.starts_with("//");
    let plain = path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if inside && plain { path } else { "/" }
}

/// Percent-encodes everything but unreserved characters and the slash.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 0xf)]),
        }
    }
    encoded
}

fn hex_digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).expect("half a byte is one digit").to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn page() -> Page {
        Page::new(Lang::ZhCn, "宝安区", "/cases?q=%E7%A7%9F&stage=open", datetime!(2026-11-24 01:00 UTC))
    }

    #[test]
    fn the_language_switch_comes_back_to_the_same_page() {
        let back = "/cases%3Fq%3D%25E7%25A7%259F%26stage%3Dopen";
        assert_eq!(page().languages(), vec![(Lang::En, format!("/preferences?lang=en&back={back}"))]);
        assert_eq!(page().elder_switch(), format!("/preferences?elder=on&back={back}"));
    }

    #[tokio::test]
    async fn a_preference_is_kept_and_a_crafted_way_back_leads_home() {
        let asked = |back: &str| {
            Query(Preferences {
                lang: Some("en".to_owned()),
                elder: Some("on".to_owned()),
                back: back.to_owned(),
            })
        };
        let answer = preferences(asked("/cases?stage=open")).await;
        let cookies: Vec<_> = answer.headers().get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(
            cookies,
            [
                "lang=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
                "elder=on; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
            ]
        );
        assert_eq!(answer.headers()[header::LOCATION], "/cases?stage=open");
        for crafted in
            ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/a\r\nb", ""]
        {
            let answer = preferences(asked(crafted)).await;
            assert_eq!(answer.headers()[header::LOCATION], "/", "{crafted:?}");
        }
    }

    #[test]
    fn a_form_that_came_back_keeps_what_was_typed_and_its_key() {
        let sent = [
            ("csrf", "t"),
            ("idempotency_key", "k"),
            ("version", "7"),
            ("name", "王小明"),
            ("kind", "a"),
            ("kind", "b"),
        ];
        let form = Form::sent(sent.map(|(name, value)| (name.to_owned(), value.to_owned())))
            .refused(Lang::ZhCn, &Refusal::new("nobody-wrote-this").at("name").law("人民调解法 第十七条"));
        assert_eq!((form.idempotency_key.as_str(), form.version), ("k", Some(7)));
        assert_eq!(form.value("name"), "王小明");
        assert_eq!(form.value("csrf"), "");
        assert!(form.has("kind", "b"));
        assert_eq!(form.error("name"), Some("refusal-nobody-wrote-this"));
        assert_eq!(form.error("kind"), None);
    }

    #[test]
    fn a_repeated_group_shows_the_rows_that_were_sent_and_never_too_many() {
        let sent = |name: &str| Form::default().with(name, "x");
        assert_eq!(Form::default().rows("other", 1), 1);
        assert_eq!(sent("other-2-name").rows("other", 1), 3);
        assert_eq!(sent("other-99999-name").rows("other", 1), 100);
        assert_eq!(sent("others-2-name").rows("other", 1), 1);
        let more = sent("other-2-name").with("add_row", "other");
        assert_eq!((more.asks_for_row(), more.rows("other", 1), more.rows("witness", 1)), (true, 4, 1));
    }

    #[test]
    fn a_term_is_soon_three_days_before_and_over_the_day_after() {
        let urgency = |due| page().urgency(due);
        assert_eq!(urgency(date!(2026 - 11 - 28)), "open");
        assert_eq!(urgency(date!(2026 - 11 - 27)), "soon");
        assert_eq!(urgency(date!(2026 - 11 - 24)), "soon");
        assert_eq!(urgency(date!(2026 - 11 - 23)), "over");
    }
}
