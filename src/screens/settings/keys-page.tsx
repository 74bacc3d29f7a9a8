import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { KeyDialog } from '../../rooms/people/web/key-dialog.tsx'
import { KeysList } from '../../rooms/people/web/keys-list.tsx'
import { Button } from '../../ui/button.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** Keys for other programs. */
export function Page() {
  useTitle('API keys')
  const [making, setMaking] = useState(false)
  const make = <Button icon={KeyRound} onClick={() => setMaking(true)}>Make key</Button>
  return (
    <PageBody title="API keys" lead={<>For other programs. What they can do is described in the <a href="/api/docs" className="text-ink underline decoration-line-strong underline-offset-2">API reference</a>.</>} actions={make}>
      <KeysList action={make} />
      {making && <KeyDialog onClose={() => setMaking(false)} />}
    </PageBody>
  )
}
