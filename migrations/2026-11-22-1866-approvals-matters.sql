-- Without a ticket a person asks once for each matter: two times of leave, two swaps.
drop index if exists approvals_one_pending_of;
create unique index approvals_one_pending_of on approvals (requester_id, act, md5(data::text)) where state = 'pending' and ticket_id is null;
