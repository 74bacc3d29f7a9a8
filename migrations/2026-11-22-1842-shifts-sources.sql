-- Own states of the workspace, each mapped to one of the product's, and what says that somebody is busy or away beside themselves.

create table availability_states (
  id           uuid primary key,
  name         text not null,
  state        text not null check (state in ('available', 'on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training', 'offline', 'on-leave')),
  made_at      timestamptz not null,
  archived_at  timestamptz
);
create unique index availability_states_name on availability_states (lower(name)) where archived_at is null;

-- What somebody said by hand stays in availability; since when they are off the queue without a pause.
alter table availability add column state_id uuid references availability_states;
alter table availability add column off_since timestamptz;

-- What calls, calendars, shifts, silence and approved leave say; which of them holds is a rule, not a row.
create table availability_sources (
  person_id  uuid not null references people,
  source     text not null check (source in ('leave', 'call', 'shift', 'calendar', 'idle')),
  state      text not null check (state in ('available', 'on-a-call', 'in-a-meeting', 'offline', 'on-leave')),
  -- since when it says so
  at         timestamptz not null,
  until      timestamptz,
  note       text not null default '',
  cover_id   uuid references people,
  primary key (person_id, source),
  check (cover_id is distinct from person_id)
);
create index availability_sources_cover on availability_sources (cover_id) where cover_id is not null;

-- What of it somebody lets set their availability, and their own calendar: its address is sealed, of its entries only the busy times are kept.
create table availability_choices (
  person_id         uuid primary key references people,
  by_shift          boolean not null default true,
  by_idle           boolean not null default true,
  calendar_address  text,
  calendar_host     text,
  -- [[from, until], …] as ISO 8601, the next two weeks
  busy              jsonb not null default '[]',
  read_at           timestamptz,
  next_read_at      timestamptz,
  -- why it could not be read the last time, and since when
  trouble           text,
  trouble_at        timestamptz,
  check ((calendar_address is null) = (next_read_at is null))
);
create index availability_choices_next on availability_choices (next_read_at) where next_read_at is not null;
