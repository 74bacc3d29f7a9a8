import type { Policy, Taker, Waiting } from './rules.ts';

/** Where the reading of a lane stopped: whoever was not read of it stands behind this one. Null: all of it was read. */
type Edge = Waiting | null;

const older = (a: Waiting, b: Waiting): number => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The edge of a lane of which the first `reach` were read. */
const edge = (lane: Waiting[], reach: number): Edge => (lane.length < reach ? null : lane.toSorted(older)[reach - 1]!);
/** Of several lanes the one that was read least far. */
const nearest = (edges: readonly Edge[]): Edge => edges.filter((one) => one !== null).toSorted(older)[0] ?? null;

/**
 * The best that may stand in a queue beyond what was read of its lanes, one of each kind. Who has a complaint tag and was read
 * in no lane stands behind the edge of the complaints and behind that of all, so there is none of them where the complaints
 * were read to the end; and so on for every two and three of what speaks for a ticket.
 */
export function unread(read: readonly Waiting[], taker: Taker, policy: Policy, now: number, reach: number): Waiting[] {
  const soon = now + policy.riskMinutes * 60_000;
  const known = edge(read.filter((one) => one.known), reach);
  return ([0, 1, 2, 3] as const).flatMap((priority) => {
    const all = read.filter((one) => one.priority === priority);
    const any = edge(all, reach);
    if (!any) return [];
    const tagged = (tags: readonly string[]) => nearest(tags.map((tag) => edge(all.filter((one) => one.tags.includes(tag)), reach)));
    const spoken = nearest([...new Set(all.flatMap((one) => one.spoken ?? []))].map((name) => edge(all.filter((one) => one.spoken === name), reach)));
    const due = (after: number, until: number) => edge(all.filter((one) => one.dueAt !== null && one.dueAt > after && one.dueAt <= until), reach);
    const speaksFor: readonly { readonly from: Edge; readonly is: Partial<Waiting>; readonly tag?: string }[] = [
      { from: due(-Infinity, now), is: { dueAt: now } }, { from: due(now, soon), is: { dueAt: soon } }, { from: known, is: { known: true } }, { from: spoken, is: { spoken: 'theirs' } },
      { from: tagged(policy.complaintTags), is: {}, tag: policy.complaintTags[0] }, { from: tagged(taker.skills), is: {}, tag: taker.skills[0] },
    ];
    const none: Waiting = { ...any, dueAt: null, known: false, spoken: null, tags: [], priority };
    return speaksFor.reduce<Waiting[]>((so, { from, is, tag }) => (from === null ? so : [...so, ...so.map((one) => ({ ...one, ...is, tags: tag ? [...one.tags, tag] : one.tags, ...(older(from, one) > 0 ? { queuedAt: from.queuedAt, id: from.id } : {}) }))]), [none]);
  });
}
