-- Every calendar by which ends were reckoned, the last one in force: `name` changes with every change of a day, `text` is
-- the table that was imported ('' for the one that came with the program or its settings).
CREATE TABLE calendars (
  version BIGINT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, imported_at BIGINT NOT NULL, imported_by TEXT NOT NULL
);
-- By which calendar the end of a clock was reckoned.
ALTER TABLE clocks ADD COLUMN calendar TEXT NOT NULL DEFAULT '';
CREATE INDEX clocks_calendar ON clocks (calendar, number);
-- Every end that a calendar moved, once; `word` is case or intake.
CREATE TABLE clock_moves (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, calendar TEXT NOT NULL, number BIGINT NOT NULL, word TEXT NOT NULL, clock TEXT NOT NULL,
  rule TEXT NOT NULL, before_on TEXT NOT NULL, after_on TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL
);
CREATE UNIQUE INDEX clock_moves_once ON clock_moves (calendar, number, clock, before_on);
CREATE INDEX clock_moves_list ON clock_moves (calendar, id);
