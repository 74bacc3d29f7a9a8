import { cpus, totalmem } from 'node:os';

/** One line of the table: what was measured, in which unit, and the budget it is held against. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Such as `< 25`, `> 100`, `≥ 40`; absent where nothing was promised. */
  readonly budget?: string;
  /** A word on how to read it, such as the yardstick measured beside it. */
  readonly note?: string;
}
export interface Result { readonly name: string; readonly title: string; readonly seconds: number; readonly figures: readonly Figure[]; readonly failed?: string }

/** The value that `share` (0 to 1) of all values are at or below. */
export function quantile(values: readonly number[], share: number): number {
  if (!values.length) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function met({ value, budget }: Figure): boolean | null {
  const [, sign, bound] = /^([<>≤≥]) ?([\d.]+)/.exec(budget ?? '') ?? [];
  if (!sign) return null;
  const limit = Number(bound);
  return sign === '<' ? value < limit : sign === '>' ? value > limit : sign === '≤' ? value <= limit : value >= limit;
}

const plain = (value: number): string => (Number.isNaN(value) ? '–' : Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(Math.abs(value) >= 10 ? 1 : 2));

/** The table for people. */
export function table(result: Result): string {
  const rows = result.figures.map((f) => [f.what, plain(f.value), f.unit, f.budget ?? '', { true: 'met', false: 'MISSED', null: '' }[String(met(f)) as 'true'], f.note ?? '']);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(0, ...rows.map((r) => r[at]!.length)));
  const lines = rows.map((r) => `  ${r[0]!.padEnd(widths[0]!)}  ${r[1]!.padStart(widths[1]!)} ${r[2]!.padEnd(widths[2]!)}  ${r[3]!.padEnd(widths[3]!)}  ${r[4]!.padEnd(widths[4]!)}  ${r[5]}`.trimEnd());
  return [`\n${result.title} (${result.seconds.toFixed(0)} s)`, ...lines, ...(result.failed ? [`  could not be measured: ${result.failed}`] : [])].join('\n');
}

export const machine = (): string => `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
