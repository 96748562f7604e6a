//! In which language does this person read, and what is the sentence?
//!
//! Sentences stand in `translations/<language>/<word>.ftl` and are compiled in. A key is `<word>-<screen>-<thing>`;
//! `key.hint` names an attribute of it. Both languages hold the same keys, by test.

use std::{
    cell::RefCell,
    collections::HashMap,
    fmt::{self, Write},
};

use fengqiao_base::Refusal;
use fluent_bundle::FluentValue;
use foldhash::fast::RandomState;

use crate::{citation, sentences};

/// More than there are sentences with a number, times the numbers of days that lists tell.
const REMEMBERED_AT_MOST: usize = 20_000;

thread_local! {
    /// Sentences with one number, by language and by key and number.
    static REMEMBERED: RefCell<[HashMap<String, String, RandomState>; 2]> = RefCell::default();
}

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Chinese as written on the mainland; what is shown unless somebody asks otherwise.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order of the switch.
    pub const ALL: [Lang; 2] = [Lang::ZhCn, Lang::En];

    /// The BCP 47 tag: the `lang` attribute, the cookie, the folder of translations.
    pub fn code(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::ZhCn => "中文",
            Lang::En => "English",
        }
    }

    /// The language of a tag such as `zh`, `zh-Hans-CN` or `en-GB`, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match first.to_ascii_lowercase().as_str() {
            "zh" => Some(Lang::ZhCn),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The language for a request: what the address asks for, else the cookie `lang`, else what the browser
    /// prefers (`Accept-Language`), else Chinese.
    pub fn choose(asked: Option<&str>, cookie: Option<&str>, accept_language: Option<&str>) -> Lang {
        asked
            .and_then(Lang::from_tag)
            .or_else(|| cookie.and_then(Lang::from_tag))
            .or_else(|| accept_language.and_then(preferred))
            .unwrap_or_default()
    }

    /// The sentence of `key`. A key nobody wrote is shown as it is, and logged.
    pub fn t(self, key: &str) -> String {
        self.ta(key, &[])
    }

    /// The sentence of `key` with values put in: `lang.ta("intake-list-count", &[("count", &3)])`.
    pub fn ta(self, key: &str, args: &[(&'static str, &dyn Value)]) -> String {
        self.find(key, args).unwrap_or_else(|| {
            tracing::error!(key, lang = self.code(), "no sentence for key {key}");
            key.to_owned()
        })
    }

    /// The sentence of `key`, if there is one. For attributes that only some keys carry, such as `key.hint`.
    pub fn find(self, key: &str, args: &[(&'static str, &dyn Value)]) -> Option<String> {
        sentences::of(self).find(key, args)
    }

    /// The sentence of `key` with the number `n` under the name `name`. Lists say the same few in every row, so it is
    /// put together once and then remembered.
    pub fn tn(self, key: &str, name: &'static str, n: i64) -> String {
        let full = format!("{key} {n}");
        let known = REMEMBERED.with_borrow(|remembered| remembered[self as usize].get(&full).cloned());
        if let Some(known) = known {
            return known;
        }
        let made = self.ta(key, &[(name, &n)]);
        REMEMBERED.with_borrow_mut(|remembered| {
            let of_language = &mut remembered[self as usize];
            if of_language.len() < REMEMBERED_AT_MOST {
                of_language.insert(full, made.clone());
            }
        });
        made
    }

    /// A refusal in words.
    pub fn refusal(self, refusal: &Refusal) -> RefusalText {
        let key = format!("refusal-{}", refusal.code);
        let args: Vec<(&'static str, &dyn Value)> =
            refusal.args.iter().map(|(name, value)| (*name, value as &dyn Value)).collect();
        RefusalText {
            sentence: self.ta(&key, &args),
            instead: self.find(&format!("{key}.instead"), &args),
            law: refusal.law.map(|law| self.law(law)),
            field: refusal.field,
        }
    }

    /// An article as a reader of this language cites it.
    pub fn law(self, law: &str) -> String {
        match self {
            Lang::ZhCn => law.to_owned(),
            Lang::En => citation::in_english(law),
        }
    }
}

/// What a refused person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalText {
    /// What cannot be done, and why.
    pub sentence: String,
    /// What can be done instead.
    pub instead: Option<String>,
    /// The article, as a lawyer cites it.
    pub law: Option<String>,
    /// The form field to look at.
    pub field: Option<&'static str>,
}

impl fmt::Display for RefusalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)?;
        if let Some(instead) = &self.instead {
            write!(f, " {instead}")?;
        }
        Ok(())
    }
}

