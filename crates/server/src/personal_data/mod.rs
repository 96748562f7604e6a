//! What does the platform hold about whoever follows a number, and how does she get it, and get rid of it?

pub mod contact;
mod told;

pub use contact::ContactPage;
pub use told::{ToldItem, asked};

use askama::Template;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use fengqiao_base::{Actor, Day, Moment, PartyId, Refusal, local_day};
use fengqiao_domain::{
    intake::{FiledParty, Notice, PartyDetails, PartyRole, Request},
    personal_data::{Hold, hold},
    retention::{self, Kept, Rules, Term},
};
use fengqiao_policy::Action;
use fengqiao_store::{sql, time::from_micros, values};
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    account::session::{self, Following},
    app::App,
    case::{load::Loaded, whole},
    gate::Routes,
    once::stored,
    reference::Reference,
    render::{page, see, with_status},
    retention::store::kept_until,
    vault::erase,
    viewer::{Viewer, add_cookie},
};

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/cases/{number}/people/{id}", Action::ShowContact, contact::in_case)
        .get("/intake/{number}/people/{id}/contact", Action::ShowContact, contact::in_request)
        .get("/follow/data", Action::FollowRequest, show)
        .get("/follow/data.json", Action::FollowRequest, download)
        .post("/follow/data/erasure", Action::FollowRequest, erase_mine)
}

/// Everything held about somebody under one number.
struct Held {
    seq: i64,
    number: String,
    me: FiledParty,
    /// What she told of the dispute, if she filed it.
    request: Option<Request>,
    files: Vec<(String, Moment)>,
    hold: Option<Hold>,
    /// Until when it is kept, and until when somebody decided to keep it longer.
    term: Term<'static>,
    longer: Option<Day>,
    /// Whether she filed it: she alone can erase all of it.
    is_follower: bool,
}

async fn held(app: &App, viewer: &Viewer) -> Result<Held, Problem> {
    let Following { number: seq, party, .. } = *viewer.following()?;
    let conn = app.store.read();
    let loaded = crate::intake::load::request_at(app, viewer, Action::FollowRequest, seq).await?;
    let case = whole::find(conn, &app.vault, seq).await.map_err(stored)?;
    let me = loaded.people.iter().find(|one| one.id == party).cloned();
    let me = me.or_else(|| {
        let details = case.as_ref()?.people.get(&party)?.clone();
        Some(FiledParty { id: party, role: PartyRole::Respondent, details })
    });
    let is_follower = loaded.follower() == Some(party);
    let by = serde_json::to_string(&Actor::Party { party }).map_err(Problem::fault)?;
    let text =
        "SELECT added_at, media_type FROM attachments WHERE number = $1 AND added_by = $2 ORDER BY added_at";
    let rows = sql::rows(conn, text, values![seq, by]).await.map_err(stored)?;
    let file = |row: &sea_orm::QueryResult| {
        Ok((sql::cell::<&str>(row, 1)?.to_owned(), from_micros(sql::cell(row, 0)?)))
    };
    Ok(Held {
        seq,
        number: loaded.request().number.to_string(),
        me: me.ok_or(Problem::NotFound)?,
        hold: hold(loaded.request(), case.as_ref().map(Loaded::case)),
        term: retention::term(
            Some(loaded.request()),
            case.as_ref().map(Loaded::case),
            &app.reference.retention,
            local_day(viewer.now),
        ),
        longer: kept_until(conn, seq).await.map_err(stored)?,
        request: is_follower.then(|| loaded.request().clone()),
        files: rows.iter().map(file).collect::<Result<_, _>>().map_err(stored)?,
        is_follower,
    })
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "personal_data/mine.html")]
pub struct MinePage {
    page: Page,
    form: Form,
    number: String,
    /// What is held of her, and what she told of the dispute.
    told: Vec<ToldItem>,
    of_request: Vec<ToldItem>,
    /// Until when it is kept, and under which source.
    until: (String, String),
    files: Vec<Moment>,
    hold: Option<String>,
    is_follower: bool,
}

