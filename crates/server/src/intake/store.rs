//! How does a request get into its row and out of it again?
//!
//! The aggregate stands in `state`; every other column is derived from it when it is saved. What its people told about
//! themselves stands in rows of their own, each with a journal of its own.

use fengqiao_base::{AccountId, Actor, Moment, PartyId, RequestId, id::AttachmentId, local_day};
use fengqiao_domain::{
    case::Confidentiality,
    intake::{
        Checked, Fact, FiledParty, PartyDetails, PartyRole, Request, RequestNumber, Stage, duplicates::Traits,
    },
    search,
};
use fengqiao_seal::{Place, Ready};
use fengqiao_store::{
    StoreError, Tx,
    bulk::Rows,
    dialect,
    journal::{self, Entry},
    sql,
    time::to_micros,
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::{
    app::App,
    deadline::{
        calendar::{self, store::Move},
        rows,
    },
    dispatch, linked,
    reference::Reference,
    retention,
    vault::{self, Lock, Subject, Vault},
};

/// The word of the journal's entries.
pub const WORD: &str = "intake";
/// The word of the journal's entries about what somebody told.
pub const PARTY: &str = "party";

/// A request with where it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The key of its row: the sequence of its number.
    pub seq: i64,
    /// The street it belongs to; empty where only the district is known.
    pub street: String,
    /// Digest of the code with which it is followed.
    pub secret: Option<Vec<u8>>,
    /// How confidential the case is that was opened from it; ordinary while there is none.
    pub class: Confidentiality,
    /// Who mediates that case.
    pub mediator: Option<AccountId>,
    /// The request.
    pub request: Request,
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    street: String,
    version: i64,
    secret: Option<Vec<u8>>,
    state: String,
    wrapped: Option<Vec<u8>>,
    class: Option<String>,
    mediator: Option<Uuid>,
}

/// Columns of a [`Row`]; the first value is the nil subject.
const FOUND: &str = "SELECT r.seq, r.street, r.version, r.secret, r.state, k.wrapped, c.class, c.mediator \
     FROM requests r LEFT JOIN cases c ON c.seq = r.seq \
     LEFT JOIN subject_keys k ON k.number = r.seq AND k.subject = $1";

impl Row {
    /// `None` once the number was erased.
    fn kept(self, vault: &Vault) -> Result<Option<Kept>, StoreError> {
        let lock = vault.lock(Subject::number(self.seq), self.wrapped.as_deref())?;
        let Some(state) = lock.open(&state_of(&vault::row(self.seq)), &self.state)? else { return Ok(None) };
        let mut request: Request =
            serde_json::from_str(&state).map_err(|e| StoreError::unreadable("request", e))?;
        request.version = self.version;
        let class = self.class.map_or(Confidentiality::Ordinary, |code| {
            // A class this version does not know is for nobody to guess.
            Confidentiality::from_code(&code).unwrap_or(Confidentiality::Sealed)
        });
        Ok(Some(Kept {
            seq: self.seq,
            street: self.street,
            secret: self.secret,
            class,
            mediator: self.mediator.map(AccountId),
            request,
        }))
    }
}

/// Where the state of a request stands.
pub fn state_of(row: &[u8; 8]) -> Place<'_> {
    Place { table: "requests", column: "state", row }
}

/// A request sealed for its row.
pub fn sealed(vault: &Vault, key: &Ready, request: &Request) -> String {
    let state = serde_json::to_string(request).expect("a request is plain data");
    vault.seal(key, &state_of(&vault::row(request.number.sequence())), &state)
}

/// Where what somebody told stands.
pub fn told_of(id: &Uuid) -> Place<'_> {
    Place { table: "parties", column: "state", row: id.as_bytes() }
}

/// What somebody told, sealed for its row.
pub fn sealed_details(vault: &Vault, key: &Ready, id: PartyId, details: &PartyDetails) -> String {
    let state = serde_json::to_string(details).expect("what somebody told is plain data");
    vault.seal(key, &told_of(&id.0), &state)
}

/// What somebody told, from its row; `None` once the person was erased.
pub fn opened_details(lock: &Lock, id: Uuid, state: &str) -> Result<Option<PartyDetails>, StoreError> {
    let Some(state) = lock.open(&told_of(&id), state)? else { return Ok(None) };
    serde_json::from_str(&state).map(Some).map_err(|e| StoreError::unreadable("party", e))
}

