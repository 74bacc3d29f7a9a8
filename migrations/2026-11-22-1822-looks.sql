-- Replies that a colleague looks at before they leave. The id is that of the message each becomes.
create table looks (
  id          uuid primary key,
  ticket_id   uuid not null references tickets,
  author_id   uuid not null references people,
  -- who was asked; null: anybody of the team
  asked_id    uuid references people,
  -- why: the author is looked after, the ticket's topic is delicate, or they wished it
  why         text not null check (why in ('person', 'topic', 'wish')),
  words       text not null default '',
  html        text not null,
  text        text not null,
  -- {to, cc, quote, then}
  reply       jsonb not null,
  files       uuid[] not null default '{}',
  state       text not null default 'waiting' check (state in ('waiting', 'released', 'returned', 'withdrawn')),
  version     integer not null default 1,
  at          timestamptz not null,
  due_at      timestamptz not null,
  late_at     timestamptz,
  settled_at  timestamptz,
  settled_by  uuid references people,
  check ((state = 'waiting') = (settled_at is null))
);
-- Somebody has one reply on a ticket that waits, as they have one draft.
create unique index looks_waiting on looks (ticket_id, author_id) where state = 'waiting';
create index looks_ticket on looks (ticket_id, at);
create index looks_author on looks (author_id) where state = 'waiting';

-- What was said of such a reply, and what it read before a colleague changed it.
create table look_words (
  id          uuid primary key,
  look_id     uuid not null references looks,
  person_id   uuid not null references people,
  kind        text not null check (kind in ('comment', 'changed', 'returned')),
  words       text not null default '',
  html_before text,
  at          timestamptz not null
);
create index look_words_look on look_words (look_id, at);

-- Why a reply names what nothing on its ticket supports.
create table reply_reasons (
  message_id  uuid primary key,
  ticket_id   uuid not null references tickets,
  person_id   uuid not null references people,
  words       text not null,
  claims      text[] not null,
  at          timestamptz not null
);
create index reply_reasons_ticket on reply_reasons (ticket_id, at);
