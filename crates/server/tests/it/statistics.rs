//! `/statistics`: do the figures follow the cases, may each be traced to them, and does nothing leak in a count?

use std::collections::BTreeMap;

use axum::http::StatusCode;
use fengqiao::{
    case::store::Kept,
    report::{
        counters::Row,
        rebuild::{self, Findings},
    },
};
use fengqiao_base::Duty;
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope},
    case::{Act, Answer, Confidentiality, Manner, Origin, PartyKind, PartyStanding, Side},
};
use fengqiao_store::{sql, values};
use scraper::{Html, Selector};

use crate::{
    harness::{Answer as Reply, Browser, TestApp},
    lives::{self, Chance},
};

/// What the counters hold, as lines.
async fn counters(app: &TestApp) -> BTreeMap<String, i64> {
    let text = "SELECT month, street, body, is_ordinary, figure, value FROM report_counts WHERE value <> 0";
    let rows = sql::rows(app.app.store.read(), text, values![]).await.unwrap();
    rows.iter()
        .map(|row| {
            let text = |column: &str| row.try_get_by::<String, _>(column).unwrap();
            let body: uuid::Uuid = row.try_get_by("body").unwrap();
            let is_ordinary: i64 = row.try_get_by("is_ordinary").unwrap();
            let place = [text("month"), text("street"), body.to_string(), is_ordinary.to_string()];
            (format!("{} {}", place.join(" "), text("figure")), row.try_get_by("value").unwrap())
        })
        .collect()
}

/// What the files of these cases come to, counted without the counters.
fn counted(cases: &[Kept]) -> BTreeMap<String, i64> {
    let mut all = BTreeMap::new();
    for kept in cases {
        let case = &kept.case;
        let row = Row::of(case, &kept.street, kept.host.code());
        let is_ordinary = i64::from(case.class == Confidentiality::Ordinary);
        let place = format!("{} {} {is_ordinary}", kept.street, case.body);
        if let Some(day) = case.counts_on() {
            for (figure, value) in row.facts().counted() {
                let month = fengqiao_domain::report::Month::of(day);
                *all.entry(format!("{month} {place} {}", figure.code)).or_default() += value;
            }
        }
        if !case.stage.is_closed() {
            *all.entry(format!(" {place} {}", case.stage.code())).or_default() += 1;
        }
    }
    all
}

#[tokio::test]
async fn whatever_happens_to_cases_the_kept_figures_are_what_the_files_say() {
    for app in TestApp::each().await {
        let mut chance = Chance::from(28);
        let mut cases = Vec::new();
        let mut stages = std::collections::BTreeSet::new();
        for _ in 0..60 {
            let steps = 20 + chance.below(400);
            let kept = lives::play(&app, &mut chance, steps).await;
            stages.insert(kept.case.stage.code());
            cases.push(kept);
        }
        assert!(stages.len() >= 8, "the lives end in different ways: {stages:?}");
        let expected = counted(&cases);
        assert_eq!(counters(&app).await, expected);
        let figures: std::collections::BTreeSet<&str> =
            expected.keys().filter_map(|key| key.rsplit(' ').next()).collect();
        for figure in ["success", "performed", "confirmed", "sued", "relapsed", "withdrawn", "transferred"] {
            assert!(figures.contains(figure), "nobody lived through {figure}");
        }
        let clean = Findings { cases: 60, ..Findings::default() };
        assert_eq!(
            rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap(),
            clean,
            "{}",
            app.app.config.database_url
        );
    }
}

