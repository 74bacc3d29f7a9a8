-- Lists narrowed by a tag walk lanes of their own, so that a page costs the same for tags rare and frequent.
-- Kept by the database itself; tickets that were merged away are in no list.
drop index tickets_tags;
create table tagged_tickets (
  tag              text not null,
  ticket_id        uuid not null references tickets on delete cascade,
  team_id          uuid not null,
  status           text not null,
  priority         smallint not null,
  due_at           timestamptz not null,
  last_message_at  timestamptz not null,
  made_at          timestamptz not null,
  primary key (ticket_id, tag)
);
insert into tagged_tickets (tag, ticket_id, team_id, status, priority, due_at, last_message_at, made_at)
  select distinct tag, id, team_id, status, priority, due_at, last_message_at, made_at from tickets, unnest(tags) as tag where merged_into is null;
create index tagged_tickets_due on tagged_tickets (tag, team_id, status, due_at, ticket_id);
create index tagged_tickets_made on tagged_tickets (tag, team_id, status, made_at, ticket_id);
create index tagged_tickets_last on tagged_tickets (tag, team_id, status, last_message_at, ticket_id);
create index tagged_tickets_priority on tagged_tickets (tag, team_id, status, (3 - priority), made_at, ticket_id);

create function keep_tagged_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.tags = new.tags and old.merged_into is null and new.merged_into is null then
      update tagged_tickets set team_id = new.team_id, status = new.status, priority = new.priority, due_at = new.due_at, last_message_at = new.last_message_at, made_at = new.made_at where ticket_id = new.id;
      return null;
    end if;
    delete from tagged_tickets where ticket_id = new.id;
  end if;
  if new.merged_into is null then
    insert into tagged_tickets (tag, ticket_id, team_id, status, priority, due_at, last_message_at, made_at)
      select distinct tag, new.id, new.team_id, new.status, new.priority, new.due_at, new.last_message_at, new.made_at from unnest(new.tags) as tag;
  end if;
  return null;
end $$;
create trigger tickets_tagged_made after insert on tickets for each row when (new.tags <> '{}') execute function keep_tagged_tickets();
create trigger tickets_tagged_changed after update on tickets for each row
  when ((old.tags <> '{}' or new.tags <> '{}') and (old.tags, old.team_id, old.status, old.priority, old.due_at, old.last_message_at, old.made_at, old.merged_into)
    is distinct from (new.tags, new.team_id, new.status, new.priority, new.due_at, new.last_message_at, new.made_at, new.merged_into))
  execute function keep_tagged_tickets();

-- Words are looked up together with the week they were written in, so that the newest places of a frequent word are
-- found without reading all of them.
create extension if not exists btree_gin;
create function week_of(at timestamptz) returns integer language sql immutable strict parallel safe
  return floor(extract(epoch from at - timestamptz '2000-01-01 00:00:00+00') / 604800)::integer;
drop index messages_search;
create index messages_search on messages using gin (week_of(at), search);
drop index tickets_subject;
create index tickets_subject on tickets using gin (week_of(last_message_at), to_tsvector('desk', subject));
