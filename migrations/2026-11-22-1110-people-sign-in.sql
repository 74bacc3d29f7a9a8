-- How teammates prove who they are. No token is kept as it is: sessions as a code made with the server's secret
-- (another secret ends them all), other tokens, which are random through and through, as a hash.

create table sessions (
  id          uuid primary key,
  person_id   uuid not null references people,
  token       text not null unique,
  -- what is known of the browser, as shown
  device      text not null,
  address     text not null,
  made_at     timestamptz not null,
  seen_at     timestamptz not null
);
create index sessions_person on sessions (person_id);

create table passwords (
  person_id   uuid primary key references people,
  hash        text not null,
  changed_at  timestamptz not null
);

-- Links and steps that work once: a new password, a new address, the second half of a sign-in.
create table sign_in_tokens (
  token       text primary key,
  kind        text not null check (kind in ('reset', 'email', 'second-factor')),
  person_id   uuid not null references people,
  -- reset: the address it was sent to; email: the address it would bring
  email       text not null,
  tries       integer not null default 0,
  made_at     timestamptz not null,
  expires_at  timestamptz not null
);
create index sign_in_tokens_person on sign_in_tokens (person_id, kind);

create table second_factors (
  person_id     uuid primary key references people,
  secret        text not null,
  -- null until the first code has been shown to be right
  confirmed_at  timestamptz,
  -- the 30-second step of the newest code taken: no code is taken twice
  last_step     bigint not null default 0,
  made_at       timestamptz not null
);

create table recovery_codes (
  person_id  uuid not null references people,
  code       text not null,
  used_at    timestamptz,
  primary key (person_id, code)
);

create table invitations (
  id            uuid primary key,
  email         text not null,
  role          text not null check (role in ('admin', 'lead', 'agent', 'collaborator')),
  teams         uuid[] not null default '{}',
  token         text not null unique,
  made_by       uuid not null references people,
  made_at       timestamptz not null,
  expires_at    timestamptz not null,
  accepted_at   timestamptz,
  withdrawn_at  timestamptz
);
create unique index invitations_open on invitations (lower(email)) where accepted_at is null and withdrawn_at is null;

create table keys (
  id            uuid primary key,
  name          text not null,
  person_id     uuid not null references people,
  hash          text not null unique,
  -- the last four characters, to tell keys apart
  hint          text not null,
  scopes        text[] not null,
  made_by       uuid not null references people,
  made_at       timestamptz not null,
  last_used_at  timestamptz,
  revoked_at    timestamptz
);
create index keys_person on keys (person_id);

create table setup_tokens (
  token       text primary key,
  expires_at  timestamptz not null
);

-- The security and settings log reads the journal backwards.
create index facts_settings on facts (id) where about_kind in ('person', 'team', 'key', 'invitation', 'workspace', 'mailbox', 'settings');
