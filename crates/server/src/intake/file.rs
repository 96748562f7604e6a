//! How does a resident file a request, step by step, without script?
//!
//! Every step is one form sent to the same address. What other steps have asked is carried along in hidden fields, so
//! nothing typed is lost, nothing stays on a shared computer, and the whole may also come in one piece.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, Moment, Refusal, local_day};
use fengqiao_domain::{
    case::Route,
    deadline::{Course, RunningClock},
    intake::{Checked, Filing, RequestKind, Signal},
};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};

use super::{
    code,
    form::{self, Desk, FOR_WHOM, Typed},
    load::context,
    receipt::{Proof, Receipt},
    store::{self, Attaching, NewRequest},
    summary::{Said, said_of},
    uploads::{self, LaidDown},
};
use crate::{
    app::App,
    dispatch,
    limits::Class,
    once::{once, stored},
    reference::{Reference, type_name},
    render::{page, with_status},
    viewer::Viewer,
};

/// The steps: what happened, where and with whom, what is wanted, who files, check and send.
pub const STEPS: [&str; 5] = [
    "intake-file-step-what",
    "intake-file-step-where",
    "intake-file-step-wanted",
    "intake-file-step-you",
    "intake-file-step-check",
];
/// The last step.
const LAST: usize = STEPS.len();

/// The step that asks for a field; 0 for what is no question.
fn step_of(field: &str) -> usize {
    match field {
        "kind" | "what" | "happened_on" => 1,
        "community" | "address" => 2,
        "claims" | "amount" | "dispute_type" | "files" => 3,
        "for_whom" | "notice" | "code" | "code_ticket" => 4,
        other if other.starts_with("others-") => 2,
        other if other.starts_with("me-") || other.starts_with("for-") => 4,
        _ => 0,
    }
}

/// One step of filing.
#[derive(Debug, Template)]
#[template(path = "intake/file.html")]
pub struct FilePage {
    page: Page,
    form: Form,
    step: usize,
    carried: Vec<(String, String)>,
    kept: Vec<(LaidDown, String)>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    types: Vec<Choice>,
    for_whom: Vec<Choice>,
    party_kinds: Vec<Choice>,
    help: Vec<&'static str>,
    said: Option<Said>,
    accept: &'static str,
    code_sent: bool,
    is_appeal: bool,
    is_demonstration: bool,
}

impl FilePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let reference = Reference::shipped();
        let form = || {
            Form::new("key")
                .with("kind", "dispute")
                .with("what", "楼上漏水，不肯修，还说要打人")
                .with("others-0-known_as", "楼上住户")
        };
        let shown = |step: usize, form: Form| {
            let told = form.value("what").to_owned();
            let suggested = reference.words.suggest(&told, RequestKind::Dispute);
            let signals =
                reference.signals.found_in("家暴，不敢回家，有人持刀，燃气泄漏，孩子被打，不想活，多次反映");
            let mut shown = Self::of(sample.clone(), form, step, Vec::new());
            shown.types = type_choices(sample, &suggested);
            shown.help = if step == 2 { help_of(&signals) } else { Vec::new() };
            shown.said = (step == LAST).then(|| super::summary::sample(sample));
            shown
        };
        let mut samples: Vec<Self> = (1..=LAST).map(|step| shown(step, form())).collect();
        samples.push(shown(1, Form::new("key").wrong("what", "…")));
        samples.push(shown(4, form().with("for_whom", "guardian").with("me-kind", "organisation")));
        samples.push(Self {
            code_sent: true,
            is_demonstration: true,
            ..shown(4, form().with("me-phone", "13800138000"))
        });
        samples
    }

    /// The name under which the browser keeps what was typed; nothing of the step about oneself is kept.
    fn draft(&self) -> String {
        if self.step < 4 { format!("file-{}", self.step) } else { String::new() }
    }

    fn of(page: Page, form: Form, step: usize, kept: Vec<(LaidDown, String)>) -> Self {
        let lang = page.lang;
        let choice = |prefix: &str, code: &str| {
            let text = page.code(prefix, code);
            match page.attr(&format!("{prefix}-{}", code.replace('_', "-")), "hint") {
                Some(hint) => Choice::new(code, text).hint(hint),
                None => Choice::new(code, text),
            }
        };
        let choices = |prefix: &str, codes: &[&str]| codes.iter().map(|code| choice(prefix, code)).collect();
        let reference = Reference::shipped();
        Self {
            step,
            carried: Vec::new(),
            kept,
            kinds: choices("intake-kind", RequestKind::CODES),
            places: if step == 2 { reference.place_choices(lang) } else { Vec::new() },
            types: Vec::new(),
            for_whom: choices("intake-for-whom", &FOR_WHOM),
            party_kinds: choices("intake-party-kind", &["person", "organisation"]),
            help: Vec::new(),
            said: None,
            accept: uploads::ACCEPT,
            code_sent: false,
            is_appeal: form.has("kind", "appeal"),
            is_demonstration: false,
            page,
            form,
        }
    }
}

