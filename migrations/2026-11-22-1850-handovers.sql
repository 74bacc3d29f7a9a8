-- What one shift of a team hands over to the next, and what is left open at the end of a day.

-- One for all whose shifts of a team end at the same time; each signing issues it anew.
create table handovers (
  id           uuid primary key,
  team_id      uuid not null references teams,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null check (ends_at > starts_at),
  -- the team whose next shift takes over: another one where work follows the sun
  to_team_id   uuid not null references teams,
  next_start   timestamptz not null,
  next_end     timestamptz not null check (next_end > next_start),
  -- who is on that shift by the rota; empty: whoever of the team is there
  incoming     uuid[] not null default '{}',
  version      integer not null default 0,
  -- when every urgent item of the issue that stands was acknowledged
  settled_at   timestamptz,
  made_at      timestamptz not null,
  unique (team_id, ends_at)
);
create index handovers_open on handovers (to_team_id, ends_at) where settled_at is null;
create index handovers_to on handovers (to_team_id, ends_at);

-- What was signed, as it stood then. Never changed.
create table handover_issues (
  handover_id  uuid not null references handovers on delete cascade,
  version      integer not null,
  signed_by    uuid not null references people,
  signed_at    timestamptz not null,
  content      jsonb not null,
  mailed_at    timestamptz,
  primary key (handover_id, version)
);
create index handover_issues_signer on handover_issues (signed_by, signed_at);

create table handover_acknowledgements (
  handover_id  uuid not null references handovers on delete cascade,
  item         text not null,
  person_id    uuid not null references people,
  -- the issue they read; what changed later is to be acknowledged anew
  version      integer not null,
  at           timestamptz not null,
  primary key (handover_id, item, person_id)
);

-- Once for each team and closing time.
create table handover_sweeps (
  team_id      uuid not null references teams,
  closes_at    timestamptz not null,
  at           timestamptz not null,
  ticket_ids   uuid[] not null,
  -- there were more than are listed
  more         boolean not null default false,
  primary key (team_id, closes_at)
);

-- what is promised soon, whoever promised it
create index promises_due on promises (due_at) where state = 'open' or (state = 'broken' and kept_at is null);
