//! Where does what was sent to bodies stand?

use fengqiao_base::{Actor, BodyId, Moment};
use fengqiao_domain::{
    dispatch::{Act, Dispatch, Ground, Part, Sent, State},
    intake::{Request, Stage},
    notify::Occasion,
};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::{
    StoreError,
    journal::{self, Entry},
    sql,
    time::{from_micros, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use uuid::Uuid;

use super::send::Planned;
use crate::{
    listing::{PAGE, Rows, Where, ordinary},
    notify::{About, Event, Told},
};

/// The word of the journal's entries.
pub const WORD: &str = "dispatch";

/// Something that was sent to a body, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// The number's sequence.
    pub seq: i64,
    /// The number on the receipt.
    pub number: String,
    /// Code of the type, where one was chosen.
    pub dispute_type: Option<String>,
    /// The community.
    pub community: String,
    /// Whether it is urgent.
    pub is_urgent: bool,
    /// How often it has been saved.
    pub version: i64,
    /// The table of rules that sent it.
    pub rules: String,
    /// What was sent.
    pub dispatch: Dispatch,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    seq: i64,
    number: String,
    dispute_type: Option<String>,
    community: String,
    is_urgent: i64,
    version: i64,
    rules: String,
    sent: String,
    state: String,
    sent_at: i64,
    answer_by: i64,
    ground: Option<String>,
    instead: Option<Uuid>,
}

const FOUND: &str = "SELECT d.id, d.number AS seq, r.number, r.dispute_type, r.community, r.is_urgent, d.version, d.rules, \
     d.sent, d.state, d.sent_at, d.answer_by, d.ground, d.instead FROM dispatches d JOIN requests r ON r.seq = d.number";

impl Row {
    fn kept(self) -> Result<Kept, StoreError> {
        let unknown = || {
            StoreError::unreadable("dispatch", std::io::Error::other("a state this version does not know"))
        };
        let sent: Sent =
            serde_json::from_str(&self.sent).map_err(|e| StoreError::unreadable("dispatch", e))?;
        let state = State::from_code(&self.state).ok_or_else(unknown)?;
        let ground = self.ground.as_deref().and_then(Ground::from_code);
        let dispatch = Dispatch {
            sent,
            at: from_micros(self.sent_at),
            answer_by: from_micros(self.answer_by),
            state,
            objection: ground.map(|ground| (ground, self.instead.map(BodyId))),
        };
        Ok(Kept {
            id: self.id,
            seq: self.seq,
            number: self.number,
            dispute_type: self.dispute_type,
            community: self.community,
            is_urgent: self.is_urgent == 1,
            version: self.version,
            rules: self.rules,
            dispatch,
        })
    }
}

/// Sends a number to the bodies of a plan. What one of them has already and has not done stays as it is.
pub async fn send(
    conn: &impl ConnectionTrait,
    seq: i64,
    planned: &Planned,
    by: Actor,
) -> Result<(), StoreError> {
    let text = "INSERT INTO dispatches (id, number, body, part, state, is_open, sent_at, answer_by, version, rules, sent) \
                VALUES ($1, $2, $3, $4, 'waiting', 1, $5, $6, 1, $7, $8) ON CONFLICT (number, body) DO UPDATE SET \
                part = excluded.part, state = 'waiting', is_open = 1, sent_at = excluded.sent_at, \
                answer_by = excluded.answer_by, version = dispatches.version + 1, rules = excluded.rules, \
                sent = excluded.sent, ground = NULL, instead = NULL WHERE dispatches.is_open = 0";
    for (id, sent, answer_by) in &planned.sent {
        let plain = serde_json::to_string(sent).expect("what was sent is plain data");
        let values = values![
            *id,
            seq,
            sent.body.0,
            sent.part.code(),
            to_micros(planned.at),
            to_micros(*answer_by),
            planned.rules.as_str(),
            plain
        ];
        if sql::run(conn, text, values).await? == 1 {
            let told = json!({ "number": seq, "body": sent.body, "part": sent.part, "rule": sent.rule, "rules": planned.rules });
            let at = "SELECT id FROM dispatches WHERE number = $1 AND body = $2";
            let row: Option<Uuid> = sql::value(conn, at, values![seq, sent.body.0]).await?;
            let entry = Entry::of(planned.at, by, "sent", &told);
            let row = row.unwrap_or(*id);
            journal::append(conn, WORD, row, &[entry], None).await?;
            let event = Event::new(Occasion::DispatchSent, About::Dispatch, seq, Told::Body(sent.body));
            event.at(row).due(to_micros(*answer_by)).tell(conn, planned.at).await?;
        }
    }
    Ok(())
}

/// Sends a number to further bodies because more is known of it now, and takes it back from those that are no longer
/// concerned and have not answered.
pub async fn send_anew(
    conn: &impl ConnectionTrait,
    seq: i64,
    planned: &Planned,
    by: Actor,
) -> Result<(), StoreError> {
    let waiting: Vec<Waiting> = sql::all(
        conn,
        "SELECT id, body FROM dispatches WHERE number = $1 AND state = 'waiting'",
        values![seq],
    )
    .await?;
    for one in waiting {
        if !planned.sent.iter().any(|(_, sent, _)| sent.body.0 == one.body) {
            recall(conn, one.id, planned.at, by).await?;
        }
    }
    send(conn, seq, planned, by).await
}

#[derive(FromQueryResult)]
struct Waiting {
    id: Uuid,
    body: Uuid,
}

/// Takes everything back that is still open of a request from which nothing will come here any more. Once it is a case,
/// the body that leads has done its part if it took it, and so has the one that has the case; the others go on.
pub async fn follow(
    conn: &impl ConnectionTrait,
    seq: i64,
    request: &Request,
    now: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    match request.stage {
        Stage::Lead | Stage::Registered => return Ok(()),
        Stage::Opened { body, .. } => return opened(conn, seq, body, now, by).await,
        Stage::Settled(_)
        | Stage::Joined { .. }
        | Stage::Transferred(_)
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => {}
    }
    let text = "SELECT id, body FROM dispatches WHERE number = $1 AND is_open = 1";
    let open: Vec<Waiting> = sql::all(conn, text, values![seq]).await?;
    for one in open {
        recall(conn, one.id, now, by).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Leading {
    id: Uuid,
    body: Uuid,
    state: String,
}

async fn opened(
    conn: &impl ConnectionTrait,
    seq: i64,
    body: BodyId,
    now: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    let text = "SELECT id, body, state FROM dispatches WHERE number = $1 AND is_open = 1 AND (part = $2 OR body = $3)";
    let open: Vec<Leading> = sql::all(conn, text, values![seq, Part::Lead.code(), body.0]).await?;
    for one in open {
        // Nobody is said to have done what it never took, or holds to be another's.
        let waited = one.state == State::Waiting.code() && one.body != body.0;
        if waited || one.state == State::Objected.code() {
            recall(conn, one.id, now, by).await?;
            continue;
        }
        let text = "UPDATE dispatches SET state = $2, is_open = 0, version = version + 1 WHERE id = $1 AND is_open = 1";
        if sql::run(conn, text, values![one.id, State::Done.code()]).await? == 1 {
            let entry = Entry::of(now, by, Act::Finish.code(), &json!({}));
            journal::append(conn, WORD, one.id, &[entry], None).await?;
        }
    }
    Ok(())
}

async fn recall(conn: &impl ConnectionTrait, id: Uuid, now: Moment, by: Actor) -> Result<(), StoreError> {
    let text = "UPDATE dispatches SET state = 'recalled', is_open = 0, version = version + 1 WHERE id = $1 AND is_open = 1";
    if sql::run(conn, text, values![id]).await? == 1 {
        journal::append(conn, WORD, id, &[Entry::of(now, by, "recalled", &json!({}))], None).await?;
    }
    Ok(())
}

/// Keeps what an act made of it.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else changed it in between; nothing is written then.
pub async fn save(conn: &impl ConnectionTrait, kept: &Kept, entry: Entry) -> Result<(), StoreError> {
    let text = "UPDATE dispatches SET state = $3, is_open = $4, ground = $5, instead = $6, version = version + 1 \
                WHERE id = $1 AND version = $2";
    let objection = kept.dispatch.objection;
    let values = values![
        kept.id,
        kept.version,
        kept.dispatch.state.code(),
        i64::from(kept.dispatch.state.is_open()),
        objection.map(|(ground, _)| ground.code()),
        objection.and_then(|(_, instead)| instead).map(|body| body.0)
    ];
    if sql::run(conn, text, values).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    if kept.dispatch.state == State::Objected {
        let to = Told::Duties(Action::RuleDispatch.duties().to_vec(), None);
        let event = Event::new(Occasion::CompetenceDisputed, About::Dispute, kept.seq, to);
        event.at(kept.id).tell(conn, entry.at).await?;
    }
    journal::append(conn, WORD, kept.id, &[entry], None).await
}

/// Whose orders a list holds: those sent to `bodies`, and, for a dispatcher, those of the requests within `scope`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The bodies of the reader's posts.
    pub bodies: Vec<BodyId>,
    /// What the reader dispatches.
    pub scope: Scope,
}

impl Reach {
    fn query(&self) -> Where {
        let mut query = Where::default();
        let mut any: Vec<String> =
            self.bodies.iter().map(|body| format!("d.body = {}", query.bind(body.0))).collect();
        for reach in &self.scope.reaches {
            let ordinary = ordinary("r", false);
            any.push(query.reach(reach, "r", &ordinary).unwrap_or_else(|| "1 = 1".to_owned()));
        }
        query.any_of(&any);
        query
    }

    fn asked(&self, shown: Shown) -> Where {
        let mut query = self.query();
        match shown {
            Shown::Open => query.equals("d.is_open", 1_i64),
            Shown::Late(now) => {
                query.equals("d.state", State::Waiting.code());
                let now = query.bind(to_micros(now));
                query.and(format!("d.answer_by <= {now}"));
            }
            Shown::Objected => query.equals("d.state", State::Objected.code()),
            Shown::Over => query.equals("d.is_open", 0_i64),
        }
        query
    }
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Those that somebody still has to do something with.
    Open,
    /// Those that nobody answered in time, at this instant.
    Late(Moment),
    /// Those of which competence is disputed.
    Objected,
    /// Those that are over.
    Over,
}

/// A page of them, the oldest first, after the one of `after`; and where the next page begins.
pub async fn list(
    conn: &impl ConnectionTrait,
    reach: &Reach,
    shown: Shown,
    after: Option<Uuid>,
) -> Result<Rows<Kept, Uuid>, StoreError> {
    let mut query = reach.asked(shown);
    if let Some(after) = after {
        let after = query.bind(after);
        query.and(format!("d.id > {after}"));
    }
    let text = format!("{FOUND}{} ORDER BY d.id LIMIT {}", query.sql(), PAGE + 1);
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    Ok(Rows::of(rows.into_iter().map(Row::kept).collect::<Result<_, _>>()?, |kept: &Kept| kept.id))
}

/// How many there are. Nobody counts those that are over: they grow with the archive.
pub async fn count(conn: &impl ConnectionTrait, reach: &Reach, shown: Shown) -> Result<u64, StoreError> {
    let query = reach.asked(shown);
    let text =
        format!("SELECT count(*) FROM dispatches d JOIN requests r ON r.seq = d.number{}", query.sql());
    let found: Option<i64> = sql::value(conn, &text, query.values).await?;
    Ok(found.and_then(|found| u64::try_from(found).ok()).unwrap_or_default())
}

/// One of them, if the reader reaches it.
pub async fn find(conn: &impl ConnectionTrait, reach: &Reach, id: Uuid) -> Result<Option<Kept>, StoreError> {
    let mut query = reach.query();
    query.equals("d.id", id);
    let text = format!("{FOUND}{}", query.sql());
    let row: Option<Row> = sql::first(conn, &text, query.values).await?;
    row.map(Row::kept).transpose()
}

/// Everything that was sent of one number, the lead first.
pub async fn of_number(conn: &impl ConnectionTrait, seq: i64) -> Result<Vec<Kept>, StoreError> {
    let text = format!("{FOUND} WHERE d.number = $1 ORDER BY d.part, d.id");
    let rows: Vec<Row> = sql::all(conn, &text, values![seq]).await?;
    rows.into_iter().map(Row::kept).collect()
}