/// A value that can be put into a sentence.
pub trait Value {
    /// The value as Fluent sees it: a number chooses plural forms, a text is inserted.
    fn to_fluent(&self) -> FluentValue<'_>;

    /// Writes the value as it is shown.
    fn write(&self, into: &mut String);
}

impl Value for str {
    fn to_fluent(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }

    fn write(&self, into: &mut String) {
        into.push_str(self);
    }
}

impl Value for String {
    /// Arguments of refusals are texts; one that is a plain number must still choose the plural form.
    fn to_fluent(&self) -> FluentValue<'_> {
        match self.parse::<i64>() {
            Ok(number) if number.to_string() == *self => FluentValue::from(number),
            _ => FluentValue::from(self.as_str()),
        }
    }

    fn write(&self, into: &mut String) {
        into.push_str(self);
    }
}

impl<T: Value + ?Sized> Value for &T {
    fn to_fluent(&self) -> FluentValue<'_> {
        (**self).to_fluent()
    }

    fn write(&self, into: &mut String) {
        (**self).write(into);
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Value for $number {
            fn to_fluent(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }

            fn write(&self, into: &mut String) {
                write!(into, "{self}").expect("a string takes everything");
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

/// The first language of ours in an `Accept-Language` header, by weight and then by place.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for range in header.split(',') {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok());
        let (Some(lang), Some(weight)) = (Lang::from_tag(tag), weight) else { continue };
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        assert_eq!(Lang::choose(Some("en"), Some("zh-CN"), Some("zh")), Lang::En);
        assert_eq!(Lang::choose(None, Some("zh-CN"), Some("en")), Lang::ZhCn);
        assert_eq!(Lang::choose(None, None, Some("en-GB,en;q=0.9")), Lang::En);
        assert_eq!(Lang::choose(Some("xx"), Some("yy"), None), Lang::ZhCn);
    }

    #[test]
    fn the_browsers_weights_decide_and_unknown_languages_are_passed_over() {
        assert_eq!(preferred("fr, en;q=0.5, zh-Hans;q=0.8"), Some(Lang::ZhCn));
        assert_eq!(preferred("en;q=0, zh;q=0.1"), Some(Lang::ZhCn));
        assert_eq!(preferred("de, *;q=0.1"), None);
        assert_eq!(preferred("en;q=much"), None);
    }

    #[test]
    fn a_number_in_a_sentence_chooses_its_plural_form() {
        assert_eq!(Lang::En.ta("format-days-left", &[("days", &1)]), "1 day left");
        assert_eq!(Lang::En.ta("format-days-left", &[("days", &"3".to_owned())]), "3 days left");
        assert_eq!(Lang::ZhCn.ta("format-days-left", &[("days", &3)]), "还剩 3 天");
    }

    #[test]
    fn a_key_nobody_wrote_is_shown_as_it_is() {
        assert_eq!(Lang::En.t("nobody-wrote-this"), "nobody-wrote-this");
        assert_eq!(Lang::En.find("nobody-wrote-this.hint", &[]), None);
    }

    #[test]
    fn a_refusal_says_what_law_and_field_it_comes_from() {
        let refusal = Refusal::new("nobody-wrote-this").law("人民调解法 第十七条").at("consent");
        let text = Lang::ZhCn.refusal(&refusal);
        assert_eq!(
            text,
            RefusalText {
                sentence: "refusal-nobody-wrote-this".to_owned(),
                instead: None,
                law: Some("人民调解法 第十七条".to_owned()),
                field: Some("consent"),
            }
        );
    }
}
