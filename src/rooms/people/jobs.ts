import { z } from 'zod';
import { job } from '../../core/server/jobs.ts';
import { clock } from '../../core/server/clock.ts';
import { sessionLife } from './access.ts';
import { mailReset, sendReset } from './resets.ts';
import { tables } from './tables.ts';

const resetMail = job(sendReset.name, z.object({ email: z.string() }), { attempts: sendReset.attempts }, ({ email }, { db }) => mailReset(db, email));

const sweep = job('people.sweep', z.object({}).loose(), { attempts: 3, every: '17 * * * *' }, async (_, { db }) => {
  await tables(db).deleteFrom('sign_in_tokens').where('expires_at', '<', clock.iso()).execute();
  await tables(db).deleteFrom('sessions').where((e) => e.or([e('seen_at', '<', clock.iso(-sessionLife.idleMs)), e('made_at', '<', clock.iso(-sessionLife.wholeMs))])).execute();
});

export const jobs = [resetMail, sweep] as const;
