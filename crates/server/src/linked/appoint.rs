//! `/linked/appoint`: the form with which a court, the police, the procuratorate or the petition office sends a dispute to
//! mediation (委派 委托, 公调 检调 访调). What is sent goes the way of every request.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use fengqiao_base::{Actor, Refusal};
use fengqiao_domain::{
    case::{Charge, CourtCharge, Sent},
    codes::key,
    intake::{Channel, ReferredBy},
    linked::LONGEST_TERMS,
};
use fengqiao_web::{
    form::Posted,
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::load::{Sender, sender};
use crate::{
    app::App,
    dispatch,
    intake::{
        form::{self, Desk},
        load::context,
        store::{self, NewRequest},
    },
    limits::Class,
    once::{answered, once, stored},
    reference::Reference,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The form with which an organ sends a dispute.
#[derive(Debug, Template)]
#[template(path = "linked/appoint.html")]
pub struct AppointPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    title: String,
    is_court: bool,
    charges: Vec<Choice>,
    places: Vec<Choice>,
    types: Vec<Choice>,
    party_kinds: Vec<Choice>,
}

impl AppointPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let fresh = Form::new("key").with("charge_way", "delegated");
        let wrong = fresh.clone().wrong("reference", "…").wrong("terms", "…").wrong("others-0-name", "…");
        vec![
            Self::of(sample.clone(), fresh.clone(), ReferredBy::Court),
            Self::of(sample.clone(), wrong, ReferredBy::Court),
            Self::of(sample.clone(), fresh, ReferredBy::Police),
        ]
    }

    fn of(page: Page, form: Form, organ: ReferredBy) -> Self {
        let reference = Reference::shipped();
        // What a court merely tells parties of is no charge; they apply themselves.
        let charge = |code: &&&str| **code != CourtCharge::Guided.code();
        let kind = |code: &str| Choice::new(code, page.code("intake-party-kind", code));
        Self {
            ways: vec![
                ("/linked".to_owned(), page.t("linked-list-title")),
                ("/linked/sent".to_owned(), page.t("linked-sent-title")),
            ],
            title: page.code("linked-appoint-title", organ.code()),
            is_court: organ == ReferredBy::Court,
            charges: CourtCharge::CODES
                .iter()
                .filter(charge)
                .map(|code| Choice::new(*code, page.t(&key(CourtCharge::LIST, code))))
                .collect(),
            places: reference.place_choices(page.lang),
            types: reference.type_choices(page.lang),
            party_kinds: vec![kind("person"), kind("organisation")],
            form,
            page,
        }
    }
}

async fn sending(app: &App, viewer: &Viewer) -> Result<Sender, Problem> {
    sender(app, viewer).await?.ok_or(Problem::NotFound)
}

/// `GET /linked/appoint`
pub(super) async fn ask(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let Sender { organ, .. } = sending(&app, &viewer).await?;
    let form = Form::new(app.ids.next::<Uuid>().to_string()).with("me-kind", "person");
    let form = form.with("others-0-kind", "person").with("charge_way", CourtCharge::Delegated.code());
    Ok(page(&AppointPage::of(viewer.page("linked"), form, organ)))
}

/// `POST /linked/appoint`
pub(super) async fn send(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let Sender { body, organ, by } = sending(&app, &viewer).await?;
    let key = fields.get("idempotency_key").to_owned();
    if let Some(number) = answered(&app, &viewer, &key).await? {
        return Ok(see(&format!("/linked/sent/{number}"), "linked-sent"));
    }
    let mut typed = form::read(&app, &viewer, &fields, &[], Desk::Yes);
    let mut complaints: Vec<(String, Refusal)> = Vec::new();
    let mut charge = None;
    if organ == ReferredBy::Court {
        let way = CourtCharge::from_code(fields.get("charge_way")).filter(|way| *way != CourtCharge::Guided);
        match way {
            Some(way) => charge = Some(Charge { way, signed_for: None }),
            None => complaints.push(("charge_way".to_owned(), Refusal::new("field-missing"))),
        }
    }
    let terms = fields.get("terms").replace("\r\n", "\n").trim().to_owned();
    if terms.chars().count() > LONGEST_TERMS {
        let refusal = Refusal::new("words-too-long").with("longest", LONGEST_TERMS);
        complaints.push(("terms".to_owned(), refusal));
    }
    typed.filing.channel = Channel::Referral {
        by: organ,
        reference: Some(fields.get("reference").to_owned()),
        charge,
        sent: Some(Sent { body, terms, signed_for: None }),
    };
    let stays = fields.get("go") == "stay" || fields.filled("add_row").is_some();
    let again = |complaints: &[(String, Refusal)]| {
        let form = form::mark(Form::sent(fields.0.clone()), viewer.lang, complaints);
        let is_wrong = form.is_wrong();
        let answer = page(&AppointPage::of(viewer.page("linked"), form, organ));
        if is_wrong { with_status(StatusCode::UNPROCESSABLE_ENTITY, answer) } else { answer }
    };
    if stays {
        return Ok(again(&[]));
    }
    let checked = typed.filing.clone().checked(&context(&app, &viewer, by));
    complaints.extend(typed.complaints(checked.as_ref().err().cloned().unwrap_or_default()));
    let checked = match checked {
        Ok(checked) if complaints.is_empty() => checked,
        Ok(_) | Err(_) => return Ok(again(&complaints)),
    };
    app.limits.take(&app, &viewer, Class::Filing)?;
    let filing = checked.filing().clone();
    let new = NewRequest::of(&app, checked, Vec::new(), viewer.now);
    let planned = dispatch::send::of_filing(&app, &filing, viewer.now).await.map_err(stored)?;
    let (now, vault) = (viewer.now, app.vault.clone());
    let number = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            let request = store::insert(tx, &vault, new, now).await?;
            dispatch::store::send(tx, request.number.sequence(), &planned, Actor::System).await?;
            Ok(request.number.to_string())
        })
    })
    .await?;
    Ok(see(&format!("/linked/sent/{number}"), "linked-sent"))
}
