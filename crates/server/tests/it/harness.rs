//! How does a test use the real application as a person with a browser would?

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use fengqiao::{
    app::App,
    config::{Config, SignIn},
    seed,
    vault::{self, Subject},
};
use fengqiao_base::{Clock, FixedClock, Ids};
use fengqiao_domain::account::SecondFactor;
use fengqiao_seal::Place;
use fengqiao_store::{sql, values};
use fengqiao_testkit::{TUESDAY, TestDatabase};
use scraper::{Html, Selector};
use tower::ServiceExt;

/// The whole application on a database of its own, with a clock that a test moves.
pub struct TestApp {
    pub app: App,
    pub clock: Arc<FixedClock>,
    router: Router,
    /// Removed with its files at the end of the test.
    _database: TestDatabase,
}

impl TestApp {
    /// One application on each engine there is, with the demonstration's bodies and accounts.
    pub async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for database in TestDatabase::each().await {
            all.push(Self::on(database).await);
        }
        all
    }

    /// On SQLite alone; for what does not touch the database.
    pub async fn sqlite() -> Self {
        Self::on(TestDatabase::sqlite()).await
    }

    /// On SQLite, with settings of its own.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::opened(TestDatabase::sqlite(), change).await.seeded().await
    }

    /// On SQLite, with settings of its own; nobody works there yet.
    pub async fn empty(change: impl FnOnce(&mut Config)) -> Self {
        Self::opened(TestDatabase::sqlite(), change).await
    }

    /// One on each engine, with settings of its own.
    pub async fn each_with(change: impl Fn(&mut Config)) -> Vec<Self> {
        let mut all = Vec::new();
        for database in TestDatabase::each().await {
            all.push(Self::opened(database, &change).await.seeded().await);
        }
        all
    }

    async fn on(database: TestDatabase) -> Self {
        Self::opened(database, |_| {}).await.seeded().await
    }

    /// With the demonstration's bodies and accounts.
    async fn seeded(self) -> Self {
        seed::seed(&self.app).await.expect("the demonstration is seeded");
        self
    }

    async fn opened(database: TestDatabase, change: impl FnOnce(&mut Config)) -> Self {
        let clock = Arc::new(FixedClock::at(TUESDAY));
        let ids = Ids::from_seed(clock.clone() as Arc<dyn Clock>, 7);
        let mut config = Config {
            database_url: database.url.clone(),
            data: database.folder.path().join("files"),
            // The accounts of the demonstration sign in with the published password alone.
            sign_in: SignIn { second_factor: SecondFactor::Offered, password_days: 0, ..SignIn::default() },
            ..Config::default()
        };
        change(&mut config);
        let app = App::open(config, clock.clone(), ids).await.expect("the application opens");
        let router = fengqiao::serve::router(app.clone());
        Self { app, clock, router, _database: database }
    }

    /// The case of a number.
    pub async fn case(&self, seq: i64) -> fengqiao::case::store::Kept {
        let found = fengqiao::case::whole::find(self.app.store.read(), &self.app.vault, seq).await;
        found.expect("the database answers").expect("there is a case").kept
    }

    /// The request of a number.
    pub async fn request(&self, seq: i64) -> fengqiao::intake::store::Kept {
        let found = fengqiao::intake::store::find(self.app.store.read(), &self.app.vault, seq).await;
        found.expect("the database answers").expect("there is a request")
    }

    /// The opened states of a table, in the order of their ids.
    pub async fn states(&self, table: &'static str) -> Vec<String> {
        let (number, is_party) = if table == "parties" { ("number", true) } else { ("seq", false) };
        let text = format!("SELECT {number}, id, state FROM {table} ORDER BY id");
        let conn = self.app.store.read();
        let mut states = Vec::new();
        for row in sql::rows(conn, &text, values![]).await.expect("the table can be read") {
            let number: i64 = row.try_get_by_index(0).expect("a number");
            let id: uuid::Uuid = row.try_get_by_index(1).expect("an id");
            let sealed: String = row.try_get_by_index(2).expect("a state");
            let (subject, key) = if is_party {
                (Subject { number, of: id }, id.as_bytes().to_vec())
            } else {
                (Subject::number(number), vault::row(number).to_vec())
            };
            let lock = self.app.vault.lock_of(conn, subject).await.expect("there is a key");
            let place = Place { table, column: "state", row: &key };
            states.push(lock.open(&place, &sealed).expect("it opens").expect("nobody is erased"));
        }
        states
    }

    /// Tells everybody of what happened, and lets out the messages that are due; says how many notices were written.
    pub async fn tell(&self) -> u64 {
        fengqiao::notify::tell::reconcile(&self.app, self.clock_now()).await.expect("everybody is told")
    }

    /// What the clock shows.
    pub fn clock_now(&self) -> fengqiao_base::Moment {
        self.clock.now()
    }

    /// The application as a server hands requests to it.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Somebody who has never been here.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new() }
    }

    /// Somebody signed in as `login`.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/sign-in").await;
        let answer =
            browser.post("/sign-in", &[("login", login), ("password", seed::PASSWORD), ("next", "")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login} signs in: {}", answer.text());
        browser
    }
}

