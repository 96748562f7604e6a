-- What is shared with which body; derived from the case, in one transaction with it. `until_on` is the last day.
CREATE TABLE sharings (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, body BLOB NOT NULL, is_in_force INTEGER NOT NULL, until_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sharings_body ON sharings (body, is_in_force, until_on);
CREATE INDEX sharings_number ON sharings (number);
