-- What other bodies are asked to do on a case; derived from it, in one transaction with it. `due_at` of what has no end is
-- the largest number.
CREATE TABLE linked_tasks (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, body UUID NOT NULL, stage TEXT NOT NULL, is_open BIGINT NOT NULL,
  is_owed BIGINT NOT NULL, due_at BIGINT NOT NULL
);
CREATE INDEX linked_tasks_body ON linked_tasks (body, is_open, due_at, id);
CREATE INDEX linked_tasks_owed ON linked_tasks (body, is_owed, due_at, id);
CREATE INDEX linked_tasks_number ON linked_tasks (number);
-- Which body sent a number here itself, and when it was told what came of it.
CREATE TABLE referrals (
  number BIGINT PRIMARY KEY, body UUID NOT NULL, sent_at BIGINT NOT NULL, replied_at BIGINT
);
CREATE INDEX referrals_body ON referrals (body, number);
