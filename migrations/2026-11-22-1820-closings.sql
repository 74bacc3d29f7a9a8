-- Why tickets are closed. team_id null: the workspace's list, for every team that has none of its own.
create table close_reasons (
  id            uuid primary key,
  team_id       uuid references teams,
  name          text not null check (length(name) between 1 and 80),
  position      integer not null,
  active        boolean not null default true,
  -- a last note of whoever closes, since the customer last wrote
  note          boolean not null default true,
  -- required sub-tasks are done or waived
  subtasks      boolean not null default true,
  -- promises are kept, withdrawn, or moved and the customer told
  promises      boolean not null default true,
  -- no approval is waited for
  approvals     boolean not null default true,
  -- times the customer must have been tried in vain: {attempts, occasions, hoursApart, channels}
  attempts      jsonb,
  version       integer not null default 1,
  -- gone from its list; closings that gave it keep its name
  retired_at    timestamptz
);
create unique index close_reasons_name on close_reasons (coalesce(team_id, '00000000-0000-0000-0000-000000000000'), lower(name)) where retired_at is null;
create index close_reasons_team on close_reasons (team_id, position) where retired_at is null;

insert into close_reasons (id, team_id, name, position, note, attempts) values
  ('0199c105-0000-7000-8000-000000000001', null, 'Solved', 1, true, null),
  ('0199c105-0000-7000-8000-000000000002', null, 'Provided information', 2, true, null),
  ('0199c105-0000-7000-8000-000000000003', null, 'Booked', 3, true, null),
  ('0199c105-0000-7000-8000-000000000004', null, 'Fee not accepted', 4, true, null),
  ('0199c105-0000-7000-8000-000000000005', null, 'Service not offered', 5, true, null),
  ('0199c105-0000-7000-8000-000000000006', null, 'Unsuccessful contact', 6, true, '{"attempts": 3, "occasions": 2, "hoursApart": 4, "channels": 2}'),
  ('0199c105-0000-7000-8000-000000000007', null, 'No answer needed', 7, false, null);

-- Each time a ticket was closed, and what became of it. Its id is that of the entry on the timeline.
create table closings (
  id            uuid primary key,
  ticket_id     uuid not null references tickets,
  reason_id     uuid references close_reasons,
  -- the reason's name as it was
  reason        text not null,
  note_id       uuid references notes,
  -- what need not be done, and why: [{kind, words, why}]
  waived        jsonb not null default '[]',
  person_id     uuid references people,
  at            timestamptz not null,
  -- since when it is closed no longer
  ended_at      timestamptz,
  ended_by      uuid references people
);
create unique index closings_standing on closings (ticket_id) where ended_at is null;
create index closings_ticket on closings (ticket_id, at);
create index closings_reason on closings (reason_id, at);
