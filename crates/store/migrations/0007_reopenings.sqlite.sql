-- Which closed case was opened anew as which, so that one dispute is not open twice.
CREATE TABLE reopenings (previous BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (previous, number)) WITHOUT ROWID;
INSERT INTO reopenings
  SELECT DISTINCT unhex(replace(link.value ->> '$.case', '-', '')), cases.seq
  FROM cases, json_each(cases.state, '$.linked') AS link
  WHERE cases.state LIKE '%"reopened_for"%';
