//! How does a demonstration district come into being?

mod after;
pub mod chance;
mod dispatching;
pub mod life;
pub mod linking;
mod mediating;
mod names;
pub mod owning;
pub mod people;
mod persons;
pub mod plan;
pub mod stories;
mod telling;
mod wages;
mod walk;
pub mod whistles;
pub mod world;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use anyhow::Context;
use fengqiao_domain::{
    centre::{Body, BodyKind, DutyDays, Person as OnRoster, Roster, TurnLength},
    report::Host,
};
use fengqiao_store::{StoreError, dialect, sql, values};
use sha2::{Digest, Sha256};
use time::macros::date;
use tokio::task::JoinHandle;

use crate::{
    account::{self, Account},
    app::App,
    case::bulk::{Batch, Secrets, Whole},
    centre, notify,
};
use people::Person;
use plan::Plan;
use world::World;

/// What the demonstration starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// Who can sign in, with the one password.
    pub accounts: Vec<Person>,
}

/// The password of every demonstration account. Only `seed` makes such accounts.
pub const PASSWORD: &str = "fengqiao-2026";

/// Fills an empty district with its bodies and accounts. Refuses one that has accounts already.
pub async fn seed(app: &App) -> anyhow::Result<Seeded> {
    let there: Option<i64> = sql::value(app.store.read(), "SELECT count(*) FROM accounts", values![]).await?;
    anyhow::ensure!(there == Some(0), "this database has accounts already; seed fills only an empty one");
    // The password is known to everybody who reads this; its salt need not be a secret.
    let digest: [u8; 32] = Sha256::digest(PASSWORD).into();
    let (salt, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
    let password = account::password::hash(PASSWORD, salt);
    let people = people::everybody();
    let bodies: Vec<Body> =
        centre::demonstration().bodies().iter().map(|body| with_roster(body.clone(), &people)).collect();
    let kept = people.clone();
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for body in &bodies {
                    centre::store::save(tx, body).await?;
                }
                let setting = "INSERT INTO settings (name, value) VALUES ($1, 'yes')";
                sql::run(tx, setting, values![notify::spool::SETTING]).await?;
                for person in &kept {
                    account::store::save(tx, &person.account, "", now).await?;
                    account::password::keep(tx, person.account.id, &password, 0, now).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .context("could not save the demonstration bodies and accounts")?;
    Ok(Seeded { accounts: people })
}

/// How many lives one transaction takes.
const BATCH: usize = 400;
/// How many batches are played ahead of the one that is being written.
const AHEAD: usize = 4;

/// Plays the planned lives and keeps them; tells how far it is. Gives how many requests and cases there are.
pub async fn play(app: &App, plan: Plan, tell: impl Fn(u64, u64)) -> anyhow::Result<Played> {
    let world = Arc::new(World::of(&app.config, app.reference, &people::everybody()));
    let lives = Arc::new(plan.lives(&world.stories, &world.reference.reckoning.calendar));
    let filings = lives.iter().map(|life| 1 + i64::from(life.twin.is_some())).sum();
    let first = app
        .store
        .write(move |tx| Box::pin(async move { dialect::next_numbers(tx, filings).await }))
        .await
        .context("could not take the numbers of the lives")?;
    let secrets = Secrets::of(app);
    let engine = app.store.engine();
    let mut ahead: VecDeque<JoinHandle<anyhow::Result<Batch>>> = VecDeque::new();
    let mut starts = (0..lives.len()).step_by(BATCH);
    let mut played = Played::default();
    let all = u64::try_from(filings).unwrap_or(0);
    loop {
        while ahead.len() < AHEAD
            && let Some(start) = starts.next()
        {
            let (world, lives, secrets) = (world.clone(), lives.clone(), secrets.clone());
            ahead.push_back(tokio::task::spawn_blocking(move || {
                let end = lives.len().min(start + BATCH);
                let mut batch = Batch::new(engine);
                for planned in &lives[start..end] {
                    let life = life::play(&world, planned, plan.seed, first, plan.horizon())?;
                    let case = life.case.map(|case| (case, HOST));
                    let own = Whole { request: life.request, parties: life.parties, case };
                    batch.add(own, &secrets, plan.horizon());
                    if let Some((request, parties)) = life.twin {
                        batch.add(Whole { request, parties, case: None }, &secrets, plan.horizon());
                    }
                }
                Ok(batch)
            }));
        }
        let Some(next) = ahead.pop_front() else {
            dispatching::play(app).await.context("could not send what waits to the bodies")?;
            return Ok(played);
        };
        let batch = next.await.context("a life could not be played to its end")??;
        let (requests, cases) = (batch.requests(), batch.cases());
        app.store
            .write(move |tx| Box::pin(async move { batch.write(tx).await }))
            .await
            .context("could not keep the lives")?;
        played.requests += requests;
        played.cases += cases;
        tell(played.requests, all);
    }
}

/// The kind of committee that handles every case of the demonstration.
const HOST: Host = Host::Street;

/// How much was played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Played {
    /// Requests.
    pub requests: u64,
    /// Cases that came of them.
    pub cases: u64,
}

/// A committee's mediators take turns at its door, a week each; whoever has an account on another roster is linked.
fn with_roster(mut body: Body, people: &[Person]) -> Body {
    if body.kind == BodyKind::Committee {
        body.roster = Some(Roster {
            people: people::mediators_of(people, body.id),
            since: date!(2020 - 01 - 06),
            turn: TurnLength::Week,
            days: DutyDays::Workdays,
            begins: "09:00".parse().expect("a time of day"),
            minutes: 9 * 60,
            swaps: BTreeMap::new(),
            leaves: Vec::new(),
        });
    }
    for one in body.roster.iter_mut().flat_map(|roster| &mut roster.people) {
        let OnRoster { name, account } = one;
        let district =
            people.iter().find(|person| person.account.street().is_none() && person.account.name == *name);
        *account = account.or(district.map(|person| person.account.id));
    }
    body
}

/// What a person who tries it must know.
pub fn told(seeded: &Seeded) -> String {
    let mut text = format!("Accounts (password {PASSWORD}):\n");
    for person in seeded.accounts.iter().filter(|person| person.is_shown) {
        let duties: Vec<_> = person.account.duties().iter().map(|duty| duty.code()).collect();
        let Account { login, name, .. } = &person.account;
        text.extend([format!("  {login:<18} {name}  {}\n", duties.join(", "))]);
    }
    text.push_str(STREETS_TOLD);
    text
}

/// The colleagues are too many to list.
const STREETS_TOLD: &str = "  In each street: head-, clerk-, mediator- (mediator2- to mediator5-), recorder-, visitor- and one of\n  \
     xixiang, hangcheng, fuyong, fuhai, shajing, xinqiao, songgang, yanluo, shiyan; clerk-xinan, mediator3 to mediator5.\n";
