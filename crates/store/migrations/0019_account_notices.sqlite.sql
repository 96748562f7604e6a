-- An event of which somebody is to be told: a row of the transaction of its cause, taken out when it was told.
CREATE TABLE tellings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL
);
CREATE INDEX tellings_number ON tellings (number);

-- What each account was told: one row an event and account. `about` and `thing` say what it leads to; no words of anybody.
CREATE TABLE account_notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account BLOB NOT NULL, telling INTEGER NOT NULL, number INTEGER NOT NULL,
  at INTEGER NOT NULL, occasion TEXT NOT NULL, about TEXT NOT NULL, thing BLOB NOT NULL, detail TEXT NOT NULL,
  duty TEXT NOT NULL, due_at INTEGER, is_urgent INTEGER NOT NULL, is_read INTEGER NOT NULL
);
CREATE UNIQUE INDEX account_notices_once ON account_notices (account, telling);
CREATE INDEX account_notices_list ON account_notices (account, id);
CREATE INDEX account_notices_unread ON account_notices (account, id) WHERE is_read = 0;
CREATE INDEX account_notices_number ON account_notices (number);
CREATE INDEX account_notices_at ON account_notices (at);

-- What goes out of it, by which way and when.
CREATE TABLE notice_sendings (
  notice INTEGER NOT NULL, channel TEXT NOT NULL, account BLOB NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (notice, channel)
) WITHOUT ROWID;
CREATE INDEX notice_sendings_at ON notice_sendings (at);

-- What somebody chose of messages. `mail` and `phone` are sealed.
CREATE TABLE notice_choices (
  account BLOB PRIMARY KEY, version INTEGER NOT NULL, lang TEXT NOT NULL, choice TEXT NOT NULL, mail TEXT, phone TEXT
) WITHOUT ROWID;

-- The browsers to which notices of an account are pushed: `id` is the digest of the address, `state` is sealed.
CREATE TABLE push_subscriptions (
  id BLOB PRIMARY KEY, account BLOB NOT NULL, made_at INTEGER NOT NULL, browser TEXT NOT NULL, state TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX push_subscriptions_account ON push_subscriptions (account);
