-- What is kept of an account's password beside it. What stands there already counts from now on.
CREATE TABLE credentials (
  account BLOB PRIMARY KEY, password_set_at INTEGER NOT NULL, earlier TEXT NOT NULL, subject TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX credentials_subject ON credentials (subject);
INSERT INTO credentials (account, password_set_at, earlier)
  SELECT id, unixepoch() * 1000000, '[]' FROM accounts WHERE password <> '';

-- Second factors; `secret` is sealed, `credential` the id of a passkey, `step` the last time step a code was taken for.
CREATE TABLE factors (
  id BLOB PRIMARY KEY, account BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, credential BLOB,
  secret TEXT NOT NULL, step INTEGER NOT NULL, added_at INTEGER NOT NULL, used_at INTEGER
) WITHOUT ROWID;
CREATE INDEX factors_account ON factors (account);
CREATE UNIQUE INDEX factors_credential ON factors (credential);

CREATE TABLE recovery_codes (
  digest BLOB PRIMARY KEY, account BLOB NOT NULL, made_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX recovery_codes_account ON recovery_codes (account);

-- A sign-in that is under way: what was shown so far, and what was asked.
CREATE TABLE halfway (
  id BLOB PRIMARY KEY, account BLOB, data TEXT NOT NULL, expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX halfway_expiry ON halfway (expires_at);

CREATE TABLE invitations (
  digest BLOB PRIMARY KEY, account BLOB NOT NULL UNIQUE, made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX sessions_account ON sessions (account);

-- How a message goes out. After `until` it is of no use.
ALTER TABLE messages ADD COLUMN channel TEXT NOT NULL DEFAULT 'sms';
ALTER TABLE messages ADD COLUMN until INTEGER;
