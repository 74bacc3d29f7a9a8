// Generated from the migrated database by `npm run schema`; do not edit.
import type { ColumnType, Generated } from 'kysely';

/** Instants are read as ISO 8601 text and written as dates or text. */
export type Instant = ColumnType<string, Date | string, Date | string>;
export type Json = ColumnType<unknown, string | null, string | null>;

export interface Schema {
  approval_links: {
    mark: string;
    approval_id: string;
    person_id: string;
    step: number;
    made_at: Instant;
    expires_at: Instant;
    used_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  approvals: {
    id: string;
    act: string;
    data: Json;
    words: string;
    ticket_id: string | null;
    team_id: string;
    requester_id: string;
    reason: string;
    context: Json;
    state: Generated<string>;
    asked: string[];
    step: Generated<number>;
    at: Instant;
    due_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    decided_by: string | null;
    decided_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    answer: Generated<string>;
    note_id: string | null;
  };
  automatic_mails: {
    id: string;
    address: string;
    ticket_id: string | null;
    kind: string;
    sent: boolean;
    at: Instant;
  };
  availability: {
    person_id: string;
    state: string;
    until: ColumnType<string | null, Date | string | null, Date | string | null>;
    note: Generated<string>;
    cover_id: string | null;
    at: Instant;
  };
  blobs: {
    hash: string;
    bytes: number;
    type: string;
    danger: string | null;
    at: Instant;
  };
  calendar_holidays: {
    place: string;
    year: number;
    source: string;
    days: Json;
    at: Instant;
  };
  calendars: {
    id: string;
    name: string;
    team_id: string | null;
    zone: string;
    always: Generated<boolean>;
    week: Json;
    holidays: Json;
    days: ColumnType<unknown, string | null | undefined, string | null>;
    standard: Generated<boolean>;
    version: Generated<number>;
    made_at: Instant;
    archived_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  clocks: {
    id: string;
    kind: string;
    label: Generated<string>;
    about_id: string;
    ticket_id: string | null;
    person_id: string | null;
    team_id: string | null;
    state: string;
    calendar_id: string | null;
    started_at: Instant;
    budget_ms: number;
    used_ms: Generated<number>;
    running_since: ColumnType<string | null, Date | string | null, Date | string | null>;
    due_at: Instant;
    warn: Json;
    warn_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    warned_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    ran_out_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    paused_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    pause_reason: string | null;
    stopped_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    outcome: string | null;
    next_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    tries: Generated<number>;
    trouble: string | null;
    shown: Generated<string[]>;
    audience: Generated<string[]>;
    data: ColumnType<unknown, string | null | undefined, string | null>;
  };
  companies: {
    id: string;
    name: string;
    domains: Generated<string[]>;
    plan: Generated<string>;
    critical: Generated<boolean>;
    notes: Generated<string>;
    version: Generated<number>;
    made_at: Instant;
  };
  customer_addresses: {
    id: string;
    customer_id: string;
    kind: string;
    value: string;
    normal: string;
    main: Generated<boolean>;
    trouble: string | null;
    trouble_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    quiet_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    made_at: Instant;
  };
  customer_merges: {
    id: string;
    kept_id: string;
    gone_id: string;
    person_id: string | null;
    addresses: Json;
    filled: Json;
    at: Instant;
    undone_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  customers: {
    id: string;
    name: string;
    company_id: string | null;
    plan: Generated<string>;
    critical: Generated<boolean>;
    language: string | null;
    zone: string | null;
    preferred_contact: Generated<string>;
    notes: Generated<string>;
    merged_into: string | null;
    version: Generated<number>;
    made_at: Instant;
    sort: ColumnType<string, never, never>;
  };
  decisions: {
    id: string;
    ticket_id: string;
    person_id: string;
    topic: string;
    topic_name: string;
    cents: number;
    currency: string;
    reason: string;
    approval_id: string | null;
    at: Instant;
  };
  drafts: {
    id: string;
    person_id: string;
    ticket_id: string;
    mode: string;
    html: string;
    recipients: ColumnType<unknown, string | null | undefined, string | null>;
    files: Generated<string[]>;
    version: Generated<number>;
    at: Instant;
  };
  email_messages: {
    number: Generated<number>;
    entry_id: string;
    mailbox_id: string | null;
    direction: string;
    message_id: string;
    reference_ids: Generated<string[]>;
    sender: Generated<string>;
    at: Instant;
  };
  escalation_asked: {
    escalation_id: string;
    person_id: string;
    step: number;
    guest: Generated<boolean>;
    at: Instant;
  };
  escalation_dismissals: {
    ticket_id: string;
    rule: string;
    person_id: string;
    reason: string;
    at: Instant;
  };
  escalation_notes: {
    note_id: string;
    escalation_id: string;
    answer: Generated<boolean>;
  };
  escalation_paths: {
    id: string;
    name: string;
    about: Generated<string>;
    position: Generated<number>;
    steps: ColumnType<unknown, string | null | undefined, string | null>;
    acknowledge: Json;
    answer: Json;
    required: string[];
    version: Generated<number>;
    archived_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  escalation_words: {
    entry_id: string;
    escalation_id: string | null;
    text: string;
  };
  escalations: {
    id: string;
    ticket_id: string;
    team_id: string;
    path_id: string;
    raised_by: string;
    closer_id: string;
    reason: string;
    urgency: string;
    mood: string | null;
    issue: string;
    done: Generated<string>;
    need_kind: string;
    need: string;
    expectation: Generated<string>;
    commitments: Generated<string>;
    state: string;
    steps: Json;
    step: Generated<number>;
    climbs: Generated<number>;
    reminders: Generated<number>;
    raised_at: Instant;
    asked_at: Instant;
    due_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    acknowledged_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    acknowledged_by: string | null;
    answered_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    answered_by: string | null;
    answer_kind: string | null;
    answer_note_id: string | null;
    told_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    told_by: string | null;
    told_message_id: string | null;
    untold_reason: string | null;
    closed_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    closed_by: string | null;
    overridden: Generated<boolean>;
    lesson: string | null;
    lesson_words: Generated<string>;
  };
  facts: {
    id: Generated<number>;
    xid: Generated<string>;
    uid: string;
    at: Instant;
    name: string;
    about_kind: string;
    about_id: string;
    actor_kind: string;
    actor_id: string | null;
    audience: string[];
    shown: boolean;
    data: Json;
  };
  files: {
    id: string;
    hash: string;
    name: string;
    type: string;
    bytes: number;
    width: number | null;
    height: number | null;
    made_by: string | null;
    about_kind: string | null;
    about_id: string | null;
    inline: Generated<boolean>;
    at: Instant;
  };
  follower_places: {
    name: string;
    xid: string;
    id: number;
    at: Instant;
  };
  handoffs: {
    id: string;
    ticket_id: string;
    how: string;
    state: string;
    sender_id: string;
    owner_id: string | null;
    from_team: string;
    to_team: string;
    to_person: string | null;
    reason: string;
    urgency: string;
    issue: string;
    done: string;
    next_step: string;
    mood: string;
    promised: Generated<string>;
    promises: ColumnType<unknown, string | null | undefined, string | null>;
    offered_at: Instant;
    due_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    step: Generated<number>;
    ended_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    ended_by: string | null;
    why: Generated<string>;
    decline_reason: Generated<string>;
    bounced: string | null;
    had_enough: boolean | null;
    missing: Generated<string>;
    answered_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  imap_positions: {
    mailbox_id: string;
    folder: string;
    uidvalidity: string;
    uid: number;
    at: Instant;
  };
  incoming_mails: {
    id: string;
    mailbox_id: string;
    source: string;
    file_id: string;
    bytes: number;
    message_id: string;
    hash: string;
    envelope: Json;
    state: string;
    kind: string | null;
    reason: string | null;
    sender: Generated<string>;
    subject: Generated<string>;
    attempts: Generated<number>;
    recovered: Generated<boolean>;
    ticket_id: string | null;
    entry_id: string | null;
    at: Instant;
    done_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  invitations: {
    id: string;
    email: string;
    role: string;
    teams: Generated<string[]>;
    token: string;
    made_by: string;
    made_at: Instant;
    expires_at: Instant;
    accepted_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    withdrawn_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  keys: {
    id: string;
    name: string;
    person_id: string;
    hash: string;
    hint: string;
    scopes: string[];
    made_by: string;
    made_at: Instant;
    last_used_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    revoked_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  limits: {
    key: string;
    since: Instant;
    counts: Generated<number[]>;
    refused: Generated<number>;
  };
  mail_keys: {
    domain: string;
    selector: string;
    public_key: string;
    sealed_key: string;
    active: boolean;
    at: Instant;
  };
  mailboxes: {
    id: string;
    address: string;
    name: string;
    team_id: string;
    active: Generated<boolean>;
    plus: Generated<boolean>;
    acknowledge: Generated<boolean>;
    imap: Json;
    imap_secret: string | null;
    imap_since: ColumnType<string | null, Date | string | null, Date | string | null>;
    imap_state: Generated<string>;
    imap_reason: string | null;
    imap_seen_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    fetcher: string | null;
    fetcher_until: ColumnType<string | null, Date | string | null, Date | string | null>;
    version: Generated<number>;
    made_at: Instant;
    list_mail: Generated<string>;
  };
  members: {
    team_id: string;
    person_id: string;
    lead: Generated<boolean>;
    made_at: Instant;
  };
  messages: {
    id: string;
    ticket_id: string;
    direction: string;
    channel: string;
    customer_id: string | null;
    person_id: string | null;
    sender: Json;
    recipients: ColumnType<unknown, string | null | undefined, string | null>;
    copies: ColumnType<unknown, string | null | undefined, string | null>;
    html: string;
    folded_html: Generated<string>;
    text: string;
    doubt: string | null;
    delivery: Generated<string>;
    delivery_note: string | null;
    due_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    at: Instant;
    search: ColumnType<string, never, never>;
  };
  note_versions: {
    note_id: string;
    version: number;
    html: string;
    at: Instant;
  };
  notes: {
    id: string;
    ticket_id: string;
    person_id: string;
    html: string;
    text: string;
    version: Generated<number>;
    at: Instant;
    edited_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    pinned_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    pinned_by: string | null;
    removed_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    search: ColumnType<string | null, never, never>;
  };
  notification_preferences: {
    person_id: string;
    data: Json;
    mailed_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  notifications: {
    id: string;
    person_id: string;
    kind: string;
    ticket_id: string;
    entry_id: string;
    fact_id: string;
    actor_kind: string;
    actor_id: string | null;
    app: boolean;
    mail: boolean;
    at: Instant;
    read_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    mailed_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  outbox: {
    id: string;
    kind: string;
    about_kind: string | null;
    about_id: string | null;
    recipients: string[];
    subject: string;
    mail: Json;
    automatic: boolean;
    state: string;
    attempts: Generated<number>;
    reason: string | null;
    made_at: Instant;
    due_at: Instant;
    sent_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    message_id: string;
  };
  ownership_overrides: {
    id: string;
    ticket_id: string;
    person_id: string;
    from_owner: string | null;
    to_person: string | null;
    from_team: string;
    to_team: string;
    reason: string;
    at: Instant;
  };
  parked_facts: {
    follower: string;
    fact_id: number;
    attempts: number;
    reason: string;
    at: Instant;
  };
  participants: {
    ticket_id: string;
    customer_id: string;
    address: string;
    name: Generated<string>;
    role: string;
    at: Instant;
  };
  passwords: {
    person_id: string;
    hash: string;
    changed_at: Instant;
  };
  people: {
    id: string;
    kind: Generated<string>;
    name: string;
    email: string;
    role: string;
    title: Generated<string>;
    picture: string | null;
    zone: Generated<string>;
    language: Generated<string>;
    signature: Generated<string>;
    deactivated_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    seen_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    made_at: Instant;
    skills: Generated<string[]>;
  };
  recovery_codes: {
    person_id: string;
    code: string;
    used_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  requests: {
    id: string;
    key: string;
    hash: string;
    answer: Json;
    at: Instant;
  };
  second_factors: {
    person_id: string;
    secret: string;
    confirmed_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    last_step: Generated<number>;
    made_at: Instant;
  };
  sessions: {
    id: string;
    person_id: string;
    token: string;
    device: string;
    address: string;
    made_at: Instant;
    seen_at: Instant;
  };
  setup_tokens: {
    token: string;
    expires_at: Instant;
  };
  sign_in_tokens: {
    token: string;
    kind: string;
    person_id: string;
    email: string;
    tries: Generated<number>;
    made_at: Instant;
    expires_at: Instant;
  };
  tagged_tickets: {
    tag: string;
    ticket_id: string;
    team_id: string;
    status: string;
    priority: number;
    due_at: Instant;
    last_message_at: Instant;
    made_at: Instant;
  };
  team_calendars: {
    team_id: string;
    calendar_id: string;
    at: Instant;
  };
  team_settings: {
    name: string;
    team_id: string | null;
    data: Json;
    at: Instant;
  };
  teams: {
    id: string;
    name: string;
    sign: Generated<string>;
    visibility: Generated<string>;
    archived_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    made_at: Instant;
  };
  ticket_followers: {
    ticket_id: string;
    person_id: string;
    muted: Generated<boolean>;
    at: Instant;
  };
  ticket_links: {
    ticket_id: string;
    other_id: string;
    kind: string;
    at: Instant;
    not_for: string | null;
  };
  ticket_progress: {
    ticket_id: string;
    validation: Generated<string>;
    next_step: Generated<string>;
    person_id: string;
    version: Generated<number>;
    at: Instant;
  };
  ticket_reads: {
    person_id: string;
    ticket_id: string;
    seen: number;
  };
  ticket_tags: {
    team_id: string;
    tag: string;
    at: Instant;
  };
  ticket_tallies: {
    id: Generated<number>;
    team_id: string;
    owner_id: string | null;
    status: string;
    n: number;
  };
  ticket_undos: {
    id: string;
    person_id: string;
    what: string;
    changes: Json;
    at: Instant;
    undone_at: ColumnType<string | null, Date | string | null, Date | string | null>;
  };
  ticket_views: {
    id: string;
    name: string;
    person_id: string | null;
    team_id: string | null;
    filter: Json;
    sort: string;
    position: Generated<number>;
    made_at: Instant;
  };
  tickets: {
    id: string;
    number: Generated<number>;
    subject: string;
    status: string;
    team_id: string;
    owner_id: string | null;
    priority: Generated<number>;
    tags: Generated<string[]>;
    customer_id: string | null;
    channel: string;
    waiting_for: string | null;
    waiting_note: Generated<string>;
    wake_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    due_at: ColumnType<string, Date | string | undefined, Date | string>;
    snippet: Generated<string>;
    message_count: Generated<number>;
    last_message_at: Instant;
    last_from: Generated<string>;
    closed_at: ColumnType<string | null, Date | string | null, Date | string | null>;
    merged_into: string | null;
    version: Generated<number>;
    made_at: Instant;
    next_due: Json;
  };
  workers: {
    id: string;
    beat_at: Instant;
    process: string | null;
  };
  workspace: {
    id: string;
    name: string;
    demo: Generated<boolean>;
    ready: Generated<boolean>;
    demo_people: Json;
    singular: Generated<boolean>;
    made_at: Instant;
  };
}
