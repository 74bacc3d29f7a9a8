-- Who works when: shifts that repeat, what differs on single days, swaps, absences, personal calendar feeds.

create table rota_shifts (
  id           uuid primary key,
  team_id      uuid not null references teams,
  person_id    uuid not null references people,
  name         text not null default '',
  -- what the clock on the wall of this zone says; an end that is not later than the start is on the next day
  zone         text not null,
  starts       text not null check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends         text not null check (ends ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends <> starts),
  -- 1 Monday to 7 Sunday, every so many weeks counted from the week of the first day
  days         integer[] not null check (cardinality(days) between 1 and 7 and days <@ '{1,2,3,4,5,6,7}'),
  every_weeks  smallint not null default 1 check (every_weeks between 1 and 52),
  first_day    text not null check (first_day ~ '^\d{4}-\d\d-\d\d$'),
  last_day     text check (last_day ~ '^\d{4}-\d\d-\d\d$' and last_day >= first_day),
  -- rises with each change, for calendars that took the feed
  version      integer not null default 0,
  made_at      timestamptz not null,
  changed_at   timestamptz not null,
  gone_at      timestamptz
);
create index rota_shifts_team on rota_shifts (team_id) where gone_at is null;
create index rota_shifts_person on rota_shifts (person_id) where gone_at is null;

-- One day of a shift that differs: dropped, given to somebody else, at another time.
create table rota_changes (
  shift_id     uuid not null references rota_shifts,
  -- the day it would have begun on
  day          text not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  dropped      boolean not null default false,
  person_id    uuid references people,
  on_day       text check (on_day ~ '^\d{4}-\d\d-\d\d$'),
  starts       text check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends         text check (ends ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  version      integer not null default 1,
  changed_at   timestamptz not null,
  primary key (shift_id, day)
);
create index rota_changes_person on rota_changes (person_id) where person_id is not null;

-- A shift offered to a teammate, for one of theirs or for nothing.
create table rota_swaps (
  id            uuid primary key,
  team_id       uuid not null references teams,
  shift_id      uuid not null references rota_shifts,
  day           text not null,
  giver_id      uuid not null references people,
  taker_id      uuid not null references people,
  back_shift_id uuid references rota_shifts,
  back_day      text,
  note          text not null default '',
  -- asked: the teammate decides; agreed: a lead decides
  state         text not null default 'asked' check (state in ('asked', 'agreed', 'done', 'declined', 'refused', 'withdrawn', 'over')),
  made_at       timestamptz not null,
  ended_at      timestamptz,
  ended_by      uuid references people,
  check (giver_id <> taker_id),
  check ((back_shift_id is null) = (back_day is null)),
  check ((state in ('asked', 'agreed')) = (ended_at is null))
);
create unique index rota_swaps_one on rota_swaps (shift_id, day) where ended_at is null;
create unique index rota_swaps_one_back on rota_swaps (back_shift_id, back_day) where ended_at is null;
create index rota_swaps_giver on rota_swaps (giver_id, made_at);
create index rota_swaps_taker on rota_swaps (taker_id, made_at);

-- When somebody is not there, whatever their shifts say.
create table rota_absences (
  id          uuid primary key,
  person_id   uuid not null references people,
  from_at     timestamptz not null,
  until_at    timestamptz not null,
  why         text not null default '',
  made_by     uuid references people,
  made_at     timestamptz not null,
  version     integer not null default 0,
  over_at     timestamptz,
  check (until_at > from_at)
);
create index rota_absences_person on rota_absences (person_id, until_at) where over_at is null;

-- Up to when the begins and ends of somebody's shifts were told, and which shift they are in as told.
create table rota_people (
  person_id   uuid primary key references people,
  clock_id    uuid,
  told_until  timestamptz not null,
  started     jsonb not null default '[]'
);

-- A personal calendar feed: only a keyed hash of its secret is kept, and the secret sealed for its owner.
create table rota_feeds (
  person_id   uuid primary key references people,
  hash        text not null unique,
  sealed      text not null,
  made_at     timestamptz not null,
  read_at     timestamptz
);
