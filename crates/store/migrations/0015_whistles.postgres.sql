-- A whistle: `state` is sealed under the key of the number it is about, else under its own. `whistle_calls` is derived from
-- it, in one transaction with it: what the called body still owes and by when, and what the monthly table counts.
CREATE TABLE whistles (
  seq BIGINT PRIMARY KEY, id UUID NOT NULL, number TEXT NOT NULL, version BIGINT NOT NULL, kind TEXT NOT NULL,
  street TEXT NOT NULL, place TEXT NOT NULL, body UUID NOT NULL, about BIGINT, class TEXT NOT NULL, is_open BIGINT NOT NULL,
  blown_at BIGINT NOT NULL, state TEXT NOT NULL
);
CREATE UNIQUE INDEX whistles_id ON whistles (id);
CREATE INDEX whistles_street ON whistles (street, is_open, seq);
CREATE INDEX whistles_body ON whistles (body, is_open, seq);
CREATE INDEX whistles_open ON whistles (is_open, seq);
CREATE INDEX whistles_about ON whistles (about);
CREATE TABLE whistle_calls (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, body UUID NOT NULL, stage TEXT NOT NULL, is_owed BIGINT NOT NULL,
  due_at BIGINT NOT NULL, called_at BIGINT NOT NULL, month TEXT NOT NULL, signed_in_time BIGINT, arrived_in_time BIGINT,
  responded BIGINT, solved BIGINT, satisfied BIGINT, is_clear BIGINT, is_competent BIGINT, is_supported BIGINT,
  look_at BIGINT, link BYTEA, link_until BIGINT
);
CREATE INDEX whistle_calls_number ON whistle_calls (number);
CREATE INDEX whistle_calls_owed ON whistle_calls (body, is_owed, due_at, id);
CREATE INDEX whistle_calls_month ON whistle_calls (month, body);
CREATE INDEX whistle_calls_look ON whistle_calls (look_at);
CREATE UNIQUE INDEX whistle_calls_link ON whistle_calls (link);
-- What was told of a late call, once each level: `period` is what was owed, `due_at` until when.
CREATE TABLE whistle_notices (
  id UUID PRIMARY KEY, call UUID NOT NULL, number BIGINT NOT NULL, street TEXT NOT NULL, level TEXT NOT NULL,
  period TEXT NOT NULL, due_at BIGINT NOT NULL, at BIGINT NOT NULL
);
CREATE UNIQUE INDEX whistle_notices_once ON whistle_notices (call, level, period, due_at);
CREATE INDEX whistle_notices_number ON whistle_notices (number);
CREATE INDEX whistle_notices_level ON whistle_notices (level, id);
