import type { OnActivity } from '../../core/server/activity.ts';
import { seen } from './minute-looks.ts';

/** Who shows a sign of life is not offline for silence any more. */
export const onActivity: readonly OnActivity[] = [seen];
