//! How does a demonstration district come into being?

mod people;

use std::collections::HashMap;

use anyhow::Context;
use fengqiao_store::{StoreError, sql, values};

use crate::{account, app::App};

/// What the demonstration starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// What a person who tries it must know: accounts with their one password.
    pub accounts: Vec<people::Person>,
}

/// The password of every demonstration account. Only `seed` makes such accounts.
pub const PASSWORD: &str = "fengqiao-2026";

/// Fills an empty district. Refuses one that has accounts already.
pub async fn seed(app: &App) -> anyhow::Result<Seeded> {
    let there: Option<i64> = sql::value(app.store.read(), "SELECT count(*) FROM accounts", values![]).await?;
    anyhow::ensure!(there == Some(0), "this database has accounts already; seed fills only an empty one");
    let bodies: HashMap<String, fengqiao_base::BodyId> = HashMap::new();
    let password = account::password::hash(PASSWORD, &app.ids.bytes());
    let people = people::everybody(&app.ids, &bodies);
    let kept = people.clone();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for person in kept {
                    account::store::save(tx, &person.account, &password).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .context("could not save the demonstration accounts")?;
    Ok(Seeded { accounts: people })
}
