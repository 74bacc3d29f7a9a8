import { joins } from '../../../core/server/journal.ts';
import { onClock } from '../../clocks/on-clock.ts';
import { PersonDeactivated } from '../../people/contract.ts';
import { PromiseKept, PromiseMoved, PromisePassed, PromiseReopened, PromiseWithdrawn } from '../../promises/contract.ts';
import { endOffer } from './callback-offers.ts';
import { keptByHand, nobodyTook, passedOn, remind, timeToCall, watchAnew } from './callbacks.ts';
import { callerLeft, callTooLong } from './calls.ts';

/** What becomes of a promise that is a callback, wherever it is done. Its clocks are stopped with it. */
export const followers = [
  joins(PromiseKept, async (tx, fact, actor) => { if (fact.data.kind === 'callback') await keptByHand(tx, actor, fact.data.promiseId); }),
  joins(PromiseMoved, async (tx, fact, actor) => { if (fact.data.kind === 'callback') await watchAnew(tx, actor, fact.data.promiseId); }),
  joins(PromiseReopened, async (tx, fact, actor) => { if (fact.data.kind === 'callback') await watchAnew(tx, actor, fact.data.promiseId); }),
  joins(PromisePassed, async (tx, fact, actor) => { if (fact.data.kind === 'callback') await passedOn(tx, actor, fact.data.promiseId); }),
  joins(PromiseWithdrawn, async (tx, fact, actor) => { if (fact.data.kind === 'callback') await endOffer(tx, actor, fact.data.promiseId); }),
  joins(PersonDeactivated, (tx, fact) => callerLeft(tx, fact.about.id)),
] as const;

/** Each once, in the transaction of its clock. */
export const onClocks = [
  onClock('call', { ranOut: (tx, clock) => callTooLong(tx, clock.about_id, clock.due_at) }),
  onClock('callback', { warned: (tx, clock) => remind(tx, clock.about_id, 10), ranOut: (tx, clock) => timeToCall(tx, clock.about_id) }),
  onClock('callback-near', { ranOut: (tx, clock) => remind(tx, clock.about_id, 2) }),
  onClock('callback-offer', { ranOut: (tx, clock) => nobodyTook(tx, clock.about_id) }),
] as const;
