//! Which requests wait for intake, whose turn is it, and by when?

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use fengqiao_base::{Day, Moment};
use fengqiao_domain::{
    intake::{ChannelKind, Phone, RequestNumber, Stage, duplicates::phone_key},
    report::Month,
};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
};
use fengqiao_web::{
    form::Fields,
    page::{Choice, Form, Page},
    problem::Problem,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::macros::datetime;

use super::view::look;
use crate::{
    app::App,
    case::{list::search, view::last_day},
    listing::{Due, PAGE, Rows, Where},
    once::stored,
    reference::{Reference, type_name},
    render::page,
    vault::Vault,
    viewer::Viewer,
};

/// One row of the queue.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct QueueRow {
    /// Key of the list.
    pub seq: i64,
    /// The number.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Code of the stage.
    pub stage: String,
    /// Code of the channel.
    pub channel: String,
    /// Code of the type.
    pub dispute_type: Option<String>,
    /// 12-digit code of the place.
    pub community: String,
    /// Whose turn it is (code of a duty).
    pub turn: String,
    /// By when (microseconds).
    pub due_at: Option<i64>,
    /// When it was filed (microseconds).
    pub filed_at: i64,
    /// Whether it is urgent.
    pub is_urgent: i64,
}

/// What a reader asked the queue for. Everything stays in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Open, ended, or both.
    pub open: Option<bool>,
    /// Only what is urgent.
    pub urgent: bool,
    /// Code of the stage.
    pub stage: Option<String>,
    /// Code of the channel.
    pub channel: Option<String>,
    /// Code of the type.
    pub dispute_type: Option<String>,
    /// 12-digit code of the street.
    pub street: Option<String>,
    /// Filed in this month.
    pub filed: Option<Month>,
    /// How its term stands.
    pub due: Option<Due>,
    /// Words in it, its number, or a telephone.
    pub words: Option<String>,
    /// The key after which the page begins.
    pub after: Option<i64>,
}

/// Above every sequence: a key is this for an urgent request, plus its sequence.
const URGENT: i64 = 10_000_000_000_000;

impl QueueFilter {
    /// From the query of an address; what is not understood is not asked for.
    pub fn from_query(query: &Fields, now: Moment) -> Self {
        let text = |name: &str| query.filled(name).map(str::to_owned);
        Self {
            open: match query.get("open") {
                "no" => Some(false),
                "all" => None,
                _ => Some(true),
            },
            urgent: query.get("urgent") == "yes",
            stage: text("stage"),
            channel: text("channel"),
            dispute_type: text("type"),
            street: text("street"),
            filed: query.get("filed").parse().ok(),
            due: Due::from_query(query, now),
            words: text("q"),
            after: query.filled("after").and_then(|key| key.parse().ok()).filter(|key| *key >= 0),
        }
    }

    /// What waits is read from the top: urgent first, then who has waited longest. What is over: newest first.
    fn is_waiting(&self) -> bool {
        self.open == Some(true)
    }
}

