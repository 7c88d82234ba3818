-- A build that was broken off leaves an index that nobody reads: the next try begins anew.
DROP INDEX CONCURRENTLY IF EXISTS appeal_filters;
CREATE INDEX CONCURRENTLY appeal_filters
    ON appeal (id, received_at, matter, type, danger, owner_platform, division text_pattern_ops);
DROP INDEX CONCURRENTLY IF EXISTS appeal_open;
CREATE INDEX CONCURRENTLY appeal_open ON appeal (id) WHERE closed_at IS NULL;
DROP INDEX CONCURRENTLY IF EXISTS work_order_filters;
CREATE INDEX CONCURRENTLY work_order_filters
    ON work_order (id, state, type, danger, redo_count, division text_pattern_ops, lead_unit_id);
-- A state that only ended orders have, asked for among the open ones, finds nothing: that too is to be quick.
DROP INDEX CONCURRENTLY IF EXISTS work_order_open_newest;
CREATE INDEX CONCURRENTLY work_order_open_newest ON work_order (id, state) WHERE closed_at IS NULL;