impl MinePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let details = PartyDetails {
            phone: "13800138000".to_owned(),
            address: "宝安区新安街道海裕社区 1 栋 301".to_owned(),
            ..PartyDetails::person("张三")
        };
        let (request, rules) = (crate::intake::sample::stages().remove(0).0, Rules::shipped());
        let since = time::macros::date!(2026 - 11 - 24);
        let of = |hold, is_follower: bool, kept: Option<Kept>| {
            let rule = kept.and_then(|kept| rules.in_force(kept, since));
            let term = match rule {
                None => Term::NotYet,
                Some(rule) if rule.length.is_none() => Term::ForEver { since, rule },
                Some(rule) => Term::Until { since, last: since, rule },
            };
            let request = is_follower.then(|| request.request());
            let held = (&details, request, term, None);
            Self::of(
                sample.clone(),
                "440306-2026-000001",
                held,
                Vec::new(),
                hold,
                is_follower,
                Form::new("key"),
            )
        };
        let dossier = Some(Hold::Dossier { since });
        vec![
            of(None, true, Some(Kept::RequestWithdrawn)),
            of(Some(Hold::Handling), true, None),
            of(dossier, false, Some(Kept::DossierShort)),
            of(dossier, false, Some(Kept::DossierPermanent)),
        ]
    }

    fn of(
        page: Page,
        number: &str,
        (details, request, term, longer): (&PartyDetails, Option<&Request>, Term<'_>, Option<Day>),
        files: Vec<Moment>,
        hold: Option<Hold>,
        is_follower: bool,
        form: Form,
    ) -> Self {
        let hold = hold.map(|hold| match hold {
            Hold::Handling => page.t("personal-data-hold-handling"),
            Hold::Dossier { since } => page.told("personal-data-hold-dossier", &[("since", page.day(since))]),
        });
        let purposes = &Reference::shipped().purposes;
        Self {
            told: told::of_party(&page, purposes, details, is_follower),
            of_request: request.map(|request| told::of_request(&page, purposes, request)).unwrap_or_default(),
            until: told::until(&page, term, longer),
            number: number.to_owned(),
            files,
            hold,
            is_follower,
            form,
            page,
        }
    }
}

/// `GET /follow/data`
async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&mine(&app, &viewer, form).await?))
}

async fn mine(app: &App, viewer: &Viewer, form: Form) -> Result<MinePage, Problem> {
    let held = held(app, viewer).await?;
    let files = held.files.iter().map(|(_, at)| *at).collect();
    let sheet = viewer.page("follow");
    let told = (&held.me.details, held.request.as_ref(), held.term, held.longer);
    Ok(MinePage::of(sheet, &held.number, told, files, held.hold, held.is_follower, form))
}

/// Everything held, for another program (个人信息保护法 45: a copy in a form that can be carried elsewhere).
#[derive(Debug, Serialize)]
struct Copy<'h> {
    number: &'h str,
    about: &'h PartyDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Told<'h>>,
    files: Vec<CopiedFile<'h>>,
    /// Why each field is asked for, under which version of the table.
    purposes: Vec<told::CopiedPurpose<'h>>,
    purposes_version: u32,
    kept: told::CopiedTerm<'h>,
}

/// What she told of the dispute. What others said of it, a report of danger above all, is not hers (反家庭暴力法 14).
#[derive(Debug, Serialize)]
struct Told<'h> {
    #[serde(with = "time::serde::rfc3339")]
    filed_at: Moment,
    what: &'h str,
    happened_on: Option<Day>,
    community: &'h str,
    address: &'h str,
    claims: &'h [String],
    amount_fen: Option<i64>,
    notice: Option<&'h Notice>,
}

impl<'h> Told<'h> {
    fn of(request: &'h Request) -> Self {
        let Request { filed_at, what, happened_on, community, address, claims, amount_fen, notice, .. } =
            request;
        let (filed_at, happened_on, amount_fen) = (*filed_at, *happened_on, *amount_fen);
        Self { filed_at, what, happened_on, community, address, claims, amount_fen, notice: notice.as_ref() }
    }
}

#[derive(Debug, Serialize)]
struct CopiedFile<'h> {
    media_type: &'h str,
    #[serde(with = "time::serde::rfc3339")]
    added_at: Moment,
}

/// `GET /follow/data.json`
async fn download(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let held = held(&app, &viewer).await?;
    let files = held.files.iter().map(|(media_type, at)| CopiedFile { media_type, added_at: *at });
    let copy = Copy {
        number: &held.number,
        about: &held.me.details,
        request: held.request.as_ref().map(Told::of),
        files: files.collect(),
        purposes: told::copied(&app.reference.purposes, held.request.is_some()),
        purposes_version: app.reference.purposes.version,
        kept: told::CopiedTerm::of(held.term, held.longer),
    };
    let disposition = [(header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"")];
    Ok((disposition, Json(copy)).into_response())
}

/// `POST /follow/data/erasure`: destroys the keys of everything that was told under the number; nothing holds it, and
/// whoever filed it says so twice.
async fn erase_mine(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let held = held(&app, &viewer).await?;
    let party: PartyId = held.me.id;
    let refusal = if !held.is_follower {
        Some(Refusal::new("erasure-by-another"))
    } else if let Some(hold) = held.hold {
        Some(Refusal::new(match hold {
            Hold::Handling => "erasure-while-handled",
            Hold::Dossier { .. } => "erasure-of-dossier",
        }))
    } else if fields.get("sure") != "yes" {
        Some(Refusal::new("erasure-not-sure").at("sure"))
    } else {
        None
    };
    if let Some(refusal) = refusal {
        let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
        let again = mine(&app, &viewer, form).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    }
    erase::number(&app, held.seq, Actor::Party { party }).await.map_err(stored)?;
    app.sessions.forget();
    let mut response = see("/", "erased");
    add_cookie(&mut response, &session::end(&app, &headers).await.map_err(stored)?);
    Ok(response)
}
