import { onClock } from '../clocks/on-clock.ts';
import { clockKind, tellEdges } from './edges.ts';

/** Shifts begin and end by the clock. */
export const onClocks = [onClock(clockKind, { ranOut: tellEdges })] as const;
