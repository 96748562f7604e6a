-- Which record of another system became which number here, so that a second import passes it over.
CREATE TABLE imports (
  kind TEXT NOT NULL, source TEXT NOT NULL, number BIGINT NOT NULL, digest BYTEA NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (kind, source)
);
CREATE INDEX imports_number ON imports (number);
