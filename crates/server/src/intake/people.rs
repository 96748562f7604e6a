//! How is what somebody told about itself completed, corrected, and how is somebody added?

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, PartyId, Refusal};
use fengqiao_domain::intake::{
    Act, ActKind, FiledParty, IdKind, PartyDetails, PartyEntry, PartyRole, Request, Sex, duplicates::Traits,
};
use fengqiao_policy::Action;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    form::{mark, of_person, read_person},
    load::{Loaded, actor_for, context, request_for},
    store,
};
use crate::{
    app::App,
    once::{answered, once, stored},
    personal_data::contact,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The form with what somebody told.
#[derive(Debug, Template)]
#[template(path = "intake/person.html")]
pub struct PersonPage {
    page: Page,
    form: Form,
    number: String,
    /// Where the form is sent.
    action: String,
    /// Where one came from.
    back: String,
    is_new: bool,
    /// Whether somebody corrects its own details.
    is_own: bool,
    roles: Vec<Choice>,
    /// The parties somebody new can stand for.
    sides: Vec<Choice>,
    kinds: Vec<Choice>,
    sexes: Vec<Choice>,
    id_kinds: Vec<Choice>,
}

impl PersonPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let (loaded, _) = super::sample::stages().remove(0);
        let number = loaded.request().number.to_string();
        let known = of_person(Form::new("key"), &loaded.people[0].details);
        let mut resident = sample.clone();
        resident.user = None;
        vec![
            Self::anew(sample.clone(), &loaded, Form::new("key")),
            Self::of(sample.clone(), &number, known.clone(), Some(loaded.people[0].id)),
            Self::of(
                sample.clone(),
                &number,
                known.clone().wrong("id_number", "…"),
                Some(loaded.people[0].id),
            ),
            Self::own(resident, &number, known),
        ]
    }

    fn of(page: Page, number: &str, form: Form, id: Option<PartyId>) -> Self {
        let back = format!("/intake/{number}");
        let last = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        let choices = |prefix: &str, codes: &[&str]| -> Vec<Choice> {
            codes.iter().map(|code| Choice::new(*code, page.code(prefix, code))).collect()
        };
        Self {
            number: number.to_owned(),
            action: format!("{back}/people/{last}"),
            back,
            is_new: id.is_none(),
            is_own: false,
            roles: choices("choice-party-role", PartyRole::CODES),
            sides: Vec::new(),
            kinds: choices("intake-party-kind", &["person", "organisation"]),
            sexes: choices("choice-sex", Sex::CODES),
            id_kinds: choices("choice-id-kind", IdKind::CODES),
            page,
            form,
        }
    }

    /// The page on which a clerk adds somebody.
    fn anew(page: Page, loaded: &Loaded, form: Form) -> Self {
        let is_side =
            |party: &&FiledParty| matches!(party.role, PartyRole::Applicant | PartyRole::Respondent);
        let sides = loaded.people.iter().filter(is_side).map(|party| {
            let role = page.code("choice-party-role", party.role.code());
            Choice::new(party.id.to_string(), format!("{} · {role}", party.details.called()))
        });
        let sides = sides.collect();
        let number = loaded.request().number.to_string();
        Self { sides, ..Self::of(page, &number, form, None) }
    }

    /// The page on which somebody who follows corrects its own details.
    pub fn own(page: Page, number: &str, form: Form) -> Self {
        let back = "/follow/request".to_owned();
        Self {
            action: "/follow/details".to_owned(),
            back,
            is_own: true,
            ..Self::of(page, number, form, Some(PartyId(Uuid::nil())))
        }
    }
}

fn find<'l>(loaded: &'l Loaded, id: &str) -> Result<&'l FiledParty, Problem> {
    let id: PartyId = id.parse().map_err(|_| Problem::NotFound)?;
    loaded.people.iter().find(|party| party.id == id).ok_or(Problem::NotFound)
}

/// Whoever handles requests may correct what somebody told, whatever came of the request.
fn clerk(loaded: &Loaded) -> Result<Actor, Problem> {
    actor_for(&loaded.actors, loaded.request(), ActKind::KeepApart)
}

/// `GET /intake/{number}/people/{id}`: somebody known, or `new`.
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::HandleRequest, &number).await?;
    let number = loaded.request().number.to_string();
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    let sheet = viewer.page("intake");
    if id == "new" {
        actor_for(&loaded.actors, loaded.request(), ActKind::AddParty)?;
        let form =
            form.with("role", "respondent").with("kind", "person").at_version(loaded.request().version);
        return Ok(page(&PersonPage::anew(sheet, &loaded, form)));
    }
    let clerk = clerk(&loaded)?;
    let party = find(&loaded, &id)?;
    contact::note(&app, &viewer, clerk, loaded.kept.seq, party.id).await.map_err(stored)?;
    Ok(page(&PersonPage::of(sheet, &number, shown(form, &party.details), Some(party.id))))
}

