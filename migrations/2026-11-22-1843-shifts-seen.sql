-- When somebody last showed a sign of life in their browser, to the minute.
create table availability_seen (
  person_id  uuid primary key references people,
  at         timestamptz not null
);
