-- Passing a ticket on with its context: offered, then accepted, declined or withdrawn. The record stays.

create table handoffs (
  id              uuid primary key,
  ticket_id       uuid not null references tickets,
  -- offer: somebody accepts it first; reassign: took effect at once
  how             text not null check (how in ('offer', 'reassign')),
  -- expired: still open, nobody accepted in time and the leads were told
  state           text not null check (state in ('offered', 'expired', 'accepted', 'declined', 'withdrawn')),
  -- who is answerable until it is accepted, and who owned the ticket then
  sender_id       uuid not null references people,
  owner_id        uuid references people,
  from_team       uuid not null references teams,
  to_team         uuid not null references teams,
  -- null: whoever of the team accepts first
  to_person       uuid references people,
  reason          text not null,
  urgency         text not null check (urgency in ('low', 'normal', 'urgent')),
  issue           text not null,
  done            text not null,
  next_step       text not null,
  mood            text not null check (mood in ('unknown', 'calm', 'worried', 'upset', 'angry')),
  promised        text not null default '',
  -- open promises when it was made: [{id, text, dueAt}]
  promises        jsonb not null default '[]',
  offered_at      timestamptz not null,
  -- when it grows louder next, and how often it did
  due_at          timestamptz,
  step            integer not null default 0,
  ended_at        timestamptz,
  ended_by        uuid references people,
  -- declined: the reason; withdrawn: by whom or what
  why             text not null default '',
  decline_reason  text not null default '',
  bounced         text check (bounced in ('declined', 'passed-on')),
  -- the receiver's answer
  had_enough      boolean,
  missing         text not null default '',
  answered_at     timestamptz,
  check ((state in ('offered', 'expired')) = (ended_at is null)),
  check ((had_enough is null) = (answered_at is null))
);
-- One open handoff a ticket, whoever tries at once.
create unique index handoffs_open on handoffs (ticket_id) where state in ('offered', 'expired');
create index handoffs_open_team on handoffs (to_team) where state in ('offered', 'expired');
create index handoffs_ticket on handoffs (ticket_id, offered_at);
create index handoffs_receiver on handoffs (to_person) where state in ('offered', 'expired') and to_person is not null;
create index handoffs_report on handoffs (from_team, offered_at);
create index handoffs_report_to on handoffs (to_team, offered_at);

-- A lead moved ownership without a handoff, and said why.
create table ownership_overrides (
  id         uuid primary key,
  ticket_id  uuid not null references tickets,
  person_id  uuid not null references people,
  from_owner uuid references people,
  to_person  uuid references people,
  from_team  uuid not null references teams,
  to_team    uuid not null references teams,
  reason     text not null,
  at         timestamptz not null
);
create index ownership_overrides_ticket on ownership_overrides (ticket_id);

-- What the hand-off sheet says of a ticket: what was checked so far, and what comes next.
create table ticket_progress (
  ticket_id   uuid primary key references tickets,
  validation  text not null default '',
  next_step   text not null default '',
  person_id   uuid not null references people,
  version     integer not null default 1,
  at          timestamptz not null
);
