-- What the intake queue shows of a request, so that no list reads aggregates.
ALTER TABLE requests ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN turn TEXT NOT NULL DEFAULT '';
CREATE INDEX requests_stage ON requests (stage, seq);
CREATE INDEX requests_urgent ON requests (is_open, is_urgent, seq);

-- Short messages on their way to a telephone; whatever sends them takes them from here. Kept for a day.
CREATE TABLE messages (
  id BLOB PRIMARY KEY, at INTEGER NOT NULL, phone TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER
) WITHOUT ROWID;
CREATE INDEX messages_at ON messages (at);

-- How often something was tried in vain; the key is a digest.
CREATE TABLE attempts (
  key TEXT PRIMARY KEY, count INTEGER NOT NULL, until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX attempts_until ON attempts (until);
