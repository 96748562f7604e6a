-- Whose turn it is, the next to fall due first; closed cases wait for the archivist and for visits.
CREATE INDEX cases_turn ON cases (turn, due_at) WHERE turn <> '';
CREATE INDEX clocks_name ON clocks (name, due_at);

-- With which code a party reads and acts on its own case; the column holds its digest.
CREATE TABLE party_access (
  secret BYTEA PRIMARY KEY, number BIGINT NOT NULL, party UUID NOT NULL, issued_at BIGINT NOT NULL,
  issued_by TEXT NOT NULL
);
CREATE INDEX party_access_number ON party_access (number);