/// `POST /intake/{number}/people/{id}`
pub async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, String)>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::HandleRequest, &number).await?;
    let number = loaded.request().number.to_string();
    let is_new = id == "new";
    let known = if is_new { None } else { Some(find(&loaded, &id)?) };
    let role = match known {
        Some(party) => party.role,
        None => PartyRole::from_code(fields.get("role")).unwrap_or(PartyRole::Respondent),
    };
    let actor = if is_new {
        actor_for(&loaded.actors, loaded.request(), ActKind::AddParty)?
    } else {
        clerk(&loaded)?
    };
    let key = fields.get("idempotency_key").to_owned();
    let back = format!("/intake/{number}");
    let done = if is_new { "intake-person-added" } else { "intake-person-kept" };
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, done));
    }
    if let Some(party) = known.filter(|party| was_changed(&fields, &party.details)) {
        let form = changed(&viewer, fields, &party.details);
        let shown = PersonPage::of(viewer.page("intake"), &number, form, Some(party.id));
        return Ok(with_status(StatusCode::CONFLICT, page(&shown)));
    }
    let read = checked(&app, &viewer, &fields, role).and_then(|details| {
        let party = FiledParty { id: known.map_or_else(|| app.ids.next(), |party| party.id), role, details };
        let request =
            if is_new { Some(with_party(&app, &viewer, &loaded, actor, &party, &fields)?) } else { None };
        Ok((party, request))
    });
    match read {
        Ok((party, request)) => {
            match request {
                Some(request) => {
                    add(&app, &viewer, &loaded, actor, party, request, &key, back.clone()).await?;
                }
                None => correct(&app, &viewer, &loaded, actor, party, &key, back.clone()).await?,
            }
            Ok(see(&back, done))
        }
        Err(complaints) => {
            let form = mark(Form::sent(fields.0), viewer.lang, &complaints);
            let sheet = viewer.page("intake");
            let shown = match known {
                Some(party) => PersonPage::of(sheet, &number, form, Some(party.id)),
                None => PersonPage::anew(sheet, &loaded, form),
            };
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&shown)))
        }
    }
}

/// The request with somebody more; an agent and a guardian stand for the party that was chosen.
fn with_party(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    actor: Actor,
    party: &FiledParty,
    fields: &Fields,
) -> Result<Request, Vec<(String, Refusal)>> {
    let entry = PartyEntry {
        id: party.id,
        role: party.role,
        kind: party.details.kind,
        needs_guardian: party.details.is_minor_on(fengqiao_base::local_day(viewer.now)),
        stands_for: fields.get("stands_for").parse().ok(),
    };
    let act = Act::AddParty { party: entry };
    let request = loaded.request().clone().act(act, &context(app, viewer, actor));
    request.map_err(|refusal| vec![(refusal.field.unwrap_or_default().to_owned(), refusal)])
}

/// The form with what somebody told, and the mark of it: whoever sends it back is told if it was changed meanwhile.
pub fn shown(form: Form, details: &PartyDetails) -> Form {
    of_person(form, details).at_version(mark_of(details))
}

/// A number that is another one for other details.
fn mark_of(details: &PartyDetails) -> i64 {
    let told = serde_json::to_vec(details).expect("what somebody told is plain data");
    let digest: [u8; 32] = Sha256::digest(told).into();
    i64::from_be_bytes(*digest.first_chunk().expect("a digest is longer than a number"))
}

/// Whether these details are no longer those the form was made from.
pub fn was_changed(fields: &Fields, details: &PartyDetails) -> bool {
    fields.filled("version").is_some_and(|mark| mark != mark_of(details).to_string())
}

/// The form as it was sent, now knowing of what somebody else changed: sent again, it holds.
pub fn changed(viewer: &Viewer, fields: Fields, details: &PartyDetails) -> Form {
    Form::sent(fields.0).at_version(mark_of(details)).refused(viewer.lang, &Refusal::new("person-changed"))
}

/// What was typed about somebody with this part, cleaned.
pub fn checked(
    app: &App,
    viewer: &Viewer,
    fields: &Fields,
    role: PartyRole,
) -> Result<PartyDetails, Vec<(String, Refusal)>> {
    let (details, mut wrong) = read_person(app, viewer, fields);
    match details.checked(role, viewer.now) {
        Ok(details) if wrong.is_empty() => Ok(details),
        Ok(_) => Err(wrong),
        Err(refusals) => {
            let named = |refusal: Refusal| (refusal.field.unwrap_or_default().to_owned(), refusal);
            wrong.extend(refusals.into_iter().map(named));
            Err(wrong)
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "everything that is kept in one transaction")]
async fn add(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    actor: Actor,
    party: FiledParty,
    request: Request,
    key: &str,
    answer: String,
) -> Result<(), Problem> {
    let mut people = loaded.people.clone();
    people.push(party.clone());
    let keys = Traits::of_request(&request, &people).keys(&app.keys.derived("blocking"));
    let (seq, now, vault) = (loaded.kept.seq, viewer.now, app.vault.clone());
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            store::add_party(tx, &vault, seq, &party, now, actor).await?;
            store::add_keys(tx, seq, &keys).await?;
            store::index(tx, &vault, seq, &request, &people).await?;
            store::update(tx, &vault, seq, request, now).await?;
            Ok(answer)
        })
    })
    .await
    .map(|_| ())
}

/// Keeps what somebody told anew, with the keys and words that follow from it.
pub async fn correct(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    actor: Actor,
    party: FiledParty,
    key: &str,
    answer: String,
) -> Result<(), Problem> {
    let people: Vec<FiledParty> = loaded
        .people
        .iter()
        .map(|known| if known.id == party.id { party.clone() } else { known.clone() })
        .collect();
    let known = find(loaded, &party.id.to_string())?.details.clone();
    let request = loaded.request().clone();
    let keys = Traits::of_request(&request, &people).keys(&app.keys.derived("blocking"));
    let (seq, now, vault) = (loaded.kept.seq, viewer.now, app.vault.clone());
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            store::amend_party(tx, &vault, seq, &party, &known, now, actor).await?;
            store::add_keys(tx, seq, &keys).await?;
            store::index(tx, &vault, seq, &request, &people).await?;
            Ok(answer)
        })
    })
    .await
    .map(|_| ())
}