/// The request under this sequence number.
pub async fn find(conn: &impl ConnectionTrait, vault: &Vault, seq: i64) -> Result<Option<Kept>, StoreError> {
    let text = format!("{FOUND} WHERE r.seq = $2");
    let row: Option<Row> = sql::first(conn, &text, values![Uuid::nil(), seq]).await?;
    row.map_or(Ok(None), |row| row.kept(vault))
}

/// The requests under these sequence numbers.
pub async fn all(conn: &impl ConnectionTrait, vault: &Vault, seqs: &[i64]) -> Result<Vec<Kept>, StoreError> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("{FOUND} WHERE r.seq IN ({}) ORDER BY r.seq DESC", places(2, seqs.len()));
    let values =
        std::iter::once(Value::from(Uuid::nil())).chain(seqs.iter().map(|seq| Value::from(*seq))).collect();
    let rows: Vec<Row> = sql::all(conn, &text, values).await?;
    rows.into_iter().filter_map(|row| row.kept(vault).transpose()).collect()
}

/// The sequence number of the request with this id.
pub async fn seq_of(conn: &impl ConnectionTrait, id: RequestId) -> Result<Option<i64>, StoreError> {
    sql::value(conn, "SELECT seq FROM requests WHERE id = $1", values![id.0]).await
}

/// `$from, $from+1, …`: so many placeholders.
fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// A file that comes with a filing; its content is kept already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attaching {
    /// Its id.
    pub id: AttachmentId,
    /// The name it came with.
    pub name: String,
    /// Its type, found from its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256.
    pub digest: Vec<u8>,
}

/// Everything that is kept when a request is filed.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// What was said.
    pub checked: Checked,
    /// What was attached.
    pub files: Vec<Attaching>,
    /// The keys under which it meets others.
    pub keys: Vec<String>,
    /// Its words, for the search.
    pub words: String,
    /// The code of the district.
    pub division: u32,
    /// The secret under which the code to follow it is made.
    pub secret: [u8; 32],
}

impl NewRequest {
    /// Prepares what costs time before the transaction begins.
    pub fn of(app: &App, checked: Checked, files: Vec<Attaching>, now: Moment) -> Self {
        let filing = checked.filing();
        let keys = Traits::of_filing(filing, now).keys(&app.keys.derived("blocking"));
        let place = app.reference.divisions.get(&filing.community).map_or("", |one| one.name.as_str());
        let texts = [filing.what.as_str(), filing.address.as_str(), place];
        let reference = filing.channel.reference().unwrap_or_default();
        let names = filing.parties.iter().map(|party| party.details.called());
        let text: Vec<&str> = texts
            .into_iter()
            .chain(filing.claims.iter().map(String::as_str))
            .chain([reference])
            .chain(names)
            .collect();
        let words = app.vault.spell(&search::tokens(&text.join("\n")));
        Self {
            keys,
            words,
            files,
            division: app.reference.divisions.number(),
            secret: app.keys.derived("follow"),
            checked,
        }
    }
}

/// Keeps a new request with its parties, files, keys, words, clock and journal, and gives it its number.
pub async fn insert(tx: &Tx, vault: &Vault, new: NewRequest, now: Moment) -> Result<Request, StoreError> {
    let seq = dialect::next_number(tx).await?;
    let year = local_day(now).year();
    let number =
        RequestNumber::new(new.division, year, seq).map_err(|e| StoreError::unreadable("sequence", e))?;
    let (mut request, parties) = new.checked.numbered(number);
    request.version = 1;
    let happened = std::mem::take(&mut request.happened);
    let mut keys = Vault::rows();
    let key = vault.make(&mut keys, Subject::number(seq));
    let own: Vec<Ready> =
        parties.iter().map(|party| vault.make(&mut keys, Subject::person(seq, party.id))).collect();
    keys.write(tx).await?;
    let state = sealed(vault, &key, &request);
    let mut rows = Rows::of("requests", COLUMNS);
    rows.push(row(vault, &request, &state, &new.secret));
    rows.write(tx).await?;
    journal::begin(tx, WORD, request.id.0, &entries(&happened), Some(&state)).await?;
    for (party, own) in parties.iter().zip(&own) {
        let state = sealed_details(vault, own, party.id, &party.details);
        keep_party(tx, seq, party, &state, now, request.filed_by).await?;
    }
    add_keys(tx, seq, &new.keys).await?;
    dialect::add_words(tx, seq, &new.words).await?;
    save_clocks(tx, seq, &request, now).await?;
    attach(tx, vault, seq, &new.files, now, request.filed_by).await?;
    linked::store::sent(tx, seq, &request).await?;
    Ok(request)
}

