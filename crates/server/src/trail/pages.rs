//! `GET /trail`: the trail as whoever audits reads it.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use fengqiao_base::{Actor, Moment, Refusal};
use fengqiao_domain::intake::RequestNumber;
use fengqiao_store::{sql, values};
use fengqiao_web::{
    form::Fields,
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    About, Kind, Payload,
    store::{self, Asked, Read},
};
use crate::{
    app::App, directory::Names, intake::form::day_of, listing::Rows, once::stored, render::page,
    viewer::Viewer,
};

/// An entry as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    at: Moment,
    kind: String,
    is_refused: bool,
    by: String,
    about: String,
    what: String,
    from: String,
}

/// The trail.
#[derive(Debug, Template)]
#[template(path = "trail/list.html")]
pub struct TrailPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    rows: Vec<Shown>,
    first: Option<String>,
    next: Option<String>,
    export: String,
}

impl TrailPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let account = crate::case::sample::ACCOUNT;
        let read = |kind: Kind, by, about| Read {
            seq: 7,
            at: time::macros::datetime!(2026-11-24 02:00 UTC),
            by,
            kind: Some(kind),
            payload: Payload { about, from: "192.0.2.7".parse().ok(), what: "case.read".to_owned() },
        };
        let staff = Actor::Staff { account, duty: fengqiao_base::Duty::Head };
        let rows = vec![
            read(Kind::FileRead, staff, About::Number(1)),
            read(Kind::SignInRefused, Actor::System, About::Account(account)),
            read(Kind::Exported, staff, About::Platform),
        ];
        let of = |rows, next, form| {
            Self::of(sample.clone(), Rows { rows, next }, &Names::default(), form, "kind=file_read")
        };
        let wrong = Form::default()
            .with("number", "7")
            .refused(sample.lang, &Refusal::new("trail-number-unknown").at("number"));
        vec![
            of(Vec::new(), None, Form::default()),
            of(rows, Some(7), Form::default().with("kind", "file_read")),
            of(Vec::new(), None, wrong),
        ]
    }

    fn of(page: Page, found: Rows<Read>, names: &Names, form: Form, query: &str) -> Self {
        let plain: Vec<&str> =
            query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("before=")).collect();
        let query = plain.join("&");
        let with = |more: &str| {
            [query.as_str(), more].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
        };
        let kinds =
            Kind::ALL.iter().map(|kind| Choice::new(kind.code(), page.code("trail-kind", kind.code())));
        Self {
            kinds: kinds.collect(),
            first: form.value("before").parse::<i64>().is_ok().then(|| format!("/trail?{query}")),
            next: found.next.map(|key| format!("/trail?{}", with(&format!("before={key}")))),
            export: format!("/trail.json?{query}"),
            rows: found.rows.into_iter().map(|row| shown(&page, names, row)).collect(),
            page,
            form,
        }
    }
}

/// Who acted; a dash where nobody is known.
pub(super) fn by_words(page: &Page, names: &Names, by: Actor) -> String {
    if by == Actor::System { "–".to_owned() } else { names.actor(page, by) }
}

fn shown(page: &Page, names: &Names, row: Read) -> Shown {
    let about = match row.payload.about {
        About::Account(account) => names.account(account).to_owned(),
        About::Number(number) => page.ta("trail-about-number", &[("number", &number)]),
        About::Platform => page.t("trail-about-platform"),
    };
    Shown {
        at: row.at,
        kind: row.kind.map_or_else(|| "–".to_owned(), |kind| page.code("trail-kind", kind.code())),
        is_refused: row.kind.is_some_and(Kind::is_refused),
        by: by_words(page, names, row.by),
        about,
        what: row.payload.what,
        from: row.payload.from.map_or_else(|| "–".to_owned(), |from| from.to_string()),
    }
}

/// What the query asks of the trail, and what of it cannot be asked.
pub(super) async fn asked_of(app: &App, fields: &Fields) -> Result<(Asked, Vec<Refusal>), Problem> {
    let mut asked = Asked {
        kind: fields.filled("kind").and_then(Kind::from_code),
        before: fields.filled("before").and_then(|key| key.parse().ok()),
        ..Asked::default()
    };
    let mut complaints = Vec::new();
    if fields.filled("kind").is_some() && asked.kind.is_none() {
        complaints.push(Refusal::new("choice-missing").at("kind"));
    }
    for (name, into) in [("from", &mut asked.from), ("until", &mut asked.until)] {
        match day_of(fields, name) {
            Ok(day) => *into = day,
            Err(refusal) => complaints.push(refusal),
        }
    }
    if let Some(number) = fields.filled("number") {
        match number.parse::<RequestNumber>() {
            Ok(number) => asked.about = Some(About::Number(number.sequence())),
            Err(_) => complaints.push(Refusal::new("trail-number-unknown").at("number")),
        }
    }
    if let Some(login) = fields.filled("login") {
        let text = "SELECT id FROM accounts WHERE login = $1";
        let account: Option<Uuid> =
            sql::value(app.store.read(), text, values![login]).await.map_err(stored)?;
        match account {
            Some(account) => asked.by = Some(account.into()),
            None => complaints.push(Refusal::new("trail-login-unknown").at("login")),
        }
    }
    Ok((asked, complaints))
}

/// `GET /trail`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let fields = Fields::parse(query.as_bytes())?;
    let (asked, complaints) = asked_of(&app, &fields).await?;
    let found = if complaints.is_empty() {
        store::find(app.store.read(), &asked).await.map_err(stored)?
    } else {
        Rows { rows: Vec::new(), next: None }
    };
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let form = Form::sent(fields.0);
    let form = complaints.iter().fold(form, |form, refusal| form.refused(viewer.lang, refusal));
    Ok(page(&TrailPage::of(viewer.page("trail"), found, &names, form, &query)))
}
