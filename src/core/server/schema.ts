// Generated from the migrated database by `npm run schema`; do not edit.
import type { ColumnType, Generated } from 'kysely';

/** Instants are read as ISO 8601 text and written as dates or text. */
export type Instant = ColumnType<string, Date | string, Date | string>;
export type Json = ColumnType<unknown, string | null, string | null>;

export interface Schema {
  blobs: {
    hash: string;
    bytes: number;
    type: string;
    at: Instant;
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
  limits: {
    key: string;
    since: Instant;
    count: number;
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
  parked_facts: {
    follower: string;
    fact_id: number;
    attempts: number;
    reason: string;
    at: Instant;
  };
  requests: {
    id: string;
    key: string;
    hash: string;
    answer: Json;
    at: Instant;
  };
  team_settings: {
    name: string;
    team_id: string | null;
    data: Json;
    at: Instant;
  };
  workers: {
    id: string;
    beat_at: Instant;
  };
}
