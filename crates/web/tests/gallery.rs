//! How does every component look, in both languages, and is its HTML sound?

use askama::Template;
use fengqiao_base::Duty;
use fengqiao_web::{
    lang::Lang,
    page::{Choice, Flash, FlashKind, Form, Page, User},
};
use time::macros::datetime;

#[derive(Template)]
#[template(path = "components/gallery/form.html")]
struct FormGallery {
    page: Page,
    form: Form,
    steps: [&'static str; 4],
    choices: Vec<Choice>,
}

fn page(lang: Lang) -> Page {
    let mut page = Page::new(lang, "宝安区", "/file?step=2", datetime!(2026-11-24 01:00 UTC));
    page.csrf = "token".to_owned();
    page
}

#[test]
fn form() {
    for lang in Lang::ALL {
        let form = Form::new("k").with("name", "<b>").wrong("phone", "手机号码应当是 11 位数字");
        let html = FormGallery {
            page: page(lang),
            form,
            steps: ["gallery-step-what", "gallery-step-who", "gallery-step-want", "gallery-step-check"],
            choices: vec![Choice::new("a", "A").hint("aa"), Choice::new("b", "B")],
        }
        .render()
        .unwrap();
        println!("{html}");
    }
}