/// What somebody needs first, by the words of the request.
pub fn help_of(signals: &[Signal]) -> Vec<&'static str> {
    signals.iter().map(|signal| signal.urgency.code()).collect()
}

/// The suggested types, each with the words that were found; the last choice leaves it to a clerk.
pub fn type_choices(page: &Page, suggested: &[fengqiao_domain::intake::Suggestion]) -> Vec<Choice> {
    let found = |words: &[String]| {
        let joined =
            words.iter().take(4).map(String::as_str).collect::<Vec<_>>().join(&page.t("intake-words-comma"));
        page.ta("intake-file-type-found", &[("words", &joined)])
    };
    let choice = |one: &fengqiao_domain::intake::Suggestion| {
        Choice::new(&*one.code, type_name(page.lang, &one.code)).hint(found(&one.words))
    };
    let unsure = Choice::new("unsure", page.t("intake-file-type-unsure"));
    suggested.iter().map(choice).chain([unsure]).collect()
}

/// `GET /file`
pub async fn begin(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let kind = RequestKind::from_code(query.get("kind")).unwrap_or(RequestKind::Dispute);
    let form = Form::new(app.ids.next::<uuid::Uuid>().to_string()).with("kind", kind.code());
    Ok(page(&FilePage::of(viewer.page("file"), form, 1, Vec::new())))
}

/// What the button that was pressed asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Go {
    /// To another step; forward only past what is right.
    To(usize),
    /// The same step again: a row or a file was added or removed.
    Stay,
    /// A code to the telephone.
    Code,
    /// The request.
    Send,
}

fn wish(fields: &Fields, current: usize) -> Go {
    match fields.get("go") {
        "send" => Go::Send,
        "code" => Go::Code,
        "stay" => Go::Stay,
        _ if fields.filled("remove_file").is_some() || fields.filled("add_row").is_some() => Go::Stay,
        "" => Go::To((current + 1).min(LAST)),
        step => step.parse().ok().filter(|step| (1..=LAST).contains(step)).map_or(Go::Stay, Go::To),
    }
}

