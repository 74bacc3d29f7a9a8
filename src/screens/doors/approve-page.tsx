import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { LinkForm } from '../../rooms/approvals/web/link-form.tsx'
import { Door, doorLink } from '../../rooms/people/web/door.tsx'

/** Where the link in a mail about an approval leads. Coming here changes nothing. */
export function Page() {
  useTitle('Approval')
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const [done, setDone] = useState<boolean | null>(null)
  const app = <Link to="/approvals" className={doorLink}>Open the approvals on the desk</Link>
  if (done !== null) return <Door title={done ? 'Approved' : 'Refused'} lead={done ? 'It is done, and your note is on the ticket.' : 'The one who asked is told why.'} foot={app} />
  return <Door title="Your decision, please" foot={app}><LinkForm token={token} onDone={setDone} /></Door>
}
