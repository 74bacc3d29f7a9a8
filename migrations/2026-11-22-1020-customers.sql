-- The people we serve, the addresses they use, the companies they belong to.

create table companies (
  id        uuid primary key,
  name      text not null,
  domains   text[] not null default '{}',
  plan      text not null default '',
  critical  boolean not null default false,
  notes     text not null default '',
  version   integer not null default 1,
  made_at   timestamptz not null
);
create index companies_domains on companies using gin (domains);

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
  made_at            timestamptz not null
);
create index customers_company on customers (company_id);
create index customers_name on customers using gin (name gin_trgm_ops);

create table customer_addresses (
  id            uuid primary key,
  customer_id   uuid not null references customers,
  kind          text not null check (kind in ('email', 'phone')),
  -- as shown; and the exact normalised form that is compared: no look-alikes are folded together
  value         text not null,
  normal        text not null,
  -- why mail to it fails, when it does
  trouble       text,
  trouble_at    timestamptz,
  -- no automatic mail after a complaint
  quiet_at      timestamptz,
  made_at       timestamptz not null,
  unique (kind, normal)
);
create index customer_addresses_customer on customer_addresses (customer_id);
create index customer_addresses_trgm on customer_addresses using gin (normal gin_trgm_ops);
