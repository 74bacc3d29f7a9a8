-- What becomes of mail that came through a mailing list: people's mail makes tickets, none does, or all of it.
alter table mailboxes add column list_mail text not null default 'people' check (list_mail in ('people', 'file', 'all'));
