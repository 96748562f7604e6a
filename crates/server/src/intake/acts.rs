//! How does staff do something with a request? One page and one handler for every act that needs a form.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, BodyId, Refusal};
use fengqiao_domain::{
    case::{ActContext as CaseContext, Case, Confidentiality, Manner, Receiver},
    centre::Network,
    intake::{Act, ActKind, IdentityCheck, RefusalGround, Request, duplicates::Traits},
};
use fengqiao_policy::Action;
use fengqiao_store::{StoreError, time::day_text};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    choices::{choices, committees, host},
    form::day_of,
    load::{Loaded, actor_for, context, request_for},
    receipt::{Proof, Receipt},
    secret,
    store::{self, title},
    uploads,
};
use crate::{
    account::session,
    app::App,
    case, centre, dispatch,
    once::{once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The page with the form of one act.
#[derive(Debug, Template)]
#[template(path = "intake/act.html")]
pub struct ActPage {
    page: Page,
    form: Form,
    number: String,
    title: String,
    code: &'static str,
    /// Choices by the name of their field.
    choices: Vec<(&'static str, Vec<Choice>)>,
    /// Whether it cannot be taken back, so that the page says so.
    is_final: bool,
}

/// The acts that have a page of their own.
const PAGES: [ActKind; 12] = [
    ActKind::Amend,
    ActKind::Register,
    ActKind::SetUrgency,
    ActKind::SetClass,
    ActKind::Transfer,
    ActKind::TransferReceived,
    ActKind::Refuse,
    ActKind::Open,
    ActKind::Settle,
    ActKind::DidNotHold,
    ActKind::ReportDanger,
    ActKind::RenewCode,
];

impl ActPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let (loaded, _) = super::sample::stages().remove(0);
        let network = centre::demonstration();
        let one = |kind| Self::of(sample.clone(), kind, &loaded, &network, fresh(kind, &loaded, "key"));
        let mut samples: Vec<Self> = PAGES.iter().map(|kind| one(*kind)).collect();
        samples.push(one(ActKind::Withdraw));
        samples.push(Self { form: Form::new("key").wrong("reason", "…"), ..one(ActKind::Refuse) });
        samples
    }

    fn of(page: Page, kind: ActKind, loaded: &Loaded, network: &Network, form: Form) -> Self {
        Self {
            number: loaded.request().number.to_string(),
            title: title(&loaded.request().what),
            code: kind.code(),
            choices: choices(&page, kind, loaded.request(), network),
            is_final: matches!(kind, ActKind::Refuse | ActKind::Open | ActKind::Withdraw | ActKind::Transfer),
            page,
            form,
        }
    }

    fn address(&self) -> String {
        format!("/intake/{}/acts/{}", self.number, self.code)
    }

    fn hint(&self) -> String {
        self.page.attr(&format!("intake-act-{}", self.code.replace('_', "-")), "hint").unwrap_or_default()
    }

    /// The name under which the browser keeps what was typed.
    fn draft(&self) -> String {
        format!("{}-{}", self.number, self.code)
    }

    fn choices(&self, name: &str) -> &[Choice] {
        self.choices.iter().find(|(field, _)| *field == name).map_or(&[], |(_, choices)| choices)
    }
}

fn kind_of(code: &str) -> Result<ActKind, Problem> {
    let has_form = |kind: &ActKind| PAGES.contains(kind) || *kind == ActKind::Withdraw;
    ActKind::from_code(code).filter(has_form).ok_or(Problem::NotFound)
}

/// A fresh form, filled with what is known.
fn fresh(kind: ActKind, loaded: &Loaded, key: &str) -> Form {
    let request = loaded.request();
    let form = Form::new(key).at_version(request.version);
    match kind {
        ActKind::Amend => form
            .with("happened_on", request.happened_on.map(day_text).unwrap_or_default())
            .with("community", request.community.as_str())
            .with("address", request.address.as_str())
            .with("claims", request.claims.join("\n"))
            .with("amount", request.amount_fen.map(yuan).unwrap_or_default()),
        ActKind::SetUrgency => form.with("urgent", if request.is_urgent() { "yes" } else { "no" }),
        ActKind::SetClass => form.with("class", request.class.what.code()),
        ActKind::Register => form.with("told", "in_person"),
        ActKind::Settle => form.with("applicant", "in_person").with("other", "in_person"),
        _ => form,
    }
}

/// An amount as it is typed.
fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// `GET /intake/{number}/acts/{act}`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::HandleRequest, &number).await?;
    ask_about(&app, &viewer, &loaded, kind_of(&act)?).await
}

