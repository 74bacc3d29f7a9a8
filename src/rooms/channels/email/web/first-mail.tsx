import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { SecretOnce } from '../../../people/web/secret-once.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { mailboxesQuery, type Mailbox } from './mail-call.ts'

/** Whether no mail can come yet, where it matters; null while that is not known. */
export function useNoMailbox(matters: boolean): boolean | null {
  const { data, error } = useQuery({ ...mailboxesQuery, enabled: matters })
  if (!matters || error) return false
  return data ? data.length === 0 : null
}

/** An inbox to which no mail can come yet: what will be here, and for admins the act that makes it so. */
export function NoMailbox({ admin }: { admin: boolean }) {
  if (!admin) return <EmptyState icon={Inbox}>Mail from customers will appear here. An admin has yet to add the support address.</EmptyState>
  return (
    <EmptyState icon={Inbox} action={<Link to="/settings/mailboxes" className="inline-flex h-8 items-center rounded-md bg-ink px-3 text-ui font-medium text-paper hover:bg-soft-ink max-sm:h-10">Add a mailbox</Link>}>
      Mail to your support address becomes tickets here.
    </EmptyState>
  )
}

/** How to see the first mail come in, for who has just added a mailbox. */
export function TryMailbox({ box }: { box: Mailbox }) {
  return (
    <div className="mt-4 flex flex-col gap-2">
      <p className="text-ui text-muted">See it work: run this where Baton runs. It sends a mail as a customer would, and a ticket appears in the inbox.</p>
      <SecretOnce label="Command that sends a test mail" text={`npm run baton -- send-mail --to ${box.address} "Hello"`} />
    </div>
  )
}
