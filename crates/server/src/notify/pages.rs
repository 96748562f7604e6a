//! `/notices`: what somebody was told, and what of it waits to be read.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use fengqiao_domain::{codes, notify::Occasion};
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    event::About,
    list::{self, Asked, Notice},
};
use crate::{
    app::App,
    deadline::notices,
    listing::Rows,
    once::stored,
    render::{page, see},
    viewer::Viewer,
};

/// The notices of one person, newest first.
#[derive(Debug, Template)]
#[template(path = "notify/list.html")]
pub struct NoticesPage {
    page: Page,
    form: Form,
    ways: Vec<(String, String)>,
    rows: Vec<Shown>,
    is_unread: bool,
    occasions: Vec<Choice>,
    /// Up to which one all can be marked as read at once.
    newest: Option<i64>,
    first: Option<String>,
    next: Option<String>,
}

/// A notice as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    id: i64,
    text: String,
    kind: String,
    look: &'static str,
    is_urgent: bool,
    is_read: bool,
    number: String,
    href: String,
    duty: Option<String>,
    due: Option<String>,
    at: String,
}

/// How a kind of notice looks: what has passed calls for action, what is done does not.
fn look(occasion: Option<Occasion>, detail: &str) -> &'static str {
    match occasion {
        // A window that nobody had to use has closed.
        Some(Occasion::DeadlinePassed) if detail.starts_with("over ") => "stop",
        Some(Occasion::DeadlinePassed | Occasion::WhistleLate | Occasion::OwnedCaseLate) => "over",
        Some(Occasion::DeadlineSoon) => "soon",
        Some(Occasion::TasksDone) => "done",
        Some(Occasion::CompetenceDisputed | Occasion::TaskReturned) => "wait",
        Some(
            Occasion::DispatchSent
            | Occasion::WhistleCalled
            | Occasion::CaseGiven
            | Occasion::TaskGiven
            | Occasion::OwnedCaseGiven,
        ) => "open",
        None => "info",
    }
}

fn href(notice: &Notice) -> String {
    let Notice { number, thing, .. } = notice;
    match About::from_code(&notice.about) {
        Some(About::Case) => format!("/cases/{number}"),
        Some(About::Request) => format!("/intake/{number}"),
        Some(About::Dispatch | About::Dispute) => format!("/dispatch/{thing}"),
        Some(About::Call | About::Whistle) => format!("/whistles/{number}"),
        Some(About::Task) => format!("/linked/{thing}"),
        Some(About::OwnedCase) => format!("/owned-cases/{number}"),
        None => "/work".to_owned(),
    }
}

fn shown(page: &Page, notice: &Notice) -> Shown {
    let occasion = Occasion::from_code(&notice.occasion);
    let of_clock = notice.due_at.and_then(|due| notices::told(page.lang, &notice.detail, due));
    Shown {
        id: notice.id,
        due: notice.due_at.filter(|_| of_clock.is_none()).map(|at| page.moment(from_micros(at))),
        text: of_clock.unwrap_or_else(|| page.code("notify-told", &notice.occasion)),
        kind: page.code("choice-occasion", &notice.occasion),
        look: look(occasion, &notice.detail),
        is_urgent: notice.is_urgent == 1,
        is_read: notice.is_read == 1,
        number: notice.number.clone(),
        href: href(notice),
        duty: Some(notice.duty.as_str())
            .filter(|duty| !duty.is_empty())
            .map(|duty| page.code("common-duty", duty)),
        at: page.moment(from_micros(notice.at)),
    }
}

/// Kinds of notices as choices.
pub(super) fn occasions(page: &Page) -> Vec<Choice> {
    let choice = |code: &&str| Choice::new(*code, page.t(&codes::key(Occasion::LIST, code)));
    Occasion::CODES.iter().map(choice).collect()
}

