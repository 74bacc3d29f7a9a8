-- A checklist on each ticket, and the templates it is begun with.
create table subtask_templates (
  id          uuid primary key,
  -- null: of the workspace
  team_id     uuid references teams,
  name        text not null,
  -- put on by itself when a ticket is opened in, or comes to, the team; with tags: when it carries one of them
  by_itself   boolean not null default false,
  tags        text[] not null default '{}',
  -- [{text, required}]
  items       jsonb not null,
  version     integer not null default 1,
  made_by     uuid references people,
  at          timestamptz not null,
  removed_at  timestamptz
);
create unique index subtask_templates_name on subtask_templates (team_id, lower(name)) nulls not distinct where removed_at is null;

create table subtasks (
  id           uuid primary key,
  ticket_id    uuid not null references tickets,
  text         text not null check (text <> ''),
  required     boolean not null default false,
  place        integer not null,
  -- the template it came from
  template_id  uuid references subtask_templates,
  made_by      uuid references people,
  made_at      timestamptz not null,
  version      integer not null default 1,
  done_at      timestamptz,
  done_by      uuid references people,
  waived_at    timestamptz,
  waived_by    uuid references people,
  waived_for   text,
  removed_at   timestamptz,
  removed_by   uuid references people,
  check (done_at is null or waived_at is null),
  check ((waived_at is null) = (waived_for is null))
);
create index subtasks_ticket on subtasks (ticket_id, place);

insert into subtask_templates (id, name, items, at) values
  ('0198c0de-7e00-7000-8000-000000000101', 'Refund', '[{"text":"Find the payment and its reference","required":true},{"text":"Check who paid and how they were verified","required":true},{"text":"Refund the amount","required":true},{"text":"Tell the customer the amount and when it arrives","required":true}]', now()),
  ('0198c0de-7e00-7000-8000-000000000102', 'Visit', '[{"text":"Confirm the address and who will be there","required":true},{"text":"Check what can be solved by phone first","required":false},{"text":"Book the visit","required":true},{"text":"Tell the customer the day, the time window and who comes","required":true}]', now()),
  ('0198c0de-7e00-7000-8000-000000000103', 'Fault report', '[{"text":"Write down since when and how often","required":false},{"text":"Try to see it yourself","required":false},{"text":"Look for a known issue","required":true},{"text":"Give the customer a workaround, or say that there is none yet","required":true}]', now());
