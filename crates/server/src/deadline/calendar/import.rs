//! `/calendars/import`: who imports the arrangement of a year, after a look at what it would move?

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use fengqiao_base::{
    Refusal,
    arrangement::{self, Fault},
};
use fengqiao_domain::deadline::Reckoning;
use fengqiao_policy::Action;
use fengqiao_store::StoreError;
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    follow::{self, Preview},
    pages::MoveRow,
    store::{self, New},
};
use crate::{
    app::App,
    once::{answered, once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
};

/// Ends that a preview shows.
const SHOWN: usize = 50;

/// A table that can be imported, and what it would move.
#[derive(Debug, Clone)]
pub struct Look {
    /// The table, with nothing around its cells.
    pub text: String,
    /// Its calendar's name.
    pub name: String,
    /// The version that is in force now.
    pub seen: i64,
    /// What it would move.
    pub preview: Preview,
}

/// What somebody wants to import.
#[derive(Debug, Clone)]
pub enum Asked {
    /// It can be.
    Good(Look),
    /// These lines cannot be right.
    Faults(Vec<Fault>),
    /// It cannot be, as a whole.
    Refused(Refusal),
}

/// Looks at a table: whether it can be imported, and which open ends it would move. Nothing is changed.
pub async fn look(app: &App, text: &str) -> Result<Asked, StoreError> {
    let text = match arrangement::read(text) {
        Ok(text) => text,
        Err(faults) => return Ok(Asked::Faults(faults)),
    };
    store::take_up(app).await?;
    let live = &app.reference.reckoning;
    let (now, seen) = (live.now(), live.version());
    let calendar = match now.calendar.clone().with_years(&text) {
        Ok(calendar) => calendar,
        Err(error) => {
            let why = error.to_string();
            return Ok(Asked::Refused(Refusal::new("arrangement-gap").at("text").with("why", why)));
        }
    };
    if calendar.version() == now.calendar.version() {
        return Ok(Asked::Refused(Refusal::new("arrangement-same").at("text")));
    }
    let name = calendar.version().to_owned();
    let to = Reckoning { rules: now.rules.clone(), calendar };
    let preview = follow::preview(app.store.read(), &app.vault, &now.calendar, &to, SHOWN).await?;
    Ok(Asked::Good(Look { text, name, seen, preview }))
}

/// The form, and what it would do.
#[derive(Debug, Template)]
#[template(path = "deadline/import.html")]
pub struct ImportPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    /// The lines that cannot be right.
    faults: Vec<(String, String)>,
    look: Option<Shown>,
}

/// A preview as the page shows it.
#[derive(Debug, Clone)]
struct Shown {
    name: String,
    seen: i64,
    count: String,
    is_whole: bool,
    rows: Vec<MoveRow>,
}

impl ImportPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |form| Self::of(sample.clone(), form);
        let fault = Fault { line: 3, why: Refusal::new("arrangement-date") };
        let gap = Refusal::new("arrangement-same").at("text");
        let moved = fengqiao_domain::deadline::Moved {
            clock: "confirm".to_owned(),
            rule: "confirm".to_owned(),
            before: time::macros::date!(2027 - 02 - 09),
            after: time::macros::date!(2027 - 02 - 12),
            calendar: "cn-2020-2027-00000002".to_owned(),
            reason: fengqiao_domain::deadline::MoveReason::DayOff,
        };
        let row = MoveRow::seen(sample, "440306-2026-000001", &moved);
        let look = |rows: Vec<MoveRow>, is_whole| Shown {
            name: moved.calendar.clone(),
            seen: 1,
            count: rows.len().to_string(),
            is_whole,
            rows,
        };
        let typed =
            || Form::new("key").with("text", "date,name,is_workday,status\n2027-01-01,元旦,0,official\n");
        vec![
            of(Form::new("key")),
            of(typed()).with_faults(&[fault]),
            of(typed().refused(sample.lang, &gap)),
            Self { look: Some(look(Vec::new(), true)), ..of(typed()) },
            Self { look: Some(look(vec![row; 50], false)), ..of(typed()) },
        ]
    }

    fn of(page: Page, form: Form) -> Self {
        let ways = vec![("/calendars".to_owned(), page.t("deadline-calendars-title"))];
        Self { page, ways, form, faults: Vec::new(), look: None }
    }

    fn with_faults(mut self, faults: &[Fault]) -> Self {
        let count = faults.len();
        let text = self.page.ta("deadline-import-faults", &[("count", &count)]);
        self.form = self.form.wrong("text", text);
        self.faults = faults
            .iter()
            .map(|fault| (fault.line.to_string(), self.page.refusal(&fault.why).sentence))
            .collect();
        self
    }

    fn with_look(mut self, look: &Look) -> Self {
        let Preview { count, first, is_whole } = &look.preview;
        let rows = first.iter().map(|(number, moved)| MoveRow::seen(&self.page, number, moved)).collect();
        let (name, count, is_whole) = (look.name.clone(), count.to_string(), *is_whole);
        self.look = Some(Shown { name, seen: look.seen, count, is_whole, rows });
        self
    }
}

