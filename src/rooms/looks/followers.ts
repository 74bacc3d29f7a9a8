import { onClock } from '../clocks/on-clock.ts';
import { overdue } from './looks.ts';

/** Nobody looked in time: said once, in the transaction of its clock. */
export const onClocks = [onClock('look', { ranOut: (tx, clock) => overdue(tx, clock.about_id) })] as const;
