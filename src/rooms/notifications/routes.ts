import { implement } from '../../core/server/serve.ts';
import { notifications } from './contract.ts';
import { markRead } from './notifications.ts';
import { changePreferences, preferencesOf } from './preferences.ts';
import { listNotifications, unreadOf } from './queries.ts';

/* Everything here is one's own: the actor is the only person asked about. */
export const routes = implement('notifications', notifications, {
  list: ({ db, actor, query }) => listNotifications(db, actor, query),
  count: async ({ db, actor }) => ({ unread: await unreadOf(db, actor) }),
  read: async ({ tx, actor, body }) => ({ unread: await markRead(tx, actor, body) }),
  preferences: ({ db, actor }) => preferencesOf(db, actor.id),
  changePreferences: async ({ tx, actor, body }) => {
    await changePreferences(tx, actor, body);
    return await preferencesOf(tx, actor.id);
  },
});
