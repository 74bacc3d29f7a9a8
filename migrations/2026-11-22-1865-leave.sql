-- Leave: asked for, cleared, approved, taken, come back from. One day and one month alike.

create table leaves (
  id            uuid primary key,
  person_id     uuid not null references people,
  -- whose leads decide
  team_id       uuid not null references teams,
  -- of the workspace's kinds of leave, and what it was called then
  type          text not null,
  type_say      text not null,
  -- days as the calendar of this zone says; half ones begin or end at midday
  zone          text not null,
  first_day     text not null check (first_day ~ '^\d{4}-\d\d-\d\d$'),
  last_day      text not null check (last_day ~ '^\d{4}-\d\d-\d\d$' and last_day >= first_day),
  starts        text not null check (starts in ('morning', 'midday')),
  ends          text not null check (ends in ('midday', 'evening')),
  from_at       timestamptz not null,
  until_at      timestamptz not null,
  cover_id      uuid references people,
  note          text not null default '',
  no_calls      boolean not null default false,
  state         text not null check (state in ('draft', 'asked', 'refused', 'approved', 'away', 'over', 'cancelled')),
  made_by       uuid not null references people,
  made_at       timestamptz not null,
  approval_id   uuid references approvals,
  -- what the one who refused said
  answer        text not null default '',
  approved_by   uuid references people,
  approved_at   timestamptz,
  -- a lead let them go before all was clear
  override_why  text not null default '',
  absence_id    uuid,
  began_at      timestamptz,
  ended_at      timestamptz,
  -- what they owned when they left, and how much was open when they came back
  kept          uuid[] not null default '{}',
  open_then     integer not null default 0,
  version       integer not null default 1,
  check (until_at > from_at),
  check (cover_id is distinct from person_id),
  check (state not in ('approved', 'away', 'over') or approved_at is not null),
  check (state not in ('away', 'over') or began_at is not null),
  check ((state in ('over', 'cancelled')) = (ended_at is not null))
);
create index leaves_person on leaves (person_id, until_at);
create index leaves_when on leaves (from_at, until_at) where state in ('asked', 'approved', 'away', 'over');
create index leaves_team on leaves (team_id, from_at) where state in ('asked', 'approved', 'away');
create index leaves_cover on leaves (cover_id) where state in ('approved', 'away');
-- Nobody is on leave twice at once.
create extension if not exists btree_gist;
alter table leaves add constraint leaves_apart exclude using gist (person_id with =, tstzrange(from_at, until_at) with &&) where (state in ('approved', 'away'));
