import { onClock } from '../clocks/on-clock.ts';
import { clockKind, climb } from './requests.ts';

/** A request nobody decided in time goes up the line. */
export const onClocks = [onClock(clockKind, { ranOut: (tx, clock) => climb(tx, clock.about_id) })] as const;
