//! Can whoever has only the database, a dump of it or the folder of files read what people told?

use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
    process::Command,
};

use axum::http::StatusCode;
use fengqiao::{
    app::App,
    case, identity, intake,
    report::rebuild,
    seed::{self, plan::Plan},
    vault::{Subject, keys, reseal},
};
use fengqiao_base::{Actor, Ids, PartyId, id::AccountId};
use fengqiao_domain::{
    identity::IdentityRequest,
    intake::{FiledParty, Request},
    search,
};
use fengqiao_store::{
    Engine, StoreError, Tx, dialect,
    journal::{self, Entry},
    sql, values,
};
use sea_orm::{QueryResult, Value};
use sha2::{Digest as _, Sha256};
use time::macros::date;
use uuid::Uuid;

use crate::{
    cli::on,
    file::{NEIGHBOURS, filed},
    harness::TestApp,
};

const PLAN: Plan = Plan { cases: 25, until: date!(2026 - 11 - 24), seed: 3 };
/// Why somebody asked to see a sealed identity.
const WISH: &str = "核实张三与来信人是否为同一人";
/// A file whose content is personal.
const LETTER: &[u8] = "%PDF-1.7 致李四：我是张三，电话13800138000，请修好漏水。".as_bytes();

/// A district with people in it, one of whom filed with a letter and had a code sent to her telephone.
async fn peopled(app: &TestApp) {
    seed::play(&app.app, PLAN, |_, _| {}).await.unwrap();
    let mut browser = app.browser();
    browser.get("/file").await;
    let fields: Vec<(&str, &str)> =
        NEIGHBOURS.iter().copied().chain([("step", "4"), ("go", "code")]).collect();
    let page = browser.post("/file", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.complaints());
    let fields: Vec<(&str, &str)> = NEIGHBOURS.iter().copied().chain([("step", "3")]).collect();
    let page = browser.post_files("/file", &fields, &[("files", "张三的来信.pdf", LETTER)]).await;
    let page = browser.submit(&page, "/file", &[]).await;
    let done = browser.submit(&page, "/file", &[("go", "send")]).await;
    assert_eq!(done.status, StatusCode::OK, "{:?}", done.complaints());
    let wish = identity::store::Kept {
        id: app.app.ids.next(),
        number: 1,
        request: IdentityRequest::ask(AccountId(app.app.ids.next()), WISH, app.clock_now()).unwrap(),
    };
    let vault = app.app.vault.clone();
    app.app
        .store
        .write(move |tx| Box::pin(async move { identity::store::save(tx, &vault, &wish).await }))
        .await
        .unwrap();
}

/// Every text with Chinese words or a telephone's digits that stands in the opened states, cut at its stops.
async fn told(app: &TestApp) -> BTreeSet<String> {
    fn collect(value: &serde_json::Value, into: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) => {
                into.extend(text.split(['，', '。', '；', '、', '：', '\n', ' ']).map(str::to_owned));
            }
            serde_json::Value::Array(all) => all.iter().for_each(|one| collect(one, into)),
            serde_json::Value::Object(all) => all.values().for_each(|one| collect(one, into)),
            _ => {}
        }
    }
    let mut told: BTreeSet<String> = ["张三的来信", "13800138000", WISH].map(str::to_owned).into();
    for table in ["requests", "cases", "parties"] {
        for state in app.states(table).await {
            collect(&serde_json::from_str(&state).unwrap(), &mut told);
        }
    }
    // What stands in public tables anyway: names of bodies, of those who work there, of places.
    let mut public = String::new();
    for text in [
        "SELECT state FROM bodies",
        "SELECT name FROM bodies",
        "SELECT name FROM accounts",
        "SELECT title FROM documents",
    ] {
        for row in sql::rows(app.app.store.read(), text, values![]).await.unwrap() {
            public.push_str(&row.try_get_by_index::<String>(0).unwrap());
        }
    }
    told.retain(|text| {
        let han = text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
        let is_phone = text.len() >= 11 && text.len() != 12 && text.bytes().all(|b| b.is_ascii_digit());
        (han >= 2 || is_phone) && !public.contains(text.as_str())
    });
    told
}

