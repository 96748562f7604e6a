//! What was a list of cases asked for, and how is each wish taken back?
//!
//! Everything stays in the address, so that a list can be linked: each figure of the statistics is such a link.

use fengqiao_base::{BodyId, Duty, Moment};
use fengqiao_domain::report::{Aspect, Period};
use fengqiao_policy::Scope;
use fengqiao_web::{form::Fields, lang::Lang, page::Page};
use sea_orm::Value;

use crate::{
    directory::Names,
    listing::{Due, Term, Where},
    reference::{Reference, street_name, type_name},
    report::words,
};

/// What a reader asked a list for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Open, ended, or both.
    pub open: Option<bool>,
    /// Code of the stage.
    pub stage: Option<String>,
    /// Code of the type.
    pub dispute_type: Option<String>,
    /// 12-digit code of the street.
    pub street: Option<String>,
    /// The body that handles it.
    pub body: Option<BodyId>,
    /// Whose turn it is (code of a duty).
    pub turn: Option<String>,
    /// How the term of what is to be done next stands.
    pub due: Option<Due>,
    /// Accepted in this month (`2026-11`) or year (`2026`).
    pub accepted: Option<String>,
    /// Accepted in these months.
    pub between: Option<Period>,
    /// Only what the statistics count for this reader: accepted, and in the reader's territory.
    pub counted: bool,
    /// In these respects it is what the word says.
    pub aspects: Vec<(Aspect, &'static str)>,
    /// Words in it, or its number.
    pub words: Option<String>,
    /// Rows older than this key.
    pub before: Option<i64>,
}

/// A wish that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// What was asked for.
    pub text: String,
    /// The list without it.
    pub href: String,
}

impl CaseFilter {
    /// From the query of an address; what is not understood is not asked for.
    pub fn from_query(query: &Fields, now: Moment) -> Self {
        let text = |name: &str| query.filled(name).map(str::to_owned);
        let month = |name: &str| query.get(name).parse().ok();
        let between = match (month("from"), month("to")) {
            (Some(first), Some(last)) => Some(Period::between(first, last)),
            (Some(one), None) | (None, Some(one)) => Some(Period::between(one, one)),
            (None, None) => None,
        };
        let word = |aspect: Aspect| {
            let asked = query.filled(aspect.code())?;
            Some((aspect, aspect.all_words().find(|word| *word == asked)?))
        };
        Self {
            open: match query.get("open") {
                "no" => Some(false),
                "all" => None,
                _ => Some(true),
            },
            stage: text("stage"),
            dispute_type: text("type"),
            street: text("street"),
            body: query.get("body").parse().ok().map(BodyId),
            turn: text("turn").filter(|code| Duty::ALL.iter().any(|duty| duty.code() == code)),
            due: Due::from_query(query, now),
            accepted: text("accepted")
                .filter(|t| t.len() >= 4 && t.bytes().all(|b| b.is_ascii_digit() || b == b'-')),
            between,
            counted: query.is_ticked("counted"),
            aspects: Aspect::ALL
                .into_iter()
                .filter(|aspect| *aspect != Aspect::Stage)
                .filter_map(word)
                .collect(),
            words: text("q"),
            before: query.filled("before").and_then(|key| key.parse().ok()),
        }
    }

    /// Cuts a query on `cases` (alias `c`) to what was asked for; words and keys of pages aside.
    pub fn narrow(&self, query: &mut Where, scope: &Scope) {
        query.equals_if("c.is_open", self.open.map(i64::from));
        query.equals_if("c.stage", self.stage.as_deref());
        query.equals_if("c.dispute_type", self.dispute_type.as_deref());
        query.equals_if("c.street", self.street.as_deref());
        query.equals_if("c.body", self.body.map(|body| body.0));
        query.equals_if("c.turn", self.turn.as_deref());
        if let Some(due) = self.due {
            // A term belongs to somebody's turn; what nobody must do any more is not late.
            query.and("c.turn <> ''");
            due.narrow(query, "c.due_at");
        }
        let months = self.between.map(|months| (months.first().to_string(), months.last().to_string()));
        let accepted = self.accepted.clone().map(|begin| (begin.clone(), begin));
        for (first, last) in accepted.into_iter().chain(months) {
            let (from, to) = (query.bind(first), query.bind(format!("{last}~")));
            query.and(format!("c.accepted_on >= {from} AND c.accepted_on < {to}"));
        }
        if self.counted {
            query.and("c.accepted_on IS NOT NULL");
            query.within_territory(scope, "c", "c.class = 'ordinary'");
        }
        for (aspect, word) in &self.aspects {
            let codes = aspect.codes_of(word).unwrap_or_default();
            match column(*aspect) {
                Column::Text(column) => {
                    let places: Vec<String> =
                        codes.iter().map(|code| query.bind(Value::from(*code))).collect();
                    query.and(format!("{column} IN ({})", places.join(", ")));
                }
                Column::Flag(column) => query.and(format!("{column} = 1")),
            }
        }
    }