#[tokio::test]
async fn a_wrong_counter_and_a_wrong_column_are_found_and_made_anew() {
    for app in TestApp::each().await {
        let mut chance = Chance::from(5);
        for _ in 0..5 {
            lives::play(&app, &mut chance, 120).await;
        }
        let before = counters(&app).await;
        app.app
            .store
            .write(|tx| {
                Box::pin(async move {
                    sql::run(
                        tx,
                        "UPDATE report_counts SET value = value + 7 WHERE figure = 'cases'",
                        values![],
                    )
                    .await?;
                    sql::run(tx, "DELETE FROM report_counts WHERE figure = 'people'", values![]).await?;
                    sql::run(
                        tx,
                        "UPDATE cases SET is_sued = 1 - is_sued, outcome = NULL WHERE seq = 2",
                        values![],
                    )
                    .await
                })
            })
            .await
            .unwrap();
        let found = rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap();
        assert_eq!(found.columns, ["440306-2026-000002"]);
        let of = |code| found.counters.iter().filter(move |one| one.key.figure == code);
        assert!(of("cases").count() > 0 && of("cases").all(|one| one.kept == one.counted + 7), "{found:?}");
        assert!(of("people").count() > 0 && of("people").all(|one| one.kept == 0), "{found:?}");
        let corrected = rebuild::run(&app.app.store, &app.app.vault, true).await.unwrap();
        assert_eq!(corrected.columns, found.columns);
        assert!(rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap().is_clean());
        assert_eq!(counters(&app).await, before);
    }
}

/// The figures as the page shows them: name to number, and where each leads.
fn shown(page: &Reply) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let document = Html::parse_document(&page.raw());
    let select = |css: &str| Selector::parse(css).unwrap();
    let row = select("#table ~ .fq-table tbody tr");
    let (name, number, link) = (select(".fq-figure-name"), select("td.fq-number"), select("a"));
    let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    let (mut numbers, mut links) = (BTreeMap::new(), BTreeMap::new());
    for row in document.select(&row) {
        let (Some(name), Some(number)) = (row.select(&name).next(), row.select(&number).next()) else {
            continue;
        };
        let name = text(name);
        if let Some(href) = number.select(&link).next().and_then(|link| link.attr("href")) {
            links.insert(name.clone(), href.to_owned());
        }
        numbers.insert(name, text(number));
    }
    (numbers, links)
}

/// What changed from one reading to the next.
fn changes(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let changed = after.iter().filter(|(name, number)| before.get(*name) != Some(*number));
    changed.map(|(name, number)| format!("{name} {} → {number}", before[name])).collect()
}

/// How many rows the list under `href` has, page by page.
async fn rows_behind(browser: &mut Browser, href: &str) -> usize {
    let (mut count, mut next) = (0, Some(href.to_owned()));
    while let Some(href) = next {
        let page = browser.get(&href).await;
        assert_eq!(page.status, StatusCode::OK, "{href}");
        count += page.texts("tbody tr").len();
        let document = Html::parse_document(&page.raw());
        let link = Selector::parse("a[rel=next]").unwrap();
        next = document.select(&link).next().and_then(|link| link.attr("href")).map(str::to_owned);
    }
    count
}

