//! `/report-in/{token}`: how does a body without an account answer the one call it was handed a link to?
//!
//! The whistler makes the link and hands it over. The table holds a digest; whoever has the link sees this call and can do
//! what the called body can do to it, until the link is over, the call is, or a newer link replaced it.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, Moment, id::CallId};
use fengqiao_domain::whistle::{ActContext, ActKind, Call, Side};
use fengqiao_store::{
    journal::{self, Entry},
    sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest, Sha256};
use time::Duration;
use uuid::Uuid;

use super::{
    acts::{arriving, read, yes_or_no},
    load::{Loaded, whistle_for},
    store::{self, Kept},
    view::{CallShown, label},
};
use crate::{
    app::App,
    directory::Names,
    limits::Class,
    once::{answered, once, stored},
    reference::Reference,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// So long a link is good.
const GOOD: Duration = Duration::days(3);

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

/// The page that hands the link out, once.
#[derive(Debug, Template)]
#[template(path = "whistle/link.html")]
pub struct LinkPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    action: String,
    back: String,
    call: String,
    body: String,
    /// The link, once it is made.
    link: String,
    until: Moment,
}

impl LinkPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let loaded = Loaded::samples(now).pop().expect("there are samples");
        let call = &loaded.whistle().calls[0];
        let of = |link: &str| {
            let asks = Self::of(sample.clone(), Form::new("key"), &loaded, call, &Names::default(), now);
            Self { link: link.to_owned(), ..asks }
        };
        vec![of(""), of("https://example.org/report-in/0123")]
    }

    fn of(page: Page, form: Form, loaded: &Loaded, call: &Call, names: &Names, now: Moment) -> Self {
        let number = loaded.whistle().number.to_string();
        let back = format!("/whistles/{number}");
        Self {
            ways: vec![("/whistles".to_owned(), page.t("whistle-list-title")), (back.clone(), number)],
            action: format!("{back}/link"),
            back,
            call: call.id.to_string(),
            body: names.body_name(call.body).to_owned(),
            link: String::new(),
            until: now + GOOD,
            form,
            page,
        }
    }
}

/// The call of which the viewer, at the body that blew the whistle, may hand out a link.
fn handed<'l>(loaded: &'l Loaded, call: Option<&str>) -> Result<(&'l Call, Actor), Problem> {
    let id = call.and_then(|id| id.parse::<CallId>().ok()).ok_or(Problem::NotFound)?;
    let call = loaded.whistle().call(id).filter(|call| !call.is_over()).ok_or(Problem::NotFound)?;
    Ok((call, loaded.whistler().ok_or(Problem::NotFound)?))
}

/// `GET /whistles/{number}/link`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let loaded = whistle_for(&app, &viewer, &number).await?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let (call, _) = handed(&loaded, query.filled("call"))?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&LinkPage::of(viewer.page("whistles"), form, &loaded, call, &names, viewer.now)))
}

/// `POST /whistles/{number}/link`: makes the link; an earlier one of the call is good no more.
pub(super) async fn make(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let loaded = whistle_for(&app, &viewer, &number).await?;
    let (call, actor) = handed(&loaded, fields.filled("call"))?;
    let (key, now, token) = (fields.get("idempotency_key"), viewer.now, hex::encode(app.ids.bytes::<32>()));
    let (id, whistle) = (call.id, loaded.whistle().id);
    let token = once(&app, &viewer, key, move |tx| {
        Box::pin(async move {
            let text = "UPDATE whistle_calls SET link = $2, link_until = $3 WHERE id = $1";
            sql::run(tx, text, values![id.0, digest(&token), to_micros(now + GOOD)]).await?;
            let entry = Entry::of(now, actor, "whistle_link_made", &serde_json::json!({ "call": id }));
            journal::append(tx, store::WORD, whistle.0, &[entry], None).await?;
            Ok(token)
        })
    })
    .await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let asks = LinkPage::of(viewer.page("whistles"), Form::default(), &loaded, call, &names, now);
    Ok(page(&LinkPage { link: format!("{}/report-in/{token}", app.config.public_url), ..asks }))
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: i64,
    link_until: i64,
}

/// The call that a link leads to, and until when it does.
async fn behind(
    conn: &impl ConnectionTrait,
    app: &App,
    viewer: &Viewer,
    token: &str,
) -> Result<(Kept, CallId, Moment), Problem> {
    let text = "SELECT id, number, link_until FROM whistle_calls WHERE link = $1 AND link_until > $2";
    let row: Option<Row> =
        sql::first(conn, text, values![digest(token), to_micros(viewer.now)]).await.map_err(stored)?;
    let Some(row) = row else {
        // Whoever tries links is counted with those who try codes.
        app.limits.take(app, viewer, Class::WrongSecret)?;
        return Err(Problem::NotFound);
    };
    let kept = store::find(conn, &app.vault, row.number).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    Ok((kept, row.id.into(), from_micros(row.link_until)))
}

