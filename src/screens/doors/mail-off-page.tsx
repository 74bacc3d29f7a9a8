import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { MailOffForm } from '../../rooms/notifications/web/mail-off-form.tsx'
import { Door, doorLink } from '../../rooms/people/web/door.tsx'

/** Where the link in a mail leads that turns such mails off. Coming here changes nothing yet. */
export function Page() {
  useTitle('Turn mails off')
  const [link] = useState(() => { const given = new URLSearchParams(location.search); return { p: given.get('p') ?? '', s: given.get('s') ?? '' } })
  const [done, setDone] = useState(false)
  const settings = <Link to="/settings/notifications" className={doorLink}>How you are told</Link>
  if (done) return <Door title="These mails are off" lead="The bell on the desk still holds what concerns you." foot={settings} />
  return <Door title="No more of these mails?" lead="You get no mail any more about what waits while you are away. Nothing else changes." foot={settings}><MailOffForm link={link} onDone={() => setDone(true)} /></Door>
}