/// Every column of a request.
pub const COLUMNS: &str = "version, stage, is_open, dispute_type, community, street, body, due_at, is_urgent, title, turn, \
     state, seq, id, number, channel, filed_at, secret";

/// The values of [`COLUMNS`]; `key` is the one under which the code to follow it is made.
pub fn row(vault: &Vault, request: &Request, state: &str, key: &[u8; 32]) -> Vec<Value> {
    let secret = super::secret::digest(&super::secret::of(key, request.id), key);
    let mut values = columns(vault, request, state);
    values.extend(values![
        request.number.sequence(),
        request.id.0,
        request.number.to_string(),
        request.channel.kind().code(),
        to_micros(request.filed_at),
        secret.to_vec()
    ]);
    values
}

/// Keeps what an act made of a request. The version is the one it was loaded with.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else changed it in between; nothing is written then.
pub async fn update(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    mut request: Request,
    now: Moment,
) -> Result<(), StoreError> {
    let before = request.version;
    request.version += 1;
    let happened = std::mem::take(&mut request.happened);
    let key = vault.key_for(conn, Subject::number(seq)).await?;
    let state = sealed(vault, &key, &request);
    let mut values = columns(vault, &request, &state);
    values.extend(values![seq, before]);
    let text = "UPDATE requests SET version = $1, stage = $2, is_open = $3, dispute_type = $4, community = $5, \
                street = $6, body = $7, due_at = $8, is_urgent = $9, title = $10, turn = $11, state = $12 \
                WHERE seq = $13 AND version = $14";
    if sql::run(conn, text, values).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    journal::append(conn, WORD, request.id.0, &entries(&happened), Some(&state)).await?;
    if let Some(event) = happened.last() {
        dispatch::store::follow(conn, seq, &request, now, event.by).await?;
    }
    for event in &happened {
        if let Fact::DeadlineMoved { clock, rule, before, after, calendar, reason } = &event.fact {
            let (before, after, reason) = (*before, *after, reason.code());
            let one = Move { word: WORD, clock, rule, before, after, calendar, reason };
            calendar::store::moved(conn, seq, &one, event.at).await?;
        }
    }
    // Once there is a case, the clocks of the number are the case's.
    let leaves_now = happened.iter().any(|event| matches!(event.fact, Fact::Opened { .. }));
    if matches!(request.stage, Stage::Opened { .. }) && !leaves_now {
        return Ok(());
    }
    save_clocks(conn, seq, &request, now).await
}

/// What happened, as the journal keeps it.
pub fn entries(happened: &[fengqiao_domain::intake::Event]) -> Vec<Entry> {
    happened.iter().map(|event| Entry::of(event.at, event.by, event.fact.kind(), &event.fact)).collect()
}

/// The derived columns, in the order both statements name them.
fn columns(vault: &Vault, request: &Request, state: &str) -> Vec<Value> {
    let divisions = &Reference::shipped().divisions;
    let street = divisions.street_of(&request.community).map_or("", |street| street.code.as_str());
    let turn = request.turn();
    values![
        request.version,
        request.stage.code(),
        i64::from(request.stage.is_open()),
        request.dispute_type(),
        request.community.as_str(),
        street,
        request.body().map(|body| body.0),
        turn.and_then(|turn| turn.by).map(to_micros),
        i64::from(request.is_urgent()),
        vault.seal_title("requests", request.number.sequence(), &title(&request.what)),
        turn.map_or("", |turn| turn.who.code()),
        state,
    ]
}

