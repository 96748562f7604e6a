-- Which closed case was opened anew as which, so that one dispute is not open twice.
CREATE TABLE reopenings (previous UUID NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (previous, number));
INSERT INTO reopenings
  SELECT DISTINCT CAST(link ->> 'case' AS UUID), cases.seq
  FROM cases, LATERAL json_array_elements(CAST(cases.state AS JSON) -> 'linked') AS link
  WHERE cases.state LIKE '%"reopened_for"%';