/// `GET /intake/{number}/acts/report_danger`: whoever reads requests, also somebody who handles none.
pub async fn ask_danger(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::ReadRequests, &number).await?;
    ask_about(&app, &viewer, &loaded, ActKind::ReportDanger).await
}

async fn ask_about(app: &App, viewer: &Viewer, loaded: &Loaded, kind: ActKind) -> Result<Response, Problem> {
    actor_for(&loaded.actors, loaded.request(), kind)?;
    let network = network(app, kind).await?;
    let form = fresh(kind, loaded, &app.ids.next::<Uuid>().to_string());
    Ok(page(&ActPage::of(viewer.page("intake"), kind, loaded, &network, form)))
}

async fn network(app: &App, kind: ActKind) -> Result<Network, Problem> {
    if matches!(kind, ActKind::Transfer | ActKind::Open) {
        centre::store::network(app.store.read()).await.map_err(stored)
    } else {
        Ok(Network::of(Vec::new()))
    }
}

/// `POST /intake/{number}/acts/{act}`
pub async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::HandleRequest, &number).await?;
    let kind = ActKind::from_code(&act).ok_or(Problem::NotFound)?;
    do_it(app, viewer, loaded, kind, posted).await
}

/// `POST /intake/{number}/acts/report_danger`
pub async fn report_danger(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::ReadRequests, &number).await?;
    do_it(app, viewer, loaded, ActKind::ReportDanger, posted).await
}

/// Reads the form, decides, keeps, answers.
async fn do_it(
    app: App,
    viewer: Viewer,
    loaded: Loaded,
    kind: ActKind,
    Posted { fields, uploads }: Posted,
) -> Result<Response, Problem> {
    let sent = Form::sent(fields.0.iter().cloned());
    let key = sent.idempotency_key.clone();
    let back = format!("/intake/{}", loaded.request().number);
    let flash = format!("intake-{}", kind.code().replace('_', "-"));
    if let Some(answer) = crate::once::answered(&app, &viewer, &key).await?
        && kind != ActKind::RenewCode
    {
        return Ok(see(&answer, &flash));
    }
    let actor = actor_for(&loaded.actors, loaded.request(), kind)?;
    let network = network(&app, kind).await?;
    if sent.version != Some(loaded.request().version) {
        // What was typed stays; what has changed since is on the page of the request.
        let refusal = Refusal::new("request-changed");
        return again(
            &app,
            &viewer,
            kind,
            &loaded,
            &network,
            sent.at_version(loaded.request().version),
            &[(String::new(), refusal)],
            StatusCode::CONFLICT,
        )
        .await;
    }
    let ctx = context(&app, &viewer, actor);
    let outcome = match kind {
        ActKind::AddFiles => {
            return add_files(&app, &viewer, &loaded, actor, &key, uploads, &back, &flash).await;
        }
        ActKind::Open => return open(&app, &viewer, &loaded, &network, actor, &key, &sent, &fields).await,
        ActKind::RenewCode => return renew(&app, &viewer, &loaded, &network, actor, &sent, &fields).await,
        _ => read(&app, kind, &fields).and_then(|act| {
            loaded
                .request()
                .clone()
                .act(act, &ctx)
                .map_err(|refusal| (refusal.field.unwrap_or_default().to_owned(), refusal))
        }),
    };
    let request = match outcome {
        Ok(request) => request,
        Err(complaint) => {
            return again(
                &app,
                &viewer,
                kind,
                &loaded,
                &network,
                sent,
                &[complaint],
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await;
        }
    };
    let (seq, now, answer, vault) = (loaded.kept.seq, viewer.now, back.clone(), app.vault.clone());
    let planned = dispatch::send::anew(&app, loaded.request(), &request, viewer.now).await.map_err(stored)?;
    let people = loaded.people;
    let keys = Traits::of_request(&request, &people).keys(&app.keys.derived("blocking"));
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            if kind == ActKind::Amend {
                store::add_keys(tx, seq, &keys).await?;
                store::index(tx, &vault, seq, &request, &people).await?;
            }
            store::update(tx, &vault, seq, request, now).await?;
            if let Some(planned) = planned {
                dispatch::store::send_anew(tx, seq, &planned, actor).await?;
            }
            Ok(answer)
        })
    })
    .await?;
    Ok(see(&back, &flash))
}