impl NoticesPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let notice = |id: i64, occasion: Occasion, about: About, detail: &str| Notice {
            id,
            occasion: occasion.code().to_owned(),
            about: about.code().to_owned(),
            thing: Uuid::nil(),
            number: "440306-2026-000001".to_owned(),
            detail: detail.to_owned(),
            duty: if detail.is_empty() { String::new() } else { "mediator".to_owned() },
            due_at: Some(1_800_000_000_000_000),
            at: 1_799_000_000_000_000,
            is_urgent: i64::from(about == About::Call),
            is_read: id % 2,
        };
        let mut some = vec![
            notice(1, Occasion::DeadlineSoon, About::Case, "soon mediate"),
            notice(2, Occasion::DeadlinePassed, About::Request, "due intake"),
            notice(
                3,
                Occasion::DeadlinePassed,
                About::Case,
                "over confirm:00000000-0000-0000-0000-000000000001",
            ),
            notice(4, Occasion::TasksDone, About::Case, "done task"),
        ];
        let plain = [
            (Occasion::DispatchSent, About::Dispatch),
            (Occasion::CompetenceDisputed, About::Dispute),
            (Occasion::WhistleCalled, About::Call),
            (Occasion::WhistleLate, About::Whistle),
            (Occasion::CaseGiven, About::Case),
            (Occasion::TaskGiven, About::Task),
            (Occasion::TaskReturned, About::Case),
            (Occasion::OwnedCaseGiven, About::OwnedCase),
            (Occasion::OwnedCaseLate, About::OwnedCase),
        ];
        for (nth, (occasion, about)) in (5..).zip(plain) {
            some.push(notice(nth, occasion, about, ""));
        }
        let unread = Asked { unread: true, ..Asked::default() };
        let later = Asked { before: Some(9), occasion: Some(Occasion::CaseGiven), ..Asked::default() };
        let of = |rows, next, asked| Self::of(page.clone(), &Rows { rows, next }, asked);
        vec![
            of(Vec::new(), None, unread),
            of(Vec::new(), None, later),
            of(some.clone(), None, unread),
            of(some, Some(1), later),
        ]
    }

    fn of(page: Page, found: &Rows<Notice>, asked: Asked) -> Self {
        let occasion = asked.occasion.map_or("", Occasion::code);
        let address = |before: &str| format!("/notices?{}", query(asked, before));
        Self {
            ways: vec![("/work".to_owned(), page.t("layout-nav-work"))],
            rows: found.rows.iter().map(|notice| shown(&page, notice)).collect(),
            is_unread: asked.unread,
            occasions: occasions(&page),
            newest: found.rows.iter().filter(|row| row.is_read == 0).map(|row| row.id).max(),
            first: asked.before.map(|_| address("")),
            next: found.next.map(|id| address(&format!("&before={id}"))),
            form: Form::default().with("occasion", occasion).with("show", show(asked)),
            page,
        }
    }
}

fn show(asked: Asked) -> &'static str {
    if asked.unread { "unread" } else { "all" }
}

fn query(asked: Asked, more: &str) -> String {
    let occasion = asked.occasion.map_or_else(String::new, |one| format!("&occasion={}", one.code()));
    format!("show={}{occasion}{more}", show(asked))
}

/// What an address or a form asks for; what waits to be read, where it says nothing.
fn asked(fields: &Fields) -> Asked {
    Asked {
        unread: fields.get("show") != "all",
        occasion: fields.filled("occasion").and_then(Occasion::from_code),
        before: fields.filled("before").and_then(|text| text.parse().ok()),
    }
}

/// `GET /notices`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let (asked, account) = (asked(&fields), viewer.account()?.id);
    let found = list::list(app.store.read(), account, &viewer.asker(), asked).await.map_err(stored)?;
    Ok(page(&NoticesPage::of(viewer.page("notices"), &found, asked)))
}

/// `POST /notices/read`: one of them, or all up to one.
pub(super) async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?.id;
    let id = |name: &str| fields.filled(name).and_then(|text| text.parse::<i64>().ok());
    let (one, all) = (id("notice"), id("up_to"));
    let id = one.or(all).ok_or(Problem::Malformed("notice"))?;
    let kind = fields.filled("occasion").and_then(Occasion::from_code);
    list::mark(&app, account, id, one.is_none().then_some(kind)).await.map_err(stored)?;
    let back = format!("/notices?{}", query(asked(&fields), ""));
    Ok(see(&back, "notice-read"))
}
