//! How does a program do something on a case?
//!
//! The body is an act as the rules know it. Everything that is wrong with it is said at once, each at its field.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use fengqiao_base::{PartyId, Refusal, id::AttachmentId, local_day};
use fengqiao_domain::{
    case::{Act, ActKind, Field},
    codes::Input,
    intake::{PartyDetails, PartyRole},
};
use fengqiao_policy::Action;
use fengqiao_store::{sql, values};
use fengqiao_web::problem::Problem;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    super::{
        acts::{decide, keep},
        form::{Newcomer, ReadAct, asks_for_newcomer},
        load::{Loaded, case_for, may_read, offers},
        typed::day,
    },
    answers::TurnJson,
    read::followed,
};
use crate::{
    api::{
        acts::PersonJson,
        answer::Remembered,
        read::{Sent, must_match, once_key},
    },
    app::App,
    once::{answered, stored},
    viewer::Viewer,
};

/// What an act made of a case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActDone)]
pub struct Done {
    /// The number of the case.
    number: String,
    /// Its version now; the same as the ETag. Whoever reports a danger and reads no cases is told the number alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// Where it stands now.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    /// Whose turn it is now.
    turn: Option<TurnJson>,
    /// What whoever acted can do next: codes of acts.
    offers: Vec<&'static str>,
}

/// `POST /api/v1/cases/{number}/acts`
pub async fn by_staff(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(number): Path<String>,
    sent: Sent<Map<String, Value>>,
) -> Result<Response, Problem> {
    let key = once_key(&headers)?;
    if let Some(kept) = answered(&app, &viewer, &key).await? {
        return Ok(Remembered::read(&kept, sent.text.as_bytes())?.into_response());
    }
    // Whoever reads no cases may report a danger, and do nothing else.
    let reports = sent.body.get("act").and_then(Value::as_str) == Some(ActKind::ReportDanger.code());
    let action = if reports { Action::ReportDanger } else { Action::ActOnCase };
    let loaded = case_for(&app, &viewer, action, &number).await?;
    act(&app, &viewer, &headers, &key, loaded, sent).await
}

/// `POST /api/v1/follow/case/acts`
pub async fn by_party(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    sent: Sent<Map<String, Value>>,
) -> Result<Response, Problem> {
    let key = once_key(&headers)?;
    if let Some(kept) = answered(&app, &viewer, &key).await? {
        return Ok(Remembered::read(&kept, sent.text.as_bytes())?.into_response());
    }
    let loaded = followed(&app, &viewer, Action::ActAsParty).await?;
    act(&app, &viewer, &headers, &key, loaded, sent).await
}

/// Reads the act, decides, keeps, answers. Whoever may not read the case knows no version of it and is told none.
async fn act(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    key: &str,
    loaded: Loaded,
    sent: Sent<Map<String, Value>>,
) -> Result<Response, Problem> {
    let is_reader = may_read(viewer, &loaded);
    if is_reader {
        must_match(headers, loaded.case().version)?;
    }
    let Sent { body, text } = sent;
    let kind = body.get("act").and_then(Value::as_str).and_then(ActKind::from_code);
    let Some(kind) = kind else {
        return Err(Problem::Invalid(vec![Refusal::new("act-unknown").at("act")]));
    };
    let actor = loaded.actor(kind)?;
    let read = read(app, viewer, kind, body).map_err(Problem::Invalid)?;
    pointed_at(app, &loaded, kind, &read).await?;
    let act: Act = serde_json::from_value(read.json.clone()).map_err(|_| Problem::Malformed("act"))?;
    let case = decide(app, viewer, &loaded, actor, vec![(None, act)]).map_err(|(_, refusal)| refusal)?;
    let version = loaded.case().version + 1;
    let done = Done {
        number: case.number.clone(),
        version: is_reader.then_some(version),
        stage: is_reader.then(|| case.stage.code()),
        turn: TurnJson::of(&case).filter(|_| is_reader),
        offers: offers(&loaded.actors, &case, local_day(viewer.now))
            .into_iter()
            .filter(|_| is_reader)
            .map(ActKind::code)
            .collect(),
    };
    let answer = Remembered::new(text.as_bytes(), StatusCode::OK, &done);
    let answer = if is_reader { answer.at_version(version) } else { answer };
    let kept = keep(app, viewer, key, &loaded, actor, case, read, answer.text()).await?;
    Ok(Remembered::read(&kept, text.as_bytes())?.into_response())
}

/// Reads the fields of an act.
fn read(
    app: &App,
    viewer: &Viewer,
    kind: ActKind,
    mut body: Map<String, Value>,
) -> Result<ReadAct, Vec<Refusal>> {
    let mut act = Map::from_iter([("act".to_owned(), json!(kind.code()))]);
    let mut newcomers = Vec::new();
    let mut wrong = Vec::new();
    body.remove("act");
    for field in kind.fields() {
        let value = body.remove(field.name).filter(|value| !value.is_null());
        match (value, asks_for_newcomer(kind, field.name)) {
            (Some(Value::Object(person)), true) => match newcomer(app, viewer, field.name, person) {
                Ok(one) => {
                    act.insert(field.name.to_owned(), json!(one.id));
                    newcomers.push(one);
                }
                Err(refusals) => wrong.extend(refusals),
            },
            (Some(value), _) => match fits(&field, &value) {
                Ok(()) => {
                    act.insert(field.name.to_owned(), value);
                }
                Err(code) => wrong.push(Refusal::new(code).at(field.name)),
            },
            (None, _) if field.optional => {}
            (None, _) => wrong.push(Refusal::new("field-missing").at(field.name)),
        }
    }
    // The name is not said: it is the sender's text, and this stands in logs of others.
    if !body.is_empty() {
        wrong.push(Refusal::new("field-unknown").with("count", body.len()));
    }
    if wrong.is_empty() {
        Ok(ReadAct { json: Value::Object(act), newcomers, arrivals: Vec::new() })
    } else {
        Err(wrong)
    }
}

