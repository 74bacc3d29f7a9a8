-- Whether a teammate can be given work now, as they said themselves or a lead said for them.
-- No row, or one whose time is over, means available.
create table availability (
  person_id  uuid primary key references people,
  state      text not null check (state in ('available', 'on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training', 'offline', 'on-leave')),
  until      timestamptz,
  note       text not null default '',
  -- who stands in while one is away
  cover_id   uuid references people,
  at         timestamptz not null,
  check (cover_id is distinct from person_id)
);
create index availability_cover on availability (cover_id) where cover_id is not null;

-- What somebody knows especially well, in plain words: "refunds", "Spanish".
alter table people add column skills text[] not null default '{}';
