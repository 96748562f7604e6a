-- Moments are microseconds since 1970 (UTC), days ISO text, ids UUIDs, `state` the typed aggregate as JSON.

CREATE TABLE sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO sequences (name, value) VALUES ('number', 0);

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE bodies (
  id BLOB PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE accounts (
  id BLOB PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL,
  duties TEXT NOT NULL, body BLOB, street TEXT, disabled_at INTEGER
) WITHOUT ROWID;

CREATE TABLE sessions (
  id BLOB PRIMARY KEY, account BLOB, data TEXT NOT NULL, expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE requests (
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
  stage TEXT NOT NULL, is_open INTEGER NOT NULL, channel TEXT NOT NULL, dispute_type TEXT,
  community TEXT NOT NULL, street TEXT NOT NULL, body BLOB, filed_at INTEGER NOT NULL, due_at INTEGER,
  is_urgent INTEGER NOT NULL, secret BLOB, state TEXT NOT NULL
);
CREATE INDEX requests_queue ON requests (is_open, seq);
CREATE INDEX requests_street ON requests (street, is_open, seq);

CREATE TABLE cases (
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL, version INTEGER NOT NULL,
  stage TEXT NOT NULL, is_open INTEGER NOT NULL, class TEXT NOT NULL, dispute_type TEXT NOT NULL,
  community TEXT NOT NULL, street TEXT NOT NULL, body BLOB NOT NULL, mediator BLOB, turn TEXT NOT NULL,
  title TEXT NOT NULL, opened_at INTEGER NOT NULL, accepted_on TEXT, closed_on TEXT, due_at INTEGER,
  host TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT, agreement_form TEXT, difficulty TEXT NOT NULL,
  amount INTEGER, party_count INTEGER NOT NULL, is_performed INTEGER NOT NULL, is_confirmed INTEGER NOT NULL,
  state TEXT NOT NULL
);
CREATE INDEX cases_open ON cases (is_open, seq);
CREATE INDEX cases_street ON cases (street, is_open, seq);
CREATE INDEX cases_stage ON cases (stage, seq);
CREATE INDEX cases_mediator ON cases (mediator, is_open, seq);
CREATE INDEX cases_type ON cases (dispute_type, seq);
CREATE INDEX cases_body ON cases (body, is_open, seq);
CREATE INDEX cases_accepted ON cases (accepted_on);

-- What a person or organisation told about itself; the aggregates only hold the id.
CREATE TABLE parties (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, side TEXT NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX parties_number ON parties (number);

-- Keys under which two requests about one dispute meet.
CREATE TABLE blocking_keys (
  key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)
) WITHOUT ROWID;

CREATE TABLE clocks (
  number INTEGER NOT NULL, name TEXT NOT NULL, due_at INTEGER NOT NULL, warn_at INTEGER NOT NULL,
  PRIMARY KEY (number, name)
) WITHOUT ROWID;
CREATE INDEX clocks_due ON clocks (due_at);
CREATE INDEX clocks_warn ON clocks (warn_at);

CREATE TABLE attachments (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
  size INTEGER NOT NULL, digest BLOB NOT NULL, added_at INTEGER NOT NULL, added_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX attachments_number ON attachments (number);

CREATE TABLE documents (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, form TEXT NOT NULL, title TEXT NOT NULL, pages INTEGER NOT NULL,
  digest BLOB NOT NULL, produced_at INTEGER NOT NULL, produced_by TEXT NOT NULL, input TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX documents_number ON documents (number);

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, subject BLOB NOT NULL, nth INTEGER NOT NULL, at INTEGER NOT NULL,
  actor TEXT NOT NULL, word TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
  state BLOB, prev BLOB NOT NULL, hash BLOB NOT NULL
);
CREATE UNIQUE INDEX journal_chain ON journal (subject, nth);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TABLE checkpoints (
  number INTEGER PRIMARY KEY, at INTEGER NOT NULL, upto INTEGER NOT NULL, entries INTEGER NOT NULL,
  root BLOB NOT NULL, signature BLOB NOT NULL
);

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,
  due_at INTEGER NOT NULL, taken_until INTEGER NOT NULL, attempts INTEGER NOT NULL, last_error TEXT
);
CREATE INDEX jobs_due ON jobs (state, due_at);

-- The answer to a POST that may come twice.
CREATE TABLE idempotency (
  key TEXT PRIMARY KEY, answer TEXT NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency (at);

CREATE VIRTUAL TABLE words USING fts5 (tokens, content='', contentless_delete=1, detail=full,
  tokenize="unicode61 remove_diacritics 0");
