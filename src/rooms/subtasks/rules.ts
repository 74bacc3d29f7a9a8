import type { Out } from '../../core/contract.ts';
import type { subtask, subtaskTemplate } from './contract.ts';

export type Subtask = Out<typeof subtask>;
export type Template = Out<typeof subtaskTemplate>;
type Item = Template['items'][number];

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

/** What of a template is not on a checklist yet; the same words count once, whatever their case. */
export function missing(items: readonly Item[], there: readonly { readonly text: string }[]): Item[] {
  const known = new Set(there.map((one) => plain(one.text)));
  return items.filter((one) => !known.has(plain(one.text)) && known.add(plain(one.text)));
}

/** The ids in their new order: `id` before `beforeId`, or last with null; null when one of them is not there. */
export function reordered(ids: readonly string[], id: string, beforeId: string | null): string[] | null {
  if (!ids.includes(id) || (beforeId !== null && !ids.includes(beforeId))) return null;
  if (beforeId === id) return [...ids];
  const rest = ids.filter((one) => one !== id);
  return rest.toSpliced(beforeId === null ? rest.length : rest.indexOf(beforeId), 0, id);
}

/** How far a checklist is: what is settled of all, and how many required ones are open. */
export const progress = (all: readonly Pick<Subtask, 'state' | 'required'>[]): { readonly settled: number; readonly all: number; readonly required: number } =>
  ({ settled: all.filter((one) => one.state !== 'open').length, all: all.length, required: all.filter((one) => one.required && one.state === 'open').length });
