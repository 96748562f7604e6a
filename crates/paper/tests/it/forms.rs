//! Is every form printed whole from its values, and blank where there are none?

use std::collections::BTreeMap;

use fengqiao_paper::{
    forms::{FORMS, opening::Application},
    values::{Head, Party, Person, Who},
};
use serde_json::{Value, json};

use crate::text::{DAY, PRESS, pages_of, print, text_of};

/// The Chinese names of the kinds of documents, as the platform's pages show them.
fn names() -> BTreeMap<String, String> {
    include_str!("../../../../translations/zh-CN/form.ftl")
        .lines()
        .filter_map(|line| line.strip_prefix("form-")?.split_once(" = "))
        .map(|(code, name)| (code.replace('-', "_"), name.trim().to_owned()))
        .collect()
}

#[test]
fn every_form_opens_carries_its_name_and_lacks_no_letter() {
    let names = names();
    for form in FORMS {
        let printed = print(form.name, &(form.sample)());
        let pages = pages_of(&printed.pdf);
        assert_eq!(pages.len(), usize::try_from(printed.pages).expect("few pages"), "{}", form.name);
        assert_eq!(printed.missing, Vec::<char>::new(), "{}", form.name);
        assert!(printed.pdf.starts_with(b"%PDF-1.7"), "{}", form.name);
        // A cover bears the word 调解卷宗, a back cover none; what is given at the window is no kind of document.
        if let Some(name) = names.get(form.name).filter(|_| !["cover", "back_cover"].contains(&form.name)) {
            assert!(pages[0].contains(name.as_str()), "{}: {name} is not in {}", form.name, pages[0]);
        }
    }
}

/// Every text of the values that a person would miss.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Fields of the samples that a form does not show. Whoever merely signs gives a name; the particulars stand on the
/// forms that ask for them. The committee is not on a form that goes into its own dossier, or only in its seal.
fn is_left_out(field: &str) -> bool {
    ["parties", "party", "committee"].contains(&field)
}

#[test]
fn every_chinese_value_of_every_sample_is_on_its_paper() {
    for form in FORMS {
        let mut sample = (form.sample)();
        let text = text_of(&print(form.name, &sample).pdf);
        if let Some(fields) = sample.as_object_mut() {
            fields.retain(|field, _| !is_left_out(field));
        }
        let mut values = Vec::new();
        texts(&sample, &mut values);
        for value in values {
            let plain: String = value.chars().filter(|letter| !letter.is_whitespace()).collect();
            let chinese = plain.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            if chinese {
                // A long text may be cut in two by the foot of a page.
                let known = plain.chars().count() > 60 || text.contains(&plain);
                assert!(known, "{}: {value} is not in {text}", form.name);
            }
        }
    }
}

#[test]
fn the_same_values_of_the_same_day_give_the_same_bytes() {
    for form in FORMS {
        let sample = (form.sample)();
        assert!(print(form.name, &sample).pdf == print(form.name, &sample).pdf, "{}", form.name);
    }
    let other = PRESS.print("agreement", &(FORMS[0].sample)(), DAY);
    assert!(other.is_err(), "the values of a cover do not fit an agreement");
}

#[test]
fn a_blank_application_has_room_to_write() {
    let blank =
        |role: &str| Party { role: role.to_owned(), who: Who::Person(Person::default()), agent: None };
    let application = Application {
        head: Head {
            committee: "深圳市宝安区西乡街道人民调解委员会".to_owned(), number: None
        },
        applicants: vec![blank("申请人")],
        respondents: vec![blank("被申请人")],
        summary: String::new(),
        claims: Vec::new(),
        applied_on: None,
    };
    let printed = PRESS.print_form(&application, DAY).expect("a blank form can be printed");
    let text = text_of(&printed.pdf);
    assert_eq!(printed.pages, 1);
    assert!(text.contains("申请人姓名性别民族年龄职业或职务联系方式单位或住址"), "{text}");
    assert!(text.contains("申请人（签名、盖章或者按指印）：年月日"), "{text}");
}

#[test]
fn a_long_record_flows_over_pages_and_a_long_table_repeats_its_head() {
    let form = |name: &str| (FORMS.iter().find(|form| form.name == name).expect("it is listed").sample)();
    let mut record = form("session_record");
    record["record"] = json!("双方就赔偿金额继续协商，调解员分别听取意见。\n".repeat(300));
    let pages = pages_of(&print("session_record", &record).pdf);
    assert!(pages.len() > 5, "{}", pages.len());
    assert!(pages[pages.len() - 1].contains("记录人孙八（签名）"), "{}", pages[pages.len() - 1]);
    assert!(pages[1].contains(&format!("第2页共{}页", pages.len())), "{}", pages[1]);

    let mut list = form("evidence_list");
    let row = list["rows"][0].clone();
    list["rows"] = Value::Array(vec![row; 120]);
    let pages = pages_of(&print("evidence_list", &list).pdf);
    assert!(pages.len() > 3);
    for page in &pages[..pages.len() - 1] {
        assert!(page.contains("材料名称"), "{page}");
    }
}

#[test]
fn a_letter_no_font_has_is_marked_and_named_and_control_marks_are_dropped() {
    let mut values = (FORMS.iter().find(|form| form.name == "application").expect("it is listed").sample)();
    values["applicants"][0]["name"] = json!("张\u{7}\u{200b}三\u{1f600}");
    let printed = print("application", &values);
    assert_eq!(printed.missing, ['\u{1f600}']);
    assert!(text_of(&printed.pdf).contains("张三〓"));
}

#[test]
fn what_somebody_typed_is_never_read_as_a_command() {
    let mut values = (FORMS.iter().find(|form| form.name == "application").expect("it is listed").sample)();
    let typed = "#pagebreak() *粗* _斜_ $x$ @甲 <乙> \\ [丙] #panic(\"丁\")";
    values["summary"] = json!(typed);
    let printed = print("application", &values);
    assert_eq!(printed.pages, 1);
    let plain: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    assert!(text_of(&printed.pdf).contains(&plain));
}
