-- What mentions ask of somebody: a question or a request stays open on a list until it is answered or done.
create table note_asks (
  id           uuid primary key,
  note_id      uuid not null references notes,
  ticket_id    uuid not null references tickets,
  kind         text not null check (kind in ('question', 'action')),
  -- whom the note mentions
  meant_kind   text not null check (meant_kind in ('person', 'team')),
  meant_id     uuid not null,
  asked_by     uuid not null references people,
  -- on whose list it is; null: of a team, and nobody took it yet
  person_id    uuid references people,
  team_id      uuid references teams,
  -- who was meant and is away: it went to their cover
  for_id       uuid references people,
  passed_by    uuid references people,
  state        text not null default 'open' check (state in ('open', 'answered', 'done', 'withdrawn')),
  at           timestamptz not null,
  due_at       timestamptz not null,
  overdue_at   timestamptz,
  taken_at     timestamptz,
  -- the note that answers
  answer_id    uuid references notes,
  settled_at   timestamptz,
  settled_by   uuid references people,
  check (person_id is not null or team_id is not null)
);
-- Whoever is mentioned twice in a note is asked once.
create unique index note_asks_meant on note_asks (note_id, meant_id) where state <> 'withdrawn';
create index note_asks_ticket on note_asks (ticket_id);
create index note_asks_person on note_asks (person_id) where state = 'open';
create index note_asks_team on note_asks (team_id) where state = 'open' and person_id is null;
create index note_asks_answer on note_asks (answer_id) where answer_id is not null;

-- How many people and teams a note mentions, so that a storm of mentions is told as one.
alter table notes add column mention_count integer not null default 0;
create index notes_mentioning on notes (person_id, (coalesce(edited_at, at))) where mention_count > 0;
