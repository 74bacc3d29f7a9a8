-- When a team works: weekly hours, holidays, days of its own.

create table calendars (
  id           uuid primary key,
  name         text not null,
  -- null: the workspace's, for admins to change; else of this team, for its leads
  team_id      uuid references teams,
  zone         text not null,
  -- open at every hour of every day
  always       boolean not null default false,
  -- seven days, Monday first: [[{"from": "09:00", "to": "17:00"}], …]
  week         jsonb not null,
  -- {"country": "DE", "state": "BE", "region": null, "bank": false}
  holidays     jsonb,
  -- [{"date": "2027-12-24" or, for every year, "12-24", "name": "…", "open": [spans]}]
  days         jsonb not null default '[]',
  standard     boolean not null default false,
  version      integer not null default 1,
  made_at      timestamptz not null,
  archived_at  timestamptz,
  check (not standard or (archived_at is null and team_id is null))
);
create unique index calendars_standard on calendars (standard) where standard;
create unique index calendars_name on calendars (lower(name)) where archived_at is null;

-- Which calendar a team goes by, where it is not the standard one.
create table team_calendars (
  team_id      uuid primary key references teams,
  calendar_id  uuid not null references calendars,
  at           timestamptz not null
);
create index team_calendars_calendar on team_calendars (calendar_id);

-- Public holidays of a place in a year, as the holiday library of that version says: slow to work out, so kept.
create table calendar_holidays (
  place   text not null,
  year    integer not null,
  source  text not null,
  -- [{"date": "2027-01-01", "name": "New Year's Day", "bank": false}]
  days    jsonb not null,
  at      timestamptz not null,
  primary key (place, year, source)
);
