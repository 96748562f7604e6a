-- What is shared with which body; derived from the case, in one transaction with it. `until_on` is the last day.
CREATE TABLE sharings (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, body UUID NOT NULL, is_in_force BIGINT NOT NULL, until_on TEXT NOT NULL
);
CREATE INDEX sharings_body ON sharings (body, is_in_force, until_on);
CREATE INDEX sharings_number ON sharings (number);