/// The form again, with what is wrong with it; of an act without a page of its own, the page of the request.
#[expect(clippy::too_many_arguments, reason = "everything the page was made from")]
async fn again(
    app: &App,
    viewer: &Viewer,
    kind: ActKind,
    loaded: &Loaded,
    network: &Network,
    form: Form,
    complaints: &[(String, Refusal)],
    status: StatusCode,
) -> Result<Response, Problem> {
    let form = super::form::mark(form, viewer.lang, complaints);
    if kind_of(kind.code()).is_err() {
        let shown = super::desk::of(app, viewer, loaded, form).await?;
        return Ok(with_status(status, page(&shown)));
    }
    Ok(with_status(status, page(&ActPage::of(viewer.page("intake"), kind, loaded, network, form))))
}

/// Reads the fields of an act; what cannot be read is named with its field.
fn read(app: &App, kind: ActKind, fields: &Fields) -> Result<Act, (String, Refusal)> {
    let text = |name: &str| fields.get(name).to_owned();
    let missing = |name: &str| (name.to_owned(), Refusal::new("choice-missing"));
    Ok(match kind {
        ActKind::Amend => {
            let happened_on =
                day_of(fields, "happened_on").map_err(|refusal| ("happened_on".to_owned(), refusal))?;
            let amount_fen = match fields.filled("amount") {
                Some(typed) => Some(
                    fengqiao_base::money::parse_yuan(typed)
                        .map_err(|fault| ("amount".to_owned(), fault.refusal()))?,
                ),
                None => None,
            };
            let community = text("community");
            let divisions = &app.reference.divisions;
            let is_known = community == divisions.district() || divisions.street_of(&community).is_some();
            Act::Amend {
                happened_on,
                community: if is_known { community } else { String::new() },
                address: text("address"),
                claims: fields.get("claims").lines().map(str::to_owned).collect(),
                amount_fen,
            }
        }
        ActKind::Register => Act::Register {
            identity: IdentityCheck::from_code(fields.get("identity")).ok_or_else(|| missing("identity"))?,
            told: Manner::from_code(fields.get("told")).ok_or_else(|| missing("told"))?,
        },
        ActKind::ChooseType => Act::ChooseType {
            dispute_type: fields.filled("other_type").unwrap_or(fields.get("dispute_type")).to_owned(),
        },
        ActKind::SetUrgency => Act::SetUrgency {
            is_urgent: match fields.get("urgent") {
                "yes" => true,
                "no" => false,
                _ => return Err(missing("urgent")),
            },
            reason: text("reason"),
        },
        ActKind::SetClass => Act::SetClass {
            class: Confidentiality::from_code(fields.get("class")).ok_or_else(|| missing("class"))?,
        },
        ActKind::Transfer => Act::Transfer {
            to: Receiver::from_code(fields.get("to")).ok_or_else(|| missing("to"))?,
            body: fields.filled("body").map(|id| id.parse().map_err(|_| missing("body"))).transpose()?,
            reason: text("reason"),
        },
        ActKind::TransferReceived => {
            Act::TransferReceived { reference: fields.filled("reference").map(str::to_owned) }
        }
        ActKind::Refuse => Act::Refuse {
            ground: RefusalGround::from_code(fields.get("ground")).ok_or_else(|| missing("ground"))?,
            reason: text("reason"),
        },
        ActKind::ReportDanger => Act::ReportDanger {
            to: Receiver::from_code(fields.get("to")).ok_or_else(|| missing("to"))?,
            reason: text("reason"),
            reference: fields.filled("reference").map(str::to_owned),
            receipt: fields.filled("receipt").map(str::to_owned),
        },
        ActKind::Settle => {
            let said = |name: &str| Manner::from_code(fields.get(name)).ok_or_else(|| missing(name));
            Act::Settle { agreed: text("agreed"), applicant: said("applicant")?, other: said("other")? }
        }
        ActKind::DidNotHold => Act::DidNotHold { reason: text("reason") },
        ActKind::Withdraw => Act::Withdraw { reason: text("reason") },
        ActKind::AddParty
        | ActKind::Join
        | ActKind::TakeIn
        | ActKind::KeepApart
        | ActKind::Open
        | ActKind::AddFiles
        | ActKind::RenewCode => return Err((String::new(), Refusal::new("request-not-at-this-stage"))),
    })
}

