-- Moments are microseconds since 1970 (UTC), days ISO text, ids UUIDs, `state` the typed aggregate as JSON.

CREATE SEQUENCE number_sequence;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE bodies (
  id UUID PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL
);

CREATE TABLE accounts (
  id UUID PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL,
  duties TEXT NOT NULL, body UUID, street TEXT, disabled_at BIGINT
);

CREATE TABLE sessions (
  id BYTEA PRIMARY KEY, account UUID, data TEXT NOT NULL, expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE requests (
  seq BIGINT PRIMARY KEY, id UUID NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, version BIGINT NOT NULL,
  stage TEXT NOT NULL, is_open BIGINT NOT NULL, channel TEXT NOT NULL, dispute_type TEXT,
  community TEXT NOT NULL, street TEXT NOT NULL, body UUID, filed_at BIGINT NOT NULL, due_at BIGINT,
  is_urgent BIGINT NOT NULL, secret BYTEA, state TEXT NOT NULL
);
CREATE INDEX requests_queue ON requests (is_open, seq);
CREATE INDEX requests_street ON requests (street, is_open, seq);

CREATE TABLE cases (
  seq BIGINT PRIMARY KEY, id UUID NOT NULL UNIQUE, number TEXT NOT NULL, version BIGINT NOT NULL,
  stage TEXT NOT NULL, is_open BIGINT NOT NULL, class TEXT NOT NULL, dispute_type TEXT NOT NULL,
  community TEXT NOT NULL, street TEXT NOT NULL, body UUID NOT NULL, mediator UUID, turn TEXT NOT NULL,
  title TEXT NOT NULL, opened_at BIGINT NOT NULL, accepted_on TEXT, closed_on TEXT, due_at BIGINT,
  host TEXT NOT NULL, source TEXT NOT NULL, outcome TEXT, agreement_form TEXT, difficulty TEXT NOT NULL,
  amount BIGINT, party_count BIGINT NOT NULL, is_performed BIGINT NOT NULL, is_confirmed BIGINT NOT NULL,
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
  id UUID PRIMARY KEY, number BIGINT NOT NULL, side TEXT NOT NULL, state TEXT NOT NULL
);
CREATE INDEX parties_number ON parties (number);

-- Keys under which two requests about one dispute meet.
CREATE TABLE blocking_keys (
  key TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (key, number)
);

CREATE TABLE clocks (
  number BIGINT NOT NULL, name TEXT NOT NULL, due_at BIGINT NOT NULL, warn_at BIGINT NOT NULL,
  PRIMARY KEY (number, name)
);
CREATE INDEX clocks_due ON clocks (due_at);
CREATE INDEX clocks_warn ON clocks (warn_at);

CREATE TABLE attachments (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
  size BIGINT NOT NULL, digest BYTEA NOT NULL, added_at BIGINT NOT NULL, added_by TEXT NOT NULL
);
CREATE INDEX attachments_number ON attachments (number);

CREATE TABLE documents (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, form TEXT NOT NULL, title TEXT NOT NULL, pages BIGINT NOT NULL,
  digest BYTEA NOT NULL, produced_at BIGINT NOT NULL, produced_by TEXT NOT NULL, input TEXT NOT NULL
);
CREATE INDEX documents_number ON documents (number);

CREATE TABLE journal (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject UUID NOT NULL, nth BIGINT NOT NULL, at BIGINT NOT NULL,
  actor TEXT NOT NULL, word TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
  state BYTEA, prev BYTEA NOT NULL, hash BYTEA NOT NULL
);
CREATE UNIQUE INDEX journal_chain ON journal (subject, nth);
CREATE FUNCTION journal_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is never changed'; END $$;
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_is_final();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_final();

CREATE TABLE checkpoints (
  number BIGINT PRIMARY KEY, at BIGINT NOT NULL, upto BIGINT NOT NULL, entries BIGINT NOT NULL,
  root BYTEA NOT NULL, signature BYTEA NOT NULL
);

CREATE TABLE jobs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,
  due_at BIGINT NOT NULL, taken_until BIGINT NOT NULL, attempts BIGINT NOT NULL, last_error TEXT
);
CREATE INDEX jobs_due ON jobs (state, due_at);

-- The answer to a POST that may come twice.
CREATE TABLE idempotency (
  key TEXT PRIMARY KEY, answer TEXT NOT NULL, at BIGINT NOT NULL
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE words (number BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL);
CREATE INDEX words_tokens ON words USING gin (tokens) WITH (fastupdate = off);
