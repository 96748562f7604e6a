//! How is a network read from its tables?
//!
//! `centre-bodies.csv` has a row for each body, `centre-times.toml` the patterns of opening hours and the rosters.

use std::collections::BTreeMap;

use fengqiao_base::{BodyId, Day};
use serde::Deserialize;
use time::Weekday;

use super::{
    Access, Body, BodyKind, DutyDays, Hours, Minute, Network, Organ, Person, Point, Presence, Roster, Span,
    TurnLength,
};

/// Why tables of bodies cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The table of bodies is not CSV with the expected columns.
    #[error("could not read the table of bodies")]
    Bodies(#[from] csv::Error),
    /// The table of times is not TOML with the expected keys.
    #[error("could not read the table of opening hours and rosters")]
    Times(#[from] toml::de::Error),
    /// A row contradicts itself or another one.
    #[error("body {code}: {fault}")]
    Row {
        /// Whose row.
        code: String,
        /// What is wrong with it.
        fault: String,
    },
}

#[derive(Deserialize)]
struct Row {
    code: String,
    kind: String,
    name: String,
    name_en: String,
    parent: String,
    territory: String,
    address: String,
    phone: String,
    lon: Option<f64>,
    lat: Option<f64>,
    hours: String,
    access: String,
    invented: u8,
    organ: String,
    presence: String,
    days: String,
    within_minutes: Option<u16>,
    counter: Option<u8>,
    tribunal: String,
    streets: String,
    types: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Times {
    hours: Vec<HoursRow>,
    roster: Vec<RosterRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursRow {
    id: String,
    week: [String; 7],
    made_up: String,
    holidays: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterRow {
    body: String,
    since: Day,
    turn: TurnLength,
    days: String,
    begins: Minute,
    minutes: u16,
    people: Vec<String>,
}

impl Network {
    /// Reads the tables. `id_of` makes the id of a code, so that references hold from one reading to the next.
    ///
    /// # Errors
    /// When a table cannot be read, or a row contradicts itself or another one.
    pub fn load(bodies: &str, times: &str, id_of: impl Fn(&str) -> BodyId) -> Result<Self, TableError> {
        let Times { hours, roster } = toml::from_str(times)?;
        let hours: BTreeMap<String, Hours> = hours
            .into_iter()
            .map(|row| Ok((row.id.clone(), row.hours().map_err(|fault| row_error(&row.id, fault))?)))
            .collect::<Result<_, TableError>>()?;
        let mut rosters = BTreeMap::new();
        for row in roster {
            let (body, roster) = row.roster()?;
            rosters.insert(body, roster);
        }
        let mut all: Vec<Body> = Vec::new();
        for row in csv::Reader::from_reader(bodies.as_bytes()).deserialize() {
            let row: Row = row?;
            let roster = rosters.remove(&row.code);
            let code = row.code.clone();
            all.push(row.body(&hours, roster, id_of(&code)).map_err(|fault| row_error(&code, fault))?);
        }
        let network = Network::of(all);
        if let Some(code) = rosters.keys().next() {
            return Err(row_error(code, "has a roster and no row"));
        }
        if let Some(twice) = network
            .bodies()
            .iter()
            .enumerate()
            .find(|(at, body)| network.bodies()[..*at].iter().any(|earlier| earlier.code == body.code))
        {
            return Err(row_error(&twice.1.code, "stands twice"));
        }
        for body in network.bodies() {
            let parent = body.parent.as_deref();
            if let Some(parent) = parent.filter(|parent| network.by_code(parent).is_none()) {
                return Err(row_error(&body.code, format!("belongs to {parent}, which is not there")));
            }
        }
        Ok(network)
    }
}

fn row_error(code: &str, fault: impl Into<String>) -> TableError {
    TableError::Row { code: code.to_owned(), fault: fault.into() }
}

fn spans(text: &str) -> Result<Vec<Span>, String> {
    text.split_whitespace().map(str::parse).collect()
}

fn weekdays(text: &str) -> Result<Vec<Weekday>, String> {
    list(text)
        .into_iter()
        .map(|day| day.parse().map_err(|_| format!("{day} is no day of the week")))
        .collect()
}

fn list(text: &str) -> Vec<String> {
    text.split(';').filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl HoursRow {
    fn hours(&self) -> Result<Hours, String> {
        let mut week: [Vec<Span>; 7] = Default::default();
        for (day, text) in week.iter_mut().zip(&self.week) {
            *day = spans(text)?;
        }
        Ok(Hours { week, made_up: spans(&self.made_up)?, holidays: spans(&self.holidays)? })
    }
}

impl RosterRow {
    fn roster(self) -> Result<(String, Roster), TableError> {
        let days = match self.days.as_str() {
            "workdays" => DutyDays::Workdays,
            "every" => DutyDays::Every,
            days => DutyDays::Weekdays(weekdays(days).map_err(|fault| row_error(&self.body, fault))?),
        };
        let people = self.people.into_iter().map(|name| Person { name, account: None }).collect();
        let Self { body, since, turn, begins, minutes, .. } = self;
        Ok((
            body,
            Roster { people, since, turn, days, begins, minutes, swaps: BTreeMap::new(), leaves: Vec::new() },
        ))
    }
}

impl Row {
    fn body(
        self,
        hours: &BTreeMap<String, Hours>,
        roster: Option<Roster>,
        id: BodyId,
    ) -> Result<Body, String> {
        let kind = self.kind()?;
        let mut hours = hours.get(&self.hours).cloned().ok_or_else(|| format!("no hours {}", self.hours))?;
        if let BodyKind::Agency { presence: Presence::Rotating { days }, .. } = &kind {
            hours.keep_only(days);
        }
        let access = list(&self.access)
            .iter()
            .map(|code| Access::from_code(code).ok_or_else(|| format!("no access {code}")))
            .collect::<Result<_, _>>()?;
        Ok(Body {
            id,
            code: self.code,
            kind,
            name: self.name,
            name_en: self.name_en,
            parent: filled(self.parent),
            territory: self.territory,
            address: filled(self.address),
            phone: filled(self.phone),
            point: self.lon.zip(self.lat).map(|(lon, lat)| Point { lon, lat }),
            hours,
            access,
            roster,
            invented: self.invented == 1,
        })
    }

    fn kind(&self) -> Result<BodyKind, String> {
        Ok(match self.kind.as_str() {
            "district_centre" => BodyKind::DistrictCentre,
            "sub_centre" => {
                BodyKind::SubCentre { tribunal: self.tribunal.clone(), streets: list(&self.streets) }
            }
            "station" => BodyKind::Station,
            "committee" => BodyKind::Committee,
            "agency" => BodyKind::Agency {
                organ: Organ::from_code(&self.organ).ok_or_else(|| format!("no organ {}", self.organ))?,
                presence: self.presence()?,
            },
            "platform" => BodyKind::Platform { types: list(&self.types) },
            "team" => BodyKind::Team { types: list(&self.types) },
            "window" => BodyKind::Window { counter: self.counter.ok_or("a window has a counter")? },
            "court" => BodyKind::Court,
            kind => return Err(format!("no kind {kind}")),
        })
    }

    fn presence(&self) -> Result<Presence, String> {
        Ok(match self.presence.as_str() {
            "resident" => Presence::Resident,
            "rotating" => {
                let days = weekdays(&self.days)?;
                if days.is_empty() {
                    return Err("rotates on no day".to_owned());
                }
                Presence::Rotating { days }
            }
            "on_call" => Presence::OnCall {
                within_minutes: self.within_minutes.ok_or("is on call without a time to come")?,
            },
            presence => return Err(format!("no presence {presence}")),
        })
    }
}
