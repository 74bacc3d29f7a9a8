-- Who was asked for a yes or no and passed it on: it waits for the others, and is off their list.
alter table approvals add column passed uuid[] not null default '{}';
