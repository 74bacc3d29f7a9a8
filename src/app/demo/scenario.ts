export type TeamKey = 'home' | 'billing' | 'tech';

/**
 * Who speaks, then the ways to say it. The first message's first way begins thread a, its second thread b …; a way that
 * begins with `{ab}` belongs to these threads only, `{>x}` goes on as thread x, and a turn without a fitting way is
 * left out. In texts `[a|b]` is one of several wordings, `<name>` a slot, `<day+2>` a date that many days after the
 * message, and in notes `@lead` or `@billing` a mention.
 */
export type Turn = readonly ['customer' | 'agent' | 'note', ...string[]];

/** One kind of matter, as it goes from the first message to the last. A ticket follows it as far as its status says. */
export interface Scenario {
  readonly key: string;
  readonly team: TeamKey;
  readonly language: string;
  readonly tags: readonly string[];
  readonly priority?: 'low' | 'high' | 'urgent';
  /** Whether private customers or people of companies write this; either when absent. */
  readonly from?: 'home' | 'business';
  readonly subject: readonly string[];
  readonly slots?: Readonly<Record<string, readonly string[]>>;
  readonly turns: readonly Turn[];
  /** What some of the first messages bring along. */
  readonly file?: 'photo' | 'invoice' | 'list' | 'log';
}

interface Way { readonly threads: string; readonly next: string | undefined; readonly text: string }
const wayOf = (marked: string): Way => {
  const [, threads = '', next, text] = /^(?:\{([a-z]*)(?:>([a-z]))?\})?(.*)$/s.exec(marked)!;
  return { threads, next, text: text! };
};

export interface Said { readonly who: Turn[0]; readonly text: string }

/** The subjects and beginnings that fit each other. */
export const beginnings = (scenario: Scenario): { subject: string; opening: number }[] =>
  scenario.subject.map(wayOf).flatMap(({ threads, text }) =>
    Array.from({ length: scenario.turns[0]!.length - 1 }, (_, opening) => ({ subject: text, opening })).filter(({ opening }) => !threads || threads.includes(letterOf(opening))));

const letterOf = (opening: number): string => String.fromCharCode(97 + opening);

/** One way through a scenario, from a given beginning. */
export function path(scenario: Scenario, opening: number, pick: <T>(from: readonly T[]) => T): Said[] {
  let thread = letterOf(opening);
  return scenario.turns.flatMap(([who, ...marked], turn) => {
    const ways = marked.map(wayOf).filter((w) => turn === 0 || !w.threads || w.threads.includes(thread));
    const way = turn === 0 ? ways[opening] : ways.length ? pick(ways) : undefined;
    if (!way) return [];
    thread = way.next ?? thread;
    return [{ who, text: way.text }];
  });
}
