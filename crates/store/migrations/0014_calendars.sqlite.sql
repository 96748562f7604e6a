-- Every calendar by which ends were reckoned, the last one in force: `name` changes with every change of a day, `text` is
-- the table that was imported ('' for the one that came with the program or its settings).
CREATE TABLE calendars (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, imported_at INTEGER NOT NULL, imported_by TEXT NOT NULL
);
-- By which calendar the end of a clock was reckoned.
ALTER TABLE clocks ADD COLUMN calendar TEXT NOT NULL DEFAULT '';
CREATE INDEX clocks_calendar ON clocks (calendar, number);
-- Every end that a calendar moved, once; `word` is case or intake.
CREATE TABLE clock_moves (
  id INTEGER PRIMARY KEY AUTOINCREMENT, calendar TEXT NOT NULL, number INTEGER NOT NULL, word TEXT NOT NULL, clock TEXT NOT NULL,
  rule TEXT NOT NULL, before_on TEXT NOT NULL, after_on TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE UNIQUE INDEX clock_moves_once ON clock_moves (calendar, number, clock, before_on);
CREATE INDEX clock_moves_list ON clock_moves (calendar, id);
