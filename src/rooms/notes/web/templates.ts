import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { asHtml } from '../../../ui/hold-typing.ts'
import type { noteTemplate } from '../contract.ts'
import { callNotes } from './notes.ts'

export type Template = Out<typeof noteTemplate>
export const templatesQuery = queryOptions({ queryKey: ['notes', 'templates'] as const, queryFn: async () => (await callNotes('GET /note-templates')).items, staleTime: 300_000 })
export const readTemplatesAgain = () => cache.invalidateQueries({ queryKey: templatesQuery.queryKey })

export const situationWords: Record<Template['situation'], string> = { call: 'A call', handoff: 'A handoff', escalation: 'An escalation', refund: 'A refund', visit: 'A visit', other: 'Anything else' }

/** A template with what is known put in. What it does not know stays as it is written. */
export const filledIn = (html: string, known: { readonly customer: string; readonly ticket: string; readonly me: string }): string =>
  html.replace(/\{(customer|ticket|me)\}/g, (whole, name: keyof typeof known) => (known[name] ? asHtml(known[name]) : whole))
