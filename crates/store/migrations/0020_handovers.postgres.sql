-- What whoever goes off duty leaves for the next one of a body; `text` is sealed.
CREATE TABLE handovers (
  id UUID PRIMARY KEY, body UUID NOT NULL, at BIGINT NOT NULL, account UUID NOT NULL, text TEXT NOT NULL
);
CREATE INDEX handovers_body ON handovers (body, at);
CREATE INDEX handovers_at ON handovers (at);
