-- Teammates, teams, and the one workspace this database is.

create table workspace (
  id          uuid primary key,
  name        text not null,
  demo        boolean not null default false,
  -- false while the demo is being filled
  ready       boolean not null default true,
  -- as whom the demo is looked around: {lead, agent}
  demo_people jsonb,
  singular    boolean not null default true unique check (singular),
  made_at     timestamptz not null
);

create table people (
  id              uuid primary key,
  -- service: an actor of its own for machines; it has no address and never signs in
  kind            text not null default 'person' check (kind in ('person', 'service')),
  name            text not null,
  email           text not null,
  role            text not null check (role in ('admin', 'lead', 'agent', 'collaborator')),
  title           text not null default '',
  picture         uuid references files,
  zone            text not null default 'UTC',
  language        text not null default 'en',
  signature       text not null default '',
  deactivated_at  timestamptz,
  seen_at         timestamptz,
  made_at         timestamptz not null,
  check ((kind = 'service') = (email = ''))
);
create unique index people_email on people (lower(email)) where kind = 'person';
create index people_name on people (lower(name), id);
create index people_name_trgm on people using gin (name gin_trgm_ops);

create table teams (
  id           uuid primary key,
  name         text not null,
  sign         text not null default '',
  -- open: every teammate may see its tickets; closed: its members and admins only
  visibility   text not null default 'open' check (visibility in ('open', 'closed')),
  archived_at  timestamptz,
  made_at      timestamptz not null
);
create unique index teams_name on teams (lower(name)) where archived_at is null;

create table members (
  team_id    uuid not null references teams,
  person_id  uuid not null references people,
  lead       boolean not null default false,
  made_at    timestamptz not null,
  primary key (team_id, person_id)
);
create index members_person on members (person_id);