#[tokio::test]
async fn one_case_moves_the_figures_by_one_at_each_step() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let mut read = async || shown(&head.get("/statistics").await).0;
        let none = read().await;
        let parties = [Side::Applicant, Side::Respondent]
            .map(|side| PartyStanding::new(app.app.ids.next(), side, PartyKind::Person));
        let class = Confidentiality::Ordinary;
        let mut kept =
            lives::open_as(&app, lives::places()[0], Origin::Application, "02", class, parties.into()).await;
        assert_eq!(changes(&none, &read().await), Vec::<String>::new(), "a case that is not accepted");
        for party in kept.case.parties.clone() {
            let (party, manner) = (party.id, Manner::InPerson);
            let consent = Act::RecordConsent { party, answer: Answer::Agree, manner };
            lives::does(&app, &mut kept, Duty::Intake, consent).await;
            lives::does(&app, &mut kept, Duty::Intake, Act::TellRights { party, manner }).await;
        }
        lives::does(&app, &mut kept, Duty::Head, Act::Accept { agreed_until: None }).await;
        let accepted = read().await;
        assert_eq!(
            changes(&none, &accepted),
            [
                "依申请调解 0 → 1",
                "正在调解 0 → 1",
                "涉及当事人数 0 → 2",
                "街道调委会 0 → 1",
                "调解案件总数 0 → 1",
                "邻里纠纷 0 → 1"
            ]
        );
        let mediator = lives::MEDIATOR;
        lives::does(&app, &mut kept, Duty::Head, Act::AppointMediator { mediator }).await;
        let session = lives::session(&app, &kept.case);
        lives::does(&app, &mut kept, Duty::Mediator, session).await;
        let (scope, form) = (AgreementScope::Whole, AgreementForm::Oral);
        let agreement = lives::agreement(&kept.case, scope, form, Some(123_456_700));
        lives::does(&app, &mut kept, Duty::Mediator, agreement).await;
        let agreed = read().await;
        assert_eq!(
            changes(&accepted, &agreed),
            ["协议涉及金额 0.00 → 123.46", "口头协议 0 → 1", "正在调解 1 → 0", "调解成功 0 → 1"]
        );
        let item = kept.case.items().next().unwrap().id;
        lives::does(&app, &mut kept, Duty::Mediator, lives::performed(item)).await;
        assert_eq!(changes(&agreed, &read().await), ["协议已履行 0 → 1"]);
    }
}

#[tokio::test]
async fn every_figure_is_the_number_of_rows_behind_its_link_for_every_reader() {
    for app in TestApp::each().await {
        let mut chance = Chance::from(11);
        for _ in 0..40 {
            let steps = 100 + chance.below(300);
            lives::play(&app, &mut chance, steps).await;
        }
        let mut seen = BTreeMap::new();
        for login in ["head", "head-xixiang", "dispatcher", "justice"] {
            let mut browser = app.signed_in(login).await;
            for place in ["", "&street=440306018000"] {
                let page = browser.get(&format!("/statistics?span=year&month=2026-11{place}")).await;
                let (numbers, links) = shown(&page);
                for (name, href) in &links {
                    if !["涉及当事人数", "协议涉及金额"].contains(&name.as_str()) {
                        let rows = rows_behind(&mut browser, href).await;
                        assert_eq!(numbers[name], rows.to_string(), "{login}{place}: {name} {href}");
                    }
                }
                seen.insert(format!("{login}{place}"), numbers["调解案件总数"].parse::<i64>().unwrap());
            }
        }
        assert!(seen["head"] > 0 && seen["head-xixiang"] > 0, "{seen:?}");
        assert_eq!(seen["justice"], seen["dispatcher"], "{seen:?}");
        assert!(seen["justice"] >= seen["head"] && seen["justice"] >= seen["head-xixiang"], "{seen:?}");
    }
}

#[tokio::test]
async fn nothing_that_a_reader_may_not_open_is_counted_for_that_reader() {
    for app in TestApp::each().await {
        let places = lives::places();
        let accept = async |place, class| {
            let parties = [Side::Applicant, Side::Respondent]
                .map(|side| PartyStanding::new(app.app.ids.next(), side, PartyKind::Person));
            let mut kept = lives::open_as(&app, place, Origin::OwnMotion, "01", class, parties.into()).await;
            for party in kept.case.parties.clone() {
                let (party, manner) = (party.id, Manner::InPerson);
                let consent = Act::RecordConsent { party, answer: Answer::Agree, manner };
                lives::does(&app, &mut kept, Duty::Intake, consent).await;
                lives::does(&app, &mut kept, Duty::Intake, Act::TellRights { party, manner }).await;
            }
            lives::does(&app, &mut kept, Duty::Head, Act::Accept { agreed_until: None }).await;
        };
        accept(places[0], Confidentiality::Ordinary).await;
        accept(places[0], Confidentiality::DomesticViolence).await;
        accept(places[1], Confidentiality::Ordinary).await;
        // In Xixiang, before the committee of Xin'an.
        accept(places[3], Confidentiality::Ordinary).await;
        for (login, counted) in [("head", "3"), ("head-xixiang", "2"), ("dispatcher", "4"), ("leader", "3")] {
            let mut browser = app.signed_in(login).await;
            let page = browser.get("/statistics").await;
            let (numbers, links) = shown(&page);
            assert_eq!(numbers["调解案件总数"], counted, "{login}");
            assert_eq!(numbers["婚姻家庭纠纷"], counted, "{login}");
            assert_eq!(links.is_empty(), login == "leader", "{login}: only who lists cases is led to them");
            assert_eq!(page.text().contains("不含保密案件"), login == "leader", "{login}");
        }
        // Another street asked for by address stays another street's.
        let mut head = app.signed_in("head-xixiang").await;
        let (numbers, _) = shown(&head.get("/statistics?street=440306017000").await);
        assert_eq!(numbers["调解案件总数"], "0");
        for login in ["clerk", "mediator", "admin"] {
            let mut browser = app.signed_in(login).await;
            for path in ["/statistics", "/statistics.xlsx"] {
                assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
            }
        }
    }
}

