-- What somebody was told of a clock: one row an event, so that it is told once. `duty` is who has to act, `also` holds
-- who is told besides (`,head,justice,`), `account` the mediator.
CREATE TABLE notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, word TEXT NOT NULL, clock TEXT NOT NULL,
  kind TEXT NOT NULL, look_at INTEGER NOT NULL, due_at INTEGER NOT NULL, at INTEGER NOT NULL, duty TEXT NOT NULL,
  also TEXT NOT NULL, account BLOB
);
CREATE UNIQUE INDEX notices_once ON notices (number, word, clock, look_at);
CREATE INDEX notices_duty ON notices (duty, id);
