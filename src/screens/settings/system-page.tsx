import { useQuery } from '@tanstack/react-query'
import { systemQuery } from '../../core/web/background.ts'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { StuckClocks } from '../../rooms/clocks/web/stuck-clocks.tsx'
import { Section } from '../../rooms/people/web/section.tsx'
import { Banner } from '../../ui/banner.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Facts } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { BackgroundWork } from './background-work.tsx'

/** How the server stands, for those who run it. */
export function Page() {
  useTitle('System')
  return <PageBody title="System" lead={<>How this server stands. <code className="font-mono text-meta text-ink">npm run baton -- doctor</code> looks deeper.</>}><BackgroundWork /><StuckClocks /><Standing /></PageBody>
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const
function size(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const n = bytes / 1000 ** step
  return `${step === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)} ${units[step]}`
}

function Standing() {
  const { data, error, refetch } = useQuery(systemQuery)
  const few = data?.disk && data.disk.freeBytes < Math.max(1e9, data.disk.totalBytes * 0.05)
  return (
    <Section title="This server">
      {error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={4} label="Loading" /> : (
        <div className="flex flex-col gap-3">
          {few && <Banner tone="late">The disk is nearly full. Make room soon: mail that cannot be kept is not taken.</Banner>}
          {data.queueSeconds > 120 && <Banner tone="time">Work has waited for {Math.round(data.queueSeconds / 60)} minutes. Does a process with the role all or worker run?</Banner>}
          <Facts facts={[
            { name: 'Baton', value: data.version },
            { name: 'Node', value: data.node },
            { name: 'Database', value: `PostgreSQL ${data.database.version}, ${data.database.embedded ? 'of its own' : 'external'}, ${size(data.database.bytes)}` },
            { name: 'Files', value: data.files.count === 0 ? 'none' : `${data.files.count.toLocaleString('en')}, ${size(data.files.bytes)}` },
            ...(data.disk ? [{ name: 'Disk', value: `${size(data.disk.freeBytes)} free of ${size(data.disk.totalBytes)}` }] : []),
          ]} />
        </div>
      )}
    </Section>
  )
}
