import { room } from '../../../core/web/call.ts'
import type { Option } from '../../../ui/option.ts'
import type { customers } from '../../customers/contract.ts'
import type { Mailbox, Participant } from './tickets-call.ts'

const callCustomers = room<typeof customers>()
const address = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/
/** Whether what is typed can be a whole mail address. */
export const isAddress = (typed: string): boolean => address.test(typed)

/** Those who take part and other customers that fit what is typed; a whole address stands for itself. */
export async function findAddresses(query: string, participants: readonly Participant[], signal: AbortSignal): Promise<Option[]> {
  const typed = query.trim()
  const here = participants.filter((one) => `${one.name} ${one.address}`.toLowerCase().includes(typed.toLowerCase())).map(optionOf)
  const found = typed.length > 1 ? (await callCustomers('GET /customers', { query: { q: typed, limit: 8 } }, { signal })).items.flatMap((one) => (one.address ? [optionOf({ name: one.name, address: one.address })] : [])) : []
  const own = isAddress(typed) && ![...here, ...found].some((one) => one.id === typed.toLowerCase()) ? [optionOf({ name: '', address: typed })] : []
  return [...own, ...here, ...found.filter((one) => !here.some((other) => other.id === one.id))]
}

export const optionOf = ({ name, address: at }: Mailbox): Option => ({ id: at.toLowerCase(), label: name || at, detail: at })
export const mailboxOf = (option: Option): Mailbox => ({ name: option.label === option.detail ? '' : option.label, address: option.detail ?? option.id })
