//! `/intake/spot`: a small matter settled where it arose (就地化解), on one short form.
//!
//! It is filed, registered and settled in one transaction, with one number. It is no agreement of mediation and is
//! counted apart; it becomes a case the moment one side says that it does not hold.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use fengqiao_base::{Actor, Refusal, local_day};
use fengqiao_domain::{
    case::Manner,
    codes::key,
    intake::{Act, ActContext, ActKind, Checked, IdentityCheck, Request, RequestNumber},
};
use fengqiao_store::StoreError;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    form::{self, Desk},
    load::context,
    store::{self, NewRequest},
};
use crate::{
    app::App,
    limits::Class,
    once::{answered, once},
    reference::Reference,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The ways in which such a matter comes to somebody who can settle it.
const CHANNELS: [&str; 2] = ["grid", "window"];

/// The longest claim, in characters.
const LONGEST_CLAIM: usize = 500;

/// The short form.
#[derive(Debug, Template)]
#[template(path = "intake/spot.html")]
pub struct SpotPage {
    page: Page,
    form: Form,
    channels: Vec<Choice>,
    places: Vec<Choice>,
    types: Vec<Choice>,
    identities: Vec<Choice>,
    manners: Vec<Choice>,
}

impl SpotPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let one = |form: Form| Self::of(sample.clone(), form);
        vec![one(fresh("key")), one(fresh("key").wrong("agreed", "…").wrong("others-0-name", "…"))]
    }

    fn of(page: Page, form: Form) -> Self {
        let own = |prefix: &str, codes: &[&str]| -> Vec<Choice> {
            codes.iter().map(|code| Choice::new(*code, page.code(prefix, code))).collect()
        };
        let reference = Reference::shipped();
        let manners = Manner::CODES.iter().map(|code| Choice::new(*code, page.t(&key("manner", code))));
        Self {
            channels: own("choice-channel", &CHANNELS),
            places: reference.place_choices(page.lang),
            types: reference.type_choices(page.lang),
            identities: own("choice-identity-check", IdentityCheck::CODES),
            manners: manners.collect(),
            page,
            form,
        }
    }
}

fn fresh(key: &str) -> Form {
    Form::new(key)
        .with("channel", "grid")
        .with("identity", "paper")
        .with("applicant", "in_person")
        .with("other", "in_person")
}

/// `GET /intake/spot`
pub async fn ask(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = fresh(&app.ids.next::<Uuid>().to_string());
    Ok(page(&SpotPage::of(viewer.page("intake"), form)))
}

/// What is done with the filing at once.
fn acts(fields: &Fields) -> Result<[Act; 2], Vec<(String, Refusal)>> {
    let mut wrong = Vec::new();
    let mut missing = |name: &str| wrong.push((name.to_owned(), Refusal::new("choice-missing")));
    let mut chosen = |name: &str| {
        let said = Manner::from_code(fields.get(name));
        if said.is_none() {
            missing(name);
        }
        said
    };
    let (applicant, other) = (chosen("applicant"), chosen("other"));
    let identity = IdentityCheck::from_code(fields.get("identity"));
    if identity.is_none() {
        missing("identity");
    }
    if fields.filled("dispute_type").is_none() {
        missing("dispute_type");
    }
    match (identity, applicant, other) {
        (Some(identity), Some(applicant), Some(other)) if wrong.is_empty() => Ok([
            Act::Register { identity, told: applicant },
            Act::Settle { agreed: fields.get("agreed").to_owned(), applicant, other },
        ]),
        _ => Err(wrong),
    }
}

fn settled(request: Request, acts: &[Act], ctx: &ActContext<'_>) -> Result<Request, Refusal> {
    acts.iter().try_fold(request, |request, act| request.act(act.clone(), ctx))
}

/// What would come of it; its number follows when it is kept.
fn tried(
    checked: &Checked,
    number: RequestNumber,
    acts: &[Act],
    ctx: &ActContext<'_>,
) -> Result<(), Refusal> {
    let (request, _) = checked.clone().numbered(number);
    settled(request, acts, ctx).map(|_| ())
}

/// `POST /intake/spot`
pub async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let flash = "intake-settle";
    let key = fields.get("idempotency_key").to_owned();
    if let Some(number) = answered(&app, &viewer, &key).await? {
        return Ok(see(&format!("/intake/{number}"), flash));
    }
    let by = viewer
        .actors(None)
        .into_iter()
        .find(|actor| ActKind::Settle.duties().contains(&actor.duty()))
        .ok_or(Problem::NotFound)?;
    let ctx = context(&app, &viewer, by);
    let mut typed = form::read(&app, &viewer, &fields, &[], Desk::Yes);
    // What was wanted is what was agreed on.
    typed.filing.claims = vec![fields.get("agreed").trim().chars().take(LONGEST_CLAIM).collect()];
    let checked = typed.filing.clone().checked(&ctx);
    let mut complaints = typed.complaints(checked.as_ref().err().cloned().unwrap_or_default());
    let acts = acts(&fields).map_err(|wrong| complaints.extend(wrong)).ok();
    if let (true, Ok(checked), Some(acts)) = (complaints.is_empty(), checked, acts) {
        let (division, year) = (app.reference.divisions.number(), local_day(viewer.now).year());
        let placeholder = RequestNumber::new(division, year, 1).map_err(Problem::fault)?;
        match tried(&checked, placeholder, &acts, &ctx) {
            Ok(()) => {
                let number = kept(&app, &viewer, &key, checked, acts, by).await?;
                return Ok(see(&format!("/intake/{number}"), flash));
            }
            Err(refusal) => complaints.push((refusal.field.unwrap_or_default().to_owned(), refusal)),
        }
    }
    let form = form::mark(Form::sent(fields.0), viewer.lang, &complaints);
    let again = page(&SpotPage::of(viewer.page("intake"), form));
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, again))
}

async fn kept(
    app: &App,
    viewer: &Viewer,
    key: &str,
    checked: Checked,
    acts: [Act; 2],
    by: Actor,
) -> Result<String, Problem> {
    app.limits.take(app, viewer, Class::Filing)?;
    let new = NewRequest::of(app, checked, Vec::new(), viewer.now);
    let (now, vault, reference) = (viewer.now, app.vault.clone(), app.reference);
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            let request = store::insert(tx, &vault, new, now).await?;
            let number = request.number;
            let ctx =
                ActContext { by, at: now, reckoning: reference.reckoning.now(), types: &reference.words };
            // The same acts were tried on the same filing a moment ago.
            let request = settled(request, &acts, &ctx)
                .map_err(|refusal| StoreError::unreadable("request", std::io::Error::other(refusal.code)))?;
            store::update(tx, &vault, number.sequence(), request, now).await?;
            Ok(number.to_string())
        })
    })
    .await
}
