-- Who asked to see the identities of a sealed file, why (in `state`), and what came of it. `until_at` is set while open.
CREATE TABLE identity_requests (
  id UUID PRIMARY KEY, number BIGINT NOT NULL, account UUID NOT NULL, asked_at BIGINT NOT NULL, is_open BIGINT NOT NULL,
  until_at BIGINT, state TEXT NOT NULL
);
CREATE INDEX identity_requests_number ON identity_requests (number, account);
CREATE INDEX identity_requests_open ON identity_requests (is_open, asked_at);
