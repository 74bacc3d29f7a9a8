import { implement } from '../../core/server/serve.ts';
import { sla } from './contract.ts';
import { changePolicy, makePolicy, retirePolicy } from './policies.ts';
import { listPolicies, policyById, previewPolicy, ticketSla } from './queries.ts';

export const routes = implement('sla', sla, {
  policies: ({ db }) => listPolicies(db),
  async make({ tx, actor, body }) { await makePolicy(tx, actor, body); return await policyById(tx, body.id); },
  async change({ tx, actor, params, body }) { await changePolicy(tx, actor, params.id, body); return await policyById(tx, params.id); },
  async retire({ tx, actor, params }) { await retirePolicy(tx, actor, params.id); return { ok: true as const }; },
  ofTicket: ({ db, actor, params }) => ticketSla(db, actor, params.id),
  preview: ({ db, body }) => previewPolicy(db, body),
});
