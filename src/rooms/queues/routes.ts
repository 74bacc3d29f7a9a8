import { forbidden, notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { implement } from '../../core/server/serve.ts';
import { runs } from '../people/access.ts';
import { reachableTeam, readable } from '../tickets/access.ts';
import { undoable } from '../tickets/changes.ts';
import { teamSettings } from '../tickets/team-settings.ts';
import { rowOf } from '../tickets/ticket-row.ts';
import { claimOn, claimsOf } from './claim-answers.ts';
import { giveBack, keep, own, release } from './claims.ts';
import { queues, queueSettings, QueueSettingsChanged } from './contract.ts';
import { goOn } from './leases.ts';
import { picksIn, queueView } from './queries.ts';
import { takeNext } from './turns.ts';

export const routes = implement('queues', queues, {
  queue: ({ db, actor, query }) => queueView(db, actor, query.teamId),
  async next({ tx, actor, body }) {
    const claim = await takeNext(tx, actor, body.id, body.teamId);
    return { ticket: await rowOf(tx, claim.ticketId), claim };
  },
  async picks({ db, actor, query }) {
    await reachableTeam(db, actor, query.teamId);
    if (!runs(actor, query.teamId)) refuse(forbidden);
    return await picksIn(db, actor, query.teamId);
  },

  mine: async ({ db, actor }) => ({ items: await claimsOf(db, actor.id) }),
  ofTicket: async ({ db, actor, params }) => ({ claim: await claimOn(db, (await readable(db, actor, params.id)).id) }),
  async keep({ tx, actor, params }) {
    const { result, undoId } = await undoable(tx, actor, (act) => keep(tx, actor, params.id, { act }));
    return { ticket: await rowOf(tx, result.id), undoId };
  },
  giveBack: async ({ tx, actor, params }) => ({ ticket: await rowOf(tx, await giveBack(tx, actor, params.id)) }),
  async renew({ tx, actor, params }) {
    const { ticket } = await own(tx, actor, params.id);
    await goOn(tx, actor, params.id);
    return (await claimOn(tx, ticket.id)) ?? refuse(notFound);
  },
  release: async ({ tx, actor, params, body }) => ({ ticket: await rowOf(tx, await release(tx, actor, params.id, body.reason)) }),

  ...teamSettings(queueSettings, QueueSettingsChanged),
});
