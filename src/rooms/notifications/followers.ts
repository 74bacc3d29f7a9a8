import { follows } from '../../core/server/journal.ts';
import { matterNews } from './matter-news.ts';
import { ticketNews } from './ticket-news.ts';

const news = new Map([...ticketNews, ...matterNews].map((one) => [one.fact.name, one]));

/** One follower for all of them, so that what one person is told keeps its order. */
const told = follows('notifications', [...news.values()].map((one) => one.fact), async (db, fact) => { await news.get(fact.name)?.run(db, fact); });

export const followers = [told] as const;
