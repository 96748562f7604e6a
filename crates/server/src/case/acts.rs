//! How does somebody do something on a case? One form and one handler for every act.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, BodyId, Duty, Moment, PartyId, Refusal, local_day};
use fengqiao_domain::{
    case::{Act, ActContext, ActKind, Case},
    codes::Input,
};
use fengqiao_policy::Action;
use fengqiao_store::{StoreError, journal::Entry};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};

use super::{
    crew,
    form::{self, Around, Kind, Offered, Question, ReadAct},
    load::{Loaded, case_for, may_read},
    pages::Event,
    store::{self, Attaching},
    view::agreements::{self, AgreementView},
};
use crate::{
    account,
    app::App,
    centre, document,
    once::{once, stored},
    render::{page, see, with_status},
    viewer::{Viewer, Who},
};

/// The page with the form of one act.
#[derive(Debug, Template)]
#[template(path = "case/act.html")]
pub struct ActPage {
    page: Page,
    form: Form,
    /// Address of the case.
    back: String,
    number: String,
    title: String,
    code: String,
    heading: String,
    hint: String,
    action: String,
    questions: Vec<Question>,
    parties: Vec<Choice>,
    has_files: bool,
    /// What is to be signed.
    agreements: Vec<AgreementView>,
    /// What happened since the form was made, when somebody else was quicker.
    since: Vec<Event>,
    /// Whether it cannot be taken back, so that the page says so.
    is_final: bool,
}

impl ActPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let loaded = super::sample::loaded();
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let around = Around { mediators: Vec::new(), own: loaded.case().body, bodies: Vec::new() };
        let of = |kind: ActKind, actor: Actor| {
            Self::of(sample.clone(), kind, &actor, &loaded, &around, Form::new("key").at_version(3), now)
        };
        let staff = |duty| Actor::Staff { account: super::sample::ACCOUNT, duty };
        let mut samples: Vec<Self> =
            ActKind::ALL.iter().map(|kind| of(*kind, staff(kind.duties()[0]))).collect();
        let party = Actor::Party { party: loaded.case().parties[0].id };
        samples.push(of(ActKind::RecordConsent, party));
        samples
    }

    fn of(
        page: Page,
        kind: ActKind,
        actor: &Actor,
        loaded: &Loaded,
        around: &Around,
        form: Form,
        now: Moment,
    ) -> Self {
        let questions = form::questions(&page, kind, actor, loaded, around);
        let is_party = matches!(actor, Actor::Party { .. });
        let back = match loaded.task {
            Some(task) => format!("/linked/{task}"),
            None if is_party => "/follow/case".to_owned(),
            None => format!("/cases/{}", loaded.case().number),
        };
        let code = kind.code().replace('_', "-");
        let key = format!("act-{code}");
        let own = is_party.then(|| page.attr(&key, "own")).flatten();
        Self {
            number: loaded.case().number.clone(),
            title: store::title(loaded.case()),
            heading: own.unwrap_or_else(|| page.t(&key)),
            hint: page.attr(&key, "hint").unwrap_or_default(),
            code,
            action: format!("{back}/acts/{}", kind.code()),
            back,
            has_files: questions.iter().any(|question| question.kind == Kind::File),
            parties: form::party_choices(&page, loaded, loaded.case(), false),
            questions,
            agreements: to_sign(&page, kind, loaded, now),
            since: Vec::new(),
            is_final: matches!(
                kind,
                ActKind::Terminate
                    | ActKind::NotAccept
                    | ActKind::Close
                    | ActKind::Archive
                    | ActKind::Transfer
            ),
            page,
            form,
        }
    }

    /// Without what the case is about, for somebody who may not read it.
    fn seen_by(mut self, viewer: &Viewer, loaded: &Loaded) -> Self {
        if !may_read(viewer, loaded) {
            self.title = String::new();
            if loaded.task.is_none() {
                self.back = home(viewer);
            }
            self.parties = Vec::new();
        }
        self
    }
}

/// Where somebody who may not read the case goes on.
fn home(viewer: &Viewer) -> String {
    if viewer.may(Action::ReadDesk) { "/work" } else { "/" }.to_owned()
}

/// The draft, on the pages on which it is signed, sealed or given up: nobody signs what is not in sight.
fn to_sign(page: &Page, kind: ActKind, loaded: &Loaded, now: Moment) -> Vec<AgreementView> {
    let is_about_draft = matches!(
        kind,
        ActKind::SignAgreement | ActKind::SignAsMediator | ActKind::AffixSeal | ActKind::SetAsideDraft
    );
    let draft = loaded.case().draft().filter(|_| is_about_draft).map(|draft| draft.nth);
    agreements::of(page, loaded, now).into_iter().filter(|one| Some(one.nth) == draft).collect()
}

