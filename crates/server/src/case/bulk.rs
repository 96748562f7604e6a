//! How do a great many whole requests and cases get into their rows at once?
//!
//! Importing a district and playing a demonstration bring requests and cases with all that has happened to them. The
//! rows are the same as if all steps had been saved at once: as version 1, whose last entry vouches for the state.

use fengqiao_base::{Actor, Moment};
use fengqiao_domain::{
    case::{Case, Stage},
    intake::{FiledParty, Request, duplicates::Traits},
    report::Host,
    search,
};
use fengqiao_seal::Ready;
use fengqiao_store::{
    Engine, StoreError, Tx,
    bulk::Rows,
    dialect,
    journal::{self, Entry},
    time::to_micros,
    values,
};

use super::store;
use crate::{
    app::App,
    intake, linked,
    report::counters::{self, Counts},
    sharing,
    vault::{Subject, Vault},
};

/// A request with its people, and the case that came of it, if one did.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The request, with everything that happened to it.
    pub request: Request,
    /// What its people told.
    pub parties: Vec<FiledParty>,
    /// The case, with everything that happened on it, and the kind of committee, as the official table counts it.
    pub case: Option<(Case, Host)>,
}

/// What makes digests that only this platform can make, and seals what is kept.
#[derive(Clone)]
pub struct Secrets {
    blocking: [u8; 32],
    follow: [u8; 32],
    vault: Vault,
}

impl Secrets {
    /// Those of this platform.
    pub fn of(app: &App) -> Self {
        Self {
            blocking: app.keys.derived("blocking"),
            follow: app.keys.derived("follow"),
            vault: app.vault.clone(),
        }
    }
}

/// Rows of many requests and cases that wait to be written.
pub struct Batch {
    subjects: Rows,
    requests: Rows,
    cases: Rows,
    parties: Rows,
    keys: Rows,
    words: Rows,
    clocks: Rows,
    reopenings: Rows,
    ended: Rows,
    sharings: Rows,
    tasks: Rows,
    journal: Rows,
    counts: Counts,
}

impl Batch {
    /// An empty one for this engine.
    pub fn new(engine: Engine) -> Self {
        Self {
            subjects: Vault::rows(),
            requests: Rows::of("requests", intake::store::COLUMNS),
            cases: Rows::of("cases", store::COLUMNS),
            parties: Rows::of("parties", "id, number, side, state"),
            keys: Rows::of("blocking_keys", "key, number"),
            words: dialect::word_rows(engine),
            clocks: Rows::of("clocks", "number, name, due_at, warn_at, calendar"),
            reopenings: Rows::of("reopenings", "previous, number"),
            ended: Rows::of("disposals", "number, state, look_on"),
            sharings: sharing::store::rows(),
            tasks: linked::store::rows(),
            journal: journal::rows(),
            counts: Counts::new(),
        }
    }

    /// Adds one, under the sequence of its own number. `now` is the moment from which clocks are looked at.
    pub fn add(&mut self, whole: Whole, secrets: &Secrets, now: Moment) {
        self.add_found_by(whole, "", secrets, now);
    }

    /// The same, found by more words than its own, such as the number it had in another system.
    pub fn add_found_by(&mut self, whole: Whole, more: &str, secrets: &Secrets, now: Moment) {
        let Whole { request, parties, case } = whole;
        let seq = request.number.sequence();
        for key in Traits::of_request(&request, &parties).keys(&secrets.blocking) {
            self.keys.push(values![key, seq]);
        }
        let mut words = intake::store::words(&request, &parties);
        if !more.is_empty() {
            words.extend([" ", &search::tokens(more)]);
        }
        self.words.push(values![seq, secrets.vault.spell(&words)]);
        for party in &parties {
            self.add_party(party, seq, secrets, request.filed_at, request.filed_by);
        }
        // Once there is a case, the clocks of the number are the case's.
        for one in request.clocks.iter().filter(|_| case.is_none()) {
            let Some(look) = one.clock.next_look(now) else { continue };
            let (due, calendar) = (to_micros(one.clock.due.at), one.clock.calendar_version.as_str());
            self.clocks.push(values![seq, one.name.code(), due, to_micros(look), calendar]);
        }
        let has_ended = match &case {
            Some((case, _)) => matches!(case.stage, Stage::Archived { .. }),
            None => intake::store::has_ended(&request),
        };
        if has_ended {
            self.ended.push(values![seq, "new", ""]);
        }
        let key = secrets.vault.make(&mut self.subjects, Subject::number(seq));
        self.add_request(request, secrets, &key);
        if let Some((case, host)) = case {
            self.add_case(case, host, seq, secrets, &key, now);
        }
    }

    fn add_request(&mut self, mut request: Request, secrets: &Secrets, key: &Ready) {
        let happened = std::mem::take(&mut request.happened);
        request.version = 1;
        let state = intake::store::sealed(&secrets.vault, key, &request);
        self.requests.push(intake::store::row(&secrets.vault, &request, &state, &secrets.follow));
        let entries = intake::store::entries(&happened);
        journal::begin_in(&mut self.journal, intake::store::WORD, request.id.0, &entries, Some(&state));
    }

    fn add_party(&mut self, party: &FiledParty, seq: i64, secrets: &Secrets, at: Moment, by: Actor) {
        let key = secrets.vault.make(&mut self.subjects, Subject::person(seq, party.id));
        let state = intake::store::sealed_details(&secrets.vault, &key, party.id, &party.details);
        let entry = Entry::of(at, by, "told", &serde_json::json!({ "number": seq, "role": party.role }));
        journal::begin_in(&mut self.journal, "party", party.id.0, &[entry], Some(&state));
        self.parties.push(values![party.id.0, seq, party.role.code(), state]);
    }

    fn add_case(
        &mut self,
        mut case: Case,
        host: Host,
        seq: i64,
        secrets: &Secrets,
        key: &Ready,
        now: Moment,
    ) {
        let happened = std::mem::take(&mut case.happened);
        case.version = 1;
        let state = store::sealed(&secrets.vault, key, seq, &case);
        let (values, counted) = store::row(&secrets.vault, &case, &state, seq, host);
        self.cases.push(values);
        counted.count(1, &mut self.counts);
        for clock in case.open_clocks() {
            let Some(look) = clock.next_look(now) else { continue };
            let (due, calendar) = (to_micros(clock.clock.due.at), clock.clock.calendar_version.as_str());
            self.clocks.push(values![seq, clock.key(), due, to_micros(look), calendar]);
        }
        for link in &case.linked {
            self.reopenings.push(values![link.case.0, seq]);
        }
        sharing::store::push(&mut self.sharings, seq, &case);
        linked::store::push(&mut self.tasks, seq, &case);
        let entries = store::entries(&happened);
        journal::begin_in(&mut self.journal, store::WORD, case.id.0, &entries, Some(&state));
    }

    /// How many requests wait.
    pub fn requests(&self) -> u64 {
        self.requests.len() as u64
    }

    /// How many cases wait.
    pub fn cases(&self) -> u64 {
        self.cases.len() as u64
    }

    /// Writes everything in one transaction.
    pub async fn write(self, tx: &Tx) -> Result<(), StoreError> {
        let Self {
            subjects,
            requests,
            cases,
            parties,
            keys,
            words,
            clocks,
            reopenings,
            ended,
            sharings,
            tasks,
            journal,
            counts,
        } = self;
        for rows in [
            subjects, requests, cases, parties, keys, words, clocks, reopenings, ended, sharings, tasks,
            journal,
        ] {
            rows.write(tx).await?;
        }
        counters::add(tx, &counts).await
    }
}
