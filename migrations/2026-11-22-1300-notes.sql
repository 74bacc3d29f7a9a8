-- What teammates write to each other on a ticket. Nothing that leaves the house reads these tables.

create table notes (
  id          uuid primary key,
  ticket_id   uuid not null references tickets,
  person_id   uuid not null references people,
  -- sanitised HTML, and its words
  html        text not null,
  text        text not null,
  version     integer not null default 1,
  at          timestamptz not null,
  edited_at   timestamptz,
  pinned_at   timestamptz,
  pinned_by   uuid references people,
  -- a removed note keeps its place and loses its words
  removed_at  timestamptz,
  search      tsvector generated always as (to_tsvector('desk', left(text, 100000))) stored
);
create index notes_ticket on notes (ticket_id, at, id);
create index notes_pinned on notes (ticket_id, pinned_at) where pinned_at is not null;
create index notes_search on notes using gin (search);

-- What a note said before each change.
create table note_versions (
  note_id  uuid not null references notes,
  version  integer not null,
  html     text not null,
  at       timestamptz not null,
  primary key (note_id, version)
);
