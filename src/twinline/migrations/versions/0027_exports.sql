-- What the account saw when its workbook was made: a hash, compared when it is fetched.
ALTER TABLE list_export ADD COLUMN sight bytea;
