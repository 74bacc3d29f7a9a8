import { z } from 'zod';
import { endpoint } from '../../core/contract.ts';
import { byId, id, time } from '../../core/shapes.ts';

/** One line of a summary: a sentence somebody wrote, and where it stands. */
export const summaryLine = z.object({
  kind: z.enum(['wants', 'done', 'promised', 'asked', 'now']).describe('wants: what the customer came for · done: what was done about it · promised: what is owed to them · asked: what they were asked and did not answer yet · now: what they wrote since our last reply'),
  text: z.string().describe('plain text, as written; long sentences are cut'), entryId: id.nullable().describe('the entry of the timeline it stands in: a message or a note'), at: time,
  by: z.enum(['customer', 'us', 'note']), personId: id.nullable(), dueAt: time.nullable().describe('until when, for what was written down as a promise'),
}).meta({ id: 'SummaryLine' });

export const summary = z.object({
  lines: z.array(summaryLine), messages: z.int().describe('how many messages and notes were read'), skipped: z.int().describe('how many in between were not: of long conversations the beginning and the newest are read'),
}).meta({ id: 'Summary' });

export const assist = {
  summary: endpoint('GET /tickets/:id/summary', {
    summary: 'What a ticket is about, in sentences that stand in it: made anew each time by rules on this server. A suggestion.', door: 'teammate', params: byId, output: summary,
    example: { answer: { lines: [{ kind: 'wants', text: 'I was charged twice in January.', entryId: '0198c0de-0000-7000-8000-000000000001', at: '2026-01-12T09:30:00.000Z', by: 'customer', personId: null, dueAt: null }], messages: 1, skipped: 0 } },
  }),
} as const;
