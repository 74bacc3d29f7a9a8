import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { CommandPalette } from '../../../ui/command-palette.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import type { ChooserProps } from './chooser.tsx'
import { mergeInto, linkWith } from './join-tickets.ts'
import { othersQuery } from './ticket-queries.ts'
import { call, type Row } from './tickets-call.ts'

/** The other ticket to merge into or link with: the customer's own first, any other by searching. */
export default function OtherTicketChooser({ rows, onDone, kind, onOpenTicket }: ChooserProps & { kind: 'merge' | 'link'; onOpenTicket: (number: number) => void }) {
  const [query, setQuery] = useState('')
  const [sure, setSure] = useState<Row | null>(null)
  const picked = useRef(false)
  const words = query.trim()
  const others = useQuery(othersQuery(rows[0]!.id)).data ?? []
  const search = useQuery({ queryKey: ['tickets', 'search', words], queryFn: ({ signal }) => call('GET /search', { query: { q: words } }, { signal }), enabled: words.length > 1, placeholderData: (before) => before, staleTime: 10_000 })
  const fits = (row: Row) => !rows.some((one) => one.id === row.id) && !row.mergedInto
  const pick = async (into: Row, anyway = false) => {
    const outcome = kind === 'link' ? await linkWith(rows[0]!, into) : await mergeInto(rows, into, anyway, onOpenTicket)
    if (outcome === 'other-customer') setSure(into)
    else onDone()
  }
  const action = (row: Row) => ({ id: row.id, label: `#${row.number} ${row.subject}`, detail: row.customerName, sign: <StatusDot status={row.status} />, run: () => { picked.current = true; void pick(row).catch((error: unknown) => { toasts.show({ text: wordsFor(error), tone: 'bad' }); onDone() }) } })
  if (sure) {
    return (
      <Dialog
        open onOpenChange={(open) => !open && onDone()} width="small" title="Different customers"
        description={`#${sure.number} belongs to ${sure.customerName || 'another customer'}. After merging, replies there can reach both.`}
        footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" onClick={() => void pick(sure, true)}>Merge anyway</Button></>}
      />
    )
  }
  return (
    <CommandPalette
      open onOpenChange={(open) => { if (!open) queueMicrotask(() => { if (!picked.current) onDone() }) }}
      placeholder={kind === 'merge' ? `Merge ${rows.length === 1 ? `#${rows[0]!.number}` : `${rows.length} tickets`} into` : `Link #${rows[0]!.number} with`}
      searching={search.isFetching} onQuery={setQuery}
      groups={[{ label: 'Of the same customer', actions: others.filter(fits).map(action) }]}
      found={[{ label: 'Found', actions: (search.data?.tickets ?? []).map((hit) => hit.ticket).filter((row) => fits(row) && !others.some((one) => one.id === row.id)).map(action) }]}
    />
  )
}