/// Everything below a folder, one file after the other.
fn bytes_of(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes_of(&path));
        } else {
            all.extend(std::fs::read(&path).unwrap());
        }
        all.push(0);
    }
    all
}

/// The bytes of the database (the file of SQLite, a dump of PostgreSQL) and of the folder of files.
fn kept(app: &TestApp) -> Vec<u8> {
    let mut all = bytes_of(app.app.config.data.parent().unwrap());
    if app.app.store.engine() == Engine::Postgres {
        let newest = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let program = newest.map(|folder| folder.path().join("bin/pg_dump")).find(|file| file.is_file());
        let dump = Command::new(program.unwrap_or_else(|| "pg_dump".into()))
            .arg(&app.app.config.database_url)
            .output()
            .expect("pg_dump is installed with PostgreSQL");
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        all.extend(dump.stdout);
    }
    all
}

/// Those of the texts that stand in the bytes.
fn found<'t>(texts: &'t BTreeSet<String>, bytes: &[u8]) -> Vec<&'t str> {
    let mut places: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (at, begin) in bytes.windows(3).enumerate() {
        places.entry(begin).or_default().push(at);
    }
    let stands = |text: &&str| {
        let at = places.get(&text.as_bytes()[..3]);
        at.into_iter().flatten().any(|at| bytes[*at..].starts_with(text.as_bytes()))
    };
    texts.iter().map(String::as_str).filter(stands).collect()
}

#[tokio::test]
async fn neither_the_database_nor_a_dump_nor_the_files_hold_what_anybody_told() {
    for app in TestApp::each().await {
        peopled(&app).await;
        let told = told(&app).await;
        assert!(told.len() > 200, "{}", told.len());
        let bytes = kept(&app);
        assert_eq!(found(&told, &bytes), Vec::<&str>::new());
        // The search itself finds what is there: a body is no secret.
        let body = BTreeSet::from(["新安街道人民调解委员会".to_owned()]);
        assert_eq!(found(&body, &bytes).len(), 1);
    }
}

/// Whether a text holds what is asked for, as the engines decide it over plain tokens.
fn holds(text: &str, phrases: &[Vec<String>]) -> bool {
    let tokens: Vec<&str> = text.split(' ').collect();
    let is = |token: &str, wanted: &str| match wanted.strip_suffix(search::BEGINS) {
        Some(begin) => token.starts_with(begin),
        None => token == wanted,
    };
    phrases.iter().all(|phrase| {
        tokens.windows(phrase.len()).any(|at| at.iter().zip(phrase).all(|(token, wanted)| is(token, wanted)))
    })
}

