//! `fengqiao import` and `fengqiao export`: do records of another system get in by the rules, once, and out again?

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use encoding_rs::GB18030;
use expect_test::expect;
use fengqiao::{
    exchange::{
        Kind,
        export::{self, Form, What},
        import::{self, Order, Summary},
    },
    seed::{self, plan::Plan},
};
use fengqiao_store::{sql, values};
use fengqiao_testkit::TestDatabase;
use sea_orm::FromQueryResult;
use time::macros::date;

use crate::harness::TestApp;

const HEAD: &str = "案件编号,纠纷类型,纠纷来源,行政区划,申请日期,受理日期,调结日期,涉案金额（万元）,受理单位,受理人,调解员,\
                    调解结果,未成原因,协议类型,协议内容,履行情况,履行日期,是否司法确认,是否满意,回访日期,案件状态,结案日期,\
                    纠纷简介,申请人姓名名称,申请人电话,被申请人姓名名称,涉及特殊群体情况";

/// Records as a justice bureau may hand them over: good ones, and one for each thing that goes wrong.
const RECORDS: &str = "\
A-1,邻里纠纷,依申请,新安街道宝民社区,2023-03-01,2023-03-02,2023-03-10,0.08,,陈静,王志强,调解成功,,书面协议,李四赔偿张三八百元。,已履行,2023-03-20,否,满意,2023-04-01,结案,2023-04-03,楼上漏水，天花板受损。,张三,13800138000,李四,无
A-2,物业,公安机关委托移送,440306017001,,2023-05-04,2023-05-09,,新安街道人民调解委员会,,赵某某,调解成功,,口头,物业当日修好门禁。,当场履行,,,,,在办,,门禁损坏一个月。,王五,138****0000,某物业公司,
A-3,02,主动调解,宝民社区,,2023-06-01,2023-06-20,,,,王志强,调解不成,分歧较大,,,,,,,,在办,,噪音争执。,赵六,,钱七,
A-4,02,依申请,宝民社区,2023-07-03,2023-07-03,2023-07-05,,,,,不予受理,对方不同意调解,,,,,,,,结案,2023-07-06,停车争执。,孙八,13800138001,周九,
A-5,02,依申请,宝民社区,,2023-08-01,,,,,王志强,,,,,,,,,,在办,,堆放杂物。,吴十,13800138002,郑一,
B-1,02,依申请,宝民社区,,2023-03-02,2023-03-10,,,,王志强,调解成功,,书面协议,,已履行,,,,,结案,,没有协议的成功。,张三,13800138000,李四,
B-2,02,依申请,月亮社区,,2023-03-32,,,没有这个调委会,,,大概成功,,,,,,也许,,,在办,,什么都不对。,张三,123,李四,
B-3,02,依申请,宝民社区,,2023-03-02,2023-02-01,,,,王志强,调解成功,,书面,赔偿。,,,,,,在办,,先成功后受理。,张三,13800138000,李四,
B-4,G1,依申请,宝民社区,,2023-03-02,,,,,,,,,,,,,,,在办,,路灯不亮。,张三,13800138000,城管,
A-1,02,依申请,宝民社区,,2023-03-02,,,,,,,,,,,,,,,在办,,编号重复。,张三,13800138000,李四,
A-6,02,依申请,宝民社区,2023-09-01,2023-09-01,2023-09-08,,,,王志强,调解成功,,书面,赔偿两千元。,已履行,,是,,,归档,,没有回访。,张三,13800138000,李四,
A-7,02,少了很多栏
";