/// A page of the queue.
pub async fn find(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    filter: &QueueFilter,
    secret: &[u8],
) -> Result<Rows<QueueRow>, StoreError> {
    let mut query = Where::default();
    query.equals_if("r.is_open", filter.open.map(i64::from));
    query.equals_if("r.is_urgent", filter.urgent.then_some(1_i64));
    query.equals_if("r.stage", filter.stage.as_deref());
    query.equals_if("r.channel", filter.channel.as_deref());
    query.equals_if("r.dispute_type", filter.dispute_type.as_deref());
    query.equals_if("r.street", filter.street.as_deref());
    if let Some((from, to)) = filter.filed.and_then(|month| Some((month.begins()?, month.plus(1).begins()?)))
    {
        let (from, to) = (query.bind(to_micros(from)), query.bind(to_micros(to)));
        query.and(format!("r.filed_at >= {from} AND r.filed_at < {to}"));
    }
    if let Some(due) = filter.due {
        due.narrow(&mut query, "r.due_at");
    }
    let Some(newest) = asked_for(&mut query, conn, vault, filter.words.as_deref(), secret).await? else {
        return Ok(Rows { rows: Vec::new(), next: None });
    };
    query.within(scope, "r", false);
    if filter.words.as_deref().is_some_and(|words| words.parse::<RequestNumber>().is_err()) {
        query.without_sealed(scope, "r", false);
    }
    if let Some(after) = filter.after {
        let (urgent, seq) = (query.bind(after / URGENT), query.bind(after % URGENT));
        let beyond = if filter.is_waiting() { ">" } else { "<" };
        query.and(if filter.is_waiting() {
            format!("(r.is_urgent < {urgent} OR (r.is_urgent = {urgent} AND r.seq {beyond} {seq}))")
        } else {
            format!("{newest} {beyond} {seq}")
        });
    }
    let order =
        if filter.is_waiting() { "r.is_urgent DESC, r.seq".to_owned() } else { format!("{newest} DESC") };
    let text = format!(
        "SELECT r.seq, r.number, r.title, r.stage, r.channel, r.dispute_type, r.community, r.turn, r.due_at, r.filed_at, \
         r.is_urgent FROM requests r {}{} ORDER BY {order} LIMIT {}",
        query.joins,
        query.sql(),
        PAGE + 1
    );
    let key = |row: &QueueRow| if filter.is_waiting() { row.is_urgent * URGENT + row.seq } else { row.seq };
    let mut rows: Vec<QueueRow> = sql::all(conn, &text, query.values).await?;
    for row in &mut rows {
        row.title = vault.title("requests", row.seq, &row.title)?;
    }
    Ok(Rows::of(rows, key))
}

/// Adds what was typed into the search box: a telephone finds what was filed under it, everything else is as in every
/// list. Gives the column by which the newest come first.
async fn asked_for(
    query: &mut Where,
    conn: &impl ConnectionTrait,
    vault: &Vault,
    words: Option<&str>,
    secret: &[u8],
) -> Result<Option<String>, StoreError> {
    if let Some(phone) = words.and_then(Phone::read) {
        let key = query.bind(phone_key(&phone, secret));
        query.joins.push_str("JOIN blocking_keys k ON k.number = r.seq ");
        query.and(format!("k.key = {key}"));
        return Ok(Some("r.seq".to_owned()));
    }
    search(query, conn, vault, words, "r").await
}

/// One of the views of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    href: String,
    label: &'static str,
    current: bool,
}

/// A row as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    number: String,
    title: String,
    kind: String,
    channel: String,
    place: String,
    look: &'static str,
    stage: String,
    turn: String,
    due: Option<Day>,
    filed: Moment,
    is_urgent: bool,
}

/// The queue.
#[derive(Debug, Template)]
#[template(path = "intake/queue.html")]
pub struct QueuePage {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    stages: Vec<Choice>,
    channels: Vec<Choice>,
    types: Vec<Choice>,
    streets: Vec<Choice>,
    rows: Vec<Shown>,
    first: Option<String>,
    next: Option<String>,
    is_filtered: bool,
    may_file: bool,
}