/// The numbers that the sealed index finds.
async fn searched(app: &TestApp, asked: &str) -> BTreeSet<i64> {
    let conn = app.app.store.read();
    let phrases = app.app.vault.ask(&search::query(asked));
    let cut = dialect::word_cut(conn, "r", &phrases, 1).await.unwrap();
    let text = format!("SELECT r.seq FROM requests r {} WHERE {}", cut.join, cut.condition);
    let rows = sql::rows(conn, &text, vec![cut.value]).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// The plain tokens of every request.
async fn plain(app: &TestApp) -> Vec<(i64, String)> {
    let conn = app.app.store.read();
    let rows = sql::rows(conn, "SELECT seq FROM requests", values![]).await.unwrap();
    let mut all = Vec::new();
    for row in rows {
        let seq: i64 = row.try_get_by_index(0).unwrap();
        let people = intake::store::people(conn, &app.app.vault, &[seq]).await.unwrap();
        let people: Vec<FiledParty> = people.into_iter().map(|(_, party)| party).collect();
        all.push((seq, intake::store::words(&app.request(seq).await.request, &people)));
    }
    all
}

/// Every kind of word that stands in the texts is asked for, and the sealed index finds what the plain one would.
async fn searches_alike(app: &TestApp) {
    let plain = plain(app).await;
    let mut asked: BTreeSet<String> =
        ["漏水", "水", "楼上 漏水", "工资", "钱", "张三", "李", "不存在的词", "440306", "3栋", "上川社区"]
            .map(str::to_owned)
            .into();
    for (_, tokens) in plain.iter().step_by(3) {
        asked.extend(tokens.split(' ').step_by(7).map(str::to_owned));
    }
    assert!(asked.len() > 100, "{}", asked.len());
    let mut hits = 0;
    for one in &asked {
        let phrases = search::query(one);
        let expected: BTreeSet<i64> =
            plain.iter().filter(|(_, text)| holds(text, &phrases)).map(|(seq, _)| *seq).collect();
        hits += expected.len();
        assert_eq!(searched(app, one).await, expected, "{one}");
    }
    assert!(hits > 200, "{hits}");
}

#[tokio::test]
async fn the_sealed_index_finds_what_a_plain_one_would() {
    for app in TestApp::each().await {
        peopled(&app).await;
        searches_alike(&app).await;
    }
}

async fn run(app: &TestApp, text: &'static str, values: Vec<Value>) -> u64 {
    app.app.store.write(move |tx| Box::pin(async move { sql::run(tx, text, values).await })).await.unwrap()
}

#[tokio::test]
async fn what_is_copied_to_another_row_does_not_open_there() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[]).await;
        filed(&mut app.browser(), &[("me-name", "王五"), ("me-phone", "138 0013 8001")]).await;
        let mut clerk = app.signed_in("clerk").await;
        for column in ["state", "title"] {
            let text = match column {
                "state" => {
                    "UPDATE requests SET state = (SELECT state FROM requests WHERE seq = 1) WHERE seq = 2"
                }
                _ => "UPDATE requests SET title = (SELECT title FROM requests WHERE seq = 1) WHERE seq = 2",
            };
            run(&app, text, values![]).await;
        }
        assert_eq!(clerk.get("/intake").await.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            intake::store::find(app.app.store.read(), &app.app.vault, 2).await.unwrap_err().to_string(),
            "could not read stored sealed value"
        );
        // Nor does a person's key open for somebody else.
        run(
            &app,
            "UPDATE subject_keys SET wrapped = (SELECT wrapped FROM subject_keys WHERE number = 1 AND subject = $1) \
             WHERE number = 2 AND subject = $1",
            values![Uuid::nil()],
        )
        .await;
        assert!(app.app.vault.lock_of(app.app.store.read(), Subject::number(2)).await.is_err());
    }
}

#[tokio::test]
async fn a_person_is_erased_and_journal_and_figures_stay_whole() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let people = intake::store::people(app.app.store.read(), &app.app.vault, &[1]).await.unwrap();
        let applicant = people.iter().find(|(_, party)| party.details.name == "张三").unwrap().1.id;
        assert_eq!(searched(&app, "张三").await, BTreeSet::from([1]));
        let meeting = "SELECT count(*) FROM blocking_keys WHERE number = 1";
        let before: i64 = sql::value(app.app.store.read(), meeting, values![]).await.unwrap().unwrap();

        let ran = on(&app, &["keys", "erase", &mine.number, &applicant.to_string(), "--json"]);
        assert_eq!((ran.code, &ran.json()["number"]), (0, &mine.number.as_str().into()), "{}", ran.err);

        let people = intake::store::people(app.app.store.read(), &app.app.vault, &[1]).await.unwrap();
        assert_eq!(people.len(), 1, "the other side stays");
        assert_eq!(searched(&app, "张三").await, BTreeSet::new());
        assert_eq!(searched(&app, "漏水").await, BTreeSet::from([1]));
        let after: i64 = sql::value(app.app.store.read(), meeting, values![]).await.unwrap().unwrap();
        assert!(after < before, "no telephone and no name of hers leads there: {after} of {before}");
        let mut clerk = app.signed_in("clerk").await;
        let page = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text().contains("张三") && page.text().contains("漏水"), "{}", page.text());
        journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap().unwrap();
        assert!(rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap().is_clean());
        let again = on(&app, &["keys", "erase", &mine.number, &applicant.to_string()]);
        assert_eq!((again.code, again.out.as_str()), (1, ""), "{}", again.err);
        let status = on(&app, &["keys", "status", "--json"]).json();
        assert_eq!(status["erased"], 1);
    }
}

