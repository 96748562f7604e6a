//! Do the commands of the program say what they know, to people and to programs?

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use expect_test::{Expect, expect};
use fengqiao_base::Calendar;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{Engine, sql, values};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::{cases::opened, harness::TestApp};

/// What a command answered.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// What was written, without the fingerprint of the calendar, which changes with every new year.
    fn text(&self) -> String {
        self.out.replace(Calendar::shipped().version(), "CALENDAR")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fengqiao"));
    command.args(args).env_clear().env("RUST_LOG", "error").stdin(Stdio::null());
    command
}

fn done(mut command: Command) -> Ran {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn run(args: &[&str]) -> Ran {
    done(program(args))
}

fn fed(args: &[&str], input: &str) -> Ran {
    let mut command = program(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn answers(args: &[&str], expected: &Expect) {
    let ran = run(args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    expected.assert_eq(&ran.text());
}

#[test]
fn numbers_are_checked_line_by_line_and_never_repeated() {
    let numbers =
        "11010519491231002X\n440524188001010014\n110105194912310021\n\n110105491231002\n4403062999\n";
    let ran = fed(&["check", "id-number"], numbers);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    expect![[r"
        valid
        valid
        invalid: wrong-check-digit
        invalid: wrong-length
        invalid: old-id-number
        invalid: wrong-length
    "]]
    .assert_eq(&ran.out);
    let codes = "91350100M000100Y43\n91350100M000100Y44\n01350100M000100Y43\n";
    expect![[r"
        valid
        invalid: wrong-check-digit
        invalid: unknown-department
    "]]
    .assert_eq(&fed(&["check", "credit-code"], codes).out);
    let divisions = "440306019001\n440306019000\n440306000001\n160306019001\n";
    expect![[r"
        valid
        valid
        invalid: level-gap
        invalid: unknown-province
    "]]
    .assert_eq(&fed(&["check", "division"], divisions).out);
    expect![[r#"
        {"level":"community","valid":true}
        {"level":"street","valid":true}
        {"reason":"level-gap","valid":false}
        {"reason":"unknown-province","valid":false}
    "#]]
    .assert_eq(&fed(&["check", "division", "--json"], divisions).out);
    expect![[r#"
        {"valid":true}
        {"valid":true}
        {"reason":"wrong-check-digit","valid":false}
        {"expected":18,"found":0,"reason":"wrong-length","valid":false}
        {"reason":"old-id-number","valid":false}
        {"expected":18,"found":10,"reason":"wrong-length","valid":false}
    "#]]
    .assert_eq(&fed(&["check", "id-number", "--json"], numbers).out);
}

#[test]
fn nothing_to_check_is_nothing_to_say() {
    let ran = fed(&["check", "id-number"], "");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(fed(&["check", "telephone"], "").code, 2);
}

#[test]
fn a_year_is_shown_day_by_day() {
    let ran = run(&["calendar", "2025"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 365));
    let days = |from: usize, to: usize| {
        ran.out.lines().skip(from - 1).take(to - from + 1).collect::<Vec<_>>().join("\n")
    };
    expect![[r"
        2025-01-25 Sat workday=no weekend official
        2025-01-26 Sun workday=yes 春节 official
        2025-01-27 Mon workday=yes - official
        2025-01-28 Tue workday=no 春节 official
        2025-01-29 Wed workday=no 春节 official
        2025-01-30 Thu workday=no 春节 official
        2025-01-31 Fri workday=no 春节 official
        2025-02-01 Sat workday=no 春节 official
        2025-02-02 Sun workday=no 春节 official
        2025-02-03 Mon workday=no 春节 official
        2025-02-04 Tue workday=no 春节 official
        2025-02-05 Wed workday=yes - official
        2025-02-06 Thu workday=yes - official
        2025-02-07 Fri workday=yes - official
        2025-02-08 Sat workday=yes 春节 official
        2025-02-09 Sun workday=no weekend official"]]
    .assert_eq(&days(25, 40));
    let year = run(&["calendar", "2027", "--json"]).json();
    assert_eq!(year["days"].as_array().map(Vec::len), Some(365));
    expect![[
        r#"{"certainty":"provisional","date":"2027-01-01","kind":"holiday","name":"元旦","workday":false}"#
    ]]
    .assert_eq(&year["days"][0].to_string());
    let missing = run(&["calendar", "2028", "--lang", "en"]);
    assert_eq!((missing.code, missing.out.as_str()), (1, ""));
    expect![[r"
        fengqiao: The holidays of 2028 are not known, so this cannot be reckoned; known are 2020 to 2027. Ask the administrator to load the new calendar, or use a day within these years.
    "]].assert_eq(&missing.err);
}

#[test]
fn a_deadline_is_told_with_its_reasons() {
    answers(
        &["deadline", "confirm", "--start", "2025-09-01", "--lang", "zh-CN"],
        &expect![[r"
        申请司法确认: 30 日, 自协议生效之日起 (confirm, version 1)
        人民调解法 第三十三条；民事诉讼法 第二百零五条 [已核对法规全文]
        raw due date        2025-10-01
        effective due date  2025-10-09
        provisional         no
        warns               2025-09-28T14:24:00+08:00, 2025-10-06T00:00:00+08:00
        calendar            CALENDAR

        1. 开始的当日（2025年9月1日）不计入，从下一日起算。 [民法典 第二百零一条]
        2. 数到第 30 日，是 2025年10月1日。 [民法典 第二百条]
        3. 2025年10月1日 在国庆节假期内。
        4. 法定休假日结束的次日是 2025年10月9日，以这一日为最后一日。 [民法典 第二百零三条]
        5. 到 2025年10月9日 二十四时届满。 [民法典 第二百零三条]
    "]],
    );
    answers(
        &["deadline", "mediate-labour", "--start", "2025-04-20", "--lang", "en"],
        &expect![[r"
        mediating a labour dispute: 15 days, from receipt of the application (mediate-labour, version 1)
        劳动争议调解仲裁法 第十四条 [read in the full text of the law]
        raw due date        2025-05-05
        effective due date  2025-05-06
        provisional         no
        warns               2025-05-02T04:48:00+08:00, 2025-05-03T00:00:00+08:00
        calendar            CALENDAR

        1. The day of the start, 20 Apr 2025, is not counted; the next day is the first. [民法典 第二百零一条]
        2. Day 15 is 5 May 2025. [民法典 第二百条]
        3. 5 May 2025 lies in a holiday (Labour Day).
        4. The day after the days off is 6 May 2025; it is the last day. [民法典 第二百零三条]
        5. It ends at midnight, at the end of 6 May 2025. [民法典 第二百零三条]
    "]],
    );
    answers(
        &["deadline", "protection-order", "--start", "2025-10-01 10:30", "--lang", "en"],
        &expect![[r"
        ruling on a protection order: 72 hours, from acceptance by the court (protection-order, version 1)
        反家庭暴力法 第二十八条 [read in the full text of the law]
        raw due date        2025-10-04T10:30:00+08:00
        effective due date  2025-10-04T10:30:00+08:00
        provisional         no
        warns               2025-10-03T12:54:00+08:00
        calendar            CALENDAR

        1. It runs from 1 Oct 2025, 10:30. [民法典 第二百零一条]
        2. After 72 hours it is 4 Oct 2025, 10:30. [民法典 第二百条]
    "]],
    );
    answers(
        &[
            "deadline",
            "mediate-shenzhen",
            "--start",
            "2025-03-03T10:00:00+08:00",
            "--until",
            "2025-04-30",
            "--pause",
            "2025-03-10T15:00..2025-03-20T09:00",
            "--extend",
            "2025-06-01",
            "--lang",
            "en",
        ],
        &expect![[r"
            mediating (Shenzhen): 30 days, from acceptance, the parties may agree otherwise (mediate-shenzhen, version 1)
            深圳经济特区矛盾纠纷多元化解条例 第二十五条 [read in the full text of the law]
            raw due date        2025-06-01
            effective due date  2025-06-03
            provisional         no
            warns               2025-05-10T09:36:00+08:00, 2025-05-31T00:00:00+08:00
            calendar            CALENDAR

            1. The last day was named: 30 Apr 2025. [民法典 第二百零四条]
            2. Because of an appraisal, the time from 10 Mar 2025 until before 20 Mar 2025 is not counted; the 10 days of the period in it are counted again, the last day is 10 May 2025.
            3. Extended with the consent of all parties to 1 Jun 2025.
            4. 1 Jun 2025 lies in a holiday (Dragon Boat Festival).
            5. The day after the days off is 3 Jun 2025; it is the last day. [民法典 第二百零三条]
            6. It ends at midnight, at the end of 3 Jun 2025. [民法典 第二百零三条]
        "]],
    );
}

#[test]
fn a_deadline_is_told_to_programs_too() {
    let ran = run(&["deadline", "mediate-national", "--start", "2025-01-31", "--json", "--lang", "en"]);
    let told: Value = serde_json::from_str(&ran.text()).unwrap();
    expect![[r#"
        {
          "basis": "page",
          "calendar": "CALENDAR",
          "due": "2025-02-28",
          "ends_at": "2025-03-01T00:00:00+08:00",
          "law": "人民调解工作若干规定 第三十三条",
          "name": "mediating (national)",
          "provisional": false,
          "raw": "2025-02-28",
          "reasoning": [
            {
              "day": "2025-01-31",
              "law": "民法典 第二百零一条",
              "step": "start-not-counted",
              "text": "The day of the start, 31 Jan 2025, is not counted; the next day is the first."
            },
            {
              "count": 1,
              "last": "2025-02-28",
              "law": "民法典 第二百零二条",
              "step": "counted-months",
              "text": "After 1 month it is 28 Feb 2025.",
              "unit": "months"
            },
            {
              "last": "2025-02-28",
              "law": "民法典 第二百零二条",
              "step": "month-end",
              "text": "That month has no day of the same number: its last day, 28 Feb 2025, ends the period."
            },
            {
              "day": "2025-02-28",
              "law": "民法典 第二百零三条",
              "step": "ends-with-day",
              "text": "It ends at midnight, at the end of 28 Feb 2025."
            }
          ],
          "rule": "mediate-national",
          "start": "2025-01-31T00:00:00+08:00",
          "version": 1,
          "warns_at": [
            "2025-02-20T14:24:00+08:00",
            "2025-02-25T00:00:00+08:00"
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&told).unwrap());
}

#[test]
fn what_cannot_be_reckoned_is_refused_with_what_to_do() {
    for (args, says) in [
        (&["confirm", "--start", "2027-12-20"][..], "The holidays of 2028 are not known"),
        (&["confirm", "--start", "2025-13-01"], "neither a day"),
        (&["confirm"], "--start"),
        (&["mediate", "--start", "2025-01-01"], "There is no deadline rule named mediate"),
        (&["perform", "--start", "2025-01-01"], "its last day must be named"),
        (&["confirm", "--start", "2025-01-01", "--until", "2025-01-05"], "no other last day"),
        (&["confirm", "--start", "2025-01-01", "--extend", "2025-03-05"], "cannot be extended"),
        (&["confirm", "--start", "2025-01-01", "--pause", "2025-01-05..2025-01-09"], "does not stand still"),
        (&["mediate-shenzhen", "--start", "2022-01-01"], "applies from 2022-05-01"),
    ] {
        let ran = run(&[&["deadline"], args, &["--lang", "en"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}");
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
}

#[test]
fn the_rules_are_listed() {
    let ran = run(&["deadline", "list", "--lang", "zh-CN"]);
    assert_eq!(ran.code, 0);
    let first: Vec<&str> = ran.out.lines().take(4).collect();
    expect![[r"
        intake (v1)                        线索登记: 1 个工作日, 自收到线索之日起
                                           本平台设定 [本平台设定，可以配置]
        dispatch-answer (v1)               单位接收派单: 1 个工作日, 自派出之日起
                                           本平台设定 [本平台设定，可以配置]"]]
    .assert_eq(&first.join("\n"));
    let rules = run(&["deadline", "list", "--json"]).json();
    let rules = rules.as_array().unwrap();
    assert_eq!(rules.len() * 2, ran.out.lines().count());
    assert!(rules.iter().all(|rule| rule["name"].is_string() && rule["law"].is_string()));
}

#[test]
fn a_district_adds_its_calendar_and_its_rules() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let calendar = file("2027.csv", "date,name,is_workday,status\n2027-01-19,元旦,0,official\n");
    let deadline = |from: &Path| {
        let mut command = program(&["deadline", "confirm", "--start", "2026-12-20", "--json"]);
        command.env("FENGQIAO_DEADLINES_CALENDAR", from);
        done(command)
    };
    let told = deadline(&calendar).json();
    assert_eq!((told["raw"].as_str(), told["due"].as_str()), (Some("2027-01-19"), Some("2027-01-20")));
    assert_eq!(told["provisional"], false);
    let gone = deadline(&folder.path().join("gone.csv"));
    assert_eq!(gone.code, 1);
    assert!(gone.err.contains("gone.csv"), "{}", gone.err);
}

pub fn on(app: &TestApp, args: &[&str]) -> Ran {
    let mut command = program(args);
    command.env("DATABASE_URL", &app.app.config.database_url).env("FENGQIAO_DATA", &app.app.config.data);
    done(command)
}

#[tokio::test]
async fn a_journal_is_proved_sealed_and_its_first_broken_entry_named() {
    for app in TestApp::each().await {
        opened(&app, Confidentiality::Ordinary).await;
        opened(&app, Confidentiality::Ordinary).await;
        let count: Option<i64> =
            sql::value(app.app.store.read(), "SELECT count(*) FROM journal", values![]).await.unwrap();
        let whole = on(&app, &["journal", "verify", "--json"]);
        assert_eq!(whole.code, 0, "{}{}", whole.out, whole.err);
        assert_eq!(
            (whole.json()["whole"].clone(), whole.json()["entries"].clone()),
            (true.into(), count.into())
        );
        let sealed = on(&app, &["journal", "seal", "--json"]).json();
        assert_eq!((sealed["checkpoint"].clone(), sealed["entries"].clone()), (1.into(), count.into()));
        let again = on(&app, &["journal", "seal"]);
        assert_eq!(again.out, "nothing was written since the last checkpoint\n");
        let proved = on(&app, &["journal", "verify"]);
        assert!(
            proved.out.starts_with("whole: ") && proved.out.ends_with(" 1 checkpoints\n"),
            "{}",
            proved.out
        );

        spoil(&app).await;
        let broken = on(&app, &["journal", "verify"]);
        assert_eq!(broken.code, 1);
        assert!(broken.out.starts_with("broken: journal entry 2 of "), "{}", broken.out);
        let told = on(&app, &["journal", "verify", "--json"]);
        assert_eq!((told.code, told.json()["entry"].clone()), (1, 2.into()));
    }
}

/// Changes the second entry as somebody with the database in hands could, who takes the trigger away first.
async fn spoil(app: &TestApp) {
    app.app
        .store
        .write(|tx| {
            Box::pin(async move {
                let unguard = match Engine::of(tx) {
                    Engine::Sqlite => "DROP TRIGGER journal_no_update",
                    Engine::Postgres => "ALTER TABLE journal DISABLE TRIGGER USER",
                };
                tx.execute_unprepared(unguard).await?;
                sql::run(tx, "UPDATE journal SET kind = 'forged' WHERE seq = 2", values![]).await
            })
        })
        .await
        .map(|_: u64| ())
        .unwrap();
}

#[tokio::test]
async fn a_healthy_installation_is_told_so_and_a_sick_one_what_to_do() {
    for app in TestApp::each().await {
        let told = on(&app, &["doctor", "--json", "--lang", "en"]);
        let states: Vec<_> = told.json()["checks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|check| format!("{} {}", check["check"].as_str().unwrap(), check["state"].as_str().unwrap()))
            .filter(|line| !line.starts_with("fonts") && !line.starts_with("calendar"))
            .collect();
        assert_eq!(
            states,
            [
                "configuration ok",
                "database ok",
                "schema ok",
                "clock ok",
                "jobs ok",
                "folder ok",
                "keys ok",
                "masters ok"
            ],
            "{}",
            told.out
        );
        let key = app.app.config.data.join("keys/signing.key");
        std::fs::remove_file(&key).unwrap();
        let sick = on(&app, &["doctor", "--lang", "en"]);
        assert_eq!(sick.code, 1);
        assert!(sick.out.contains("bad   keys: There is no signing key"), "{}", sick.out);
        assert!(sick.out.contains("bring it back from the backup"), "{}", sick.out);
        assert!(!key.exists(), "looking makes no key");
    }
}

#[test]
fn a_machine_without_anything_is_told_to_migrate_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&["doctor", "--lang", "en"]);
    command.current_dir(folder.path());
    let ran = done(command);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("at the first use run fengqiao migrate"), "{}", ran.out);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is made by looking");
    std::fs::write(folder.path().join("fengqiao.toml"), "listne = 1\n").unwrap();
    let mut command = program(&["doctor", "--config", "fengqiao.toml", "--lang", "zh-CN"]);
    command.current_dir(folder.path());
    let ran = done(command);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("配置: 不能读取") && ran.out.contains("listne"), "{}", ran.out);
}
