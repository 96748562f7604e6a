-- What somebody does here: duties (JSON) × body × street (NULL: the whole district) × days. `of` is set where somebody
-- stands in for a colleague; `post` is the colleague's post then. The columns duties and street of accounts are read no more.
CREATE TABLE posts (
  id BLOB PRIMARY KEY, account BLOB NOT NULL, duties TEXT NOT NULL, body BLOB, street TEXT,
  from_day TEXT NOT NULL, until_day TEXT, of BLOB, post BLOB, given_at INTEGER NOT NULL, given_by TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX posts_account ON posts (account);
CREATE INDEX posts_body ON posts (body);
CREATE INDEX posts_of ON posts (of);
INSERT INTO posts (id, account, duties, body, street, from_day, given_at, given_by)
  SELECT id, id, duties, body, street, '2020-01-01', 0, '{"kind":"system"}' FROM accounts;

-- The trail of sign-ins, posts, exports and readings lies in the journal; whoever audits reads it newest first.
CREATE INDEX journal_trail ON journal (seq) WHERE word = 'trail';