/// `POST /file`
pub async fn go_on(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, uploads }: Posted,
) -> Result<Response, Problem> {
    let current = fields.get("step").parse().ok().filter(|step| (1..=LAST).contains(step)).unwrap_or(LAST);
    let wish = wish(&fields, current);
    let removed = fields.get("remove_file");
    let mut files: Vec<LaidDown> = fields
        .all("file")
        .filter_map(|ticket| LaidDown::of_ticket(&app, &viewer, ticket))
        .filter(|file| file.id().to_string() != removed)
        .collect();
    let (laid_down, not_taken) = uploads::lay_down(&app, uploads, files.len()).await?;
    files.extend(laid_down);

    let mut typed = form::read(&app, &viewer, &fields, &files, Desk::No);
    let speaker = typed.filing.parties[0].id;
    let ctx = context(&app, &viewer, Actor::Party { party: speaker });
    let phone = typed.filing.parties[0].details.phone.clone();
    let mut complaints: Vec<(String, Refusal)> =
        not_taken.into_iter().map(|refusal| ("files".to_owned(), refusal)).collect();
    match code::verified(&app, &viewer, &fields, &phone).await? {
        Ok(checked) => typed.filing.phone_checked = checked,
        Err(refusal) => complaints.push(("code".to_owned(), refusal)),
    }
    let checked = typed.filing.clone().checked(&ctx);
    let faults = checked.as_ref().err().cloned().unwrap_or_default();
    complaints.extend(typed.complaints(faults));

    // Only what has been asked can be wrong; going back is always free.
    let asked_until = match wish {
        Go::To(step) => step.saturating_sub(1).min(current),
        Go::Stay | Go::Code => 0,
        Go::Send => LAST,
    };
    let is_of_file = |field: &str| field == "files" && matches!(wish, Go::Stay);
    complaints.retain(|(field, _)| step_of(field).max(1) <= asked_until || is_of_file(field));
    let first_wrong = complaints.iter().map(|(field, _)| step_of(field).max(1)).min();
    if let (Go::Send, None, Ok(checked)) = (wish, first_wrong, checked) {
        return send(&app, &viewer, fields.get("idempotency_key"), checked, &files).await;
    }
    let mut code_ticket = None;
    if wish == Go::Code {
        match code::send(&app, &viewer, &phone).await? {
            Ok(ticket) => code_ticket = Some(ticket),
            Err(refusal) => complaints.push(("me-phone".to_owned(), refusal)),
        }
    }
    let step = match (wish, first_wrong) {
        (Go::Stay | Go::Code, _) => current,
        (_, Some(wrong)) => wrong,
        (Go::To(step), None) => step,
        (Go::Send, None) => LAST,
    };
    complaints.retain(|(field, _)| step_of(field).max(1) == step);
    let mut shown = again(&app, &viewer, fields, step, &files, &typed, code_ticket.as_deref());
    shown.is_demonstration = shown.code_sent && crate::notify::spool::is_demonstration(&app).await?;
    let form = form::mark(shown.form.clone(), viewer.lang, &complaints);
    let is_wrong = form.is_wrong();
    let answer = page(&FilePage { form, ..shown });
    Ok(if is_wrong { with_status(StatusCode::UNPROCESSABLE_ENTITY, answer) } else { answer })
}

/// A step with everything that was typed so far.
fn again(
    app: &App,
    viewer: &Viewer,
    fields: Fields,
    step: usize,
    files: &[LaidDown],
    typed: &Typed,
    code_ticket: Option<&str>,
) -> FilePage {
    let is_question = |name: &str| step_of(name) != 0 && name != "files";
    let carried: Vec<(String, String)> = fields
        .0
        .iter()
        .filter(|(name, value)| is_question(name) && step_of(name) != step && !value.is_empty())
        .cloned()
        .collect();
    let tickets = files.iter().map(|file| (file.clone(), file.ticket(app, viewer))).collect();
    let had_ticket = fields.filled("code_ticket").is_some();
    let mut form = Form::sent(fields.0);
    // The usual answer is chosen until somebody chooses another.
    let usual: &[(&str, &str)] = match step {
        2 => &[("others-0-kind", "person")],
        4 => &[("for_whom", "self"), ("me-kind", "person")],
        _ => &[],
    };
    for (name, value) in usual {
        if form.value(name).is_empty() {
            form = form.with(*name, *value);
        }
    }
    if let Some(ticket) = code_ticket {
        form = form.with("code_ticket", ticket);
    }
    let mut shown = FilePage::of(viewer.page("file"), form, step, tickets);
    shown.carried = carried;
    shown.types = type_choices(&shown.page, &typed.filing.suggested);
    // At once on the page after the words were written, and again before they are sent.
    shown.help = if matches!(step, 2 | LAST) { help_of(&typed.filing.signals) } else { Vec::new() };
    shown.code_sent = code_ticket.is_some() || had_ticket;
    shown.said = (step == LAST).then(|| said_of(&shown.page, &typed.filing, files));
    shown
}

/// What somebody sees who has filed.
#[derive(Debug, Template)]
#[template(path = "intake/filed.html")]
pub struct FiledPage {
    page: Page,
    form: Form,
    /// Number, code and what proves it.
    pub proof: Proof,
    filed_at: Moment,
    look_by: fengqiao_base::Day,
    answer_by: fengqiao_base::Day,
    help: Vec<&'static str>,
    routes: Vec<&'static str>,
    /// Whether it had been sent before; it is kept once.
    is_again: bool,
    /// Whether a clerk filed it for somebody.
    is_desk: bool,
}

