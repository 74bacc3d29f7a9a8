import { Button } from '../../../ui/button.tsx'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { callNotifications } from './notifications.ts'

/** Turns the mails for somebody away off, by the link of one. */
export function MailOffForm({ link, onDone }: { link: { p: string; s: string }; onDone: () => void }) {
  const { busy, error, submit } = useSending(async () => {
    await callNotifications('POST /notifications/mail-off', { query: link }, { quiet: true })
    onDone()
  })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Trouble>{error}</Trouble>
      <Button type="submit" variant="primary" loading={busy} className="self-start">Turn these mails off</Button>
    </form>
  )
}
