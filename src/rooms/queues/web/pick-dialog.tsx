import { useRef, useState, type KeyboardEvent } from 'react'
import { useKept } from '../../../core/web/use-kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { stopAskingWhy, type AskingWhy } from '../../tickets/web/asking-why.ts'

/** Reasons one gives most, by their number. */
export const usual = ['The customer asked for me', 'I know this matter', 'It goes with another ticket of mine', 'A lead asked me to', 'It cannot wait for its turn'] as const

/** Why this one? One key for what is usual, or a few words of one's own. */
export function PickDialog({ asking }: { asking: AskingWhy }) {
  const { teamName } = useDirectory()
  const [busy, setBusy] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const own = useRef<HTMLDivElement>(null)
  const rows = asking.rows
  const { now: words, set: setWords, forget } = useKept(`form.pick.${rows[0]!.id}`, () => '')
  const take = async (reason: string) => {
    if (!reason.trim() || busy) return
    setBusy(reason)
    if (await asking.go(reason.trim())) { forget(); return stopAskingWhy() }
    setBusy(null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || (event.target as HTMLElement).tagName === 'INPUT') return
    const preset = usual[Number(event.key) - 1]
    if (preset) { event.preventDefault(); void take(preset) }
    // A letter begins a reason of one's own.
    else if (/^\p{L}$/u.test(event.key)) own.current?.querySelector('input')?.focus()
  }
  return (
    <Dialog
      open onOpenChange={(open) => { if (!open) stopAskingWhy() }} width="small" title={rows.length === 1 ? `Why #${rows[0]!.number}?` : `Why these ${rows.length}?`} initialFocus={list}
      description={`${teamName(rows[0]!.teamId)} works its queue in order. Leads see why one is taken out of its turn.`}
    >
      <div onKeyDown={press} className="flex flex-col gap-4">
        <div ref={list} tabIndex={-1} role="group" aria-label="Reasons" className="-mx-2 flex flex-col outline-none">
          {usual.map((reason, at) => (
            <button key={reason} type="button" disabled={busy !== null} onClick={() => void take(reason)} className="flex h-9 items-center gap-3 rounded-md px-2 text-left text-ui hover:bg-hover focus-visible:bg-hover disabled:opacity-60 max-sm:h-11">
              <Kbd keys={String(at + 1)} /><span className="min-w-0 flex-1 truncate">{reason}</span>
            </button>
          ))}
        </div>
        <form ref={own as never} onSubmit={(event) => { event.preventDefault(); void take(words) }} className="flex items-end gap-2">
          <div className="min-w-0 flex-1"><Field label="Another reason"><TextInput value={words} onChange={setWords} maxLength={300} /></Field></div>
          <Button type="submit" variant="primary" loading={busy !== null && busy === words} disabledReason={words.trim() ? null : 'Say why in a few words, or press a number'}>Take it</Button>
        </form>
      </div>
    </Dialog>
  )
}
