-- What was closed since somebody left, by team: counted from its end.
create index tickets_closed on tickets (team_id, closed_at desc, id) where status = 'closed' and merged_into is null;
-- What was given to somebody since an instant, from a queue or by somebody's hand.
create index facts_given on facts ((coalesce(data->'set'->>'ownerId', data->>'personId')), at) where name in ('tickets.assigned', 'tickets.taken', 'queues.claimed');
