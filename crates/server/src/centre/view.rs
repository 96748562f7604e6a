//! How are bodies, hours and shifts told to a reader?

use fengqiao_base::{Calendar, Day, Moment, local_day};
use fengqiao_domain::centre::{Because, Body, BodyKind, Change, Hours, Openness, Presence, Shift, Span};
use fengqiao_web::{format, lang::Lang};

use crate::{
    deadline::words::holiday,
    reference::{Reference, street_name},
};

/// How far ahead holidays are told.
const AHEAD: i64 = 120;

/// In whose language, with which calendar, at which moment.
#[derive(Clone, Copy)]
pub struct Teller {
    /// The reader's language.
    pub lang: Lang,
    /// Divisions and calendar.
    pub reference: &'static Reference,
    /// When.
    pub now: Moment,
}

/// A body as a card or a row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyView {
    /// Its word in addresses.
    pub code: String,
    /// Its name in the reader's language.
    pub name: String,
    /// Code of its kind.
    pub kind: &'static str,
    /// Whom it serves, in words.
    pub serves: String,
    /// Street and number.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Whether it is open now, in a word.
    pub state: String,
    /// Until when, or when it opens next.
    pub until: String,
    /// The look of the badge.
    pub look: &'static str,
    /// Today's hours.
    pub today: String,
    /// What helps people to come in.
    pub access: Vec<String>,
    /// How far it is, if that was asked.
    pub distance: Option<String>,
    /// How it is present, in words.
    pub presence: String,
    /// Whether there is a roster at all.
    pub has_roster: bool,
    /// Who is on duty now.
    pub on_duty: Option<ShiftView>,
    /// Who is next.
    pub next: Option<ShiftView>,
    /// Whether it is made up for the demonstration.
    pub invented: bool,
}

/// A shift in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftView {
    /// Who.
    pub who: String,
    /// On which day, from when until when.
    pub when: String,
    /// Whose day it was, if it was exchanged.
    pub instead_of: Option<String>,
}

/// Some days with their hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursRow {
    /// Which days.
    pub days: String,
    /// Their hours.
    pub hours: String,
    /// Why, for days that differ.
    pub why: String,
}

