-- How many tickets came to a team in an hour: one range of one index, for the rota's expected volume.
create index tickets_arrivals on tickets (team_id, made_at) where merged_into is null;
