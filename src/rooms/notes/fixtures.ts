import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { keepFile } from '../../core/server/files.ts';
import { openTicket } from '../tickets/tickets.ts';

/** A ticket without a message. Answers its id. */
export const aTicket = async (db: Db, teamId: string, subject = 'Charged twice'): Promise<string> =>
  (await transact(db, (tx) => openTicket(tx, system('test'), { id: newId(), teamId, subject, customerId: null, channel: 'email' }))).id;

/** What the editor writes for an @. */
export const mentionOf = (kind: 'person' | 'team', id: string, name = 'somebody'): string => `<span data-mention="${kind}" data-id="${id}">@${name}</span>`;

/** A file this person uploaded and did not use yet. */
export const uploadBy = (db: Db, madeBy: string, name = 'a.txt', words = 'a') => transact(db, (tx) => keepFile(tx, { name, content: Buffer.from(words), madeBy }));
