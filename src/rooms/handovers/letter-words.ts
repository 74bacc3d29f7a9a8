import { DateTime } from 'luxon';
import { countWords, volumeWords, whyWords, type Content, type Item, type Marks } from './rules.ts';
import type { HandoverRecord } from './tables.ts';

export interface Letter {
  readonly what: 'issued' | 'reminded' | 'unacknowledged';
  readonly row: Pick<HandoverRecord, 'id' | 'ends_at' | 'next_start' | 'version'>;
  readonly team: string;
  readonly content: Content;
  readonly marks: Marks;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly url: string;
}

const titles: Readonly<Record<Item['section'], string>> = { urgent: 'Urgent: to be acknowledged by name', promises: 'Promises due before the next shift ends', escalations: 'Escalations in progress', tickets: 'Other tickets of those who leave' };
const oneLine = (text: string, max = 200): string => text.replace(/\s+/g, ' ').trim().slice(0, max);
const said = (at: string, zone: string): string => DateTime.fromISO(at, { zone }).setLocale('en-GB').toFormat('ccc d LLL HH:mm ZZZZ');

const leads: Readonly<Record<Letter['what'], (team: string) => string>> = {
  issued: (team) => `${team} hands over.`,
  reminded: (team) => `${team} handed over, and urgent items wait for your name.`,
  unacknowledged: (team) => `Nobody acknowledged urgent items that ${team} handed over. See that somebody does.`,
};

/** A handover as plain words, for one reader: what stands there, and what is new in this issue. No words of customers. */
export function letterOf({ what, row, team, content, marks, names, zone, url }: Letter): { subject: string; text: string } {
  const desk = oneLine(team, 80);
  const sections = (Object.keys(titles) as Item['section'][]).flatMap((section) => {
    const items = content.items.filter((i) => i.section === section);
    return items.length ? [[titles[section].toUpperCase(), ...items.map((i) => itemWords(i, marks, names, zone, url)), ...(content.more.includes(section) ? ['  … and more'] : [])].join('\n\n')] : [];
  });
  const gone = marks.gone.map((i) => `  #${i.number}  ${oneLine(i.subject)}`);
  const parts = [
    `${leads[what](desk)}\nShift until ${said(row.ends_at, zone)}; the next one begins ${said(row.next_start, zone)}. Signed by ${content.signers.map((id) => names.get(id) ?? 'a teammate').join(', ')}.${row.version > 1 ? ` Issue ${row.version}: what differs from the one before is marked.` : ''}`,
    ...content.notes.map((n) => `${names.get(n.personId) ?? 'A teammate'}: ${n.text.trim()}`), ...sections,
    ...(gone.length ? [['NO LONGER ON IT', ...gone].join('\n\n')] : []),
    ['HOW IT STANDS', ...countWords(content.counts).map((c) => `  ${c}`), `  ${volumeWords(content.volume)}`, ...content.trouble.filter((t) => t.spike).map((t) => `  “${t.tag}” is unusually frequent: ${t.n}, usually ${t.usual}`)].join('\n'),
    `Read and acknowledge it:\n${url}/shift/handovers/${row.id}`,
  ];
  return { subject: what === 'issued' ? `Handover of ${desk}${row.version > 1 ? ` (issue ${row.version})` : ''}` : what === 'reminded' ? `Handover of ${desk} waits for you` : `Handover of ${desk} was not acknowledged`, text: `${parts.join('\n\n\n')}\n` };
}

function itemWords(i: Item, marks: Marks, names: ReadonlyMap<string, string>, zone: string, url: string): string {
  const sign = marks.added.includes(i.key) ? 'NEW  ' : marks.changed.some((c) => c.key === i.key) ? 'CHANGED  ' : '';
  const about = i.section === 'promises' || i.section === 'escalations' ? [`  ${oneLine(i.line, 300)}`] : [];
  const facts = [...i.why.map((w) => whyWords[w]), ...(i.dueAt ? [`due ${said(i.dueAt, zone)}`] : []), ...(i.personId ? [names.get(i.personId) ?? 'a teammate'] : ['nobody owns it'])];
  return [`${sign}#${i.number}  ${oneLine(i.subject)}`, ...about, `  ${facts.join(' · ')}`, ...(i.next ? [`  Next: ${oneLine(i.next, 300)}`] : []), `  ${url}/tickets/${i.number}`].join('\n');
}
