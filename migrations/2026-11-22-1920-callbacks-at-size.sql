-- Callbacks are counted by when they were due, of all or of one person, without reading promises of other kinds or other times.
create index promises_callbacks on promises (due_at, owner_id) where kind = 'callback';

-- A callback is offered to others also when whoever owes it works here, or on this ticket, no longer.
alter table callback_offers drop constraint callback_offers_why_check;
alter table callback_offers add constraint callback_offers_why_check check (why in ('on-a-call', 'away', 'gone'));
