-- One customer matter: owned by one person, or in one team's queue.

-- Words as they are typed: no stemming, no stop words (desks speak many languages), accents do not matter.
create text search configuration desk (copy = simple);
alter text search configuration desk alter mapping for hword, hword_part, word with unaccent, simple;

create sequence ticket_numbers start 1001;

create table tickets (
  id                uuid primary key,
  number            bigint not null unique default nextval('ticket_numbers'),
  subject           text not null check (length(subject) between 1 and 998),
  status            text not null check (status in ('open', 'waiting', 'closed')),
  -- the queue it belongs to; whoever owns it works it for that team
  team_id           uuid not null references teams,
  owner_id          uuid references people,
  priority          smallint not null default 1 check (priority between 0 and 3),
  tags              text[] not null default '{}',
  customer_id       uuid references customers,
  channel           text not null,
  waiting_for       text check (waiting_for in ('customer', 'teammate', 'team', 'date', 'vendor')),
  waiting_note      text not null default '',
  wake_at           timestamptz,
  -- next due time of any clock; far future when none runs, so that lists can keep their place
  due_at            timestamptz not null default '9999-12-31T00:00:00Z',
  snippet           text not null default '',
  message_count     integer not null default 0,
  last_message_at   timestamptz not null,
  last_from         text not null default 'customer' check (last_from in ('customer', 'us')),
  closed_at         timestamptz,
  merged_into       uuid references tickets,
  version           integer not null default 1,
  made_at           timestamptz not null,
  check ((status = 'waiting') = (waiting_for is not null)),
  check ((status = 'waiting') = (wake_at is not null)),
  check ((status = 'closed') = (closed_at is not null)),
  check (merged_into is null or (merged_into <> id and status = 'closed'))
);

-- How many tickets each cell of (team, owner, status) holds, kept by the database itself as a ledger:
-- every change adds lines, sums are read over few lines, a job folds them. No counting, no contended row.
create table ticket_tallies (
  id        bigint generated always as identity primary key,
  team_id   uuid not null,
  owner_id  uuid,
  status    text not null,
  n         integer not null
);
create index ticket_tallies_cell on ticket_tallies (team_id, owner_id, status) include (n);
create index ticket_tallies_owner on ticket_tallies (owner_id, team_id, status) include (n) where owner_id is not null;

create function tally_ticket() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.merged_into is null then
    insert into ticket_tallies (team_id, owner_id, status, n) values (old.team_id, old.owner_id, old.status, -1);
  end if;
  if tg_op <> 'DELETE' and new.merged_into is null then
    insert into ticket_tallies (team_id, owner_id, status, n) values (new.team_id, new.owner_id, new.status, 1);
  end if;
  return null;
end $$;
create trigger tickets_tally_made after insert or delete on tickets for each row execute function tally_ticket();
create trigger tickets_tally_moved after update of team_id, owner_id, status, merged_into on tickets for each row
  when ((old.team_id, old.owner_id, old.status, old.merged_into) is distinct from (new.team_id, new.owner_id, new.status, new.merged_into))
  execute function tally_ticket();

create table messages (
  id            uuid primary key,
  ticket_id     uuid not null references tickets,
  direction     text not null check (direction in ('in', 'out')),
  channel       text not null,
  customer_id   uuid references customers,
  person_id     uuid references people,
  -- who it is from and for, as shown: [{name, address}]
  sender        jsonb not null,
  recipients    jsonb not null default '[]',
  copies        jsonb not null default '[]',
  -- sanitised HTML: what was written now, and what it quotes or signs with, folded
  html          text not null,
  folded_html   text not null default '',
  text          text not null,
  -- a sender we could not confirm, and the words for it
  doubt         text,
  delivery      text not null default 'received' check (delivery in ('received', 'pending', 'held', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'delayed', 'bounced')),
  delivery_note text,
  -- a reply can be taken back until then
  due_at        timestamptz,
  at            timestamptz not null,
  search        tsvector not null generated always as (to_tsvector('desk', left(text, 100000))) stored,
  check ((direction = 'in') = (delivery = 'received')),
  check (direction = 'in' or person_id is not null)
);
create index messages_ticket on messages (ticket_id, at, id);
-- rare words come from the inverted index, frequent ones by walking back from the newest
create index messages_search on messages using gin (search);
create index messages_at on messages (at desc);

