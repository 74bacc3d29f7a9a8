import { Link, useRouter } from '@tanstack/react-router'
import { Refused, wordsFor } from '../../core/web/call.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'

export function NotFound() {
  return (
    <main className="grid min-h-dvh flex-1 place-content-center text-center">
      <h1 className="text-title font-semibold">Nothing here</h1>
      <EmptyState action={<Button onClick={() => location.assign('/inbox')}>Go to the inbox</Button>}>There is nothing at this address, or it is not yours to see.</EmptyState>
    </main>
  )
}

/** What a page shows when it could not be made: the sentence of the refusal, and a way on. */
export function PageFailed({ error }: { error: unknown }) {
  const router = useRouter()
  // A page whose code has gone with a newer version is fetched anew with the page itself.
  const outdated = /dynamically imported module|module script/.test(String(error))
  const retry = () => (outdated ? location.reload() : void router.invalidate())
  return (
    <div className="grid min-h-full flex-1 place-content-center">
      <h1 className="sr-only">This page could not be shown</h1>
      <ErrorState
        what={outdated ? 'This page is from an older version.' : wordsFor(error)} kept="What you wrote is kept." onRetry={retry}
        action={error instanceof Refused && error.status === 404 ? <Link to="/inbox" className="text-link underline">Go to the inbox</Link> : undefined}
      />
    </div>
  )
}
