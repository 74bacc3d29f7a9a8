/** Reasons that every workspace begins with. */
export const reasons = { solved: '0199c105-0000-7000-8000-000000000001', unsuccessful: '0199c105-0000-7000-8000-000000000006', noAnswer: '0199c105-0000-7000-8000-000000000007' } as const;
/** What goes with closing a ticket that needs nothing more: `body: { ...asSolved }`. */
export const asSolved = { closing: { reasonId: reasons.solved, note: '<p>Refunded, all settled</p>' } } as const;
/** The same without a last note: for tests that count what stands on a ticket. */
export const asDone = { closing: { reasonId: reasons.noAnswer } } as const;
