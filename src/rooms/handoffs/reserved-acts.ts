import { z } from 'zod';
import { reservedAct } from '../approvals/acts.ts';
import { placeOf } from '../approvals/children.ts';
import { id } from '../../core/shapes.ts';
import { tables } from './tables.ts';
import { handoffForm } from './contract.ts';
import { reassign, reassignAct } from './direct-moves.ts';

const data = z.object({ id, ticketId: id, form: handoffForm });

/** Moving a ticket to somebody without waiting for their yes (A1): leads do it, others ask. */
export const acts = [
  reservedAct({
    name: reassignAct, say: 'Reassign between people', help: 'Moving a ticket to somebody at once, with its context but without waiting for their yes.', data, standard: { asks: 'agents', above: null, except: [] },
    about: (db, { ticketId }) => placeOf(db, ticketId),
    async words(db, { ticketId, form }) {
      const ticket = await tables(db).selectFrom('tickets as t').leftJoin('people as p', 'p.id', 't.owner_id').select(['t.number', 'p.name']).where('t.id', '=', ticketId).executeTakeFirst();
      const to = 'personId' in form.to
        ? (await tables(db).selectFrom('people').select('name').where('id', '=', form.to.personId).executeTakeFirst())?.name
        : (await tables(db).selectFrom('teams').select('name').where('id', '=', form.to.teamId).executeTakeFirst())?.name;
      return `Move #${ticket?.number ?? '?'} from ${ticket?.name ?? 'the queue'} to ${to ?? 'somebody'} at once`;
    },
    perform: async (tx, requester, { id: handoffId, ticketId, form }) => await reassign(tx, requester, ticketId, handoffId, form, { via: 'approval' }),
    gains: ({ form }) => ('personId' in form.to ? [form.to.personId] : []),
  }),
] as const;
