-- An event of which somebody is to be told: a row of the transaction of its cause, taken out when it was told.
CREATE TABLE tellings (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number BIGINT NOT NULL, at BIGINT NOT NULL, event TEXT NOT NULL
);
CREATE INDEX tellings_number ON tellings (number);

-- What each account was told: one row an event and account. `about` and `thing` say what it leads to; no words of anybody.
CREATE TABLE account_notices (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account UUID NOT NULL, telling BIGINT NOT NULL, number BIGINT NOT NULL,
  at BIGINT NOT NULL, occasion TEXT NOT NULL, about TEXT NOT NULL, thing UUID NOT NULL, detail TEXT NOT NULL,
  duty TEXT NOT NULL, due_at BIGINT, is_urgent BIGINT NOT NULL, is_read BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_notices_once ON account_notices (account, telling);
CREATE INDEX account_notices_list ON account_notices (account, id);
CREATE INDEX account_notices_unread ON account_notices (account, id) WHERE is_read = 0;
CREATE INDEX account_notices_number ON account_notices (number);
CREATE INDEX account_notices_at ON account_notices (at);

-- What goes out of it, by which way and when.
CREATE TABLE notice_sendings (
  notice BIGINT NOT NULL, channel TEXT NOT NULL, account UUID NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (notice, channel)
);
CREATE INDEX notice_sendings_at ON notice_sendings (at);

-- What somebody chose of messages. `mail` and `phone` are sealed.
CREATE TABLE notice_choices (
  account UUID PRIMARY KEY, version BIGINT NOT NULL, lang TEXT NOT NULL, choice TEXT NOT NULL, mail TEXT, phone TEXT
);

-- The browsers to which notices of an account are pushed: `id` is the digest of the address, `state` is sealed.
CREATE TABLE push_subscriptions (
  id UUID PRIMARY KEY, account UUID NOT NULL, made_at BIGINT NOT NULL, browser TEXT NOT NULL, state TEXT NOT NULL
);
CREATE INDEX push_subscriptions_account ON push_subscriptions (account);
