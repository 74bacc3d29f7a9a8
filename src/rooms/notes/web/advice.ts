import { done, next, promised, vague, who } from './advice-words.ts'

/** The four things that let somebody else go on: who the customer is and how verified, what was done, what was promised, what is next. */
export const fourThings = ['who', 'done', 'promised', 'next'] as const
export type Thing = (typeof fourThings)[number]
/** nothing: too few words to say anything of; thin: says too little; some: things are missing; whole: holds all four. */
export type Verdict = 'nothing' | 'thin' | 'some' | 'whole'
export interface Advice { readonly there: Readonly<Record<Thing, boolean>>; readonly missing: readonly Thing[]; readonly verdict: Verdict }

const rules: Readonly<Record<Thing, RegExp>> = { who, done, promised, next }
const longest = 8000
const fewest = 3
const enough = 12

/** What a note holds and what it leaves out. Plain words looked for, nothing sent anywhere: quick enough for each key. `verified`: the ticket carries how its customer was verified. */
export function advise(text: string, known: { readonly verified?: boolean | undefined } = {}): Advice {
  // What a template asks for and nobody answered yet says nothing.
  const said = text.slice(0, longest).replace(/^[^\n]*[:：][^\S\n]*$/gmu, '')
  const there = Object.fromEntries(fourThings.map((thing) => [thing, rules[thing].test(said)])) as Record<Thing, boolean>
  const own = fourThings.filter((thing) => there[thing]).length
  if (known.verified) there.who = true
  const words = said.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const missing = fourThings.filter((thing) => !there[thing])
  const thin = own === 0 ? words < enough * 2 || vague.test(said) : own === 1 && words < enough && (vague.test(said) || words < 6)
  return { there, missing, verdict: words < fewest ? 'nothing' : missing.length === 0 ? 'whole' : thin ? 'thin' : 'some' }
}

/** Plain lines of what is being written, without what is quoted. */
export function linesOf(html: string): string {
  const body = new DOMParser().parseFromString(html.replace(/<(br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, (tag) => `\n${tag}`), 'text/html').body
  for (const quote of body.querySelectorAll('blockquote')) quote.remove()
  return body.textContent ?? ''
}
