//! Who has which name here? Names of accounts and bodies, for pages that show many of them, and the bodies themselves.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
    time::{Duration, Instant},
};

use fengqiao_base::{AccountId, Actor, BodyId};
use fengqiao_domain::centre::Network;
use fengqiao_store::{StoreError, sql, values};
use fengqiao_web::page::Page;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::centre;

/// So long a name may be out of date after it was changed elsewhere.
const FRESH: Duration = Duration::from_secs(30);

/// The names, as they were read last.
#[derive(Debug, Default)]
pub struct Names {
    accounts: HashMap<AccountId, String>,
    bodies: HashMap<BodyId, BodyName>,
}

/// A body as lists and headings show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyName {
    /// Its stable code.
    pub code: String,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
}

impl Names {
    /// The name of an account; a dash if there is none.
    pub fn account(&self, id: AccountId) -> &str {
        self.accounts.get(&id).map_or("–", String::as_str)
    }

    /// Who acted, in words: name and duty of staff, and for whom somebody stands in; of others the duty alone.
    pub fn actor(&self, page: &Page, by: Actor) -> String {
        let duty = page.code("common-duty", by.duty().code());
        match by {
            Actor::Staff { account, .. } => format!("{} · {duty}", self.account(account)),
            Actor::StandIn { account, of, .. } => {
                let of = self.account(of).to_owned();
                let duty = page.told("common-stand-in", &[("duty", duty), ("of", of)]);
                format!("{} · {duty}", self.account(account))
            }
            Actor::Party { .. } | Actor::System => duty,
        }
    }

    /// Whether there is such an account.
    pub fn has_account(&self, id: AccountId) -> bool {
        self.accounts.contains_key(&id)
    }

    /// A body, if there is one.
    pub fn body(&self, id: BodyId) -> Option<&BodyName> {
        self.bodies.get(&id)
    }

    /// The name of a body; a dash if there is none.
    pub fn body_name(&self, id: BodyId) -> &str {
        self.body(id).map_or("–", |body| body.name.as_str())
    }
}

/// Keeps the names at hand and reads them again when they may be out of date.
#[derive(Debug, Default)]
pub struct Directory {
    names: RwLock<Option<(Instant, Arc<Names>)>>,
    network: RwLock<Option<(Instant, Arc<Network>)>>,
}

#[derive(FromQueryResult)]
struct AccountRow {
    id: Uuid,
    name: String,
}

#[derive(FromQueryResult)]
struct BodyRow {
    id: Uuid,
    code: String,
    kind: String,
    name: String,
}

impl Directory {
    /// The names, at most [`FRESH`] old.
    pub async fn names(&self, conn: &impl ConnectionTrait) -> Result<Arc<Names>, StoreError> {
        let kept = self.names.read().expect("no reader of names panics").clone();
        if let Some((at, names)) = kept
            && at.elapsed() < FRESH
        {
            return Ok(names);
        }
        let accounts: Vec<AccountRow> = sql::all(conn, "SELECT id, name FROM accounts", values![]).await?;
        let bodies: Vec<BodyRow> =
            sql::all(conn, "SELECT id, code, kind, name FROM bodies", values![]).await?;
        let names = Arc::new(Names {
            accounts: accounts.into_iter().map(|row| (AccountId(row.id), row.name)).collect(),
            bodies: bodies
                .into_iter()
                .map(|row| (BodyId(row.id), BodyName { code: row.code, kind: row.kind, name: row.name }))
                .collect(),
        });
        *self.names.write().expect("no reader of names panics") = Some((Instant::now(), names.clone()));
        Ok(names)
    }

    /// Every body with its hours and its roster, at most [`FRESH`] old: where what comes in goes is asked at every filing.
    pub async fn network(&self, conn: &impl ConnectionTrait) -> Result<Arc<Network>, StoreError> {
        let kept = self.network.read().expect("no reader of bodies panics").clone();
        if let Some((at, network)) = kept
            && at.elapsed() < FRESH
        {
            return Ok(network);
        }
        let network = Arc::new(centre::store::network(conn).await?);
        *self.network.write().expect("no reader of bodies panics") = Some((Instant::now(), network.clone()));
        Ok(network)
    }

    /// Forgets what was read; for whoever has just changed a name.
    pub fn forget(&self) {
        *self.names.write().expect("no reader of names panics") = None;
        *self.network.write().expect("no reader of bodies panics") = None;
    }
}
