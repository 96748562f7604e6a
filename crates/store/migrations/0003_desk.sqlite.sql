-- Whose turn it is, the next to fall due first; closed cases wait for the archivist and for visits.
CREATE INDEX cases_turn ON cases (turn, due_at) WHERE turn <> '';
CREATE INDEX clocks_name ON clocks (name, due_at);

-- With which code a party reads and acts on its own case; the column holds its digest.
CREATE TABLE party_access (
  secret BLOB PRIMARY KEY, number INTEGER NOT NULL, party BLOB NOT NULL, issued_at INTEGER NOT NULL,
  issued_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX party_access_number ON party_access (number);