/// The first words of an account, for lists.
pub fn title(what: &str) -> String {
    const LONGEST: usize = 36;
    let line = what.split(['\n', '。', '；', ';', '！', '？']).find(|part| !part.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    if line.chars().count() <= LONGEST {
        line.to_owned()
    } else {
        line.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}

/// Keeps what somebody told who belongs to this number.
pub async fn add_party(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    party: &FiledParty,
    now: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    let key = vault.key_for(conn, Subject::person(seq, party.id)).await?;
    let state = sealed_details(vault, &key, party.id, &party.details);
    keep_party(conn, seq, party, &state, now, by).await
}

async fn keep_party(
    conn: &impl ConnectionTrait,
    seq: i64,
    party: &FiledParty,
    state: &str,
    now: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    let text = "INSERT INTO parties (id, number, side, state) VALUES ($1, $2, $3, $4)";
    sql::run(conn, text, values![party.id.0, seq, party.role.code(), state]).await?;
    let entry = Entry::of(now, by, "told", &serde_json::json!({ "number": seq, "role": party.role }));
    journal::begin(conn, PARTY, party.id.0, &[entry], Some(state)).await
}

/// Keeps what somebody told anew, in place of what stood there.
///
/// # Errors
/// [`StoreError::Conflict`] when that is no longer what was `known`; nothing is written then.
pub async fn amend_party(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    party: &FiledParty,
    known: &PartyDetails,
    now: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    let conflict = StoreError::Conflict { word: PARTY };
    let text = "SELECT state FROM parties WHERE id = $1 AND number = $2";
    let Some(kept) = sql::value::<String>(conn, text, values![party.id.0, seq]).await? else {
        return Err(conflict);
    };
    let subject = Subject::person(seq, party.id);
    let present = opened_details(&vault.lock_of(conn, subject).await?, party.id.0, &kept)?;
    let key = vault.key_for(conn, subject).await?;
    let state = sealed_details(vault, &key, party.id, &party.details);
    let text = "UPDATE parties SET state = $3 WHERE id = $1 AND number = $2 AND state = $4";
    let values = values![party.id.0, seq, state.as_str(), kept];
    if present.as_ref() != Some(known) || sql::run(conn, text, values).await? == 0 {
        return Err(conflict);
    }
    let entry = Entry::of(now, by, "corrected", &serde_json::json!({ "number": seq }));
    journal::append(conn, PARTY, party.id.0, &[entry], Some(&state)).await
}

/// The keys under which a number meets others; those it has already are left alone.
pub async fn add_keys(conn: &impl ConnectionTrait, seq: i64, keys: &[String]) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..keys.len()).map(|i| format!("(${}, $1)", i + 2)).collect();
    let text =
        format!("INSERT INTO blocking_keys (key, number) VALUES {} ON CONFLICT DO NOTHING", rows.join(", "));
    let values = std::iter::once(Value::from(seq)).chain(keys.iter().map(|key| Value::from(key.as_str())));
    sql::run(conn, &text, values.collect()).await.map(|_| ())
}

/// Writes when somebody must look at the request next, and that its term is to be reckoned once it has ended.
async fn save_clocks(
    conn: &impl ConnectionTrait,
    seq: i64,
    request: &Request,
    now: Moment,
) -> Result<(), StoreError> {
    let clocks: Vec<_> = request.clocks.iter().map(|one| (one.name.code().to_owned(), &one.clock)).collect();
    rows::save(conn, seq, &clocks, request.version == 1, now).await?;
    retention::store::note(conn, seq, has_ended(request)).await
}

/// Whether nothing will come of it here any more. What it was joined into, or the case, goes on for it otherwise.
pub fn has_ended(request: &Request) -> bool {
    match &request.stage {
        Stage::Settled(_) | Stage::Refused { .. } | Stage::Withdrawn { .. } => true,
        Stage::Transferred(_) => !request.stage.is_open(),
        Stage::Lead | Stage::Registered | Stage::Joined { .. } | Stage::Opened { .. } => false,
    }
}

