-- What other bodies are asked to do on a case; derived from it, in one transaction with it. `due_at` of what has no end is
-- the largest number.
CREATE TABLE linked_tasks (
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, body BLOB NOT NULL, stage TEXT NOT NULL, is_open INTEGER NOT NULL,
  is_owed INTEGER NOT NULL, due_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX linked_tasks_body ON linked_tasks (body, is_open, due_at, id);
CREATE INDEX linked_tasks_owed ON linked_tasks (body, is_owed, due_at, id);
CREATE INDEX linked_tasks_number ON linked_tasks (number);
-- Which body sent a number here itself, and when it was told what came of it.
CREATE TABLE referrals (
  number INTEGER PRIMARY KEY, body BLOB NOT NULL, sent_at INTEGER NOT NULL, replied_at INTEGER
) WITHOUT ROWID;
CREATE INDEX referrals_body ON referrals (body, number);
