-- What has ended, until when it is kept, and what became of it: one row a number. `look_on` is the day on which it is to
-- be looked at next ('': at once; NULL: never), `last_day` the last day of its term, `kept_until` the one that somebody
-- decided on; `law` is the source of the rule as it read when it was proposed. `reason` is sealed. What was
-- destroyed stays here for ever: the rows are the register (销毁清册).
CREATE TABLE disposals (
  number BIGINT PRIMARY KEY, state TEXT NOT NULL, look_on TEXT, shown TEXT NOT NULL DEFAULT '',
  street TEXT NOT NULL DEFAULT '', body UUID, mediator UUID, class TEXT NOT NULL DEFAULT '', dispute_type TEXT, stage TEXT NOT NULL DEFAULT '',
  outcome TEXT, rule TEXT NOT NULL DEFAULT '', law TEXT NOT NULL DEFAULT '', version BIGINT NOT NULL DEFAULT 0, since TEXT, last_day TEXT, proposed_at BIGINT,
  decided_at BIGINT, decided_by TEXT, kept_until TEXT, reason TEXT
);
CREATE INDEX disposals_look ON disposals (look_on, number) WHERE look_on IS NOT NULL;
CREATE INDEX disposals_list ON disposals (state, rule, number);
CREATE INDEX attachments_digest ON attachments (digest);
CREATE INDEX documents_digest ON documents (digest);
CREATE INDEX blocking_keys_number ON blocking_keys (number);
CREATE INDEX disposals_register ON disposals (decided_at, number) WHERE state = 'destroyed';
INSERT INTO disposals (number, state, look_on) SELECT seq, 'new', '' FROM cases WHERE stage = 'S17';
INSERT INTO disposals (number, state, look_on) SELECT seq, 'new', '' FROM requests
  WHERE stage IN ('withdrawn', 'refused') OR (stage = 'transferred' AND is_open = 0);
