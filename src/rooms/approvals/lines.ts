import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { actNamed } from './acts.ts';
import { placeNow } from './bars.ts';
import { decidersOf } from './deciders.ts';
import { lineOf, nextOf } from './rules.ts';
import type { ApprovalRecord } from './tables.ts';

/** The line that a request climbs as things stand now. */
export const lineFor = async (db: Reads, request: ApprovalRecord): Promise<string[][]> =>
  lineOf(await decidersOf(db, actNamed(request.act), await placeNow(db, request), request.data, request.requester_id));

/** Whether it is theirs to pass on: asked of them, not passed on yet, and there is somebody to ask next. */
export const maySendOn = async (db: Reads, actor: PersonActor, request: ApprovalRecord): Promise<boolean> =>
  request.state === 'pending' && request.asked.includes(actor.id) && !request.passed.includes(actor.id) && nextOf(await lineFor(db, request), request.asked) !== null;
