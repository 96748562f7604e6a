//! How does a clerk register what somebody says at a window, on the telephone, in a letter, or what another body hands
//! over? One page with the questions of the portal and those of the desk.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use fengqiao_base::Refusal;
use fengqiao_domain::{
    case::CourtCharge,
    codes::key,
    intake::{ActKind, ChannelKind, RequestKind},
};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    file::{file, help_of},
    form::{self, Desk, FOR_WHOM},
    load::context,
    uploads::{self, LaidDown},
};
use crate::{
    app::App,
    reference::Reference,
    render::{page, with_status},
    viewer::Viewer,
};

/// The page on which a clerk registers a request.
#[derive(Debug, Template)]
#[template(path = "intake/new.html")]
pub struct NewPage {
    page: Page,
    form: Form,
    channels: Vec<Choice>,
    charges: Vec<Choice>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    types: Vec<Choice>,
    for_whom: Vec<Choice>,
    party_kinds: Vec<Choice>,
    kept: Vec<(LaidDown, String)>,
    help: Vec<&'static str>,
    accept: &'static str,
}

impl NewPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let one = |form: Form| Self::of(sample.clone(), form, Vec::new(), vec!["violence"]);
        vec![
            one(Form::new("key").with("channel", "window").with("kind", "dispute")),
            one(Form::new("key")
                .with("channel", "court")
                .wrong("charge_on", "…")
                .wrong("others-0-name", "…")),
        ]
    }

    fn of(page: Page, form: Form, kept: Vec<(LaidDown, String)>, help: Vec<&'static str>) -> Self {
        let own = |prefix: &str, codes: &[&str]| -> Vec<Choice> {
            codes.iter().map(|code| Choice::new(*code, page.code(prefix, code))).collect()
        };
        let reference = Reference::shipped();
        let desk: Vec<&str> =
            ChannelKind::CODES.iter().copied().filter(|code| *code != ChannelKind::Portal.code()).collect();
        Self {
            channels: own("choice-channel", &desk),
            charges: CourtCharge::CODES
                .iter()
                .map(|code| Choice::new(*code, page.t(&key(CourtCharge::LIST, code))))
                .collect(),
            kinds: own("intake-kind", RequestKind::CODES),
            places: reference.place_choices(page.lang),
            types: reference.type_choices(page.lang),
            for_whom: own("intake-for-whom", &FOR_WHOM),
            party_kinds: own("intake-party-kind", &["person", "organisation"]),
            kept,
            help,
            accept: uploads::ACCEPT,
            page,
            form,
        }
    }
}

/// `GET /intake/new`
pub async fn ask(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form =
        Form::new(app.ids.next::<Uuid>().to_string()).with("channel", "window").with("kind", "dispute");
    let form = form.with("for_whom", "self").with("me-kind", "person").with("others-0-kind", "person");
    Ok(page(&NewPage::of(viewer.page("intake"), form, Vec::new(), Vec::new())))
}

/// `POST /intake/new`
pub async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, uploads }: Posted,
) -> Result<Response, Problem> {
    let by = viewer
        .actors(None)
        .into_iter()
        .find(|actor| ActKind::Register.duties().contains(&actor.duty()))
        .ok_or(Problem::NotFound)?;
    let removed = fields.get("remove_file");
    let mut files: Vec<LaidDown> = fields
        .all("file")
        .filter_map(|ticket| LaidDown::of_ticket(&app, &viewer, ticket))
        .filter(|file| file.id().to_string() != removed)
        .collect();
    let (laid_down, not_taken) = uploads::lay_down(&app, uploads, files.len()).await?;
    files.extend(laid_down);
    let mut complaints: Vec<(String, Refusal)> =
        not_taken.into_iter().map(|refusal| ("files".to_owned(), refusal)).collect();
    let typed = form::read(&app, &viewer, &fields, &files, Desk::Yes);
    let stays = fields.get("go") == "stay" || fields.filled("add_row").is_some() || !removed.is_empty();
    if !stays {
        let checked = typed.filing.clone().checked(&context(&app, &viewer, by));
        let faults = checked.as_ref().err().cloned().unwrap_or_default();
        complaints.extend(typed.complaints(faults));
        if let (true, Ok(checked)) = (complaints.is_empty(), checked) {
            let shown = file(&app, &viewer, fields.get("idempotency_key"), checked, &files, true).await?;
            return Ok(page(&shown));
        }
    }
    let help = help_of(&typed.filing.signals);
    Ok(again(&app, &viewer, fields, &files, help, &complaints))
}

/// The page again, with everything that was typed.
fn again(
    app: &App,
    viewer: &Viewer,
    fields: Fields,
    files: &[LaidDown],
    help: Vec<&'static str>,
    complaints: &[(String, Refusal)],
) -> Response {
    let tickets = files.iter().map(|file| (file.clone(), file.ticket(app, viewer))).collect();
    let form = form::mark(Form::sent(fields.0), viewer.lang, complaints);
    let is_wrong = form.is_wrong();
    let answer = page(&NewPage::of(viewer.page("intake"), form, tickets, help));
    if is_wrong { with_status(StatusCode::UNPROCESSABLE_ENTITY, answer) } else { answer }
}