impl Teller {
    fn calendar(&self) -> &'static Calendar {
        &self.reference.reckoning.calendar
    }

    fn today(&self) -> Day {
        local_day(self.now)
    }

    /// A body.
    pub fn body(&self, body: &Body) -> BodyView {
        let (state, until, look) = self.state(&body.hours);
        let (on_duty, next) = match &body.roster {
            Some(roster) => roster.now_and_next(self.now, self.calendar()),
            None => (None, None),
        };
        BodyView {
            code: body.code.clone(),
            name: self.name(body),
            kind: body.kind.code(),
            serves: self.serves(body),
            address: body.address.clone().unwrap_or_default(),
            phone: body.phone.clone().unwrap_or_default(),
            state,
            until,
            look,
            today: self.spans(&body.hours.on(self.today(), self.calendar()).spans),
            access: body
                .access
                .iter()
                .map(|one| self.lang.t(&format!("centre-access-{}", one.code().replace('_', "-"))))
                .collect(),
            distance: None,
            presence: self.presence(body),
            has_roster: body.roster.is_some(),
            on_duty: on_duty.map(|shift| self.shift(&shift)),
            next: next.map(|shift| self.shift(&shift)),
            invented: body.invented,
        }
    }

    /// The same with how far it is.
    pub fn body_at(&self, body: &Body, metres: f64) -> BodyView {
        BodyView { distance: Some(self.distance(metres)), ..self.body(body) }
    }

    /// The name in the reader's language.
    pub fn name(&self, body: &Body) -> String {
        match self.lang {
            Lang::ZhCn => body.name.clone(),
            Lang::En => body.name_en.clone(),
        }
    }

    fn serves(&self, body: &Body) -> String {
        let street = |code: &String| {
            self.reference.divisions.get(code).map_or_else(|| code.clone(), |one| street_name(self.lang, one))
        };
        match &body.kind {
            BodyKind::SubCentre { streets, .. } => {
                self.joined(&streets.iter().map(street).collect::<Vec<_>>())
            }
            BodyKind::Committee => street(&body.territory),
            BodyKind::Station => self.reference.divisions.place(&body.territory),
            BodyKind::DistrictCentre
            | BodyKind::Agency { .. }
            | BodyKind::Platform { .. }
            | BodyKind::Team { .. }
            | BodyKind::Window { .. }
            | BodyKind::Court => self.lang.t("centre-serves-district"),
        }
    }

    fn presence(&self, body: &Body) -> String {
        match &body.kind {
            BodyKind::Agency { presence: Presence::Resident, .. } => self.lang.t("centre-presence-resident"),
            BodyKind::Agency { presence: Presence::Rotating { days }, .. } => {
                let days: Vec<String> = days.iter().map(|day| self.weekday(*day)).collect();
                self.lang.ta("centre-presence-rotating", &[("days", &self.joined(&days))])
            }
            BodyKind::Agency { presence: Presence::OnCall { within_minutes }, .. } => {
                self.lang.ta("centre-presence-on-call", &[("minutes", within_minutes)])
            }
            BodyKind::Window { counter } => self.lang.ta("centre-window-counter", &[("counter", counter)]),
            BodyKind::SubCentre { tribunal, .. } => {
                self.lang.ta("centre-sub-centre-tribunal", &[("tribunal", tribunal)])
            }
            BodyKind::Platform { types } | BodyKind::Team { types } => {
                let names: Vec<String> =
                    types.iter().map(|code| crate::reference::type_name(self.lang, code)).collect();
                self.joined(&names)
            }
            BodyKind::DistrictCentre | BodyKind::Station | BodyKind::Committee | BodyKind::Court => {
                String::new()
            }
        }
    }

    /// Whether it is open now, until or from when, and the look of it.
    fn state(&self, hours: &Hours) -> (String, String, &'static str) {
        match hours.at(self.now, self.calendar()) {
            Openness::Open { until: None } => {
                (self.lang.t("centre-open"), self.lang.t("centre-open-always"), "done")
            }
            Openness::Open { until: Some(until) } => {
                let until = self.lang.ta("centre-open-until", &[("time", &self.end(until))]);
                (self.lang.t("centre-open"), until, "done")
            }
            Openness::Closed { opens: None, .. } => (self.lang.t("centre-closed"), String::new(), "stop"),
            Openness::Closed { opens: Some(opens), is_break } => {
                let time = format::time_of_day(opens);
                let day = local_day(opens);
                let until = match (day - self.today()).whole_days() {
                    0 => self.lang.ta("centre-opens-today", &[("time", &time)]),
                    1 => self.lang.ta("centre-opens-tomorrow", &[("time", &time)]),
                    _ => {
                        let day = self.short_day(day);
                        self.lang.ta("centre-opens-day", &[("day", &day), ("time", &time)])
                    }
                };
                if is_break {
                    (self.lang.t("centre-closed-break"), until, "wait")
                } else {
                    (self.lang.t("centre-closed"), until, "stop")
                }
            }
        }
    }

    /// The week in rows.
    pub fn week(&self, hours: &Hours) -> Vec<HoursRow> {
        hours
            .rows()
            .into_iter()
            .map(|row| {
                let (from, until) = (self.weekday(row.from), self.weekday(row.until));
                let days = if row.from == row.until {
                    from
                } else {
                    self.lang.ta("centre-days-range", &[("from", &from), ("until", &until)])
                };
                HoursRow { days, hours: self.spans(&row.spans), why: String::new() }
            })
            .collect()
    }

    /// The days ahead that are not like the week.
    pub fn changes(&self, hours: &Hours) -> Vec<HoursRow> {
        let changes = hours.changes(self.today(), AHEAD, self.calendar());
        changes.into_iter().map(|change| self.change(&change)).collect()
    }

    fn change(&self, change: &Change) -> HoursRow {
        let (from, until) = (self.short_day(change.from), self.short_day(change.until));
        let days = if change.from == change.until {
            from
        } else {
            self.lang.ta("centre-days-range", &[("from", &from), ("until", &until)])
        };
        let mut why = match &change.because {
            Because::Week => String::new(),
            Because::Holiday(name) => holiday(self.lang, name),
            Because::MadeUp(name) => {
                self.lang.ta("centre-made-up", &[("holiday", &holiday(self.lang, name))])
            }
        };
        if !change.certain {
            why = self.lang.ta("centre-provisional", &[("why", &why)]);
        }
        HoursRow { days, hours: self.spans(&change.spans), why }
    }

    /// A shift.
    pub fn shift(&self, shift: &Shift) -> ShiftView {
        let (from, until) = (format::time_of_day(shift.from), self.end(shift.until));
        let day = self.short_day(local_day(shift.from));
        let when = if local_day(shift.from) == local_day(shift.until) {
            self.lang.ta("centre-shift-day", &[("day", &day), ("from", &from), ("until", &until)])
        } else {
            self.lang.ta("centre-shift-night", &[("day", &day), ("from", &from), ("until", &until)])
        };
        ShiftView {
            who: shift.who.name.clone(),
            when,
            instead_of: shift.instead_of.as_ref().map(|person| person.name.clone()),
        }
    }

    /// The end of a span: midnight is 24:00.
    fn end(&self, at: Moment) -> String {
        let time = format::time_of_day(at);
        if time == "00:00" && local_day(at) > self.today() { "24:00".to_owned() } else { time }
    }

    /// `11月24日 星期二`.
    pub fn short_day(&self, day: Day) -> String {
        let text = if day.year() == self.today().year() {
            format::day_of_year(self.lang, day)
        } else {
            format::day(self.lang, day)
        };
        self.lang.ta("centre-day-weekday", &[("day", &text), ("weekday", &self.weekday(day.weekday()))])
    }

    fn weekday(&self, day: time::Weekday) -> String {
        self.lang.t(&format!("centre-weekday-{}", day.to_string().to_lowercase()))
    }

    fn spans(&self, spans: &[Span]) -> String {
        if spans.is_empty() {
            return self.lang.t("centre-hours-none");
        }
        let spans: Vec<String> = spans.iter().map(|span| format!("{}–{}", span.opens, span.closes)).collect();
        self.joined(&spans)
    }

    fn joined(&self, texts: &[String]) -> String {
        texts.join(match self.lang {
            Lang::ZhCn => "、",
            Lang::En => ", ",
        })
    }

    fn distance(&self, metres: f64) -> String {
        // Nobody walks by the metre: hundreds below one kilometre, then one decimal.
        let hundreds = (metres / 100.0).round();
        if hundreds < 10.0 {
            self.lang
                .ta("centre-distance-metres", &[("metres", &format!("{:.0}", hundreds.max(1.0) * 100.0))])
        } else {
            self.lang.ta("centre-distance-kilometres", &[("kilometres", &format!("{:.1}", hundreds / 10.0))])
        }
    }
}
