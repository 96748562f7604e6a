-- An owned case: `state` is sealed under the key of the number it is about. `owned_measures` is derived from it, in one
-- transaction with it: what each body of the team owes and by when. One number is owned once at a time.
CREATE TABLE owned_cases (
  seq BIGINT PRIMARY KEY, id UUID NOT NULL, number TEXT NOT NULL, version BIGINT NOT NULL, kind TEXT NOT NULL,
  stage TEXT NOT NULL, is_open BIGINT NOT NULL, street TEXT NOT NULL, body UUID NOT NULL, about BIGINT NOT NULL,
  about_number TEXT NOT NULL, leader UUID, nominated_at BIGINT NOT NULL, due_at BIGINT NOT NULL, look_at BIGINT,
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
  number BIGINT NOT NULL, nth BIGINT NOT NULL, body UUID NOT NULL, stage TEXT NOT NULL, is_owed BIGINT NOT NULL,
  due_at BIGINT NOT NULL, PRIMARY KEY (number, nth)
);
CREATE INDEX owned_measures_owed ON owned_measures (body, is_owed, due_at);
-- What was told of something late, once each level: `owed` is what, `measure` which (0: none), `due_at` until when.
CREATE TABLE owned_notices (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, level TEXT NOT NULL, owed TEXT NOT NULL, measure BIGINT NOT NULL,
  due_at BIGINT NOT NULL, at BIGINT NOT NULL
);
CREATE UNIQUE INDEX owned_notices_once ON owned_notices (number, owed, measure, level, due_at);
