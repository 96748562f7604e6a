-- What else the figures read of a case.
ALTER TABLE cases ADD COLUMN is_sued BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN is_relapsed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN is_withdrawn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN agreed_fen BIGINT NOT NULL DEFAULT 0;
-- The cases behind a figure: those of some months in the reader's territory.
CREATE INDEX cases_street_accepted ON cases (street, accepted_on);
CREATE INDEX cases_body_accepted ON cases (body, accepted_on);

-- The figures of the official tables, kept up with every save of a case, so that no page counts cases. `month` is that
-- of acceptance and `figure` a code of domain::report; under the month '' stands how many cases are open in each stage.
CREATE TABLE report_counts (
  month TEXT NOT NULL, street TEXT NOT NULL, body UUID NOT NULL, is_ordinary BIGINT NOT NULL, figure TEXT NOT NULL,
  value BIGINT NOT NULL, PRIMARY KEY (month, street, body, is_ordinary, figure)
);
