//! How does somebody follow what they filed, with number and code and without an account?

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::{Actor, Moment, PartyId, Refusal};
use fengqiao_domain::intake::{Act, ActKind, FiledParty, PartyRole, Request, RequestNumber};
use fengqiao_policy::Action;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page},
    problem::Problem,
};
use time::Duration;
use uuid::Uuid;

use super::{
    acts,
    desk::{Attached, attached},
    form::mark,
    load::{Loaded, actor_for, context, offers, request_at},
    people::{self, PersonPage},
    receipt::{Proof, Receipt},
    secret, store,
    view::{Happened, Reader, View, history},
};
use crate::{
    account::session::{self, Following, For},
    app::App,
    attempts,
    backlog::{self, Owner},
    case::files,
    once::{once, stored},
    reference::Reference,
    render::{page, see, with_status},
    viewer::{Viewer, Who, add_cookie},
};

/// How often a code may be mistyped for one number, and in which time.
const MOST_TRIES: i64 = 10;
const COUNTED: Duration = Duration::minutes(15);

/// The page that asks for number and code.
#[derive(Debug, Template)]
#[template(path = "intake/follow.html")]
pub struct FollowPage {
    page: Page,
    form: Form,
}

impl FollowPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let wrong = Form::new("key")
            .with("number", "1")
            .refused(page.lang, &Refusal::new("follow-wrong").at("number"));
        vec![Self { page: page.clone(), form: Form::default() }, Self { page: page.clone(), form: wrong }]
    }
}

/// `GET /follow`
pub async fn ask(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    if session::phone(&app, &headers, viewer.now).await.map_err(stored)?.is_some() {
        return Ok(Redirect::to("/follow/mine").into_response());
    }
    if let Who::Party(following) = &viewer.who {
        let home = if following.of_case { "/follow/case" } else { "/follow/request" };
        return Ok(Redirect::to(home).into_response());
    }
    Ok(page(&FollowPage { page: viewer.page("follow"), form: Form::default() }))
}

/// `POST /follow`: the same answer whether the number or the code is wrong.
pub async fn open(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let again = |code: &'static str| {
        let form = Form::sent(fields.0.iter().filter(|(name, _)| name != "secret").cloned())
            .refused(viewer.lang, &Refusal::new(code).at("number"));
        with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&FollowPage { page: viewer.page("follow"), form }))
    };
    match follower(&app, viewer.now, fields.get("number"), fields.get("secret")).await? {
        Ok(following) => {
            let home = if following.of_case { "/follow/case" } else { "/follow/request" };
            follow(&app, &viewer, &headers, following, home).await
        }
        Err(code) => Ok(again(code)),
    }
}

/// Who follows which number with this code; else the code of the refusal, the same whether number or code is wrong.
pub async fn follower(
    app: &App,
    now: Moment,
    number: &str,
    typed: &str,
) -> Result<Result<Following, &'static str>, Problem> {
    let Ok(number) = number.parse::<RequestNumber>() else { return Ok(Err("follow-wrong")) };
    // A code of a case is found by the sequence alone: another year before it is not another number.
    let seq = number.sequence();
    let tries = attempts::key(app, "follow", &seq.to_string());
    if attempts::count(app, &tries, now).await? >= MOST_TRIES {
        return Ok(Err("follow-too-often"));
    }
    // The code that staff gave a party of the case.
    if let Some(party) = crate::case::access::find(app.store.read(), seq, typed).await.map_err(stored)? {
        return Ok(Ok(Following { number: seq, party, of_case: true }));
    }
    let kept = store::find(app.store.read(), &app.vault, seq).await.map_err(stored)?;
    let key = app.keys.derived("follow");
    // As much is reckoned for a number that nobody has.
    let secret = kept.as_ref().and_then(|kept| kept.secret.as_deref());
    let is_code = secret::is_right(typed, secret.unwrap_or(&[0; 32]), &key);
    let is_right = is_code && kept.as_ref().is_some_and(|kept| kept.request.number == number);
    let Some(kept) = kept.filter(|_| is_right) else {
        attempts::add(app, &tries, now, COUNTED).await?;
        return Ok(Err("follow-wrong"));
    };
    let people = store::people(app.store.read(), &app.vault, &[kept.seq]).await.map_err(stored)?;
    let people = people.into_iter().map(|(_, party)| party).collect();
    let loaded = Loaded { kept, people, actors: Vec::new(), is_masked: false };
    let party = loaded.follower().ok_or(Problem::NotFound)?;
    Ok(Ok(Following { number: seq, party, of_case: false }))
}

