-- Up to which entry somebody has seen a ticket, so that what is unread is the same in all their browsers.
create table ticket_reads (
  person_id  uuid not null references people,
  ticket_id  uuid not null references tickets,
  seen       bigint not null,
  primary key (person_id, ticket_id)
);
