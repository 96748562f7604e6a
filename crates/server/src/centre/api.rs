//! What does the API tell of centres and the bodies in them?

use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::{Moment, local_day};
use fengqiao_domain::centre::{Access, Body, BodyKind, Openness, Span};
use fengqiao_policy::Action;
use fengqiao_web::problem::Problem;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{
    ToSchema,
    openapi::schema::{Array, Object},
};
use uuid::Uuid;

use super::store;
use crate::{
    api::{
        answer::json,
        table::{Op, Table},
        words::one_of,
    },
    app::App,
    once::stored,
    viewer::Viewer,
};

/// The operations of this word.
pub fn table() -> Table {
    let op = |id| Op::new("centre", id);
    let list = json!({ "centres": [example()] });
    Table::default()
        .get("/api/v1/centres", Action::ReadPublic, op("list_centres").gives::<Centres>(200, list), list_all)
        .get(
            "/api/v1/centres/{code}",
            Action::ReadPublic,
            op("read_centre").gives::<CentreJson>(200, example()),
            one,
        )
}

fn example() -> Value {
    let hours = json!({ "opens": "09:00", "closes": "12:00" });
    json!({
        "id": "74bb3781-6888-8a27-8cde-fe4bc9acb565",
        "code": "district-centre",
        "kind": "district_centre",
        "name": "宝安区综治中心",
        "name_en": "Bao'an District Centre",
        "parent": null,
        "territory": "440306000000",
        "address": "新安街道",
        "phone": null,
        "lon": 113.88,
        "lat": 22.56,
        "is_open": true,
        "until": "2026-11-24T04:00:00Z",
        "today": [hours.clone()],
        "week": [[hours], [], [], [], [], [], []],
        "access": ["step_free"],
        "is_invented": true,
    })
}

/// The houses that everybody can walk into.
#[derive(Debug, Serialize, ToSchema)]
struct Centres {
    centres: Vec<CentreJson>,
}

/// A centre, or a body in one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Centre)]
struct CentreJson {
    id: Uuid,
    /// Its stable word in addresses.
    code: String,
    /// What kind of body it is.
    #[schema(schema_with = kind)]
    kind: &'static str,
    /// Its name in Chinese.
    name: String,
    /// Its name in English.
    name_en: String,
    /// The code of the body it belongs to or sits in.
    parent: Option<String>,
    /// 12-digit code of the division it is for.
    territory: String,
    /// Street and number, in Chinese.
    address: Option<String>,
    phone: Option<String>,
    /// Degrees east, WGS84.
    lon: Option<f64>,
    /// Degrees north, WGS84.
    lat: Option<f64>,
    /// Whether it is open now.
    is_open: bool,
    /// When that changes; null: not soon.
    #[serde(with = "time::serde::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Moment>,
    /// Today's hours.
    today: Vec<SpanJson>,
    /// The hours of the week, Monday first.
    week: Vec<Vec<SpanJson>>,
    /// What helps people to come in and be understood.
    #[schema(schema_with = access)]
    access: Vec<&'static str>,
    /// Whether name, address or number are made up for the demonstration.
    is_invented: bool,
}

/// From when until when, in China.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Span)]
struct SpanJson {
    opens: String,
    closes: String,
}

fn kind() -> Object {
    one_of(&BodyKind::CODES)
}

fn access() -> Array {
    Array::new(one_of(Access::CODES))
}

fn spans(spans: &[Span]) -> Vec<SpanJson> {
    spans
        .iter()
        .map(|one| SpanJson { opens: one.opens.to_string(), closes: one.closes.to_string() })
        .collect()
}

impl CentreJson {
    fn of(app: &App, viewer: &Viewer, body: &Body) -> Self {
        let calendar = &app.reference.reckoning.calendar;
        let (is_open, until) = match body.hours.at(viewer.now, calendar) {
            Openness::Open { until } => (true, until),
            Openness::Closed { opens, .. } => (false, opens),
        };
        Self {
            id: body.id.0,
            code: body.code.clone(),
            kind: body.kind.code(),
            name: body.name.clone(),
            name_en: body.name_en.clone(),
            parent: body.parent.clone(),
            territory: body.territory.clone(),
            address: body.address.clone(),
            phone: body.phone.clone(),
            lon: body.point.map(|point| point.lon),
            lat: body.point.map(|point| point.lat),
            is_open,
            until,
            today: spans(&body.hours.on(local_day(viewer.now), calendar).spans),
            week: body.hours.week.iter().map(|day| spans(day)).collect(),
            access: body.access.iter().map(|one| one.code()).collect(),
            is_invented: body.invented,
        }
    }
}

/// `GET /api/v1/centres`
async fn list_all(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(stored)?;
    let houses = network.bodies().iter().filter(|body| body.kind.is_house());
    Ok(json(&Centres { centres: houses.map(|body| CentreJson::of(&app, &viewer, body)).collect() }))
}

/// `GET /api/v1/centres/{code}`
async fn one(State(app): State<App>, viewer: Viewer, Path(code): Path<String>) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(stored)?;
    let body = network.by_code(&code).ok_or(Problem::NotFound)?;
    Ok(json(&CentreJson::of(&app, &viewer, body)))
}
