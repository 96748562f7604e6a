-- What of a number was sent to which body, and what became of it there. `sent` says by which rule; no words of anybody.
CREATE TABLE dispatches (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, body UUID NOT NULL, part TEXT NOT NULL, state TEXT NOT NULL, is_open BIGINT NOT NULL,
  sent_at BIGINT NOT NULL, answer_by BIGINT NOT NULL, version BIGINT NOT NULL, rules TEXT NOT NULL, sent TEXT NOT NULL,
  ground TEXT, instead UUID, UNIQUE (number, body)
);
CREATE INDEX dispatches_body ON dispatches (body, is_open, id);
CREATE INDEX dispatches_state ON dispatches (state, id);
CREATE INDEX dispatches_open ON dispatches (is_open, id);
