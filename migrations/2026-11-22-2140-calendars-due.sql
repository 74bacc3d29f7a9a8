-- When what somebody's calendar shows is to be looked at again: it was read anew, or one of its busy times begins or ends.
alter table availability_choices add column look_at timestamptz;
update availability_choices set look_at = now() where calendar_address is not null;
create index availability_choices_look on availability_choices (look_at) where look_at is not null;