impl QueuePage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let row = |is_urgent: i64| QueueRow {
            seq: 7,
            number: "440306-2026-000007".to_owned(),
            title: "楼上卫生间漏水，天花板和衣柜受损".to_owned(),
            stage: "lead".to_owned(),
            channel: "portal".to_owned(),
            dispute_type: (is_urgent == 0).then(|| "02".to_owned()),
            community: "440306017001".to_owned(),
            turn: "intake".to_owned(),
            due_at: Some(1_795_622_400_000_000),
            filed_at: 1_795_500_000_000_000,
            is_urgent,
        };
        let of = |rows, query: &str| {
            let fields = Fields::parse(query.as_bytes()).unwrap_or_default();
            let filter = QueueFilter::from_query(&fields, datetime!(2026-11-24 02:00 UTC));
            Self::of(page.clone(), &filter, Rows { rows, next: Some(7) }, Form::sent(fields.0), query, true)
        };
        vec![
            of(Vec::new(), ""),
            of(Vec::new(), "q=x&open=all"),
            of(vec![row(1); 1].into_iter().chain(vec![row(0); 49]).collect(), "after=7"),
        ]
    }

    fn of(
        page: Page,
        filter: &QueueFilter,
        found: Rows<QueueRow>,
        form: Form,
        query: &str,
        may_file: bool,
    ) -> Self {
        let reference = Reference::shipped();
        let tab = |open: &str, urgent: Option<&str>, label, current| Tab {
            href: with(query, &[("open", Some(open)), ("urgent", urgent), ("after", None)]),
            label,
            current,
        };
        let waits = filter.open == Some(true);
        let own = |prefix: &str, codes: &[&str]| -> Vec<Choice> {
            codes.iter().map(|code| Choice::new(*code, page.code(prefix, code))).collect()
        };
        Self {
            tabs: vec![
                tab("yes", None, "intake-queue-open", waits && !filter.urgent),
                tab("yes", Some("yes"), "intake-queue-urgent", waits && filter.urgent),
                tab("no", None, "intake-queue-ended", filter.open == Some(false)),
                tab("all", None, "intake-queue-all", filter.open.is_none()),
            ],
            stages: own("intake-stage", &Stage::CODES),
            channels: own("choice-channel", ChannelKind::CODES),
            types: reference.type_choices(page.lang),
            streets: reference.street_choices(page.lang),
            first: filter.after.map(|_| with(query, &[("after", None)])),
            next: found.next.map(|key| with(query, &[("after", Some(&key.to_string()))])),
            is_filtered: QueueFilter { open: filter.open, ..QueueFilter::default() } != *filter,
            rows: found.rows.into_iter().map(|row| shown(&page, row)).collect(),
            may_file,
            page,
            form,
        }
    }
}

fn shown(page: &Page, row: QueueRow) -> Shown {
    Shown {
        kind: row
            .dispute_type
            .as_deref()
            .map_or_else(|| page.t("intake-queue-type-none"), |code| type_name(page.lang, code)),
        channel: page.code("choice-channel", &row.channel),
        place: Reference::shipped().place_name(page.lang, &row.community),
        look: look(&row.stage),
        stage: page.code("intake-stage", &row.stage),
        turn: if row.turn.is_empty() { String::new() } else { page.code("turn-who", &row.turn) },
        due: row.due_at.map(|at| last_day(from_micros(at))),
        filed: from_micros(row.filed_at),
        is_urgent: row.is_urgent == 1,
        number: row.number,
        title: if row.title.is_empty() { "–".to_owned() } else { row.title },
    }
}

/// The address of the queue with some of its parameters changed or taken away.
fn with(query: &str, changes: &[(&str, Option<&str>)]) -> String {
    let kept = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !changes.iter().any(|(changed, _)| *changed == name)
    });
    let mut parts: Vec<String> = kept.map(str::to_owned).collect();
    parts.extend(changes.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}"))));
    if parts.is_empty() { "/intake".to_owned() } else { format!("/intake?{}", parts.join("&")) }
}

/// `GET /intake`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let fields = Fields::parse(query.as_bytes())?;
    let filter = QueueFilter::from_query(&fields, viewer.now);
    let secret = app.keys.derived("blocking");
    let found = find(
        app.store.read(),
        &app.vault,
        &Scope::of(&viewer.asker(), Action::ReadRequests),
        &filter,
        &secret,
    )
    .await
    .map_err(stored)?;
    let form = Form::sent(fields.0);
    let may_file = viewer.may(Action::HandleRequest);
    Ok(page(&QueuePage::of(viewer.page("intake"), &filter, found, form, &query, may_file)))
}
