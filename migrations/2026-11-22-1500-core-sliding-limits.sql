-- Attempts are counted in ten slices of their time, newest first, so that a limit slides instead of beginning anew.
-- `since` is when the newest slice began. Counts are short-lived: those of the old way begin afresh.
delete from limits;
alter table limits drop column count;
alter table limits add column counts integer[] not null default '{}';
-- attempts refused since the last one that was let in; they do not count
alter table limits add column refused integer not null default 0;