/// The mediators of the committee that handles the case, and for what goes to another body the other bodies.
async fn around(app: &App, viewer: &Viewer, body: BodyId, kind: ActKind) -> Result<Around, Problem> {
    let mediators =
        account::store::with_duty(app.store.read(), Duty::Mediator, Some(body), local_day(viewer.now))
            .await
            .map_err(stored)?;
    let names_body = kind.fields().iter().any(|field| {
        matches!(field.input, Input::Body | Input::Bodies | Input::Measures | Input::Sharing | Input::Task)
    });
    let bodies = if names_body {
        let network = centre::store::network(app.store.read()).await.map_err(stored)?;
        network.bodies().to_vec()
    } else {
        Vec::new()
    };
    Ok(Around { mediators, own: body, bodies })
}

fn kind_of(code: &str) -> Result<ActKind, Problem> {
    ActKind::from_code(code).ok_or(Problem::NotFound)
}

/// `GET /cases/{number}/acts/{act}`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ActOnCase, &number).await?;
    ask_about(&app, &viewer, &loaded, &act, query.as_deref()).await
}

/// `GET /cases/{number}/acts/report_danger`: whoever works here may see a danger, also somebody who reads no cases.
pub async fn ask_danger(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReportDanger, &number).await?;
    ask_about(&app, &viewer, &loaded, ActKind::ReportDanger.code(), query.as_deref()).await
}

/// `POST /cases/{number}/acts/report_danger`
pub async fn report_danger(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReportDanger, &number).await?;
    do_it(&app, &viewer, loaded, ActKind::ReportDanger.code(), posted).await
}

/// The form of an act, with what the address fills in.
pub async fn ask_about(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    act: &str,
    query: Option<&str>,
) -> Result<Response, Problem> {
    let kind = kind_of(act)?;
    let actor = loaded.actor(kind)?;
    let around = around(app, viewer, loaded.case().body, kind).await?;
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let form = Form::new(app.ids.next::<uuid::Uuid>().to_string()).at_version(loaded.case().version);
    let mut shown = ActPage::of(viewer.page("cases"), kind, &actor, loaded, &around, form, viewer.now);
    shown.form = form::fresh(shown.form, &shown.questions, &query, viewer.now);
    Ok(page(&shown.seen_by(viewer, loaded)))
}

/// `POST /cases/{number}/acts/{act}`
pub async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ActOnCase, &number).await?;
    do_it(&app, &viewer, loaded, &act, posted).await
}

/// Reads the form, decides, keeps, answers.
pub async fn do_it(
    app: &App,
    viewer: &Viewer,
    loaded: Loaded,
    act: &str,
    posted: Posted,
) -> Result<Response, Problem> {
    let kind = kind_of(act)?;
    let sent = Form::sent(posted.fields.0.iter().cloned());
    let key = sent.idempotency_key.clone();
    let mut posted = posted;
    if let Some(task) = loaded.task {
        // Which task it is stands in the address.
        posted.fields.0.retain(|(name, _)| name != "task");
        posted.fields.0.push(("task".to_owned(), task.to_string()));
    }
    let (back, flash) = place(viewer, &loaded, kind);
    if let Some(answer) = crate::once::answered(app, viewer, &key).await? {
        return Ok(see(&answer, &flash));
    }
    let actor = loaded.actor(kind)?;
    let around = around(app, viewer, loaded.case().body, kind).await?;
    let again = |form: Form| {
        ActPage::of(viewer.page("cases"), kind, &actor, &loaded, &around, form, viewer.now)
            .seen_by(viewer, &loaded)
    };
    if sent.asks_for_row() {
        return Ok(page(&again(sent)));
    }
    if sent.version != Some(loaded.case().version) {
        let mut shown = again(sent.clone().at_version(loaded.case().version));
        if may_read(viewer, &loaded) {
            shown.since = super::pages::since(app, viewer, &loaded, sent.version.unwrap_or(0)).await?;
        }
        return Ok(with_status(StatusCode::CONFLICT, page(&shown)));
    }
    let refused = |refusals: &[Refusal]| {
        let form = refusals.iter().fold(sent.clone(), |form, refusal| wrong(form, viewer, refusal));
        with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again(form)))
    };
    let offered = Offered::all(posted.uploads).await?;
    let read = match form::read(app, kind, &actor, &posted.fields, &offered, viewer.now) {
        Ok(read) => read,
        Err(refusals) => return Ok(refused(&refusals)),
    };
    if let Some(nowhere) = points_nowhere(kind, &read, &around) {
        return Ok(refused(&[nowhere]));
    }
    let parties: Vec<&str> = match actor {
        Actor::Party { .. } => Vec::new(),
        _ if crew::is_for_several(kind, "party") => posted.fields.all("party").collect(),
        _ => Vec::new(),
    };
    match decide(app, viewer, &loaded, actor, read.acts(kind, &parties)?) {
        Ok(case) => {
            keep(app, viewer, &key, &loaded, actor, case, read, back.clone()).await?;
            Ok(see(&back, &flash))
        }
        Err((Some(party), refusal)) => {
            // Of thirty, it must be seen which one cannot.
            let (who, why) = (loaded.called(party), viewer.lang.refusal(&refusal).to_string());
            let text = viewer.lang.ta("case-act-refused-for", &[("who", &who), ("why", &why)]);
            let form = sent.clone().wrong("party", text);
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again(form))))
        }
        Err((None, refusal)) => Ok(refused(&[refusal])),
    }
}

