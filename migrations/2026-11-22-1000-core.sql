-- The core: facts, followers' places, requests already answered, limits, settings, outbox, files.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table facts (
  id          bigint generated always as identity primary key,
  xid         xid8 not null default pg_current_xact_id(),
  uid         uuid not null unique,
  at          timestamptz not null,
  name        text not null,
  about_kind  text not null,
  about_id    uuid not null,
  actor_kind  text not null,
  actor_id    uuid,
  audience    text[] not null,
  shown       boolean not null,
  data        jsonb not null
);
create index facts_order on facts (xid, id);
create index facts_timeline on facts (about_id, id) where shown;
create index facts_audit on facts (name, id);

create table follower_places (
  name   text primary key,
  xid    xid8 not null,
  id     bigint not null,
  at     timestamptz not null
);

-- A fact a follower could not digest: set aside with the reason, retried by hand, never in the way of the next.
create table parked_facts (
  follower  text not null,
  fact_id   bigint not null references facts,
  attempts  integer not null,
  reason    text not null,
  at        timestamptz not null,
  primary key (follower, fact_id)
);

create table requests (
  id      uuid primary key,
  key     text not null,
  hash    text not null,
  answer  jsonb,
  at      timestamptz not null
);
create index requests_at on requests (at);

create unlogged table limits (
  key     text primary key,
  since   timestamptz not null,
  count   integer not null
);

create table team_settings (
  name     text not null,
  team_id  uuid,
  data     jsonb not null,
  at       timestamptz not null,
  unique nulls not distinct (name, team_id)
);

create table outbox (
  id            uuid primary key,
  kind          text not null,
  about_kind    text,
  about_id      uuid,
  recipients    text[] not null,
  subject       text not null,
  mail          jsonb not null,
  automatic     boolean not null,
  state         text not null check (state in ('held', 'queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  attempts      integer not null default 0,
  reason        text,
  made_at       timestamptz not null,
  due_at        timestamptz not null,
  sent_at       timestamptz,
  message_id    text not null unique
);
create index outbox_open on outbox (state, due_at) where state in ('held', 'queued', 'sending', 'failed', 'unknown');
create index outbox_about on outbox (about_id);

create table blobs (
  hash     text primary key,
  bytes    bigint not null,
  type     text not null,
  -- what the scanner found, when it is dangerous
  danger   text,
  at       timestamptz not null
);

create table files (
  id          uuid primary key,
  hash        text not null references blobs,
  name        text not null,
  type        text not null,
  bytes       bigint not null,
  width       integer,
  height      integer,
  made_by     uuid,
  about_kind  text,
  about_id    uuid,
  inline      boolean not null default false,
  at          timestamptz not null
);
create index files_about on files (about_id);
create index files_hash on files (hash);
create index files_loose on files (at) where about_id is null;

create table workers (
  id       text primary key,
  beat_at  timestamptz not null
);