fn table(app: &TestApp, name: &str, bytes: &[u8]) -> PathBuf {
    let path = app.app.data().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn order(app: &TestApp, file: PathBuf) -> Order {
    Order { file, kind: Kind::Cases, dry_run: false, report: Some(app.app.data().join("refused.csv")) }
}

async fn imported(app: &TestApp, order: &Order) -> Summary {
    import::run(&app.app, order, |_| {}).await.unwrap()
}

fn reported(app: &TestApp) -> String {
    let text = std::fs::read_to_string(app.app.data().join("refused.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let told = rows.records().map(|row| {
        let row = row.unwrap();
        format!("{} {} [{}] {} {}", &row[0], &row[1], &row[2], &row[3], &row[4])
    });
    told.collect::<Vec<_>>().join("\n")
}

#[derive(Debug, FromQueryResult)]
struct Row {
    number: String,
    stage: String,
    outcome: Option<String>,
    source: String,
    amount: Option<i64>,
    closed_on: Option<String>,
}

async fn cases(app: &TestApp) -> String {
    let text = "SELECT number, stage, outcome, source, amount, closed_on FROM cases ORDER BY seq";
    let rows: Vec<Row> = sql::all(app.app.store.read(), text, values![]).await.unwrap();
    let told = |row: &Row| {
        let Row { number, stage, outcome, source, amount, closed_on } = row;
        format!(
            "{number} {stage} {} {source} {} {}",
            outcome.as_deref().unwrap_or("–"),
            amount.map_or("–".to_owned(), |fen| fen.to_string()),
            closed_on.as_deref().unwrap_or("–")
        )
    };
    rows.iter().map(told).collect::<Vec<_>>().join("\n")
}

async fn count(app: &TestApp, table: &str) -> i64 {
    let text = format!("SELECT count(*) FROM {table}");
    sql::value(app.app.store.read(), &text, values![]).await.unwrap().unwrap()
}

async fn assert_proved(app: &TestApp) {
    let proof = fengqiao_store::journal::verify(app.app.store.read(), &app.app.keys.verifying()).await;
    assert!(proof.as_ref().is_ok_and(Result::is_ok), "{proof:?}");
}

#[tokio::test]
async fn records_play_their_lives_by_the_rules_and_what_is_refused_is_told() {
    for app in TestApp::each().await {
        let order = order(&app, table(&app, "cases.csv", format!("{HEAD}\n{RECORDS}").as_bytes()));
        let summary = imported(&app, &order).await;
        assert_eq!((summary.read, summary.kept, summary.refused), (12, 6, 6), "{summary:?}");
        assert_eq!(summary.left_out, ["涉及特殊群体情况"]);
        expect![[r"
            11 A-1 [案件编号] refused import-number-twice
            3 A-2 [电话] remark import-masked
            7 B-1 [协议内容] refused words-missing
            8 B-2 [行政区划] refused import-place-unknown
            8 B-2 [受理单位] refused import-body-unknown
            8 B-2 [受理日期] refused import-not-a-day
            8 B-2 [调解结果] refused import-not-in-list
            9 B-3 [调结日期] refused import-day-order
            10 B-4 [纠纷类型] refused request-appeal-is-no-case
            12 A-6 [履行日期] remark import-day-assumed
            12 A-6 [司法确认日期] remark import-day-assumed
            12 A-6 [结案日期] remark import-day-assumed
            12 A-6 [案件状态] remark visit-missing
            13 A-7 [] refused import-row-width"]]
        .assert_eq(&reported(&app));
        expect![[r"
            440306-2023-000001 S16 agreed_written application 80000 2023-04-03
            440306-2023-000002 S14 agreed_oral police – –
            440306-2023-000003 S12 failed own_motion – –
            440306-2023-000004 S16 not_accepted application – 2023-07-06
            440306-2023-000005 S5 pending application – –
            440306-2023-000006 S14 agreed_written application – –"]]
        .assert_eq(&cases(&app).await);
        assert_proved(&app).await;
        let mut head = app.signed_in("head").await;
        let found = head.get("/cases?open=all&q=A-1").await;
        assert!(found.raw().contains("440306-2023-000001"), "the old number finds the case");
        let page = head.get("/cases/440306-2023-000002").await;
        assert!(page.text().contains("赵某某"), "who mediated is named: {}", page.text());
    }
}

#[tokio::test]
async fn the_same_file_read_again_changes_nothing_and_a_changed_record_is_told() {
    for app in TestApp::each().await {
        let order = order(&app, table(&app, "cases.csv", format!("{HEAD}\n{RECORDS}").as_bytes()));
        imported(&app, &order).await;
        let before = (cases(&app).await, count(&app, "journal").await, count(&app, "accounts").await);
        let changed = RECORDS.replace("堆放杂物", "堆放很多杂物");
        std::fs::write(&order.file, format!("{HEAD}\n{changed}")).unwrap();
        let again = imported(&app, &order).await;
        assert_eq!((again.kept, again.there, again.refused), (0, 7, 5), "{again:?}");
        assert!(
            reported(&app).contains("6 A-5 [案件编号] remark import-changed-since"),
            "{}",
            reported(&app)
        );
        let after = (cases(&app).await, count(&app, "journal").await, count(&app, "accounts").await);
        assert_eq!(after, before);
    }
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_keeps_nothing() {
    let app = TestApp::sqlite().await;
    let real = order(&app, table(&app, "cases.csv", format!("{HEAD}\n{RECORDS}").as_bytes()));
    let before = count(&app, "journal").await;
    let dry = imported(&app, &Order { dry_run: true, ..real.clone() }).await;
    let told = reported(&app);
    let kept = (count(&app, "cases").await, count(&app, "imports").await, count(&app, "journal").await);
    assert_eq!(kept, (0, 0, before));
    assert_eq!((imported(&app, &real).await, reported(&app)), (dry, told));
}

#[tokio::test]
async fn a_table_from_a_chinese_spreadsheet_is_read_the_same() {
    let text = format!("{HEAD}\n{RECORDS}");
    let (gb, ..) = GB18030.encode(&text);
    let [one, other] = [TestApp::sqlite().await, TestApp::sqlite().await];
    let plain = imported(&one, &order(&one, table(&one, "cases.csv", text.as_bytes()))).await;
    let chinese = imported(&other, &order(&other, table(&other, "cases.csv", &gb))).await;
    assert_eq!((plain.encoding.as_str(), chinese.encoding.as_str()), ("UTF-8", "gb18030"));
    assert_eq!(Summary { encoding: plain.encoding.clone(), ..chinese }, plain);
    assert_eq!(cases(&one).await, cases(&other).await);
}

#[tokio::test]
async fn an_import_that_was_cut_off_goes_on_without_gaps_and_without_doubles() {
    for app in TestApp::each().await {
        let rows: Vec<String> = (1..=600)
            .map(|n| format!("C-{n},02,依申请,宝民社区,,2023-08-01,,,,,王志强,,,,,,,,,,在办,,堆放杂物{n}。,张三,13800138000,李四,"))
            .collect();
        let part = format!("{HEAD}\n{}\n", rows[..317].join("\n"));
        let order = order(&app, table(&app, "cases.csv", part.as_bytes()));
        assert_eq!(imported(&app, &order).await.kept, 317);
        std::fs::write(&order.file, format!("{HEAD}\n{}\n", rows.join("\n"))).unwrap();
        let rest = imported(&app, &order).await;
        assert_eq!((rest.kept, rest.there, rest.refused), (283, 317, 0));
        let text = "SELECT max(seq) - min(seq) + 1 FROM cases";
        let span: Option<i64> = sql::value(app.app.store.read(), text, values![]).await.unwrap();
        assert_eq!((span, count(&app, "cases").await, count(&app, "imports").await), (Some(600), 600, 600));
    }
}

#[tokio::test]
async fn open_requests_are_filed_as_they_were() {
    for app in TestApp::each().await {
        let text = "诉求编号;诉求类型;来源;行政区划;提出日期;状态;诉求内容;当事人地位;姓名名称;联系电话\n\
                    R-1;02;电话;宝民社区;2026-11-20;待登记;楼上漏水。;申请人;张三;13800138000\n\
                    R-1;;;;;;;被申请人;李四;\n\
                    R-2;17;12345热线;宝民社区;2026-11-21;已登记;电梯常坏。;申请人;王五;\n\
                    ;;;;;;;对方;某物业公司;\n\
                    R-3;02;窗口;宝民社区;2026-11-21;办结;已经办完。;申请人;赵六;13800138000\n\
                    R-3;;;;;;;被申请人;钱七;\n";
        let order =
            Order { kind: Kind::Requests, ..order(&app, table(&app, "requests.csv", text.as_bytes())) };
        let summary = imported(&app, &order).await;
        assert_eq!((summary.read, summary.kept, summary.refused), (3, 2, 1), "{}", reported(&app));
        assert_eq!(reported(&app), "6 R-3 [案件状态] refused import-request-ended");
        let text = "SELECT number || ' ' || stage || ' ' || channel || ' ' || turn FROM requests ORDER BY seq LIMIT 1";
        let first: Option<String> = sql::value(app.app.store.read(), text, values![]).await.unwrap();
        assert_eq!(first.as_deref(), Some("440306-2026-000001 lead telephone intake"));
        assert_proved(&app).await;
    }
}

/// The program itself, on a database of its own.
struct Program {
    database: TestDatabase,
}

impl Program {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fengqiao"));
        command
            .args(arguments)
            .env("DATABASE_URL", &self.database.url)
            .env("FENGQIAO_DATA", self.database.folder.path().join("files"))
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    async fn count(&self, table: &str) -> i64 {
        let store = self.database.store().await;
        let text = format!("SELECT count(*) FROM {table}");
        let count: Option<i64> = sql::value(store.read(), &text, values![]).await.unwrap();
        store.close().await.unwrap();
        count.unwrap()
    }
}

#[tokio::test]
async fn after_a_kill_the_import_goes_on_and_every_record_is_there_once() {
    for database in TestDatabase::each().await {
        let program = Program { database };
        assert!(program.command(&["seed"]).status().unwrap().success());
        let row = |n: usize| {
            format!(
                "K-{n},02,依申请,宝民社区,,2023-08-01,,,,,王志强,,,,,,,,,,在办,,堆放杂物{n}。,张三,13800138000,李四,\n"
            )
        };
        let rows: String = (1..=4000).map(row).collect();
        let file = program.database.folder.path().join("cases.csv");
        std::fs::write(&file, format!("{HEAD}\n{rows}")).unwrap();
        let arguments = ["import", "cases", file.to_str().unwrap()];
        let mut child = program.command(&arguments).spawn().unwrap();
        while program.count("imports").await < 500 {
            assert_eq!(child.try_wait().unwrap(), None, "it is killed in the middle of its work");
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let before = program.count("imports").await;
        assert!((500..4000).contains(&before), "{before}");
        assert_eq!(program.count("cases").await, before, "records and the memory of them are one");
        assert!(program.command(&arguments).status().unwrap().success());
        assert_eq!((program.count("imports").await, program.count("cases").await), (4000, 4000));
        assert!(program.command(&["journal", "verify"]).status().unwrap().success());
    }
}

async fn exported(app: &TestApp, what: What, form: Form, with_persons: bool) -> String {
    let mut out = Vec::new();
    export::run(&app.app, what, form, with_persons, &mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn what_was_exported_with_persons_reads_in_again_with_the_same_outcomes() {
    let from = TestApp::sqlite().await;
    let plan = Plan { cases: 150, until: date!(2026 - 11 - 24), seed: 1 };
    seed::play(&from.app, plan, |_, _| {}).await.unwrap();
    let text = exported(&from, What::Cases, Form::Csv, true).await;
    let to = TestApp::sqlite().await;
    let order = order(&to, table(&to, "cases.csv", text.as_bytes()));
    let summary = imported(&to, &order).await;
    let all = count(&from, "cases").await;
    assert!(summary.refused * 20 <= u64::try_from(all).unwrap(), "{summary:?}\n{}", reported(&to));
    let outcomes = "SELECT count(*) FROM cases WHERE outcome IN ('agreed_written', 'agreed_oral')";
    let [before, after]: [Option<i64>; 2] = [
        sql::value(from.app.store.read(), outcomes, values![]).await.unwrap(),
        sql::value(to.app.store.read(), outcomes, values![]).await.unwrap(),
    ];
    let refused = i64::try_from(summary.refused).unwrap();
    assert!(before.unwrap() - after.unwrap() <= refused, "{before:?} {after:?} {refused}");
    assert_proved(&to).await;
}

#[tokio::test]
async fn an_export_leaves_persons_out_is_no_formula_and_stands_in_the_journal() {
    for app in TestApp::each().await {
        let row = "D-1,02,依申请,宝民社区,,2023-08-01,,,,,王志强,,,,,,,,,,在办,,=HYPERLINK(1)漏水。,张三,13800138000,李四,";
        let order = order(&app, table(&app, "cases.csv", format!("{HEAD}\n{row}\n").as_bytes()));
        assert_eq!(imported(&app, &order).await.kept, 1, "{}", reported(&app));
        let text = exported(&app, What::Cases, Form::Csv, false).await;
        assert!(
            text.contains("'=HYPERLINK(1)漏水。") && !text.contains("张三") && !text.contains("13800138000")
        );
        let told = exported(&app, What::Cases, Form::Csv, true).await;
        assert!(told.contains("张三") && told.contains("13800138000"));
        let lines = exported(&app, What::Journal, Form::Jsonl, false).await;
        assert_eq!(lines.matches(r#""kind":"exported""#).count(), 2);
        assert!(!lines.contains("张三"), "the journal names nobody");
        let one: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!(one["nth"], "1");
        assert_proved(&app).await;
    }
}
