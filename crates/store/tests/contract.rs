//! What does the store promise, on either engine?

use fengqiao_base::Actor;
use fengqiao_seal::{Suite, sign::SigningKey};
use fengqiao_store::{
    Engine, Store, StoreError,
    bulk::Rows,
    checkpoint, dialect,
    journal::{self, Entry, Finding, Proof},
    settings, sql, values,
};
use fengqiao_testkit::{TUESDAY, TestDatabase};
use sea_orm::FromQueryResult;
use uuid::Uuid;

fn key() -> SigningKey {
    SigningKey::of(Suite::International, &[7; 32]).expect("any 32 bytes are a key")
}

fn entry(kind: &'static str) -> Entry {
    Entry { at: TUESDAY, by: Actor::System, kind, payload: "{}".to_owned() }
}

async fn add_party(store: &Store, id: Uuid, state: &'static str) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let text = "INSERT INTO parties (id, number, side, state) VALUES ($1, 1, 'applicant', $2)";
                sql::run(tx, text, values![id, state]).await?;
                journal::begin(tx, "party", id, &[entry("added"), entry("told")], Some(state)).await
            })
        })
        .await
}

#[tokio::test]
async fn a_refused_piece_of_work_leaves_nothing_behind() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        let refused: Result<(), StoreError> = store
            .write(|tx| {
                Box::pin(async move {
                    sql::run(tx, "INSERT INTO settings (name, value) VALUES ('a', '1')", values![]).await?;
                    Err(StoreError::Conflict { word: "case" })
                })
            })
            .await;
        assert!(matches!(refused, Err(StoreError::Conflict { word: "case" })));
        let kept: Option<String> =
            sql::value(store.read(), "SELECT value FROM settings", values![]).await.unwrap();
        assert_eq!(kept, None, "{}", database.url);
    }
}

#[tokio::test]
async fn pieces_that_wait_together_are_kept_or_refused_one_by_one() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        let writes = (0..100_i64).map(|i| {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        Box::pin(async move {
                            let text = "INSERT INTO settings (name, value) VALUES ($1, 'x')";
                            // Every tenth name is taken already.
                            let name = if i % 10 == 0 { "0".to_owned() } else { i.to_string() };
                            sql::run(tx, text, values![name]).await
                        })
                    })
                    .await
            })
        });
        let mut taken = 0;
        for write in writes.collect::<Vec<_>>() {
            match write.await.unwrap() {
                Ok(rows) => assert_eq!(rows, 1),
                Err(StoreError::Taken(_)) => taken += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
        let kept: Option<i64> =
            sql::value(store.read(), "SELECT count(*) FROM settings", values![]).await.unwrap();
        assert_eq!((taken, kept), (9, Some(91)), "{}", database.url);
    }
}

#[tokio::test]
async fn a_whole_journal_verifies_with_its_seals() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        add_party(&store, Uuid::from_u128(1), "{\"name\":\"王\"}").await.unwrap();
        checkpoint::seal(&store, &key(), TUESDAY).await.unwrap().unwrap();
        add_party(&store, Uuid::from_u128(2), "{}").await.unwrap();
        checkpoint::seal(&store, &key(), TUESDAY).await.unwrap().unwrap();
        assert!(checkpoint::seal(&store, &key(), TUESDAY).await.unwrap().is_none());
        let proof = journal::verify(store.read(), &key().verifying()).await.unwrap();
        assert_eq!(proof, Ok(Proof { entries: 4, subjects: 2, states: 2, checkpoints: 2 }));
    }
}

#[tokio::test]
async fn one_changed_byte_of_a_state_is_found_and_named() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        let id = Uuid::from_u128(1);
        add_party(&store, id, "{\"name\":\"王\"}").await.unwrap();
        sql::run(store.read(), "UPDATE parties SET state = '{\"name\":\"汪\"}'", values![]).await.unwrap();
        let finding = journal::verify(store.read(), &key().verifying()).await.unwrap();
        assert_eq!(finding, Err(Finding::State { table: "parties", id, seq: 2 }));
    }
}

#[tokio::test]
async fn a_row_that_is_gone_or_was_put_in_beside_the_journal_is_found_and_named() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
        for id in [one, two] {
            add_party(&store, id, "{}").await.unwrap();
        }
        sql::run(store.read(), "DELETE FROM parties WHERE id = $1", values![one]).await.unwrap();
        let finding = journal::verify(store.read(), &key().verifying()).await.unwrap();
        assert_eq!(finding, Err(Finding::Orphan { table: "parties", id: one }));

        let text = "INSERT INTO parties (id, number, side, state) VALUES ($1, 1, 'applicant', '{}')";
        for id in [one, three] {
            sql::run(store.read(), text, values![id]).await.unwrap();
        }
        let finding = journal::verify(store.read(), &key().verifying()).await.unwrap();
        assert_eq!(finding, Err(Finding::Orphan { table: "parties", id: three }));
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_journal() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        add_party(&store, Uuid::from_u128(1), "{}").await.unwrap();
        for text in ["UPDATE journal SET payload = 'x'", "DELETE FROM journal"] {
            assert!(sql::run(store.read(), text, values![]).await.is_err(), "{text} on {}", database.url);
        }
    }
}

