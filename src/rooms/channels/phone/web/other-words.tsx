import { Banner } from '../../../../ui/banner.tsx'
import { Button } from '../../../../ui/button.tsx'
import type { CallKeeper, Words } from './call-keeper.ts'

/** Another window was written in as well: what stands there, and the choice. */
export function OtherWords({ other, keeper }: { other: Words; keeper: CallKeeper }) {
  return (
    <div role="alert">
      <Banner
        tone="time"
        action={<span className="flex shrink-0 gap-1"><Button size="small" variant="ghost" onClick={() => keeper.settle('other')}>Use the other</Button><Button size="small" variant="ghost" onClick={() => keeper.settle('this')}>Keep this</Button><Button size="small" onClick={() => keeper.settle('both')}>Keep both</Button></span>}
      >
        <p>You wrote about this call in another window too.</p>
        {other.notes && <p className="line-clamp-2 text-meta break-words">{other.notes}</p>}
      </Banner>
    </div>
  )
}
