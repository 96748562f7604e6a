//! Do messages reach a gateway and a mail server, after the answer, again when that fails, and nobody else?

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use fengqiao::{
    config::{Config, Notify},
    notify::{Message, To},
    serve,
};
use fengqiao_jobs::queue;
use fengqiao_store::{sql, values};
use time::Duration;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use crate::harness::TestApp;

/// What the gateway was asked, and what it answers next.
#[derive(Clone, Default)]
pub struct Gateway {
    asked: Arc<Mutex<Vec<(String, String)>>>,
    answer: Arc<Mutex<(u16, String)>>,
}

async fn asked(State(gateway): State<Gateway>, headers: HeaderMap, body: Bytes) -> axum::response::Response {
    let key = headers["authorization"].to_str().unwrap().to_owned();
    gateway.asked.lock().unwrap().push((key, String::from_utf8(body.to_vec()).unwrap()));
    let (status, text) = gateway.answer.lock().unwrap().clone();
    axum::http::Response::builder().status(status).header("location", "/elsewhere").body(text.into()).unwrap()
}

impl Gateway {
    pub fn answers(&self, status: u16, text: &str) {
        *self.answer.lock().unwrap() = (status, text.to_owned());
    }

    pub fn asked(&self) -> Vec<(String, String)> {
        self.asked.lock().unwrap().clone()
    }

    /// Listens on this machine and gives the settings that name it.
    pub async fn listen(&self) -> Notify {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let router = Router::new().route("/send", post(asked)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        settings(&format!(
            "[notify.sms]\nurl = \"{url}\"\nbody = '{{\"to\":\"{{phone}}\",\"say\":\"{{text}}\"}}'\n\
             success = '\"code\":0'\nheaders = {{ authorization = \"Key {{secret}}\" }}\n"
        ))
    }
}

/// Settings as a file and the environment would give them.
fn settings(text: &str) -> Notify {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fengqiao.toml");
    std::fs::write(&file, text).unwrap();
    let env = |name: &str| (name == "FENGQIAO_NOTIFY_SMS_SECRET").then(|| "s3cret".to_owned());
    Config::load(Some(&file), env).unwrap().notify
}

async fn kept(app: &TestApp, to: To, text: &str) {
    let until = Some(app.clock_now() + Duration::minutes(10));
    let message = Message::new(&app.app, &to, text, until);
    let now = app.clock_now();
    let done = app.app.store.write(move |tx| Box::pin(async move { message.keep(tx, now).await })).await;
    done.unwrap();
}

pub async fn run(app: &TestApp) -> usize {
    serve::runner(&app.app).run_due().await.unwrap()
}

async fn errors(app: &TestApp) -> Vec<String> {
    let rows = sql::rows(app.app.store.read(), "SELECT last_error FROM jobs", values![]).await.unwrap();
    rows.iter().filter_map(|row| row.try_get_by_index::<Option<String>>(0).unwrap()).collect()
}

#[tokio::test]
async fn a_short_message_goes_to_the_gateway_after_the_answer_and_again_until_it_is_taken() {
    let gateway = Gateway::default();
    let notify = gateway.listen().await;
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        gateway.asked.lock().unwrap().clear();
        let mut browser = app.browser();
        browser.get("/follow/phone").await;
        browser.post("/follow/phone", &[("phone", "13800138000")]).await;
        assert!(gateway.asked().is_empty(), "the answer does not wait for the gateway");
        for (status, text) in [(503, ""), (302, ""), (200, "{\"code\":7}")] {
            gateway.answers(status, text);
            assert_eq!(run(&app).await, 0);
            app.clock.advance(Duration::minutes(1));
        }
        assert_eq!(errors(&app).await, ["the gateway answered 200 and did not take the message"]);
        gateway.answers(200, "{\"code\":0}");
        app.clock.advance(Duration::minutes(3));
        assert_eq!(run(&app).await, 1);
        let all = gateway.asked();
        assert_eq!(all.len(), 4);
        let (key, body) = &all[3];
        assert_eq!(key, "Key s3cret");
        assert!(
            body.starts_with(r#"{"to":"13800138000","say":"【枫桥】"#) || body.contains("验证码"),
            "{body}"
        );
        assert_eq!(run(&app).await, 0, "it is not sent again");
    }
}

#[tokio::test]
async fn a_code_that_is_of_no_use_any_more_is_not_sent() {
    let gateway = Gateway::default();
    gateway.answers(200, "{\"code\":0}");
    let notify = gateway.listen().await;
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        kept(&app, To::Phone("13800138000".to_owned()), "验证码 123456").await;
        app.clock.advance(Duration::minutes(10));
        assert_eq!(run(&app).await, 1);
        assert!(gateway.asked().is_empty());
    }
}