#[tokio::test]
async fn one_changed_byte_of_the_journal_is_found_and_named() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        let id = Uuid::from_u128(1);
        add_party(&store, id, "{}").await.unwrap();
        // Whoever owns the database can take the triggers away.
        let drop = match store.engine() {
            fengqiao_store::Engine::Sqlite => "DROP TRIGGER journal_no_update",
            fengqiao_store::Engine::Postgres => "DROP TRIGGER journal_no_change ON journal",
        };
        sql::run(store.read(), drop, values![]).await.unwrap();
        sql::run(store.read(), "UPDATE journal SET payload = '[]' WHERE nth = 1", values![]).await.unwrap();
        let finding = journal::verify(store.read(), &key().verifying()).await.unwrap();
        assert_eq!(finding, Err(Finding::Changed { seq: 1, word: "party".to_owned(), subject: id }));
    }
}

#[tokio::test]
async fn two_words_that_follow_each_other_are_found() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        for (number, tokens) in [(1, "楼上 上漏 漏水"), (2, "漏水 楼上"), (3, "工资")] {
            store
                .write(move |tx| Box::pin(async move { dialect::index_words(tx, number, tokens).await }))
                .await
                .unwrap();
        }
        let find = |phrases: Vec<Vec<String>>| {
            let store = store.clone();
            async move {
                found(&store, "(SELECT CAST(1 AS BIGINT) AS seq UNION SELECT 2 UNION SELECT 3)", phrases)
                    .await
            }
        };
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(find(vec![words(&["上漏", "漏水"])]).await, [1], "{}", database.url);
        assert_eq!(find(vec![words(&["漏水"])]).await, [2, 1], "{}", database.url);
        assert_eq!(find(vec![words(&["漏*"])]).await, [2, 1], "{}", database.url);
        assert_eq!(find(vec![words(&["上漏", "漏*"])]).await, [1], "{}", database.url);
        assert_eq!(find(vec![words(&["漏水"]), words(&["工资"])]).await, [0_i64; 0], "{}", database.url);
    }
}

/// What of the numbers in `list` holds these phrases, newest first.
async fn found(store: &Store, list: &str, phrases: Vec<Vec<String>>) -> Vec<i64> {
    let cut = dialect::word_cut(store.read(), "n", &phrases, 1).await.expect("the words are well formed");
    let dialect::WordCut { join, condition, value, key } = cut;
    let text = format!("SELECT n.seq FROM {list} n {join} WHERE {condition} ORDER BY {key} DESC");
    let rows: Vec<Number> = sql::all(store.read(), &text, vec![value]).await.expect("the list can be read");
    rows.into_iter().map(|row| row.seq).collect()
}

#[derive(FromQueryResult)]
struct Number {
    seq: i64,
}

#[tokio::test]
async fn many_rows_are_written_at_once_and_the_journal_still_proves_them() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        let first = store
            .write(|tx| {
                Box::pin(async move {
                    let first = dialect::next_numbers(tx, 1000).await?;
                    let mut parties = Rows::of("parties", "id, number, side, state");
                    let (mut chains, mut words) = (journal::rows(), dialect::word_rows(Engine::of(tx)));
                    for n in 0..1000_u16 {
                        let id = Uuid::from_u128(u128::from(n) + 1);
                        let state = format!("{{\"n\":{n}}}");
                        let entries = [entry("added"), entry("told")];
                        journal::begin_in(&mut chains, "party", id, &entries, Some(&state));
                        parties.push(values![id, first + i64::from(n), "applicant", state]);
                        words.push(values![first + i64::from(n), format!("漏水 水{n} w{n}")]);
                    }
                    for rows in [parties, chains, words] {
                        rows.write(tx).await?;
                    }
                    Ok::<_, StoreError>(first)
                })
            })
            .await
            .unwrap();
        assert_eq!(first, 1, "{}", database.url);
        let proof = journal::verify(store.read(), &key().verifying()).await.unwrap().unwrap();
        assert_eq!(
            proof,
            Proof { entries: 2000, subjects: 1000, states: 1000, checkpoints: 0 },
            "{}",
            database.url
        );
        store.write(|tx| Box::pin(async move { dialect::count_anew(tx).await })).await.unwrap();
        if store.engine() == Engine::Postgres {
            let text = "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE relname = 'parties'";
            let counted: Option<i64> = sql::value(store.read(), text, values![]).await.unwrap();
            assert_eq!(counted, Some(1000), "the planner knows how many there are");
        }
        let numbers = "(SELECT number AS seq FROM parties)";
        let one = found(&store, numbers, vec![vec!["w998".to_owned()]]).await;
        assert_eq!(one, [999], "{}", database.url);
        let all = found(&store, numbers, vec![vec!["漏水".to_owned()]]).await;
        assert_eq!(all, (1..=1000).rev().collect::<Vec<i64>>(), "what is in every row: {}", database.url);
        let next = store.write(|tx| Box::pin(async move { dialect::next_number(tx).await })).await.unwrap();
        assert_eq!(next, 1001, "single numbers go on after them");
    }
}

#[tokio::test]
async fn a_setting_is_what_was_kept_last_and_nothing_before() {
    for database in TestDatabase::each().await {
        let store = database.store().await;
        assert_eq!(settings::get(store.read(), "word").await.unwrap(), None);
        for value in ["one", "two"] {
            store
                .write(move |tx| Box::pin(async move { settings::put(tx, "word", value).await }))
                .await
                .unwrap();
            assert_eq!(settings::get(store.read(), "word").await.unwrap().as_deref(), Some(value));
        }
    }
}
