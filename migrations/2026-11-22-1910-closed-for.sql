-- The reason a ticket is closed for, so that lists can be narrowed to it. Null: it is not closed, or none was asked for.
alter table tickets add column closed_for uuid references close_reasons;
update tickets t set closed_for = c.reason_id from closings c where c.ticket_id = t.id and c.ended_at is null and c.reason_id is not null and t.status = 'closed';
alter table tickets add constraint tickets_closed_for_closed check (closed_for is null or status = 'closed');
create index tickets_closed_due on tickets (closed_for, team_id, due_at, id) where closed_for is not null and merged_into is null;
create index tickets_closed_made on tickets (closed_for, team_id, made_at, id) where closed_for is not null and merged_into is null;
create index tickets_closed_last on tickets (closed_for, team_id, last_message_at, id) where closed_for is not null and merged_into is null;
create index tickets_closed_priority on tickets (closed_for, team_id, (3 - priority), made_at, id) where closed_for is not null and merged_into is null;