#[tokio::test]
async fn a_message_that_never_goes_out_is_laid_aside_for_a_person_to_see() {
    let gateway = Gateway::default();
    gateway.answers(500, "13800138000");
    let notify = gateway.listen().await;
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        let message = Message::new(&app.app, &To::Phone("13800138000".to_owned()), "您好", None);
        let now = app.clock_now();
        app.app.store.write(move |tx| Box::pin(async move { message.keep(tx, now).await })).await.unwrap();
        for _ in 0..queue::ATTEMPTS {
            run(&app).await;
            app.clock.advance(Duration::hours(2));
        }
        assert_eq!(queue::counts(app.app.store.read()).await.unwrap(), (0, 1));
        assert_eq!(errors(&app).await, ["the gateway answered 500 and did not take the message"]);
    }
}

/// The lines a mail server is told, up to the end of one message.
async fn mail_server(listener: TcpListener) -> Vec<String> {
    let (stream, _) = listener.accept().await.unwrap();
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut told = Vec::new();
    let mut is_text = false;
    write.write_all(b"220 mail\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let answer = match line.as_str() {
            "." if is_text => "250 taken\r\n",
            "DATA" => "354 go on\r\n",
            line if line.starts_with("QUIT") => break,
            _ if is_text => "",
            _ => "250 ok\r\n",
        };
        is_text = (is_text || line == "DATA") && line != ".";
        told.push(line);
        write.write_all(answer.as_bytes()).await.unwrap();
    }
    told
}

#[tokio::test]
async fn a_mail_goes_to_the_mail_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(mail_server(listener));
    let notify = settings(&format!(
        "[notify.mail]\nserver = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"Fengqiao <noreply@example.org>\"\n"
    ));
    let app = TestApp::empty(|config| config.notify = notify).await;
    kept(&app, To::Mail("clerk@example.org".to_owned()), "Your account\n\nOpen the link.").await;
    assert_eq!(run(&app).await, 1);
    let told = server.await.unwrap();
    for line in [
        "MAIL FROM:<noreply@example.org>",
        "RCPT TO:<clerk@example.org>",
        "Subject: Your account",
        "Open the link.",
    ] {
        assert!(told.iter().any(|own| own == line), "{line} in {told:#?}");
    }
}

#[tokio::test]
async fn what_is_on_its_way_cannot_be_read_in_the_database() {
    for app in TestApp::each().await {
        kept(&app, To::Phone("13800138000".to_owned()), "验证码 123456").await;
        let rows =
            sql::rows(app.app.store.read(), "SELECT phone, text FROM messages", values![]).await.unwrap();
        let cells: Vec<String> = (0..2).map(|n| rows[0].try_get_by_index(n).unwrap()).collect();
        assert!(!cells.iter().any(|cell| cell.contains("138") || cell.contains("验证码")), "{cells:?}");
        let payload: Option<String> =
            sql::value(app.app.store.read(), "SELECT payload FROM jobs", values![]).await.unwrap();
        assert!(!payload.unwrap().contains("138001"), "the job names the message by its id alone");
    }
}
