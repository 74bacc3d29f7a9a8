-- A ticket has one owner, or it stands in one team's queue: since when says its place there. While somebody holds a claim
-- on it, it keeps that place and nobody else gets it.
alter table tickets add column queued_at timestamptz, add column claimed_by uuid references people;
update tickets set queued_at = made_at where status = 'open' and owner_id is null;
alter table tickets
  -- nowhere is impossible: open without an owner is in the queue, and nothing else is
  add constraint tickets_owned_or_queued check ((queued_at is not null) = (status = 'open' and owner_id is null)),
  add constraint tickets_claimed_in_queue check (claimed_by is null or queued_at is not null);

-- The lanes that the next ticket is looked for in: one range each, however long the queue. Who holds a claim is not part of
-- them, so that taking and giving back moves nothing.
create index tickets_queue_due on tickets (team_id, priority, due_at, id) where queued_at is not null;
create index tickets_queue_age on tickets (team_id, priority, queued_at, id) where queued_at is not null;
create index tickets_queue_customer on tickets (customer_id) where queued_at is not null and customer_id is not null;

-- The same by tag: complaints, and what somebody is skilled in.
alter table tagged_tickets add column queued_at timestamptz;
update tagged_tickets g set queued_at = t.queued_at from tickets t where t.id = g.ticket_id and t.queued_at is not null;
create index tagged_tickets_queue on tagged_tickets (tag, team_id, queued_at, ticket_id) where queued_at is not null;

create or replace function keep_tagged_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.tags = new.tags and old.merged_into is null and new.merged_into is null then
      update tagged_tickets set team_id = new.team_id, status = new.status, priority = new.priority, due_at = new.due_at, last_message_at = new.last_message_at, made_at = new.made_at, queued_at = new.queued_at where ticket_id = new.id;
      return null;
    end if;
    delete from tagged_tickets where ticket_id = new.id;
  end if;
  if new.merged_into is null then
    insert into tagged_tickets (tag, ticket_id, team_id, status, priority, due_at, last_message_at, made_at, queued_at)
      select distinct tag, new.id, new.team_id, new.status, new.priority, new.due_at, new.last_message_at, new.made_at, new.queued_at from unnest(new.tags) as tag;
  end if;
  return null;
end $$;
drop trigger tickets_tagged_changed on tickets;
create trigger tickets_tagged_changed after update on tickets for each row
  when ((old.tags <> '{}' or new.tags <> '{}') and (old.tags, old.team_id, old.status, old.priority, old.due_at, old.last_message_at, old.made_at, old.merged_into, old.queued_at)
    is distinct from (new.tags, new.team_id, new.status, new.priority, new.due_at, new.last_message_at, new.made_at, new.merged_into, new.queued_at))
  execute function keep_tagged_tickets();
