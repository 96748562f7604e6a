//! How does every component look, in both languages, and is its HTML sound?
//!
//! Writes the pages to `target/gallery/<language>-<page>.html`, to be looked at in a browser.

use std::{fs, path::Path};

use askama::Template;
use fengqiao_base::{Day, Duty, Moment};
use fengqiao_testkit::html::faults;
use fengqiao_web::{
    lang::Lang,
    page::{Choice, Flash, FlashKind, Form, Page, User},
};
use time::macros::{date, datetime};

#[derive(Template)]
#[template(path = "components/gallery/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    steps: [&'static str; 4],
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "components/gallery/start.html")]
struct StartPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "components/gallery/case.html")]
struct CasePage {
    page: Page,
    form: Form,
    ways: Vec<(String, String)>,
    at: Moment,
    soon: Day,
    over: Day,
}

#[derive(Template)]
#[template(path = "components/gallery/list.html")]
struct ListPage {
    page: Page,
    form: Form,
    choices: Vec<Choice>,
    open: Day,
    soon: Day,
    over: Day,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "components/gallery/print.html")]
struct PrintPage {
    page: Page,
}

const SOON: Day = date!(2026 - 11 - 26);
const OVER: Day = date!(2026 - 11 - 22);

fn page(lang: Lang, path: &str, nav: &'static str) -> Page {
    let district = match lang {
        Lang::ZhCn => "宝安区",
        Lang::En => "Bao’an District",
    };
    let mut page = Page::new(lang, district, path, datetime!(2026-11-24 01:00 UTC));
    "token".clone_into(&mut page.csrf);
    "nonce".clone_into(&mut page.nonce);
    page.nav = nav;
    page
}

fn desk(lang: Lang, path: &str, nav: &'static str) -> Page {
    let mut page = page(lang, path, nav);
    page.user = Some(User {
        name: "陈静".to_owned(),
        body: Some("新安街道人民调解委员会".to_owned()),
        duties: vec![Duty::Intake, Duty::Head],
        areas: vec!["work", "intake", "cases", "visits", "archive", "statistics", "bodies"],
    });
    page
}

fn choices() -> Vec<Choice> {
    vec![
        Choice::new("phone", "电话 Telephone").hint("工作日 9:00–18:00"),
        Choice::new("visit", "上门 Visit"),
        Choice::new("centre", "到中心面谈 At the centre"),
    ]
}

fn pages(lang: Lang) -> Vec<(&'static str, String)> {
    let form = Form::new("018f-key")
        .with("what", "楼上水管破裂，<b>天花</b>受损。")
        .with("channel", "visit")
        .with("other-1-name", "李四")
        .wrong("phone", "手机号码应当是 11 位数字。A mobile number has 11 digits.")
        .wrong("street", "请选择所在街道。Please choose your street.")
        .wrong("other-0-name", "请填写姓名。Please give a name.")
        .wrong("", "这份表单已经过期。This form has expired.");
    let steps = ["gallery-step-what", "gallery-step-who", "gallery-step-want", "gallery-step-check"];
    let mut start = page(lang, "/", "start");
    start.flash = Some(Flash { kind: FlashKind::Done, text: "已提交。Sent.".to_owned() });
    let ways = [("/work", "我的工作 My work"), ("/cases", "案件 Cases")]
        .map(|(href, text)| (href.to_owned(), text.to_owned()));
    let rendered = [
        (
            "form",
            FormPage { page: page(lang, "/file?step=2", "file"), form, steps, choices: choices() }.render(),
        ),
        ("start", StartPage { page: start }.render()),
        (
            "case",
            CasePage {
                page: desk(lang, "/cases/1", "cases"),
                form: Form::new("k").at_version(7),
                ways: ways.into(),
                at: datetime!(2026-11-20 06:32 UTC),
                soon: SOON,
                over: OVER,
            }
            .render(),
        ),
        (
            "list",
            ListPage {
                page: desk(lang, "/cases?q=漏水", "cases"),
                form: Form::default().with("q", "漏水"),
                choices: choices(),
                open: date!(2026 - 12 - 24),
                soon: SOON,
                over: OVER,
                previous: Some("/cases?before=a".to_owned()),
                next: Some("/cases?after=b".to_owned()),
            }
            .render(),
        ),
        ("print", PrintPage { page: page(lang, "/receipt/1", "receipt") }.render()),
    ];
    rendered.into_iter().map(|(name, html)| (name, html.expect("a component renders"))).collect()
}

#[test]
fn every_component_is_sound_html_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        for (name, html) in pages(lang) {
            fs::write(folder.join(format!("{}-{name}.html", lang.code())), &html)
                .expect("the page can be written");
            wrong.extend(
                faults(&html, lang.code())
                    .into_iter()
                    .map(|fault| format!("{} {name}: {fault}", lang.code())),
            );
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_was_typed_cannot_become_markup() {
    let (_, html) = pages(Lang::ZhCn).swap_remove(0);
    assert!(html.contains("&#60;b&#62;天花&#60;/b&#62;"), "{html}");
    assert!(!html.contains("<b>天花"));
}
