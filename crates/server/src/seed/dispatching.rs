//! Where did the requests go that still wait? What the routing rules say is played after the lives.

use fengqiao_base::{Actor, Duty};
use fengqiao_domain::dispatch::{Act, Facts, Ground, State};
use fengqiao_store::{StoreError, journal::Entry, sql, values};
use sea_orm::FromQueryResult;
use serde_json::json;

use crate::{
    app::App,
    dispatch::{
        send::{self, Planned},
        store,
    },
    intake,
};

#[derive(FromQueryResult)]
struct Found {
    seq: i64,
}

/// Sends what waits to the bodies of the rules in force; what should have been answered by now was taken, and of the last
/// one that the labour desk supports competence is disputed.
pub(super) async fn play(app: &App) -> Result<(), StoreError> {
    let conn = app.store.read();
    let text = "SELECT seq FROM requests WHERE stage IN ('lead', 'registered') ORDER BY seq";
    let seqs: Vec<Found> = sql::all(conn, text, values![]).await?;
    let network = app.directory.network(conn).await?;
    let now = app.clock.now();
    let mut disputed = None;
    for one in seqs {
        let Some(kept) = intake::store::find(conn, &app.vault, one.seq).await? else { continue };
        let at = kept.request.filed_at;
        let facts = Facts::of_request(&kept.request, &kept.street, at);
        let plan = app.reference.dispatch.plan(&facts, &network, &app.reference.reckoning.now().calendar);
        let sent = plan.sent.into_iter().map(|sent| {
            let by = send::answer_by(&sent, at, app.reference.reckoning.now());
            (app.ids.next(), sent, by)
        });
        let planned = Planned { rules: plan.rules, sent: sent.collect(), at };
        app.store
            .write(move |tx| Box::pin(async move { store::send(tx, one.seq, &planned, Actor::System).await }))
            .await?;
        for kept in store::of_number(conn, one.seq).await? {
            if kept.dispatch.sent.rule == "wages-labour" {
                disputed = Some(kept.clone());
            }
            if kept.dispatch.is_late(now) {
                answer(app, kept, Act::Take).await?;
            }
        }
    }
    if let Some(kept) = disputed {
        let kept = store::of_number(conn, kept.seq).await?.into_iter().find(|one| one.id == kept.id);
        if let Some(kept) = kept.filter(|kept| kept.dispatch.state != State::Done) {
            answer(app, kept, Act::Object { ground: Ground::OtherTerritory, instead: None }).await?;
        }
    }
    Ok(())
}

async fn answer(app: &App, mut kept: store::Kept, act: Act) -> Result<(), StoreError> {
    // Both acts fit what waits or was taken.
    let Ok(done) = kept.dispatch.clone().act(act, Duty::Department) else { return Ok(()) };
    kept.dispatch = done.dispatch;
    let told = json!({ "number": kept.seq, "act": act });
    let entry = Entry::of(app.clock.now(), Actor::System, act.code(), &told);
    app.store.write(move |tx| Box::pin(async move { store::save(tx, &kept, entry).await })).await
}
