-- How much each teammate carried, hour by hour: for "over the week" and its trend. Kept five weeks.
create table load_samples (
  person_id  uuid not null references people,
  at         timestamptz not null,
  -- weighted by channel, priority, state and length, as the rules were then
  points     real not null,
  open       integer not null,
  waiting    integer not null,
  late       integer not null,
  -- replies written in that hour, weighted by channel
  effort     real not null default 0,
  primary key (person_id, at)
);
create index load_samples_at on load_samples (at);

-- "I can take three of yours": offered by the helper, answered by the owner; or arranged by a lead. Tickets move by handoffs alone.
create table helps (
  id         uuid primary key,
  owner_id   uuid not null references people,
  helper_id  uuid not null references people,
  by_id      uuid not null references people,
  count      smallint not null check (count between 1 and 20),
  state      text not null check (state in ('offered', 'agreed', 'declined', 'withdrawn')),
  -- the handoffs it led to
  handoffs   uuid[] not null default '{}',
  at         timestamptz not null,
  ended_at   timestamptz,
  check (owner_id <> helper_id),
  check ((state = 'offered') = (ended_at is null))
);
create unique index helps_open on helps (owner_id, helper_id) where state = 'offered';
create index helps_owner on helps (owner_id, at) where state = 'offered';
create index helps_helper on helps (helper_id, at) where state = 'offered';
