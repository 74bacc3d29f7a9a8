-- Which process a worker is part of, so that the next one on the same machine knows at once that it is gone.
alter table workers add column process text;
