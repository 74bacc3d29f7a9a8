-- Service levels: which tickets, and within what time.
create table sla_policies (
  id          uuid primary key,
  name        text not null,
  -- what a ticket must be like: all that are given must hold, of each list one is enough
  match       jsonb not null,
  -- minutes; null: no such target
  first_reply integer check (first_reply > 0),
  next_reply  integer check (next_reply > 0),
  update_every integer check (update_every > 0),
  resolution  integer check (resolution > 0),
  -- at risk when so much of the time is used, in percent, or so many minutes before it is over
  warn        jsonb not null,
  -- true: every hour counts; false: the business hours of the ticket's team
  always      boolean not null default false,
  -- reasons of waiting for which its clocks stand still
  pauses      text[] not null default '{customer}',
  review_on   date,
  active      boolean not null default true,
  version     integer not null default 1,
  made_at     timestamptz not null
);
create unique index sla_policies_name on sla_policies (lower(name)) where active;

-- The policy a ticket goes by now, and why.
create table ticket_slas (
  ticket_id  uuid primary key references tickets,
  policy_id  uuid not null references sla_policies,
  why        text[] not null,
  at         timestamptz not null
);
create index ticket_slas_policy on ticket_slas (policy_id);
