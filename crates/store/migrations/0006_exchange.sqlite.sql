-- Which record of another system became which number here, so that a second import passes it over.
CREATE TABLE imports (
  kind TEXT NOT NULL, source TEXT NOT NULL, number INTEGER NOT NULL, digest BLOB NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (kind, source)
) WITHOUT ROWID;
CREATE INDEX imports_number ON imports (number);
