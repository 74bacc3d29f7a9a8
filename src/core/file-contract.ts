import { z } from 'zod';
import { endpoint, refusal } from './contract.ts';
import { id, ok } from './shapes.ts';

export const quotaFull = refusal('files.quota-full', 413, 'You have many uploads that belong to nothing yet. Send or discard your drafts, then try again.');
export const dangerous = refusal('files.dangerous', 409, 'The scanner says that this file is dangerous. Open it only if you know what you do.', z.object({ finding: z.string() }));

export const file = z.object({
  id, name: z.string(), type: z.string().describe('by content'), bytes: z.number().int(), url: z.string(),
  showable: z.boolean().describe('whether a browser may show it in place'), width: z.number().nullable(), height: z.number().nullable(),
}).meta({ id: 'File' });

export const fileDoors = {
  upload: endpoint('POST /files', {
    summary: 'Upload a file: multipart form with one part named `file`. It is yours until it is sent with something.',
    door: 'teammate', upload: { maxBytes: 26_214_400 }, transaction: false, output: file, refusals: [quotaFull],
  }),
  discard: endpoint('DELETE /files/:id', { summary: 'Discard an upload that was not sent yet', door: 'teammate', params: z.object({ id }), output: ok }),
  download: endpoint('GET /files/:id', {
    summary: 'Download a file. Access is checked anew at each request.',
    door: 'teammate', params: z.object({ id }), query: z.object({ anyway: z.enum(['1']).optional().describe('open a file that the scanner flagged'), save: z.enum(['1']).optional() }), refusals: [dangerous],
  }),
} as const;
