-- A whistle: `state` is sealed under the key of the number it is about, else under its own. `whistle_calls` is derived from
-- it, in one transaction with it: what the called body still owes and by when, and what the monthly table counts.
CREATE TABLE whistles (
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL, number TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,
  street TEXT NOT NULL, place TEXT NOT NULL, body BLOB NOT NULL, about INTEGER, class TEXT NOT NULL, is_open INTEGER NOT NULL,
  blown_at INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE UNIQUE INDEX whistles_id ON whistles (id);
CREATE INDEX whistles_street ON whistles (street, is_open, seq);
CREATE INDEX whistles_body ON whistles (body, is_open, seq);
CREATE INDEX whistles_open ON whistles (is_open, seq);
CREATE INDEX whistles_about ON whistles (about);
CREATE TABLE whistle_calls (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, body BLOB NOT NULL, stage TEXT NOT NULL, is_owed INTEGER NOT NULL,
  due_at INTEGER NOT NULL, called_at INTEGER NOT NULL, month TEXT NOT NULL, signed_in_time INTEGER, arrived_in_time INTEGER,
  responded INTEGER, solved INTEGER, satisfied INTEGER, is_clear INTEGER, is_competent INTEGER, is_supported INTEGER,
  look_at INTEGER, link BLOB, link_until INTEGER
) WITHOUT ROWID;
CREATE INDEX whistle_calls_number ON whistle_calls (number);
CREATE INDEX whistle_calls_owed ON whistle_calls (body, is_owed, due_at, id);
CREATE INDEX whistle_calls_month ON whistle_calls (month, body);
CREATE INDEX whistle_calls_look ON whistle_calls (look_at);
CREATE UNIQUE INDEX whistle_calls_link ON whistle_calls (link);
-- What was told of a late call, once each level: `period` is what was owed, `due_at` until when.
CREATE TABLE whistle_notices (
  id BLOB PRIMARY KEY, call BLOB NOT NULL, number INTEGER NOT NULL, street TEXT NOT NULL, level TEXT NOT NULL,
  period TEXT NOT NULL, due_at INTEGER NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX whistle_notices_once ON whistle_notices (call, level, period, due_at);
CREATE INDEX whistle_notices_number ON whistle_notices (number);
CREATE INDEX whistle_notices_level ON whistle_notices (level, id);