#[tokio::test]
async fn an_erased_party_of_a_case_is_a_dash_and_an_erased_number_is_not_there() {
    for app in TestApp::each().await {
        let case = crate::cases::opened(&app, fengqiao_domain::case::Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assert!(head.get(&case.path).await.text().contains("张三"));
        let party: PartyId = case.parties[0];
        assert!(fengqiao::vault::erase::person(&app.app, 1, party).await.unwrap());
        let page = head.get(&case.path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text().contains("张三") && page.text().contains("李四"), "{}", page.text());
        app.app
            .store
            .write(|tx| Box::pin(async move { keys::destroy(tx, Subject::number(1)).await }))
            .await
            .unwrap();
        assert_eq!(head.get(&case.path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(head.get("/statistics").await.status, StatusCode::OK);
        journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap().unwrap();
        assert!(rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap().is_clean());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_master_key_is_changed_while_people_are_served() {
    for app in TestApp::each().await {
        seed::play(&app.app, PLAN, |_, _| {}).await.unwrap();
        let mut head = app.signed_in("head").await;
        let numbers: Vec<String> = sql::rows(
            app.app.store.read(),
            "SELECT number FROM cases WHERE street = '440306017000'",
            values![],
        )
        .await
        .unwrap()
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect();
        let (url, data) = (app.app.config.database_url.clone(), app.app.config.data.clone());
        let rotation = tokio::task::spawn_blocking(move || {
            let mut command = crate::cli::program(&["keys", "rotate", "--json"]);
            command.env("DATABASE_URL", url).env("FENGQIAO_DATA", data).output().unwrap()
        });
        let (mut read, mut written) = (0, 0);
        while !rotation.is_finished() || read == 0 {
            filed(&mut app.browser(), &[]).await;
            written += 1;
            for number in numbers.iter().take(3) {
                assert_eq!(head.get(&format!("/cases/{number}")).await.status, StatusCode::OK);
                read += 1;
            }
        }
        let ran = rotation.await.unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        // What this server made before it heard of the new key is wrapped anew by the next run.
        let again = on(&app, &["keys", "rotate"]);
        assert_eq!(again.code, 0, "{}", again.err);
        let status = on(&app, &["keys", "status", "--json"]).json();
        let current = status["current"].as_u64().unwrap();
        assert!(current >= 2 && status["masters"][0]["keys"] == 0, "{status}");
        // The old key is thrown away, and everything still opens.
        let file = app.app.config.data.join("keys/master.keys");
        let text = std::fs::read_to_string(&file).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("1 ")).collect();
        std::fs::write(&file, kept.join("\n")).unwrap();
        app.app.vault.look_again().unwrap();
        for number in &numbers {
            assert_eq!(head.get(&format!("/cases/{number}")).await.status, StatusCode::OK);
        }
        filed(&mut app.browser(), &[]).await;
        assert!(!numbers.is_empty() && written > 0);
        journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn without_the_master_key_nothing_opens_and_none_is_made_in_its_place() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[]).await;
        let file = app.app.config.data.join("keys/master.keys");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        let ran = on(&app, &["keys", "status"]);
        assert!(ran.code == 1 && ran.err.contains("put it back from where it was saved"), "{}", ran.err);
        assert!(!file.exists());
        std::fs::write(&file, format!("1 international {}\n", "0".repeat(64))).unwrap();
        assert!(on(&app, &["keys", "status"]).err.contains("others can read"), "the file is open to others");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        assert!(on(&app, &["keys", "status"]).err.contains("do not open this database"));
        std::fs::write(&file, text).unwrap();
        let mut command = crate::cli::program(&["keys", "status", "--json"]);
        command
            .env("DATABASE_URL", &app.app.config.database_url)
            .env("FENGQIAO_DATA", &app.app.config.data)
            .env("FENGQIAO_KEYS_COMMAND", format!("cat {}", file.display()));
        let told = command.output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        command
            .env_remove("FENGQIAO_KEYS_COMMAND")
            .env("FENGQIAO_KEYS_VARIABLE", "MASTER")
            .env("MASTER", std::fs::read_to_string(&file).unwrap());
        assert!(command.output().unwrap().status.success());
    }
}

/// Writes every row as an older version wrote it, as far as `is_old` says.
async fn age(app: &TestApp, is_old: fn(i64) -> bool) {
    let inner = app.app.clone();
    app.app.store.write(move |tx| Box::pin(async move { aged(tx, &inner, is_old).await })).await.unwrap();
}

async fn aged(tx: &Tx, app: &App, is_old: fn(i64) -> bool) -> Result<(), StoreError> {
    let vault = &app.vault;
    let rows = sql::rows(tx, "SELECT seq FROM requests", values![]).await?;
    let seqs = rows.iter().map(|row| row.try_get_by_index(0).unwrap());
    for seq in seqs.filter(|seq| is_old(*seq)) {
        let vouch = async |word, id: Uuid, state: &str| {
            let entry = Entry::of(app.clock.now(), Actor::System, "noted", &"");
            journal::append(tx, word, id, &[entry], Some(state)).await
        };
        let people = intake::store::people(tx, vault, &[seq]).await?;
        let people: Vec<FiledParty> = people.into_iter().map(|(_, party)| party).collect();
        let request: Request = intake::store::find(tx, vault, seq).await?.expect("it is there").request;
        let words = intake::store::words(&request, &people);
        let (state, title) = (serde_json::to_string(&request).unwrap(), intake::store::title(&request.what));
        let text = "UPDATE requests SET state = $2, title = $3, version = version + 1 WHERE seq = $1";
        sql::run(tx, text, values![seq, state.as_str(), title]).await?;
        vouch("intake", request.id.0, &state).await?;
        if let Some(loaded) = case::whole::find(tx, vault, seq).await? {
            let case = loaded.kept.case;
            let (state, title) = (serde_json::to_string(&case).unwrap(), case::store::title(&case));
            let text = "UPDATE cases SET state = $2, title = $3, version = version + 1 WHERE seq = $1";
            sql::run(tx, text, values![seq, state.as_str(), title]).await?;
            vouch("case", case.id.0, &state).await?;
        }
        for party in &people {
            let state = serde_json::to_string(&party.details).unwrap();
            sql::run(tx, "UPDATE parties SET state = $2 WHERE id = $1", values![party.id.0, state.as_str()])
                .await?;
            vouch("party", party.id.0, &state).await?;
        }
        for file in case::store::attachments(tx, vault, seq).await? {
            sql::run(tx, "UPDATE attachments SET name = $2 WHERE id = $1", values![file.id, file.name])
                .await?;
        }
        dialect::index_words(tx, seq, &words).await?;
        sql::run(tx, "DELETE FROM subject_keys WHERE number = $1", values![seq]).await?;
    }
    sql::run(tx, "DELETE FROM settings WHERE name = 'sealed'", values![]).await?;
    sql::run(tx, "UPDATE idempotency SET answer = '张三'", values![]).await.map(|_| ())
}

#[tokio::test]
async fn what_an_older_version_kept_is_sealed_when_the_program_starts_and_nothing_of_it_is_left() {
    for app in TestApp::each().await {
        peopled(&app).await;
        let before = [app.states("requests").await, app.states("parties").await];
        let told = told(&app).await;
        // A half of it only: it was cut off before.
        for is_old in [(|_| true) as fn(i64) -> bool, |seq| seq % 2 == 0] {
            age(&app, is_old).await;
            for folder in std::fs::read_dir(app.app.config.data.join("files")).unwrap() {
                for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                    let path = file.unwrap().path();
                    if std::fs::read(&path).unwrap().len() < LETTER.len() + 100 {
                        std::fs::write(&path, LETTER).unwrap();
                    }
                }
            }
            assert!(found(&told, &kept(&app)).len() > 100, "it is all there to be read");
            let ids = Ids::from_seed(app.clock.clone(), 9);
            let opened = App::open(app.app.config.clone(), app.clock.clone(), ids).await.unwrap();
            opened.close().await.unwrap();
            assert_eq!(found(&told, &kept(&app)), Vec::<&str>::new());
            assert_eq!([app.states("requests").await, app.states("parties").await], before);
            searches_alike(&app).await;
            let proof =
                journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap().unwrap();
            assert!(proof.states > 100, "{proof:?}");
            for table in ["requests", "cases"] {
                let text = format!(
                    "SELECT count(*) FROM {table} t WHERE t.version <> \
                     (SELECT count(*) FROM journal j WHERE j.subject = t.id AND j.state IS NOT NULL)"
                );
                let others: Option<i64> = sql::value(app.app.store.read(), &text, values![]).await.unwrap();
                assert_eq!(others, Some(0), "{table}: a version for each time it was saved");
            }
            let again = reseal::follow(&app.app.store, &app.app.vault, &app.app.files, app.clock_now()).await;
            assert_eq!(again.unwrap(), 0);
        }
    }
}

#[tokio::test]
async fn a_district_of_the_commercial_suite_seals_with_sm4_and_signs_with_sm2() {
    let app = TestApp::with(|config| config.keys.suite = "commercial".to_owned()).await;
    let mine = filed(&mut app.browser(), &[]).await;
    let public = app.app.keys.verifying();
    assert_eq!((app.app.vault.ring().suite().name(), public.bytes().len()), ("commercial", 65));
    let mut clerk = app.signed_in("clerk").await;
    let page = clerk.get(&format!("/intake/{}", mine.number)).await;
    assert!(page.text().contains("张三"), "{}", page.text());
    let request = app.request(1).await.request;
    let line = intake::receipt::Receipt::of(&request).signed(&app.app.keys);
    let checked = app.browser().get(&format!("/receipts/check?code={line}")).await;
    assert!(checked.text().contains("这张回执是真的"), "{}", checked.text());
    let sealed = on(&app, &["journal", "seal", "--json"]).json();
    assert_eq!(sealed["key"], hex::encode(public.bytes()));
    let whole = on(&app, &["journal", "verify", "--json"]).json();
    assert_eq!((&whole["whole"], &whole["checkpoints"]), (&true.into(), &1.into()));
    assert_eq!(searched(&app, "张三").await, BTreeSet::from([1]));
}

#[test]
fn a_signing_key_without_a_suite_is_what_it_was_before_there_were_suites() {
    let folder = tempfile::tempdir().unwrap();
    let old = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    std::fs::write(folder.path().join("signing.key"), old).unwrap();
    let keys = fengqiao::keys::Keys::read(folder.path()).unwrap();
    let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    assert_eq!(hex::encode(keys.verifying().bytes()), public, "RFC 8032, section 7.1, test 2");
    assert_eq!(
        hex::encode(keys.derived("follow")),
        hex::encode(Sha256::digest([hex::decode(old).unwrap(), b"follow".to_vec()].concat()))
    );
}

#[tokio::test]
async fn copies_of_cases_for_the_bench_show_their_titles_in_lists() {
    for app in TestApp::each().await {
        seed::play(&app.app, Plan { cases: 12, ..PLAN }, |_, _| {}).await.unwrap();
        let ran = on(&app, &["floor", "copies", "2"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let rows =
            sql::rows(app.app.store.read(), "SELECT seq, title FROM cases ORDER BY seq", values![]).await;
        let opened = |row: &QueryResult| {
            let (seq, title): (i64, String) =
                (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
            app.app.vault.title("cases", seq, &title).unwrap()
        };
        let titles: Vec<String> = rows.unwrap().iter().map(opened).collect();
        assert!(titles.len() >= 36 && titles.iter().all(|title| !title.is_empty()), "{titles:?}");
        let (own, copies) = titles.split_at(titles.len() / 3);
        assert_eq!([own, own].concat(), copies);
    }
}
