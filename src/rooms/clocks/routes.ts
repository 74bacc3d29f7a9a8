import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { clocks } from './contract.ts';
import { retryNow } from './firing.ts';
import { ownClocks, stuckClocks, ticketClocks } from './queries.ts';

export const routes = implement('clocks', clocks, {
  ofTicket: ({ db, actor, params }) => ticketClocks(db, actor, params.id),
  mine: ({ db, actor }) => ownClocks(db, actor),
  stuck: ({ db }) => stuckClocks(db),
  async retry({ tx, params }) {
    if (!(await retryNow(tx, params.id))) refuse(notFound);
    return { ok: true as const };
  },
});