#[tokio::test]
async fn a_period_is_shown_beside_the_one_before_and_a_wrong_month_is_told() {
    let app = TestApp::sqlite().await;
    let mut head = app.signed_in("head").await;
    let page = head.get("/statistics?span=quarter&month=2026-11").await;
    assert_eq!(
        page.texts("thead th").iter().take(4).collect::<Vec<_>>(),
        ["序号", "项目", "2026年第四季度", "2026年第三季度"]
    );
    assert!(page.texts(".fq-lead")[0].contains("新安街道"), "{:?}", page.texts(".fq-lead"));
    let page = head.get("/statistics?from=2025-07&to=2026-02").await;
    assert!(page.text().contains("2024年11月至2025年6月"));
    let wrong = head.get("/statistics?from=2026-13&to=2026-11").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.complaints(), ["月份的写法不对。 请写成年份加月份，例如 2026-11。"]);
}

#[tokio::test]
async fn the_table_is_handed_out_as_a_spreadsheet_with_a_row_for_each_committee() {
    for app in TestApp::each().await {
        let mut chance = Chance::from(3);
        for _ in 0..8 {
            lives::play(&app, &mut chance, 150).await;
        }
        let mut head = app.signed_in("dispatcher").await;
        let sheet = head.get("/statistics.xlsx?span=year&month=2026-11").await;
        assert_eq!(sheet.status, StatusCode::OK);
        assert_eq!(
            sheet.headers["content-disposition"],
            "attachment; filename=\"statistics-2026-01-2026-12.xlsx\""
        );
        assert!(sheet.body.starts_with(b"PK"));
        assert_eq!(head.get("/statistics.xlsx?from=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn each_filter_of_a_list_is_shown_and_can_be_taken_back() {
    let app = TestApp::sqlite().await;
    let mut head = app.signed_in("head").await;
    let list = head.get("/cases?open=all&counted=yes&from=2026-10&to=2026-12&source=referred&confirmed=yes&q=%E6%BC%8F%E6%B0%B4&host=nonsense").await;
    assert_eq!(
        list.texts(".fq-chip > span:first-child"),
        ["计入统计的案件", "受理时间：2026年第四季度", "来源：接受委托移送调解", "经司法确认", "搜索：漏水"]
    );
    let document = Html::parse_document(&list.raw());
    let chips = Selector::parse("a.fq-chip").unwrap();
    let links: Vec<&str> = document.select(&chips).filter_map(|chip| chip.attr("href")).collect();
    assert_eq!(
        links[2],
        "/cases?open=all&counted=yes&from=2026-10&to=2026-12&confirmed=yes&q=%E6%BC%8F%E6%B0%B4&host=nonsense"
    );
    let fields: BTreeMap<String, String> = list.form("/cases").into_iter().collect();
    assert_eq!(
        (fields["from"].as_str(), fields["source"].as_str(), fields["q"].as_str()),
        ("2026-10", "referred", "漏水")
    );
}
