-- An owned case: `state` is sealed under the key of the number it is about. `owned_measures` is derived from it, in one
-- transaction with it: what each body of the team owes and by when. One number is owned once at a time.
CREATE TABLE owned_cases (
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL, number TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,
  stage TEXT NOT NULL, is_open INTEGER NOT NULL, street TEXT NOT NULL, body BLOB NOT NULL, about INTEGER NOT NULL,
  about_number TEXT NOT NULL, leader BLOB, nominated_at INTEGER NOT NULL, due_at INTEGER NOT NULL, look_at INTEGER,
  state TEXT NOT NULL
);
CREATE UNIQUE INDEX owned_cases_id ON owned_cases (id);
CREATE UNIQUE INDEX owned_cases_once ON owned_cases (about) WHERE is_open = 1;
CREATE INDEX owned_cases_about ON owned_cases (about);
CREATE INDEX owned_cases_leader ON owned_cases (leader, is_open, due_at);
CREATE INDEX owned_cases_stage ON owned_cases (stage, seq);
CREATE INDEX owned_cases_open ON owned_cases (is_open, seq);
CREATE INDEX owned_cases_look ON owned_cases (look_at);
CREATE TABLE owned_measures (
  number INTEGER NOT NULL, nth INTEGER NOT NULL, body BLOB NOT NULL, stage TEXT NOT NULL, is_owed INTEGER NOT NULL,
  due_at INTEGER NOT NULL, PRIMARY KEY (number, nth)
) WITHOUT ROWID;
CREATE INDEX owned_measures_owed ON owned_measures (body, is_owed, due_at);
-- What was told of something late, once each level: `owed` is what, `measure` which (0: none), `due_at` until when.
CREATE TABLE owned_notices (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, level TEXT NOT NULL, owed TEXT NOT NULL, measure INTEGER NOT NULL,
  due_at INTEGER NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX owned_notices_once ON owned_notices (number, owed, measure, level, due_at);
