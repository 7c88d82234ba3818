CREATE INDEX CONCURRENTLY triage_override ON triage_decision (appeal_id DESC, n DESC) WHERE n > 1