/// Writes down files of a number.
pub async fn attach(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    files: &[Attaching],
    at: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    let by = serde_json::to_string(&by).expect("an actor is plain data");
    if files.is_empty() {
        return Ok(());
    }
    let key = vault.key_for(conn, Subject::number(seq)).await?;
    for file in files {
        let name = vault.seal(&key, &crate::case::store::name_of(&file.id.0), &file.name);
        let text = "INSERT INTO attachments (id, number, name, media_type, size, digest, added_at, added_by) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = values![
            file.id.0,
            seq,
            name,
            file.media_type.as_str(),
            file.size,
            file.digest.clone(),
            to_micros(at),
            by.as_str()
        ];
        sql::run(conn, text, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct PartyRow {
    number: i64,
    id: Uuid,
    side: String,
    state: String,
    wrapped: Option<Vec<u8>>,
}

impl PartyRow {
    /// `None` once the person was erased.
    fn party(&self, vault: &Vault) -> Result<Option<FiledParty>, StoreError> {
        let subject = Subject::person(self.number, PartyId(self.id));
        let lock = vault.lock(subject, self.wrapped.as_deref())?;
        let Some(details) = opened_details(&lock, self.id, &self.state)? else { return Ok(None) };
        // Who came to a case later has a part that intake does not know; here it only speaks or listens.
        let role = PartyRole::from_code(&self.side).unwrap_or(PartyRole::Reporter);
        Ok(Some(FiledParty { id: PartyId(self.id), role, details }))
    }
}

/// What the people of these numbers told about themselves, with the number of each.
pub async fn people(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seqs: &[i64],
) -> Result<Vec<(i64, FiledParty)>, StoreError> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT p.number, p.id, p.side, p.state, k.wrapped FROM parties p \
         LEFT JOIN subject_keys k ON k.number = p.number AND k.subject = p.id \
         WHERE p.number IN ({}) ORDER BY p.number, p.id",
        places(1, seqs.len())
    );
    let rows: Vec<PartyRow> =
        sql::all(conn, &text, seqs.iter().map(|seq| Value::from(*seq)).collect()).await?;
    let mut people: Vec<(i64, FiledParty)> = rows
        .iter()
        .filter_map(|row| Some(row.party(vault).transpose()?.map(|party| (row.number, party))))
        .collect::<Result<_, StoreError>>()?;
    // Who brought it first, then who speaks for them, then the other side.
    people.sort_by_key(|(number, party)| {
        let place = match party.role {
            PartyRole::Applicant => 0,
            PartyRole::Agent | PartyRole::Guardian => 1,
            PartyRole::Respondent => 2,
            PartyRole::Reporter => 3,
        };
        (*number, place)
    });
    Ok(people)
}

/// Other numbers that share a key with this one, the most shared first.
pub async fn meeting(conn: &impl ConnectionTrait, seq: i64, limit: i64) -> Result<Vec<i64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Meeting {
        number: i64,
    }
    let text = "SELECT b.number, count(*) AS shared FROM blocking_keys a \
                JOIN blocking_keys b ON b.key = a.key AND b.number <> a.number \
                JOIN requests r ON r.seq = b.number \
                WHERE a.number = $1 GROUP BY b.number ORDER BY count(*) DESC, b.number DESC LIMIT $2";
    let rows: Vec<Meeting> = sql::all(conn, text, values![seq, limit]).await?;
    Ok(rows.into_iter().map(|row| row.number).collect())
}

/// Puts the words of a request and the names of its people where search finds them, in place of what stood there.
pub async fn index(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    request: &Request,
    people: &[FiledParty],
) -> Result<(), StoreError> {
    dialect::index_words(conn, seq, &vault.spell(&words(request, people))).await
}

/// The words under which the search finds a request.
pub fn words(request: &Request, people: &[FiledParty]) -> String {
    let place = Reference::shipped().divisions.get(&request.community).map_or("", |one| one.name.as_str());
    let mut text = [request.what.as_str(), &request.address, place].join("\n");
    let reference = request.channel.reference();
    let names = people.iter().map(|party| party.details.called());
    for more in request.claims.iter().map(String::as_str).chain(reference).chain(names) {
        text.push('\n');
        text.push_str(more);
    }
    search::tokens(&text)
}

/// Puts another code to follow it in place of the one that was lost.
pub async fn set_secret(conn: &impl ConnectionTrait, seq: i64, secret: [u8; 32]) -> Result<(), StoreError> {
    let text = "UPDATE requests SET secret = $2 WHERE seq = $1";
    sql::run(conn, text, values![seq, secret.to_vec()]).await.map(|_| ())
}