impl FiledPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let one = |is_again, is_desk, help: Vec<&'static str>| Self {
            form: Form::new("key"),
            proof: Proof::sample("7KQ2M-XW9DP"),
            filed_at: time::macros::datetime!(2026-11-24 02:00 UTC),
            look_by: time::macros::date!(2026 - 11 - 25),
            answer_by: time::macros::date!(2026 - 11 - 27),
            help,
            routes: vec!["court", "petition"],
            is_again,
            is_desk,
            page: sample.clone(),
        };
        vec![one(false, false, vec!["violence"]), one(true, false, Vec::new()), one(false, true, Vec::new())]
    }
}

/// Keeps the request, once, and shows the receipt.
async fn send(
    app: &App,
    viewer: &Viewer,
    key: &str,
    checked: Checked,
    files: &[LaidDown],
) -> Result<Response, Problem> {
    let shown = file(app, viewer, key, checked, files, false).await?;
    Ok(page(&shown))
}

/// Keeps a filing in one transaction and gives the page with its receipt. Sent again, it is the same page.
pub async fn file(
    app: &App,
    viewer: &Viewer,
    key: &str,
    checked: Checked,
    files: &[LaidDown],
    is_desk: bool,
) -> Result<FiledPage, Problem> {
    app.limits.take(app, viewer, Class::Filing)?;
    let attaching: Vec<Attaching> = files.iter().filter_map(LaidDown::attaching).collect();
    uploads::take_up(app, &attaching).await?;
    let filing = checked.filing().clone();
    let new = NewRequest::of(app, checked, attaching, viewer.now);
    let planned = dispatch::send::of_filing(app, &filing, viewer.now).await.map_err(stored)?;
    let (now, vault) = (viewer.now, app.vault.clone());
    let answer = once(app, viewer, key, move |tx| {
        Box::pin(async move {
            let request = store::insert(tx, &vault, new, now).await?;
            dispatch::store::send(tx, request.number.sequence(), &planned, Actor::System).await?;
            Ok(format!("{} {}", request.number, request.id))
        })
    })
    .await?;
    let (number, id) = answer.split_once(' ').ok_or(Problem::Fault)?;
    let number: fengqiao_domain::intake::RequestNumber = number.parse().map_err(|_| Problem::Fault)?;
    // The same form sent again: what was kept then is shown, whatever it says now.
    let is_again = id != filing.id.to_string();
    let (receipt, id, filed_at) = if is_again {
        let kept = store::find(app.store.read(), &app.vault, number.sequence()).await.map_err(stored)?;
        let request = kept.ok_or(Problem::NotFound)?.request;
        (Receipt::of(&request), request.id, request.filed_at)
    } else {
        (Receipt::of_filed(number, now, &filing.what), filing.id, now)
    };
    let key = app.keys.derived("follow");
    let proof = receipt.proof(&app.keys, super::secret::of(&key, id));
    Ok(filed_page(app, viewer, proof, &filing, filed_at, is_again, is_desk))
}

fn filed_page(
    app: &App,
    viewer: &Viewer,
    proof: Proof,
    filing: &Filing,
    filed_at: Moment,
    is_again: bool,
    is_desk: bool,
) -> FiledPage {
    let due = |rule: &str| {
        RunningClock::start(rule, Course::from(filed_at), &app.reference.reckoning)
            .map_or_else(|_| local_day(filed_at), |clock| clock.due.day)
    };
    let area = match (filing.dispute_type.as_deref(), filing.kind) {
        (Some(code), _) => fengqiao_domain::case::Area::of(code),
        (None, RequestKind::Appeal) => fengqiao_domain::case::Area::Appeal,
        (None, RequestKind::Dispute) => fengqiao_domain::case::Area::General,
    };
    let routes = Route::of(area, fengqiao_domain::case::Confidentiality::Ordinary);
    let nav = if is_desk { "intake" } else { "file" };
    FiledPage {
        form: Form::default(),
        proof,
        filed_at,
        look_by: due("intake"),
        answer_by: due("accept-peoples"),
        help: help_of(&filing.signals),
        routes: routes.into_iter().map(Route::code).collect(),
        is_again,
        is_desk,
        page: viewer.page(nav),
    }
}
