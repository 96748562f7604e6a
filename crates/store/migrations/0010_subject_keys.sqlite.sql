-- The keys under which what people told is sealed, each wrapped under a master key that is not in the database. `subject`
-- is a party, or nil for what a number itself tells; number 0 is the platform's own. `master` is the number of the master
-- key; 0 and a key of zeros once the subject was erased.
CREATE TABLE subject_keys (
  number INTEGER NOT NULL, subject BLOB NOT NULL, master INTEGER NOT NULL, wrapped BLOB NOT NULL,
  PRIMARY KEY (number, subject)
) WITHOUT ROWID;
