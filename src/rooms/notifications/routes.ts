import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { linkDead, notifications } from './contract.ts';
import { markRead } from './notifications.ts';
import { validMark } from './mail-off-links.ts';
import { changePreferences, preferencesOf, turnMailOff } from './preferences.ts';
import { listNotifications, unreadOf } from './queries.ts';

/* Everything here is one's own: the actor, or who a signed link speaks for, is the only person asked about. */
export const routes = implement('notifications', notifications, {
  list: ({ db, actor, query }) => listNotifications(db, actor, query),
  count: async ({ db, actor }) => ({ unread: await unreadOf(db, actor) }),
  read: async ({ tx, actor, body }) => ({ unread: await markRead(tx, actor, body) }),
  preferences: ({ db, actor }) => preferencesOf(db, actor.id),
  async mailOffPage({ query, reply }) {
    await reply.redirect(`/mail-off?${new URLSearchParams(query).toString()}`, 303);
  },
  async turnMailOff({ tx, query }) {
    if (!validMark(query.p, query.s)) refuse(linkDead);
    await turnMailOff(tx, query.p);
    return { ok: true };
  },
  changePreferences: async ({ tx, actor, body }) => {
    await changePreferences(tx, actor, body);
    return await preferencesOf(tx, actor.id);
  },
});
