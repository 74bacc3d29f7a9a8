-- What a teammate should know of. No words of notes or messages: those are read where they stand, by who may read them.

create table notifications (
  id          uuid primary key,
  person_id   uuid not null references people,
  kind        text not null,
  ticket_id   uuid not null references tickets,
  -- the entry of the timeline a click lands on
  entry_id    uuid not null,
  -- what made it: the same fact makes one for a person, however often it is told
  fact_id     uuid not null,
  actor_kind  text not null,
  actor_id    uuid,
  -- shown in the centre; wanted by mail while unread
  app         boolean not null,
  mail        boolean not null,
  at          timestamptz not null,
  read_at     timestamptz,
  mailed_at   timestamptz,
  unique (person_id, fact_id)
);
create index notifications_person on notifications (person_id, at desc, id desc) where app;
create index notifications_unread on notifications (person_id, ticket_id) where read_at is null;
create index notifications_unmailed on notifications (at) where mail and read_at is null and mailed_at is null;
create index notifications_old on notifications (at);

create table notification_preferences (
  person_id    uuid primary key references people,
  data         jsonb not null,
  mailed_at    timestamptz
);
