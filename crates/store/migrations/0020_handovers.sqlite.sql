-- What whoever goes off duty leaves for the next one of a body; `text` is sealed.
CREATE TABLE handovers (
  id BLOB PRIMARY KEY, body BLOB NOT NULL, at INTEGER NOT NULL, account BLOB NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX handovers_body ON handovers (body, at);
CREATE INDEX handovers_at ON handovers (at);
