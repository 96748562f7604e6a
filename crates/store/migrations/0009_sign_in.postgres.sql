-- What is kept of an account's password beside it. What stands there already counts from now on.
CREATE TABLE credentials (
  account UUID PRIMARY KEY, password_set_at BIGINT NOT NULL, earlier TEXT NOT NULL, subject TEXT
);
CREATE UNIQUE INDEX credentials_subject ON credentials (subject);
INSERT INTO credentials (account, password_set_at, earlier)
  SELECT id, (extract(epoch from now()) * 1000000)::BIGINT, '[]' FROM accounts WHERE password <> '';

-- Second factors; `secret` is sealed, `credential` the id of a passkey, `step` the last time step a code was taken for.
CREATE TABLE factors (
  id UUID PRIMARY KEY, account UUID NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, credential BYTEA,
  secret TEXT NOT NULL, step BIGINT NOT NULL, added_at BIGINT NOT NULL, used_at BIGINT
);
CREATE INDEX factors_account ON factors (account);
CREATE UNIQUE INDEX factors_credential ON factors (credential);

CREATE TABLE recovery_codes (
  digest BYTEA PRIMARY KEY, account UUID NOT NULL, made_at BIGINT NOT NULL
);
CREATE INDEX recovery_codes_account ON recovery_codes (account);

-- A sign-in that is under way: what was shown so far, and what was asked.
CREATE TABLE halfway (
  id BYTEA PRIMARY KEY, account UUID, data TEXT NOT NULL, expires_at BIGINT NOT NULL
);
CREATE INDEX halfway_expiry ON halfway (expires_at);

CREATE TABLE invitations (
  digest BYTEA PRIMARY KEY, account UUID NOT NULL UNIQUE, made_at BIGINT NOT NULL, expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_account ON sessions (account);

-- How a message goes out. After `until` it is of no use.
ALTER TABLE messages ADD COLUMN channel TEXT NOT NULL DEFAULT 'sms';
ALTER TABLE messages ADD COLUMN until BIGINT;
