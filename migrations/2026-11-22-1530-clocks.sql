-- Every due time of the house: targets, promises, handoffs, escalations, approvals, questions.

create table clocks (
  id             uuid primary key,
  -- what it is the clock of, such as 'handoff' or 'sla.first-reply'; the room that starts it says
  kind           text not null,
  label          text not null default '',
  -- the record it belongs to, and the ticket that record is about
  about_id       uuid not null,
  ticket_id      uuid references tickets,
  -- whose it is
  person_id      uuid references people,
  team_id        uuid references teams,
  state          text not null check (state in ('running', 'paused', 'ran-out', 'stopped')),
  -- business time of this calendar; null: every hour counts
  calendar_id    uuid,
  started_at     timestamptz not null,
  budget_ms      bigint not null check (budget_ms >= 0),
  -- used up before running_since
  used_ms        bigint not null default 0,
  running_since  timestamptz,
  due_at         timestamptz not null,
  -- {"beforeMs": …} or {"share": 0.75}, and when that falls
  warn           jsonb,
  warn_at        timestamptz,
  warned_at      timestamptz,
  ran_out_at     timestamptz,
  paused_at      timestamptz,
  pause_reason   text,
  stopped_at     timestamptz,
  outcome        text,
  -- the next moment at which something is to be done; null: nothing is
  next_at        timestamptz,
  tries          integer not null default 0,
  trouble        text,
  -- which of its facts the ticket's timeline shows, and who hears those of a clock without a ticket
  shown          text[] not null default '{}',
  audience       text[] not null default '{}',
  data           jsonb not null default '{}',
  check ((state = 'running') = (running_since is not null)),
  check ((state = 'paused') = (paused_at is not null)),
  check ((state = 'stopped') = (stopped_at is not null)),
  check ((state = 'running') = (next_at is not null))
);
create index clocks_next on clocks (next_at) where next_at is not null;
create index clocks_about on clocks (about_id);
create index clocks_ticket on clocks (ticket_id) where ticket_id is not null;
create index clocks_person on clocks (person_id, due_at) where state <> 'stopped' and person_id is not null;
create index clocks_calendar on clocks (calendar_id) where state = 'running' and calendar_id is not null;
create index clocks_stuck on clocks (next_at) where tries >= 5;

-- What lists show of the clock that is due next: whose it is, since when it runs, why it is paused.
alter table tickets add column next_due jsonb;
