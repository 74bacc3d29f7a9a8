-- What a note begins with in a situation: the workspace's (team_id null) and those of teams.
create table note_templates (
  id          uuid primary key,
  team_id     uuid references teams,
  name        text not null,
  situation   text not null check (situation in ('call', 'handoff', 'escalation', 'refund', 'visit', 'other')),
  html        text not null,
  version     integer not null default 1,
  made_by     uuid references people,
  at          timestamptz not null,
  removed_at  timestamptz
);
create index note_templates_team on note_templates (team_id) where removed_at is null;
create unique index note_templates_name on note_templates (team_id, lower(name)) nulls not distinct where removed_at is null;

insert into note_templates (id, name, situation, html, at) values
  ('0198c0de-7e00-7000-8000-000000000001', 'Call', 'call', '<p><strong>Customer:</strong> {customer}</p><p><strong>How verified:</strong> </p><p><strong>What it is about:</strong> </p><p><strong>What was done:</strong> </p><p><strong>What was promised, until when:</strong> </p><p><strong>Next, and who:</strong> </p>', now()),
  ('0198c0de-7e00-7000-8000-000000000002', 'Before a handoff', 'handoff', '<p><strong>Customer:</strong> {customer}</p><p><strong>How verified:</strong> </p><p><strong>What was done so far:</strong> </p><p><strong>What did not help:</strong> </p><p><strong>What was promised:</strong> </p><p><strong>Next step:</strong> </p><p><strong>How the customer is:</strong> </p>', now()),
  ('0198c0de-7e00-7000-8000-000000000003', 'Before an escalation', 'escalation', '<p><strong>Customer:</strong> {customer}</p><p><strong>How many are affected, since when:</strong> </p><p><strong>What was checked and ruled out:</strong> </p><p><strong>What the customer was told:</strong> </p><p><strong>What is needed, until when:</strong> </p>', now()),
  ('0198c0de-7e00-7000-8000-000000000004', 'Refund', 'refund', '<p><strong>Customer:</strong> {customer}</p><p><strong>How verified:</strong> </p><p><strong>Amount and reference:</strong> </p><p><strong>Why:</strong> </p><p><strong>What was checked:</strong> </p><p><strong>What the customer was told, until when:</strong> </p><p><strong>Next, and who:</strong> </p>', now()),
  ('0198c0de-7e00-7000-8000-000000000005', 'Visit', 'visit', '<p><strong>Where and when:</strong> </p><p><strong>Who goes, what to bring:</strong> </p><p><strong>What was checked by phone:</strong> </p><p><strong>What the customer was told:</strong> </p><p><strong>Next, and who:</strong> </p>', now());
