-- Who was meant and is away: it came to whoever stands in for them.
alter table notifications add column for_id uuid references people;