/// Opens a case from the request; both are kept in one transaction.
#[expect(clippy::too_many_arguments, reason = "everything the page was made from")]
async fn open(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    network: &Network,
    actor: Actor,
    key: &str,
    sent: &Form,
    fields: &Fields,
) -> Result<Response, Problem> {
    let chosen = fields.get("body").parse::<BodyId>().ok().filter(|body| {
        committees(loaded.request(), network).iter().any(|choice| choice.value == body.to_string())
    });
    let outcome = match chosen {
        None => Err(("body".to_owned(), Refusal::new("choice-missing"))),
        Some(body) => opened(app, viewer, loaded.request(), actor, body)
            .map(|(request, case)| (request, case, body))
            .map_err(|refusal| (String::new(), refusal)),
    };
    let (request, opened, body) = match outcome {
        Ok(done) => done,
        Err(complaint) => {
            return again(
                app,
                viewer,
                ActKind::Open,
                loaded,
                network,
                sent.clone(),
                &[complaint],
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await;
        }
    };
    let back = format!("/cases/{}", opened.number);
    let (seq, now, answer, vault) = (loaded.kept.seq, viewer.now, back.clone(), app.vault.clone());
    let host = host(network, body);
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            store::update(tx, &vault, seq, request, now).await?;
            case::store::insert(tx, &vault, seq, opened, host, now).await?;
            Ok(answer)
        })
    })
    .await?;
    Ok(see(&back, "intake-open"))
}

/// Asks the rules: the request as it then stands, and the case.
fn opened(
    app: &App,
    viewer: &Viewer,
    request: &Request,
    by: Actor,
    body: BodyId,
) -> Result<(Request, Case), Refusal> {
    let ctx = context(app, viewer, by);
    let (request, opening) = request.clone().open(app.ids.next(), body, &ctx)?;
    let ctx = CaseContext { by, at: viewer.now, ids: &app.ids, reckoning: &app.reference.reckoning };
    Ok((request, Case::open(opening, &ctx)?))
}

/// Adds files to a request.
#[expect(clippy::too_many_arguments, reason = "everything the page was made from")]
pub async fn add_files(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    actor: Actor,
    key: &str,
    uploads: Vec<fengqiao_web::form::Upload>,
    back: &str,
    flash: &str,
) -> Result<Response, Problem> {
    let (laid_down, not_taken) = uploads::lay_down(app, uploads, 0).await?;
    if !not_taken.is_empty() {
        return Err(Problem::Invalid(not_taken));
    }
    let files: Vec<store::Attaching> = laid_down.iter().filter_map(uploads::LaidDown::attaching).collect();
    let act = Act::AddFiles { files: files.iter().map(|file| file.id).collect() };
    let request = loaded.request().clone().act(act, &context(app, viewer, actor))?;
    uploads::take_up(app, &files).await?;
    let (seq, now, answer, vault) = (loaded.kept.seq, viewer.now, back.to_owned(), app.vault.clone());
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            store::attach(tx, &vault, seq, &files, now, actor).await?;
            store::update(tx, &vault, seq, request, now).await?;
            Ok(answer)
        })
    })
    .await?;
    Ok(see(back, flash))
}

/// The slip with a new code.
#[derive(Debug, Template)]
#[template(path = "intake/code.html")]
pub struct CodePage {
    page: Page,
    proof: Proof,
}

impl CodePage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        vec![Self { page: page.clone(), proof: Proof::sample("7KQ2M-XW9DP") }]
    }
}

/// Gives out another code and shows it once.
async fn renew(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    network: &Network,
    actor: Actor,
    sent: &Form,
    fields: &Fields,
) -> Result<Response, Problem> {
    let read = IdentityCheck::from_code(fields.get("identity"))
        .ok_or_else(|| ("identity".to_owned(), Refusal::new("choice-missing")));
    let ctx = context(app, viewer, actor);
    let outcome = read.and_then(|identity| {
        let done = loaded.request().clone().act(Act::RenewCode { identity }, &ctx);
        done.map_err(|refusal| (refusal.field.unwrap_or_default().to_owned(), refusal))
    });
    let request = match outcome {
        Ok(request) => request,
        Err(complaint) => {
            return again(
                app,
                viewer,
                ActKind::RenewCode,
                loaded,
                network,
                sent.clone(),
                &[complaint],
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await;
        }
    };
    let code = secret::anew(&app.ids.bytes());
    let digest = secret::digest(&code, &app.keys.derived("follow"));
    let receipt = Receipt::of(&request);
    let (seq, now, follower, vault) = (loaded.kept.seq, viewer.now, loaded.follower(), app.vault.clone());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                store::update(tx, &vault, seq, request, now).await?;
                store::set_secret(tx, seq, digest).await?;
                if let Some(follower) = follower {
                    session::end_following(tx, follower).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .map_err(stored)?;
    app.sessions.forget();
    let proof = receipt.proof(&app.keys, code);
    Ok(page(&CodePage { page: viewer.page("intake"), proof }))
}
