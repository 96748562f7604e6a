//! Thirty people who were not paid: are they taken in with one list, asked at once, and each a party of their own?

use axum::http::StatusCode;
use fengqiao_store::{sql, values};

use crate::{
    file::proof,
    harness::{Browser, TestApp},
    intake::{REGISTER, choose_type, done},
};

const CREW: usize = 30;

/// The crew without whoever files, as it is copied from a sheet.
fn sheet() -> String {
    let numeral = |nth: usize| "一二三四五六七八九十".chars().nth(nth % 10).unwrap();
    let line = |nth: usize| format!("工友{}{} 139000001{nth:02}\n", numeral(nth / 10), numeral(nth));
    (1..CREW).map(line).collect()
}

/// Files for the crew with this list; gives the answer.
async fn filed(clerk: &mut Browser, list: &str) -> crate::harness::Answer {
    let form = clerk.get("/intake/new").await;
    let told = [
        ("channel", "window"),
        ("what", "三十名工人两个月工资没有结清"),
        ("community", "440306017001"),
        ("claims", "支付工资"),
        ("me-name", "工人甲"),
        ("me-phone", "13900000100"),
        ("group", list),
        ("others-0-kind", "organisation"),
        ("others-0-name", "某某劳务公司"),
    ];
    clerk.submit(&form, "/intake/new", &told).await
}

async fn consents(app: &TestApp) -> Option<i64> {
    let text = "SELECT count(*) FROM journal WHERE kind = 'consent_recorded'";
    sql::value(app.app.store.read(), text, values![]).await.unwrap()
}

async fn parties(app: &TestApp) -> Option<i64> {
    sql::value(app.app.store.read(), "SELECT count(*) FROM parties", values![]).await.unwrap()
}

#[tokio::test]
async fn a_list_with_a_wrong_line_is_given_back_whole_with_the_number_of_the_line() {
    let app = TestApp::sqlite().await;
    let mut clerk = app.signed_in("clerk").await;
    let list = format!("{}13900000188\n", sheet());
    let wrong = filed(&mut clerk, &list).await;
    let said = [
        "名单第 30 行有误。 每行写一个人：姓名、电话、身份证号，用空格或者逗号隔开；电话和身份证号可以不写。",
    ];
    assert_eq!(
        (wrong.status, wrong.complaints()),
        (StatusCode::UNPROCESSABLE_ENTITY, said.map(str::to_owned).to_vec())
    );
    let typed = wrong.form("/intake/new").into_iter().find(|(name, _)| name == "group");
    assert_eq!(typed.map(|(_, value)| value.trim().to_owned()).as_deref(), Some(list.trim()));
    assert_eq!(parties(&app).await, Some(0));
    let many = filed(&mut clerk, &sheet()).await;
    assert_eq!(many.status, StatusCode::OK, "{:?}", many.complaints());
    assert_eq!(parties(&app).await, Some(31));
}

#[tokio::test]
async fn thirty_workers_agree_and_are_told_their_rights_at_once_and_each_stands_in_the_file() {
    for app in TestApp::each().await {
        let mut clerk = app.signed_in("clerk").await;
        let slip = filed(&mut clerk, &sheet()).await;
        assert_eq!(slip.status, StatusCode::OK, "{:?}", slip.complaints());
        let number = proof(&slip).number;
        done(&mut clerk, &number, "register", &REGISTER).await;
        choose_type(&mut clerk, &number, "10").await;
        let open = clerk.get(&format!("/intake/{number}/acts/open")).await;
        let body = open.choice("body", "新安街道人民调解委员会");
        done(&mut clerk, &number, "open", &[("body", &body)]).await;
        let path = format!("/cases/{number}");
        let form = clerk.get(&format!("{path}/acts/record_consent")).await;
        let all = form.attrs("input[name=party][type=checkbox]", "value");
        assert_eq!(all.len(), CREW + 1);
        let common = [("answer", "agree"), ("manner", "in_person")];
        let named = |count: usize| -> Vec<(&str, &str)> {
            all.iter().take(count).map(|id| ("party", id.as_str())).chain(common).collect()
        };
        let none = clerk.submit(&form, &format!("{path}/acts/record_consent"), &common).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let most = clerk.submit(&form, &format!("{path}/acts/record_consent"), &named(CREW)).await;
        assert_eq!(most.location(), path, "{:?}", most.complaints());
        // The same click twice is one act.
        let again = clerk.submit(&form, &format!("{path}/acts/record_consent"), &named(CREW)).await;
        assert_eq!(again.location(), path);
        let seq = 1;
        let agreed =
            |case: &fengqiao_domain::case::Case| case.parties.iter().filter(|one| one.agreed()).count();
        let case = app.case(seq).await.case;
        assert_eq!((case.parties.len(), agreed(&case)), (CREW + 1, CREW));
        assert_eq!(consents(&app).await, Some(30), "each has an entry of its own in the journal");
        let action = format!("{path}/acts/record_consent");
        let rest = clerk.get(&action).await;
        let asked = rest.attrs("input[name=party]:not([data-apart])", "value");
        assert_eq!(asked, [all[CREW].clone()], "the others answered already");
        assert_eq!(rest.attrs("input[name=party]", "value").len(), CREW + 1, "and may answer otherwise");
        let answers = [("answer", "refuse"), ("manner", "telephone")];
        let thrice = [[("party", all[0].as_str()); 3].as_slice(), &answers].concat();
        let refused = clerk.submit(&rest, &action, &thrice).await;
        assert_eq!(refused.location(), path, "{:?}", refused.complaints());
        let case = app.case(seq).await.case;
        assert_eq!(agreed(&case), CREW - 1);
        assert_eq!(consents(&app).await, Some(31), "named three times, it is written once");
        let tell = format!("{path}/acts/tell_rights");
        let form = clerk.get(&tell).await;
        let stranger = uuid::Uuid::nil().to_string();
        let wrong = [("party", all[0].as_str()), ("party", &stranger), ("manner", "telephone")];
        let none = clerk.submit(&form, &tell, &wrong).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "all of them, or none");
        assert_eq!(none.complaints().len(), 1, "{:?}", none.complaints());
        assert!(app.case(seq).await.case.parties.iter().all(|party| party.told_rights_at.is_none()));
    }
}
