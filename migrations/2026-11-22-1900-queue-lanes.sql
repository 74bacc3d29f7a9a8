-- The language of a ticket's customer, as long as it stands in a queue: a lane for those who speak it. Kept by the database,
-- since a customer's language is told to the customer and not to their tickets.
alter table tickets add column language text;

create function customer_language(customer uuid) returns text language sql stable as $$
  select nullif(lower(split_part(coalesce(r.language, c.language), '-', 1)), '') from customers c left join customers r on r.id = c.merged_into where c.id = customer
$$;
update tickets set language = customer_language(customer_id) where queued_at is not null and customer_id is not null;

create function keep_ticket_language() returns trigger language plpgsql as $$
begin
  new.language := customer_language(new.customer_id);
  return new;
end $$;
create trigger tickets_language_made before insert on tickets for each row when (new.queued_at is not null and new.customer_id is not null) execute function keep_ticket_language();
create trigger tickets_language_changed before update of queued_at, customer_id on tickets for each row
  when (new.queued_at is not null and (old.queued_at is null or old.customer_id is distinct from new.customer_id)) execute function keep_ticket_language();

create function keep_queue_languages() returns trigger language plpgsql as $$
begin
  update tickets t set language = customer_language(t.customer_id)
    where t.queued_at is not null and t.customer_id in (select new.id union all select c.id from customers c where c.merged_into = new.id) and t.language is distinct from customer_language(t.customer_id);
  return null;
end $$;
create trigger customers_language_changed after update of language, merged_into on customers for each row
  when (old.language is distinct from new.language or old.merged_into is distinct from new.merged_into) execute function keep_queue_languages();

create index tickets_queue_language on tickets (team_id, language, priority, queued_at, id) where queued_at is not null and language is not null;
-- By priority too: within one, the oldest is the first of all that are alike.
create index tagged_tickets_lane on tagged_tickets (tag, team_id, priority, queued_at, ticket_id) where queued_at is not null;
drop index tagged_tickets_queue;
