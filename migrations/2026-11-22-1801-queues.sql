-- Who works on a ticket of the queue now without owning it: a lease. One for each ticket, and so many for each person as the
-- team allows: slots 1, 2, …, held by the database.
create table claims (
  id            uuid primary key,
  ticket_id     uuid not null references tickets,
  team_id       uuid not null references teams,
  person_id     uuid not null references people,
  slot          smallint not null check (slot between 1 and 10),
  -- why it was given: [{kind, …}]
  reasons       jsonb not null default '[]',
  idle_seconds  integer not null check (idle_seconds > 0),
  warn_seconds  integer not null check (warn_seconds > 0),
  at            timestamptz not null,
  -- the last sign of life; written for many people at once
  active_at     timestamptz not null,
  -- asked whether they go on
  warned_at     timestamptz,
  -- a live call: no time passes
  protected_at  timestamptz,
  ended_at      timestamptz,
  outcome       text check (outcome in ('kept', 'given-back', 'idle', 'released', 'moved', 'left')),
  ended_by      uuid references people,
  -- a lead's words for releasing it
  end_reason    text not null default '',
  check ((ended_at is null) = (outcome is null)),
  check (ended_at is null or (warned_at is null and protected_at is null))
);
create unique index claims_ticket on claims (ticket_id) where ended_at is null;
create unique index claims_person on claims (person_id, slot) where ended_at is null;
create index claims_team on claims (team_id, at) where ended_at is null;
create index claims_of_ticket on claims (ticket_id, at);

-- Tickets taken out of their turn, and why: for the team's leads.
create table queue_picks (
  id         uuid primary key,
  ticket_id  uuid not null references tickets,
  team_id    uuid not null references teams,
  person_id  uuid not null references people,
  reason     text not null,
  at         timestamptz not null
);
create index queue_picks_team on queue_picks (team_id, at desc);
create index queue_picks_ticket on queue_picks (ticket_id);
