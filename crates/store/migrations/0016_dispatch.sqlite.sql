-- What of a number was sent to which body, and what became of it there. `sent` says by which rule; no words of anybody.
CREATE TABLE dispatches (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, body BLOB NOT NULL, part TEXT NOT NULL, state TEXT NOT NULL, is_open INTEGER NOT NULL,
  sent_at INTEGER NOT NULL, answer_by INTEGER NOT NULL, version INTEGER NOT NULL, rules TEXT NOT NULL, sent TEXT NOT NULL,
  ground TEXT, instead BLOB, UNIQUE (number, body)
) WITHOUT ROWID;
CREATE INDEX dispatches_body ON dispatches (body, is_open, id);
CREATE INDEX dispatches_state ON dispatches (state, id);
CREATE INDEX dispatches_open ON dispatches (is_open, id);
