import { DateTime } from 'luxon';
import { publicUrl } from '../../core/server/config.ts';
import type { Tx } from '../../core/server/db.ts';
import { post } from '../../core/server/mail.ts';
import { deskSender } from '../people/letters.ts';
import type { Occurrence } from './rules.ts';
import { tables } from './tables.ts';

/** "Tue 24 Nov 09:00–17:00" on the clocks of a zone. */
export function shiftWords(one: Pick<Occurrence, 'start' | 'end'>, zone: string): string {
  const [a, b] = [DateTime.fromMillis(one.start, { zone, locale: 'en-GB' }), DateTime.fromMillis(one.end, { zone, locale: 'en-GB' })];
  return `${a.toFormat('ccc d LLL HH:mm')}–${b.toFormat('HH:mm')}`;
}

/** Tells somebody by mail that they are asked to take a shift. The people of a demo are invented and get none. */
export async function swapLetter(tx: Tx, toId: string, byId: string, gives: Occurrence, back: Occurrence | null, note: string): Promise<void> {
  if ((await tables(tx).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return;
  const people = await tables(tx).selectFrom('people').select(['id', 'name', 'email', 'zone']).where('id', 'in', [toId, byId]).execute();
  const [to, by] = [people.find((p) => p.id === toId)!, people.find((p) => p.id === byId)!];
  const shift = shiftWords(gives, to.zone);
  await post(tx, {
    kind: 'rota.swap', automatic: true, about: { kind: 'person', id: toId },
    mail: {
      from: await deskSender(tx), to: [{ name: to.name, address: to.email }], subject: `${by.name.replace(/\s+/g, ' ')} asks you to take ${shift}`,
      text: `${[`${by.name} asks you to work their shift ${shift} (${to.zone}).`, back ? `In return they work yours: ${shiftWords(back, to.zone)}.` : 'They ask for nothing in return.', ...(note ? [note] : []), `Agree or decline:\n${publicUrl()}/team/rota`].join('\n\n')}\n`,
    },
  });
}

const answers: Readonly<Record<string, (who: string) => string>> = {
  done: (who) => `${who} works it: your rota is changed.`, declined: (who) => `${who} cannot take it. It stays yours.`, refused: () => 'A lead did not agree. It stays yours.', over: () => 'It was not swapped: nobody decided before it began, or the shift or the team changed meanwhile.',
};

/** Tells the giver by mail what became of the shift they offered. */
export async function answerLetter(tx: Tx, giverId: string, takerId: string, gives: Occurrence | null, state: string): Promise<void> {
  const say = answers[state];
  if (!say || (await tables(tx).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return;
  const people = await tables(tx).selectFrom('people').select(['id', 'name', 'email', 'zone', 'deactivated_at']).where('id', 'in', [giverId, takerId]).execute();
  const [giver, taker] = [people.find((p) => p.id === giverId)!, people.find((p) => p.id === takerId)!];
  if (giver.deactivated_at) return;
  const shift = gives ? shiftWords(gives, giver.zone) : 'your shift';
  await post(tx, {
    kind: 'rota.swap', automatic: true, about: { kind: 'person', id: giverId },
    mail: { from: await deskSender(tx), to: [{ name: giver.name, address: giver.email }], subject: `${shift}: ${state === 'done' ? 'swapped' : 'not swapped'}`, text: `${say(taker.name)}\n\n${publicUrl()}/team/rota\n` },
  });
}