    /// Every wish that the filters of the page do not show themselves, with the list without it. `without` gives the
    /// address of the list without some of its parameters.
    pub fn chips(&self, page: &Page, names: &Names, without: impl Fn(&[&str]) -> String) -> Vec<Chip> {
        let lang = page.lang;
        let mut chips = Vec::new();
        let mut chip = |text: String, parameters: &[&str]| {
            chips.push(Chip { text, href: without(parameters) });
        };
        let labelled =
            |key: &str, value: String| page.told("case-chip", &[("name", page.t(key)), ("value", value)]);
        if self.counted {
            chip(page.t("case-chip-counted"), &["counted"]);
        }
        if let Some(period) = self.between {
            chip(labelled("case-chip-accepted", words::period(lang, period)), &["from", "to"]);
        }
        if let Some(accepted) = &self.accepted {
            chip(labelled("case-chip-accepted", accepted.clone()), &["accepted"]);
        }
        if let Some(street) = &self.street {
            let divisions = &Reference::shipped().divisions;
            let name = divisions.get(street).map_or_else(|| street.clone(), |one| street_name(lang, one));
            chip(labelled("case-list-street", name), &["street"]);
        }
        if let Some(body) = self.body {
            chip(labelled("case-page-body", names.body_name(body).to_owned()), &["body"]);
        }
        if let Some(code) = &self.turn {
            chip(labelled("case-list-turn", page.code("turn-who", code)), &["turn"]);
        }
        if let Some(due) = self.due {
            let term = match due.term {
                Term::Over => "case-chip-over",
                Term::Today => "case-chip-today",
            };
            chip(page.t(term), &["due"]);
        }
        if let Some(code) = &self.dispute_type {
            chip(labelled("case-list-type", type_name(lang, code)), &["type"]);
        }
        if let Some(code) = &self.stage {
            chip(labelled("case-list-stage", words::word(lang, Aspect::Stage, code)), &["stage"]);
        }
        for (aspect, word) in &self.aspects {
            chip(aspect_text(lang, *aspect, word), &[aspect.code()]);
        }
        if let Some(words) = &self.words {
            chip(labelled("case-chip-words", words.clone()), &["q"]);
        }
        chips
    }
}

/// What was asked in one respect: `来源：接受委托移送调解`, or `已司法确认` where there is only one word.
fn aspect_text(lang: Lang, aspect: Aspect, word: &str) -> String {
    let (name, value) =
        (lang.t(&format!("report-aspect-{}", aspect.code())), words::word(lang, aspect, word));
    if word == "yes" { name } else { lang.ta("case-chip", &[("name", &name), ("value", &value)]) }
}

enum Column {
    Text(&'static str),
    Flag(&'static str),
}

/// The column of the row of a case that says what it is in this respect.
fn column(aspect: Aspect) -> Column {
    match aspect {
        Aspect::Host => Column::Text("c.host"),
        Aspect::Source => Column::Text("c.source"),
        Aspect::Official => Column::Text("c.dispute_type"),
        Aspect::Stage => Column::Text("c.stage"),
        Aspect::Outcome => Column::Text("c.outcome"),
        Aspect::Form => Column::Text("c.agreement_form"),
        Aspect::Difficulty => Column::Text("c.difficulty"),
        Aspect::Performed => Column::Flag("c.is_performed"),
        Aspect::Confirmed => Column::Flag("c.is_confirmed"),
        Aspect::Sued => Column::Flag("c.is_sued"),
        Aspect::Relapsed => Column::Flag("c.is_relapsed"),
        Aspect::Withdrawn => Column::Flag("c.is_withdrawn"),
    }
}