/// Opens a session for one number and goes to its page.
async fn follow(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    following: Following,
    home: &str,
) -> Result<Response, Problem> {
    let cookie = session::open(app, headers, For::Follower(following), viewer.now).await.map_err(stored)?;
    let mut response = Redirect::to(home).into_response();
    add_cookie(&mut response, &cookie);
    Ok(response)
}

/// The request, for whoever follows it.
#[derive(Debug, Template)]
#[template(path = "intake/followed.html")]
pub struct FollowedPage {
    page: Page,
    form: Form,
    view: View,
    attached: Vec<Attached>,
    history: Vec<Happened>,
    accept: &'static str,
    may_withdraw: bool,
    /// Whether what was settled where it arose can be said not to hold.
    may_reopen: bool,
    adds_files: bool,
    /// Number, stage and look of the request that goes on for this one.
    goes_on: Option<(String, &'static str, &'static str)>,
    /// Who owns it as an old case.
    owner: Option<Owner>,
}

impl FollowedPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let mut sample = sample.clone();
        sample.user = None;
        super::sample::stages()
            .into_iter()
            .map(|(loaded, _)| {
                let names = crate::directory::Names::default();
                let reader = Reader::Follower(loaded.people[0].id);
                let view = View::of(
                    &sample,
                    &loaded,
                    &names,
                    &[ActKind::Withdraw],
                    reader,
                    &Reference::shipped().reckoning,
                );
                Self {
                    form: Form::new("key").at_version(1),
                    attached: vec![super::sample::attached()],
                    history: vec![super::sample::happened(&sample)],
                    accept: super::uploads::ACCEPT,
                    may_withdraw: view.stage == "lead",
                    may_reopen: view.stage == "settled",
                    adds_files: view.stage == "lead",
                    goes_on: (view.stage == "joined")
                        .then(|| ("440306-2026-000009".to_owned(), "registered", "open")),
                    owner: Owner::samples(&sample).into_iter().next(),
                    view,
                    page: sample.clone(),
                }
            })
            .collect()
    }
}

/// The request the viewer follows, and as whom.
async fn own(app: &App, viewer: &Viewer) -> Result<(Loaded, PartyId), Problem> {
    let following = viewer.following()?;
    let loaded = request_at(app, viewer, Action::FollowRequest, following.number).await?;
    // Another party of the case has a code too; what the applicant told is not for it.
    if loaded.follower() != Some(following.party) {
        return Err(Problem::NotFound);
    }
    Ok((loaded, following.party))
}

/// `GET /follow/request`
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let (loaded, party) = own(&app, &viewer).await?;
    let form = Form::new(app.ids.next::<Uuid>().to_string()).at_version(loaded.request().version);
    Ok(page(&followed(&app, &viewer, &loaded, party, form).await?))
}

async fn followed(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    party: PartyId,
    form: Form,
) -> Result<FollowedPage, Problem> {
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("follow");
    let request = loaded.request();
    let acts = offers(&loaded.actors, request);
    let goes_on = match &request.stage {
        fengqiao_domain::intake::Stage::Joined { number, .. } => {
            let other = store::find(app.store.read(), &app.vault, number.sequence()).await.map_err(stored)?;
            other.map(|other| {
                let stage = other.request.stage.code();
                (number.to_string(), stage, super::view::look(stage))
            })
        }
        _ => None,
    };
    let (thing, number) = (super::load::thing(&loaded.kept), request.number.to_string());
    let owner = backlog::owner(app, viewer, &sheet, (loaded.kept.seq, &number), &thing).await?;
    Ok(FollowedPage {
        owner,
        form,
        view: View::of(&sheet, loaded, &names, &acts, Reader::Follower(party), &app.reference.reckoning),
        attached: attached(app, &sheet, loaded.kept.seq)
            .await?
            .into_iter()
            .filter(|file| is_own(request, file.id))
            .collect(),
        history: history(app, &sheet, &names, request, Reader::Follower(party)).await?,
        accept: super::uploads::ACCEPT,
        may_withdraw: acts.contains(&ActKind::Withdraw),
        may_reopen: acts.contains(&ActKind::DidNotHold),
        adds_files: acts.contains(&ActKind::AddFiles),
        goes_on,
        page: sheet,
    })
}

/// `POST /follow/files`
pub async fn add_files(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, uploads }: Posted,
) -> Result<Response, Problem> {
    let (loaded, _) = own(&app, &viewer).await?;
    let key = fields.get("idempotency_key").to_owned();
    if crate::once::answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/follow/request", "intake-add-files"));
    }
    let actor = actor_for(&loaded.actors, loaded.request(), ActKind::AddFiles)?;
    acts::add_files(&app, &viewer, &loaded, actor, &key, uploads, "/follow/request", "intake-add-files").await
}

