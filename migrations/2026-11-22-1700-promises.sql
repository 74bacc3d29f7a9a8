-- What somebody was told would happen, until when, and who sees to it.
create table promises (
  id             uuid primary key,
  ticket_id      uuid not null references tickets,
  text           text not null,
  due_at         timestamptz not null,
  owner_id       uuid not null references people,
  -- goes to whoever owns the ticket next
  with_ticket    boolean not null,
  to_kind        text not null check (to_kind in ('customer', 'person')),
  to_id          uuid,
  -- the message or note in which it was said
  said_in        uuid,
  state          text not null default 'open' check (state in ('open', 'kept', 'broken', 'withdrawn')),
  made_by        uuid references people,
  made_at        timestamptz not null,
  -- kept; of a broken one: kept late
  kept_at        timestamptz,
  broken_at      timestamptz,
  withdrawn_for  text
);
create index promises_ticket on promises (ticket_id);
create index promises_owner on promises (owner_id, due_at) where state = 'open' or (state = 'broken' and kept_at is null);
create index promises_said on promises (said_in) where said_in is not null;

-- Each time one was given another time: what it was, and whether those it was given to were told.
create table promise_moves (
  id          bigint generated always as identity primary key,
  promise_id  uuid not null references promises,
  was         timestamptz not null,
  due_at      timestamptz not null,
  told        boolean not null,
  reason      text not null,
  by_id       uuid references people,
  at          timestamptz not null
);
create index promise_moves_promise on promise_moves (promise_id, id);
