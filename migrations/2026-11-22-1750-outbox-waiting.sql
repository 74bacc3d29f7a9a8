-- A mail waits in the outbox until it is due; only then it is handed to a worker.
alter table outbox add column handed boolean not null default false;
create index outbox_waiting on outbox (due_at) where not handed and state in ('queued', 'sending');
