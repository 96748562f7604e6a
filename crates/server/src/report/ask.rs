//! For which months, which street and which body does an address ask?

use fengqiao_base::{BodyId, Refusal};
use fengqiao_domain::report::{Month, Period, Span};
use fengqiao_web::form::Fields;

use super::sums::Asked;
use crate::reference::Reference;

/// What the address asks for, and what of it could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// How the period was asked for.
    pub span: Span,
    /// What is reported.
    pub asked: Asked,
    /// What is wrong.
    pub wrong: Vec<Refusal>,
}

impl Asking {
    /// From the query of an address, on a day of the month `now`. Nothing asked: this month.
    pub fn from_query(query: &Fields, now: Month) -> Self {
        let mut wrong = Vec::new();
        let mut month = |name: &'static str| {
            let text = query.filled(name)?;
            let month = text.parse::<Month>().ok();
            if month.is_none() {
                wrong.push(Refusal::new("report-month-unreadable").at(name));
            }
            month
        };
        let (first, last, around) = (month("from"), month("to"), month("month"));
        let named = Span::from_code(query.get("span"));
        let (span, period) = match (first, last) {
            (Some(first), Some(last)) => (Span::Months, Period::between(first, last)),
            (Some(one), None) | (None, Some(one)) => (Span::Months, Period::between(one, one)),
            (None, None) => {
                let span = named.filter(|span| *span != Span::Months).unwrap_or(Span::Month);
                (span, Period::around(span, around.unwrap_or(now)))
            }
        };
        let street = query.filled("street").filter(|code| {
            let mut streets = Reference::shipped().divisions.streets();
            streets.any(|street| street.code == **code)
        });
        Self {
            span,
            asked: Asked {
                period,
                street: street.map(str::to_owned),
                body: query.get("body").parse().ok().map(BodyId),
            },
            wrong,
        }
    }

    /// The address of the page with another period.
    pub fn with(&self, span: Span, period: Period) -> String {
        let time = match span {
            Span::Months => format!("from={}&to={}", period.first(), period.last()),
            Span::Month | Span::Quarter | Span::Year => {
                format!("span={}&month={}", span.code(), period.first())
            }
        };
        format!("/statistics?{time}{}", self.place())
    }

    /// The address of the spreadsheet of the same.
    pub fn sheet(&self) -> String {
        self.with(self.span, self.asked.period).replacen("/statistics", "/statistics.xlsx", 1)
    }

    /// The address of the same period in one street.
    pub fn in_street(&self, street: &str) -> String {
        let asked = Asked { street: Some(street.to_owned()), body: None, ..self.asked.clone() };
        Self { asked, ..self.clone() }.with(self.span, self.asked.period)
    }

    fn place(&self) -> String {
        let mut place = String::new();
        if let Some(street) = &self.asked.street {
            place.extend(["&street=", street.as_str()]);
        }
        if let Some(body) = self.asked.body {
            place.extend(["&body=".to_owned(), body.to_string()]);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(query: &str) -> Asking {
        let fields = Fields::parse(query.as_bytes()).expect("it is well formed");
        Asking::from_query(&fields, "2026-11".parse().expect("a month"))
    }

    #[test]
    fn an_address_asks_for_the_same_again_when_it_is_made_from_what_it_asked() {
        for query in [
            "span=month&month=2026-11",
            "span=quarter&month=2026-10&street=440306017000",
            "span=year&month=2026-01",
            "from=2026-07&to=2026-10&street=440306018000&body=01900000-0000-7000-8000-000000000001",
        ] {
            let asked = asking(query);
            assert_eq!(asked.with(asked.span, asked.asked.period), format!("/statistics?{query}"));
            assert_eq!(asked.sheet(), format!("/statistics.xlsx?{query}"));
        }
    }

    #[test]
    fn nothing_asked_is_this_month_and_nonsense_is_said_to_be_so() {
        let plain = asking("");
        assert_eq!((plain.span, plain.asked.period.first().to_string()), (Span::Month, "2026-11".to_owned()));
        let nonsense = asking("from=november&to=2026-10&street=xx&body=yy&span=decade");
        assert_eq!(nonsense.wrong.iter().map(|refusal| refusal.field).collect::<Vec<_>>(), [Some("from")]);
        let only = Period::between("2026-10".parse().expect("a month"), "2026-10".parse().expect("a month"));
        assert_eq!(nonsense.asked, Asked { period: only, street: None, body: None });
    }
}