/// A browser: it keeps cookies and sends the token of its forms.
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Browser {
    /// Reads in this language from now on.
    pub fn reads(&mut self, lang: &str) {
        self.cookies.insert("lang".to_owned(), lang.to_owned());
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("the path is valid")).await
    }

    /// Sends a form; the token is added as the page's hidden field would.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.cookies.get("fq_form").cloned().unwrap_or_default();
        let mut body = format!("csrf={token}");
        for (name, value) in fields {
            body.extend(["&", &encoded(name), "=", &encoded(value)]);
        }
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.expect("the path is valid")).await
    }

    /// Sends the form of `page` whose action is `action`: what it held, with `fields` in place of what they name.
    pub async fn submit(&mut self, page: &Answer, action: &str, fields: &[(&str, &str)]) -> Answer {
        let mut held = page.form(action);
        held.retain(|(name, _)| name != "csrf" && !fields.iter().any(|(field, _)| field == name));
        let mut all: Vec<(&str, &str)> =
            held.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend_from_slice(fields);
        self.post(action, &all).await
    }

    /// Sends a form with files: field, name and content of each.
    pub async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        const BOUNDARY: &str = "----fengqiao-test-boundary";
        let token = self.cookies.get("fq_form").cloned().unwrap_or_default();
        let mut body = Vec::new();
        let all = std::iter::once(("csrf", token.as_str())).chain(fields.iter().copied());
        for (name, value) in all {
            body.extend_from_slice(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        for (field, name, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from(body));
        self.send(request.expect("the path is valid")).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            let line = cookies.join("; ").parse().expect("cookies are plain text");
            request.headers_mut().insert(header::COOKIE, line);
        }
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        for line in response.headers().get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("the answer arrives");
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    /// The answer as it came.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The visible text of what `css` finds, one entry each, white space folded.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let document = Html::parse_document(&self.raw());
        let selector = Selector::parse(css).expect("the selector is well formed");
        document
            .select(&selector)
            .map(|element| {
                element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// The attribute `name` of everything `css` finds that has it.
    pub fn attrs(&self, css: &str, name: &str) -> Vec<String> {
        let document = Html::parse_document(&self.raw());
        let selector = Selector::parse(css).expect("the selector is well formed");
        document.select(&selector).filter_map(|element| Some(element.attr(name)?.to_owned())).collect()
    }

    /// The text of the main part of a page.
    pub fn text(&self) -> String {
        self.texts("main").join(" ")
    }

    /// The complaints of a refused form.
    pub fn complaints(&self) -> Vec<String> {
        self.texts(".fq-notice-problem li")
    }

    /// The value of the choice of `field` that reads `text`.
    pub fn choice(&self, field: &str, text: &str) -> String {
        let document = Html::parse_document(&self.raw());
        let css = format!("option, label:has(input[name='{field}'])");
        let choices = Selector::parse(&css).expect("the selector is well formed");
        let input = Selector::parse("input").expect("the selector is well formed");
        for choice in document.select(&choices) {
            if choice.text().collect::<String>().trim().starts_with(text) {
                let holder = choice.select(&input).next().unwrap_or(choice);
                return holder.attr("value").unwrap_or_default().to_owned();
            }
        }
        panic!("no choice {text} of {field}: {}", self.text());
    }

    /// Names and values of the form with this action, as a browser would send them untouched.
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let document = Html::parse_document(&self.raw());
        let form = Selector::parse(&format!("form[action='{action}']")).expect("the selector is well formed");
        let Some(form) = document.select(&form).next() else {
            panic!("no form for {action} on this page: {}", self.text());
        };
        let field = Selector::parse("input, select, textarea").expect("the selector is well formed");
        let option = Selector::parse("option[selected]").expect("the selector is well formed");
        let mut fields = Vec::new();
        for element in form.select(&field) {
            let Some(name) = element.attr("name") else { continue };
            let value = match element.value().name() {
                "textarea" => element.text().collect::<String>(),
                "select" => element
                    .select(&option)
                    .next()
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                _ => {
                    let kind = element.attr("type").unwrap_or("text");
                    let unticked = matches!(kind, "checkbox" | "radio") && element.attr("checked").is_none();
                    if unticked || kind == "file" {
                        continue;
                    }
                    element.attr("value").unwrap_or_default().to_owned()
                }
            };
            fields.push((name.to_owned(), value));
        }
        fields
    }
}

/// Percent-encoded for a form.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
