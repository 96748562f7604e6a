//! `/board`: does each figure lead to exactly its rows, and does an open board follow what happens, for whom it may?

use std::{future::pending, time::Duration as Wait};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use fengqiao::board::live;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{sql, values};
use http_body_util::BodyExt;
use time::Duration;

use crate::{
    cases, file,
    harness::{Answer, Browser, TestApp},
    owned_cases,
};

/// An open board.
struct Open(Body);

impl Open {
    async fn at(app: &TestApp, browser: &Browser) -> Self {
        let cookies: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::get("/board/live").header(header::COOKIE, cookies.join("; "));
        let request = request.body(Body::empty()).expect("the path is valid");
        let response = tower::ServiceExt::oneshot(app.router(), request).await.expect("the router answers");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Self(response.into_body())
    }

    /// The next painting; none when the board was closed.
    async fn next(&mut self) -> Option<String> {
        loop {
            let frame = tokio::time::timeout(Wait::from_secs(30), self.0.frame()).await;
            let frame = frame.expect("something is sent in time")?.expect("a frame arrives");
            let bytes = frame.into_data().expect("it is data");
            let text = String::from_utf8(bytes.to_vec()).expect("it is text");
            assert!(text.ends_with("\n\n"), "a frame is whole: {text}");
            if text.starts_with("data: ") {
                return Some(text.lines().filter_map(|line| line.strip_prefix("data: ")).collect());
            }
        }
    }

    /// Waits until a painting says this.
    async fn until(&mut self, text: &str) -> String {
        for _ in 0..20 {
            let painting = self.next().await.expect("the board is open");
            if painting.contains(text) {
                return painting;
            }
        }
        panic!("no painting says {text}");
    }
}

/// Every figure of the board with the address it leads to.
fn figures(board: &Answer) -> Vec<(String, usize)> {
    let number = |text: String| text.parse().expect("a figure is a number");
    let large = board.attrs("a.fq-figure", "href").into_iter();
    let small = board.attrs("td.fq-number a", "href").into_iter();
    let large = large.zip(board.texts("a.fq-figure .fq-figure-number").into_iter().map(number));
    let small = small.zip(board.texts("td.fq-number a").into_iter().map(number));
    large.chain(small).collect()
}

/// How many rows the list has to which a figure leads.
async fn rows(reader: &mut Browser, href: &str) -> usize {
    let list = reader.get(href).await;
    assert_eq!(list.status, StatusCode::OK, "{href}");
    list.texts("tbody tr").len()
}

const ROOFER: (&str, &str) = ("what", "包工头拖欠三十名工人两个月工资，工人明天要去工地讨薪。");

#[tokio::test]
async fn each_figure_leads_to_exactly_its_rows_whoever_reads_it() {
    for app in TestApp::each().await {
        for changes in [&[][..], &[("community", "440306018001")], &[ROOFER]] {
            file::filed(&mut app.browser(), changes).await;
        }
        for class in [Confidentiality::Ordinary, Confidentiality::Ordinary, Confidentiality::Sealed] {
            cases::opened(&app, class).await;
        }
        app.clock.advance(Duration::days(7));
        let old = cases::opened(&app, Confidentiality::Ordinary).await;
        sql::run(app.app.store.read(), "UPDATE cases SET is_relapsed = 1", values![]).await.unwrap();
        owned_cases::nominated(&mut app.signed_in("head").await, &old).await;
        file::filed(&mut app.browser(), &[("me-phone", "13900139000"), ("address", "宝民花园5栋")]).await;
        let mut seen = Vec::new();
        for login in ["dispatcher", "head", "head-xixiang", "justice"] {
            let mut reader = app.signed_in(login).await;
            let board = reader.get("/board").await;
            assert_eq!(board.status, StatusCode::OK, "{login}");
            let figures = figures(&board);
            assert!(figures.len() >= 6, "{login}: {figures:?}");
            for (href, number) in &figures {
                if !href.starts_with('#') {
                    assert_eq!(rows(&mut reader, href).await, *number, "{login} reads {href}");
                }
            }
            let owned = figures.iter().find(|(href, _)| href == "/owned-cases").map(|(_, number)| *number);
            assert_eq!(owned, Some(usize::from(login != "head-xixiang")), "{login}");
            let waiting = |href: &str| figures.iter().find(|(one, _)| one == href).map(|(_, number)| *number);
            seen.push((login, waiting("/intake"), waiting("/cases?open=all&due=over")));
        }
        let all = Some(4);
        assert_eq!(
            seen,
            [
                ("dispatcher", all, Some(3)),
                ("head", Some(3), Some(3)),
                ("head-xixiang", Some(1), Some(0)),
                ("justice", all, Some(3)),
            ]
        );
    }
}

#[tokio::test]
async fn a_leader_is_told_the_figures_of_cases_without_their_lists_and_an_auditor_finds_no_board() {
    let app = TestApp::sqlite().await;
    for class in [Confidentiality::Ordinary, Confidentiality::DomesticViolence] {
        cases::opened(&app, class).await;
    }
    let board = app.signed_in("leader").await.get("/board").await;
    let titles = board.texts("main h2");
    assert!(titles.contains(&"纠纷案件".to_owned()) && !titles.contains(&"诉求".to_owned()), "{titles:?}");
    let waiting = board.texts("#board-cases .fq-figure-number");
    assert_eq!(waiting, ["1", "0", "0"], "what is confidential is not counted for a leader");
    assert_eq!(board.attrs("main a[href^='/cases']", "href"), Vec::<String>::new());
    for login in ["auditor", "mediator", "clerk", "department"] {
        let mut other = app.signed_in(login).await;
        for path in ["/board", live::PATH] {
            assert_eq!(other.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
        }
    }
}

#[tokio::test]
async fn an_open_board_follows_what_happens_and_ends_with_the_session() {
    for app in TestApp::each().await {
        let keeper = tokio::spawn(live::keep(app.app.clone(), pending()));
        let (mut dispatcher, xixiang) =
            (app.signed_in("dispatcher").await, app.signed_in("head-xixiang").await);
        let (mut whole, mut street) = (Open::at(&app, &dispatcher).await, Open::at(&app, &xixiang).await);
        let waits = |count: usize| format!("href=\"/intake\"><span class=\"fq-figure-number\">{count}<");
        whole.until(&waits(0)).await;
        street.until(&waits(0)).await;
        file::filed(&mut app.browser(), &[]).await;
        whole.until(&waits(1)).await;
        file::filed(&mut app.browser(), &[("community", "440306018001"), ("me-phone", "13900139000")]).await;
        whole.until(&waits(2)).await;
        let painting = street.until(&waits(1)).await;
        assert!(!painting.contains(&waits(2)), "the other street is not counted");

        let left = dispatcher.get("/board").await;
        let out = dispatcher.submit(&left, "/sign-out", &[]).await;
        assert_eq!(out.status, StatusCode::SEE_OTHER);
        file::filed(&mut app.browser(), &[("me-phone", "13700137000")]).await;
        assert_eq!(whole.next().await, None, "nothing is shown to whoever has left");
        assert!(!keeper.is_finished());
        keeper.abort();
    }
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_lets_its_boards_go() {
    let app = TestApp::sqlite().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let keeper = tokio::spawn(live::keep(app.app.clone(), async { drop(stopped.await) }));
    let dispatcher = app.signed_in("dispatcher").await;
    let mut open = Open::at(&app, &dispatcher).await;
    assert!(open.next().await.is_some());
    stop.send(()).expect("the keeper listens");
    while open.next().await.is_some() {}
    keeper.await.expect("the keeper ends");
}
