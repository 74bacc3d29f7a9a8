-- Mailboxes, every mail as it arrived, and what threads need to know of those that became messages.

-- Keys by which mail of our domains is signed (DKIM); the private half is sealed.
create table mail_keys (
  domain      text primary key,
  selector    text not null,
  public_key  text not null,
  sealed_key  text not null,
  active      boolean not null,
  at          timestamptz not null
);

create table mailboxes (
  id             uuid primary key,
  address        text not null,
  name           text not null,
  team_id        uuid not null references teams,
  active         boolean not null default true,
  -- whether its server also delivers address+anything to it: replies then carry their token in Reply-To
  plus           boolean not null default true,
  -- "We got your message" to customers
  acknowledge    boolean not null default false,
  -- {host, port, security, user, auth: password|oauth, tokenUrl, clientId, folders}; null: by the listener only
  imap           jsonb,
  -- sealed {password} or {clientSecret, refreshToken, accessToken, expiresAt}
  imap_secret    text,
  -- mail older than this is not fetched when a folder is met for the first time
  imap_since     timestamptz,
  imap_state     text not null default 'off' check (imap_state in ('off', 'connecting', 'ok', 'failing')),
  imap_reason    text,
  imap_seen_at   timestamptz,
  -- the one process that fetches it, for as long as it says so again and again
  fetcher        uuid,
  fetcher_until  timestamptz,
  version        integer not null default 1,
  made_at        timestamptz not null
);
create unique index mailboxes_address on mailboxes (lower(address));
create index mailboxes_team on mailboxes (team_id);

create table imap_positions (
  mailbox_id   uuid not null references mailboxes on delete cascade,
  folder       text not null,
  uidvalidity  text not null,
  uid          bigint not null,
  at           timestamptz not null,
  primary key (mailbox_id, folder)
);

create table incoming_mails (
  id          uuid primary key,
  mailbox_id  uuid not null references mailboxes,
  source      text not null check (source in ('smtp', 'imap')),
  -- the bytes as they came
  file_id     uuid not null references files,
  bytes       bigint not null,
  message_id  text not null,
  -- of what the sender wrote, without the marks that servers on the way add
  hash        text not null,
  -- {from, to, ip, helo}
  envelope    jsonb not null,
  state       text not null check (state in ('received', 'done', 'parked', 'filed', 'held', 'refused', 'dismissed')),
  kind        text,
  reason      text,
  sender      text not null default '',
  subject     text not null default '',
  attempts    integer not null default 0,
  -- a teammate said that this filed or held mail is to be shown
  recovered   boolean not null default false,
  ticket_id   uuid references tickets,
  entry_id    uuid references messages,
  at          timestamptz not null,
  done_at     timestamptz,
  unique (mailbox_id, message_id, hash)
);
create index incoming_mails_open on incoming_mails (state, at desc, id) where state <> 'done';
create index incoming_mails_message on incoming_mails (message_id);
create index incoming_mails_entry on incoming_mails (entry_id) where entry_id is not null;

-- Messages that are mail: by what id others refer to them.
create table email_messages (
  number       bigint generated always as identity primary key,
  entry_id     uuid not null unique references messages,
  mailbox_id   uuid references mailboxes,
  direction    text not null check (direction in ('in', 'out')),
  message_id   text not null,
  reference_ids text[] not null default '{}',
  -- the address it came from, as compared
  sender       text not null default '',
  at           timestamptz not null
);
create index email_messages_message on email_messages (message_id);

-- Every automatic mail counted by address and ticket, so that no loop outruns the brakes.
create table automatic_mails (
  id         uuid primary key,
  address    text not null,
  ticket_id  uuid,
  kind       text not null,
  -- false: a brake kept it back
  sent       boolean not null,
  at         timestamptz not null
);
create index automatic_mails_address on automatic_mails (address, at);
