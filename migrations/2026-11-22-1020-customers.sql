-- The people we serve, the addresses they use, the companies they belong to.

create table companies (
  id        uuid primary key,
  name      text not null,
  -- in the form that is compared: lower case, punycode
  domains   text[] not null default '{}',
  plan      text not null default '',
  critical  boolean not null default false,
  notes     text not null default '',
  version   integer not null default 1,
  made_at   timestamptz not null
);
create index companies_domains on companies using gin (domains);
create index companies_name on companies using gin (name gin_trgm_ops);

create table customers (
  id                 uuid primary key,
  name               text not null,
  company_id         uuid references companies,
  plan               text not null default '',
  critical           boolean not null default false,
  language           text,
  zone               text,
  preferred_contact  text not null default 'unknown' check (preferred_contact in ('unknown', 'email', 'phone', 'text', 'chat')),
  notes              text not null default '',
  merged_into        uuid references customers,
  version            integer not null default 1,
  made_at            timestamptz not null,
  -- where lists put them: by name, those without one at the end; the same order on every server
  sort               text collate "C" not null generated always as (case when name = '' then U&'\+10FFFD' else lower(name) end) stored
);
create index customers_company on customers (company_id);
create index customers_name on customers using gin (name gin_trgm_ops);
create index customers_sort on customers (sort, id) where merged_into is null;
create index customers_merged on customers (merged_into) where merged_into is not null;

create table customer_addresses (
  id            uuid primary key,
  customer_id   uuid not null references customers,
  kind          text not null check (kind in ('email', 'phone')),
  -- as shown; and the exact normalised form that is compared: no look-alikes are folded together
  value         text not null,
  normal        text collate "C" not null,
  -- the one used first among those of its kind
  main          boolean not null default false,
  -- why mail to it fails, when it does
  trouble       text,
  trouble_at    timestamptz,
  -- no automatic mail after a complaint
  quiet_at      timestamptz,
  made_at       timestamptz not null,
  unique (kind, normal)
);
create index customer_addresses_customer on customer_addresses (customer_id);
create unique index customer_addresses_main on customer_addresses (customer_id, kind) where main;
create index customer_addresses_trgm on customer_addresses using gin (normal gin_trgm_ops);

-- Who was merged into whom, and what that changed, so that it can be taken back.
create table customer_merges (
  id           uuid primary key,
  kept_id      uuid not null references customers,
  gone_id      uuid not null references customers,
  person_id    uuid,
  -- addresses that moved: [{id, main}]; fields of the kept one that were filled: {field: value}
  addresses    jsonb not null,
  filled       jsonb not null,
  at           timestamptz not null,
  undone_at    timestamptz,
  check (kept_id <> gone_id)
);
create index customer_merges_kept on customer_merges (kept_id);
create unique index customer_merges_gone on customer_merges (gone_id) where undone_at is null;