-- Who takes part in a ticket by mail. A stranger waits until somebody admits them.
create table participants (
  ticket_id    uuid not null references tickets,
  customer_id  uuid not null references customers,
  address      text not null,
  name         text not null default '',
  role         text not null check (role in ('requester', 'copied', 'proposed', 'refused')),
  at           timestamptz not null,
  primary key (ticket_id, address)
);

create table ticket_followers (
  ticket_id  uuid not null references tickets,
  person_id  uuid not null references people,
  muted      boolean not null default false,
  at         timestamptz not null,
  primary key (ticket_id, person_id)
);
create index ticket_followers_person on ticket_followers (person_id);

create table ticket_links (
  ticket_id  uuid not null references tickets,
  other_id   uuid not null references tickets,
  -- split: the second was split off the first; related: the lower id comes first
  kind       text not null check (kind in ('related', 'split')),
  at         timestamptz not null,
  primary key (ticket_id, other_id, kind),
  check (ticket_id <> other_id and (kind <> 'related' or ticket_id < other_id))
);
create index ticket_links_other on ticket_links (other_id);

create table drafts (
  id          uuid primary key,
  person_id   uuid not null references people,
  ticket_id   uuid not null references tickets,
  mode        text not null check (mode in ('reply', 'note')),
  html        text not null,
  recipients  jsonb not null default '{}',
  files       uuid[] not null default '{}',
  version     integer not null default 1,
  at          timestamptz not null,
  unique (person_id, ticket_id, mode)
);
create index drafts_person on drafts (person_id, at desc);

create table ticket_views (
  id         uuid primary key,
  name       text not null,
  -- a person's own, a team's, or, with neither, everybody's
  person_id  uuid references people,
  team_id    uuid references teams,
  filter     jsonb not null,
  sort       text not null,
  position   integer not null default 0,
  made_at    timestamptz not null,
  check (person_id is null or team_id is null)
);

-- Tags used in a team, for completing what is typed.
create table ticket_tags (
  team_id  uuid not null references teams,
  tag      text not null,
  at       timestamptz not null,
  primary key (team_id, tag)
);

-- What one act changed, so that one undo takes it back: [{ticketId, fact, before, after}]
create table ticket_undos (
  id         uuid primary key,
  person_id  uuid not null references people,
  what       text not null,
  changes    jsonb not null,
  at         timestamptz not null,
  undone_at  timestamptz
);

-- A list is merged from lanes, one for each team and status: whoever sees few teams is as fast as who sees all.
create index tickets_lane_due on tickets (team_id, status, due_at, id) where merged_into is null;
create index tickets_lane_made on tickets (team_id, status, made_at, id) where merged_into is null;
create index tickets_lane_last on tickets (team_id, status, last_message_at, id) where merged_into is null;
create index tickets_lane_priority on tickets (team_id, status, (3 - priority), made_at, id) where merged_into is null;
create index tickets_free_due on tickets (team_id, due_at, id) where owner_id is null and status = 'open' and merged_into is null;
create index tickets_free_made on tickets (team_id, made_at, id) where owner_id is null and status = 'open' and merged_into is null;
create index tickets_free_last on tickets (team_id, last_message_at, id) where owner_id is null and status = 'open' and merged_into is null;
create index tickets_free_priority on tickets (team_id, (3 - priority), made_at, id) where owner_id is null and status = 'open' and merged_into is null;
create index tickets_owner_due on tickets (owner_id, status, due_at, id) where owner_id is not null and merged_into is null;
create index tickets_owner_last on tickets (owner_id, status, last_message_at, id) where owner_id is not null and merged_into is null;
create index tickets_customer on tickets (customer_id, made_at, id);
create index tickets_merged on tickets (merged_into) where merged_into is not null;
create index tickets_wake on tickets (wake_at) where status = 'waiting';
create index tickets_tags on tickets using gin (tags);
create index tickets_subject on tickets using gin (to_tsvector('desk', subject));
create index tickets_subject_trgm on tickets using gin (subject gin_trgm_ops);
create index tickets_last on tickets (last_message_at desc);
