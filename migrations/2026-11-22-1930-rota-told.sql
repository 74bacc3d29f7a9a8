-- What each feed told of every shift: from it follows what changed since, and what was called off. Numbers that rose with each change go.
alter table rota_feeds add column told jsonb not null default '{}';
alter table rota_shifts drop column version;
alter table rota_changes drop column version;
alter table rota_absences drop column version;
