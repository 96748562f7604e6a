-- Who asked to see the identities of a sealed file, why (in `state`), and what came of it. `until_at` is set while open.
CREATE TABLE identity_requests (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, account BLOB NOT NULL, asked_at INTEGER NOT NULL, is_open INTEGER NOT NULL,
  until_at INTEGER, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX identity_requests_number ON identity_requests (number, account);
CREATE INDEX identity_requests_open ON identity_requests (is_open, asked_at);
