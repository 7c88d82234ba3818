-- By which edition's factors the history was weighed (promise 4); empty for what was weighed before they were in an edition.
ALTER TABLE appeal_history ADD COLUMN versions json NOT NULL DEFAULT '{}';
