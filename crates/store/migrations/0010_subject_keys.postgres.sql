-- The keys under which what people told is sealed, each wrapped under a master key that is not in the database. `subject`
-- is a party, or nil for what a number itself tells; number 0 is the platform's own. `master` is the number of the master
-- key; 0 and a key of zeros once the subject was erased.
CREATE TABLE subject_keys (
  number BIGINT NOT NULL, subject UUID NOT NULL, master BIGINT NOT NULL, wrapped BYTEA NOT NULL,
  PRIMARY KEY (number, subject)
);
