-- What leads said yes or no to, and what was decided for customers.

create table approvals (
  id            uuid primary key,
  -- the reserved act and what it needs to be done, as its room registered it
  act           text not null,
  data          jsonb not null,
  -- what would happen, in words of the moment it was asked
  words         text not null,
  ticket_id     uuid references tickets,
  -- whose policy it is when there is no ticket; of a ticket its team of now counts
  team_id       uuid not null references teams,
  requester_id  uuid not null references people,
  reason        text not null,
  context       jsonb not null,
  state         text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  -- who was asked, in order, and how often it went up the line
  asked         uuid[] not null,
  step          integer not null default 0,
  at            timestamptz not null,
  due_at        timestamptz,
  decided_by    uuid references people,
  decided_at    timestamptz,
  answer        text not null default '',
  note_id       uuid,
  check ((state = 'pending') = (decided_at is null)),
  check (decided_by is null or decided_by <> requester_id or state = 'withdrawn')
);
create unique index approvals_one_pending on approvals (ticket_id, act) where state = 'pending' and ticket_id is not null;
create unique index approvals_one_pending_of on approvals (requester_id, act) where state = 'pending' and ticket_id is null;
create index approvals_pending on approvals (at, id) where state = 'pending';
create index approvals_ticket on approvals (ticket_id, at) where ticket_id is not null;
create index approvals_at on approvals (at desc, id desc);

-- Links in mails: each for one person, used once.
create table approval_links (
  mark         text primary key,
  approval_id  uuid not null references approvals,
  person_id    uuid not null references people,
  -- how often the request had gone up the line when it was sent
  step         integer not null,
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create unique index approval_links_of on approval_links (approval_id, person_id, step);

create table decisions (
  id           uuid primary key,
  ticket_id    uuid not null references tickets,
  person_id    uuid not null references people,
  topic        text not null,
  topic_name   text not null,
  cents        bigint not null check (cents >= 0),
  currency     text not null,
  reason       text not null,
  approval_id  uuid references approvals,
  at           timestamptz not null
);
create index decisions_ticket on decisions (ticket_id, at);
