-- How and when a customer was verified: the newest one that was not taken back counts, for as long as the workspace says.
-- It stays with the customer it was noted for: to merge two says nothing about who called.
create table customer_verifications (
  id           uuid primary key,
  customer_id  uuid not null references customers,
  how          text not null check (how in ('callback', 'security-question', 'known-address', 'document', 'other')),
  detail       text not null default '',
  ticket_id    uuid,
  by_id        uuid references people,
  at           timestamptz not null,
  until        timestamptz not null,
  revoked_at   timestamptz,
  revoked_by   uuid references people
);
create index customer_verifications_customer on customer_verifications (customer_id, at desc) where revoked_at is null;

-- How the customer had been verified when a note was written: the note carries it along.
alter table notes add column verified_how text;
alter table notes add column verified_at timestamptz;