/// The page behind the link.
#[derive(Debug, Template)]
#[template(path = "whistle/outside.html")]
pub struct OutsidePage {
    page: Page,
    form: Form,
    action: String,
    kind: String,
    whistler: String,
    place: String,
    address: String,
    asked: String,
    call: CallShown,
    /// What can be done now: its code and the key of its sentence.
    acts: Vec<(String, &'static str)>,
    answers: Vec<Choice>,
    until: Moment,
    is_changed: bool,
}

impl OutsidePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let of = |loaded: &Loaded| {
            let id = loaded.whistle().calls[0].id;
            Self::of(sample.clone(), Form::new("key"), &loaded.kept, id, "0123", &Names::default(), now, now)
        };
        Loaded::samples(now).iter().map(of).collect()
    }

    #[expect(clippy::too_many_arguments, reason = "a page is made of what it shows")]
    fn of(
        page: Page,
        form: Form,
        kept: &Kept,
        id: CallId,
        token: &str,
        names: &Names,
        until: Moment,
        now: Moment,
    ) -> Self {
        let whistle = &kept.whistle;
        let call = whistle.call(id).expect("the link is of one of its calls");
        let may = |kind: &&ActKind| kind.side() == Side::Called && kind.allowed(call).is_ok();
        Self {
            action: format!("/report-in/{token}"),
            kind: page.code("choice-whistle-kind", whistle.kind.code()),
            whistler: names.body_name(whistle.body).to_owned(),
            place: Reference::shipped().place_name(page.lang, &whistle.place),
            address: whistle.address.clone(),
            asked: whistle.asked.clone(),
            call: CallShown::bare(&page, names, call, now),
            acts: ActKind::ALL
                .iter()
                .filter(may)
                .map(|kind| (kind.code().to_owned(), label(*kind)))
                .collect(),
            answers: yes_or_no(&page),
            until,
            is_changed: false,
            form,
            page,
        }
    }
}

async fn outside(
    app: &App,
    viewer: &Viewer,
    token: &str,
    (kept, id, until): &(Kept, CallId, Moment),
    form: Form,
) -> Result<OutsidePage, Problem> {
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    Ok(OutsidePage::of(viewer.page(""), form, kept, *id, token, &names, *until, viewer.now))
}

/// `GET /report-in/{token}`
pub(super) async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let found = behind(app.store.read(), &app, &viewer, &token).await?;
    let form = Form::new(app.ids.next::<Uuid>().to_string()).at_version(found.0.whistle.version);
    let form = arriving(form, &found.0.whistle.address, viewer.now);
    Ok(page(&outside(&app, &viewer, &token, &found, form).await?))
}

/// `POST /report-in/{token}`
pub(super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let found = behind(app.store.read(), &app, &viewer, &token).await?;
    let (kept, id, _) = &found;
    let kind = ActKind::from_code(fields.get("act")).filter(|kind| kind.side() == Side::Called);
    let kind = kind.ok_or(Problem::Malformed("act"))?;
    let back = format!("/report-in/{token}");
    let sent = Form::sent(fields.0.iter().cloned());
    let key = sent.idempotency_key.clone();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, "whistle-done"));
    }
    if sent.version != Some(kept.whistle.version) {
        let form = sent.at_version(kept.whistle.version);
        let again = outside(&app, &viewer, &token, &found, form).await?;
        return Ok(with_status(StatusCode::CONFLICT, page(&OutsidePage { is_changed: true, ..again })));
    }
    let context = ActContext { side: Side::Called, at: viewer.now, reckoning: app.reference.reckoning.now() };
    let decided = read(&app, kind, &fields, viewer.now)
        .and_then(|act| kept.whistle.clone().act(Some(*id), act, &context));
    let whistle = match decided {
        Ok(whistle) => whistle,
        Err(refusal) => {
            let form = sent.refused(viewer.lang, &refusal);
            let again = outside(&app, &viewer, &token, &found, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    // Nobody has signed in: the journal says that it came by the link of this call.
    let said = serde_json::json!({ "call": id, "act": kind.code() });
    let entry = Entry::of(viewer.now, Actor::System, "whistle_answered_by_link", &said);
    let (seq, vault, reference) = (kept.seq, app.vault.clone(), app.reference);
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::update(tx, &vault, seq, &whistle, reference.reckoning.now(), entry).await?;
            Ok("done".to_owned())
        })
    })
    .await?;
    Ok(see(&back, "whistle-done"))
}
