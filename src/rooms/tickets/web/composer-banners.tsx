import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { firstName } from '../../../ui/presence.ts'

/** Something written since: by whom, and its first words. */
export interface Newer { readonly entryId: string; readonly at: string; readonly personId: string | null; readonly name: string; readonly snippet: string }

/** Somebody else wrote meanwhile: what came, and the choice. `stopped`: the sending was held back for it. */
export function OthersWrote({ newer, stopped, onReview, onSendAnyway }: { newer: readonly Newer[]; stopped: boolean; onReview: () => void; onSendAnyway: () => void }) {
  const last = newer.at(-1)!
  return (
    <div role={stopped ? 'alert' : 'status'}>
      <Banner tone={stopped ? 'late' : 'time'} action={<span className="flex shrink-0 gap-1">{stopped && <Button size="small" variant="ghost" onClick={onSendAnyway}>Send anyway</Button>}<Button size="small" onClick={onReview}>Review</Button></span>}>
        <p className="font-medium">{stopped ? 'Not sent yet: ' : ''}{firstName(last.name)} {newer.length > 1 ? `and others wrote (${newer.length})` : 'wrote'} while you were writing</p>
        <p className="line-clamp-2 text-meta">{last.snippet}</p>
      </Banner>
    </div>
  )
}

/** The same draft was written on in another window. */
export function DraftConflict({ onSettle }: { onSettle: (which: 'this' | 'other') => void }) {
  return (
    <div role="alert">
      <Banner tone="time" action={<span className="flex shrink-0 gap-1"><Button size="small" variant="ghost" onClick={() => onSettle('other')}>Use the other</Button><Button size="small" onClick={() => onSettle('this')}>Keep this</Button></span>}>
        You wrote on this draft in another window too.
      </Banner>
    </div>
  )
}
