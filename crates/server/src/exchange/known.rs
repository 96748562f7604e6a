//! Which bodies, people and places does a record speak of?
//!
//! Who works here under the name that stands there is that account. Whoever does not is given one that nobody can sign
//! in with, so that the record says who it was and nobody else is taken for it.

use std::collections::BTreeMap;

use fengqiao_base::{AccountId, BodyId, Duty, Moment, local_day};
use fengqiao_domain::centre::{Body, Network};
use fengqiao_store::{
    StoreError, Tx, sql,
    time::{day_text, to_micros},
    values,
};
use fengqiao_web::lang::Lang;
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    app::App,
    centre,
    reference::{Reference, type_name},
};

/// What the records are read against.
pub struct Known {
    /// Divisions, calendar, rules, types.
    pub reference: &'static Reference,
    /// The court that confirms.
    pub court: String,
    /// The six digits of the district.
    pub division: u32,
    /// When the import takes place.
    pub now: Moment,
    network: Network,
    types: BTreeMap<String, String>,
    staff: Staff,
}

/// Accounts by the body and the name of who works there.
type Staff = BTreeMap<(BodyId, String), Vec<(AccountId, Vec<Duty>)>>;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    duties: String,
    body: Uuid,
}

/// Somebody who worked here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Former {
    /// The account that is made.
    pub id: AccountId,
    name: String,
    duty: Duty,
    body: Option<BodyId>,
    street: Option<String>,
}

impl Known {
    /// Reads what is known now.
    pub async fn load(app: &App) -> Result<Self, StoreError> {
        let conn = app.store.read();
        let text = "SELECT a.id, a.name, p.duties, p.body FROM accounts a JOIN posts p ON p.account = a.id AND p.of IS NULL \
                    WHERE p.body IS NOT NULL AND a.disabled_at IS NULL \
                    AND p.from_day <= $1 AND (p.until_day IS NULL OR p.until_day >= $1) ORDER BY a.id";
        let mut staff = Staff::new();
        let today = day_text(local_day(app.clock.now()));
        for row in sql::all::<Row>(conn, text, values![today]).await? {
            let duties: Vec<Duty> =
                serde_json::from_str(&row.duties).map_err(|e| StoreError::unreadable("duties", e))?;
            let here = staff.entry((BodyId(row.body), row.name)).or_default();
            match here.last_mut() {
                Some((id, known)) if id.0 == row.id => known.extend(duties),
                _ => here.push((AccountId(row.id), duties)),
            }
        }
        let reference = app.reference;
        let mut types = BTreeMap::new();
        for one in &reference.types {
            for lang in Lang::ALL {
                let name = type_name(lang, &one.code);
                types.insert(name.trim_end_matches("纠纷").to_lowercase(), one.code.clone());
                types.insert(name.to_lowercase(), one.code.clone());
            }
            types.insert(one.code.to_lowercase(), one.code.clone());
        }
        Ok(Self {
            reference,
            court: app.config.district.court.clone(),
            division: reference.divisions.number(),
            now: app.clock.now(),
            network: centre::store::network(conn).await?,
            types,
            staff,
        })
    }

    /// The type of dispute with this name or code.
    pub fn dispute_type(&self, text: &str) -> Option<&str> {
        self.types.get(&text.to_lowercase()).map(String::as_str)
    }

    /// The body with this name or code.
    pub fn body(&self, text: &str) -> Option<&Body> {
        let is_it = |body: &&Body| [&body.name, &body.code, &body.name_en].contains(&&text.to_owned());
        self.network.bodies().iter().find(is_it)
    }

    /// The committee for a place.
    pub fn committee(&self, place: &str) -> Option<&Body> {
        let street = self.reference.divisions.street_of(place)?;
        self.network.committee_of(&street.code)
    }

    /// The 12-digit code of a place: its code, or its name with or without the street before it.
    pub fn place(&self, text: &str) -> Option<String> {
        let divisions = &self.reference.divisions;
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let code = format!("{text:0<12}");
            let is_known = code == divisions.district() || divisions.street_of(&code).is_some();
            return is_known.then_some(code);
        }
        let district = divisions.get(divisions.district()).map_or("", |one| one.name.as_str());
        let text = match text.split_once(district) {
            Some((_, rest)) if !district.is_empty() => rest,
            _ => text.as_str(),
        };
        if text.is_empty() {
            return Some(divisions.district().to_owned());
        }
        let street = divisions.streets().find(|street| text.starts_with(&street.name));
        let rest = street.map_or(text, |street| &text[street.name.len()..]);
        if rest.is_empty() {
            return street.map(|street| street.code.clone());
        }
        let is_it = |code: &str, name: &str| {
            let short = divisions.short(code);
            name == rest || short == rest || short.trim_end_matches("社区") == rest
        };
        let mut found = divisions
            .communities(street.map(|street| street.code.as_str()))
            .filter(|one| is_it(&one.code, &one.name));
        let first = found.next()?;
        // A name that two places share names neither.
        found.next().is_none().then(|| first.code.clone())
    }

    /// The account of somebody of `body` with this name and duty; else one that is made for who worked there.
    pub fn staff(&self, name: &str, duty: Duty, body: &Body) -> Result<AccountId, Former> {
        let here = self.staff.get(&(body.id, name.to_owned()));
        let fitting = here.into_iter().flatten().filter(|(_, duties)| duties.contains(&duty));
        if let [(id, _)] = fitting.collect::<Vec<_>>()[..] {
            return Ok(*id);
        }
        let street = self.reference.divisions.street_of(&body.territory).map(|street| street.code.clone());
        let id = account_id(&["former", &body.code, duty.code(), name]);
        Err(Former { id, name: name.to_owned(), duty, body: Some(body.id), street })
    }
}

/// The account in whose name the rest of a record is written: what its author did not sign.
pub fn importer() -> Former {
    Former {
        id: account_id(&["import"]),
        name: "历史数据导入".to_owned(),
        duty: Duty::Intake,
        body: None,
        street: None,
    }
}

fn account_id(parts: &[&str]) -> AccountId {
    let digest: [u8; 32] = Sha256::digest(parts.join("\0").as_bytes()).into();
    let (first, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
    AccountId(uuid::Builder::from_custom_bytes(*first).into_uuid())
}

/// Makes the accounts of those who worked here; whoever has one keeps it.
pub async fn keep_former(tx: &Tx, former: &[Former], now: Moment) -> Result<(), StoreError> {
    let text = "INSERT INTO accounts (id, login, name, password, duties, body, street, disabled_at) \
                VALUES ($1, $2, $3, '', $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING";
    for one in former {
        let login = format!("former-{}", one.id.0.simple());
        let duties = serde_json::to_string(&[one.duty]).expect("duties are plain words");
        let body = one.body.map(|body| body.0);
        let values =
            values![one.id.0, login, one.name.as_str(), duties, body, one.street.clone(), to_micros(now)];
        sql::run(tx, text, values).await?;
    }
    Ok(())
}
