import type { AnyRefusal, In } from '../contract.ts';

/** Thrown for expected outcomes; the HTTP layer answers `{code, message, data}`. Anything else thrown is a bug. */
export class Refused extends Error {
  readonly refusal: AnyRefusal;
  readonly data: unknown;
  constructor(refusal: AnyRefusal, data: unknown) {
    super(refusal.say);
    this.refusal = refusal;
    this.data = data;
  }
}

type DataOf<R extends AnyRefusal> = R['data'] extends undefined ? [] : [data: In<R['data']>];

/** Says no: `throw refuse(ticketClosed)`, or simply `refuse(…)`; never returns. */
export function refuse<R extends AnyRefusal>(refusal: R, ...data: DataOf<R>): never {
  throw new Refused(refusal, data[0]);
}
