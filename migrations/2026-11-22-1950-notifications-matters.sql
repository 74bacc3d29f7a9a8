-- What one is told of is an entry of a ticket, or another thing (a swap of shifts, a handover, leave …) with the page that
-- shows it. `team_id`: who stops seeing that team stops seeing the row.
alter table notifications alter column ticket_id drop not null;
alter table notifications alter column entry_id drop not null;
alter table notifications
  add column matter_kind text,
  add column matter_id uuid,
  add column path text,
  add column team_id uuid references teams;
alter table notifications add constraint notifications_about check (
  (ticket_id is not null and entry_id is not null and matter_id is null) or (ticket_id is null and matter_kind is not null and matter_id is not null and path is not null));

-- what waits for nobody any more is found by what it is about
create index notifications_ticket on notifications (ticket_id) where read_at is null;
create index notifications_matter on notifications (matter_id) where read_at is null and matter_id is not null;
