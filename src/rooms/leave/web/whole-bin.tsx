import { useQuery } from '@tanstack/react-query'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { BinList } from './bin-list.tsx'
import { binQuery } from './leave.ts'

/** All that is somebody's, worked off by who leads them, before they leave for good or after. */
export function WholeBin({ personId }: { personId: string }) {
  const { data, error, refetch } = useQuery(binQuery(personId))
  const { face, everyone } = useDirectory()
  const who = face(personId)
  const gone = everyone.find((one) => one.id === personId)?.deactivatedAt
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={6} label="Looking what is theirs" />
  return (
    <article aria-label={`What is with ${who.name}`}>
      <header className="mb-5 flex items-start gap-4">
        <Avatar person={who} size={32} decorative />
        <div><h2 className="text-message font-semibold">What is with {who.name}</h2><p className="max-w-[60ch] text-ui text-muted">{gone ? 'They have left. What is still theirs waits for somebody.' : 'All that is theirs. Clear it before their access ends, so that nothing is left with somebody who is gone.'}</p></div>
      </header>
      <BinList bin={data} />
    </article>
  )
}