/// Whether a value is of the kind the field asks for; else the code of the refusal.
fn fits(field: &Field, value: &Value) -> Result<(), &'static str> {
    let is_id = |value: &Value| value.as_str().is_some_and(|text| text.parse::<Uuid>().is_ok());
    let is_among = |value: &Value, codes: &[&str]| value.as_str().is_some_and(|text| codes.contains(&text));
    let all =
        |value: &Value, of: &dyn Fn(&Value) -> bool| value.as_array().is_some_and(|all| all.iter().all(of));
    let (is_right, code) = match field.input {
        Input::Text => (value.is_string(), "field-wrong-type"),
        Input::Choice { codes, .. } => (is_among(value, codes), "field-not-in-list"),
        Input::Choices { codes, .. } => (all(value, &|one| is_among(one, codes)), "field-not-in-list"),
        Input::Check => (value.is_boolean(), "field-wrong-type"),
        Input::Day => (value.as_str().is_some_and(|text| day(text).is_some()), "field-not-a-day"),
        Input::Moment => {
            let format = &time::format_description::well_known::Rfc3339;
            let is = value.as_str().is_some_and(|text| fengqiao_base::Moment::parse(text, format).is_ok());
            (is, "field-not-a-moment")
        }
        Input::Money => (value.as_i64().is_some_and(|fen| fen >= 0), "field-not-an-amount"),
        Input::Number => (value.as_u64().is_some_and(|n| u32::try_from(n).is_ok()), "field-not-a-number"),
        Input::Parties | Input::Bodies => (all(value, &is_id), "field-not-an-id"),
        Input::Measures => (all(value, &is_measure), "field-wrong-type"),
        Input::Items => (all(value, &is_item), "items-not-as-described"),
        Input::Party
        | Input::Account
        | Input::Agreement
        | Input::Item
        | Input::Attachment
        | Input::Body
        | Input::Sharing
        | Input::Task => (is_id(value), "field-not-an-id"),
    };
    if is_right { Ok(()) } else { Err(code) }
}

fn is_item(value: &Value) -> bool {
    const KNOWN: [&str; 8] =
        ["what", "performer", "beneficiary", "amount_fen", "due", "manner", "place", "on_the_spot"];
    let is_known = |item: &Map<String, Value>| item.keys().all(|name| KNOWN.contains(&name.as_str()));
    let is_amount = |item: &Map<String, Value>| {
        item.get("amount_fen").is_none_or(|fen| fen.is_null() || fen.as_i64().is_some_and(|fen| fen >= 0))
    };
    value.as_object().is_some_and(|item| is_known(item) && is_amount(item))
        && serde_json::from_value::<fengqiao_domain::agreement::ItemTerms>(value.clone()).is_ok()
}

fn is_measure(value: &Value) -> bool {
    let is_known = |name: &str| ["body", "what", "due"].contains(&name);
    value.as_object().is_some_and(|measure| measure.keys().all(|name| is_known(name)))
        && serde_json::from_value::<fengqiao_domain::linked::Measure>(value.clone()).is_ok()
}

fn newcomer(
    app: &App,
    viewer: &Viewer,
    field: &'static str,
    person: Map<String, Value>,
) -> Result<Newcomer, Vec<Refusal>> {
    let person: PersonJson = serde_json::from_value(Value::Object(person))
        .map_err(|_| vec![Refusal::new("field-wrong-type").at(field)])?;
    let PersonJson { kind, name, phone, address } = person;
    let details = PartyDetails { kind, phone, address, ..PartyDetails::person(name) };
    let details = details
        .checked(PartyRole::Agent, viewer.now)
        .map_err(|refusals| refusals.into_iter().map(|refusal| refusal.at(field)).collect::<Vec<_>>())?;
    Ok(Newcomer { id: app.ids.next(), details })
}

/// Refuses what points to nothing of this case: people, files, accounts that are not there. Agreements and items are
/// known to the rules.
async fn pointed_at(app: &App, loaded: &Loaded, kind: ActKind, read: &ReadAct) -> Result<(), Problem> {
    let mut wrong = Vec::new();
    let of = |name: &str| read.json.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok());
    for field in kind.fields() {
        let Some(id): Option<Uuid> = of(field.name) else { continue };
        let is_there = match field.input {
            Input::Attachment => has_attachment(app, loaded.kept.seq, AttachmentId(id)).await?,
            Input::Party if asks_for_newcomer(kind, field.name) => {
                let id = PartyId(id);
                read.newcomers.iter().any(|one| one.id == id) || loaded.people.contains_key(&id)
            }
            Input::Account => {
                let names = app.directory.names(app.store.read()).await.map_err(stored)?;
                names.has_account(id.into())
            }
            Input::Body => {
                let names = app.directory.names(app.store.read()).await.map_err(stored)?;
                names.body(id.into()).is_some()
            }
            _ => true,
        };
        if !is_there {
            wrong.push(Refusal::new("field-points-nowhere").at(field.name));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Problem::Invalid(wrong)) }
}

async fn has_attachment(app: &App, seq: i64, id: AttachmentId) -> Result<bool, Problem> {
    let text = "SELECT id FROM attachments WHERE id = $1 AND number = $2";
    let found: Option<Uuid> = sql::value(app.store.read(), text, values![id.0, seq]).await.map_err(stored)?;
    Ok(found.is_some())
}
