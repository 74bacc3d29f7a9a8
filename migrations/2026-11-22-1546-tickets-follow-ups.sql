-- A ticket opened from another one, without a message of it.
alter table ticket_links drop constraint ticket_links_kind_check;
-- Whoever owned the first ticket when a new matter was opened from it: it is not for them, unless a lead says so.
alter table ticket_links add column not_for uuid references people;
alter table ticket_links add constraint ticket_links_kind_check check (kind in ('related', 'split', 'follow-up'));
