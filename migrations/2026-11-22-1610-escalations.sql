-- Asking somebody with more authority or expertise while staying involved.

-- Whom to ask, in which order, and how long each has. Every path ends with the leads of the team, then the admins.
create table escalation_paths (
  id           uuid primary key,
  name         text not null,
  -- when it is the right one
  about        text not null default '',
  position     integer not null default 0,
  -- [{"kind": "person", "personId": …}, {"kind": "team" or "on-duty", "teamId": …}]
  steps        jsonb not null default '[]',
  -- minutes each step has to acknowledge, and the one who acknowledged has to answer, by urgency
  acknowledge  jsonb not null,
  answer       jsonb not null,
  -- fields of the form that must say something, beside what is always asked
  required     text[] not null,
  version      integer not null default 1,
  archived_at  timestamptz
);
create unique index escalation_paths_name on escalation_paths (lower(name)) where archived_at is null;

insert into escalation_paths (id, name, about, position, acknowledge, answer, required) values
  ('01900000-0000-7000-8000-00000000e501', 'Manager', 'Somebody has to decide: beyond your limits, a complaint, a customer who asks for a manager.', 0,
   '{"urgent": 15, "high": 60, "normal": 240, "low": 480}', '{"urgent": 60, "high": 240, "normal": 960, "low": 1920}', '{done,mood,expectation}'),
  ('01900000-0000-7000-8000-00000000e502', 'Technical', 'Something is broken or needs engineering.', 1,
   '{"urgent": 15, "high": 60, "normal": 240, "low": 480}', '{"urgent": 60, "high": 240, "normal": 960, "low": 1920}', '{done,expectation}'),
  ('01900000-0000-7000-8000-00000000e503', 'Specialist', 'A question of expertise: contracts, taxes, a product few know.', 2,
   '{"urgent": 15, "high": 60, "normal": 240, "low": 480}', '{"urgent": 60, "high": 240, "normal": 960, "low": 1920}', '{done}');

create table escalations (
  id               uuid primary key,
  ticket_id        uuid not null references tickets,
  -- of the ticket when it was raised: what reports count by
  team_id          uuid not null references teams,
  path_id          uuid not null references escalation_paths,
  raised_by        uuid not null references people,
  -- who owns closing the loop with the customer
  closer_id        uuid not null references people,
  reason           text not null,
  urgency          text not null check (urgency in ('low', 'normal', 'high', 'urgent')),
  mood             text,
  issue            text not null,
  done             text not null default '',
  need_kind        text not null check (need_kind in ('decision', 'action', 'advice')),
  need             text not null,
  expectation      text not null default '',
  commitments      text not null default '',
  state            text not null check (state in ('raised', 'acknowledged', 'answered', 'told', 'closed', 'withdrawn')),
  -- the steps as they were when it was raised, and where it stands among them
  steps            jsonb not null,
  step             integer not null default 0,
  climbs           integer not null default 0,
  reminders        integer not null default 0,
  raised_at        timestamptz not null,
  asked_at         timestamptz not null,
  due_at           timestamptz,
  acknowledged_at  timestamptz,
  acknowledged_by  uuid references people,
  answered_at      timestamptz,
  answered_by      uuid references people,
  answer_kind      text check (answer_kind in ('decision', 'action', 'advice')),
  -- the answer's words are a note
  answer_note_id   uuid,
  told_at          timestamptz,
  told_by          uuid references people,
  told_message_id  uuid,
  -- why the customer was not told
  untold_reason    text,
  closed_at        timestamptz,
  closed_by        uuid references people,
  -- a lead ended it before it was done
  overridden       boolean not null default false,
  -- what would have let us solve it ourselves
  lesson           text,
  lesson_words     text not null default '',
  check (state not in ('acknowledged') or acknowledged_by is not null),
  check (state not in ('answered', 'told') or (answered_by is not null and answer_note_id is not null)),
  check (state <> 'told' or told_message_id is not null or untold_reason is not null),
  check (state <> 'closed' or overridden or told_message_id is not null or untold_reason is not null)
);
-- One matter is asked once on each path at a time.
create unique index escalations_open on escalations (ticket_id, path_id) where state in ('raised', 'acknowledged', 'answered', 'told');
create index escalations_ticket on escalations (ticket_id, raised_at);
create index escalations_running on escalations (team_id, due_at) where state in ('raised', 'acknowledged', 'answered', 'told');
create index escalations_told on escalations (told_message_id) where told_message_id is not null;
create index escalations_report on escalations (raised_at, team_id);

-- Who was asked, at which step. `guest`: sees the ticket only because of it, and only while it is open.
create table escalation_asked (
  escalation_id  uuid not null references escalations,
  person_id      uuid not null references people,
  step           integer not null,
  guest          boolean not null default false,
  at             timestamptz not null,
  primary key (escalation_id, person_id)
);
create index escalation_asked_person on escalation_asked (person_id);

-- The thread between who asked and who helps: notes of the ticket that belong to the escalation.
create table escalation_notes (
  note_id        uuid primary key references notes,
  escalation_id  uuid not null references escalations,
  answer         boolean not null default false
);
create index escalation_notes_escalation on escalation_notes (escalation_id);

-- Words that go with an entry of the timeline: why it was withdrawn, reopened, overridden, not told. Facts carry none.
create table escalation_words (
  entry_id       uuid primary key,
  escalation_id  uuid references escalations,
  text           text not null
);

-- Suggestions that somebody set aside, and why. What comes after that time suggests anew.
create table escalation_dismissals (
  ticket_id  uuid not null references tickets,
  rule       text not null,
  person_id  uuid not null references people,
  reason     text not null,
  at         timestamptz not null,
  primary key (ticket_id, rule)
);
