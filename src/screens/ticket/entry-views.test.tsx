import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Fact } from '../../core/contract.ts'
import { changeWords, type Speaker } from '../../rooms/tickets/web/change-words.tsx'
import { hidden } from '../../rooms/tickets/web/thread.tsx'
import type { Entry } from '../../rooms/tickets/web/tickets-call.ts'
import { entryViews } from './entry-views.tsx'

type Shape = { type?: string; enum?: unknown[]; const?: unknown; anyOf?: Shape[]; oneOf?: Shape[]; allOf?: Shape[]; properties?: Record<string, Shape>; items?: Shape; $ref?: string; $defs?: Record<string, Shape>; format?: string; default?: unknown }

/** Something that fits a shape. */
function sampleOf(shape: Shape, root: Shape = shape): unknown {
  if (shape.$ref) return sampleOf(root.$defs![shape.$ref.split('/').at(-1)!]!, root)
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  const [first] = shape.anyOf ?? shape.oneOf ?? shape.allOf ?? []
  if (first) return sampleOf(first, root)
  if (shape.type === 'object') return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, inner]) => [name, sampleOf(inner, root)]))
  if (shape.type === 'array') return shape.items ? [sampleOf(shape.items, root)] : []
  if (shape.type === 'boolean') return true
  if (shape.type === 'number' || shape.type === 'integer') return 3
  return shape.format === 'date-time' ? '2026-11-22T10:00:00.000Z' : 'something'
}

const rooms = import.meta.dirname.replace(/screens[/\\]ticket$/, 'rooms')
const contracts = readdirSync(rooms, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('contract.ts'))
const modules = await Promise.all(contracts.map((path) => import(join(rooms, path)) as Promise<Record<string, unknown>>))
const isFact = (value: unknown): value is Fact => typeof value === 'object' && value !== null && 'shown' in value && 'about' in value && 'name' in value
const shown = modules.flatMap((module) => Object.values(module)).filter(isFact).filter((fact) => fact.shown && fact.about === 'ticket')

/** Their words are the message itself. */
const messages = new Set(['tickets.message-received', 'tickets.replied'])
const by: Speaker = { directory: { face: () => ({ name: 'Maya Lind' }), teamName: () => 'Support' } as unknown as Speaker['directory'], me: 'me', customer: 'Anna Keller', zone: 'UTC', now: Date.parse('2026-11-22T10:00:00Z') }

test('there are such facts', () => expect(shown.length).toBeGreaterThan(25))

test.each(shown.map((fact) => [fact.name, fact] as const).filter(([name]) => !messages.has(name) && !hidden.has(name)))('%s has words on the timeline', (name, fact) => {
  const data = sampleOf(z.toJSONSchema(fact.data as unknown as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Shape)
  const entry = { id: 'e', number: 1, name, at: '2026-11-22T10:00:00.000Z', actor: { kind: 'person', id: 'p' }, data, message: null, more: null } as unknown as Entry
  expect(entryViews.map((view) => view(entry, false)).find((view) => view !== undefined) ?? changeWords(entry, by), 'a sentence in change-words.tsx, or an EntryView in entry-views.tsx').toBeDefined()
})