/// The refusal of a body that is none of those offered.
fn points_nowhere(kind: ActKind, read: &ReadAct, around: &Around) -> Option<Refusal> {
    let is_offered = |id: &str| around.others().any(|body| body.id.to_string() == id);
    kind.fields()
        .into_iter()
        .filter(|field| field.input == Input::Body)
        .find(|field| read.json[field.name].as_str().is_some_and(|id| !is_offered(id)))
        .map(|field| Refusal::new("field-not-in-list").at(field.name))
}

/// Marks what a refusal names; a part of a repeated question is named in the summary alone.
fn wrong(form: Form, viewer: &Viewer, refusal: &Refusal) -> Form {
    let mut refusal = refusal.clone();
    if refusal.field.is_some_and(|field| field.contains('.')) {
        refusal.field = None;
    }
    form.refused(viewer.lang, &refusal)
}

/// Where it goes on, and the sentence that says what it came to.
fn place(viewer: &Viewer, loaded: &Loaded, kind: ActKind) -> (String, String) {
    let flash = format!("act-{}", kind.code().replace('_', "-"));
    match &viewer.who {
        Who::Party(_) => ("/follow/case".to_owned(), format!("own-{flash}")),
        _ if loaded.task.is_some() => {
            (loaded.task.map(|task| format!("/linked/{task}")).unwrap_or_default(), flash)
        }
        _ if !may_read(viewer, loaded) => (home(viewer), flash),
        _ => (format!("/cases/{}", loaded.case().number), flash),
    }
}

/// Asks the rules about one act after the other; all of them hold, or none. A refusal comes with whom the act was for.
pub fn decide(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    by: Actor,
    acts: Vec<(Option<PartyId>, Act)>,
) -> Result<Case, (Option<PartyId>, Refusal)> {
    let ctx = ActContext { by, at: viewer.now, ids: &app.ids, reckoning: &app.reference.reckoning };
    acts.into_iter().try_fold(loaded.case().clone(), |case, (party, act)| {
        case.act(act, &ctx).map_err(|refusal| (party, refusal))
    })
}

/// Keeps what the rules made of the case, and everything that came with it, in one transaction; gives `answer`, or the
/// one that was given to this key before.
#[expect(clippy::too_many_arguments, reason = "one call that keeps everything an act brought")]
pub async fn keep(
    app: &App,
    viewer: &Viewer,
    key: &str,
    loaded: &Loaded,
    actor: Actor,
    case: Case,
    read: ReadAct,
    answer: String,
) -> Result<String, Problem> {
    let mut attaching = Vec::new();
    for arrival in &read.arrivals {
        let digest = app.files.keep(arrival.file.bytes.clone()).await.map_err(Problem::fault)?;
        attaching.push(Attaching {
            id: arrival.id,
            name: arrival.file.name.clone(),
            media_type: arrival.file.kind.media_type,
            size: arrival.file.bytes.len(),
            digest,
        });
    }
    let (seq, now, vault) = (loaded.kept.seq, viewer.now, app.vault.clone());
    let newcomers = read.newcomers;
    let by = serde_json::to_string(&actor).expect("an actor is plain data");
    let is_known_otherwise = !newcomers.is_empty();
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            for one in &newcomers {
                let entry = Entry::of(now, actor, "told", &serde_json::json!({ "number": seq }));
                store::add_person(tx, &vault, seq, one.id, "other", &one.details, entry).await?;
            }
            for file in &attaching {
                store::attach(tx, &vault, seq, file, now, &by).await?;
            }
            if is_known_otherwise {
                store::index(tx, &vault, seq, &case).await?;
            }
            document::order::add(tx, seq, &case).await?;
            store::update(tx, &vault, seq, case, now).await?;
            Ok::<_, StoreError>(answer)
        })
    })
    .await
}
