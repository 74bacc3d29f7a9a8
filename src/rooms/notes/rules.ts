/** Who is mentioned in sanitised HTML, each once, in order. */
export function mentionsIn(html: string): { kind: 'person' | 'team'; id: string }[] {
  const found = [...html.matchAll(/<span\b[^>]*\bdata-mention="(person|team):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g)];
  return [...new Map(found.map(([, kind, id]) => [`${kind}:${id}`, { kind: kind as 'person' | 'team', id: id! }])).values()];
}

/** Those in `after` that are not in `before`. */
export const newlyMentioned = <M extends { kind: string; id: string }>(before: readonly M[], after: readonly M[]): M[] => after.filter((a) => !before.some((b) => b.kind === a.kind && b.id === a.id));

/** Whether the one who wrote a note may still remove it. Times in milliseconds. */
export const removable = (writtenAt: number, now: number, minutes: number): boolean => now - writtenAt <= minutes * 60_000;

/** Files shown inside the HTML, by id. */
export const filesIn = (html: string): string[] => [...new Set([...html.matchAll(/\/api\/files\/([0-9a-f-]{36})/g)].map((m) => m[1]!))];
