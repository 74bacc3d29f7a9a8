-- Calls and other attempts to reach a customer, callbacks, what may be quoted, and diversions.

-- A callback is a promise whose reminders and whose being attended are the phone's. It is broken so long after its time.
alter table promises
  add column kind     text not null default 'promise' check (kind in ('promise', 'callback')),
  add column grace_ms integer not null default 0;

create table calls (
  id            uuid primary key,
  ticket_id     uuid not null references tickets,
  person_id     uuid not null references people,
  customer_id   uuid references customers,
  -- of the ticket when it was made: what reports count by
  team_id       uuid not null references teams,
  -- 'phone', or another way somebody was tried by hand
  channel       text not null check (channel in ('phone', 'text', 'chat', 'letter', 'visit')),
  direction     text not null check (direction in ('out', 'in')),
  number        text not null default '',
  started_at    timestamptz not null,
  -- null: it runs
  ended_at      timestamptz,
  ended_why     text check (ended_why in ('person', 'limit', 'left')),
  seconds       integer,
  outcome       text check (outcome in ('answered', 'no-answer', 'busy', 'voicemail', 'wrong-number', 'called-back', 'sent')),
  notes         text not null default '',
  next          text check (next in ('none', 'callback', 'wait', 'close', 'hand-off')),
  -- what was read back and agreed to: [{"id", "label", "value", "agreed"}]
  read_back     jsonb not null default '[]',
  -- wrapped up: outcome, notes and next step are said
  wrapped_at    timestamptz,
  -- it was started by mistake: nobody was called
  discarded_at  timestamptz,
  quiet         boolean not null default false,
  -- how the customer had been verified
  verified_how  text,
  verified_at   timestamptz,
  -- the callback it was made for
  promise_id    uuid references promises,
  version       integer not null default 1,
  search        tsvector generated always as (to_tsvector('desk', left(notes, 20000))) stored,
  check (ended_at is null or ended_at >= started_at),
  check (channel = 'phone' or ended_at is not null)
);
create index calls_ticket on calls (ticket_id, started_at, id);
create index calls_person on calls (person_id, started_at);
create index calls_team on calls (team_id, started_at);
create index calls_search on calls using gin (search);
-- One live call a person, whatever happens at once.
create unique index calls_live on calls (person_id) where ended_at is null;
create index calls_unwrapped on calls (person_id) where wrapped_at is null;

create table callbacks (
  promise_id   uuid primary key references promises,
  ticket_id    uuid not null references tickets,
  team_id      uuid not null references teams,
  number       text not null default '',
  -- when and by whom it was attended: the start of the call
  attended_at  timestamptz,
  attended_by  uuid references people,
  call_id      uuid references calls
);
create index callbacks_ticket on callbacks (ticket_id);
create index callbacks_team on callbacks (team_id);

-- A callback whose owner cannot make it, offered to those who are there: the first to take it has it.
create table callback_offers (
  id          uuid primary key,
  promise_id  uuid not null references callbacks,
  from_id     uuid not null references people,
  to_ids      uuid[] not null,
  why         text not null check (why in ('on-a-call', 'away')),
  at          timestamptz not null,
  untaken_at  timestamptz,
  taken_by    uuid references people,
  ended_at    timestamptz
);
create unique index callback_offers_open on callback_offers (promise_id) where ended_at is null;

-- What may be quoted on a call, with where it is from and as of when: a team's, or one ticket's.
create table quotables (
  id           uuid primary key,
  team_id      uuid references teams,
  ticket_id    uuid references tickets,
  kind         text not null check (kind in ('price', 'slot', 'other')),
  text         text not null,
  source       text not null,
  as_of        date not null,
  valid_until  date,
  made_by      uuid not null references people,
  at           timestamptz not null,
  removed_at   timestamptz,
  check (team_id is null or ticket_id is null)
);
create index quotables_ticket on quotables (ticket_id) where ticket_id is not null and removed_at is null;

-- Where somebody's calls go while they cannot take them.
create table diversions (
  id         uuid primary key,
  person_id  uuid not null references people,
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  to_person  uuid references people,
  number     text not null default '',
  note       text not null default '',
  set_by     uuid not null references people,
  set_at     timestamptz not null,
  ended_at   timestamptz,
  check (until_at > from_at),
  check (to_person is not null or number <> '')
);
create unique index diversions_one on diversions (person_id) where ended_at is null;