/// `POST /follow/withdraw`
pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let act = Act::Withdraw { reason: fields.get("reason").to_owned() };
    done(app, viewer, &fields, act, "intake-withdraw").await
}

/// `POST /follow/did-not-hold`
pub async fn did_not_hold(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let act = Act::DidNotHold { reason: fields.get("reason").to_owned() };
    done(app, viewer, &fields, act, "intake-did-not-hold").await
}

/// Does an act of whoever follows, once.
async fn done(
    app: App,
    viewer: Viewer,
    fields: &Fields,
    act: Act,
    flash: &'static str,
) -> Result<Response, Problem> {
    let (loaded, _) = own(&app, &viewer).await?;
    let key = fields.get("idempotency_key").to_owned();
    if crate::once::answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/follow/request", flash));
    }
    let actor = actor_for(&loaded.actors, loaded.request(), act.kind())?;
    let request = loaded.request().clone().act(act, &context(&app, &viewer, actor))?;
    let (seq, now, vault) = (loaded.kept.seq, viewer.now, app.vault.clone());
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::update(tx, &vault, seq, request, now).await?;
            Ok("/follow/request".to_owned())
        })
    })
    .await?;
    Ok(see("/follow/request", flash))
}

/// Whoever follows, among the people of the request.
fn me(loaded: &Loaded, party: PartyId) -> Result<&FiledParty, Problem> {
    loaded.people.iter().find(|one| one.id == party).ok_or(Problem::NotFound)
}

/// `GET /follow/details`: what the platform holds about whoever follows.
pub async fn details(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let (loaded, party) = own(&app, &viewer).await?;
    let form = people::shown(Form::new(app.ids.next::<Uuid>().to_string()), &me(&loaded, party)?.details);
    let number = loaded.request().number.to_string();
    Ok(page(&PersonPage::own(viewer.page("follow"), &number, form)))
}

/// `POST /follow/details`
pub async fn correct(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let (loaded, party) = own(&app, &viewer).await?;
    let known = me(&loaded, party)?;
    let number = loaded.request().number.to_string();
    let key = fields.get("idempotency_key").to_owned();
    if crate::once::answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/follow/request", "intake-person-kept"));
    }
    if people::was_changed(&fields, &known.details) {
        let form = people::changed(&viewer, fields, &known.details);
        let shown = PersonPage::own(viewer.page("follow"), &number, form);
        return Ok(with_status(StatusCode::CONFLICT, page(&shown)));
    }
    let complaints = match people::checked(&app, &viewer, &fields, known.role) {
        Ok(details) if known.role != PartyRole::Applicant || details.is_reachable() => {
            let corrected = FiledParty { id: party, role: known.role, details };
            let by = Actor::Party { party };
            people::correct(&app, &viewer, &loaded, by, corrected, &key, "/follow/request".to_owned())
                .await?;
            return Ok(see("/follow/request", "intake-person-kept"));
        }
        Ok(_) => vec![("phone".to_owned(), Refusal::new("contact-missing"))],
        Err(complaints) => complaints,
    };
    let form = mark(Form::sent(fields.0), viewer.lang, &complaints);
    let shown = PersonPage::own(viewer.page("follow"), &number, form);
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&shown)))
}

/// `GET /follow/attachments/{id}`
pub async fn attachment(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (loaded, _) = own(&app, &viewer).await?;
    if !is_own(loaded.request(), id) {
        return Err(Problem::NotFound);
    }
    files::send(&app, loaded.kept.seq, id).await
}

/// Whether a file came with the request. What came to the case under the same number is not for the applicant alone to
/// decide on: the other side's papers, a protected person's letter.
fn is_own(request: &Request, file: Uuid) -> bool {
    request.files.iter().any(|own| own.0 == file)
}

/// The receipt, to be printed again.
#[derive(Debug, Template)]
#[template(path = "intake/receipt.html")]
pub struct ReceiptPage {
    page: Page,
    proof: Proof,
    filed_at: fengqiao_base::Moment,
}

impl ReceiptPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let proof = Proof::sample("");
        vec![Self { page: page.clone(), proof, filed_at: time::macros::datetime!(2026-11-24 02:00 UTC) }]
    }
}

/// `GET /follow/receipt`
pub async fn receipt(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let (loaded, _) = own(&app, &viewer).await?;
    let request = loaded.request();
    // Whoever follows knows the code; on paper it would only be lost.
    let proof = Receipt::of(request).proof(&app.keys, String::new());
    Ok(page(&ReceiptPage { page: viewer.page("follow"), proof, filed_at: request.filed_at }))
}