/// `GET /calendars/import`
pub(super) async fn ask(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&ImportPage::of(viewer.page("calendars"), form)))
}

/// `POST /calendars/import`: shows what it would move; with the version that was seen then, puts it into force.
pub(super) async fn import(
    State(app): State<App>,
    viewer: Viewer,
    Posted { mut fields, uploads }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if let Some(version) = answered(&app, &viewer, &key).await? {
        return Ok(see(&format!("/calendars/{version}"), "calendar-imported"));
    }
    // A file stands in place of what was typed, and is shown there.
    if let Some(file) = uploads.iter().find(|file| file.field == "file" && !file.bytes.is_empty()) {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        fields.0.retain(|(name, _)| name != "text" && name != "seen");
        fields.0.push(("text".to_owned(), text));
    }
    let text = fields.get("text").to_owned();
    let seen: Option<i64> = fields.filled("seen").and_then(|seen| seen.parse().ok());
    let sheet = ImportPage::of(viewer.page("calendars"), Form::sent(fields.0));
    let wrong = |sheet: &ImportPage| with_status(StatusCode::UNPROCESSABLE_ENTITY, page(sheet));
    if text.is_empty() {
        let form = sheet.form.clone().refused(viewer.lang, &Refusal::new("field-missing").at("text"));
        return Ok(wrong(&ImportPage { form, ..sheet }));
    }
    let look = match look(&app, &text).await.map_err(stored)? {
        Asked::Good(look) => look,
        Asked::Faults(faults) => return Ok(wrong(&sheet.with_faults(&faults))),
        Asked::Refused(refusal) => {
            let form = sheet.form.clone().refused(viewer.lang, &refusal);
            return Ok(wrong(&ImportPage { form, ..sheet }));
        }
    };
    let Some(seen) = seen else { return Ok(page(&sheet.with_look(&look))) };
    let moved_on = |sheet: ImportPage, look: &Look| {
        let form = sheet.form.clone().refused(viewer.lang, &Refusal::new("calendar-moved-on"));
        with_status(StatusCode::CONFLICT, page(&ImportPage { form, ..sheet }.with_look(look)))
    };
    if seen != look.seen {
        return Ok(moved_on(sheet, &look));
    }
    let by = viewer.acting_as(Action::ImportCalendar.duties())?;
    let (name, text) = (look.name.clone(), look.text.clone());
    let new = New { name, text, seen, by, at: viewer.now, from: viewer.address() };
    let done = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move { store::put(tx, &new).await.map(|version| version.to_string()) })
    });
    match done.await {
        Ok(version) => {
            store::take_up(&app).await.map_err(stored)?;
            Ok(see(&format!("/calendars/{version}"), "calendar-imported"))
        }
        Err(Problem::Conflict) => Ok(moved_on(sheet, &look)),
        Err(problem) => Err(problem),
    }
}
